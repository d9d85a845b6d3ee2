"""Whether what duplicates are found by is that of the texts, and clusters are such."""

from collections import Counter
from collections.abc import Iterator

from archive.db import statistics
from archive.db.connection import FILE
from archive.db.duplicates import clusters, texts
from archive.db.duplicates.texts import Entries
from archive.fixity.scope import CheckScope, reported
from archive.folder.archive import Archive
from archive.model.problem import Problem, Progress
from archive.text import resemblance, signatures

TABLES: tuple[Entries, ...] = ("text_bands", "text_passages")
JUDGE_AGAIN = "desk verify --repair, or desk duplicates --recompute, judges them anew"


def check_texts(archive: Archive, scope: CheckScope, report: Progress) -> Iterator[Problem]:
    """Texts by which duplicates are found whose signature or entries are not those of a body."""
    ids = scope.of("texts")
    rows = texts.rows_to_check(archive.db, ids)
    entries: Counter[Entries] = Counter()
    for row in reported(archive, rows, table="texts", ids=ids, report=report):
        minhash = row["minhash"]
        keys: dict[Entries, list[int]] = {
            "text_bands": signatures.bands(minhash) if minhash is not None else [],
            "text_passages": texts.keys_of_passages(row["passages"]),
        }
        entries.update({table: len(named) for table, named in keys.items()})
        if row["body"] is None:
            what = "no column has this text"
            where = f"text {row['body_digest'][:12]}"
            yield Problem("duplicates", where, what, JUDGE_AGAIN, "clusters")
            continue
        if row["parameters"] != signatures.PARAMETERS:
            continue
        shingles = resemblance.shingled(row["body"]).shingles
        made = signatures.signature(shingles) if minhash is not None else None
        found = all(
            texts.entries_held(archive.db, table, row["id"], named) == len(named)
            for table, named in keys.items()
        )
        if made != minhash or not found:
            what = "what its duplicates are found by is not that of its text"
            yield Problem("duplicates", f"column {row['public_id']}", what, JUDGE_AGAIN, "clusters")
    for table in TABLES if ids is None else ():
        more = statistics.count(archive.db, table) - entries[table]
        if more > 0:
            what = f"{more:,} rows are of no text"
            where = f"{archive.folder / FILE}, table {table}"
            yield Problem("duplicates", where, what, JUDGE_AGAIN, "clusters")


def check_clusters(archive: Archive) -> Iterator[Problem]:
    """Clusters that are none, or whose representative is not in them, and columns not judged."""
    for public_id, what in clusters.faults(archive.db):
        yield Problem("duplicates", f"column {public_id}", what, JUDGE_AGAIN, "clusters")
