"""Tags with thousands of attributes, cut to what a tag can have before the page is parsed.

libxml2 keeps an element's attributes in a list and goes through it for each: fifty thousand cost
three seconds to parse and as much again to ask, a million an hour.
"""

import re

ATTRIBUTES = 500
"""Attributes a tag keeps. Those of pages people made have fewer than a hundred."""
SMALL = 50_000
"""Bytes of a page that is not looked at: so many attributes as fit in take a few hundredths."""
READINGS = 4
"""How many times the tags of a page are read to see whether one may be a flood; those of real
pages are read .05 times, and 2.8 at most."""
PIECES = 1000
"""Parts without a `<` of a name; what follows is read as another name."""

# As browsers read them: a quotation mark counts behind the equals sign of a name only, and a `<`
# begins no other tag. But none goes on over the end of a script, whose `<` may be no tag's.
# Nothing is read twice: what is repeated is not given back.
# It minds case by itself, as with `re.I` it takes a third longer; its groups are atomic and not
# possessive, which Python before 3.11.5 matches wrongly (gh-106052).
_LESS = rb"<(?!/[sS][cC][rR][iI][pP][tT])"
_QUOTED = rb"""(?>"[^"<]*+(?:%s[^"<]*+)*(?:"|\Z|(?=<))|'[^'<]*+(?:%s[^'<]*+)*(?:'|\Z|(?=<)))""" % (
    _LESS,
    _LESS,
)
_UNQUOTED = rb"(?>(?:[^\s<>]++|%s){0,%d})" % (_LESS, PIECES)
_NAME = rb"(?>(?:[^\s<>/]|%s)(?:[^\s<>/=]++|%s){0,%d})" % (_LESS, _LESS, PIECES)
ATTRIBUTE = re.compile(rb"[\s/]*+(%s)(?:\s*+=\s*+(?:%s|%s))?" % (_NAME, _QUOTED, _UNQUOTED))
BEGINNING = re.compile(rb"<[a-zA-Z](?>(?:[^\s<>/]++|%s){0,%d})" % (_LESS, PIECES))
"""The `<` and name of a tag."""
_FEW = 30
_WORDS = rb"""[^<>="']{0,%d}""" % _FEW
_PLAIN_VALUE = rb"""(?:"[^"<]*+"|'[^'<]*+'|[^\s<>="']++(?=[\s>]))"""
MAYBE = re.compile(
    rb"<[a-zA-Z](?![\w-]*+(?>(?:\s%s(?<=[\w-])=%s){0,%d})%s>)"
    % (_WORDS, _PLAIN_VALUE, _FEW, _WORDS)
)
"""The beginning of a tag that is not plain: all others have no more than `_FEW` values, and bytes
of names before each, and so fewer attributes than a flood."""


def without_floods(data: bytes) -> bytes:
    """The markup, with no more than `ATTRIBUTES` attributes in a tag."""
    if len(data) <= SMALL or not _may_have_floods(data):
        return data
    parts, before, end = [], 0, 0
    while beginning := BEGINNING.search(data, end):
        surplus, end = _attributes(data, beginning)
        if surplus is not None:
            parts.append(data[before:surplus])
            before = end
    return b"".join([*parts, data[before:]])


def _may_have_floods(data: bytes) -> bool:
    """Whether what may be a tag has too many attributes; that it stands in no other tag's value is
    not asked."""
    unread = READINGS * len(data)
    for maybe in MAYBE.finditer(data):
        if beginning := BEGINNING.match(data, maybe.start()):
            surplus, end = _attributes(data, beginning)
            unread -= end - maybe.start()
            if surplus is not None or unread < 0:
                return True
    return False


def _attributes(data: bytes, beginning: re.Match[bytes]) -> tuple[int | None, int]:
    """Where the attributes of a tag begin to be too many, or None, and where they end."""
    names: set[bytes] = set()
    surplus, end = None, beginning.end()
    while attribute := ATTRIBUTE.match(data, end):
        if surplus is None:
            names.add(attribute[1])
            if len(names) > ATTRIBUTES:
                surplus = attribute.start(1)
        end = attribute.end()
    return surplus, end
