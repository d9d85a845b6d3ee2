"""Whether the archive is still what was put into it: database, full-text index, texts, captures.

The cheap checks come first, and each finding is given as soon as it is known. Nothing is changed
and nothing repaired. Texts are compared with the digests made when they came, so that a word
changed behind the program's back is seen although triggers kept the index in step.
"""

import contextlib
import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from archive.database import FILE
from archive.desk import Archive
from archive.errors import ArchiveLocked, DeskError
from archive.fixity import check_captures
from archive.folding import search_extra
from archive.lock import WriterLock
from archive.problem import Problem, Progress
from archive.records import Block, body_of
from archive.rows import CommentRow, canonical_json, digest_of
from archive.versions import Text

__all__ = ["Problem", "verify"]

RESTORE = "restore archive.db from a copy"
CHECK_INDEX = "INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"
REBUILD = "rebuild it: INSERT INTO {index} ({index}) VALUES ('rebuild')"
SHOWN_AS = {"articles": "columns", "chrome_texts": "chrome"}
REPORT_EVERY = 100
"""Rows or records between two words of progress."""

TEXTS = (
    *("id", "public_id", "title", "standfirst", "body", "search_extra"),
    *("text_digest", "body_digest", "record_digest"),
)
FIELDS = (
    *("published_utc", "published", "published_precision", "modified_utc", "modified"),
    *("modified_precision", "language", "section", "comment_count", "words", "canonical_url"),
    *("kicker", "byline", "dateline", "found_in", "blocks"),
)
"""Columns of `articles` that its record digest is made of, beside authors, tags and chrome."""


def verify(archive: Archive, *, progress: Progress | None = None) -> Iterator[Problem]:
    """Everything in the archive that is not what it was, the cheap checks first."""
    tell = progress or (lambda what, done, total: None)
    checks: tuple[Callable[[], Iterator[Problem]], ...] = (
        lambda: check_database(archive, tell),
        lambda: check_full_text(archive, tell),
        lambda: check_articles(archive, tell),
        lambda: check_versions(archive, tell),
        lambda: check_comments(archive, tell),
        lambda: check_chrome(archive, tell),
        lambda: check_revisits(archive),
        lambda: check_parts(archive),
        lambda: check_warc(archive, tell),
    )
    told: set[Problem] = set()
    for check in checks:
        for problem in readable(archive, check):
            if problem not in told:
                told.add(problem)
                yield problem


def readable(archive: Archive, check: Callable[[], Iterator[Problem]]) -> Iterator[Problem]:
    """What a check finds, and that it could not go on where the database cannot be read."""
    try:
        yield from check()
    except sqlite3.DatabaseError as fault:
        where = str(archive.folder / FILE)
        yield Problem("database", where, f"cannot be read on ({fault})", RESTORE)


def check_database(archive: Archive, tell: Progress) -> Iterator[Problem]:
    """What SQLite itself finds wrong, and rows that refer to rows that are not there."""
    where = str(archive.folder / FILE)
    tell("database", 0, 1)
    for (found,) in archive.db.execute("PRAGMA integrity_check"):
        if found != "ok":
            yield Problem("database", where, str(found), RESTORE)
    for table, rowid, parent, _ in archive.db.execute("PRAGMA foreign_key_check"):
        what = f"row {rowid} refers to a row of {parent} that is not there"
        yield Problem("database", f"{where}, table {table}", what, RESTORE)
    tell("database", 1, 1)


def check_full_text(archive: Archive, tell: Progress) -> Iterator[Problem]:
    """Full-text indexes that are damaged or differ from the texts."""
    with checkable(archive) as db:
        for done, index in enumerate(("articles_fts", "comments_fts")):
            tell("full text", done, 2)
            try:
                # Rank 1 has the index compared with the rows. It is written as an INSERT and
                # takes the write lock, but changes nothing.
                db.execute(CHECK_INDEX.format(index=index))
            except sqlite3.DatabaseError as fault:
                yield Problem(
                    "full text",
                    f"{archive.folder / FILE}, full-text index {index}",
                    f"not the words of the texts, or damaged ({fault})",
                    REBUILD.format(index=index),
                )
    tell("full text", 2, 2)


