"""Whether outlets still give what they used to: silence, failures, lost columns, changed pages.

An outlet is compared with its own past alone. Each alarm is one line that says what was seen and
what to do. No network, and nothing is written but a small file of which alarms were raised when.
What its columns look like is compared in `drift`.
"""

import json
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from archive.db.connection import FILE, faults_explained
from archive.files.whole import write_whole
from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.reading.crawl_history import CrawlHistory, crawl_history, fetched_before
from archive.text.json_text import read_json
from crawler.config.outlet_files import check_outlets, load_outlets
from crawler.config.outlet_values import duration_text
from crawler.config.outlets import Outlet, check
from crawler.intake.withheld import AS_OTHERS, is_withheld
from crawler.monitoring.drift import drifted
from crawler.session.whole_reading import WholeReading
from crawler.terminal.console import printable

OVERDUE = 3
"""Intervals (`every`) without a crawl: one was missed for sure, and the next one too."""
LEAST_ARRIVALS = 5
"""Days of arrival from which an outlet has a rhythm."""
SILENCE = 2
"""Times the longest pause so far: holidays recur, and are in the past that is compared with."""
SHORTEST_SILENCE = timedelta(days=3)
"""A weekend and a day."""
ROLLED_LATELY = timedelta(days=7)
NAMES_ALL = ("sitemap", "wordpress")
"""Channels that name all columns there are, also those that a feed names no longer."""
MOST_NAMED = 0.5
"""Share of an outlet's columns that a sitemap of all there is names at the least; one of the latest
news names fewer."""
FEW_ANSWERS = 5
MOST_BAD = 0.5
"""Share of a crawl's visits that may fail, be gated or be unreadable."""
NEARLY_ALL_BAD = 0.9
"""Share of an outlet's pages that may have been so when each was asked the last time."""
OUTSIDE = "out of scope"
BAD = ("failed", "gated", "unreadable")
CHANGED = "has its markup changed? See `desk extract URL`"

