"""Columns that changed: which they are, in which order, and what a page of them costs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.db.columns import changed
from archive.folder.archive import Archive
from archive.model.errors import NotThere
from archive.reading.changed import changed_columns
from archive.reading.outlets import outlet_view
from tests.builders.archives import NOON, ColumnPage, new_archive, outlet, take_in, take_in_all


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with new_archive(tmp_path) as made:
        yield made


def said(path: str, day: float, text: str) -> ColumnPage:
    return ColumnPage(path=path, day=day, title=path, paragraphs=(text,))


def titles(archive: Archive, slug: str | None = None, *, page: int = 1, size: int = 9) -> list[str]:
    found = changed_columns(archive, slug, page=page, size=size)
    return [str(one.title) for one in found.columns]


def test_the_one_that_changed_last_comes_first_and_what_did_not_is_none(archive: Archive) -> None:
    take_in_all(archive, [said(f"/{name}", 0, "Herring.") for name in "abcd"])
    take_in_all(archive, [said("/a", 1, "Cod."), said("/b", 2, "Cod."), said("/c", 3, "Herring.")])
    take_in(archive, said("/a", 4, "Herring."))  # back to what it said first
    archive.flush()
    assert titles(archive) == titles(archive, "harbour") == ["/a", "/b"]
    (first, second) = changed_columns(archive, page=1, size=9).columns
    assert (first.versions, second.versions) == (3, 2)
    assert (first.changed_at - NOON).days == 4
    assert outlet_view(archive, "harbour", now=NOON).changed == 2


def test_pages_follow_each_other(archive: Archive) -> None:
    for number in range(5):
        take_in_all(archive, [said(f"/{number}", 0, "Cod."), said(f"/{number}", 1, "Herring.")])
    archive.flush()
    every = [name for page in (1, 2, 3) for name in titles(archive, page=page, size=2)]
    assert sorted(every) == ["/0", "/1", "/2", "/3", "/4"]
    assert changed_columns(archive, page=2, size=2).has_next
    assert not changed_columns(archive, page=3, size=2).has_next
    assert titles(archive, page=10**9) == []


def test_an_outlet_has_its_own_alone(archive: Archive) -> None:
    beacon = outlet(archive, "beacon")
    take_in_all(archive, [said("/a", 0, "Cod."), said("/a", 1, "Herring.")])
    take_in(archive, ColumnPage(path="https://beacon.example/b"), outlet_id=beacon)
    archive.flush()
    assert titles(archive, "beacon") == []
    with pytest.raises(NotThere, match="'nobody'"):
        changed_columns(archive, "nobody", page=1, size=9)


@pytest.mark.parametrize("which", [None, 1])
def test_no_list_reads_all_versions(archive: Archive, which: int | None) -> None:
    asked: list[str] = []
    archive.db.conn.set_trace_callback(asked.append)
    changed.newest_first(archive.db, which, limit=50, offset=0)
    archive.db.conn.set_trace_callback(None)
    plan = [row[3] for row in archive.db.execute(f"EXPLAIN QUERY PLAN {asked[0]}")]
    scans = [step for step in plan if step.startswith("SCAN")]
    assert all("versions_changed" in step or step == "SCAN found" for step in scans), plan
