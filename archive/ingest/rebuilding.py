"""A column put right from all its captures, and two columns that turn out to be one.

The quick way of `ingest` appends. This is the other way: for captures that come in out of order,
redirects that show a move, and texts that meet their address. It reads the column's captures
and versions, and what it leaves does not depend on the order in which they came.
"""

from collections.abc import Iterable, Mapping

from archive.db import captures
from archive.db.columns import addresses, articles, versions
from archive.db.columns.articles import KnownColumn
from archive.db.duplicates import overrides
from archive.db.sqlite import Database
from archive.duplicates import clustering
from archive.ingest import comment_history
from archive.model import identity
from archive.model.identity import Relation
from archive.model.timeline import PastVisit, Timeline, timeline
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
    """The captures that count for a column's versions and events, the earliest first."""
    visits = captures.visits_of(db, article_id)
    relation = standing(relations)
    if relation == "text":
        return visits
    urls = {url for url, held in relations.items() if held == relation}
    return [
        visit
        for visit in visits
        if identity.plain_address(visit.url) in urls
        or (not visit.shows and urls & set(map(identity.plain_address, visit.via)))
    ]


def observations_of(db: Database, article_id: int) -> list[Observation]:
    """What each capture of a column showed, as far as it counts."""
    visits = counted_visits(db, article_id, addresses.addresses_of(db, article_id))
    return shown_at(
        list(versions.versions_of(db, article_id).values()),
        [(visit.capture_id, visit.visited_at) for visit in visits if visit.shows],
    )


def rebuild(db: Database, article_id: int, observations: Iterable[Observation]) -> None:
    """Set versions, text, events, address, id and cluster of a column from what it showed when."""
    before = articles.known(db, article_id)
    seen_runs = runs(observations)
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