RAISED = "health.json"
RAISED_AGAIN = timedelta(days=1)
"""An alarm that lasts is raised again once a day."""
NOTIFY_TIMEOUT = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How one outlet does."""

    outlet: str
    last_new: str | None
    """Day on which a new column was archived last; None if never."""
    last_crawl: datetime | None
    alarms: tuple[str, ...]


def health(folder: Path, slugs: Sequence[str] = (), *, now: datetime) -> list[Health]:
    """How each outlet of a working folder does, or each of those named.

    An archive that cannot be read and a broken outlet file are alarms too: nothing is crawled then,
    and whoever waits for alarms must hear of it.
    """
    broken: list[Health] = []
    if slugs:
        outlets = load_outlets(folder, slugs)
    else:
        files = check_outlets(folder)
        outlets = tuple(file.outlet for file in files if file.outlet is not None)
        broken = [alarmed(file.path.stem, *file.problems) for file in files if file.problems]
        if not files:
            broken = [alarmed("outlets", f"{folder / 'outlets'} holds no outlet")]
    try:
        with Archive.reading(folder) as archive:
            judged = [
                of_outlet(outlet, history, now=now)
                if (history := crawl_history(archive.db, outlet.slug))
                else without_history(outlet, fetched_before(archive.db, outlet.slug), now=now)
                for outlet in outlets
            ]
    except DeskError as error:
        judged = [alarmed(FILE, str(error))]
    return broken + judged


def alarmed(what: str, *alarms: str) -> Health:
    """An alarm about something of which nothing else is known."""
    plain = tuple(printable(alarm).plain for alarm in alarms)
    return Health(outlet=what, last_new=None, last_crawl=None, alarms=plain)


def without_history(outlet: Outlet, fetched: datetime | None, *, now: datetime) -> Health:
    """How an outlet does of which no crawl is known.

    After `desk rebuild` there are captures of crawls that are not known any more: they do for the
    last crawl until the next one.
    """
    if fetched is None:
        never = f"no crawl of it is known: desk crawl {outlet.slug}"
        return alarmed(outlet.slug, *([never] if outlet.seeds else ()))
    return alarmed(outlet.slug, *(overdue(outlet, fetched, now=now) if outlet.seeds else ()))


def of_outlet(outlet: Outlet, history: CrawlHistory, *, now: datetime) -> Health:
    """How an outlet does by its history."""
    if not outlet.seeds:  # it is only imported
        return alarmed(outlet.slug)
    alarms = [
        *overdue(outlet, history.asked_at, now=now),
        *failing(history),
        *unread(history),
        *incomplete(history),
        *withheld(history),
        *silent(history, now=now),
        *rolled(outlet, history, now=now),
        *unmet(outlet, history),
        *(f"{line}: {CHANGED}" for line in drifted([one.measures for one in history.crawls])),
    ]
    return Health(
        outlet=outlet.slug,
        last_new=history.arrivals[0].isoformat() if history.arrivals else None,
        last_crawl=history.crawls[0].started_at,
        alarms=tuple(printable(alarm).plain for alarm in alarms),
    )


def overdue(outlet: Outlet, asked_at: datetime, *, now: datetime) -> Iterable[str]:
    """When nothing was asked of it for long; a crawl that goes on for days is none of that."""
    if now - asked_at > OVERDUE * outlet.every + timedelta(hours=1):
        yield (
            f"not asked since {asked_at:%Y-%m-%d %H:%M} UTC though due every "
            f"{duration_text(outlet.every)}: see `desk schedule --check`"
        )


def unmet(outlet: Outlet, history: CrawlHistory) -> Iterable[str]:
    """What its file expects and its columns do not meet, once a first crawl has ended."""
    if history.run_ended or any(crawl.finished_at for crawl in history.crawls):
        yield from check(outlet.expect, history.coverage)


def failing(history: CrawlHistory) -> Iterable[str]:
    """When the last crawl could not end, or its seeds failed."""
    last = history.crawls[0]
    reason = last.finish_reason or "finished"
    if last.finished_at is None and history.run_ended:
        yield (
            f"its crawl of {last.started_at:%Y-%m-%d %H:%M} UTC could not end; "
            "`desk crawl` says what stops it"
        )
    elif reason.startswith("fault: "):
        yield f"its last crawl met a {reason}; please report it"
    elif reason.startswith("silent: "):
        yield reason.removeprefix("silent: ")
    elif reason not in ("finished", "limit"):
        yield f"its last crawl ended early: {reason}"
    for seed in history.seeds:
        if seed.problem is not None and seed.asked_at >= last.started_at:
            yield f"seed {seed.url}: {seed.problem}"
        elif fault := WholeReading.of(seed.memory).lasting_fault:
            yield f"seed {seed.url}: {fault}"


def unread(history: CrawlHistory) -> Iterable[str]:
    """When most pages could not be read when they were asked the last time.

    That may be long ago: what fails again and again is asked ever more seldom.
    """
    crawl = next((one for one in history.crawls if one.outcomes), history.crawls[0])
    yield from crawl.alarms
    visits, bad = sum(crawl.outcomes.values()), unreadable(crawl.outcomes)
    known = sum(count for name, count in history.standing.items() if name != OUTSIDE)
    lasting = unreadable(history.standing)
    if not history.coverage.columns and history.standing:
        name, count = max(history.standing.items(), key=lambda item: item[1])
        asked = sum(history.standing.values())
        yield (
            f"no column of it is archived; of {asked} pages asked for, {count} were {name}: "
            "look at some of them, and at its [scope]"
        )
    elif visits >= FEW_ANSWERS and bad > MOST_BAD * visits:
        yield (
            f"{bad} of {visits} pages could not be read in the crawl of "
            f"{crawl.started_at:%Y-%m-%d %H:%M} UTC: look at some of them"
        )
    elif lasting > NEARLY_ALL_BAD * known:
        yield f"{lasting} of its {known} pages could not be read when they were last asked for"


def incomplete(history: CrawlHistory) -> Iterable[str]:
    """When columns were kept without all of their comments, as those could not be had."""
    if history.lacking:
        address, lacks = history.lacking[0]
        others = len(history.lacking) - 1
        yield f"{address} is incomplete{f', and {others} more' if others else ''}: {lacks}"


def withheld(history: CrawlHistory) -> Iterable[str]:
    """When columns are there and are not kept, visit after visit.

    What stood in the place of many counts while the last crawl still met it: a wall that was taken
    away leaves such visits behind at addresses that are seldom asked.
    """
    began = history.crawls[0].started_at
    found = [
        (failing.address, failing.reason)
        for failing in history.failing
        if is_withheld(failing.reason)
        and (AS_OTHERS not in failing.reason or failing.visited_at >= began)
    ]
    if found:
        address, reason = found[0]
        others = f", and {len(found) - 1} more" if len(found) > 1 else ""
        yield f"{address} cannot be kept, visit after visit{others}: {reason}"


def unreadable(outcomes: Mapping[str, int]) -> int:
    """How many visits gave nothing to read."""
    return sum(outcomes.get(name, 0) for name in BAD)


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
    """When a feed named nothing that it had named before, and no other seed names all there is."""
    whole = {seed.url for seed in outlet.seeds if seed.channel in NAMES_ALL}
    if any(
        seed.url in whole
        and seed.problem is None
        and seed.asked_at >= history.crawls[0].started_at
        and seed.yielded >= MOST_NAMED * history.coverage.columns
        for seed in history.seeds
    ):
        return
    for seed in history.seeds:
        if seed.rolled_at is not None and now - seed.rolled_at < ROLLED_LATELY:
            yield (
                f"feed {seed.url} had rolled past by {seed.rolled_at:%Y-%m-%d %H:%M} UTC: columns "
                f"may be missed; crawl more often than every "
                f"{duration_text(outlet.every)}, or add a sitemap"
            )


# -- Raising alarms ------------------------------------------------------------------------------


def report(outlets: Iterable[Health]) -> str:
    """The alarms, one a line."""
    return "".join(f"{one.outlet}: {alarm}\n" for one in outlets for alarm in one.alarms)


def as_dict(one: Health) -> dict[str, Any]:
    """An outlet's health for JSON."""
    return {
        "outlet": one.outlet,
        "last_new": one.last_new,
        "last_crawl": one.last_crawl,
        "alarms": list(one.alarms),
    }


