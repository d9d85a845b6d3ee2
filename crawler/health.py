"""Whether outlets still give what they used to: silence, failures, lost columns, changed pages.

An outlet is compared with its own past alone. Each alarm is one line that says what was seen and
what to do. No network, and nothing is written but a small file of what was told when.
"""

import json
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from archive.crawl_history import CrawlHistory, PastCrawl, crawl_history
from archive.desk import Archive
from archive.errors import DeskError
from crawler.outlets import Outlet, check

OVERDUE = 3
"""Intervals (`every`) without a crawl: one was missed for sure, and the next one too."""
LEAST_ARRIVALS = 5
"""Days of arrival from which an outlet has a rhythm."""
SILENCE = 2
"""Times the longest pause so far: holidays recur, and are in the past that is compared with."""
SHORTEST_SILENCE = timedelta(days=3)
"""A weekend and a day."""
ROLLED_LATELY = timedelta(days=7)
LEAST_READ = 5
"""Columns of a crawl from which its figures say something."""
FEW_ANSWERS = 5
MOST_BAD = 0.5
"""Share of a crawl's visits that may fail, be gated or be unreadable."""
BAD = ("failed", "gated", "unreadable")

SHARES = {
    "byline_share": "bylines",
    "title_share": "headlines",
    "date_share": "dates",
}
SHARE_DROP = 0.3
"""Of all columns: an outlet with unsigned editorials varies by less from crawl to crawl."""
CHROME_RISE = 0.25
"""Of all text: less is a further box of links."""
LENGTH_DROP = 0.5
"""Of the usual median: a text of which half is missing reads like a teaser."""
DEVIATIONS = 4.0
"""Median absolute deviations that a figure may be off, where an outlet's own figures vary more."""

TOLD = "health.json"
TOLD_AGAIN = timedelta(days=1)
"""An alarm that lasts is told again once a day."""
NOTIFY_TIMEOUT = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How one outlet does."""

    outlet: str
    last_new: str | None
    """Day on which a new column was archived last; None if never."""
    last_crawl: datetime | None
    alarms: tuple[str, ...]


def health(archive: Archive, outlets: Sequence[Outlet], *, now: datetime) -> list[Health]:
    """How each outlet does, in their order."""
    return [
        of_outlet(outlet, crawl_history(archive.db, outlet.slug), now=now) for outlet in outlets
    ]


def of_outlet(outlet: Outlet, history: CrawlHistory | None, *, now: datetime) -> Health:
    """How an outlet does by its history."""
    if history is None or not history.crawls:
        return Health(
            outlet=outlet.slug,
            last_new=None,
            last_crawl=None,
            alarms=(f"never crawled: desk crawl {outlet.slug}",),
        )
    alarms = [
        *overdue(outlet, history, now=now),
        *failing(history),
        *silent(history, now=now),
        *rolled(outlet, history, now=now),
        *check(outlet.expect, history.coverage),
        *drifted(history.crawls),
    ]
    return Health(
        outlet=outlet.slug,
        last_new=history.arrivals[0].isoformat() if history.arrivals else None,
        last_crawl=history.crawls[0].started_at,
        alarms=tuple(alarms),
    )


def overdue(outlet: Outlet, history: CrawlHistory, *, now: datetime) -> Iterable[str]:
    """When nobody has crawled for long."""
    last = history.crawls[0]
    if now - last.started_at > OVERDUE * outlet.every + timedelta(hours=1):
        yield (
            f"not crawled since {last.started_at:%Y-%m-%d %H:%M} UTC though due every "
            f"{outlet.every}: see `desk schedule --check`"
        )


def failing(history: CrawlHistory) -> Iterable[str]:
    """When the last crawl could not end, its seeds failed, or most of its pages did."""
    last = history.crawls[0]
    if last.finished_at is None and len(history.crawls) > 1:
        yield f"its last crawl, of {last.started_at:%Y-%m-%d %H:%M} UTC, never ended"
    elif last.finish_reason not in (None, "finished", "limit"):
        yield f"its last crawl ended early: {last.finish_reason}"
    for seed in history.seeds:
        if seed.problem is not None and seed.asked_at >= last.started_at:
            yield f"seed {seed.url}: {seed.problem}"
    visits = sum(last.outcomes.values())
    bad = sum(last.outcomes.get(name, 0) for name in BAD)
    if visits >= FEW_ANSWERS and bad > MOST_BAD * visits:
        yield f"{bad} of {visits} pages could not be read in its last crawl: look at some of them"


def silent(history: CrawlHistory, *, now: datetime) -> Iterable[str]:
    """When nothing new has come for twice as long as ever before."""
    days = history.arrivals
    if len(days) < LEAST_ARRIVALS:
        return
    longest = max(later - earlier for later, earlier in pairwise(days))
    quiet = now.date() - days[0]
    if quiet > max(SILENCE * longest, SHORTEST_SILENCE):
        yield (
            f"nothing new since {days[0]}, {quiet.days} days; the longest pause before was "
            f"{longest.days}: has its site changed?"
        )


def rolled(outlet: Outlet, history: CrawlHistory, *, now: datetime) -> Iterable[str]:
    """When a feed named nothing that it had named before."""
    for seed in history.seeds:
        if seed.rolled_at is not None and now - seed.rolled_at < ROLLED_LATELY:
            yield (
                f"feed {seed.url} had rolled past by {seed.rolled_at:%Y-%m-%d %H:%M} UTC: columns "
                f"may be missed; crawl more often than every {outlet.every}, or add a sitemap"
            )


def drifted(crawls: Sequence[PastCrawl]) -> Iterable[str]:
    """When the columns of the last crawl look otherwise than those of the crawls before."""
    read = [one.measures for one in crawls if one.measures.get("columns_read", 0) >= LEAST_READ]
    if len(read) < 2 or read[0] is not crawls[0].measures:
        return
    now, before = read[0], read[1:]
    for name, what in SHARES.items():
        usual, slack = usually([one.get(name, 0.0) for one in before])
        if usual - now.get(name, 0.0) > max(SHARE_DROP, slack):
            yield f"{what} on {now.get(name, 0.0):.0%} of its columns, usually {usual:.0%}{CHANGED}"
    usual, slack = usually([one.get("median_words", 0.0) for one in before])
    words = now.get("median_words", 0.0)
    if usual - words > max(LENGTH_DROP * usual, slack):
        yield f"columns of {words:.0f} words, usually {usual:.0f}{CHANGED}"
    usual, slack = usually([one.get("chrome_share", 0.0) for one in before])
    share = now.get("chrome_share", 0.0)
    if share - usual > max(CHROME_RISE, slack):
        yield f"{share:.0%} of its pages' text is furniture, usually {usual:.0%}{CHANGED}"


CHANGED = ": has its markup changed? See `desk extract URL`"


def usually(values: Sequence[float]) -> tuple[float, float]:
    """The median, and how far a value may be off it where the values themselves vary."""
    middle = median(values)
    return middle, DEVIATIONS * median(abs(value - middle) for value in values)


# -- Telling ---------------------------------------------------------------------------------------


def report(found: Iterable[Health]) -> str:
    """The alarms, one a line."""
    return "".join(f"{one.outlet}: {alarm}\n" for one in found for alarm in one.alarms)


def as_dict(one: Health) -> dict[str, Any]:
    """An outlet's health for JSON."""
    return {
        "outlet": one.outlet,
        "last_new": one.last_new,
        "last_crawl": one.last_crawl,
        "alarms": list(one.alarms),
    }


