"""Which stored captures are read again."""

from dataclasses import replace

from archive.folder.archive import Archive
from archive.ingest.ingest import set_aside
from archive.model.records import Outcome
from archive.reading import columns, rereading
from tests.builders.archives import (
    FIRST,
    SECOND,
    ColumnPage,
    address,
    outlet,
    stored,
    take_in,
    take_in_all,
)


def test_captures_to_read_again_are_those_that_could_show_a_column(archive: Archive) -> None:
    outlet_id = outlet(archive)
    take_in_all(
        archive, [ColumnPage(), ColumnPage(day=2, paragraphs=SECOND), ColumnPage(day=3, status=404)]
    )
    take_in(archive, ColumnPage(day=1, paragraphs=(*FIRST, "Middle.")))
    gated = stored(archive, ColumnPage(path="/gated"), outlet_id=outlet_id)
    set_aside(archive, gated, Outcome.GATED)
    stored(archive, ColumnPage(path="/feed/"), outlet_id=outlet_id)
    by_column, other = rereading.to_reread(archive.db)
    assert by_column.public_id == columns.column(archive.db, address("/ferry")).public_id
    days = [archive.body_of_capture(number).captured_at.day for number in by_column.capture_ids]
    assert days == [2, 3, 4]
    assert other == replace(other, public_id=None, capture_ids=(gated.id,))
    assert list(rereading.to_reread(archive.db, outlet_slug="lighthouse")) == []
