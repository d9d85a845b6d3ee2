"""What becomes of captures: outcomes, versions, comments, moves, joins; in whatever order."""

import itertools
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from archive.folder.archive import Archive
from archive.ingest.ingest import ingest
from archive.ingest.reingest import Changes, Read, enter_pages, read_pages
from archive.model.records import Chrome, Outcome
from archive.reading import dump
from tests.builders.archives import (
    FIRST,
    NAMELESS,
    NOON,
    REPLY,
    SECOND,
    WELL,
    ColumnPage,
    columns_kept,
    new_archive,
    outlet,
    shown,
    stored,
    take_in,
    take_in_all,
)

EDITED = replace(WELL, text="Well said, I thought at first.")


def reingest(archive: Archive, public_id: str, read: Read) -> Changes:
    """What changes when a second extractor reads a column's captures."""
    archive.flush_full_group()
    pages = read_pages(archive, public_id, read, extractor_of=lambda _: "2")
    return enter_pages(archive, public_id, pages)


def test_a_column_that_goes_back_to_its_first_text_has_three_versions(archive: Archive) -> None:
    outcomes = take_in_all(
        archive, [ColumnPage(), ColumnPage(day=1, paragraphs=SECOND), ColumnPage(day=2)]
    )
    assert outcomes == [Outcome.NEW, Outcome.UPDATED, Outcome.UPDATED]
    bodies = [version.text.body for version in shown(archive).versions]
    assert bodies == ["\n\n".join(FIRST), "\n\n".join(SECOND), "\n\n".join(FIRST)]
    stored_bodies = archive.db.execute("SELECT body FROM versions ORDER BY ordinal").fetchall()
    assert [body is None for (body,) in stored_bodies] == [False, False, True]


def test_a_changed_headline_or_standfirst_makes_a_version(archive: Archive) -> None:
    assert take_in(archive, ColumnPage()) is Outcome.NEW
    assert take_in(archive, ColumnPage(day=1, title="Two ministers, one ferry")) is Outcome.UPDATED


@pytest.mark.parametrize(
    "changed",
    [
        {"chrome": (Chrome("share", "4,017 shares", "share"),)},
        {"section": "World"},
        {"extra": {"title": "opengraph"}},
        {"published": NOON},
    ],
)
def test_chrome_and_fields_are_renewed_without_a_version(
    archive: Archive, changed: dict[str, object]
) -> None:
    take_in(archive, ColumnPage())
    newer = replace(ColumnPage(day=1), **changed)  # type: ignore[arg-type]
    assert take_in(archive, newer) is Outcome.UNCHANGED
    column = shown(archive)
    assert len(column.versions) == 1
    assert column.article.chrome == newer.chrome
    assert column.article.section == newer.section
    assert column.article.published == newer.published
    assert archive.db.table("chrome_texts").count == 1


def test_comments_change_alone_vanish_and_come_back(archive: Archive) -> None:
    outcomes = take_in_all(
        archive,
        [
            ColumnPage(comments=(WELL,)),
            ColumnPage(day=1, comments=(EDITED, REPLY, NAMELESS)),
            ColumnPage(day=2, comments=(REPLY, NAMELESS)),
        ],
    )
    assert outcomes == [Outcome.NEW, Outcome.COMMENTS, Outcome.COMMENTS]
    column = shown(archive)
    assert len(column.versions) == 1
    assert [comment.text for comment in column.article.comments] == [REPLY.text, NAMELESS.text]
    gone = next(held for held in column.comments if held.key == "1")
    assert not gone.on_page
    assert gone.comment.text == EDITED.text
    assert (
        take_in(archive, ColumnPage(day=3, comments=(EDITED, REPLY, NAMELESS))) is Outcome.COMMENTS
    )
    assert all(held.on_page for held in shown(archive).comments)
    assert (
        take_in(archive, ColumnPage(day=4, comments=(EDITED, REPLY, NAMELESS))) is Outcome.UNCHANGED
    )
    assert archive.db.table("comments").count == 3


def test_comments_that_share_an_id_or_have_none_do_not_hide_each_other(archive: Archive) -> None:
    doubled = (WELL, replace(WELL, text="Another under the same id."), NAMELESS, NAMELESS)
    take_in(archive, ColumnPage(comments=doubled))
    assert [held.comment.text for held in shown(archive).comments] == [c.text for c in doubled]
    assert take_in(archive, ColumnPage(day=1, comments=doubled)) is Outcome.UNCHANGED


def test_a_column_vanishes_once_and_comes_back(archive: Archive) -> None:
    outcomes = take_in_all(
        archive,
        [
            ColumnPage(),
            ColumnPage(day=1, status=404),
            ColumnPage(day=2, status=410),
            ColumnPage(day=3),
            ColumnPage(day=4, status=410),
            ColumnPage(day=5, status=304),
        ],
    )
    assert outcomes == [
        Outcome.NEW,
        Outcome.GONE,
        Outcome.UNCHANGED,
        Outcome.BACK,
        Outcome.GONE,
        Outcome.BACK,
    ]
    column = shown(archive)
    assert column.state == "live"
    assert [event.kind for event in column.events] == ["gone", "back", "gone", "back"]
    assert column.article.body == "\n\n".join(FIRST)


def test_that_a_column_had_vanished_is_said_of_its_answer_whenever_that_comes_in(
    archive: Archive,
) -> None:
    take_in_all(archive, [ColumnPage(), ColumnPage(day=2)])
    assert take_in(archive, ColumnPage(day=1, status=410)) is Outcome.GONE
    assert [event.kind for event in shown(archive).events] == ["gone", "back"]


