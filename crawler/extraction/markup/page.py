"""One page parsed once: bytes to a tree, an element to the text a reader sees, what is claimed.

What every reader of a page shares. What a column, a comment or a field is, is not decided here.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import SplitResult, urljoin, urlsplit

from bs4.dammit import EncodingDetector, UnicodeDammit
from lxml import etree
from w3lib.encoding import resolve_encoding

from crawler.extraction.markup.floods import without_floods

if TYPE_CHECKING:
    from crawler.config.outlets import Outlet

Element: TypeAlias = etree._Element

MAX_BYTES = 16_000_000
"""As much of a page as is read; the archive keeps bodies up to the same size."""
MAX_ELEMENTS = 60_000
"""As many elements as are read; of 1,377 pages the mean has 883 and the largest 9,748."""
DEEPEST = 2000
MAX_DEPTH = 256
"""libxml2 stops for good where a page nests 2,048 deep; such a page is read again, flattened to the
second depth. The deepest of 138 pages nests 48 deep."""

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
BLOCK_TAGS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html "
    "legend li main menu nav noframes ol optgroup option p pre section summary table tbody td "
    "template tfoot th thead title tr ul".split()
)
"""Elements that stand on lines of their own."""
UNSEEN_TAGS = frozenset(
    "annotation annotation-xml audio canvas datalist embed head iframe input map meta noscript "
    "object rp rt rtc script select style svg template textarea video link".split()
)
"""Elements whose content no reader sees as text of the page. The reading beside a word (`rt`) is
seen, but is the same word twice: the text keeps the word as it is spelt. Of a formula the text
stays, without the TeX that repeats it (`annotation`)."""
QUOTATION_MARKS = tuple('"“”„«»‹›‘‚「『')
HIDING_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)

CONTROLS = bytes(32 if code < 32 and code not in (9, 10, 13) else code for code in range(256))
"""Control characters, which no text needs and libxml2 stumbles over, become spaces."""
SNIFFED = 1024
"""Bytes in which UTF-16 without a mark shows: a page begins with markup, whatever its language."""
END_OF_PAGE = re.compile(rb"</(?:body|html)\s*>", re.I)
TAG = re.compile(rb"<(/?)([a-zA-Z][^\s/>]*)[^>]*>")
LABELS = {"x-gbk": "gbk"}
"""Labels of the Encoding Standard that w3lib does not know."""
UNBELIEVED = ("utf-7", "utf-16", "utf-32", "punycode", "unicode_escape", "raw_unicode_escape")
"""Codecs not used on a page's word: UTF-7 smuggles markup past filters, UTF-16 and -32 without a
mark are a false declaration, and the others are Python's own."""
GUESSABLE = frozenset(
    "big5 big5hkscs cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp874 cp932 "
    "cp949 euc_jp gb18030 iso8859-2 iso8859-5 iso8859-7 koi8-r koi8-u mac-roman".split()
)
"""Charsets taken from a guess; a guess outside these is more often wrong than right."""

INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphen, zero-width space, word joiner, byte order mark. The joiners U+200C and U+200D stay:
Persian and the Indian scripts spell with them."""


@dataclass(slots=True)
class Page:
    """One page: its tree, and what is known of where it came from."""

    root: Element
    """The `html` element; comments and processing instructions are dropped."""
    url: str
    base: str
    """What relative links start from."""
    elements: tuple[Element, ...]
    """All elements in document order; holding them keeps lxml from making them anew.

    What every reader asks of them is read once, into lists in the same order: an element is known
    by its number there, and all in it has the numbers up to its end.
    """
    tags: list[str]
    texts: list[str | None]
    """Text right at the beginning of each."""
    tails: list[str | None]
    """Text right behind each."""
    classes: list[str | None]
    ids: list[str | None]
    parents: list[int]
    """Number of the element each stands in; -1 for the root."""
    ends: list[int]
    """Number of the first element behind each and all in it."""
    numbers: dict[Element, int]
    """The elements' numbers."""
    outlet: "Outlet | None" = None
    captured_at: datetime | None = None

    def ancestors(self, at: int) -> Iterator[int]:
        """Numbers of the elements around one, the nearest first."""
        parents = self.parents
        at = parents[at]
        while at >= 0:
            yield at
            at = parents[at]

    def inside(self, elements: Iterable[Element]) -> bytearray:
        """For each element of the page 1 where it is, or stands in, one of the elements given."""
        inside = bytearray(len(self.elements))
        last = 0
        for at in sorted(self.numbers[element] for element in elements):
            if at >= last:  # no claim inside another is gone through again
                last = self.ends[at]
                inside[at:last] = b"\x01" * (last - at)
        return inside

    def link(self, href: str | None) -> str | None:
        """Absolute http or https address of a link, or None for any other kind."""
        return absolute(href, self.base)


@dataclass(frozen=True, slots=True)
class Claim:
    """An element that, with all in it, is not the column's text."""

    element: Element
    kind: str
    rule: str


