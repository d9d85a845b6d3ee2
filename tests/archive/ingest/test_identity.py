"""Which column a page belongs to: moves, redirects, canonical links, copies, imported texts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from archive.folder.archive import Archive
from archive.model.records import Outcome
from archive.reading import columns
from tests.builders.archives import (
    FIRST,
    NAMELESS,
    NOON,
    REPLY,
    SECOND,
    WELL,
    ColumnPage,
    address,
    columns_kept,
    outlet,
    shown,
    take_in,
    take_in_all,
)


def test_a_permanent_redirect_moves_a_column_and_keeps_its_id(archive: Archive) -> None:
    take_in(archive, ColumnPage())
    before = shown(archive)
    assert take_in(archive, ColumnPage(day=1, path="/new", via=("/ferry",))) is Outcome.MOVED
    column = shown(archive, "/new")
    assert column.public_id == before.public_id
    assert column.article.url == address("/new")
    assert [(event.kind, event.detail) for event in column.events] == [("moved", address("/ferry"))]
    assert shown(archive, "/ferry").public_id == before.public_id
    assert take_in(archive, ColumnPage(day=2, path="/ferry", status=404)) is Outcome.UNCHANGED
    assert take_in(archive, ColumnPage(day=3, path="/new")) is Outcome.UNCHANGED
    assert shown(archive).state == "live"


def test_a_moved_column_may_be_told_by_a_304(archive: Archive) -> None:
    take_in(archive, ColumnPage())
    assert (
        take_in(archive, ColumnPage(day=1, path="/new", status=304, via=("/ferry",)))
        is Outcome.MOVED
    )
    assert shown(archive, "/new").article.url == address("/new")
    assert take_in(archive, ColumnPage(day=2, path="/new")) is Outcome.UNCHANGED
    assert columns_kept(archive) == 1


def test_a_column_first_met_at_its_new_address_becomes_one_with_the_old(archive: Archive) -> None:
    take_in_all(
        archive, [ColumnPage(comments=(WELL,)), ColumnPage(day=1, path="/new", paragraphs=SECOND)]
    )
    old, new = shown(archive), shown(archive, "/new")
    assert old.public_id != new.public_id
    moved = ColumnPage(day=2, path="/new", paragraphs=SECOND, via=("/ferry",), comments=(REPLY,))
    assert take_in(archive, moved) is Outcome.MOVED
    column = shown(archive, "/new")
    assert column.public_id == old.public_id
    assert columns.column(archive.db, new.public_id).public_id == old.public_id
    assert len(column.versions) == 2
    assert {held.key: held.on_page for held in column.comments} == {"1": False, "2": True}
    assert columns_kept(archive) == 1


@pytest.mark.parametrize("known_first", [True, False])
def test_a_redirect_to_some_other_column_moves_nothing(archive: Archive, known_first: bool) -> None:
    """Rebuilt sites send their old addresses to a page of their choice."""
    other = ColumnPage(
        path="/best", title="Our best of the year", paragraphs=("A list.", "Of things.")
    )
    pages = [
        ColumnPage(),
        *([other] if known_first else []),
        replace(other, day=1, via=("/ferry",)),
    ]
    assert Outcome.MOVED not in take_in_all(archive, pages)
    assert columns_kept(archive) == 2
    assert shown(archive).article.title == ColumnPage().title


def test_a_redirect_for_the_moment_moves_nothing(archive: Archive) -> None:
    take_in(archive, ColumnPage())
    assert (
        take_in(archive, ColumnPage(day=1, path="/new", via=("/ferry",), for_good=False))
        is Outcome.NEW
    )


def test_scheme_and_www_make_no_other_column(archive: Archive) -> None:
    outcomes = take_in_all(
        archive,
        [
            ColumnPage(path="http://www.harbour.example/ferry"),
            ColumnPage(path="/ferry", via=("http://www.harbour.example/ferry",), day=1),
        ],
    )
    assert outcomes == [Outcome.NEW, Outcome.UNCHANGED]
    assert shown(archive).article.url == address("/ferry")


def test_a_print_view_crawled_by_turns_makes_no_versions(archive: Archive) -> None:
    view = ColumnPage(
        path="/ferry?print=1", canonical="/ferry", paragraphs=(*FIRST, "Printed for you.")
    )
    outcomes = take_in_all(
        archive,
        [view, ColumnPage(day=1), replace(view, day=2), ColumnPage(day=3), replace(view, day=4)],
    )
    assert outcomes[0] is Outcome.NEW
    assert outcomes[2:] == [Outcome.UNCHANGED] * 3
    column = shown(archive, "/ferry?print=1")
    assert [version.text.body for version in column.versions] == ["\n\n".join(FIRST)]
    assert column.article.url == address("/ferry")


def test_a_canonical_link_that_all_pages_share_merges_none(archive: Archive) -> None:
    pages = [
        ColumnPage(
            path=f"/{n}", title=f"Column {n}", paragraphs=(f"Text {n}", "a"), canonical="/all"
        )
        for n in ("one", "two", "three")
    ]
    assert take_in_all(archive, pages) == [Outcome.NEW] * 3
    assert take_in_all(archive, [replace(page, day=1) for page in pages]) == [Outcome.UNCHANGED] * 3


def test_exact_copies_have_their_earliest_as_representative(archive: Archive) -> None:
    copies = [
        ColumnPage(path="/later", published=NOON),
        ColumnPage(path="/undated", published=None),
        ColumnPage(path="/earliest", published=NOON - timedelta(days=9)),
    ]
    take_in_all(archive, [*copies, ColumnPage(path="/apart", paragraphs=SECOND)])
    earliest, later, apart = (shown(archive, path) for path in ("/earliest", "/later", "/apart"))
    assert earliest.representative
    assert not later.representative
    assert [other.url for other in later.duplicates] == [address("/earliest"), address("/undated")]
    assert later.duplicates[0].representative
    assert apart.duplicates == ()
    take_in(archive, ColumnPage(path="/earliest", day=1, paragraphs=("Rewritten.",)))
    assert shown(archive, "/earliest").duplicates == ()
    assert shown(archive, "/later").representative
    take_in(archive, ColumnPage(path="/undated", day=1, paragraphs=("Also rewritten.",)))
    assert shown(archive, "/later").duplicates == ()
    assert archive.db.table("clusters").count == 0


def test_an_imported_text_joins_its_address_and_its_id_leads_there(archive: Archive) -> None:
    text = ColumnPage(status=None, comments=(NAMELESS, replace(WELL, id=None)))
    assert take_in(archive, text) is Outcome.NEW
    (imported,) = archive.db.query("SELECT public_id, url FROM articles")
    assert imported["url"] is None
    take_in(archive, ColumnPage(day=1, comments=(WELL,)))
    column = columns.column(archive.db, imported["public_id"])
    assert column.article.url == address("/ferry")
    assert column.public_id == shown(archive).public_id != imported["public_id"]
    assert [(held.comment.text, held.on_page) for held in column.comments] == [
        (WELL.text, True),
        (NAMELESS.text, False),
    ]
    assert columns_kept(archive) == 1


def test_an_imported_text_of_a_known_column_adds_only_what_was_not_known(archive: Archive) -> None:
    take_in_all(
        archive,
        [ColumnPage(comments=(WELL,)), ColumnPage(day=1, paragraphs=SECOND, comments=(WELL,))],
    )
    text = ColumnPage(status=None, day=2, comments=(replace(WELL, id=None), NAMELESS))
    assert take_in(archive, text) is Outcome.UNCHANGED
    assert take_in(archive, text) is Outcome.UNCHANGED
    column = shown(archive)
    assert len(column.versions) == 2
    assert [held.comment.text for held in column.comments if not held.on_page] == [NAMELESS.text]
    assert columns_kept(archive) == 1
    assert archive.db.execute("SELECT count(*) FROM captures WHERE status IS NULL").fetchone() == (
        1,
    )


def test_the_same_text_in_another_outlet_is_a_column_of_its_own(archive: Archive) -> None:
    take_in(archive, ColumnPage())
    other = outlet(archive, "lighthouse")
    assert take_in(archive, ColumnPage(status=None, day=1), outlet_id=other) is Outcome.NEW
    assert len(shown(archive).duplicates) == 1
