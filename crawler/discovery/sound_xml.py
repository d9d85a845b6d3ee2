"""The XML of feeds and sitemaps as parsers want it, whatever a site's software made of it.

Charset, what stands before the document, and references are put right; elements are left alone.
Parsers leave out what they do not know, and what is then left of an address leads elsewhere.
"""

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from html.entities import html5
from xml.sax.saxutils import escape

from crawler.discovery.seed_page import root_name
from crawler.extraction.markup.charsets import as_utf8, utf16_without_mark

PREAMBLE = 16_384
"""Bytes in which a document begins: warnings of PHP or a licence may stand before it."""
BEGINNING = re.compile(
    rb"<\?xml\s|<!doctype\s+(?!html)|<(?:[\w.-]+:)?(?:urlset|sitemapindex|rss|feed|rdf)\b",
    re.IGNORECASE,
)
DECLARATION = re.compile(rb"<\?xml\s[^<>]*>")
ENTITY = re.compile(rb"""<!ENTITY\s+([A-Za-z_][\w.-]*)\s+(?:"([^"&<%]*)"|'([^'&<%]*)')\s*>""")
"""An entity that stands for plain text; those that hold others, or name a file, are not read."""
LONGEST_TEXT = 255
"""Bytes of the text that an entity stands for: the start of an address, say."""
MOST_REPLACED = 1_000_000
"""Bytes of such texts in one document, so that it does not grow beyond all measure."""
MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
CONTROLS = bytes({*range(0x20)} - {*b"\t\n\r"})
"""Characters that XML has no place for; in UTF-8 none of these bytes is part of another."""
OPAQUE = rb"<!\[CDATA\[(?:.*?\]\]>|.*)|<!--(?:.*?-->|.*)"
"""Sections in which nothing is markup. One without an end goes to the last byte, so that its end
is looked for once."""
REFERENCE = re.compile(
    OPAQUE + rb"|&(#\d{1,8};|#[xX][\dA-Fa-f]{1,7};|[A-Za-z][\w.-]*;|)", re.DOTALL
)
KNOWN = frozenset((b"amp;", b"lt;", b"gt;", b"quot;", b"apos;"))
QUOTES = {'"': "&quot;", "'": "&apos;"}
TAG = re.compile(OPAQUE + rb"|<[A-Za-z]", re.DOTALL)


def sound_xml(body: bytes) -> bytes:
    """A feed or sitemap in UTF-8, from its root on, with references that any parser knows.

    The charset is the one the bytes show themselves to be in, for software that declares one and
    sends another is common. An `&` that begins no reference stands for itself. What is no feed or
    sitemap comes back as it is, but for its charset.
    """
    return b"".join(sound_pieces((body,)))


def sound_pieces(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same of a body that comes in pieces, and in no larger ones, where it is UTF-8.

    They are gone through twice. The first must have the PREAMBLE, if there are several.
    """
    texts = (piece.translate(None, CONTROLS) for piece in utf8_pieces(pieces))
    first = next(texts, b"")
    head = first[:PREAMBLE]
    begins = None if root_name(head) == "html" else BEGINNING.search(head)
    if begins is None:
        yield first
        yield from texts
        return
    references = References(
        {
            name: one or other
            for name, one, other in ENTITY.findall(head)
            if len(one or other) <= LONGEST_TEXT
        }
    )
    declared = DECLARATION.match(first, begins.start())
    held = [first[declared.end() if declared else begins.start() :].lstrip()]
    for text in texts:
        # No reference, and no beginning or end of a section, is parted by the end of a tag.
        before, end, rest = text.rpartition(b">")
        if end:
            yield references.known(b"".join((*held, before, end)))
            held = []
        held.append(rest)
    yield references.known(b"".join(held))


def utf8_pieces(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """A body in UTF-8, in pieces if it is already; any other comes as a whole."""
    decoder, first, sound = codecs.getincrementaldecoder("utf-8")(), b"", True
    for piece in pieces:
        first = first or piece
        try:
            decoder.decode(piece)
        except UnicodeDecodeError:
            sound = False
            break
    if not sound or first.startswith(MARKS) or utf16_without_mark(first):
        yield as_utf8(b"".join(pieces), None)
        return
    yield from pieces


class References:
    """XML without references but the five of XML itself, piece by piece.

    Those of HTML become the characters they stand for. Any other is no reference: it stays as it
    was written.
    """

    def __init__(self, texts: Mapping[bytes, bytes]) -> None:
        self._texts = texts
        """What the document's own stand for."""
        self._room = MOST_REPLACED
        self._open = b""
        """The end of a section in which nothing is markup, and which is not over."""

    def known(self, text: bytes) -> bytes:
        """The next piece of the document; each but the last ends with a tag."""
        start = 0
        if self._open:
            end = text.find(self._open)
            if end < 0:
                return text
            start = end + len(self._open)
            self._open = b""
        if text.find(b"&", start) < 0 and text.find(b"<!", start) < 0:
            return text
        return text[:start] + REFERENCE.sub(self._known, text[start:])

    def _known(self, match: re.Match[bytes]) -> bytes:
        whole, name = match[0], match[1]
        if name is None:
            end = b"-->" if whole.startswith(b"<!--") else b"]]>"
            if not whole.endswith(end):
                self._open = end
            return whole
        if name in KNOWN:
            return whole
        if (own := self._texts.get(name[:-1])) is not None and len(own) <= self._room:
            self._room -= len(own)
            return own
        if name.startswith(b"#") or name.decode() in html5:
            return escape(unescape(whole.decode()), QUOTES).encode("utf-8", "replace")
        return b"&amp;" + name


def first_tags(text: bytes, most: int) -> bytes:
    """The beginning of a document, up to so many tags."""
    for number, match in enumerate(TAG.finditer(text)):
        if number >= most:
            return text[: match.start()]
    return text
