"""What readers are shown: a column by whatever names it, the archive's figures, its captures."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.folder.archive import Archive
from archive.ingest.ingest import set_aside
from archive.model.errors import DeskError
from archive.model.records import Chrome, Comment, Outcome
from archive.reading import queries
from tests.builders.observations import (
    FIRST,
    NOON,
    SECOND,
    Sight,
    address,
    outlet,
    see,
    see_all,
    stored,
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    Archive.create(tmp_path)
    with Archive.writing(tmp_path, command="test") as opened:
        yield opened


def test_a_column_is_shown_as_its_newest_page_told_it(archive: Archive) -> None:
    parent = Comment(
        id="1",
        text="Well said.",
        author="Bo",
        published=datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
        published_precision="minute",
    )
    sight = Sight(
        comments=(parent, Comment(id="2", text="So so.", parent="1", depth=1, kind="pingback")),
        chrome=(Chrome("share", "Share this", "share"), Chrome("like", "Like", "like")),
    )
    see(archive, sight)
    column = queries.column(archive.db, sight.url)
    article = sight.article()
    assert column.article == article
    assert column.state == "live"
    assert column.outlet == "harbour"
    assert column.words == 14
    assert (column.first_seen, column.last_seen) == (NOON, NOON)
    assert column.addresses == ((sight.url, "address"),)


def test_a_column_is_named_by_id_prefix_or_any_spelling_of_an_address(archive: Archive) -> None:
    see(archive, Sight())
    public_id = queries.column(archive.db, address("/ferry")).public_id
    for reference in (
        public_id,
        public_id.upper(),
        public_id[:4],
        "http://www.harbour.example/ferry#respond",
        f"  {public_id} ",
    ):
        assert queries.column(archive.db, reference).public_id == public_id


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
    see(archive, Sight())
    with pytest.raises(DeskError, match=match):
        queries.column(archive.db, reference)


def test_the_beginning_of_two_ids_is_told_to_be_ambiguous(archive: Archive) -> None:
    see_all(archive, [Sight(path="/a"), Sight(path="/b")])
    archive.db.execute("UPDATE articles SET public_id = 'abcd' || id")
    with pytest.raises(DeskError, match="more than one column: abcd1, abcd2"):
        queries.column(archive.db, "abc")


def test_figures_of_the_archive(archive: Archive) -> None:
    see_all(
        archive,
        [
            Sight(comments=(Comment(text="One."), Comment(text="Two."))),
            Sight(day=1, paragraphs=SECOND),
            Sight(path="/copy", paragraphs=SECOND, published=NOON),
            Sight(path="/lost"),
            Sight(path="/lost", day=1, status=404),
        ],
    )
    outlet(archive, "lighthouse")
    archive.flush()
    stats = queries.stats(archive)
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
    see_all(archive, [Sight(), Sight(day=2, paragraphs=SECOND), Sight(day=3, status=404)])
    see(archive, Sight(day=1, paragraphs=(*FIRST, "Middle.")))
    gated = stored(archive, Sight(path="/gated"), outlet_id=outlet_id)
    set_aside(archive, gated, Outcome.GATED)
    stored(archive, Sight(path="/feed/"), outlet_id=outlet_id)
    by_column, other = queries.to_reread(archive.db)
    assert by_column.public_id == queries.column(archive.db, address("/ferry")).public_id
    days = [archive.body_of_capture(number).captured_at.day for number in by_column.capture_ids]
    assert days == [2, 3, 4]
    assert other == replace(other, public_id=None, capture_ids=(gated.id,))
    assert list(queries.to_reread(archive.db, outlet_slug="lighthouse")) == []


def test_the_newest_page_is_the_last_that_was_visited(archive: Archive) -> None:
    outlet_id = outlet(archive)
    assert queries.newest_page(archive.db, outlet_slug="harbour") is None
    see(archive, Sight())
    newest = stored(archive, Sight(path="/gated"), outlet_id=outlet_id)
    set_aside(archive, newest, Outcome.GATED)
    stored(archive, Sight(path="/robots.txt"), outlet_id=outlet_id)
    assert queries.newest_page(archive.db, outlet_slug="harbour") == newest.id
