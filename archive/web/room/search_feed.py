"""A search as a feed: always the newest first, each entry with when the archive saw it so."""

from dataclasses import dataclass, replace

from archive.db.columns import said_since
from archive.folder.open_archive import OpenArchive
from archive.search.request import Search
from archive.search.results import Hit, Results
from archive.search.search import search

NO_MOMENT = "1970-01-01T00:00:00Z"
"""When a feed without an entry changed last, as it must say some moment."""


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """The newest hits of a search, and since when they say what they say."""

    results: Results
    seen: dict[str, str]
    """By the id of a column: when its newest text was seen first."""
    comments_seen: dict[tuple[str, str], str]
    """By the id of a column and the key of a comment below it."""

    def updated(self, hit: Hit) -> str:
        """When a hit was seen first, or its text was seen to have changed last."""
        if hit.comment is not None:
            return self.comments_seen.get((hit.public_id, hit.comment), NO_MOMENT)
        return self.seen.get(hit.public_id, NO_MOMENT)

    def newest(self) -> str:
        """When the last of all hits was seen."""
        return max(map(self.updated, self.results.hits), default=NO_MOMENT)


def published(hit: Hit) -> str | None:
    """When a hit was published as feeds write it; of a year or month its first day."""
    if not hit.published:
        return None
    return "-".join((*hit.published[:10].split("-"), "01", "01")[:3]) + "T00:00:00Z"


def found_feed(archive: OpenArchive, wanted: Search) -> FoundFeed:
    """The newest hits of a search, whatever order it asks for."""
    results = search(archive, replace(wanted, order="newest"))
    columns = {hit.public_id for hit in results.hits if hit.comment is None}
    comments = {(hit.public_id, hit.comment) for hit in results.hits if hit.comment is not None}
    return FoundFeed(
        results,
        said_since.of_columns(archive.db, columns),
        said_since.of_comments(archive.db, comments),
    )
