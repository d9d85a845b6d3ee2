"""Whether a page that is new at its address was shown by other addresses of the outlet before.

A wall before new columns alone is met by each crawl at one or two of them: too few to be known by
what one crawl sees (`stand_ins`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from archive.db import captures
from archive.db.columns import addresses, articles
from archive.db.sqlite import Database
from archive.folder.archive import Archive
from archive.frontier import visits
from archive.ingest.matching import known_at, text_at
from archive.model import identity
from archive.model.records import Article, Capture
from archive.model.timeline import PastVisit
from archive.model.times import moment
from archive.model.versions import Text
from crawler.intake import intake
from crawler.intake.intake import Reading
from crawler.session.column_marks import looks_like_column
from crawler.session.stand_ins import MANY, Sign, bare_address, redirect_sign, returns_to, text_sign
from crawler.urls.normalising import normalise

COMPARED = 3
"""Former captures whose text is read for it."""


@dataclass(frozen=True, slots=True)
class ShownBefore:
    """A page that is no column's own."""

    sign: Sign
    doubted: tuple[str, ...]
    """Other addresses that showed it, and of which nothing else is known since."""


def shown_before(
    archive: Archive, reading: Reading, *, outlet_id: int, began: datetime
) -> ShownBefore | None:
    """What a page shows that stands in the place of other columns, too, by their addresses' visits.

    None for what looks like a column, since short ones repeat each other; for what is known at its
    own address; and where few others are met that may be names or copies of one column:
    to two at once a redirect may lead, so the crawl that `began` last does not count for it.
    """
    article, capture = reading.article, reading.capture
    if article is None or not _is_new(archive.db, intake.asked_for(capture)):
        return None
    text = Text.of(article)
    shown = list(_showings(archive.db, reading, article, outlet_id=outlet_id))
    before = _led_there(archive, reading, text, shown, began=began)
    led = _others(archive, capture, before, outlet_id=outlet_id)
    others = led | _others(
        archive, capture, (_asked(visit) for visit in shown), outlet_id=outlet_id
    )
    one_will_do = bool(led) and not capture.moved_permanently
    if not (one_will_do or len(others) >= MANY - 1) or looks_like_column(reading):
        return None
    sign = text_sign(text.digest, text.title)
    if led:
        sign = redirect_sign(intake.asked_for(capture), capture.url, text=text.digest)
    known = ((url, text_at(archive.db, url)) for url in sorted(others))
    doubted = (url for url, held in known if held is None or held.digest == text.digest)
    return ShownBefore(sign, tuple(doubted))


def _is_new(db: Database, asked: str) -> bool:
    """Whether no column was seen at an address itself; redirects may have led to one."""
    held = addresses.known_addresses(db, identity.spellings(asked))
    return all(one.relation == "redirect" for one in held.values())


def _showings(
    db: Database, reading: Reading, article: Article, *, outlet_id: int
) -> Iterator[PastVisit]:
    """The visits to columns that have or had a text, but for the column that a page names."""
    named = identity.trusted_canonical(article.canonical_url, reading.capture.url)
    own = known_at(db, named) if named else None
    for column in articles.ids_with_text(db, Text.of(article), outlet_id=outlet_id):
        if own is None or own.id != column:
            yield from captures.visits_of(db, column)


def _led_there(
    archive: Archive,
    reading: Reading,
    text: Text,
    shown: Iterable[PastVisit],
    *,
    began: datetime,
) -> Iterator[str]:
    """From where redirects led to a page in crawls before the one that `began`; where its address
    names that to go back to, to one with the same text.
    """
    capture = reading.capture
    if not capture.via:
        return
    for at, address, _ in captures.led_to(archive.db, capture.url, since=""):
        if moment(at) < began:
            yield address
    if returns_to(intake.asked_for(capture), capture.url):
        bare = bare_address(capture.url)
        for visit in shown:
            if visit.via and bare_address(visit.url) == bare:
                yield _asked(visit)
        for capture_id, address in captures.led_beside(archive.db, bare, limit=COMPARED):
            former = archive.body_of_capture(capture_id)
            if Text.of(intake.article_of_capture(former, reading.outlet)).digest == text.digest:
                yield address


def _asked(visit: PastVisit) -> str:
    return visit.via[0] if visit.via else visit.url


def _others(
    archive: Archive, capture: Capture, urls: Iterable[str], *, outlet_id: int
) -> frozenset[str]:
    """Those of the addresses that are visited for their columns, but for this page's."""
    own = {identity.address_key(url) for url in (intake.asked_for(capture), capture.url)}
    others = {url for url in map(normalise, urls) if identity.address_key(url) not in own}
    known = visits.found_before(archive, outlet_id, others, moment=capture.captured_at)
    return frozenset(known)