@contextlib.contextmanager
def checkable(archive: Archive) -> Iterator[sqlite3.Connection]:
    """The database where SQLite may check its full-text indexes, which takes a right to write.

    That is the database itself while nobody writes, and else a copy, so that no crawl has to wait.
    """
    with contextlib.ExitStack() as stack:
        path = archive.folder / FILE
        try:
            stack.enter_context(WriterLock(archive.folder, command="verify"))
            db = stack.enter_context(
                contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True))
            )
            db.execute("BEGIN IMMEDIATE")
        except (DeskError, sqlite3.OperationalError):
            kept = stack.enter_context(tempfile.TemporaryDirectory(prefix="desk-verify-"))
            db = stack.enter_context(contextlib.closing(sqlite3.connect(Path(kept) / FILE)))
            archive.db.conn.backup(db)
        yield db
        db.rollback()


def check_articles(archive: Archive, tell: Progress) -> Iterator[Problem]:
    """Columns whose text or fields are not those their digests were made of."""
    query = f"SELECT {', '.join((*TEXTS, *FIELDS))} FROM articles ORDER BY id"  # noqa: S608
    for row in rows(archive, query, "articles", tell):
        faults: list[str] = []
        text = Text(row["title"], row["standfirst"], row["body"])
        if text.digest != row["text_digest"]:
            faults.append("headline, standfirst or body is not the one kept")
        elif text.body_digest != row["body_digest"]:
            faults.append("the digest of its body is not the one kept")
        if body_of(blocks_of(row["blocks"])) != row["body"]:
            faults.append("its body is not that of its blocks")
        if search_extra(text.title, text.standfirst, text.body) != row["search_extra"]:
            faults.append("the words it is found by are not those of its text")
        if record_digest(archive, row) != row["record_digest"]:
            faults.append("a field, author, tag or piece of chrome is not the one kept")
        if faults:
            yield Problem("texts", f"column {row['public_id']}", "; ".join(faults), RESTORE)


def record_digest(archive: Archive, row: dict[str, Any]) -> str:
    """The digest of what a page said beside the text, made of what the rows say now."""
    authors = archive.db.execute(
        "SELECT name FROM article_authors WHERE article_id = ? ORDER BY position", (row["id"],)
    )
    tags = archive.db.execute("SELECT tag FROM article_tags WHERE article_id = ?", (row["id"],))
    chrome = archive.db.execute(
        "SELECT c.kind, c.rule, t.text FROM chrome AS c JOIN chrome_texts AS t ON t.id = c.text_id"
        " WHERE c.article_id = ? ORDER BY c.position",
        (row["id"],),
    )
    said = [
        {name: row[name] for name in FIELDS},
        [name for (name,) in authors],
        sorted(tag for (tag,) in tags),
        [list(piece) for piece in chrome],
    ]
    return digest_of(canonical_json(said))


def blocks_of(text: str) -> tuple[Block, ...]:
    """Kinds and texts of stored blocks; none when they cannot be read."""
    try:
        return tuple(Block(kind, words) for kind, words, *_ in json.loads(text))
    except (ValueError, TypeError):
        return ()


def check_versions(archive: Archive, tell: Progress) -> Iterator[Problem]:
    """Versions whose text is not that of their digests; the newest has its body in the column."""
    query = (
        "SELECT v.ordinal, v.title, v.standfirst, v.body, v.text_digest, v.body_digest,"
        " a.public_id, a.title AS now_title, a.standfirst AS now_standfirst,"
        " a.text_digest AS now_digest, v.ordinal = (SELECT max(ordinal) FROM versions AS n"
        " WHERE n.article_id = v.article_id) AS newest"
        " FROM versions AS v JOIN articles AS a ON a.id = v.article_id ORDER BY v.id"
    )
    for row in rows(archive, query, "versions", tell):
        if row["newest"]:
            now = (row["now_title"], row["now_standfirst"], row["now_digest"], None)
            held = (row["title"], row["standfirst"], row["text_digest"], row["body"])
            same = now == held
        else:
            text = Text(row["title"], row["standfirst"], row["body"] or "")
            same = (text.digest, text.body_digest) == (row["text_digest"], row["body_digest"])
        if not same:
            where = f"column {row['public_id']}, version {row['ordinal']}"
            yield Problem("texts", where, "its text is not the one kept", RESTORE)


