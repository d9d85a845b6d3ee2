"""Whether the archive is still what was put into it: database, full-text index, texts, captures.

The cheap checks come first, and each finding is given as soon as it is known. Nothing is changed
here; `repair` mends what can be. Texts are compared with the digests made when they came, so that a
word changed behind the program's back is seen although triggers kept the index in step. A sample
looks at so many columns, comments and captures chosen by chance, and at nothing whose cost grows
with the archive: SQLite's own check of the file and the whole comparison of the index are left out.
"""

import contextlib
import json
import random
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive.db.connection import FILE
from archive.fixity.records import check_captures, check_records
from archive.folder.archive import Archive
from archive.folder.lock import WriterLock
from archive.model.errors import ArchiveLocked, DeskError
from archive.model.problem import Problem, Progress
from archive.model.records import Block, body_of
from archive.model.rows import (
    CAPTURE_FIELDS,
    CommentRow,
    canonical_json,
    capture_digest,
    digest_of,
)
from archive.model.versions import Text
from archive.text import resemblance, signatures
from archive.text.folding import search_extra

__all__ = ["CheckScope", "Problem", "sampled", "verify"]

RESTORE = "restore archive.db from a copy"
REPAIR = "desk verify --repair reads it again from its captures"
ANEW = "desk verify --repair, or desk duplicates --recompute, judges them anew"
CHECK_INDEX = "INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"
REBUILD = "desk verify --repair makes it anew from the texts"
SHOWN_AS = {
    "articles": "columns",
    "chrome_texts": "chrome",
    "texts": "duplicates",
    "captures": "rows of captures",
}
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


@dataclass(frozen=True, slots=True)
class CheckScope:
    """Row ids that are looked at, by table; of a table that is not named all."""

    ids: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def where(self, table: str, column: str) -> tuple[str, tuple[str, ...]]:
        """The condition of a query, and its value."""
        if table not in self.ids:
            return "", ()
        condition = f" WHERE {column} IN (SELECT value FROM json_each(?))"  # noqa: S608
        return condition, (json.dumps(list(self.ids[table])),)

    def __bool__(self) -> bool:
        """Whether it is a sample."""
        return bool(self.ids)


SAMPLED = ("articles", "comments", "captures", "chrome_texts", "texts")


EVERYTHING = CheckScope()


def sampled(archive: Archive, number: int, *, chance: random.Random) -> CheckScope:
    """A scope of so many rows of each table, chosen by chance; of a short table all."""
    ids: dict[str, list[int]] = {}
    for table in SAMPLED:
        (last,) = archive.db.execute(f"SELECT max(id) FROM {table}").fetchone()  # noqa: S608
        if table == "texts":  # their ids are digests: those of the columns chosen
            rows_found = archive.db.execute(
                "SELECT t.id FROM articles AS a JOIN texts AS t ON t.body_digest = a.body_digest"
                " WHERE a.id IN (SELECT value FROM json_each(?))",
                (json.dumps(ids["articles"]),),
            )
            ids[table] = sorted({row[0] for row in rows_found})
            continue
        asked = range(1, (last or 0) + 1)
        chosen = asked if len(asked) <= number else chance.sample(asked, number)
        rows_found = archive.db.execute(
            f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(?))",  # noqa: S608
            (json.dumps(list(chosen)),),
        )
        ids[table] = [row[0] for row in rows_found]
    return CheckScope(ids)


def verify(
    archive: Archive, *, scope: CheckScope = EVERYTHING, progress: Progress | None = None
) -> Iterator[Problem]:
    """Everything in the archive that is not what it was, the cheap checks first."""
    tell = progress or (lambda what, done, total: None)
    whole: tuple[Callable[[], Iterator[Problem]], ...] = (
        lambda: check_database(archive, tell),
        lambda: check_full_text(archive, tell),
        lambda: check_revisits(archive),
        lambda: check_parts(archive),
        lambda: check_clusters(archive),
        lambda: check_warc(archive, tell),
    )
    sample: tuple[Callable[[], Iterator[Problem]], ...] = (
        lambda: check_words_found(archive, scope),
        lambda: check_sampled_records(archive, scope, tell),
    )
    checks: tuple[Callable[[], Iterator[Problem]], ...] = (
        lambda: check_articles(archive, scope, tell),
        lambda: check_versions(archive, scope, tell),
        lambda: check_comments(archive, scope, tell),
        lambda: check_chrome(archive, scope, tell),
        lambda: check_texts(archive, scope, tell),
        lambda: check_capture_rows(archive, scope, tell),
    )
    before = archive.db.conn.text_factory
    archive.db.conn.text_factory = lambda told: told.decode("utf-8", "replace")
    told: set[Problem] = set()
    try:
        for check in (*checks, *sample) if scope else (*whole[:2], *checks, *whole[2:]):
            for problem in readable(archive, check):
                if problem not in told:
                    told.add(problem)
                    yield problem
    finally:
        archive.db.conn.text_factory = before


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
                    REBUILD,
                    key=index,
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


