"""Rows that other hands took out or changed, in an archive that was crawled: all are seen.

`test_damage` does it to every column of every table; here stand the cases that were once missed.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.builders.command import desk
from tests.builders.crawls import crawl, fill, outlet_file, rows, working_folder
from tests.builders.site import Page, Site, column, feed, publishing

COMMENTS = (
    b"<ol class='comment-list'><li class='comment' id='comment-7'><div class='comment-author'>"
    b"<cite class='fn'>Reader</cite></div><div class='comment-content'><p>It was the ferry.</p>"
    b"</div></li></ol></main>"
)
FIRST = column("The strait", "What the ferry brought.").replace(b"</main>", COMMENTS)
FIRST = FIRST.replace(b"</head>", b"<link rel='next' href='/strait/2'></head>")
SECOND = column("The strait", "What it took away again.")


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of a column in two parts with a comment, and of one that went."""
    made = tmp_path_factory.mktemp("lost") / "desk"
    with publishing() as site:
        site.pages["/feed"] = Page(feed(site.home, ["/strait", "/lamp"]))
        site.pages["/strait"], site.pages["/strait/2"] = Page(FIRST), Page(SECOND)
        site.pages["/lamp"] = Page(column("The lamp"))
        working_folder(made, harbour=outlet_file(site))
        assert crawl(made).outcomes() == {"new": 2}
        del site.pages["/lamp"]
        crawl(made)
    for table in ("versions", "comments", "article_events", "article_urls", "capture_parts"):
        assert rows(made, f"SELECT count(*) FROM {table}") != [(0,)], table
    assert desk(made, "verify").exit_code == 0
    return made


def test_what_nothing_can_mend_is_accepted_when_asked_and_new_damage_is_seen(
    crawled: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(crawled, tmp_path / "desk")
    damage(folder, "UPDATE frontier SET visited_at = NULL WHERE url LIKE '%/lamp'")
    assert desk(folder, "verify", "--repair").exit_code == 1
    assert "--accept" in desk(folder, "verify").output
    accepted = desk(folder, "verify", "--accept")
    assert accepted.exit_code == 0, accepted.output
    assert "mended 0 of 1" in accepted.output
    assert "taken as they are: 1 of 1" in accepted.output
    assert desk(folder, "verify").exit_code == 0
    assert ", accepted: " in desk(folder, "verify", "--log").output
    damage(folder, "UPDATE frontier SET visited_at = NULL WHERE url LIKE '%/strait'")
    assert desk(folder, "verify").exit_code == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE captures SET status = 500 WHERE id = 1",
        "UPDATE captures SET row_digest = 'zzz' WHERE id = 1",
        "DELETE FROM runs WHERE id = 1",
        "UPDATE runs SET outlet_id = 1 WHERE id = 1",
        "INSERT INTO runs (command, outlets, started_at) VALUES ('crawl', 1, '2026-11-02')",
        "DELETE FROM crawls WHERE id = 1",
    ],
)
def test_rows_of_no_column_or_outlet_are_accepted_for_good(
    crawled: Path, tmp_path: Path, statement: str
) -> None:
    folder = shutil.copytree(crawled, tmp_path / "desk")
    assert rows(folder, "SELECT article_id FROM captures WHERE id = 1") == [(None,)]
    damage(folder, statement)
    assert desk(folder, "verify").exit_code == 1
    accepted = desk(folder, "verify", "--accept")
    assert accepted.exit_code == 0, accepted.output
    assert desk(folder, "verify").exit_code == 0
    runs = len(rows(folder, "SELECT id FROM runs"))
    crawl(folder)  # in vain, for the site is not there any more; but the run is written down
    assert len(rows(folder, "SELECT id FROM runs")) == runs + 1
    assert desk(folder, "verify").exit_code == 0
    for later in (
        "UPDATE captures SET status = 204 WHERE id = 2",
        "UPDATE runs SET command = 'fetch'",
    ):
        damage(folder, later)
        assert desk(folder, "verify").exit_code == 1
        assert desk(folder, "verify", "--accept").exit_code == 0


def test_what_captures_tell_is_mended_and_lost_columns_are_not_accepted(
    crawled: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(crawled, tmp_path / "desk")
    damage(folder, "UPDATE articles SET section = 'zzz' WHERE title = 'The strait'")
    assert desk(folder, "verify", "--accept").exit_code == 0
    assert rows(folder, "SELECT count(*) FROM articles WHERE section = 'zzz'") == [(0,)]
    damage(folder, "DELETE FROM articles WHERE title = 'The strait'")
    assert desk(folder, "verify", "--accept").exit_code == 1


def damage(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "archive.db", isolation_level=None)) as db:
        assert db.execute(statement).rowcount


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM versions WHERE article_id = 1",
        "DELETE FROM comments",
        "DELETE FROM article_events",
        "DELETE FROM article_urls WHERE article_id = 1",
        "DELETE FROM capture_parts",
        "DELETE FROM frontier WHERE url LIKE '%/strait'",
        "UPDATE articles SET state = 'gone' WHERE title = 'The strait'",
        "UPDATE articles SET public_id = 'aaaaaaaaaa' WHERE title = 'The strait'",
        "UPDATE article_urls SET url = url || '/other' WHERE article_id = 1",
        "UPDATE captures SET outcome = 'failed' WHERE article_id = 1",
        "UPDATE captures SET article_id = NULL WHERE article_id = 1",
        "UPDATE frontier SET visited_at = NULL",
    ],
)
def test_what_other_hands_did_is_seen_by_verify(
    crawled: Path, tmp_path: Path, statement: str
) -> None:
    folder = shutil.copytree(crawled, tmp_path / "desk")
    damage(folder, statement)
    told = desk(folder, "verify")
    assert told.exit_code == 1, told.output


def test_a_malformed_database_is_told_with_advice_that_helps(site: Site, tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    fill(site, "Ferries")
    crawl(folder)
    database = folder / "archive.db"
    with database.open("r+b") as file:
        file.seek(100)
        file.write(b"xxxx")
    for words in (("verify",), ("verify", "--repair"), ("search", "ferries"), ("stats",)):
        told = desk(folder, *words)
        assert told.exit_code == 1
        assert "put it back from a copy, or move it away and run `desk rebuild`" in told.output
        assert "desk verify" not in told.output
    database.rename(folder / "damaged.db")
    assert desk(folder, "rebuild").exit_code == 0
    assert desk(folder, "verify").exit_code == 0
