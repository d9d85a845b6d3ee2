"""Captures as the database has them."""

from archive.db import captures
from archive.folder.archive import Archive
from archive.ingest.ingest import set_aside
from archive.model.records import Outcome
from tests.builders.archives import (
    ColumnPage,
    outlet,
    stored,
    take_in,
)


def test_the_newest_page_is_the_last_that_was_visited(archive: Archive) -> None:
    outlet_id = outlet(archive)
    assert captures.newest_page(archive.db, outlet_slug="harbour") is None
    take_in(archive, ColumnPage())
    newest = stored(archive, ColumnPage(path="/gated"), outlet_id=outlet_id)
    set_aside(archive, newest, Outcome.GATED)
    stored(archive, ColumnPage(path="/robots.txt"), outlet_id=outlet_id)
    assert captures.newest_page(archive.db, outlet_slug="harbour") == newest.id