def check_articles(archive: Archive, scope: CheckScope, tell: Progress) -> Iterator[Problem]:
    """Columns whose text or fields are not those their digests were made of."""
    where, given = scope.where("articles", "id")
    query = f"SELECT {', '.join((*TEXTS, *FIELDS))} FROM articles{where} ORDER BY id"  # noqa: S608
    for row in rows(archive, query, given, "articles", tell):
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
            where = f"column {row['public_id']}"
            yield Problem("texts", where, "; ".join(faults), REPAIR, key=row["public_id"])


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


def check_versions(archive: Archive, scope: CheckScope, tell: Progress) -> Iterator[Problem]:
    """Versions whose text is not that of their digests; the newest has its body in the column."""
    where, given = scope.where("articles", "v.article_id")
    query = (
        "SELECT v.ordinal, v.title, v.standfirst, v.body, v.text_digest, v.body_digest,"  # noqa: S608
        " a.public_id, a.title AS now_title, a.standfirst AS now_standfirst,"
        " a.text_digest AS now_digest, v.ordinal = (SELECT max(ordinal) FROM versions AS n"
        " WHERE n.article_id = v.article_id) AS newest, v.ordinal = (SELECT count(*) FROM versions"
        " AS n WHERE n.article_id = v.article_id AND n.ordinal <= v.ordinal) AS gapless,"
        " c.article_id IS v.article_id AS own"
        " FROM versions AS v JOIN articles AS a ON a.id = v.article_id"
        f" LEFT JOIN captures AS c ON c.id = v.capture_id{where} ORDER BY v.id"
    )
    for row in rows(archive, query, given, "versions", tell):
        where = f"column {row['public_id']}, version {row['ordinal']}"
        if not row["gapless"] or not row["own"]:
            what = (
                "a version before it is lost" if row["own"] else "its capture is not the column's"
            )
            yield Problem("texts", where, what, REPAIR, key=row["public_id"])
        if row["newest"]:
            now = (row["now_title"], row["now_standfirst"], row["now_digest"], None)
            held = (row["title"], row["standfirst"], row["text_digest"], row["body"])
            same = now == held
        else:
            text = Text(row["title"], row["standfirst"], row["body"] or "")
            same = (text.digest, text.body_digest) == (row["text_digest"], row["body_digest"])
        if not same:
            what = "its text is not the one kept"
            yield Problem("texts", where, what, REPAIR, key=row["public_id"])


def check_comments(archive: Archive, scope: CheckScope, tell: Progress) -> Iterator[Problem]:
    """Comments that do not say what they said."""
    where, given = scope.where("comments", "c.id")
    query = (
        "SELECT a.public_id, c.key, c.parent_key, c.position, c.depth, c.kind,"  # noqa: S608
        " c.published_utc,"
        " c.published, c.published_precision, c.author, c.author_url, c.text, c.digest,"
        " c.search_extra FROM comments AS c JOIN articles AS a ON a.id = c.article_id"
        f"{where} ORDER BY c.id"
    )
    for row in rows(archive, query, given, "comments", tell):
        public_id, digest, extra = (row.pop(n) for n in ("public_id", "digest", "search_extra"))
        faults: list[str] = []
        if CommentRow(**row).digest != digest:
            faults.append("its text, author or date is not the one kept")
        if search_extra(row["author"], row["text"]) != extra:
            faults.append("the words it is found by are not those of its text")
        if faults:
            where = f"column {public_id}, comment {row['key']}"
            yield Problem("texts", where, "; ".join(faults), REPAIR, key=public_id)


def check_chrome(archive: Archive, scope: CheckScope, tell: Progress) -> Iterator[Problem]:
    """Texts of page furniture that are not those their digests were made of."""
    where, given = scope.where("chrome_texts", "id")
    query = f"SELECT id, digest, text FROM chrome_texts{where}"  # noqa: S608
    for row in rows(archive, query, given, "chrome_texts", tell):
        if digest_of(row["text"]) != row["digest"]:
            shown = archive.db.execute(
                "SELECT a.public_id FROM chrome AS c JOIN articles AS a ON a.id = c.article_id"
                " WHERE c.text_id = ? LIMIT 1",
                (row["id"],),
            ).fetchone()
            place = f"chrome text {row['digest'][:12]}"
            yield Problem(
                "texts", place, "its text is not the one kept", RESTORE, shown and shown[0]
            )