def untold(folder: Path, found: Sequence[Health], *, now: datetime) -> list[Health]:
    """The outlets with those alarms that were not told within the last day; these count as told.

    An alarm is known by its outlet and its words up to the first figure, so that a silence of four
    days and then of five is one alarm.
    """
    path = folder / TOLD
    try:
        told = json.loads(path.read_text("utf-8"))
        before = {str(key): datetime.fromisoformat(str(at)) for key, at in told.items()}
    except (OSError, ValueError, AttributeError):
        before = {}
    fresh: list[Health] = []
    after: dict[str, datetime] = {}
    for one in found:
        new = []
        for alarm in one.alarms:
            key = f"{one.outlet}: {kind_of(alarm)}"
            at = before.get(key)
            if at is None or not timedelta(0) <= now - at < TOLD_AGAIN:
                new.append(alarm)
                at = now
            after[key] = at
        fresh.append(
            Health(
                outlet=one.outlet,
                last_new=one.last_new,
                last_crawl=one.last_crawl,
                alarms=tuple(new),
            )
        )
    try:
        text = json.dumps({key: at.isoformat() for key, at in after.items()}, indent=1)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise DeskError(f"{path}: cannot be written: {error.strerror}") from None
    return fresh


def kind_of(alarm: str) -> str:
    """An alarm's words without its figures."""
    return "".join(sign for sign in alarm if not sign.isdigit())


def notify(command: str, text: str) -> None:
    """Runs a command of the shell with a report on its standard input; DeskError when it fails.

    The command is the user's own; nothing that comes from the web stands in it.
    """
    try:
        done = subprocess.run(  # noqa: S603 - the user's own command
            ["/bin/sh", "-c", command],
            input=text.encode(),
            capture_output=True,
            timeout=NOTIFY_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DeskError(f"--notify {command!r}: {error}") from None
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())[-200:]
        raise DeskError(f"--notify {command!r} ended with {done.returncode}: {said}")
