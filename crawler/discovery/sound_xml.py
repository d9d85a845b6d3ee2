"""The XML of feeds and sitemaps as parsers want it, whatever a site's software made of it.

Charset, what stands before the document, and references are put right; elements are left alone.
Parsers leave out what they do not know, and what is then left of an address leads elsewhere.
"""

import re
from collections.abc import Mapping
from html import unescape
from html.entities import html5
from xml.sax.saxutils import escape

from crawler.discovery.seed_page import root_name
from crawler.extraction.markup.charsets import as_utf8

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
    text = as_utf8(body, None).translate(None, CONTROLS)
    head = text[:PREAMBLE]
    begins = None if root_name(head) == "html" else BEGINNING.search(head)
    if begins is None:
        return text
    texts = {
        name: one or other
        for name, one, other in ENTITY.findall(head)
        if len(one or other) <= LONGEST_TEXT
    }
    declared = DECLARATION.match(text, begins.start())
    text = text[declared.end() if declared else begins.start() :].lstrip()
    return with_known_references(text, texts) if b"&" in text else text


def with_known_references(text: bytes, texts: Mapping[bytes, bytes]) -> bytes:
    """XML without references but the five of XML itself; `texts` has what its own stand for.

    Those of HTML become the characters they stand for. Any other is no reference: it stays as it
    was written.
    """
    room = MOST_REPLACED

    def known(match: re.Match[bytes]) -> bytes:
        nonlocal room
        name = match[1]
        if name is None or name in KNOWN:
            return match[0]
        if (own := texts.get(name[:-1])) is not None and len(own) <= room:
            room -= len(own)
            return own
        written = match[0].decode()
        if name.startswith(b"#") or name.decode() in html5:
            return escape(unescape(written), QUOTES).encode("utf-8", "replace")
        return b"&amp;" + name

    return REFERENCE.sub(known, text)


def first_tags(text: bytes, most: int) -> bytes:
    """The beginning of a document, up to so many tags."""
    for number, match in enumerate(TAG.finditer(text)):
        if number >= most:
            return text[: match.start()]
    return text
