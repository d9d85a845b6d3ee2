"""Whether what duplicates are found by is that of the texts, and clusters are such."""

from collections.abc import Iterator

from archive.db.duplicates import clusters, texts
from archive.fixity.scope import CheckScope, reported
from archive.folder.archive import Archive
from archive.model.problem import Problem, Progress
from archive.text import resemblance, signatures

JUDGE_AGAIN = "desk verify --repair, or desk duplicates --recompute, judges them anew"


def check_texts(archive: Archive, scope: CheckScope, report: Progress) -> Iterator[Problem]:
    """Texts by which duplicates are found whose signature or bands are not those of a body."""
    ids = scope.of("texts")
    rows = texts.rows_to_check(archive.db, ids)
    for row in reported(archive, rows, table="texts", ids=ids, report=report):
        if row["body"] is None:
            what = "no column has this text"
            yield Problem(
                "duplicates", f"text {row['body_digest'][:12]}", what, JUDGE_AGAIN, "clusters"
            )
            continue
        if row["parameters"] != signatures.PARAMETERS:
            continue
        shingles = resemblance.shingled(row["body"]).shingles
        made = signatures.signature(shingles) if row["minhash"] is not None else None
        keys = signatures.bands(row["minhash"]) if row["minhash"] is not None else []
        held = texts.bands_held(archive.db, row["id"], keys)
        if made != row["minhash"] or held != len(keys):
            what = "what its duplicates are found by is not that of its text"
            yield Problem("duplicates", f"column {row['public_id']}", what, JUDGE_AGAIN, "clusters")


def check_clusters(archive: Archive) -> Iterator[Problem]:
    """Clusters that are none, or whose representative is not in them, and columns not judged."""
    for public_id, what in clusters.faults(archive.db):
        yield Problem("duplicates", f"column {public_id}", what, JUDGE_AGAIN, "clusters")
