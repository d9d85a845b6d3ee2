"""What becomes of a capture in the archive: the one place where a column is entered or renewed.

A page that is new or newest goes the quick way here; what needs a column's whole history goes
through `rebuilding`. Nothing is parsed here, and no clock is read.
"""

from collections.abc import Sequence

from archive.db import captures, tombstones
from archive.db.columns import addresses, articles, comments, versions
from archive.db.columns.articles import KnownColumn
from archive.db.sqlite import Database
from archive.duplicates import clustering
from archive.folder.archive import Archive
from archive.ingest import comment_history, rebuilding
from archive.ingest.column_capture import ColumnCapture, digests
from archive.ingest.matching import (
    addresses_held,
    column_at,
    column_behind,
    column_of_page,
    unless_refuted,
)
from archive.ingest.reingest import Read
from archive.model import identity, tombstone_keys
from archive.model.errors import Damaged
from archive.model.identity import Relation, plain_address
from archive.model.records import Article, Capture, Outcome
from archive.model.timeline import GONE_STATUSES, PastVisit
from archive.model.times import moment_text


def ingest(
    archive: Archive, capture: Capture, article: Article, *, outlet_id: int, extractor: str
) -> Outcome:
    """NEW, UPDATED, COMMENTS, UNCHANGED, MOVED or BACK: what a column's page changed; REFUSED for
    what was taken down."""
    page = ColumnCapture.of(capture, article, outlet_id=outlet_id, extractor=extractor)
    with archive.write() as db:
        if tombstones.has_tombstone(db, "address", tombstone_keys.of_addresses(_named_by(page))):
            return _refuse(archive, db, page)
        held = addresses_held(db, page.capture, page.canonical)
        known = column_of_page(db, page, held)
        if known is None and tombstones.has_tombstone(db, "text", [page.text.body_digest]):
            return _refuse(archive, db, page)
        page = unless_refuted(page, known, held)
        captures.set_section(db, capture.id, page.fields.section)
        if known is None:
            article_id, outcome = _enter(db, page), Outcome.NEW
        else:
            article_id, outcome = known.id, _renew(db, known, page)
        captures.settle_capture(db, capture.id, outcome=outcome, article_id=article_id)
    return outcome


def _named_by(page: ColumnCapture) -> list[str]:
    """The addresses by which a page is known, if it is known."""
    named = [page.address, *page.capture.via]
    return named if page.canonical is None else [*named, page.canonical]


def _refuse(archive: Archive, db: Database, page: ColumnCapture) -> Outcome:
    """REFUSED: what a tombstone stands for is not entered, nor its payload left, if it was not."""
    captures.settle_capture(db, page.capture.id, outcome=Outcome.REFUSED, article_id=None)
    raw = tombstones.has_tombstone(
        db, "address", tombstone_keys.of_addresses(_named_by(page)), raw=True
    )
    if raw or tombstones.has_tombstone(db, "text", [page.text.body_digest], raw=True):
        archive.refused.append(page.capture.id)
    return Outcome.REFUSED


def unchanged(archive: Archive, capture: Capture, read: Read, *, extractor: str) -> Outcome:
    """UNCHANGED for a 304; BACK when the column was gone, MOVED when it answers elsewhere now;
    UPDATED or COMMENTS where another page than the newest was confirmed, which `read` reads."""
    with archive.write() as db:
        held = addresses_held(db, capture, None)
        known = column_at(db, capture.url, held)
        outcome = Outcome.UNCHANGED
        if known is None and capture.moved_permanently:
            known = column_behind(db, capture, held)
            if known is not None:
                addresses.upsert_address(db, known.id, plain_address(capture.url), "address")
        if known is not None:
            captures.settle_capture(db, capture.id, outcome=outcome, article_id=known.id)
            page = _page_brought_back(archive, known, capture, read, extractor=extractor)
            outcome = _confirm(db, known, capture) if page is None else _show(db, known, page)
        captures.settle_capture(
            db, capture.id, outcome=outcome, article_id=known.id if known else None
        )
    return outcome


def gone(archive: Archive, capture: Capture) -> Outcome:
    """GONE when a live column had answered here until then, UNCHANGED when it was gone already,
    else UNREADABLE; of a page that was sent, also where redirects led here from the column."""
    with archive.write() as db:
        held = addresses_held(db, capture, None, with_via=True)
        known = column_behind(db, capture, held)
        if capture.status in GONE_STATUSES:
            known = column_at(db, capture.url, held) or known
        if known is None:
            captures.settle_capture(db, capture.id, outcome=Outcome.UNREADABLE, article_id=None)
            return Outcome.UNREADABLE
        captures.settle_capture(db, capture.id, outcome=Outcome.GONE, article_id=known.id)
        place = rebuilding.settle_place(db, known.id)
    # The state of today may be of a later visit, which came into the archive before.
    vanished = any(
        event.kind == "gone" and event.capture_id == capture.id for event in place.events
    )
    return Outcome.GONE if vanished else Outcome.UNCHANGED


