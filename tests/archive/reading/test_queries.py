"""What readers are shown: a column by whatever names it, the archive's figures, its captures."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from archive.db import captures
from archive.folder.archive import Archive
from archive.ingest.ingest import set_aside
from archive.model.errors import DeskError
from archive.model.records import Chrome, Comment, Outcome
from archive.reading import columns, rereading, statistics
from tests.builders.archives import (
    FIRST,
    NOON,
    SECOND,
    ColumnPage,
    address,
    outlet,
    stored,
    take_in,
    take_in_all,
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


def test_a_column_is_named_by_id_prefix_or_any_spelling_of_an_address(archive: Archive) -> None:
    take_in(archive, ColumnPage())
    public_id = columns.column(archive.db, address("/ferry")).public_id
    for reference in (
        public_id,
        public_id.upper(),
        public_id[:4],
        "http://www.harbour.example/ferry#respond",
        f"  {public_id} ",
    ):
        assert columns.column(archive.db, reference).public_id == public_id


@pytest.mark.parametrize(
    ("reference", "match"),
    [
        ("https://harbour.example/nowhere", "no column is known at this address"),
        ("zzzzzzzzzz", "no column has this id"),
        ("ab", "neither an address nor"),
        ("%' OR 1", "neither an address nor"),
        ("", "neither an address nor"),
    ],
)
def test_what_names_no_column_is_one_line(archive: Archive, reference: str, match: str) -> None:
    take_in(archive, ColumnPage())
    with pytest.raises(DeskError, match=match):
        columns.column(archive.db, reference)


def test_the_beginning_of_two_ids_is_told_to_be_ambiguous(archive: Archive) -> None:
    take_in_all(archive, [ColumnPage(path="/a"), ColumnPage(path="/b")])
    archive.db.execute("UPDATE articles SET public_id = 'abcd' || id")
    with pytest.raises(DeskError, match="more than one column: abcd1, abcd2"):
        columns.column(archive.db, "abc")


def test_figures_of_the_archive(archive: Archive) -> None:
    take_in_all(
        archive,
        [
            ColumnPage(comments=(Comment(text="One."), Comment(text="Two."))),
            ColumnPage(day=1, paragraphs=SECOND),
            ColumnPage(path="/copy", paragraphs=SECOND, published=NOON),
            ColumnPage(path="/lost"),
            ColumnPage(path="/lost", day=1, status=404),
        ],
    )
    outlet(archive, "lighthouse")
    archive.flush()
    stats = statistics.stats(archive)
    harbour, lighthouse = stats.outlets
    assert harbour.slug == "harbour"
    assert (harbour.columns, harbour.gone, harbour.comments, harbour.versions) == (3, 1, 2, 4)
    assert (harbour.duplicates, harbour.captures, stats.clusters) == (1, 5, 1)
    assert (harbour.earliest, harbour.latest) == ("2026-10-03T12:00:00Z", "2026-11-02T12:00:00Z")
    assert (lighthouse.columns, lighthouse.comments, lighthouse.crawled_at) == (0, 0, None)
    assert stats.warc_files == 1
    assert stats.warc_bytes == next((archive.folder / "warc").iterdir()).stat().st_size
    assert stats.database_bytes >= (archive.folder / "archive.db").stat().st_size


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


def test_the_newest_page_is_the_last_that_was_visited(archive: Archive) -> None:
    outlet_id = outlet(archive)
    assert captures.newest_page(archive.db, outlet_slug="harbour") is None
    take_in(archive, ColumnPage())
    newest = stored(archive, ColumnPage(path="/gated"), outlet_id=outlet_id)
    set_aside(archive, newest, Outcome.GATED)
    stored(archive, ColumnPage(path="/robots.txt"), outlet_id=outlet_id)
    assert captures.newest_page(archive.db, outlet_slug="harbour") == newest.id