def not_yet_raised(
    folder: Path, outlets: Sequence[Health], *, now: datetime
) -> tuple[list[Health], dict[str, str]]:
    """The outlets with those alarms that were not raised within the last day, and what is raised
    when.

    The second is for `remember`, once it has been shown. An alarm is known by its outlet and its
    words without figures, so that a silence of four days and then of five is one alarm.
    """
    try:
        contents = read_json((folder / RAISED).read_text("utf-8"))
        before = {str(key): datetime.fromisoformat(str(at)) for key, at in contents.items()}
    except (OSError, ValueError, AttributeError):
        before = {}
    judged = {one.outlet for one in outlets}
    after = {key: at for key, at in before.items() if key.partition(": ")[0] not in judged}
    fresh: list[Health] = []
    for one in outlets:
        new = []
        for alarm in one.alarms:
            key = f"{one.outlet}: {kind_of(alarm)}"
            at = before.get(key)
            if at is None or not timedelta(0) <= now - at < RAISED_AGAIN:
                new.append(alarm)
                at = now
            after[key] = at
        fresh.append(replace(one, alarms=tuple(new)))
    return fresh, {key: at.isoformat() for key, at in after.items()}


def remember(folder: Path, times: Mapping[str, str]) -> None:
    """Writes down which alarms were raised when."""
    path = folder / RAISED
    with faults_explained(folder):
        write_whole(path, json.dumps(times, indent=1).encode())


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
