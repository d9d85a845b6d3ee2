"""Rows are not believed: records that are adopted or referred to hold what is said of them."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from archive.db import captures
from archive.db.captures import CaptureRow
from archive.folder.archive import Archive
from archive.warc.reading import DamagedRecord, read_from
from archive.warc.rewriting import rewritten
from archive.warc.writing import new_id
from tests.builders.archives import ColumnPage, new_archive, numbered, outlet, stored

OTHER = "ab" * 32


def row_of(archive: Archive, capture_id: int) -> CaptureRow:
    row = captures.capture_by_id(archive.db, capture_id)
    assert row is not None
    return row


def members_of(archive: Archive, row: CaptureRow) -> list[bytes]:
    data = (archive.folder / "warc" / row.warc_file).read_bytes()
    return [data[row.warc_offset : row.warc_offset + row.warc_length]]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"digest": OTHER}, "its body is not the one whose sha256 the database has"),
        ({"url": "https://harbour.example/other"}, "it is of another address than its capture"),
        ({"captured_at": "2026-11-02T12:00:00.001Z"}, "it is of another moment"),
        ({"status": 404}, "its status is 200, and should be 404"),
        ({"status": None}, "it is a response record, and should be a resource"),
        ({"payload_length": 7}, r"its payload length is \d+, and should be 7"),
        ({"warc_length": 7}, r"it has \d+ bytes, and should have 7"),
        ({"revisit_of": 1}, "it is a response record, and should be a revisit"),
        ({"content_type": None}, "its content type is 'text/html', and should be None"),
        ({"etag": "other"}, "its etag is '\"0\"', and should be 'other'"),
        ({"last_modified": "today"}, "its last modified is None, and should be 'today'"),
        ({"via": None}, "Desk-Via is .*, and should be "),
        ({"via": '["https://harbour.example/b"]'}, "Desk-Via is .*, and should be "),
        ({"moved_permanently": 0}, "Desk-Moved is True, and should be False"),
    ],
)
def test_a_row_that_its_record_does_not_bear_out_is_not_adopted(
    tmp_path: Path, said: dict[str, Any], told: str
) -> None:
    with new_archive(tmp_path / "theirs") as theirs, new_archive(tmp_path / "ours") as ours:
        page = ColumnPage(via=("/former",))
        row = row_of(theirs, stored(theirs, page, outlet_id=outlet(theirs)).id)
        members = members_of(theirs, row)
        with pytest.raises(DamagedRecord, match=told):
            ours.adopt_capture(replace(row, **said), members, outlet_id=None)
        assert ours.db.table("captures").count == 0
        assert ours.adopt_capture(row, members, outlet_id=None) == 1  # a refusal costs no more


def test_a_revisit_is_adopted_with_the_body_it_says_alone(tmp_path: Path) -> None:
    with new_archive(tmp_path / "theirs") as theirs, new_archive(tmp_path / "ours") as ours:
        pages = (ColumnPage(), ColumnPage(day=1), numbered(2), ColumnPage(day=2, status=304))
        first, again, other, confirmed = (
            row_of(theirs, stored(theirs, page, outlet_id=outlet(theirs)).id) for page in pages
        )
        ids = {}
        for row in (first, other):
            members = members_of(theirs, row)
            ids[row.id] = ours.adopt_capture(row, members, outlet_id=None)
        members = members_of(theirs, again)
        with pytest.raises(DamagedRecord, match="has not its body"):
            ours.adopt_capture(replace(again, revisit_of=ids[other.id]), members, outlet_id=None)
        for row in (again, confirmed):
            with pytest.raises(DamagedRecord, match="another record than the one with its body"):
                ours.adopt_capture(
                    replace(row, revisit_of=ids[other.id], status=304, digest=other.digest),
                    members_of(theirs, row),
                    outlet_id=None,
                )
            members = members_of(theirs, row)
            ours.adopt_capture(replace(row, revisit_of=ids[first.id]), members, outlet_id=None)
        assert ours.db.table("captures").count == 4


def test_no_two_records_have_one_id(tmp_path: Path) -> None:
    with new_archive(tmp_path / "theirs") as theirs, new_archive(tmp_path / "ours") as ours:
        row = row_of(theirs, stored(theirs, ColumnPage(), outlet_id=outlet(theirs)).id)
        members = members_of(theirs, row)
        ours.adopt_capture(row, members, outlet_id=None)
        with pytest.raises(DamagedRecord, match="its id is that of another record here") as told:
            ours.adopt_capture(row, members, outlet_id=None)
        assert "restore" not in str(told.value)  # the file is as it was written
        garbled = replace(row, digest=OTHER)
        seen = r"its body is not .*; restore the file from a copy"
        with pytest.raises(DamagedRecord, match=seen):
            ours.adopt_capture(garbled, members, outlet_id=None)
    with Archive.writing(tmp_path / "ours", command="test") as ours:
        with pytest.raises(DamagedRecord, match="its id is that of another record here"):
            ours.adopt_capture(row, members, outlet_id=None)
        assert ours.db.table("captures").count == 1


def test_no_record_is_tied_to_another(tmp_path: Path) -> None:
    with new_archive(tmp_path / "theirs") as theirs, new_archive(tmp_path / "ours") as ours:
        row = row_of(theirs, stored(theirs, ColumnPage(), outlet_id=outlet(theirs)).id)
        (answer,) = members_of(theirs, row)
        record = read_from(BytesIO(answer), Path(row.warc_file), 0)
        tied = rewritten(record, {"WARC-Concurrent-To": new_id()})
        with pytest.raises(DamagedRecord, match="it says that it belongs to another record"):
            ours.adopt_capture(replace(row, warc_length=len(tied)), [tied], outlet_id=None)
        assert ours.db.table("captures").count == 0


@pytest.mark.parametrize("status", [200, None])
def test_a_wrong_digest_makes_no_page_another_capture_s(
    archive: Archive, status: int | None
) -> None:
    """One wrong row, and the real page was stored as a revisit of another's record."""
    outlet_id = outlet(archive)
    wanted = ColumnPage(status=status)
    honest = stored(archive, wanted, outlet_id=outlet_id)
    wrong = stored(
        archive,
        replace(numbered(2), status=status, path=wanted.path),
        outlet_id=outlet_id,
    )
    archive.db.execute("DELETE FROM captures WHERE id = ?", (honest.id,))
    archive.db.execute(
        "UPDATE captures SET digest = ?, url = ? WHERE id = ?",
        (honest.digest, honest.url, wrong.id),
    )
    for _ in range(2):
        kept = stored(archive, wanted, outlet_id=outlet_id)
        assert archive.body_of_capture(kept.id).body == honest.body


def test_a_304_confirms_no_body_that_is_another_s(archive: Archive) -> None:
    outlet_id = outlet(archive)
    first = stored(archive, ColumnPage(), outlet_id=outlet_id)
    archive.db.execute("UPDATE captures SET digest = ? WHERE id = ?", (OTHER, first.id))
    confirmed = stored(archive, ColumnPage(day=1, status=304), outlet_id=outlet_id)
    assert row_of(archive, confirmed.id).revisit_of is None
