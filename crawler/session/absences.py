"""When a column is taken to be gone whose address leads to the home page, or to another listing.

Sites send the addresses of deleted posts there, and walls of the moment send every address there
for some days. So it takes weeks, in which this address led there, and many others only for good,
while other columns of the outlet answered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.db import captures
from archive.db.columns import articles
from archive.db.columns.articles import KnownColumn
from archive.db.crawling import crawls
from archive.db.sqlite import Database
from archive.model.records import Article
from archive.model.times import moment
from archive.model.versions import Text
from archive.text.resemblance import judge, shingled
from crawler.intake import intake
from crawler.intake.absence import as_gone
from crawler.intake.intake import Reading
from crawler.session.stand_ins import MANY
from crawler.urls.normalising import normalise

VISITS = 3
"""That led there and count."""
APART = timedelta(weeks=2)
"""From one that counts to the next."""
ALIKE = 0.5
"""Share of the words of a column's text, of a page's or of both, from which on it is the column."""
AT_ONCE = timedelta(days=1)
"""Within which addresses lead to one page at once: a crawl, also one that was continued."""


@dataclass(frozen=True, slots=True)
class Absence:
    """A column that is gone, if the crawl as a whole is sound."""

    reading: Reading
    """What the answer is then."""
    column: int
    """Row id."""
    since: datetime
    """When the visit was that counted before the last."""


def absence(
    db: Database, known: KnownColumn, reading: Reading, *, outlet_id: int
) -> Absence | None:
    """What it means that the address of a column led to a page that names columns; None unless it
    has done so for long.
    """
    capture = reading.capture
    led = [
        (moment(at), normalise(address), permanently)
        for at, address, permanently in captures.led_to(db, capture.url, since=known.last_seen)
    ]
    alarmed = crawls.alarmed(db, outlet_id, since=known.last_seen)
    counted = visits_that_count(normalise(intake.asked_for(capture)), led, alarmed=alarmed)
    if len(counted) < VISITS or not _is_other_page(reading, articles.text_of(db, known.id)):
        return None
    return Absence(as_gone(reading), known.id, counted[-2])


def _is_other_page(reading: Reading, text: Text) -> bool:
    """Whether the page that was led to is one to read, not itself behind a gate, and not the column
    with its text: columns move to addresses that look like those of listings.

    A headline does not tell: a column may be named like its section.
    """
    read = intake.read_part(reading.capture, reading.outlet, article_of=intake.article_of_capture)
    if isinstance(read, Article):
        if Text.of(read).body_digest == text.body_digest:
            return False
        shared = judge(shingled(text.body), shingled(read.body))
        return max(shared.one_contained, shared.other_contained, shared.resemblance) < ALIKE
    return read[1] == intake.NO_TEXT


def is_borne_out(db: Database, absence: Absence) -> bool:
    """Whether another column of the outlet was seen in the time: a wall stands before all."""
    seen = articles.last_seen_beside(db, absence.column)
    return seen is not None and moment(seen) > absence.since


def is_refused_alone(db: Database, known: KnownColumn, visited_at: str | None) -> bool:
    """Whether the site refuses a column and not all: another was seen since its last visit, or
    there is none.
    """
    seen = articles.last_seen_beside(db, known.id)
    return seen is None or visited_at is None or seen > visited_at


def visits_that_count(
    asked: str,
    led: Sequence[tuple[datetime, str, bool]],
    *,
    alarmed: Sequence[tuple[datetime, datetime]],
) -> list[datetime]:
    """Times, each well after the one before, at which an address led to a page, and many others
    only if all of them did so for good: posts are deleted in numbers, walls seldom say so.

    `led` has when redirects led there, from which address, and whether they were permanent, in
    order of time; `alarmed` when crawls with an alarm began and ended: these do not count.
    """
    counted: list[datetime] = []
    for at, address, _ in led:
        if address != asked or (counted and at - counted[-1] < APART):
            continue
        at_once = {other: good for when, other, good in led if abs(when - at) <= AT_ONCE}
        alone = len(at_once) < MANY or all(at_once.values())
        if alone and not any(begin <= at <= end for begin, end in alarmed):
            counted.append(at)
    return counted
