"""The archive's migrations."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.db import checksums, schema, text_indexes
from archive.db.columns import articles
from archive.db.connection import FILE
from archive.db.migrations import m007_words_searched, migrations
from archive.duplicates import clustering
from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.model.rows import CAPTURE_FIELDS, capture_digest
from archive.search.request import Search
from archive.search.search import search
from archive.text.index_marks import author_mark, column_marks, month_mark
from tests.builders.archives import ColumnPage, new_archive, take_in_all

FORMER = "m003_texts_and_trust"
DIGEST = "ab" * 32
COLUMN = (
    "INSERT INTO articles (id, public_id, outlet_id, state, words, body_digest, text_digest,"
    " record_digest, first_seen, last_seen, found_in, body, blocks, cluster_id) VALUES"
    " ({id}, 'id{id}', 1, 'live', 1, '{digest}', 't', 'r', '2026', '2026', '{{}}', 'Aye.', '[]',"
    " NULL)"
)


def former(folder: Path) -> Path:
    """An archive as the version before left it: two columns of one text, and a capture."""
    (folder / "warc").mkdir(parents=True)
    db = Database(folder / FILE)
    migrations.apply(db, stop_before=FORMER)
    for sql in (
        "INSERT INTO outlets VALUES (1, 'a', 'A', 'https://a.example/', 'en', 'UTC', NULL)",
        COLUMN.format(id=1, digest=DIGEST),
        COLUMN.format(id=2, digest=DIGEST),
        "INSERT INTO clusters (id, body_digest, representative_id) VALUES (7, 'x', 1)",
        "UPDATE articles SET cluster_id = 7",
        (
            "INSERT INTO captures (outlet_id, captured_at, status, payload_length, warc_offset,"
            " warc_length, warc_file, digest, url) VALUES (1, '2026', 404, 0, 0, 1, 'f', 'd', 'u')"
        ),
    ):
        db.execute(sql)
    db.close()
    (folder / "warc" / "f").touch()
    return folder


def before_words(folder: Path) -> Path:
    """An archive as it was before authors and every form of a word were searched."""
    (folder / "warc").mkdir(parents=True)
    db = Database(folder / FILE)
    migrations.apply(db, stop_before="m007_words_searched")
    for sql in (
        "INSERT INTO outlets VALUES (1, 'a', 'A', 'https://a.example/', 'en', 'UTC', NULL)",
        COLUMN.format(id=1, digest=DIGEST),
        "UPDATE articles SET title = 'ชายแดนกัมพูชา', search_extra = 'former'",
        "INSERT INTO article_authors VALUES (1, 0, 'Vera Lindqvist')",
        (
            "INSERT INTO comments (id, article_id, key, position, depth, kind, on_page, first_seen,"
            " digest, author, text, search_extra)"
            " VALUES (1, 1, 'k', 0, 0, 'reader', 1, '2026', 'd', 'Bo', '臺灣', 'former')"
        ),
    ):
        db.execute(sql)
    db.close()
    return folder


def clustered(folder: Path) -> list[tuple[int, int]]:
    with closing(sqlite3.connect(folder / FILE)) as db:
        return db.execute(
            "SELECT a.id, k.representative_id FROM articles AS a"
            " JOIN clusters AS k ON k.id = a.cluster_id ORDER BY a.id"
        ).fetchall()


def test_migrations_apply_once_and_leave_all_triggers() -> None:
    db = Database(memory=True)
    migrations.apply(db)
    migrations.apply(db)
    triggers = {trigger.name for trigger in db.triggers}
    assert triggers == {
        f"{table}_{event}"
        for table in (
            *("articles_fts", "comments_fts"),
            *("columns_by_month", "columns_by_year", "columns_in_month", "columns_by_author"),
        )
        for event in ("insert", "delete", "update")
    }
    assert db.table("articles").detect_fts() == "articles_fts"
    assert db.table("comments").detect_fts() == "comments_fts"


def test_an_older_archive_keeps_its_clusters_and_its_captures_get_digests(tmp_path: Path) -> None:
    folder = former(tmp_path)
    with pytest.raises(DeskError, match="older foreign-desk"):
        Archive.reading(folder)
    with Archive.writing(folder, command="test") as archive:
        row = archive.db.execute(
            f"SELECT row_digest, {', '.join(CAPTURE_FIELDS)} FROM captures"
        ).fetchone()
        assert capture_digest(row[1:]) == row[0]
        assert list(archive.db.execute("PRAGMA foreign_key_check")) == []
        assert clustered(folder) == [(1, 1), (2, 1)]
        assert clustering.judged_otherwise(archive.db) == ['{"exact copies only": true}']
        assert clustering.recompute(archive) == 2
        assert clustering.judged_otherwise(archive.db) == []
        assert clustered(folder) == [(1, 1), (2, 1)]


def test_a_migration_killed_in_the_middle_is_as_if_it_had_not_begun(tmp_path: Path) -> None:
    folder = former(tmp_path)
    killed = (
        "import os, sys; from pathlib import Path\n"
        "from archive.db.migrations import m003_texts_and_trust as m003\n"
        "m003.capture_digest = lambda row: os._exit(9)\n"
        "from archive.folder.archive import Archive\n"
        "Archive.writing(Path(sys.argv[1]), command='t')"
    )
    assert subprocess.run([sys.executable, "-c", killed, str(folder)], check=False).returncode == 9
    with closing(sqlite3.connect(folder / FILE)) as db:
        tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master")}
    assert "tombstones" not in tables
    assert clustered(folder) == [(1, 1), (2, 1)]
    with Archive.writing(folder, command="test"):
        assert clustered(folder) == [(1, 1), (2, 1)]


def test_columns_that_a_redirect_put_out_of_scope_are_due_again() -> None:
    db = Database(memory=True)
    migrations.apply(db, stop_before="m005_addresses_of_outlets")
    row = (
        "INSERT INTO frontier (url, outlet_id, state, found_at, visited_at, outcome, reason,"
        " found_by, next_visit) VALUES ('{url}', 1, 'done', '2026-01', '2026-02', '{outcome}',"
        " '{reason}', 'feed', {due})"
    )
    away = "leads to https://a.example/login"
    for sql in (
        "INSERT INTO outlets VALUES (1, 'a', 'A', 'https://a.example/', 'en', 'UTC', NULL)",
        COLUMN.format(id=1, digest=DIGEST),
        "INSERT INTO article_urls VALUES ('lost', 1, 'address')",
        row.format(url="lost", outcome="out of scope", reason=away, due="NULL"),
        row.format(url="never", outcome="out of scope", reason=away, due="NULL"),
        row.format(url="kept", outcome="unchanged", reason="", due="'2026-03'"),
    ):
        db.execute(sql)
    migrations.apply(db)
    told = db.execute("SELECT url, outlet_id, next_visit, rest_until FROM frontier ORDER BY url")
    assert told.fetchall() == [
        ("kept", 1, "2026-03", None),
        ("lost", 1, "2026-02", "2026-02"),
        ("never", 1, None, "2026-02"),
    ]


def test_an_older_archive_is_searched_by_authors_and_every_form_of_a_word(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(m007_words_searched, "TOLD_EVERY", 0)
    with Archive.writing(before_words(tmp_path), command="test") as archive:
        assert "Bringing search up to date: 0 of 1 articles" in caplog.text
        for query in ("กัมพูชา", "author:vera", "Lindqvist", "title:กัมพูชา"):
            assert search(archive, Search(query=query, where="column")).total == 1, query
        for query in ("台湾", "author:bo"):
            assert search(archive, Search(query=query, where="comments")).total == 1, query
        assert search(archive, Search(query="former")).total == 0
        with archive.write() as db:
            for index in text_indexes.INDEXES:
                assert text_indexes.fault_of_design(db.conn, index) is None
                assert text_indexes.fault_of_words(db.conn, index) is None


def test_an_archive_without_captions_is_searched_as_before_and_by_those_to_come(
    tmp_path: Path,
) -> None:
    (tmp_path / "warc").mkdir(parents=True)
    db = Database(tmp_path / FILE)
    migrations.apply(db, stop_before="m014_captions_searched")
    for sql in (
        "INSERT INTO outlets VALUES (1, 'a', 'A', 'https://a.example/', 'en', 'UTC', NULL)",
        COLUMN.format(id=1, digest=DIGEST),
        "UPDATE articles SET search_authors = 'Jo'",
    ):
        db.execute(sql)
    db.close()
    with Archive.writing(tmp_path, command="test") as archive:
        assert [search(archive, Search(query=query)).total for query in ("aye", "jo", "quay")] == [
            1,
            1,
            0,
        ]
        with archive.write() as writing:
            writing.execute("UPDATE articles SET search_captions = 'The quay'")
            assert text_indexes.fault_of(writing.conn, "articles_fts") is None
        assert search(archive, Search(query="quay")).total == 1


def test_an_older_archive_is_searched_by_marks(tmp_path: Path) -> None:
    (tmp_path / "warc").mkdir(parents=True)
    db = Database(tmp_path / FILE)
    migrations.apply(db, stop_before="m015_marks_searched")
    for sql in (
        "INSERT INTO outlets VALUES (3, 'a', 'A', 'https://a.example/', 'en', 'UTC', NULL)",
        COLUMN.format(id=1, digest=DIGEST).replace(", 1, 'live'", ", 3, 'live'"),
        (
            "UPDATE articles SET section = 'World', language = 'en-GB',"
            " published = '2012-06-01T00:00:00Z', published_precision = 'month'"
        ),
        "INSERT INTO article_authors VALUES (1, 0, 'Jo Ash')",
        "INSERT INTO article_tags VALUES (1, 'Cuba')",
    ):
        db.execute(sql)
    db.close()
    with Archive.writing(tmp_path, command="test") as archive:
        (found,) = articles.rows_to_check(archive.db, None)
        assert found["search_marks"] == column_marks(
            outlet_id=3,
            language="en-GB",
            section="World",
            tags=("Cuba",),
            authors=("Jo Ash",),
            published="2012-06-01T00:00:00Z",
            precision="month",
        )
        words = f"articles_fts MATCH 'search_marks : {month_mark(2012, 6)}'"
        assert archive.db.execute(f"SELECT rowid FROM articles_fts WHERE {words}").fetchall()
        with archive.write() as writing:
            assert text_indexes.fault_of(writing.conn, "articles_fts") is None


def test_names_of_signs_alone_get_marks_of_their_own(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        names = ("..", ".", "Ada")
        take_in_all(
            archive, [ColumnPage(path=f"/{n}", authors=(name,)) for n, name in enumerate(names)]
        )
        with archive.write() as db:
            for name in names[:2]:
                db.execute(
                    "UPDATE articles SET search_marks = replace(search_marks, ?, ?)",
                    (author_mark(name), author_mark("")),
                )
            db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm020_names_of_signs'")
    with closing(sqlite3.connect(tmp_path / FILE)) as damaged:
        damaged.execute("UPDATE articles SET words = 7 WHERE id = 2")
        damaged.commit()
    with Archive.writing(tmp_path, command="test") as archive:
        for name in names:
            assert search(archive, Search(authors=(name,))).total == 1
        assert [checksums.are_sound(archive.db, "articles", one) for one in (1, 2, 3)] == [
            *(True, False, True)
        ]
        with archive.write() as writing:
            assert text_indexes.fault_of(writing.conn, "articles_fts") is None


def test_an_older_archive_is_searched_by_words_in_scripts_of_india(tmp_path: Path) -> None:
    (tmp_path / "warc").mkdir(parents=True)
    db = Database(tmp_path / FILE)
    migrations.apply(db, stop_before="m015_marks_searched")
    caption = '[["paragraph", "पुल", null, null], ["caption", "मुंबई", null, null]]'
    for sql in (
        "INSERT INTO outlets VALUES (1, 'a', 'A', 'https://a.example/', 'en', 'UTC', NULL)",
        COLUMN.format(id=1, digest=DIGEST),
        f"UPDATE articles SET body = 'पुल', search_extra = 'पुल', blocks = '{caption}'",
        "UPDATE articles SET search_captions = 'मुंबई', search_authors = 'देव'",
        "INSERT INTO article_authors VALUES (1, 0, 'देव')",
        (
            "INSERT INTO comments (id, article_id, key, position, depth, kind, on_page, first_seen,"
            " digest, author, text) VALUES (1, 1, 'k', 0, 0, 'reader', 1, '2026', 'd', 'Bo', 'नया')"
        ),
    ):
        db.execute(sql)
    db.close()
    with Archive.writing(tmp_path, command="test") as archive:
        for query in ("पुल", "मुम्बई", "author:देव", "नया"):
            assert search(archive, Search(query=query)).total == 1, query
        for query in ("पोल", "पल", "author:दव", "नय"):
            assert search(archive, Search(query=query)).total == 0, query
        with archive.write() as writing:
            for index in text_indexes.INDEXES:
                assert text_indexes.fault_of(writing.conn, index) is None


def test_the_index_follows_a_text_and_its_authors(tmp_path: Path) -> None:
    with Archive.writing(before_words(tmp_path), command="test") as archive:
        with archive.write() as db:
            db.execute("UPDATE articles SET search_authors = 'Jo'")
            db.execute("UPDATE articles SET last_seen = '2027', title = title")
        assert search(archive, Search(query="jo")).total == 1
        assert search(archive, Search(query="lindqvist")).total == 0
        with archive.write() as db:
            db.execute("DELETE FROM article_authors")
            db.execute("DELETE FROM comments")
            db.execute("DELETE FROM articles")
            for index in text_indexes.INDEXES:
                assert text_indexes.fault_of_words(db.conn, index) is None


def test_who_only_reads_knows_the_migrations_by_their_names() -> None:
    assert [migration.name for migration in migrations._migrations] == schema.KNOWN
    assert migrations.name == schema.NAME
    assert migrations.migrations_table == schema.TABLE
