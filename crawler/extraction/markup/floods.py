"""Tags with thousands of attributes, cut to what a tag can have before the page is parsed.

libxml2 keeps an element's attributes in a list and goes through it for each: fifty thousand cost
three seconds to parse and as much again to ask, a million an hour.
"""

import re
from collections.abc import Iterator

ATTRIBUTES = 500
"""Attributes a tag keeps. Those of pages people made have fewer than a hundred."""
SMALL = 50_000
"""Bytes of a page that is not looked at: so many attributes as fit in take a few hundredths."""
LONG = 4 * ATTRIBUTES
"""Bytes below which a tag has fewer attributes, as each has a name of its own."""

# A quotation mark counts behind an equals sign only, as in browsers. No tag goes on over another's
# beginning or over the end of a script, so that a `<` in text or in a script cuts nothing behind.
# Nothing is read twice: what is repeated is not given back, and a quotation that never ends is
# tried no further than the `</script`, or once for each mark.
# It minds case by itself, as with `re.I` it takes a third longer; its groups are atomic and not
# possessive, which Python before 3.11.5 matches wrongly (gh-106052).
_VALUE = rb"""(?>"[^"<]*+(?:<(?!/script)[^"<]*+)*"|'[^'<]*+(?:<(?!/script)[^'<]*+)*'|)""".replace(
    b"script", b"[sS][cC][rR][iI][pP][tT]"
)
TAG = re.compile(rb"<[a-zA-Z](?>[^<>=]*+(?:=\s*+%s[^<>=]*+)*)>" % _VALUE)
_FEW = 40
MAYBE = re.compile(
    rb"""<[a-zA-Z](?!(?>[^<>=]{0,%d}(?:=(?>"[^"<]*+"|\s*+%s)[^<>=]{0,%d}){0,%d})>)"""
    % (_FEW, _VALUE, _FEW, _FEW)
)
"""The beginning of a tag with more than `_FEW` values, or with more than so many bytes without one:
all others have fewer attributes than a flood, and are passed over without a look at each."""
ATTRIBUTE = re.compile(rb"""[^\s=>/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+""")


def without_floods(data: bytes) -> bytes:
    """The markup, with no more than `ATTRIBUTES` attributes in a tag."""
    if len(data) <= SMALL:
        return data
    cuts = list(_floods(data))
    if not cuts:
        return data
    parts, before = [], 0
    for start, end in cuts:
        parts.append(data[before:start])
        before = end
    return b"".join([*parts, data[before:]])


def _floods(data: bytes) -> Iterator[tuple[int, int]]:
    """Where attributes are too many, from the first to be dropped to the tag's end."""
    end = 0
    for maybe in MAYBE.finditer(data):
        tag = TAG.match(data, maybe.start()) if maybe.start() >= end else None
        if tag is None or tag.end() - tag.start() < LONG:
            continue
        start, end = tag.span()
        for count, attribute in enumerate(ATTRIBUTE.finditer(data, start + 1, end)):
            if count > ATTRIBUTES:  # the first is the tag's name
                yield attribute.start(), end - data.endswith(b">", start, end)
                break