def private(archive: Archive, capture: Capture) -> None:
    """Say of a capture that a gate stands in it; a column that answered there is private now."""
    with archive.write() as db:
        held = addresses_held(db, capture, None)
        known = column_at(db, capture.url, held)
        captures.settle_capture(
            db, capture.id, outcome=Outcome.GATED, article_id=known.id if known else None
        )
        if known is not None:
            rebuilding.settle_place(db, known.id)


def set_aside(archive: Archive, capture: Capture, outcome: Outcome) -> None:
    """Say of a capture that shows no column what it is instead."""
    with archive.write() as db:
        captures.settle_capture(db, capture.id, outcome=outcome, article_id=None)


def _enter(db: Database, page: ColumnCapture) -> int:
    """Row id of the column that a page shows for the first time."""
    identifying = page.canonical if page.relation == "variant" and page.canonical else page.address
    article_id = articles.insert_article(
        db,
        public_id=rebuilding.free_public_id(db, identifying),
        outlet_id=page.outlet_id,
        url=None if page.relation == "text" else identifying,
        seen_at=page.seen_at,
        text=page.text,
        fields=page.fields,
    )
    versions.append_version(db, article_id, ordinal=1, observation=page.observation, before=None)
    adopted = _register(db, article_id, page, {})
    comment_history.enter(db, article_id, page.comments, seen_at=page.seen_at)
    clustering.enter(db, articles.known(db, article_id))
    if adopted:
        captures.settle_capture(db, page.capture.id, outcome=Outcome.NEW, article_id=article_id)
        rebuilding.rebuild(db, article_id, [page.observation])
    return article_id


def _renew(db: Database, known: KnownColumn, page: ColumnCapture) -> Outcome:
    """What a page changes of a column that is known."""
    relations = addresses.addresses_of(db, known.id)
    before = rebuilding.standing(relations)
    adopted = _register(db, known.id, page, relations)
    after = rebuilding.standing(addresses.addresses_of(db, known.id))
    captures.settle_capture(db, page.capture.id, outcome=Outcome.UNCHANGED, article_id=known.id)
    if after != before:
        outcome = _take_over(db, known, page)
    elif _weight(page, relations) < identity.RELATIONS.index(after):
        outcome = Outcome.UNCHANGED
        if page.relation == "text":
            comment_history.recall_text(db, known.id, page.comments, seen_at=page.seen_at)
    else:
        outcome = _show(db, known, page)
    if adopted:
        rebuilding.rebuild(db, known.id, rebuilding.observations_of(db, known.id))
    return outcome


def _show(db: Database, known: KnownColumn, page: ColumnCapture) -> Outcome:
    """What a page of a column changes, at its place in time."""
    if page.seen_at <= _last_visit(db, known):
        return _put_in_place(db, known, page)
    return _append(db, known, page)


def _append(db: Database, known: KnownColumn, page: ColumnCapture) -> Outcome:
    """What the newest page of a column changes."""
    updated = known.text_digest != page.text.digest
    if updated:
        versions.append_version(
            db,
            known.id,
            ordinal=versions.newest_ordinal(db, known.id) + 1,
            observation=page.observation,
            before=articles.text_of(db, known.id).body,
        )
        articles.update_text(db, known.id, page.text)
    _renew_fields(db, known, page)
    talked = comment_history.show(
        db, known.id, page.comments, seen_at=page.seen_at, before=known.last_seen, whole=page.whole
    )
    articles.update_seen(db, known.id, first_seen=known.first_seen, last_seen=page.seen_at)
    rebuilding.settle_clusters(db, known)
    return _place_outcome(db, known, page.capture) or (
        Outcome.UPDATED if updated else Outcome.COMMENTS if talked else Outcome.UNCHANGED
    )


def _put_in_place(db: Database, known: KnownColumn, page: ColumnCapture) -> Outcome:
    """What a page changes that came after later visits: versions, events and comments.

    It is the newest page all the same when those visits found the column gone, confirmed it, or
    were in the same millisecond and come before it; then its fields go with its text.
    """
    shown = rebuilding.pages_shown(db, known.id)
    newest = _is_newest(db, known, page, shown)
    versions_before = versions.newest_ordinal(db, known.id)
    own = {page.capture.id, *(one.capture_id for one in shown if one.page == page.capture.id)}
    observations = [
        observation
        for observation in rebuilding.observations_of(db, known.id)
        if observation.capture_id not in own
    ]
    rebuilding.rebuild(db, known.id, [*observations, page.observation])
    if newest:
        _renew_fields(db, known, page)
        clustering.represent(db, articles.known(db, known.id))
        talked = comment_history.show(
            db,
            known.id,
            page.comments,
            seen_at=page.seen_at,
            before=known.last_seen,
            whole=page.whole,
        )
    else:
        talked = comment_history.recall(db, known.id, page.comments, seen_at=page.seen_at)
    if versions.newest_ordinal(db, known.id) != versions_before:
        return Outcome.UPDATED
    return Outcome.COMMENTS if talked else Outcome.UNCHANGED


