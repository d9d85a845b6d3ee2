"""What the archive holds of each outlet, and what it weighs."""

from dataclasses import dataclass
from datetime import datetime

from archive.db import connection
from archive.db.statistics import count, figures_by_outlet
from archive.db.warc_beside import WARC_FOLDER
from archive.folder.open_archive import OpenArchive
from archive.model.times import moment


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


def stats(archive: OpenArchive) -> Stats:
    """What the archive holds of each outlet, and its size on the disk."""
    db, folder = archive.db, archive.folder
    warcs = list((folder / WARC_FOLDER).glob("*.warc.gz"))
    return Stats(
        outlets=tuple(
            OutletStats(**{**row, "crawled_at": row["crawled_at"] and moment(row["crawled_at"])})
            for row in figures_by_outlet(db)
        ),
        clusters=count(db, "clusters"),
        chrome_texts=count(db, "chrome_texts"),
        database_bytes=sum(
            path.stat().st_size for path in folder.glob(f"{connection.FILE}*") if path.is_file()
        ),
        warc_bytes=sum(path.stat().st_size for path in warcs),
        warc_files=len(warcs),
    )