def test_an_address_that_was_never_a_column_is_unreadable_when_gone(archive: Archive) -> None:
    assert take_in(archive, ColumnPage(path="/never", status=404)) is Outcome.UNREADABLE
    assert take_in(archive, ColumnPage(path="/never", status=304)) is Outcome.UNCHANGED
    assert columns_kept(archive) == 0


def test_a_fault_in_one_page_undoes_that_page_alone(archive: Archive) -> None:
    take_in(archive, ColumnPage())
    outlet_id = outlet(archive)
    capture = stored(archive, ColumnPage(path="/broken"), outlet_id=outlet_id)
    broken = replace(
        ColumnPage(path="/broken").article(), comment_count=2**63
    )  # SQLite's first too far
    with pytest.raises(OverflowError):
        ingest(archive, capture, broken, outlet_id=outlet_id, extractor="1")
    archive.flush()
    assert columns_kept(archive) == 1
    assert archive.db.table("captures").count == 2


CASES: dict[str, Sequence[ColumnPage]] = {
    "there and back": [ColumnPage(), ColumnPage(day=1, paragraphs=SECOND), ColumnPage(day=2)],
    "talk": [
        ColumnPage(comments=(WELL,)),
        ColumnPage(day=1, comments=(EDITED, REPLY, NAMELESS)),
        ColumnPage(day=2, comments=(REPLY,)),
        ColumnPage(day=3, status=304),
        ColumnPage(day=4, comments=(REPLY, WELL)),
    ],
    "gone and back": [
        ColumnPage(),
        ColumnPage(day=1, status=404),
        ColumnPage(day=2, status=404),
        ColumnPage(day=3),
        ColumnPage(day=4, status=410),
    ],
    "moved": [
        ColumnPage(),
        ColumnPage(day=1, path="/new"),
        ColumnPage(day=2, path="/new", via=("/ferry",)),
        ColumnPage(day=3, path="/ferry", status=404),
        ColumnPage(day=4, path="/new", paragraphs=SECOND),
    ],
    "print view": [
        ColumnPage(path="/ferry?print=1", canonical="/ferry", paragraphs=(*FIRST, "Printed.")),
        ColumnPage(day=1),
        ColumnPage(
            day=2, path="/ferry?print=1", canonical="/ferry", paragraphs=(*FIRST, "Printed.")
        ),
        ColumnPage(day=3, paragraphs=SECOND),
    ],
    "copies": [
        ColumnPage(path="/a", published=NOON),
        ColumnPage(path="/b", day=1, published=NOON - timedelta(days=3)),
        ColumnPage(path="/c", day=2, published=None),
        ColumnPage(path="/b", day=3, paragraphs=SECOND, published=NOON - timedelta(days=3)),
    ],
    "text and page": [
        ColumnPage(status=None, title=None, comments=(NAMELESS,)),
        ColumnPage(day=1, comments=(WELL,)),
        ColumnPage(day=2, paragraphs=SECOND),
    ],
    "spellings": [
        ColumnPage(path="http://harbour.example/ferry"),
        ColumnPage(day=1, path="https://www.harbour.example/ferry"),
        ColumnPage(day=2),
    ],
}


@pytest.mark.parametrize("case", CASES)
def test_the_same_captures_make_the_same_archive_in_whatever_order_they_come(
    case: str, tmp_path: Path
) -> None:
    orders = list(itertools.permutations(CASES[case]))
    chosen = [orders[0], orders[-1], *random.Random(case).sample(orders, 4)]
    dumps = set()
    for number, order in enumerate(chosen):
        folder = tmp_path / str(number)
        with new_archive(folder) as archive:
            take_in_all(archive, order)
            dumps.add("\n".join(dump.dump(archive)))
            for table in ("articles_fts", "comments_fts"):
                check = f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)"
                archive.db.execute(check)
            assert archive.db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert len(dumps) == 1


def test_reading_again_turns_what_was_no_edit_into_no_version(archive: Archive) -> None:
    """The first extractor took a counter for text, and so saw an edit where there was none."""
    take_in_all(
        archive,
        [
            ColumnPage(paragraphs=(*FIRST, "17 people read this"), comments=(WELL, NAMELESS)),
            ColumnPage(day=1, paragraphs=(*FIRST, "18 people read this"), comments=(REPLY,)),
            ColumnPage(day=2, status=304),
        ],
    )
    public_id = shown(archive).public_id
    seen = {
        NOON: ColumnPage(comments=(WELL,)).article(),
        NOON + timedelta(days=1): ColumnPage(comments=(REPLY,), section="World").article(),
    }
    changes = reingest(archive, public_id, lambda capture, _: seen[capture.captured_at])
    assert changes == Changes(text=True, fields=True, comments=True)
    column = shown(archive)
    assert [version.text.body for version in column.versions] == ["\n\n".join(FIRST)]
    assert column.article.section == "World"
    assert {held.key: held.on_page for held in column.comments} == {"1": False, "2": True}
    again = reingest(archive, public_id, lambda capture, _: seen[capture.captured_at])
    assert not again


def test_reading_again_what_cannot_be_read_any_more_changes_nothing(archive: Archive) -> None:
    take_in(archive, ColumnPage())
    before = dump.digest(archive)
    assert not reingest(archive, shown(archive).public_id, lambda *_: None)
    assert dump.digest(archive) == before


def test_half_a_character_in_a_field_does_not_keep_a_column_out(archive: Archive) -> None:
    assert (
        take_in(archive, ColumnPage(section="Abroad \ud83d", title="Herring \ud83d")) is Outcome.NEW
    )
    kept = archive.db.execute("SELECT section, title FROM articles").fetchone()
    assert kept == ("Abroad \ufffd", "Herring \ufffd")
