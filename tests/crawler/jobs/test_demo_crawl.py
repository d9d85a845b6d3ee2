"""The demo outlet crawled twice with the `desk` command: outcomes, requests and texts exactly."""

import json
import re
import shlex
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from scripts.demo.columns import Column, State, edition
from scripts.demo.folder import SLUG, desk, make_folder
from scripts.demo.markup import plain
from scripts.demo.server import Request, serving
from tests import ROOT

KEPT = ("Foreign Affairs", "Letters from Abroad")


@dataclass(slots=True)
class Crawled:
    """Both crawls: the folder, what each summary said, what the outlet was asked in each."""

    folder: Path
    summaries: dict[State, dict[str, Any]] = field(default_factory=dict)
    requests: dict[State, list[Request]] = field(default_factory=dict)

    def outcomes(self, state: State) -> dict[str, int]:
        return {kind: n for kind, n in self.summaries[state]["outcomes"].items() if n}

    def rows(self, query: str) -> list[Any]:
        db = sqlite3.connect(f"file:{self.folder / 'archive.db'}?mode=ro", uri=True)
        try:
            return db.execute(query).fetchall()
        finally:
            db.close()


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    result = Crawled(tmp_path_factory.mktemp("demo") / "desk")
    states: tuple[State, State] = (1, 2)
    with serving(crawl_delay=0) as outlet:
        make_folder(result.folder, outlet.root)
        for state in states:
            outlet.publish(state)
            outlet.requests.clear()
            (result.summaries[state],) = json.loads(
                desk(result.folder, "crawl", SLUG, "--json").stdout
            )
            result.requests[state] = list(outlet.requests)
        yield result


def kept(state: State) -> list[Column]:
    """The columns that the outlet file keeps: sections in scope, readable, not forbidden."""
    return [
        column
        for column in edition(state).columns
        if column.section in KEPT and not column.draft and not column.password
    ]


def test_the_first_crawl_archives_each_column_in_scope_once(crawled: Crawled) -> None:
    other = sum(column.section not in KEPT for column in edition(1).columns)
    assert crawled.outcomes(1) == {
        "new": len(kept(1)),
        "gated": 1,
        "out of scope": other,
        "refused": 2,
    }
    assert (len(kept(1)), other) == (39, 15)


def test_the_second_crawl_counts_every_change_exactly(crawled: Crawled) -> None:
    assert crawled.outcomes(2) == {
        "new": 1,
        "updated": 1,
        "comments": 2,
        "moved": 1,
        "gone": 1,
        "unchanged": 34,
        "refused": 2,
    }


README_QUERIES = re.findall(r"^    desk search (.+)$", (ROOT / "README.md").read_text(), re.M)


@pytest.mark.parametrize("words", README_QUERIES)
def test_the_readmes_queries_find_something_in_the_demo(crawled: Crawled, words: str) -> None:
    assert desk(crawled.folder, "search", *shlex.split(words)).returncode == 0


def test_no_row_is_there_twice(crawled: Crawled) -> None:
    (counts,) = crawled.rows("SELECT count(*), count(DISTINCT url) FROM articles")
    assert counts == (40, 40)
    (states,) = crawled.rows("SELECT sum(state = 'gone'), sum(state = 'live') FROM articles")
    assert states == (1, 39)
    versions = crawled.rows("SELECT count(*) FROM versions GROUP BY article_id ORDER BY 1 DESC")
    assert [n for (n,) in versions] == [2, *[1] * 39]
    shown = [comment.id for column in kept(2) for comment in column.comments]
    told = crawled.rows("SELECT key FROM comments WHERE on_page ORDER BY CAST(key AS INTEGER)")
    assert [int(key) for (key,) in told] == sorted(shown)
    payloads = crawled.rows(
        "SELECT url FROM captures WHERE revisit_of IS NULL AND status = 200"
        " AND payload_length > 0 GROUP BY digest HAVING count(*) > 1"
    )
    assert payloads == []


