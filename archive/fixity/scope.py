"""What a check looks at: everything, or a sample chosen by chance."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.db import statistics
from archive.db.duplicates.texts import texts_of_columns
from archive.folder.archive import Archive
from archive.model.problem import Progress

SHOWN_AS = {
    "articles": "columns",
    "chrome_texts": "chrome",
    "texts": "duplicates",
    "captures": "rows of captures",
}
REPORT_EVERY = 100
"""Rows or records between two reports of progress."""

SAMPLED = {
    "articles": "column",
    "comments": "comment",
    "captures": "capture",
    "chrome_texts": "chrome text",
}
"""Tables that a sample is taken of, with what people call one of their rows."""


@dataclass(frozen=True, slots=True)
class CheckScope:
    """Row ids that are looked at, by table; of a table that is not named all."""

    ids: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def of(self, table: str) -> Sequence[int] | None:
        """The rows of a table that are looked at; None for all."""
        return self.ids.get(table)

    @property
    def sizes(self) -> dict[str, int]:
        """How many there are in a sample, by what people call one; nothing when it is none."""
        return {name: len(self.ids[table]) for table, name in SAMPLED.items() if self}

    def __bool__(self) -> bool:
        """Whether it is a sample."""
        return bool(self.ids)


EVERYTHING = CheckScope()


def sampled(archive: Archive, number: int, *, chance: random.Random) -> CheckScope:
    """A scope of so many rows of each table, chosen by chance; of a short table all."""
    ids: dict[str, Sequence[int]] = {}
    for table in SAMPLED:
        there = range(1, statistics.last_id(archive.db, table) + 1)
        chosen = there if len(there) <= number else chance.sample(there, number)
        ids[table] = statistics.ids_there(archive.db, table, chosen)
    # Row ids of texts are digests: those of the columns chosen.
    ids["texts"] = sorted(texts_of_columns(archive.db, ids["articles"]))
    return CheckScope(ids)


def reported(
    archive: Archive,
    rows: Iterator[dict[str, Any]],
    *,
    table: str,
    ids: Sequence[int] | None,
    report: Progress,
) -> Iterator[dict[str, Any]]:
    """The rows one by one, while progress is reported."""
    what = SHOWN_AS.get(table, table)
    total = statistics.count(archive.db, table) if ids is None else len(ids)
    for done, row in enumerate(rows):
        if done % REPORT_EVERY == 0:
            report(what, done, total)
        yield row
    report(what, total, total)
