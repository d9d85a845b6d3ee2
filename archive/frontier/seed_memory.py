"""What is remembered of a seed from one crawl to the next."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from archive.db.crawling import namings, seeds
from archive.db.crawling.seeds import SeedState
from archive.folder.archive import Archive
from archive.model.rows import canonical_json
from archive.model.times import moment_text


def seed_state(archive: Archive, outlet_id: int, url: str) -> SeedState | None:
    """What is remembered of a seed; None before its first answer."""
    return seeds.seed(archive.db, outlet_id, url)


def seed_answered(
    archive: Archive,
    outlet_id: int,
    url: str,
    *,
    yielded: int,
    problem: str | None,
    etag: str | None,
    last_modified: str | None,
    terms: str,
    now: datetime,
    memory: Mapping[str, Any] | None = None,
    rolled: bool = False,
) -> None:
    """Write down what a seed named; after a bad answer, what the last good one named is kept.

    `rolled` says that it named nothing of what it named before, and did not go on.
    """
    with archive.write() as db:
        seeds.settle_seed(
            db,
            outlet_id,
            url,
            asked_at=moment_text(now),
            yielded=yielded,
            problem=problem,
            etag=etag,
            last_modified=last_modified,
            terms=terms,
            memory=canonical_json(memory) if memory else None,
            rolled=rolled,
        )


def forget_former(archive: Archive, outlet_id: int, *, terms: Collection[str]) -> None:
    """Forget what seeds named that are none of today's, or stand otherwise in the outlet file."""
    with archive.write() as db:
        namings.forget_former(db, outlet_id, terms)
