"""Damage done to pages, seeded and bounded: what truncation, wrong charsets and bad tools leave.

Each mutation takes a source of chance, the page and another page, and gives bytes: hardly more than
`LARGEST`, unless the page had more. The same chance gives the same bytes.
"""

import re
from collections.abc import Callable, Mapping
from random import Random

LARGEST = 2_000_000
"""Bytes a mutation may make of a page that was smaller."""

Mutation = Callable[[Random, bytes, bytes], bytes]

TAG = re.compile(rb"<[^<>]{0,2000}>")
NAMES = (b"div p span a b i em ul ol li table tr td blockquote article section pre form iframe "
         b"script style svg math template noscript button select textarea title h1 body html "
         b"frameset plaintext xmp center font marquee").split()  # fmt: skip
SURROGATES = (b"\xed\xa0\x80", b"\xed\xbf\xbf", b"&#xD800;", b"&#57343;", b"\\ud83d")
"""Halves of a pair: as bytes that UTF-8 forbids, as references, and as JSON escapes."""
NOT_UTF_8 = (b"\xff", b"\xfe\xff", b"\xc0\x80", b"\xf8\x88\x80\x80\x80", b"\x80" * 20, b"\xe2\x82")
CONTROLS = (b"\x00", b"\x01", b"\x08", b"\x0b", b"\x0c", b"\x1b", b"\x7f",
            *(sign.encode() for sign in "\u202e\ufeff\u2028\ufffe"))  # fmt: skip
CHARSETS = (b"utf-7", b"utf-16", b"utf-32", b"utf-8", b"shift_jis", b"gb18030", b"iso-2022-jp",
            b"koi8-r", b"hz-gb-2312", b"x-user-defined", b"idna", b"unicode_escape", b"hex",
            b"zlib", b"none", b"", b"\x00", b"utf8" * 500)  # fmt: skip
"""Right, wrong and no charsets, among them codecs of Python's that are none."""
ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "utf-8-sig", "iso-2022-jp",
             "shift_jis", "gb18030", "cp037")  # fmt: skip
ENTITIES = (
    b"&amp;",
    b"&lt",
    b"&#0;",
    b"&#x110000;",
    b"&#99999999999999999999;",
    b"&notin",
    b"&lol9;",
)
MANY = (10, 300, 5_000)
"""How often things are repeated; the bound on the size comes first."""


def truncate(chance: Random, page: bytes, other: bytes) -> bytes:
    """The page up to any byte."""
    return page[: chance.randint(0, len(page))]


def behead(chance: Random, page: bytes, other: bytes) -> bytes:
    """The page from any byte on."""
    return page[chance.randint(0, len(page)) :]


def delete(chance: Random, page: bytes, other: bytes) -> bytes:
    """The page without some slices."""
    for _ in range(chance.randint(1, 5)):
        start, end = _slice(chance, page)
        page = page[:start] + page[end:]
    return page


def duplicate(chance: Random, page: bytes, other: bytes) -> bytes:
    """The page with a slice of it repeated on the spot."""
    start, end = _slice(chance, page)
    return page[:end] + _bounded(page[start:end], page, chance.choice(MANY)) + page[end:]


def swap(chance: Random, page: bytes, other: bytes) -> bytes:
    """The page with two slices in each other's place."""
    a, b, c, d = sorted(chance.randint(0, len(page)) for _ in range(4))
    return page[:a] + page[c:d] + page[b:c] + page[a:b] + page[d:]


def insert_controls(chance: Random, page: bytes, other: bytes) -> bytes:
    """The page with NULs and other controls strewn in."""
    return _strewn(chance, page, CONTROLS)


def insert_surrogates(chance: Random, page: bytes, other: bytes) -> bytes:
    """The page with lone surrogates strewn in."""
    return _strewn(chance, page, SURROGATES)


def insert_invalid(chance: Random, page: bytes, other: bytes) -> bytes:
    """The page with bytes strewn in that are no UTF-8."""
    return _strewn(chance, page, NOT_UTF_8)


def flip_bytes(chance: Random, page: bytes, other: bytes) -> bytes:
    """The page with single bytes replaced by any."""
    changed = bytearray(page)
    for _ in range(chance.randint(1, 200) if page else 0):
        changed[chance.randrange(len(page))] = chance.randrange(256)
    return bytes(changed)


def lie_about_charset(chance: Random, page: bytes, other: bytes) -> bytes:
    """The page with another charset in its `meta` elements, or a first one of its own."""
    named = chance.choice(CHARSETS)
    if chance.random() < 0.5:
        return re.sub(rb"""(?i)(charset\s*=\s*["']?)[\w-]+""", lambda m: m[1] + named, page)
    return b'<meta charset="' + named + b'">' + page