def _is_newest(
    db: Database, known: KnownColumn, page: ColumnCapture, visits: Sequence[PastVisit]
) -> bool:
    """Whether a page comes after what a column's newest page showed."""
    own = {one.page for one in visits if one.capture_id == page.capture.id}
    seen = max((one.visited_at for one in visits if one.page in own), default=page.seen_at)
    others = max((one.visited_at for one in visits if one.page not in own), default="")
    order = (seen, page.text.digest, page.fields.digest)
    held = (others, known.text_digest, known.record_digest)
    if order != held:
        return order > held
    shown = [one for one in comments.known_comments(db, known.id).values() if one.on_page]
    return digests(page.comments) > digests(shown)


def _take_over(db: Database, known: KnownColumn, page: ColumnCapture) -> Outcome:
    """What the column's own page changes, where a variant or a text alone stood for it so far."""
    rebuilding.rebuild(db, known.id, [page.observation])
    _renew_fields(db, known, page)
    comment_history.absorb_text(db, known.id, page.comments)
    talked = comment_history.show(
        db, known.id, page.comments, seen_at=page.seen_at, before=known.last_seen, whole=page.whole
    )
    if known.text_digest != page.text.digest:
        return Outcome.UPDATED
    return Outcome.COMMENTS if talked else Outcome.UNCHANGED


def _page_brought_back(
    archive: Archive, known: KnownColumn, capture: Capture, read: Read, *, extractor: str
) -> ColumnCapture | None:
    """The page that a 304 confirmed, where that is news; None, too, when it is damaged."""
    page_id = rebuilding.page_brought_back(archive.db, known.id, capture.id)
    if page_id is None:
        return None
    try:
        sent, parts = archive.body_of_capture(page_id), archive.parts_of_capture(page_id)
    except Damaged:
        return None
    article = read(sent, parts)
    if article is None or not article.says_anything:
        return None
    page = ColumnCapture.of(sent, article, outlet_id=known.outlet_id, extractor=extractor)
    return page.shown_again(capture)


def _confirm(db: Database, known: KnownColumn, capture: Capture) -> Outcome:
    """What a 304 says of a column whose newest page it confirmed."""
    seen_at = moment_text(capture.captured_at)
    last_visit = _last_visit(db, known)
    if seen_at > known.last_seen:
        articles.update_seen(db, known.id, first_seen=known.first_seen, last_seen=seen_at)
    if seen_at <= last_visit:
        rebuilding.settle_place(db, known.id)
        return Outcome.UNCHANGED
    return _place_outcome(db, known, capture) or Outcome.UNCHANGED


def _place_outcome(db: Database, known: KnownColumn, capture: Capture) -> Outcome | None:
    """MOVED or BACK when this capture shows it; asked only where there is reason to look."""
    moved = capture.moved_permanently and any(
        identity.address_key(old) != identity.address_key(capture.url) for old in capture.via
    )
    public = known.state == "live" and known.private_since is None
    if not moved and public and known.url == capture.url:
        return None
    kinds = {
        event.kind
        for event in rebuilding.settle_place(db, known.id).events
        if event.capture_id == capture.id
    }
    if "moved" in kinds:
        return Outcome.MOVED
    return Outcome.BACK if "back" in kinds else None


def _renew_fields(db: Database, known: KnownColumn, page: ColumnCapture) -> None:
    """Replace what a page says beside the text, when it says anything else than before."""
    if known.record_digest != page.fields.digest:
        articles.update_fields(db, known.id, page.fields)
        rebuilding.settle_place(db, known.id)


def _last_visit(db: Database, known: KnownColumn) -> str:
    """When a column was last looked for, whether it answered or not."""
    if known.state == "live" and known.private_since is None:
        return known.last_seen
    return max(known.last_seen, *(event.happened_at for event in versions.events_of(db, known.id)))


def _register(
    db: Database, article_id: int, page: ColumnCapture, relations: dict[str, Relation]
) -> bool:
    """Whether there were answers of the page's addresses that now are the column's; each address
    is entered as what it is at best.

    A page may come into the archive after the answer that it vanished, or that it still stands.
    """
    shown: dict[str, Relation] = {page.address: page.relation}
    if page.relation == "variant" and page.canonical:
        shown.setdefault(page.canonical, "canonical")
    if page.capture.moved_permanently:
        for old in page.capture.via:
            shown.setdefault(plain_address(old), "redirect")
    owned = addresses.known_addresses(db, tuple(shown)) if shown.keys() - relations.keys() else {}
    adopted = False
    for url, relation in shown.items():
        if url in owned and owned[url].article_id != article_id and url != page.address:
            continue  # another column was seen there, or claims it by equal right
        best = identity.stronger(relations.get(url), relation)
        if best != relations.get(url):
            addresses.upsert_address(db, article_id, url, best)
            adopted = captures.adopt_answers(db, article_id, url) or adopted
    return adopted


def _weight(page: ColumnCapture, relations: dict[str, Relation]) -> int:
    """How much a page counts as evidence of its column."""
    best = identity.stronger(relations.get(page.address), page.relation)
    return identity.RELATIONS.index(best)
