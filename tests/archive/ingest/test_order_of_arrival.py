"""Pages that come late or in one millisecond: text and fields are of one page in any order."""

from itertools import permutations
from pathlib import Path

import pytest

from archive.db import captures
from archive.fixity.verify import verify
from archive.folder.archive import Archive
from archive.ingest.reingest import Changes, enter_pages, is_as_held, read_pages
from archive.model.records import Article, Capture
from archive.reading import dump
from tests.builders.archives import (
    FIRST,
    HEADLINE,
    NAMELESS,
    REPLY,
    SECOND,
    SENT,
    WELL,
    ColumnPage,
    new_archive,
    outlet,
    shown,
    stored,
    take_in_all,
    take_in_stored,
)

THIRD = ("Three envoys took the train.", "All of them paid.")
CASES = {
    "texts": (ColumnPage(), ColumnPage(paragraphs=SECOND), ColumnPage(paragraphs=THIRD)),
    "headlines": (ColumnPage(), ColumnPage(title="One"), ColumnPage(title=HEADLINE, section="X")),
    "fields": tuple(ColumnPage(section=name) for name in ("Abroad", "At home", "Sport")),
    "comments": (
        ColumnPage(comments=(WELL,)),
        ColumnPage(comments=(WELL, REPLY)),
        ColumnPage(),
    ),
    "late, after it was gone": (
        ColumnPage(),
        ColumnPage(day=3, paragraphs=SECOND, section="Other", comments=(WELL,)),
        ColumnPage(day=5, status=404),
    ),
    "gone at once": (
        ColumnPage(),
        ColumnPage(paragraphs=SECOND, section="Other"),
        ColumnPage(status=404),
    ),
    "confirmed at once": (
        ColumnPage(),
        ColumnPage(paragraphs=SECOND, section="Other"),
        ColumnPage(status=304),
    ),
    "two addresses": (
        ColumnPage(path="/a", canonical="/a"),
        ColumnPage(path="/b", canonical="/b", paragraphs=SECOND),
        ColumnPage(path="/b", day=1, canonical="/b", via=("/a",), paragraphs=THIRD),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_column_is_the_same_whatever_came_first(tmp_path: Path, name: str) -> None:
    pages, digests = CASES[name], set()
    for number, order in enumerate(permutations(pages)):
        if order[0].status != 200:
            continue
        with new_archive(tmp_path / str(number)) as archive:
            take_in_all(archive, order)
            archive.flush()
            assert [str(problem) for problem in verify(archive)] == [], order
            digests.add(dump.digest(archive))
    assert len(digests) == 1


FERRY = ColumnPage(comments=(WELL,), section="Abroad")
CONFIRMED = {
    "by another desk in between": [
        FERRY,
        ColumnPage(day=10, status=304),
        ColumnPage(day=5, paragraphs=SECOND, comments=(REPLY, NAMELESS), section="Sport"),
    ],
    "of a file that was imported": [
        FERRY,
        ColumnPage(day=10, status=304),
        ColumnPage(day=5, paragraphs=SECOND, comments=(REPLY,), section="Sport", imported=True),
    ],
    "and seen by others since": [
        FERRY,
        ColumnPage(day=10, status=304),
        ColumnPage(day=5, paragraphs=SECOND, comments=(REPLY,)),
        ColumnPage(day=15, paragraphs=THIRD, section="Sport"),
    ],
    "before it was gone": [
        FERRY,
        ColumnPage(day=10, status=304),
        ColumnPage(day=5, paragraphs=SECOND, comments=(REPLY,)),
        ColumnPage(day=12, status=404),
    ],
    "twice": [
        FERRY,
        ColumnPage(day=10, status=304),
        ColumnPage(day=12, status=304),
        ColumnPage(day=11, paragraphs=SECOND, title="Another", comments=(REPLY,)),
    ],
}
"""Captures in the order in which they were received, so that a 304 confirms what was before it."""


def taken_in(archive: Archive, received: list[ColumnPage], order: tuple[int, ...]) -> None:
    """Has all captures stored as they were received, and taken in in another order."""
    outlet_id = outlet(archive)
    kept = [stored(archive, page, outlet_id=outlet_id) for page in received]
    for place in order:
        take_in_stored(archive, received[place], kept[place], outlet_id=outlet_id)
    archive.flush()


@pytest.mark.parametrize("name", CONFIRMED)
def test_a_304_shows_the_page_that_it_confirmed_whatever_came_first(
    tmp_path: Path, name: str
) -> None:
    received, dumps = CONFIRMED[name], {}
    for number, order in enumerate(permutations(range(len(received)))):
        with new_archive(tmp_path / str(number)) as archive:
            taken_in(archive, received, order)
            assert [str(problem) for problem in verify(archive)] == [], order
            dumps[order] = "\n".join(dump.dump(archive))
            known = shown(archive).public_id
            pages = read_pages(
                archive, known, lambda sent, _: read(sent), extractor_of=lambda _: "test 1"
            )
            assert is_as_held(archive, known, pages), order
    assert len(set(dumps.values())) == 1, dumps


def read(sent: Capture) -> Article:
    return SENT[sent.digest]


def test_what_an_older_desk_made_of_a_304_is_put_right_by_a_reextraction(tmp_path: Path) -> None:
    received = CONFIRMED["by another desk in between"]
    with new_archive(tmp_path / "new") as archive:
        taken_in(archive, received, (0, 2, 1))
        right = dump.digest(archive)
    with new_archive(tmp_path / "older") as archive:
        taken_in(archive, received, (0, 2))
        with archive.write() as db:  # the 304 counted for whatever was newest
            captures.settle_capture(db, 2, outcome="unchanged", article_id=1)
        known = shown(archive).public_id
        assert dump.digest(archive) != right
        pages = read_pages(
            archive, known, lambda sent, _: read(sent), extractor_of=lambda _: "test 1"
        )
        assert not is_as_held(archive, known, pages)
        assert enter_pages(archive, known, pages) == Changes(text=True, fields=True, comments=True)
        assert dump.digest(archive) == right
        assert not enter_pages(archive, known, pages)


def test_what_a_304_confirmed_is_current_again_with_all_its_fields(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        taken_in(archive, CONFIRMED["by another desk in between"], (0, 2, 1))
        column = shown(archive)
        bodies = [version.text.body for version in column.versions]
        assert bodies == ["\n\n".join(text) for text in (FIRST, SECOND, FIRST)]
        assert (column.article.body, column.article.section) == (bodies[0], "Abroad")
        assert {one.key for one in column.comments if one.on_page} == {"1"}
        assert [(one.kind, one.detail) for one in column.events] == [
            ("section", "Abroad"),
            ("section", "Sport"),
        ]


def test_a_304_of_the_newest_page_is_no_version(tmp_path: Path) -> None:
    received = [FERRY, ColumnPage(day=5, paragraphs=SECOND), ColumnPage(day=10, status=304)]
    with new_archive(tmp_path) as archive:
        taken_in(archive, received, (0, 1, 2))
        assert [version.text.body for version in shown(archive).versions] == [
            "\n\n".join(FIRST),
            "\n\n".join(SECOND),
        ]
        assert shown(archive).last_seen == received[2].at
