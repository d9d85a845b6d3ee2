"""What a page reads while others write."""

import asyncio
from pathlib import Path

from datasette.app import Datasette

from archive.db.connection import FILE
from archive.folder.archive import Archive
from archive.folder.open_archive import OpenArchive
from archive.reading.opened_column import opened
from archive.web.room.archive_served import from_archive
from tests.builders.any_column import id_of
from tests.builders.archives import ColumnPage, new_archive, take_in
from tests.builders.room import reading_room


def title_now(archive: OpenArchive) -> str | None:
    return opened(archive.db, 1).article.title


def test_all_that_one_page_reads_is_of_one_moment(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        take_in(archive, ColumnPage(title="Before"))
    seen: list[str | None] = []

    def read(archive: OpenArchive) -> None:
        seen.append(title_now(archive))
        with Archive.writing(tmp_path, command="test") as writing:
            take_in(writing, ColumnPage(title="After", day=1))
        seen.append(title_now(archive))

    datasette = Datasette([str(tmp_path / FILE)], settings={"sql_time_limit_ms": 60_000})
    with asyncio.Runner() as runner:
        runner.run(from_archive(datasette, read))
        seen.append(runner.run(from_archive(datasette, title_now)))
        datasette.executor.shutdown()
    assert seen == ["Before", "Before", "After"]


def test_after_a_fault_the_next_page_is_read_as_ever(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        take_in(archive, ColumnPage())
        public_id = id_of(archive, "/ferry")
    with reading_room(tmp_path, num_sql_threads=1) as room:
        assert room.get("/column/zzzzzzz").status == 404
        assert room.get(f"/column/{public_id}/capture/99").status == 404
        assert room.get(f"/column/{public_id}").status == 200
