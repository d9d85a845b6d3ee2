"""A lost database made again from the WARC files and the outlet files.

The journals in the WARC files (`archive.warc.journal`) say which records came into the database, in
which order, and what was done with them; `replay` does the same again. Nothing is fetched. The work
is done in a file aside, which takes the database's place when it is complete and holds together; a
rebuild that was cut off goes on where it was.
"""

import os
from dataclasses import replace
from importlib.metadata import version as package_version
from pathlib import Path

from archive.db import connection, warc_index
from archive.db.journal import set_last_journal
from archive.db.warc_beside import WARC_FOLDER, moved_away
from archive.files.whole import sync_folder
from archive.fixity import captures as capture_checks
from archive.fixity import duplicates as duplicate_checks
from archive.fixity.database import check_database
from archive.fixity.scope import EVERYTHING
from archive.folder.archive import Archive
from archive.folder.warc_index import index_files
from archive.model.errors import DeskError
from archive.model.problem import Progress
from archive.reading import dump
from archive.takedown import takedown
from archive.warc.reading import warc_files
from crawler.config.outlet_files import load_outlets
from crawler.extraction import TEXT_VERSION, VERSION
from crawler.jobs.replay import Rebuilt, Replay
from crawler.jobs.words import PeoplesWords

ASIDE = "archive.db.rebuilding"
"""The file the database is made in."""
LEFT = ".left"
"""Put behind the names of what a lost database left beside it: its log would be taken for the new
one's."""


def rebuild(
    folder: Path, *, words: PeoplesWords | None = None, progress: Progress | None = None
) -> Rebuilt:
    """What was rebuilt; DeskError before anything is done when there is a database, or no WARC."""
    tell = progress or (lambda what, done, total: None)
    _refuse(folder)
    outlets = {
        slug: outlet for outlet in load_outlets(folder) for slug in (outlet.slug, *outlet.formerly)
    }
    with _opened_aside(folder, tell) as archive:
        _refuse(folder)  # nobody can make one from now on
        replay = Replay(archive, outlets, words or PeoplesWords(), tell)
        done = replay.run()
        _check(archive, tell)
        if replay.took_down:
            takedown.sweep_database(archive)
        done = replace(done, digest=dump.digest(archive))
        with archive.write() as db:
            if (last := warc_index.last_committed(db)) is not None:
                set_last_journal(db, last)
            warc_index.drop_tables(db)
        archive.flush()
        _put_in_place(archive)
    return done


def _refuse(folder: Path) -> None:
    path = folder / connection.FILE
    if os.path.lexists(path) and not connection.holds_no_table(folder):
        raise DeskError(
            f"{path}: is there, and is never replaced; run `desk verify` to see whether it"
            f" is whole, or {moved_away(folder)}"
        )
    warc = folder / WARC_FOLDER
    if not warc.is_dir() or not warc_files(warc):
        raise DeskError(
            f"{warc}: holds no WARC file of foreign-desk, and a rebuild reads nothing else; put the"
            " files back, or run `desk init` to begin a new archive"
        )


def _opened_aside(folder: Path, tell: Progress) -> Archive:
    """The database aside, with an index of the WARC files in it.

    One that was begun is gone on with when it was begun from the same files by the same program.
    """
    files = warc_files(folder / WARC_FOLDER)
    made_of = {
        "files": [[path.name, path.stat().st_size] for path in files],
        "program": f"{package_version('foreign-desk')}, {VERSION}, texts {TEXT_VERSION}",
    }
    archive = Archive.rebuilding(folder, file=ASIDE)
    if warc_index.state(archive.db, "made_of") == made_of:
        return archive
    archive.close()
    for end in ("", "-wal", "-shm"):
        (folder / f"{ASIDE}{end}").unlink(missing_ok=True)
    archive = Archive.rebuilding(folder, file=ASIDE)
    try:
        warc_index.make_tables(archive.db)
        problems = index_files(archive, tell)
        with archive.write() as db:
            warc_index.keep_state(db, made_of=made_of, done=[0, 0], problems=problems)
        archive.flush()
    except BaseException:
        archive.close()
        raise
    return archive


def _check(archive: Archive, tell: Progress) -> None:
    """Whether the rebuilt database holds together; DeskError when not."""
    for check in (
        check_database(archive, tell),
        capture_checks.check_revisits(archive),
        capture_checks.check_parts(archive),
        capture_checks.check_capture_rows(archive, EVERYTHING, tell),
        duplicate_checks.check_clusters(archive),
    ):
        for problem in check:
            raise DeskError(
                f"{archive.folder / ASIDE}: the database does not hold together ({problem});"
                " it was not put in place"
            )


def _put_in_place(archive: Archive) -> None:
    """The database under its own name, and what the lost one left beside it out of its way."""
    folder = archive.folder
    connection.end_log(archive.db.conn)
    for end in ("-wal", "-shm"):
        left = folder / f"{connection.FILE}{end}"
        if os.path.lexists(left):
            left.rename(left.with_name(left.name + LEFT))
    (folder / ASIDE).rename(folder / connection.FILE)
    sync_folder(folder)
