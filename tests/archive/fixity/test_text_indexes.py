"""Full-text indexes that are damaged in themselves: seen, told in a line, and made anew."""

import shutil
import sqlite3
from contextlib import closing
from itertools import cycle
from pathlib import Path

import pytest

from archive.db.text_indexes import INDEXES
from archive.folder.archive import Archive
from archive.reading import dump
from tests.builders.command import desk
from tests.builders.crawls import crawl, fill, outlet_file, rows, working_folder
from tests.builders.damaged_indexes import DAMAGES, damage_index
from tests.builders.site import Page, Site, column, publishing

SEEN_BY_A_CRAWL = ("structure lost", "structure of an empty index", "no table idx", "no index")
"""One of each kind of fault that SQLite has for a damaged index."""
SEEN_BY_VERIFY_ALONE = ("emptied", "pages of garbage", "sizes lost", "another rank", "no trigger")
"""Of damages that SQLite may say nothing of, one of each part of an index."""
SEARCHES = (("ferry",), ("herring", "--in", "comments"), ("word9en4c6", "--json"))
WORDS = " ".join(f"word{number:x}en{number * 7919 % 10007:x}" for number in range(1000))
COMMENTS = (
    "<ol class='comment-list'><li class='comment' id='comment-7'><div class='comment-author'>"
    f"<cite class='fn'>Reader</cite></div><div class='comment-content'><p>The herring! {WORDS}</p>"
    "</div></li></ol></main>"
).encode()


State = tuple[str, list[str]]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive whose indexes have several pages each."""
    made = tmp_path_factory.mktemp("indexes") / "desk"
    with publishing() as site:
        publish(site, "The strait", "The lamp")
        working_folder(made, harbour=outlet_file(site))
        assert crawl(made).outcomes() == {"new": 2}
    for index in INDEXES:
        assert rows(made, f"SELECT count(*) > 3 FROM {index}_idx") == [(1,)], index
    assert desk(made, "verify").exit_code == 0
    return made


def publish(site: Site, *titles: str) -> None:
    for path, title in zip(fill(site, *titles), titles, strict=True):
        page = column(title, f"It was the ferry. {WORDS}", title)
        site.pages[path] = Page(page.replace(b"</main>", COMMENTS))


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    """A copy of the sound archive, to damage."""
    return shutil.copytree(sound, tmp_path / "desk")


def state(folder: Path) -> State:
    """The archive's digest, and what searches find in each index."""
    with Archive.reading(folder) as archive:
        digest = dump.digest(archive)
    return digest, [desk(folder, "search", *words).output for words in SEARCHES]


@pytest.fixture(scope="module")
def before(sound: Path) -> State:
    """The state of the archive that is damaged."""
    return state(sound)


@pytest.mark.parametrize(("how", "index"), tuple(zip(DAMAGES, cycle(INDEXES), strict=False)))
def test_a_damaged_index_is_told_of_and_made_anew(
    folder: Path, before: State, how: str, index: str
) -> None:
    damage_index(folder, how, index)
    found = desk(folder, "verify")
    assert found.exit_code == 1, found.output
    assert f"full-text index {index}" in found.output
    assert "desk verify --repair" in found.output
    (address,) = rows(folder, "SELECT url FROM articles WHERE id = 1")[0]
    assert desk(folder, "show", address).exit_code == 0
    for words in SEARCHES:
        told = desk(folder, "search", *words)
        assert told.exception is None or isinstance(told.exception, SystemExit), told.exception
        if "Error" in told.output:
            assert_named(told.output)
            assert told.exit_code == 1
    mended = desk(folder, "verify", "--repair")
    assert mended.exit_code == 0, mended.output
    assert "0 found by a second look" in mended.output
    assert state(folder) == before


def assert_named(output: str) -> None:
    (line,) = [one for one in output.splitlines() if "Error" in one]
    assert "a full-text index is damaged" in line
    assert "`desk verify --repair` makes it anew" in line


@pytest.mark.parametrize("index", INDEXES)
@pytest.mark.parametrize("how", SEEN_BY_A_CRAWL)
def test_a_crawl_ends_with_the_remedy(folder: Path, how: str, index: str) -> None:
    damage_index(folder, how, index)
    with publishing() as site:
        publish(site, "The quay")
        (folder / "outlets" / "harbour.toml").write_text(outlet_file(site))
        ended = crawl(folder)
        assert ended.code == 1
        assert_named(ended.error)
        assert len(ended.error.splitlines()) == 1
        assert desk(folder, "verify", "--repair").exit_code == 0
        assert crawl(folder).outcomes()["new"] == 1
    assert desk(folder, "verify").exit_code == 0


@pytest.mark.parametrize("index", INDEXES)
@pytest.mark.parametrize("how", ["structure lost", "structure of an empty index", "another rank"])
def test_a_sample_sees_a_damaged_index_and_repair_mends_it(
    folder: Path, how: str, index: str
) -> None:
    damage_index(folder, how, index)
    mended = desk(folder, "verify", "--sample", "10", "--repair")
    assert index in mended.output or "is not found by its own words" in mended.output
    assert mended.exit_code == 0, mended.output
    assert desk(folder, "verify").exit_code == 0


@pytest.mark.parametrize("how", SEEN_BY_A_CRAWL + SEEN_BY_VERIFY_ALONE)
def test_texts_of_a_sample_and_the_indexes_that_follow_them_are_mended_together(
    folder: Path, before: State, how: str
) -> None:
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        db.execute("UPDATE articles SET body = 'Forged.' WHERE id = 1")
        db.execute("UPDATE comments SET text = 'Forged.' WHERE id = 1")
        db.commit()
    for index in INDEXES:
        damage_index(folder, how, index)
    mended = desk(folder, "verify", "--sample", "10", "--repair")
    assert mended.exit_code == 0, mended.output
    assert "0 found by a second look" in mended.output
    assert state(folder) == before
