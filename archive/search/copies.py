"""Columns that are one text as one hit: the earliest that matches, or by date the newest."""

from collections.abc import Callable, Iterable, Sequence, Set
from typing import NamedTuple

from archive.db import found, full_text
from archive.db.found import FoundRow
from archive.db.full_text import IndexQuery
from archive.db.sqlite import Database
from archive.search.order import Placed, in_order


class Shown(NamedTuple):
    """A hit: what is shown, with the score of the best of its text."""

    rowid: int
    of_comment: bool
    score: float
    copies: int
    """How many other columns of the archive are this text."""


def plain(one: Placed, *, rowid: int | None = None, copies: int = 0) -> Shown:
    """What was found, as a hit."""
    return Shown(rowid or one.row.rowid, one.row.place == "comments", one.score, copies)


def first_of_each(rows: Iterable[Placed], before: Iterable[int] = ()) -> list[Placed]:
    """Rows in their order without those whose text is there before, or in some clusters."""
    seen = set(before)
    kept = []
    for one in rows:
        cluster = one.row.cluster_id
        if cluster not in seen:
            kept.append(one)
        if cluster is not None:
            seen.add(cluster)
    return kept


def folded(
    db: Database, rows: Sequence[Placed], query: IndexQuery, matching: Callable[[], Set[int]] | None
) -> list[Shown]:
    """Hits of which each is the first of its text, as the earliest that matches of that text."""
    members = members_of(db, rows)
    there = matching_among(db, query, members, matching)
    shown = []
    for one in rows:
        of_text = members.get(one.row.cluster_id or 0, [])
        earliest = min(
            (member for member in of_text if member.rowid in there),
            key=lambda m: (not m.published_utc, m.published_utc, m.public_id),
            default=one.row,
        )
        shown.append(plain(one, rowid=earliest.rowid, copies=max(0, len(of_text) - 1)))
    return shown


def with_copies(db: Database, rows: Sequence[Placed]) -> list[Shown]:
    """Hits as they are, each with the number of its copies."""
    members = members_of(db, rows)
    return [
        plain(one, copies=max(0, len(members.get(one.row.cluster_id or 0, [])) - 1)) for one in rows
    ]


def newest_of_each(db: Database, rows: Sequence[Placed], query: IndexQuery) -> list[Placed]:
    """Rows by date without those of whose text a newer column matches."""
    members = members_of(db, rows)
    there = matching_among(db, query, members, None)
    kept = []
    for one in rows:
        of_text = members.get(one.row.cluster_id or 0, [])
        first, *_ = in_order(
            [one._replace(score=0.0), *(Placed(0.0, m) for m in of_text if m.rowid in there)]
        )
        if first.row.rowid == one.row.rowid or one.row.place == "comments":
            kept.append(one)
    return kept


def members_of(db: Database, rows: Iterable[Placed]) -> dict[int, list[FoundRow]]:
    """The columns of each cluster that one of the rows is in."""
    clusters = {one.row.cluster_id for one in rows if one.row.cluster_id is not None}
    members: dict[int, list[FoundRow]] = {}
    for member in found.cluster_members(db, clusters) if clusters else ():
        members.setdefault(member.cluster_id or 0, []).append(member)
    return members


def matching_among(
    db: Database,
    query: IndexQuery,
    members: dict[int, list[FoundRow]],
    matching: Callable[[], Set[int]] | None,
) -> Set[int]:
    """Which members match, as far as it is not known already."""
    if not members:
        return set()
    if matching:
        return matching()
    rowids = [member.rowid for of_text in members.values() for member in of_text]
    return full_text.matching(db, query, rowids)