def parse(
    html: bytes | str,
    url: str,
    *,
    charset: str | None = None,
    outlet: "Outlet | None" = None,
    captured_at: datetime | None = None,
) -> Page:
    """The page's tree, whatever the markup is like; `charset` is what the HTTP header claims."""
    data = _as_utf8(html[:MAX_BYTES], charset).translate(CONTROLS)
    # What follows a premature </body> is part of the page to a browser, and lost to libxml2.
    elements = _tree(without_floods(END_OF_PAGE.sub(b"", data)))
    base = next((e.get("href") for e in elements[:200] if e.tag == "base"), None)
    parents, ends = _nesting(elements)
    return Page(
        root=elements[0],
        url=url,
        base=absolute(base, url) or url,
        elements=elements,
        tags=[str(element.tag) for element in elements],
        texts=[element.text for element in elements],
        tails=[element.tail for element in elements],
        classes=[element.get("class") for element in elements],
        ids=[element.get("id") for element in elements],
        parents=parents,
        ends=ends,
        numbers=dict(zip(elements, range(len(elements)), strict=True)),
        outlet=outlet,
        captured_at=captured_at,
    )


def decoded(data: bytes, charset: str | None = None) -> str:
    """The text of bytes, in the charset they show themselves to be in, as `parse` reads pages."""
    return _as_utf8(data[:MAX_BYTES], charset).decode("utf-8", "replace")


def absolute(href: str | None, base: str) -> str | None:
    """Absolute http or https address of a link, or None for any other kind."""
    if not href or len(href) > 4000:
        return None
    try:
        joined = urljoin(base, href.strip())
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in ("http", "https") and parts.netloc else None


def address_parts(href: str) -> SplitResult | None:
    """The parts of an address as a page writes it, or None of what cannot be one."""
    try:
        return urlsplit(href)
    except ValueError:  # a lone bracket, read as that of an IPv6 address
        return None


def text_of(element: Element, *, without: Collection[Element] = ()) -> str:
    """What a reader sees of an element, one line per block and `<br>`, white space collapsed.

    Words are neither glued at block tags nor split at inline ones. Scripts, styles, templates and
    hidden elements in it are left out, and so are those of `without`. The element's own tail is no
    part of it.
    """
    if not len(element):
        return tidy(_said(element.text, element.tag))
    parts: list[str] = []
    stack: list[Element | str] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
            continue
        tag = node.tag
        if node is not element and (tag in UNSEEN_TAGS or is_hidden(node) or node in without):
            continue
        if tag == "br":
            parts.append("\n")
            continue
        block = tag in BLOCK_TAGS
        if block:
            parts.append("\n")
            stack.append("\n")
        if tag == "q" and is_marked_as_quoted(node):
            parts.append("“")
            stack.append("”")
        parts.append(_said(node.text, tag))
        for child in reversed(node):
            if tail := child.tail:
                stack.append(_said(tail, tag))
            stack.append(child)
    return tidy("".join(parts))


def _said(text: str | None, tag: object) -> str:
    """Text right in an element of such a tag: only `pre` keeps its lines."""
    if not text:
        return ""
    return text if tag == "pre" else text.replace("\n", " ")


def raw_text(element: Element) -> str:
    """All text in an element as it stands in the markup, that of scripts and hidden parts too."""
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def is_hidden(element: Element) -> bool:
    """Whether the element's own attributes hide it from a reader."""
    style = element.get("style")
    if style is not None and HIDING_STYLE.search(style):
        return True
    return element.get("hidden") is not None


def is_marked_as_quoted(element: Element) -> bool:
    """Whether quotation marks are to be drawn around a `q`, as browsers do.

    Where the page types them itself, its style sheet has turned the drawn ones off.
    """
    before = element.getprevious()
    parent = element.getparent()
    above = before.tail if before is not None else parent.text if parent is not None else None
    if (above or "").rstrip().endswith(QUOTATION_MARKS):
        return False
    if (element.text or "").lstrip().startswith(QUOTATION_MARKS):
        return False
    return not any(child.tag in BLOCK_TAGS for child in element.iterdescendants("*"))


def tidy(text: str) -> str:
    """Text in NFC without invisible marks; runs of blanks one space, runs of line ends one."""
    text = visible(text)
    if "\n" not in text:
        return " ".join(text.split())
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return "\n".join(filter(None, lines))


def visible(text: str) -> str:
    """Text in NFC without invisible marks."""
    return text if text.isascii() else unicodedata.normalize("NFC", INVISIBLE.sub("", text))


def _tree(data: bytes) -> tuple[Element, ...]:
    """All elements of the page in document order, the root first."""
    elements = _elements(data)
    if _depth(elements[-1]) >= DEEPEST:
        elements = _elements(_flattened(data))
    return elements