def check_comments(archive: Archive, tell: Progress) -> Iterator[Problem]:
    """Comments that do not say what they said."""
    query = (
        "SELECT a.public_id, c.key, c.parent_key, c.position, c.depth, c.kind, c.published_utc,"
        " c.published, c.published_precision, c.author, c.author_url, c.text, c.digest,"
        " c.search_extra FROM comments AS c JOIN articles AS a ON a.id = c.article_id ORDER BY c.id"
    )
    for row in rows(archive, query, "comments", tell):
        public_id, digest, extra = (row.pop(n) for n in ("public_id", "digest", "search_extra"))
        faults: list[str] = []
        if CommentRow(**row).digest != digest:
            faults.append("its text, author or date is not the one kept")
        if search_extra(row["author"], row["text"]) != extra:
            faults.append("the words it is found by are not those of its text")
        if faults:
            where = f"column {public_id}, comment {row['key']}"
            yield Problem("texts", where, "; ".join(faults), RESTORE)


def check_chrome(archive: Archive, tell: Progress) -> Iterator[Problem]:
    """Texts of page furniture that are not those their digests were made of."""
    for row in rows(archive, "SELECT digest, text FROM chrome_texts", "chrome_texts", tell):
        if digest_of(row["text"]) != row["digest"]:
            where = f"chrome text {row['digest'][:12]}"
            yield Problem("texts", where, "its text is not the one kept", RESTORE)


def check_revisits(archive: Archive) -> Iterator[Problem]:
    """Captures whose body is said to be held by one that holds none, or another."""
    found = archive.db.execute(
        "SELECT c.url, c.captured_at FROM captures AS c JOIN captures AS h ON h.id = c.revisit_of"
        " WHERE h.revisit_of IS NOT NULL OR (c.status <> 304 AND c.digest <> h.digest)"
    )
    for url, captured_at in found:
        where = f"capture of {url} at {captured_at}"
        yield Problem("captures", where, "the capture it refers to has not its body", RESTORE)


def check_parts(archive: Archive) -> Iterator[Problem]:
    """Columns' pages whose further captures are not all there, or are none that could be parts.

    Read again without one of them, a column would lose text or comments.
    """
    gaps = archive.db.execute(
        "SELECT c.url, c.captured_at, max(p.position) + 1 - count(*) FROM capture_parts AS p"
        " JOIN captures AS c ON c.id = p.page_id GROUP BY p.page_id"
        " HAVING max(p.position) + 1 <> count(*)"
    )
    for url, captured_at, missing in gaps:
        where = f"capture of {url} at {captured_at}"
        yield Problem(
            "captures", where, f"further captures of its column are lost ({missing})", RESTORE
        )
    strange = archive.db.execute(
        "SELECT c.url, c.captured_at, other.url FROM capture_parts AS p"
        " JOIN captures AS c ON c.id = p.page_id JOIN captures AS other ON other.id = p.capture_id"
        " WHERE coalesce(other.status, 0) NOT BETWEEN 200 AND 299"
        " OR other.outlet_id IS NOT c.outlet_id OR other.id = c.id"
    )
    for url, captured_at, other in strange:
        where = f"capture of {url} at {captured_at}"
        yield Problem("captures", where, f"{other} is said to belong to it and cannot", RESTORE)


def check_warc(archive: Archive, tell: Progress) -> Iterator[Problem]:
    """What is wrong with the WARC files and the records that captures have in them."""
    total = count(archive, "captures")
    done = 0

    def checked() -> None:
        nonlocal done
        done += 1
        if done % REPORT_EVERY == 0:
            tell("captures", done, total)

    tell("captures", 0, total)
    yield from check_captures(archive, checked=checked, tail_settled=not being_written(archive))
    tell("captures", total, total)


def being_written(archive: Archive) -> bool:
    """Whether a command is writing to the archive now."""
    try:
        WriterLock(archive.folder, command="verify").release()
    except ArchiveLocked:
        return True
    except DeskError:  # a folder that nobody can write to
        return False
    return False


def rows(archive: Archive, query: str, table: str, tell: Progress) -> Iterator[dict[str, Any]]:
    """Rows of a query one by one, as dictionaries, with word of how many have been looked at."""
    total = count(archive, table)
    cursor = archive.db.execute(query)
    names = [column[0] for column in cursor.description]
    for done, row in enumerate(cursor):
        if done % REPORT_EVERY == 0:
            tell(SHOWN_AS.get(table, table), done, total)
        yield dict(zip(names, row, strict=True))
    tell(SHOWN_AS.get(table, table), total, total)


def count(archive: Archive, table: str) -> int:
    (number,) = archive.db.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    return int(number)
