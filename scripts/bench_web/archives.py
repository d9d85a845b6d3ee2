"""Archives of any number of columns, put together of shards.

The usual way in takes 10 ms a column, most of it for comparing texts, which nothing here measures:
the archives know of copies (`columns`), but have no signatures of texts. All else is what a crawl
writes: the rows of a shard are copied, and at the end full-text indexes are filled, columns counted
and the sums of rows made. What was done so far is found again by the next run.
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

from archive.db import checksums, connection, schema
from archive.db.columns import counted
from archive.db.sqlite import Database
from archive.db.text_indexes import INDEXES
from archive.db.warc_beside import WARC_FOLDER
from archive.model.problem import Progress
from scripts.bench_web.copying import copy_rows, last_id, prepare
from scripts.bench_web.shards import enter_outlets, make_shard, triggers_aside
from scripts.demo.folder import desk

SEED = 1
SHARD = 10_000
"""Columns of a shard; none is a copy of one in another."""
UNLIKE = 100_000
"""Columns with texts of their own; from there on the same come again, under other addresses. To
make a million texts, and what is indexed of them, would take an hour of CPU time."""
WORDS = 300
"""Of a column; a little more on the average, as texts end with a whole paragraph."""
CACHE_KIB = 1 << 20
HASH_BYTES = 256 << 20
"""Words that FTS5 sorts in memory at once; its 1 MB makes a thousand pieces, to be merged."""


def name_of(columns: int) -> str:
    """The folder of an archive of so many columns, within that of the bench."""
    for unit, size in (("m", 1_000_000), ("k", 1_000)):
        if columns % size == 0:
            return f"{columns // size}{unit}"
    return str(columns)


def build(
    folder: Path,
    columns: int,
    *,
    shard: int = SHARD,
    unlike: int = UNLIKE,
    processes: int | None = None,
    progress: Progress,
) -> Path:
    """The working folder of an archive of so many columns, made unless it is there."""
    target = folder / name_of(columns)
    path = target / connection.FILE
    if path.exists():
        return target
    part = path.with_suffix(".part")
    (target / WARC_FOLDER).mkdir(parents=True, exist_ok=True)
    firsts = range(0, columns, shard)
    pieces = [range(first % unlike, first % unlike + shard) for first in firsts]
    pieces[-1] = pieces[-1][: columns - firsts[-1]]
    with closing(_open(part)) as db:
        made = shards(folder, pieces, processes=processes)
        for first, piece in zip(firsts, made, strict=True):
            if columns_in(db) <= first:
                add(db, piece, time=first // unlike)
            progress("columns", columns_in(db), columns)
        fill_indexes(db, progress)
        progress("sums and counts", 0, 1)
        for name in counted.COUNTED:
            counted.make_anew(db, name)
        checksums.keep(db)
        leave_empty(target / WARC_FOLDER, db)
        connection.end_log(db.conn)
        progress("sums and counts", 1, 1)
    part.rename(path)
    desk(folder, "init", str(target))
    return target


def shards(folder: Path, pieces: Sequence[range], *, processes: int | None) -> Iterator[Path]:
    """The shards to copy, in their order; each is made once, by one of several processes."""
    with ProcessPoolExecutor(processes or os.cpu_count()) as pool:
        made = {
            numbers: pool.submit(make_shard, folder, numbers, seed=SEED, size=WORDS)
            for numbers in dict.fromkeys(pieces)
        }
        for numbers in pieces:
            yield made[numbers].result()


def _open(part: Path) -> Database:
    """A database with the tables of today and all outlets, and no index that can be made later."""
    conn = sqlite3.connect(part, isolation_level=None)
    conn.execute("PRAGMA synchronous = OFF")
    conn.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    prepare(conn)
    db = Database(conn, execute_plugins=False)
    schema.bring_up_to_date(db)
    enter_outlets(db)
    return db


def columns_in(db: Database) -> int:
    """How many columns an archive has from which none was removed."""
    return last_id(db, "articles")


def add(db: Database, shard: Path, *, time: int) -> None:
    """Copy a shard, for the so manieth time."""
    db.execute("ATTACH ? AS shard", (str(shard),))
    try:
        with whole(db), triggers_aside(db):
            copy_rows(db, time=time)
    finally:
        db.execute("DETACH shard")


def leave_empty(folder: Path, db: Database) -> None:
    """Make the WARC files that captures are said to stand in: an empty one is known to be lost, and
    keeps nobody from writing."""
    for (name,) in db.execute("SELECT DISTINCT warc_file FROM captures").fetchall():
        (folder / name).touch()


@contextmanager
def whole(db: Database) -> Iterator[None]:
    """A transaction, all or nothing."""
    db.execute("BEGIN")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def fill_indexes(db: Database, progress: Progress) -> None:
    """Have the full-text indexes hold the words of all texts, as much sorted at once as there is
    room for."""
    for done, index in enumerate(INDEXES):
        progress("full-text indexes", done, len(INDEXES))
        with whole(db):
            db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('hashsize', {HASH_BYTES})")
            db.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
            db.execute(f"DELETE FROM {index}_config WHERE k = 'hashsize'")
    progress("full-text indexes", len(INDEXES), len(INDEXES))