def _elements(data: bytes) -> tuple[Element, ...]:
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    root: Element | None
    try:
        root = etree.fromstring(data, parser)
    except etree.LxmlError:  # nothing that could be called an element
        root = None
    if root is None:
        root = etree.Element("html")
    if root.tag != "html":
        html = etree.Element("html")
        html.append(root)
        root = html
    elements = tuple(islice(root.iter("*"), MAX_ELEMENTS + 1))
    if len(elements) > MAX_ELEMENTS:
        _cut_from(elements[-1])
    return elements[:MAX_ELEMENTS]


def _nesting(elements: Sequence[Element]) -> tuple[list[int], list[int]]:
    """The number of the element each stands in, and that of the first behind it."""
    parents, ends = [-1] * len(elements), [len(elements)] * len(elements)
    opened: list[int] = []
    innermost: Element | None = None
    for at, element in enumerate(elements):
        parent = element.getparent()
        while parent is not innermost:
            ends[opened.pop()] = at
            innermost = elements[opened[-1]] if opened else None
        if opened:
            parents[at] = opened[-1]
        opened.append(at)
        innermost = element
    return parents, ends


def _depth(element: Element) -> int:
    return sum(1 for _ in element.iterancestors())


def _flattened(data: bytes) -> bytes:
    """The markup without the tags below MAX_DEPTH; their text stays."""
    depth = dropped = 0

    def keep(match: re.Match[bytes]) -> bytes:
        nonlocal depth, dropped
        closing, name = match[1], match[2].lower().decode("latin-1")
        if name in VOID:
            return match[0]
        if closing:
            if dropped:
                dropped -= 1
                return b" "
            depth = max(0, depth - 1)
        elif depth >= MAX_DEPTH:
            dropped += 1
            return b" "
        else:
            depth += 1
        return match[0]

    return TAG.sub(keep, data)


def _cut_from(element: Element) -> None:
    """Takes an element and all behind it out of the tree."""
    node: Element | None = element
    keep_node = False  # the element itself goes, its ancestors stay
    while node is not None:
        parent = node.getparent()
        if parent is not None:
            at = parent.index(node)
            del parent[at + keep_node :]
        node, keep_node = parent, True


def _as_utf8(html: bytes | str, charset: str | None) -> bytes:
    """The markup in UTF-8, from whatever charset its bytes show it to be in."""
    if isinstance(html, str):
        try:
            return html.encode()
        except UnicodeEncodeError:  # lone surrogates
            return html.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
    without_mark, marked = EncodingDetector.strip_byte_order_mark(html)
    marked = marked or _utf16_by_zeros(html)
    if marked and marked != "utf-8":
        return without_mark.decode(marked, "replace").encode("utf-8", "replace")
    try:
        without_mark.decode()
    except UnicodeDecodeError as error:
        # A page cut off in the middle of a character is UTF-8 all the same.
        if error.start >= len(without_mark) - 3 and error.reason == "unexpected end of data":
            return without_mark[: error.start]
        return _decoded(without_mark, charset).encode("utf-8", "replace")
    return without_mark


def _utf16_by_zeros(html: bytes) -> str | None:
    """UTF-16 without a mark: the zeros of its markup stand at the odd places, or the even ones."""
    start = html[:SNIFFED]
    if start.count(0) < len(start) / 4 or len(start) < 8:
        return None
    even, odd = start[::2].count(0), start[1::2].count(0)
    if even * 8 < odd and html.find(b"<\x00") >= 0:
        return "utf-16-le"
    return "utf-16-be" if odd * 8 < even and html.find(b"\x00<") >= 0 else None


def _decoded(html: bytes, charset: str | None) -> str:
    """Text of bytes that are not valid UTF-8."""
    lenient = html.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    sound = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", lenient)))
    if broken * 4 < sound:
        return lenient
    names = [_codec(charset), _codec(EncodingDetector.find_declared_encoding(html, is_html=True))]
    if names[0] == "cp1252":
        names.reverse()  # servers send this one by default; the page knows better
    tried: list[str] = []
    for name in names:
        if name is not None and name != "utf-8":
            try:
                return html.decode(name)
            except UnicodeDecodeError:
                tried.append(html.decode(name, "replace"))
    if tried:
        return min(tried, key=lambda text: text.count("\ufffd"))
    guess = UnicodeDammit(html[:50_000], is_html=True).original_encoding
    name = _codec(guess)
    return html.decode(name if name in GUESSABLE else "cp1252", "replace")


def _codec(label: str | None) -> str | None:
    """Python's name for the charset that browsers read a label as.

    None for no label, for unknown ones, and for those of charsets that no page is in.
    """
    if not label:
        return None
    label = label.strip().lower()
    name = resolve_encoding(LABELS.get(label, label))
    if name is None or name.startswith(UNBELIEVED):
        return None
    try:
        b"a".decode(name, "replace")  # refuses codecs that do not make text, and IDNA
    except (LookupError, ValueError):
        return None
    return name
