"""A column put right from all its captures, and two columns that turn out to be one.

The quick way of `ingest` appends. This is the other way: for captures that come in out of order,
redirects that show a move, and texts that meet their address. It reads the column's captures
and versions, and what it leaves does not depend on the order in which they came.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from archive.db import captures
from archive.db.columns import addresses, articles, versions
from archive.db.columns.articles import KnownColumn
from archive.db.duplicates import overrides
from archive.db.sqlite import Database
from archive.duplicates import clustering
from archive.ingest import comment_history
from archive.model import identity
from archive.model.identity import Relation
from archive.model.timeline import NOT_MODIFIED, PastVisit, Timeline, confirmed, timeline
from archive.model.versions import Observation, runs, shown_at

STANDING: tuple[Relation, ...] = ("address", "variant")
"""Where a column is read, the stronger first. A print view differs from the page it belongs to,
and both are crawled by turns: as long as the page itself is known, a variant makes no version."""


def standing(relations: Mapping[str, Relation]) -> Relation:
    """By what evidence a column is known: its own page, a variant of it, or its text alone."""
    return next((relation for relation in STANDING if relation in relations.values()), "text")


def counted_visits(
    db: Database, article_id: int, relations: Mapping[str, Relation]
) -> list[PastVisit]:
    """The captures that count for a column's versions and events, the earliest first, with the
    pages that they showed."""
    visits = captures.visits_of(db, article_id)
    relation = standing(relations)
    if relation == "text":
        return confirmed(visits)
    urls = {url for url, held in relations.items() if held == relation}
    return confirmed(
        visit
        for visit in visits
        if identity.plain_address(visit.url) in urls
        or (not visit.shows and urls & set(map(identity.plain_address, visit.via)))
    )


def pages_shown(db: Database, article_id: int) -> list[PastVisit]:
    """The visits that showed a page of a column which counts, the earliest first."""
    visits = counted_visits(db, article_id, addresses.addresses_of(db, article_id))
    return [visit for visit in visits if visit.page is not None]


def page_brought_back(db: Database, article_id: int, capture_id: int) -> int | None:
    """The page that a 304 confirmed; None where it was shown just before, and none since."""
    shown = pages_shown(db, article_id)
    for place, visit in enumerate(shown):
        if visit.capture_id == capture_id:
            before = shown[place - 1].page if place else None
            is_last = place == len(shown) - 1
            return None if is_last and visit.page == before else visit.page
    return None


def observations_of(db: Database, article_id: int) -> list[Observation]:
    """What each page of a column showed, as far as it counts.

    Of a 304 only what it brought back; `rebuild` tells what the others confirmed.
    """
    held = list(versions.versions_of(db, article_id).values())
    first_shown = {version.capture_id for version in held}
    shown = shown_at(
        held,
        [
            (visit.capture_id, visit.visited_at)
            for visit in pages_shown(db, article_id)
            if visit.status != NOT_MODIFIED or visit.capture_id in first_shown
        ],
    )
    return shown or held


def rebuild(db: Database, article_id: int, observations: Iterable[Observation]) -> None:
    """Set versions, text, events, address, id and cluster of a column from what it showed when.

    A 304 showed what the page did that it confirmed, unless it stands among them itself.
    """
    before = articles.known(db, article_id)
    shown = {one.capture_id: one for one in observations}
    for visit in pages_shown(db, article_id):
        page = shown.get(visit.page or 0)
        if visit.capture_id not in shown and page is not None:
            shown[visit.capture_id] = replace(
                page, seen_at=visit.visited_at, capture_id=visit.capture_id
            )
    seen_runs = runs(shown.values())
    newest = seen_runs[-1].text
    if newest.digest != before.text_digest:
        articles.update_text(db, article_id, newest)
    versions.replace_versions(db, article_id, seen_runs)
    settle_place(db, article_id)
    visits = _answers(db, article_id)
    seen = [visit.visited_at for visit in visits] + [run.seen_at for run in seen_runs]
    articles.update_seen(db, article_id, first_seen=min(seen), last_seen=max(seen))
    _settle_id(db, before, visits)
    settle_clusters(db, before)


def settle_place(db: Database, article_id: int) -> Timeline:
    """Set state, address and events of a column from its captures."""
    before = articles.known(db, article_id)
    relations = addresses.addresses_of(db, article_id)
    place = timeline(counted_visits(db, article_id, relations))
    url = before.url
    if standing(relations) == "address":
        url = place.address
    if (place.state, url, place.private_since) != (before.state, before.url, before.private_since):
        articles.update_place(
            db, article_id, state=place.state, url=url, private_since=place.private_since
        )
    if place.events != versions.events_of(db, article_id):
        versions.replace_events(db, article_id, place.events)
    return place


def settle_clusters(db: Database, before: KnownColumn) -> None:
    """Put a column into its cluster, when body, date or id are not what they were."""
    after = articles.known(db, before.id)
    if after.body_digest != before.body_digest:
        clustering.leave(db, before.body_digest, before)
        clustering.enter(db, articles.known(db, before.id))
    elif (after.published_utc, after.public_id) != (before.published_utc, before.public_id):
        clustering.represent(db, after)


def merge(db: Database, one: KnownColumn, other: KnownColumn) -> KnownColumn:
    """The one column that two turned out to be; the id that is not its own any more leads to it.

    Fields and chrome are the newer page's, versions and events those of both. An imported text
    brings its name and its unknown comments only: all else comes from the address.
    """
    ranks = {known.id: standing(addresses.addresses_of(db, known.id)) for known in (one, other)}
    loser, winner = sorted(
        (one, other),
        key=lambda known: (
            identity.RELATIONS.index(ranks[known.id]),
            known.last_seen,
            known.text_digest,
            known.record_digest,
            known.public_id,
        ),
    )
    observations = observations_of(db, winner.id)
    if ranks[winner.id] == ranks[loser.id]:
        observations += observations_of(db, loser.id)
    comment_history.hand_over(db, loser=loser.id, winner=winner.id)
    articles.hand_over(db, loser=loser.id, winner=winner.id)
    overrides.hand_over_overrides(db, loser=loser.id, winner=winner.id)
    clustering.leave(db, loser.body_digest, loser)
    articles.delete_article(db, loser.id)
    addresses.insert_former_id(db, winner.id, loser.public_id)
    rebuild(db, winner.id, observations)
    return articles.known(db, winner.id)


def free_public_id(db: Database, address: str, *, article_id: int | None = None) -> str:
    """The id for a column first met at an address, longer where another column has it."""
    length = identity.PUBLIC_ID_LENGTH
    while True:
        candidate = identity.public_id(address, length=length)
        holder = articles.known_by_id(db, candidate)
        if holder is None or holder.id == article_id:
            return candidate
        length += 1


def _answers(db: Database, article_id: int) -> list[PastVisit]:
    relations = addresses.addresses_of(db, article_id)
    return [visit for visit in counted_visits(db, article_id, relations) if visit.shows]


def settle_id(db: Database, before: KnownColumn, address: str) -> None:
    """Give a column the id of the address by which it was known first; the old one leads on."""
    if before.public_id != identity.public_id(address, length=len(before.public_id)):
        new = free_public_id(db, address, article_id=before.id)
        articles.update_public_id(db, before.id, old=before.public_id, new=new)


def _settle_id(db: Database, before: KnownColumn, visits: list[PastVisit]) -> None:
    """Derive a column's id from its earliest visit, which may have come into the archive late."""
    if standing(addresses.addresses_of(db, before.id)) == "address":
        settle_id(db, before, min(visits, key=lambda visit: visit.order).url)
