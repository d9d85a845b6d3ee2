"""How values are shown on a page: numbers, dates, marked words, links."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,6}")
"""The form of a code of BCP 47."""
LONGEST_NAME = 300
"""Characters of a headline or name beside others; a page may hold a megabyte of one."""
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class StretchOfText(NamedTuple):
    """A stretch of a text, and whether it is what was looked for."""

    text: str
    marked: bool


def pieces(text: str, marks: Sequence[tuple[int, int]]) -> Iterator[StretchOfText]:
    """A text cut where its marks begin and end; marks that overlap are one.

    Marks of a longer text may be given for its beginning.
    """
    at = 0
    for start, end in sorted((start, min(end, len(text))) for start, end in marks):
        if end > start > at:
            yield StretchOfText(text[at:start], marked=False)
        if end > at:
            yield StretchOfText(text[max(at, start) : end], marked=True)
            at = end
    if at < len(text):
        yield StretchOfText(text[at:], marked=False)


def web_link(address: str | None) -> str | None:
    """An address that may be linked to: http or https with a host; None for any other."""
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    is_web = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    return address if is_web else None


def language_tag(language: str | None) -> str | None:
    """A language's code as an element may have it; None of what is none."""
    return language if language and LANGUAGE.fullmatch(language) else None


def counted(count: int, thing: str) -> str:
    """A number of things: "1 word", "2,000 words", "3 addresses"."""
    plural = "es" if thing.endswith("s") else "s"
    return f"{number(count)} {thing}{'' if count == 1 else plural}"


def shortened(text: str | None, most: int = LONGEST_NAME) -> str:
    """A headline or name as a list has it: what is longer than any is cut."""
    text = text or ""
    return text if len(text) <= most else f"{text[:most]}…"


def number(value: int) -> str:
    """1234567 as 1,234,567."""
    return f"{value:,}"


def share(part: int, whole: int) -> str:
    """How much of a whole a part is: 12 %; never all or nothing where it is not quite."""
    if part in (0, whole):
        return "none" if part == 0 else "all"
    percent = 100 * part / whole
    return "under 1 %" if percent < 1 else "over 99 %" if percent > 99 else f"{percent:.0f} %"


def day(value: date | datetime) -> str:
    """A day in words: 3 March 2026."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime, *, seconds: bool = False) -> str:
    """A moment in words, in UTC where it is kept so: 3 March 2026, 14:05 UTC."""
    clock = value.strftime("%H:%M:%S" if seconds else "%H:%M")
    return f"{day(value)}, {clock} {value.tzname() or ''}".strip()


def told_apart(moments: Iterable[datetime]) -> Callable[[datetime], str]:
    """What tells each of some moments in words, with seconds where others are of its minute."""
    minutes = Counter(one.replace(second=0, microsecond=0) for one in set(moments))
    return lambda one: moment(one, seconds=minutes[one.replace(second=0, microsecond=0)] > 1)


def printed(text: str | None) -> str:
    """A date as far as a page printed it (2026, 2026-03, 2026-03-03 …) in words."""
    if not text:
        return "undated"
    parts = text[:10].split("-")
    if not all(part.isdecimal() for part in parts):
        return text
    year, *rest = (int(part) for part in parts)
    if not rest or not 1 <= rest[0] <= len(MONTHS):
        return str(year)
    return " ".join(str(one) for one in (*rest[1:], MONTHS[rest[0] - 1], year))