def encode_anew(chance: Random, page: bytes, other: bytes) -> bytes:
    """The page in another encoding, mostly without a word of it."""
    text = page[: LARGEST // 4].decode("utf-8", "replace")
    coded = text.encode(chance.choice(ENCODINGS), "replace")
    return coded[chance.choice((0, 0, 2)) :]


def unclose(chance: Random, page: bytes, other: bytes) -> bytes:
    """The page without a share of its closing tags."""
    share = chance.random()
    return re.sub(rb"</\w+\s*>", lambda m: b"" if chance.random() < share else m[0], page)


def shuffle_tags(chance: Random, page: bytes, other: bytes) -> bytes:
    """The page with a share of its tags dealt anew."""
    tags = TAG.findall(page)
    chance.shuffle(tags)
    dealt, share = iter(tags), chance.random()
    return TAG.sub(lambda m: next(dealt) if chance.random() < share else m[0], page)


def break_tags(chance: Random, page: bytes, other: bytes) -> bytes:
    """The page with quotes, brackets and comment marks lost or doubled."""
    marks = (b'"', b"'", b"<", b">", b"<!--", b"-->", b"/>", b"<![CDATA[", b"]]>", b"<?php ")
    if chance.random() < 0.5:
        return page.replace(chance.choice(marks[:4]), b"", chance.randint(1, 50))
    return _strewn(chance, page, marks)


def nest(chance: Random, page: bytes, other: bytes) -> bytes:
    """The page with thousands of elements opened at one place, and perhaps closed behind it."""
    name, times = chance.choice(NAMES), chance.choice((*MANY, 50_000))
    opened = _bounded(b"<" + name + b">", page, times)
    closed = _bounded(b"</" + name + b">", page, times) if chance.random() < 0.5 else b""
    at, end = _slice(chance, page)
    return page[:at] + opened + page[at:end] + closed + page[end:]


def flood_attributes(chance: Random, page: bytes, other: bytes) -> bytes:
    """The page with one of its tags given thousands of attributes, or one of great length."""
    tags = list(TAG.finditer(page))
    if not tags:
        return page
    at = chance.choice(tags).end() - 1
    times = chance.choice((*MANY, 50_000))
    if chance.random() < 0.5:
        flood = b"".join(b" a%d=comment" % number for number in range(times))
    else:
        name = chance.choice((b"class", b"id", b"style", b"href", b"datetime", b"content"))
        flood = b" " + name + b'="' + b"comment-list reply 1 " * times + b'"'
    return page[:at] + flood[:LARGEST] + page[at:]


def splice(chance: Random, page: bytes, other: bytes) -> bytes:
    """The beginning of the page and the end of another."""
    return page[: chance.randint(0, len(page))] + other[chance.randint(0, len(other)) :]


def interleave(chance: Random, page: bytes, other: bytes) -> bytes:
    """Pieces of the page and of another in turns."""
    size = chance.randint(50, 20_000)
    ends = range(0, max(len(page), len(other)), size)
    return b"".join(page[at : at + size] + other[at : at + size] for at in ends)[:LARGEST]


def bomb_entities(chance: Random, page: bytes, other: bytes) -> bytes:
    """The page with entities declared by entities, or thousands of references."""
    if chance.random() < 0.3:
        levels = b"".join(
            b'<!ENTITY lol%d "%s">' % (level, b"&lol%d;" % (level - 1) * 10)
            for level in range(1, 10)
        )
        return b'<!DOCTYPE html [<!ENTITY lol0 "lol">' + levels + b"]>&lol9;" + page
    at = chance.randint(0, len(page))
    return page[:at] + _bounded(chance.choice(ENTITIES), page, 100_000) + page[at:]


def swell(chance: Random, page: bytes, other: bytes) -> bytes:
    """The page with a very long text at one place: of words, of one word, of signs, of spaces."""
    unit = chance.choice(
        (b"one more word of it ", b"x", b" ", b"\n", b"1", b". ", b"/", b"-", b", ", b"\xc2\xa0",
         "見出し".encode(), b"12 March 2019 ", b"by Anna Lee and ", b"<br>", b"<br><br>a")
    )  # fmt: skip
    at = chance.randint(0, len(page))
    tags = list(TAG.finditer(page))
    if tags and chance.random() < 0.7:
        at = chance.choice(tags).end()
    return page[:at] + _bounded(unit, page, chance.choice((1_000, 30_000, 400_000))) + page[at:]


def repeat_siblings(chance: Random, page: bytes, other: bytes) -> bytes:
    """The page with what stands from one tag to another repeated many times."""
    ends = [match.start() for match in TAG.finditer(page)]
    if len(ends) < 2:
        return page
    first = chance.randrange(len(ends) - 1)
    start, end = ends[first], ends[min(first + chance.randint(1, 60), len(ends) - 1)]
    return page[:end] + _bounded(page[start:end], page, chance.choice(MANY)) + page[end:]


MUTATIONS: Mapping[str, Mutation] = {
    mutation.__name__: mutation
    for mutation in (
        truncate, behead, delete, duplicate, swap, insert_controls, insert_surrogates,
        insert_invalid, flip_bytes, lie_about_charset, encode_anew, unclose, shuffle_tags,
        break_tags, nest, flood_attributes, splice, interleave, bomb_entities, swell,
        repeat_siblings,
    )
}  # fmt: skip


def mutated(chance: Random, page: bytes, other: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The page after one to three mutations, and their names."""
    names = tuple(chance.choices(list(MUTATIONS), k=chance.choice((1, 1, 2, 3))))
    for name in names:
        page = MUTATIONS[name](chance, page, other)
    return page, names


def _slice(chance: Random, page: bytes) -> tuple[int, int]:
    """Two places of the page, mostly near each other."""
    start = chance.randint(0, len(page))
    longest = chance.choice((20, 500, 5_000, len(page)))
    return start, min(len(page), start + chance.randint(0, longest))


def _bounded(unit: bytes, page: bytes, times: int) -> bytes:
    """The unit so many times, or as often as the page may grow."""
    room = max(0, LARGEST - len(page))
    return unit * min(times, room // max(1, len(unit)))


def _strewn(chance: Random, page: bytes, units: tuple[bytes, ...]) -> bytes:
    """The page with some of the units put in at up to fifty places."""
    places = sorted(chance.randint(0, len(page)) for _ in range(chance.randint(1, 50)))
    parts, before = [], 0
    for place in places:
        parts += [page[before:place], chance.choice(units)]
        before = place
    return b"".join([*parts, page[before:]])