def test_unchanged_columns_cost_a_conditional_request(crawled: Crawled) -> None:
    asked = {unquote(r.target): r for r in crawled.requests[2]}
    first = {column.slug: column for column in kept(1)}
    for column in kept(2):
        if column.uncached or column.slug not in first:
            continue
        request = asked[unquote(column.path)]
        assert request.conditional, column.path
    answered_304 = {unquote(r.target) for r in crawled.requests[2] if r.status == 304}
    changed = {
        *("a-truce-in-the-market", "the-last-page-of-the-atlas", "what-we-owe-the-weather-ship"),
    }
    paths = {unquote(column.path) for column in kept(2) if column.slug in changed}
    assert len(answered_304) >= 25
    assert not answered_304 & paths


def test_nothing_is_asked_that_should_not_be(crawled: Crawled) -> None:
    for state in (1, 2):
        for request in crawled.requests[1 if state == 1 else 2]:
            assert "/drafts/" not in request.target
            assert not re.search(r"replytocom|share=|like_comment|/embed/|.+/feed/", request.target)
            assert request.agent.startswith("foreign-desk/")


def test_each_column_is_archived_with_its_text_and_nothing_else(crawled: Crawled) -> None:
    bodies = dict(crawled.rows("SELECT url, body FROM articles"))
    by_path = {unquote(urlsplit(url).path): body for url, body in bodies.items()}
    for column in kept(2):
        assert words(by_path[unquote(column.path)]) == words(plain(column.text)), column.slug


def test_a_split_column_and_its_pages_of_comments_are_asked_for_and_are_no_columns(
    crawled: Crawled,
) -> None:
    split = next(column for column in kept(1) if column.split)
    paged = next(column for column in kept(1) if column.comments_per_page)
    asked = [unquote(request.target) for request in crawled.requests[1]]
    assert [path for path in asked if path.startswith(split.path)] == [
        *(split.path, f"{split.path}2/", f"{split.path}3/"),
    ]
    assert [path for path in asked if path.startswith(paged.path)] == [
        *(paged.path, f"{paged.path}comment-page-1/"),
    ]
    parts = crawled.rows(
        "SELECT p.role, count(*) FROM capture_parts AS p JOIN captures AS c ON c.id = p.page_id"
        " WHERE c.article_id IS NOT NULL GROUP BY p.role"
    )
    assert parts == [("comments", 1), ("continuation", 2)]


def test_reading_again_what_is_stored_changes_nothing(crawled: Crawled) -> None:
    before = desk(crawled.folder, "dump", "--digest").stdout
    desk(crawled.folder, "reextract")
    assert desk(crawled.folder, "dump", "--digest").stdout == before


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_fields_come_from_the_page(crawled: Crawled) -> None:
    rows = crawled.rows(
        "SELECT url, title, section, language, published_utc, authors FROM articles JOIN"
        " (SELECT article_id, group_concat(name, '; ') AS authors FROM article_authors"
        "  GROUP BY article_id) ON article_id = articles.id WHERE state = 'live'"
    )
    assert len(rows) == len(kept(2))
    by_path = {unquote(urlsplit(row[0]).path): row[1:] for row in rows}
    for column in kept(2):
        title, section, language, published, author = by_path[unquote(column.path)]
        assert (title, section, language) == (column.title, column.section, column.language)
        assert author == column.author
        assert published.startswith(f"{column.published.astimezone(UTC):%Y-%m-%dT%H:%M}")


def test_copies_are_linked_to_the_earliest(crawled: Crawled) -> None:
    linked = crawled.rows(
        "SELECT first.url, count(*) FROM clusters"
        " JOIN articles AS first ON first.id = clusters.representative_id"
        " JOIN articles AS member ON member.cluster_id = clusters.id"
        " GROUP BY clusters.id ORDER BY first.url"
    )
    assert [(url.rsplit("/", 2)[1], n) for url, n in linked] == [
        ("a-ferry-is-a-foreign-policy", 2),
        ("the-treaty-nobody-can-find", 2),
    ]


def test_the_archive_verifies(crawled: Crawled) -> None:
    desk(crawled.folder, "verify")