def check_texts(archive: Archive, scope: CheckScope, tell: Progress) -> Iterator[Problem]:
    """Texts by which duplicates are found whose signature or bands are not those of a body."""
    where, given = scope.where("texts", "t.id")
    query = (
        "SELECT t.id, t.body_digest, t.minhash, m.parameters, a.public_id, a.body"  # noqa: S608
        " FROM texts AS t"
        " JOIN duplicate_methods AS m ON m.id = t.method_id LEFT JOIN articles AS a ON a.id ="
        f" (SELECT id FROM articles WHERE body_digest = t.body_digest LIMIT 1){where}"
    )
    for row in rows(archive, query, given, "texts", tell):
        if row["body"] is None:
            what = "no column has this text"
            yield Problem("duplicates", f"text {row['body_digest'][:12]}", what, ANEW, "clusters")
            continue
        if row["parameters"] != signatures.PARAMETERS:
            continue
        shingles = resemblance.shingled(row["body"]).shingles
        made = signatures.signature(shingles) if row["minhash"] is not None else None
        keys = signatures.bands(row["minhash"]) if row["minhash"] is not None else []
        (held,) = archive.db.execute(
            "SELECT count(*) FROM json_each(?) AS k JOIN text_bands AS b"
            " ON b.key = k.value AND b.text_id = ?",
            (json.dumps(keys), row["id"]),
        ).fetchone()
        if made != row["minhash"] or held != len(keys):
            what = "what its duplicates are found by is not that of its text"
            yield Problem("duplicates", f"column {row['public_id']}", what, ANEW, "clusters")


def check_clusters(archive: Archive) -> Iterator[Problem]:
    """Clusters that are none, or whose representative is not in them, and columns not judged."""
    for public_id, what in archive.db.execute(
        "SELECT a.public_id, 'represents a cluster that it is not in' FROM clusters AS k"
        " JOIN articles AS a ON a.id = k.representative_id WHERE a.cluster_id IS NOT k.id"
        " UNION ALL SELECT a.public_id, 'is a cluster alone' FROM clusters AS k"
        " JOIN articles AS a ON a.id = k.representative_id WHERE (SELECT count(*) FROM"
        " (SELECT 1 FROM articles AS m WHERE m.cluster_id = k.id LIMIT 2)) < 2"
        " UNION ALL SELECT a.public_id, 'was never compared with others' FROM articles AS a"
        " WHERE NOT EXISTS (SELECT 1 FROM texts AS t WHERE t.body_digest = a.body_digest)"
        " AND (SELECT count(*) FROM duplicate_methods) = 1"  # else a recomputation is asked for
    ):
        yield Problem("duplicates", f"column {public_id}", what, ANEW, "clusters")


def check_capture_rows(archive: Archive, scope: CheckScope, tell: Progress) -> Iterator[Problem]:
    """Captures whose rows do not say of their records what they said."""
    where, given = scope.where("captures", "id")
    query = f"SELECT row_digest, {', '.join(CAPTURE_FIELDS)} FROM captures{where}"  # noqa: S608
    for row in rows(archive, query, given, "captures", tell):
        if capture_digest([row[name] for name in CAPTURE_FIELDS]) != row["row_digest"]:
            place = f"capture of {row['url']} at {row['captured_at']}"
            yield Problem("captures", place, "its row is not the one written", RESTORE)


def check_words_found(archive: Archive, scope: CheckScope) -> Iterator[Problem]:
    """Columns of a sample that the full-text index does not find by their own words."""
    where, given = scope.where("articles", "id")
    query = f"SELECT id, public_id, body FROM articles{where}"  # noqa: S608
    for article_id, public_id, body in archive.db.execute(query, given).fetchall():
        word = max(re.findall(r"[^\W_]+", body), key=len, default=None)
        if word is None:
            continue
        found = archive.db.execute(  # the longest word stands in few others: little is read for it
            "SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? AND rowid = ?",
            (f'body: "{word}"', article_id),
        ).fetchone()
        if found is None:
            what = "is not found by its own words"
            yield Problem("full text", f"column {public_id}", what, REBUILD, "articles_fts")


def check_sampled_records(archive: Archive, scope: CheckScope, tell: Progress) -> Iterator[Problem]:
    """Captures of a sample whose WARC records are not what their rows say."""
    where, given = scope.where("captures", "id")
    yield from check_records(archive, where, given)


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


def rows(
    archive: Archive, query: str, given: Sequence[str], table: str, tell: Progress
) -> Iterator[dict[str, Any]]:
    """Rows of a query one by one, as dictionaries, with word of how many have been looked at."""
    total = len(json.loads(given[0])) if given else count(archive, table)
    cursor = archive.db.execute(query, given)
    names = [column[0] for column in cursor.description]
    for done, row in enumerate(cursor):
        if done % REPORT_EVERY == 0:
            tell(SHOWN_AS.get(table, table), done, total)
        yield dict(zip(names, row, strict=True))
    tell(SHOWN_AS.get(table, table), total, total)


def count(archive: Archive, table: str) -> int:
    (number,) = archive.db.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    return int(number)
