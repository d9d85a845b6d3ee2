"""What speaks for and against each date that a page offers as its column's, in points.

The points were set by hand, from the dates of the open pages: a stated date goes before a printed
one, and two places that state the same before any printed one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from archive.model.times import NO_ZONE
from crawler.extraction.markup.page import Page
from crawler.extraction.metadata.dates.date_places import (
    BESIDE_LINK,
    against_place,
    against_words,
)
from crawler.extraction.metadata.dates.date_reader import DateReader
from crawler.extraction.metadata.dates.printed_dates import (
    POSTED,
    TO_THE_DAY,
    NearbyDate,
    SourcedDate,
)
from crawler.extraction.metadata.evidence import Evidence
from crawler.extraction.metadata.stated.statements import Statement
from crawler.extraction.text.moments import PrintedDate
from crawler.extraction.text.months import LETTERS, month_of, weekday_of

BY_HEADLINE = 40
"""Elements about the headline within which an unmarked date outweighs a later statement: on the
development pages, right dates are within 34, and wrong ones (of teasers) from 117 on."""
EASTERNMOST, WESTERNMOST = 14, 12
"""Hours by which zones are ahead of UTC and behind it, at most."""
LATER = timedelta(hours=24 + WESTERNMOST)
"""Difference from which a stated moment is later than a printed day in every zone."""
WEB_BEGINS = 1991
"""The year of the first web page."""
MOST_STATED = 12
"""Statements of a date that are weighed; hundreds say nothing more."""
WORDS_BESIDE = 4
"""Words beside a date on a line that is about the date: "By Orla Fennimore"."""

STATED, UNDETERMINED, IN_ADDRESS, PRINTED, DISTANT, CHANGE = 5.0, 3.0, 5.0, 2.0, 4.0, 0.3
"""Points for where a date was found."""
MARKED, ALONE, ABOUT_DATE = 2.0, 2.0, 1.0
NEAR, FAR = 1.0, -1.0
OLDER = 1.0
"""A printed date line older than the statement: of 16 such on 1,028 dated pages, 15 are right."""
ELSEWHERE, BY_ADDRESS, BY_PRINT, BESIDE_PRINT = 2.0, 4.5, 4.0, 2.0
"""Points for agreement: of places that state it, with the address, with print; less of print with
the address or a statement that does not say of what, since print may have the time too."""
APART, LAST_SAVED = 1.0, -1.0
"""Whether a statement is told apart from the last change, or is its day."""
LATER_THAN_STATED = -3.0
COARSE = {"month": -4.0, "year": -4.5}
CONTRADICTED, CONTRADICTED_OFTEN = -2.0, -6.0
"""For a day where its place states one other, and several: then none of them is sure."""
LINKED, ELSE = -3.0, -8.0
OLD = -2.0
NO_DATE = -20.0
TODAY = -2.0

DateEvidence = Evidence[SourcedDate | None]


def agree(one: SourcedDate, other: SourcedDate) -> bool:
    """Whether two dates may be the same, whatever their zones."""
    difference = one.date.moment - other.date.moment
    if (one.date.precision == "day") == (other.date.precision == "day"):
        return abs(difference) < timedelta(days=1)
    if one.date.precision == "day":
        difference = -difference
    return -timedelta(hours=EASTERNMOST) <= difference <= LATER


def stated_dates(
    statements: Sequence[Statement], undetermined: Sequence[Statement], reader: DateReader
) -> Iterator[DateEvidence]:
    """What is stated, with what can be said without the rest of the page."""
    for told, points in ((statements, STATED), (undetermined, UNDETERMINED)):
        reason = "stated" if points == STATED else "stated, not of what"
        for statement in told[:MOST_STATED]:
            date = reader.read(statement.text)
            if date is None:
                none = Evidence[SourcedDate | None](None, statement.text, statement.place)
                none.add("no day that a column can have", NO_DATE)
                yield none
                continue
            candidate = _candidate(SourcedDate(date, statement.place), reason, points)
            yield candidate


def printed_date(
    nearby: NearbyDate, page: Page, headline_at: int, reader: DateReader
) -> DateEvidence:
    """A date printed about the headline, with what its place and its line say."""
    candidate = _candidate(nearby.dated, "printed", PRINTED)
    if nearby.marked:
        candidate.add("in an element for dates", MARKED)
    elif (beside := _words_beside(nearby.line, reader.language)) <= WORDS_BESIDE:
        candidate.add("a line of its own", ALONE if beside <= 1 else ABOUT_DATE)
    near = nearby.distance <= BY_HEADLINE
    candidate.add("near the headline" if near else "far from the headline", NEAR if near else FAR)
    why = against_words(nearby.label, nearby.line) or against_place(page, nearby.at, headline_at)
    if why is not None:
        candidate.add(why, LINKED if why == BESIDE_LINK else ELSE)
    if nearby.of_change:
        candidate.add("labelled as the last change", ELSE)
    at_capture = page.captured_at is not None and (
        nearby.dated.date.moment.date() == page.captured_at.date()
    )
    if at_capture and nearby.at < headline_at and not nearby.marked:
        candidate.add("the day of the capture, above the headline", TODAY)
    return candidate


def found_date(dated: SourcedDate, reason: str, points: float) -> DateEvidence:
    """A date from the address, from far down the page, or of the last change."""
    return _candidate(dated, reason, points)


def _candidate(dated: SourcedDate, reason: str, points: float) -> DateEvidence:
    date = dated.date
    candidate = Evidence[SourcedDate | None](dated, _shown(date), dated.source)
    candidate.add(reason, points)
    if date.precision in COARSE:
        candidate.add(f"only the {date.precision}", COARSE[date.precision])
    if date.moment.year < WEB_BEGINS:
        candidate.add("before the web", OLD)
    if date.zone_assumed:
        _add_assumed_zone(candidate, date)
    return candidate


def tell_as_taken(candidate: DateEvidence, published: SourcedDate) -> None:
    """Says of the date that was taken what was made of it: its time, and its zone."""
    before, date = candidate.value, published.date
    candidate.value = published
    if before is None or (before.date == date and before.date.moment.tzinfo == date.moment.tzinfo):
        return
    candidate.text = _shown(date)
    if before.date.precision == "day":
        candidate.add("with the time that is printed for this day", 0.0)
    if date.zone_assumed:
        _add_assumed_zone(candidate, date)
    elif before.date.moment == date.moment:
        for reason in [why for why in candidate.points if why.startswith(NO_ZONE)]:
            del candidate.points[reason]
        candidate.add(f"{_shown(before.date)} in the page's or the outlet's own zone", 0.0)


def _shown(date: PrintedDate) -> str:
    shown = date.moment.isoformat(timespec="minutes")
    return {"year": shown[:4], "month": shown[:7], "day": shown[:10]}.get(date.precision, shown)


def _add_assumed_zone(candidate: DateEvidence, date: PrintedDate) -> None:
    candidate.add(f"{NO_ZONE}: {date.moment.tzinfo} assumed", 0.0)


def compare(
    stated: Sequence[DateEvidence],
    printed: Sequence[DateEvidence],
    address: DateEvidence | None,
    modified: SourcedDate | None,
) -> None:
    """Adds what the candidates say of each other, and what the last change says of them."""
    near = [one for one in printed if "near the headline" in one.points and _may_stand(one)]
    days = [one for one in stated if one.value and one.value.date.precision in TO_THE_DAY]
    first = next((one.value for one in days if "stated" in one.points), None)
    older = False
    for candidate in printed:
        if address is not None and _same(address, candidate):
            candidate.add("in the address", BY_ADDRESS)
        if any(_same(one, candidate) for one in days if "stated" not in one.points):
            candidate.add("stated, not of what", BESIDE_PRINT)
        if first is not None and candidate.value is not None:
            later = candidate.value.date.moment - first.date.moment
            if later > LATER:
                candidate.add("later than what is stated", LATER_THAN_STATED)
            elif later < -LATER and candidate in near and _is_line(candidate):
                candidate.add("older than what is stated", OLDER)
                older = True
    if address is not None and any(_same(one, address) for one in near):
        address.add("printed near the headline", BESIDE_PRINT)
    for candidate in days:
        _compare_statement(candidate, days, near, address)
        if modified is not None and candidate.value is not None:
            after = modified.date.moment - candidate.value.date.moment
            if after > timedelta(days=1):
                candidate.add("told apart from the last change", APART)
            elif older:
                candidate.add("the day of the last change, and an older one is printed", LAST_SAVED)


def _compare_statement(
    candidate: DateEvidence,
    stated: Sequence[DateEvidence],
    printed: Sequence[DateEvidence],
    address: DateEvidence | None,
) -> None:
    """Adds where else a stated day stands, and what its own place says against it."""
    others = [one for one in stated if one is not candidate and _same(one, candidate)]
    if any(_kind(one.source) != _kind(candidate.source) for one in others):
        candidate.add("stated in another place too", ELSEWHERE)
    if address is not None and _same(address, candidate):
        candidate.add("in the address", BY_ADDRESS)
    if any(_same(one, candidate) for one in printed):
        sure = "stated" in candidate.points
        candidate.add("printed near the headline", BY_PRINT if sure else BESIDE_PRINT)
    if days := _other_days(candidate, stated):
        points = CONTRADICTED if days == 1 else CONTRADICTED_OFTEN
        candidate.add("its place states other days too", points)


def _may_stand(candidate: DateEvidence) -> bool:
    """Whether nothing in a printed date's own place speaks against it."""
    return min(candidate.points.values()) > LINKED


