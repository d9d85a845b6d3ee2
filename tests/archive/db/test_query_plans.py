"""No statement of daily work walks through a table that grows with the archive."""

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.db.columns import articles, neighbours
from archive.db.crawling import frontier as frontier_rows
from archive.duplicates import clustering, related
from archive.duplicates.explanation import explain_pair
from archive.fixity.scope import sampled
from archive.fixity.verify import verify
from archive.folder.archive import Archive
from archive.frontier import visits
from archive.ingest.ingest import gone
from archive.model.records import Candidate, Comment
from archive.reading import authors, columns, opened_column, outlets
from archive.reading.coverage import coverage, sentence
from archive.reading.history import history
from archive.reading.opened_history import WantedHistory, opened_history
from archive.reading.received_body import received_body
from archive.search.request import Search
from archive.search.search import search
from archive.takedown import takedown
from archive.web.room.search_feed import found_feed
from tests.builders.archives import (
    FIRST,
    SECOND,
    ColumnPage,
    new_archive,
    outlet,
    stored,
    take_in,
    take_in_all,
)

LONG = frozenset(
    (
        *("articles", "versions", "comments", "captures", "capture_parts", "article_urls"),
        *("article_events", "article_authors", "article_tags", "chrome", "chrome_texts"),
        *("frontier", "texts", "text_bands", "text_passages", "text_pairs", "former_ids"),
        "clusters",
    )
)
ALLOWED = {
    "SELECT cluster_id, count(*) AS size FROM articles": "the largest clusters; by an index alone",
    "SELECT max(id)": "the last row",
}
"""Beginnings of statements that may walk, or only seem to, and why."""


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with new_archive(tmp_path) as made:
        made.upsert_outlet(
            slug="other", name="O", home="https://o.example/", language="en", timezone="UTC",
            country=None,
        )  # fmt: skip
        yield made


@contextmanager
def heard(archive: Archive) -> Iterator[set[str]]:
    """The statements that are run in the block."""
    found: set[str] = set()
    archive.db.conn.set_trace_callback(found.add)
    try:
        yield found
    finally:
        archive.db.conn.set_trace_callback(None)


def walks(archive: Archive, statements: set[str]) -> list[str]:
    """The long tables that statements walk through, with the statement."""
    found = []
    for sql in statements:
        words = " ".join(sql.split())
        if not re.match(r"(SELECT|INSERT|UPDATE|DELETE)\b", words) or "_fts (" in words:
            continue
        # An insert of values reads nothing. Its plan shows looks for rows that referred to a row
        # before it came, which SQLite leaves out as long as none did (OP_FkIfZero).
        if re.match(r"INSERT INTO \S+ \(.*?\) VALUES", words):
            continue
        if any(piece in words for piece in ALLOWED):
            continue
        aliases = {alias: table for table, alias in re.findall(r"(\w+) AS (\w+)", words)}
        for row in archive.db.conn.execute(f"EXPLAIN QUERY PLAN {sql}"):
            walked = re.match(r"SCAN (\w+)(?! VIRTUAL)", row[3])
            if walked and aliases.get(walked[1], walked[1]) in LONG and "VIRTUAL" not in row[3]:
                found.append(f"{row[3]}: {words}")
    return found


def test_taking_in_columns_walks_through_nothing(archive: Archive) -> None:
    talk = (Comment(id="1", author="Jo", text="Aye."),)
    with heard(archive) as statements:
        take_in_all(
            archive,
            [
                ColumnPage(comments=talk),
                ColumnPage(day=1, paragraphs=SECOND, comments=talk),
                ColumnPage(path="/copy", paragraphs=FIRST),
                ColumnPage(path="/other", canonical="/ferry", day=2),
                ColumnPage(path="/new", via=("/copy",), day=3),
                ColumnPage(status=None),
                ColumnPage(day=-1),
                ColumnPage(day=4, status=304),
            ],
        )
        gone(archive, stored(archive, ColumnPage(day=5, status=404), outlet_id=outlet(archive)))
        take_in(archive, ColumnPage(day=6))
    assert statements
    assert walks(archive, statements) == []


def test_the_frontier_is_asked_by_its_indexes(archive: Archive) -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    outlet_id = outlet(archive)
    with heard(archive) as statements:
        candidate = Candidate(url="https://harbour.example/a", found_by="seed", changed_at=now)
        visits.discover(archive, outlet_id, [candidate], now=now)
        visits.hint_due(
            archive, outlet_id, ["https://harbour.example/a"], now=now + timedelta(days=1)
        )
        for stage in frontier_rows.STAGES:
            frontier_rows.due(
                archive.db,
                outlet_id,
                stage=stage,
                times=frontier_rows.Times(started="2026", now="2027", jumped="2030"),
                after=None,
                limit=10,
            )
    assert walks(archive, statements) == []


def test_pages_of_outlets_and_authors_walk_through_nothing(archive: Archive) -> None:
    take_in_all(
        archive,
        [ColumnPage(), ColumnPage(path="/b", paragraphs=SECOND), ColumnPage(day=1, status=404)],
    )
    archive.flush()
    now = datetime(2026, 11, 24, tzinfo=UTC)
    with heard(archive) as statements:
        sentence(coverage(archive.db))
        sentence(coverage(archive.db, ["harbour"]))
        outlets.outlet_list(archive, now=now)
        outlets.outlet_view(archive, "harbour", now=now)
        for kind in ("gone", "moved"):
            outlets.departed(archive, "harbour", kind, page=2, size=1)
        authors.author_view(archive, "ada quay", page=1, size=10)
        authors.author_list(archive, "a", page=1, size=10)
    assert len(statements) > 10
    assert walks(archive, statements) == []


def test_reading_searching_and_sampling_walk_through_nothing(archive: Archive) -> None:
    take_in_all(
        archive, [ColumnPage(), ColumnPage(path="/copy"), ColumnPage(path="/b", paragraphs=SECOND)]
    )
    archive.flush()
    with heard(archive) as statements:
        one = columns.column(archive.db, "https://harbour.example/ferry")
        history(archive, one.public_id)
        shown = opened_column.opened(archive.db, 1, comment="1")
        opened_history(archive.db, 1, WantedHistory())
        received_body(archive, 1, one.public_id, 1)
        for way in neighbours.WAYS:
            neighbours.of_many(archive.db, 1, "Ada Quay", way, limit=2)
        search(archive, Search(query="ferry"))
        search(archive, Search(query="ferry", outlets=("harbour",), order="newest"))
        found_feed(archive, Search(query="ferry"))
        first, second = (articles.known(archive.db, number) for number in (1, 2))
        related.relatives(archive.db, first.id)
        explain_pair(archive, first, second)
        related.largest_clusters(archive.db, limit=5)
        takedown.find(archive, one.public_id)
        scope = sampled(archive, 5, chance=random.Random(1))
        list(verify(archive, scope=scope))
        clustering.judged_otherwise(archive.db)
    assert shown.by_authors[0].of == "Ada Quay"
    assert walks(archive, statements) == []


def test_a_walk_would_be_seen(archive: Archive) -> None:
    with heard(archive) as statements:
        archive.db.execute("SELECT a.title FROM articles AS a WHERE a.title = 'x'").fetchall()
    assert len(walks(archive, statements)) == 1
