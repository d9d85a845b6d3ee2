"""The marks that savers leave in a page: the address it came from, and when it was saved.

What a saver writes is evidence, not truth: an address counts where the page declares none of its
own, a time only where it can be true.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from html import unescape

from crawler.config.outlets import Outlet
from crawler.extraction.markup.charsets import decoded
from crawler.extraction.markup.page import parse
from crawler.urls.normalising import is_web_address, normalise
from crawler.urls.traps import is_trap

LOOKED_AT = 65_536
"""Characters at either end of a page in which savers leave their marks."""
WEB_BEGAN = datetime(1991, 8, 6, tzinfo=UTC)
"""The day on which the first web site was announced; no page was saved before it."""
CLOCK_SKEW = timedelta(minutes=5)
"""How far ahead of ours the clock may be that a time was taken from."""

MARKS = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        # Internet Explorer, Chrome, Edge
        r"<!--\s*saved from url=\(\d{1,6}\)\s*(?P<url>\S{1,4096}?)\s*-->",
        r"<!--[\w\s]{1,40} SingleFile\S*\s+url:\s*(?P<url>\S{1,4096})",
        r"<!--[\w\s]{1,40} SingleFile\S*\s+url:\s*\S+\s+saved date:\s*(?P<time>[^\n>]{1,80})",
        r"<!--\s*Mirrored from (?P<url>\S{1,4096}) by HTTrack",
        r"<!--\s*Mirrored from \S{1,4096} by HTTrack[^>]{0,80}?, (?P<time>\w{3}, [^>]{1,40}?)\s*-",
        r"<!--\s*Saved from (?P<url>\S{1,4096}) at (?P<time>\S{1,40}) using monolith",
        # Save Page WE
        r"<meta name=\"savepage-url\" content=\"(?P<url>[^\"]{1,4096})\"",
        r"<meta name=\"savepage-date\" content=\"(?P<time>[^\"]{1,80})\"",
        # WebScrapBook
        r"<html\b[^>]{0,512}?\sdata-scrapbook-source=\"(?P<url>[^\"]{1,4096})\"",
        r"<html\b[^>]{0,512}?\sdata-scrapbook-create=\"(?P<time>\d{14,17})\"",
        # the Wayback Machine
        r"FILE ARCHIVED ON (?P<time>[\w:, ]{1,40}?) AND RETRIEVED FROM THE\s+INTERNET ARCHIVE",
    )
)

JAVASCRIPT_DATE = re.compile(
    r"(?:\w{3} )?([A-Z][a-z]{2}) (\d\d?),? (\d{4}) (\d\d:\d\d:\d\d) (?:GMT|UTC)([+-]\d{4})?"
)
WAYBACK_DATE = re.compile(r"(\d\d?:\d\d:\d\d) ([A-Z][a-z]{2}) (\d\d?), (\d{4})")
COMPACT_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\d{3})?")


@dataclass(frozen=True, slots=True)
class SavedMarks:
    """What savers say of a page; the first that says anything counts."""

    url: str | None = None
    saved_at: datetime | None = None


def marks_of(html: bytes) -> SavedMarks:
    """The address and the time that a saver left in a page."""
    url: str | None = None
    saved_at: datetime | None = None
    for found in _found(html):
        named = found.groupdict()
        if url is None and named.get("url"):
            url = unescape(named["url"])
            url = url if "://" in url else f"http://{url}"
        if saved_at is None and named.get("time"):
            saved_at = moment_of(named["time"])
    return SavedMarks(url, saved_at)


def moment_of(text: str) -> datetime | None:
    """The moment that a saver wrote, as mail, HTTP, JavaScript, ISO 8601 or archives write it.

    Without a zone it is UTC. None for what is no time.
    """
    text = " ".join(text.split())
    if match := JAVASCRIPT_DATE.match(text):
        month, day, year, clock, zone = match.groups()
        text = f"{day} {month} {year} {clock} {zone or '+0000'}"
    elif match := WAYBACK_DATE.match(text):
        clock, month, day, year = match.groups()
        text = f"{day} {month} {year} {clock} +0000"
    elif match := COMPACT_DATE.fullmatch(text):
        text = "{}-{}-{}T{}:{}:{}".format(*match.groups())
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    return None


def first_possible(times: Iterable[datetime | None], *, now: datetime) -> datetime:
    """The first of some times at which a page can have been saved; `now` when none can be true."""
    for time in times:
        if time is not None and WEB_BEGAN <= time <= now + CLOCK_SKEW:
            return min(time, now)
    return now


def declared_address(
    html: bytes, outlet: Outlet | None, *, location: str | None = None
) -> str | None:
    """The address a saved page says is its own: by its canonical link, og:url, or who saved it.

    `location` is what a file says of the page in it. An address on the outlet's own hosts is
    preferred; a listing or comment page is nobody's column.
    """
    page = parse(html, "")
    addresses: list[str] = []
    for element in page.elements:
        if element.tag == "link" and "canonical" in (element.get("rel") or "").lower().split():
            addresses.insert(0, element.get("href") or "")
        elif element.tag == "meta" and element.get("property") == "og:url":
            addresses.append(element.get("content") or "")
    addresses += [url for url in (location, marks_of(html).url) if url]
    known = [normalise(unescape(url)) for url in addresses if is_web_address(url.strip())]
    columns = [url for url in known if not is_trap(url)]
    in_scope = [url for url in columns if outlet and outlet.scope.is_own_host(url)]
    return next(iter([*in_scope, *columns]), None)


def _found(html: bytes) -> Iterator[re.Match[str]]:
    ends = [decoded(html[:LOOKED_AT])]
    if len(html) > LOOKED_AT:
        ends.append(html[-LOOKED_AT:].decode("utf-8", "replace"))
    for pattern in MARKS:
        for end in ends:
            if found := pattern.search(end):
                yield found
                break
