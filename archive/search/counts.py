"""How many columns and comments each of several queries finds: a researcher's list at once."""

from collections.abc import Iterable
from dataclasses import dataclass

from archive.folder.open_archive import OpenArchive
from archive.search.request import Search
from archive.search.search import search

MOST = 100
"""Queries at once; a count costs a millisecond, that of a very common word twenty."""
LONGEST = 2_000
"""Characters of one query."""


@dataclass(frozen=True, slots=True)
class QueryCount:
    """What one query of a list finds."""

    query: str
    """As typed."""
    understood: str
    total: int
    """Places."""
    texts: int | None
    """As in `Results`."""
    notes: tuple[str, ...]
    finished: bool
    """False where the time was over before it was counted."""


@dataclass(frozen=True, slots=True)
class QueryCounts:
    """What the queries of a list find, in their order."""

    counts: tuple[QueryCount, ...]
    left_out: int
    """Queries beyond `MOST`."""


def count_each(archive: OpenArchive, typed: str) -> QueryCounts:
    """What each line of a list finds; empty lines are no queries."""
    lines = [line.strip()[:LONGEST] for line in typed.splitlines() if line.strip()]
    return QueryCounts(tuple(_counts(archive, lines[:MOST])), max(0, len(lines) - MOST))


def _counts(archive: OpenArchive, queries: Iterable[str]) -> Iterable[QueryCount]:
    for query in queries:
        results = search(archive, Search(query=query, size=0))
        yield QueryCount(
            query=query,
            understood=results.understood,
            total=results.total,
            texts=results.texts,
            notes=results.notes,
            finished="total" not in results.unfinished,
        )
