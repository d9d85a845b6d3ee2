"""A column as readers are shown it."""

from datetime import UTC, datetime

from archive.folder.archive import Archive
from archive.model.records import Chrome, Comment
from archive.reading import columns
from tests.builders.archives import (
    NOON,
    ColumnPage,
    take_in,
)


def test_a_column_is_shown_as_its_newest_page_told_it(archive: Archive) -> None:
    parent = Comment(
        id="1",
        text="Well said.",
        author="Bo",
        published=datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
        published_precision="minute",
    )
    page = ColumnPage(
        comments=(parent, Comment(id="2", text="So so.", parent="1", depth=1, kind="pingback")),
        chrome=(Chrome("share", "Share this", "share"), Chrome("like", "Like", "like")),
    )
    take_in(archive, page)
    column = columns.column(archive.db, page.url)
    article = page.article()
    assert column.article == article
    assert column.state == "live"
    assert column.outlet == "harbour"
    assert column.words == 14
    assert (column.first_seen, column.last_seen) == (NOON, NOON)
    assert column.addresses == ((page.url, "address"),)
