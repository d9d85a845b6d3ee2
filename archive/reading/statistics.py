"""What the archive holds of each outlet, and what it weighs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from archive.db import connection
from archive.db.sqlite import Database
from archive.db.statistics import count, figures_by_outlet
from archive.db.warc_beside import WARC_FOLDER
from archive.folder.open_archive import OpenArchive
from archive.model.times import moment
from archive.reading.outlet_health import Publishing, health


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletStats:
    """What the archive holds of one outlet."""

    slug: str
    name: str
    columns: int
    gone: int
    comments: int
    versions: int
    duplicates: int
    """Columns that are one text with an earlier column."""
    captures: int
    words: int
    earliest: str | None
    """Publication of its earliest dated column; None when none is dated."""
    latest: str | None
    newest: str | None
    """Date of its newest column, as printed; None when none has a date."""
    state: Publishing
    """Whether it still publishes, as `archive.reading.outlet_health` tells it."""
    crawled_at: datetime | None
    """End of its last crawl; None before the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """What the archive holds, and what it weighs."""

    outlets: tuple[OutletStats, ...]
    clusters: int
    chrome_texts: int
    database_bytes: int
    warc_bytes: int
    warc_files: int


def clusters(archive: OpenArchive) -> int:
    """How many texts stand in more than one column."""
    return count(archive.db, "clusters")


def stats(archive: OpenArchive, *, now: datetime) -> Stats:
    """What the archive holds of each outlet, and its size on the disk."""
    db, folder = archive.db, archive.folder
    warcs = list((folder / WARC_FOLDER).glob("*.warc.gz"))
    return Stats(
        outlets=tuple(_of_outlet(db, row, now=now) for row in figures_by_outlet(db)),
        clusters=clusters(archive),
        chrome_texts=count(db, "chrome_texts"),
        database_bytes=sum(
            path.stat().st_size for path in folder.glob(f"{connection.FILE}*") if path.is_file()
        ),
        warc_bytes=sum(path.stat().st_size for path in warcs),
        warc_files=len(warcs),
    )


def _of_outlet(db: Database, figures: Mapping[str, Any], *, now: datetime) -> OutletStats:
    row = dict(figures)
    told = health(db, row.pop("id"), now=now)
    crawled_at = row.pop("crawled_at")
    return OutletStats(
        **row,
        newest=told.newest,
        state=told.state,
        crawled_at=moment(crawled_at) if crawled_at else None,
    )
