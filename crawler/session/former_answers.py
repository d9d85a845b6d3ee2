"""What former visits say of a redirect: whether it leads to its column, or to a page in the place
of many.

A wall before new columns alone is met by each crawl at one or two of them: too few to be known by
what one crawl sees (`stand_ins`). Other redirects are not judged so: names in feeds and newsletters
lead to columns, each in its own way, and the same way when the column was kept before.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.db import captures
from archive.db.columns import articles
from archive.db.sqlite import Database
from archive.folder.archive import Archive
from archive.frontier import visits
from archive.ingest.matching import known_at, text_at
from archive.model import identity
from archive.model.records import Article, Capture
from archive.model.versions import Text
from crawler.intake import intake
from crawler.intake.intake import Reading
from crawler.session.column_marks import looks_like_column
from crawler.session.stand_ins import Sign, bare_address, redirect_sign, returns_to
from crawler.urls.normalising import normalise

COMPARED = 3
"""Former captures whose text is read for it."""


@dataclass(frozen=True, slots=True)
class ShownBefore:
    """A page that is no column's own."""

    sign: Sign
    doubted: tuple[str, ...]
    """Other addresses that showed it, and of which nothing else is known since."""


def shown_before(archive: Archive, reading: Reading, *, outlet_id: int) -> ShownBefore | None:
    """What a page shows that stands in the place of other columns, too, by their addresses' visits.

    None for what looks like a column, and for what tells of no address to go back to.
    """
    article, capture = reading.article, reading.capture
    asked = intake.asked_for(capture)
    if article is None or not returns_to(asked, capture.url) or looks_like_column(reading):
        return None
    text = Text.of(article)
    led = _led_there(archive, reading, article, outlet_id=outlet_id)
    others = _others(archive, capture, led, outlet_id=outlet_id)
    if not others:
        return None
    known = ((url, text_at(archive.db, url)) for url in sorted(others))
    doubted = (url for url, held in known if held is None or held.digest == text.digest)
    return ShownBefore(redirect_sign(asked, capture.url, text=text.digest), tuple(doubted))


def led_before(db: Database, column: int, capture: Capture) -> bool:
    """Whether a redirect led to the same address when the one asked for last showed a column.

    A wall at the visit before does not count: what it showed was not kept as the column's.
    """
    asked = normalise(intake.asked_for(capture))
    seen = [
        normalise(visit.url)
        for visit in captures.visits_of(db, column)
        if visit.shows
        and 200 <= (visit.status or 0) < 300
        and normalise(visit.via[0] if visit.via else visit.url) == asked
    ]
    return bool(seen) and seen[-1] == normalise(capture.url)


def _led_there(
    archive: Archive, reading: Reading, article: Article, *, outlet_id: int
) -> Iterator[str]:
    """From where redirects led to the page's address, but for its query, and to its text."""
    text, bare = Text.of(article), bare_address(reading.capture.url)
    named = identity.trusted_canonical(article.canonical_url, reading.capture.url)
    own = known_at(archive.db, named) if named else None
    for column in articles.ids_with_text(archive.db, text, outlet_id=outlet_id):
        if own is None or own.id != column:
            for visit in captures.visits_of(archive.db, column):
                if visit.via and bare_address(visit.url) == bare:
                    yield visit.via[0]
    for capture_id, address in captures.led_beside(archive.db, bare, limit=COMPARED):
        former = archive.body_of_capture(capture_id)
        if Text.of(intake.article_of_capture(former, reading.outlet)).digest == text.digest:
            yield address


def _others(
    archive: Archive, capture: Capture, urls: Iterable[str], *, outlet_id: int
) -> frozenset[str]:
    """Those of the addresses that are visited for their columns, but for this page's."""
    own = {identity.address_key(url) for url in (intake.asked_for(capture), capture.url)}
    others = {url for url in map(normalise, urls) if identity.address_key(url) not in own}
    known = visits.found_before(archive, outlet_id, others, moment=capture.captured_at)
    return frozenset(known)
