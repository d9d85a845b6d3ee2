"""The text of a page's bytes, in the charset they show themselves to be in.

What the bytes show goes before what is declared of them: a byte order mark, valid UTF-8, the escape
sequences of seven-bit charsets. A declaration is believed where the text it makes can be one; only
then is a charset guessed (`guesses`).
"""

import re
from collections.abc import Iterator

from bs4.dammit import EncodingDetector
from w3lib.encoding import resolve_encoding

from crawler.extraction.markup.guesses import guessed_text, is_plausible, text_in
from crawler.extraction.markup.latin_languages import WESTERN, text_of_language
from crawler.extraction.markup.seven_bits import seven_bit_text

MAX_BYTES = 16_000_000
"""As much of a page as is read; the archive keeps bodies up to the same size."""
SNIFFED = 1024
"""Bytes in which UTF-16 without a mark shows: a page begins with markup, whatever its language."""
ONE_SIDED = 8
"""Zeros at the one kind of place for each at the other: more show UTF-16."""
LATIN_SHARE = 8
"""At least one in so many characters is Latin where markup or rules for robots begin."""
LEAST_LATIN = 8
"""Latin characters without which a few bytes show nothing."""
DAMAGED = 2
"""Characters beyond ASCII for each broken byte: more show UTF-8 that is damaged, or has pieces in
another charset in it. Of 20 signs of GBK, Big5, EUC, Shift_JIS, cp866 or Thai and more at most one
text in 800 has so many by chance; what is in Latin-1, Cyrillic or Arabic has none."""
DECLARED_WITHIN = 100_000
"""Bytes in which a declaration is looked for. The HTML standard asks for the first 1,024, but
browsers obey later ones too, and scripts and styles stand in front of some."""
LABELS = {
    "x-gbk": "gbk",
    "gb_2312": "gbk",
    "csgb2312": "gbk",
    "x-euc-jp": "euc-jp",
    "x-x-big5": "big5",
    "cn-big5": "big5",
    "windows-949": "euc-kr",
    "ks_c_5601-1989": "euc-kr",
    "iso-8859-8-i": "iso-8859-8",
    "logical": "iso-8859-8",
    "visual": "iso-8859-8",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-ukrainian": "mac-cyrillic",
    "x-mac-roman": "macintosh",
    "koi": "koi8-r",
    "koi8": "koi8-r",
    "koi8-ru": "koi8-u",
    "dos-874": "windows-874",
    **{f"x-cp125{number}": f"windows-125{number}" for number in range(9)},
}
"""Labels of the Encoding Standard that w3lib does not know."""
UNBELIEVED = ("utf-7", "utf-16", "utf-32", "punycode", "unicode_escape", "raw_unicode_escape")
"""Codecs not used on a page's word: UTF-7 smuggles markup past filters, UTF-16 and -32 without a
mark are a false declaration, and the others are Python's own."""


def decoded(data: bytes, charset: str | None = None) -> str:
    """The text of bytes, in the charset they show themselves to be in, as `parse` reads pages."""
    return as_utf8(data[:MAX_BYTES], charset).decode("utf-8", "replace")


def as_utf8(html: bytes | str, charset: str | None) -> bytes:
    """The markup in UTF-8, from whatever charset its bytes show it to be in."""
    if isinstance(html, str):
        try:
            return html.encode()
        except UnicodeEncodeError:  # lone surrogates
            return html.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
    without_mark, marked = EncodingDetector.strip_byte_order_mark(html)
    marked = marked or utf16_without_mark(html)
    if marked and marked != "utf-8":
        return without_mark.decode(marked, "replace").encode("utf-8", "replace")
    seven_bit = seven_bit_text(without_mark)
    if seven_bit is not None:
        return seven_bit.encode("utf-8", "replace")
    try:
        without_mark.decode()
    except UnicodeDecodeError as error:
        # A page cut off in the middle of a character is UTF-8 all the same.
        if error.start >= len(without_mark) - 3 and error.reason == "unexpected end of data":
            return without_mark[: error.start]
        return _decoded(without_mark, charset).encode("utf-8", "replace")
    return without_mark


def utf16_without_mark(data: bytes) -> str | None:
    """The name of UTF-16 when bytes without a mark are text in it; None for any others.

    The zeros of its Latin characters stand at the odd places, or at the even ones, and nothing in
    it is a control character, as in what is no text.
    """
    start = data[:SNIFFED]
    if b"\0" not in start:
        return None
    even, odd = start[::2].count(0), start[1::2].count(0)
    latin, name = max((odd, "utf-16-le"), (even, "utf-16-be"))
    few = latin < max(LEAST_LATIN, len(start) / 2 / LATIN_SHARE)
    if few or latin <= ONE_SIDED * min(even, odd):
        return None
    text = start[: len(start) // 2 * 2].decode(name, "replace")[:-1]  # half a character, perhaps
    return None if _NO_TEXT.search(text) else name


_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")


def _decoded(html: bytes, charset: str | None) -> str:
    """Text of bytes that are not valid UTF-8."""
    lenient = html.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    sound = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", lenient)))
    if broken * DAMAGED < sound:
        return lenient
    names = [_codec(charset), *map(_codec, _declared(html))]
    if names[0] == "cp1252":
        names.append(names.pop(0))  # servers send this one by default; the page knows better
    tried: dict[str, str] = {}
    for name in names:
        if name is not None and name != "utf-8" and name not in tried:
            tried[name] = text = text_in(html, name)
            if is_plausible(text):
                return (name in WESTERN and text_of_language(html, text)) or text
    guess = text_of_language(html) or guessed_text(html)
    if guess is not None:
        return guess
    if tried:
        return min(tried.values(), key=lambda text: text.count("\ufffd"))
    return html.decode("cp1252", "replace")


_DECLARATION = re.compile(
    rb"<meta(?=[\s/])[^<>]*?charset\s*=\s*[\"']?\s*([^\s\"'/<>;]+)"
    rb"|<\?xml\s[^<>]*?encoding\s*=\s*[\"']([^\"'<>]+)",
    re.I,
)


def _declared(html: bytes) -> Iterator[str]:
    """The charsets that a page declares itself to be in, outside its comments."""
    first, *others = html[:DECLARED_WITHIN].split(b"<!--")
    head = b"".join((first, *(piece.partition(b"-->")[2] for piece in others)))
    for match in _DECLARATION.finditer(head):
        yield (match[1] or match[2]).decode("latin-1")


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
