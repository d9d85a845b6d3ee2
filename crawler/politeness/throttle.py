"""How long to leave a host alone: by its own delay, by how fast it answers, by what it asks. Pure.

Seconds throughout. The floor of a host is the greatest of ours, the outlet's and its Crawl-delay;
nothing here goes below it.
"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LOOPBACK_FLOOR = 0.001
"""Seconds between two requests to this machine. Not 0: without any delay, Scrapy 2.19 starts all
requests that wait in a slot at once, whatever its concurrency (`Downloader._process_queue`)."""

MOST_CRAWL_DELAY = 600.0
"""A Crawl-delay over ten minutes lets a crawl of a few hundred columns run for days: the outlet is
left alone, and the summary names it."""

LONGEST_THROTTLE = 60.0
"""Scrapy's own bound for AutoThrottle (AUTOTHROTTLE_MAX_DELAY)."""

WAITED_FOR = 120.0
"""A Retry-After as long as this is waited for; a longer one is for a later run."""
LONGEST_PAUSE = 30 * 24 * 3600.0
"""A month: what asks for more has mistaken the unit."""

FIRST_BACK_OFF = 1.0
"""After a 429 or 503 that does not say how long; doubled with each further one in a row."""


def throttled(delay: float, *, latency: float, floor: float, good: bool) -> float:
    """The delay after an answer that took `latency`: AutoThrottle's rule for one request at a time.

    A host that needs two seconds for a page is asked every two seconds. A bad answer never makes
    the delay shorter: error pages come fast.
    """
    target = max((delay + latency) / 2, latency)
    wanted = max(floor, min(target, LONGEST_THROTTLE))
    return wanted if good or wanted > delay else delay


def seconds_asked(retry_after: str, *, now: datetime) -> float:
    """How long a Retry-After header, in seconds or as a date, asks to wait; 0 if it is neither."""
    text = retry_after.strip()
    if text.isascii() and text.isdecimal():
        return min(float(text[:12]), LONGEST_PAUSE)
    try:
        then = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return 0.0
    wait = (then.replace(tzinfo=then.tzinfo or UTC) - now).total_seconds()
    return min(max(wait, 0.0), LONGEST_PAUSE)


def back_off(times: int, *, floor: float) -> float:
    """How long to wait after so many refusals (429, 503) in a row that named no time."""
    if floor <= LOOPBACK_FLOOR:  # a test's server: nobody is burdened
        return min(0.01 * 2.0 ** min(times, 10), WAITED_FOR)
    return min(FIRST_BACK_OFF * 2.0 ** min(times, 10), WAITED_FOR)