def is_refused(candidate: DateEvidence, *, but_for: str = "") -> bool:
    """Whether a printed date is sure to be another one, or a change's, but for one reason."""
    return any(points <= ELSE and why != but_for for why, points in candidate.points.items())


def _is_line(candidate: DateEvidence) -> bool:
    points = candidate.points
    return "in an element for dates" in points or points.get("a line of its own", 0.0) >= ALONE


def _same(one: DateEvidence, other: DateEvidence) -> bool:
    return one.value is not None and other.value is not None and agree(one.value, other.value)


def _kind(place: str) -> str:
    """The part of a page that states: its metas are of one hand."""
    return "meta" if place == "opengraph" else place


def _other_days(candidate: DateEvidence, stated: Iterable[DateEvidence]) -> int:
    """How many other days the same place states for the same."""
    reasons = next(iter(candidate.points))
    days = {
        one.value.date.moment.date()
        for one in stated
        if one.value is not None
        and one.source == candidate.source
        and next(iter(one.points)) == reasons
        and one.value.date.precision in TO_THE_DAY
        and not _same(one, candidate)
    }
    return len(days)


def _words_beside(line: str, language: str | None) -> int:
    """How many words a line has besides the date and what labels it."""
    words = re.findall(LETTERS, POSTED.sub(" ", line.lower()))
    return sum(
        month_of(word, language) is None and weekday_of(word, language) is None for word in words
    )
