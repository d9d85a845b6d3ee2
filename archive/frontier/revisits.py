"""When an address is to be visited again: by its age, its changes, and what it answered. Pure.

A change that a feed or a REST listing reports makes an address due at once, whatever stands here.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Answered = Literal["column", "gone", "moved", "passing", "lasting", "outside"]
"""What a visit met: a column; 404 or 410; a permanent redirect away; a fault that may be of the
moment; a page that is no column and will hardly become one; a page out of scope."""

SHORTEST = timedelta(days=1)
"""Cron runs daily; more often costs the publisher requests that hardly ever find a change."""
LONGEST = timedelta(days=90)
QUIET_SHARE = 0.2
"""Of the time since a column last changed, to wait now: columns are edited in their first days
(diffengine backs off by the same ratio)."""
WATCHED = timedelta(days=30)
"""The least for addresses of which REST or a sitemap reports each change: a visit makes sure."""

FAULTS_AT_ONCE = 3
"""A fault is tried again by the very next runs so often; then waits double from a day."""
FAULTS_LONGEST = timedelta(days=30)
GONE = (timedelta(days=7), timedelta(days=30), timedelta(days=90))
"""After the first, the second and each further time that it is not there."""
MOVED = timedelta(days=90)
"""A redirect is seldom withdrawn."""
LASTING = timedelta(days=30)
OUTSIDE = timedelta(days=7)
"""After the first verdict that a page is out of scope; doubled after each further one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRecord:
    """What is known of an address from its visits, this one included."""

    attempts: int
    """Visits in a row that met no column."""
    since: datetime
    """When its column was published, or else when its address was found."""
    changed_at: datetime | None
    """Last visit that found its text or comments changed; None before."""
    changes: int
    watched: bool
    """Whether a REST listing or a sitemap reports its changes."""


def next_visit(
    answered: Answered, record: VisitRecord, *, now: datetime, fixed: timedelta | None
) -> datetime | None:
    """From when on an address is due again; None when only a hint or a naming makes it so.

    `fixed` is the interval that the outlet's file sets for columns; None for one that adapts.
    """
    match answered:
        case "column":
            return now + (interval(record, now=now) if fixed is None else fixed)
        case "gone":
            return now + GONE[min(max(record.attempts, 1), len(GONE)) - 1]
        case "moved":
            return now + MOVED
        case "lasting":
            return now + LASTING
        case "outside":
            return None
        case "passing":
            return now + after_fault(record.attempts)


def interval(record: VisitRecord, *, now: datetime) -> timedelta:
    """How long a column may rest: a share of its quiet time, less if it often changed."""
    quiet = now - (record.changed_at or record.since)
    age = now - record.since
    wait = min(QUIET_SHARE * quiet, age / (2 * (record.changes + 1)))
    return min(max(wait, WATCHED if record.watched else SHORTEST), LONGEST)


def rest(attempts: int) -> timedelta:
    """How long a page out of scope is left alone that a feed or listing goes on naming."""
    doublings = min(max(attempts - 1, 0), 10)
    return min(OUTSIDE * (1 << doublings), LONGEST)


def after_fault(attempts: int) -> timedelta:
    """How long to leave an address alone after so many faults in a row."""
    if attempts <= FAULTS_AT_ONCE:
        return timedelta(0)
    doublings = min(attempts - FAULTS_AT_ONCE - 1, 10)
    return min(timedelta(days=2**doublings), FAULTS_LONGEST)
