"""Captions of a column's pictures: kept and found with it, and no part of its text."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from archive.db.connection import FILE
from archive.duplicates import clustering
from archive.fixity.verify import verify
from archive.folder.archive import Archive
from archive.model.records import Outcome
from archive.reading.dump import dump
from archive.search.request import Search
from archive.search.search import search
from archive.takedown import takedown
from tests.builders.archives import FIRST, ColumnPage, address, new_archive, shown, take_in

PICTURED = ColumnPage(captions=("The Łódź lighthouse at noon", "Die Straße im Regen"))
BODY = "\n\n".join(FIRST)


def test_a_caption_stands_in_its_place_and_not_in_the_text(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        assert take_in(archive, PICTURED) == Outcome.NEW
        column = shown(archive)
        kinds = [block.kind for block in column.article.blocks]
        assert kinds == ["paragraph", "caption", "caption", "paragraph"]
        assert column.article.body == BODY
        assert column.words == len(BODY.split())
        (version,) = column.versions
        assert version.text.body == BODY
        (kept,) = [json.loads(line) for line in dump(archive) if '"column":' in line]
        assert ["caption", "Die Straße im Regen", None, []] in kept["column"]["blocks"]


def test_a_caption_that_changes_makes_no_version_and_is_the_newest(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        for day, captions in enumerate((("A lamp",), ("A buoy",), (), ("A crane", "A keel"))):
            page = replace(PICTURED, day=day, captions=captions)
            assert take_in(archive, page) in (Outcome.NEW, Outcome.UNCHANGED)
            column = shown(archive)
            assert len(column.versions) == 1
            texts = [block.text for block in column.article.blocks if block.kind == "caption"]
            assert texts == list(captions)
            for word in ("lamp", "buoy", "crane"):
                asked = word in " ".join(captions)
                assert search(archive, Search(query=word)).total == asked, (day, word)


def test_a_caption_is_found_in_every_form_of_its_words_and_the_hit_says_so(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        take_in(archive, PICTURED)
        for query in ("Lighthouse", "lodz", "strasse", '"lighthouse at noon"', "lightho*",
                      "NEAR(strasse Regen, 3)", "herring lighthouse"):  # fmt: skip
            found = search(archive, Search(query=query))
            assert found.total == 1, query
        (hit,) = search(archive, Search(query="strasse")).hits
        assert (hit.in_caption, hit.snippet.text) == (True, "Die Straße im Regen")
        assert hit.snippet.marks == ((4, 10),)
        (hit,) = search(archive, Search(query="herring")).hits
        assert not hit.in_caption
        assert search(archive, Search(query="title:lighthouse")).total == 0
        assert search(archive, Search(query="NEAR(herring strasse, 2)")).total == 0


def test_captions_make_no_columns_alike(tmp_path: Path) -> None:
    said = tuple(
        f"The same long line below the picture number {n} of the harbour" for n in range(9)
    )
    with new_archive(tmp_path) as archive:
        take_in(archive, replace(PICTURED, captions=said))
        take_in(archive, ColumnPage(path="/o", paragraphs=("Another tale.",), captions=said))
        assert shown(archive).duplicates == ()
        take_in(archive, ColumnPage(path="/copy", captions=("Another picture",)))
        assert len(shown(archive).duplicates) == 1


def test_columns_of_a_picture_alone_are_kept_apart(tmp_path: Path) -> None:
    first = ColumnPage(path="/one", title="Rain", paragraphs=(), captions=("The quay in the rain",))
    second = replace(first, path="/two", title="Snow", captions=("The quay in the snow",))
    with new_archive(tmp_path) as archive:
        assert [take_in(archive, page) for page in (first, second)] == [Outcome.NEW] * 2
        assert take_in(archive, replace(first, day=1)) == Outcome.UNCHANGED
        column = shown(archive, "/one")
        assert (column.article.body, column.words, column.duplicates) == ("", 0, ())
        (hit,) = search(archive, Search(query="snow quay")).hits
        assert (hit.title, hit.snippet.text) == ("Snow", "The quay in the snow")


def test_a_caption_that_other_hands_change_is_told(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        take_in(archive, PICTURED)
    with Archive.reading(tmp_path) as archive:
        assert list(verify(archive)) == []
    with closing(sqlite3.connect(tmp_path / FILE)) as db, db:
        db.execute("UPDATE articles SET search_captions = 'x'")
    with Archive.reading(tmp_path) as archive:
        assert any("found by" in problem.what for problem in verify(archive))


PICTURE_OF_THE_DAY = ColumnPage(
    path="/one", title="Picture of the day", paragraphs=(), captions=("The quay in the rain",)
)
ANOTHER_DAYS = replace(PICTURE_OF_THE_DAY, path="/two", captions=("The quay in the snow",))


def test_pictures_under_one_headline_are_no_copies(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        for page in (PICTURE_OF_THE_DAY, ANOTHER_DAYS):
            assert take_in(archive, page) == Outcome.NEW
        assert shown(archive, "/one").duplicates == ()
        assert search(archive, Search(query='"picture of the day"')).total == 2
        clustering.recompute(archive, from_start=True)
        assert shown(archive, "/one").duplicates == ()
    with Archive.reading(tmp_path) as archive:
        assert list(verify(archive)) == []


def test_a_person_joins_two_pictures_and_no_third(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        for path in ("/one", "/two", "/three"):
            take_in(archive, replace(PICTURE_OF_THE_DAY, path=path))
        one, two = (shown(archive, path).public_id for path in ("/one", "/two"))
        clustering.enter_override(
            archive, one, two, decision="join", said_at="2026-11-03T12:00:00.000Z"
        )
        take_in(archive, replace(PICTURE_OF_THE_DAY, path="/four"))
        (other,) = shown(archive, "/one").duplicates
        assert (other.public_id, other.relation) == (two, "joined by a person")
    with Archive.reading(tmp_path) as archive:
        assert list(verify(archive)) == []


def test_a_picture_taken_down_keeps_out_its_address_and_no_other_picture(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        take_in(archive, PICTURE_OF_THE_DAY)
        target = takedown.find(archive, address("/one"))
        takedown.take_down_column(
            archive, target, reason="asked for", raw=True, forgotten_at="2026-11-03T12:00:00.000Z"
        )
        assert take_in(archive, replace(PICTURE_OF_THE_DAY, day=1)) == Outcome.REFUSED
        assert take_in(archive, ANOTHER_DAYS) == Outcome.NEW
    with Archive.reading(tmp_path) as archive:
        assert list(verify(archive)) == []
        assert "rain" not in "".join(dump(archive))
    assert b"in the rain" not in (tmp_path / FILE).read_bytes()


def test_pictures_that_name_one_canonical_address_stay_apart(tmp_path: Path) -> None:
    first = replace(PICTURE_OF_THE_DAY, title="Rain")
    second = replace(ANOTHER_DAYS, title="Snow", canonical="/one")
    with new_archive(tmp_path) as archive:
        assert [take_in(archive, page) for page in (first, second)] == [Outcome.NEW] * 2
