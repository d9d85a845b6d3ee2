"""The ways to make a desk hostile, each with what a merge of it should say, if it refuses."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from archive.db.connection import FILE
from archive.model import tombstone_keys
from archive.warc.reading import warc_files
from scripts.hostile_desk import heads, records
from scripts.hostile_desk.desks import GOOD, HOME, OUTLET, SLUG, database, run_sql, without_rules

Spoil = Callable[[Path], object]

LOCK = "archive.lock"
LOG = f"{FILE}-wal"
SECRET = "nobody outside may read this"
FAR = "9999-12-31T23:59:59.999Z"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to make a desk hostile."""

    name: str
    spoil: Spoil
    says: str | None = None
    """What the line says that refuses it; None when it is harmless."""


def secret(desk: Path) -> Path:
    """A file beside the desk, which is none of its own."""
    return desk.parent / "secret"


def linked(*names: str) -> Spoil:
    """A file that is a link to one outside."""

    def spoil(desk: Path) -> None:
        path = desk.joinpath(*names)
        path.unlink(missing_ok=True)
        path.symlink_to(secret(desk))

    return spoil


def piped(*names: str) -> Spoil:
    """A file that is a pipe nobody writes to."""

    def spoil(desk: Path) -> None:
        path = desk.joinpath(*names)
        path.unlink(missing_ok=True)
        os.mkfifo(path)

    return spoil


def elsewhere(name: str) -> Spoil:
    """A folder that is a link to one outside."""

    def spoil(desk: Path) -> None:
        moved = desk.parent / f"{name}-elsewhere"
        (desk / name).rename(moved)
        (desk / name).symlink_to(moved)

    return spoil


def with_warc(change: Spoil) -> Spoil:
    """The desk's WARC file in place of the desk."""
    return lambda desk: change(warc_files(desk / "warc")[0])


def replaced_by(change: Callable[[Path], object]) -> Spoil:
    """The desk's WARC file taken away, and something else put there."""

    def spoil(desk: Path) -> None:
        path = warc_files(desk / "warc")[0]
        path.unlink()
        change(path)

    return spoil


def sql(*statements: str) -> Spoil:
    """The database changed by its own rules."""
    return lambda desk: run_sql(desk, *statements)


def captures(assignment: str) -> Spoil:
    """A value in the rows of captures that their types forbid."""
    return lambda desk: without_rules(desk, "captures", f"UPDATE captures SET {assignment}")


def outlet(text: str, name: str = SLUG) -> Spoil:
    """An outlet file."""

    def spoil(desk: Path) -> None:
        (desk / "outlets" / f"{name}.toml").write_text(text, encoding="utf-8")

    return spoil


def view(table: str, select: str) -> Spoil:
    """A view in place of a table."""
    return sql(
        "PRAGMA foreign_keys = OFF", f"DROP TABLE {table}", f"CREATE VIEW {table} AS {select}"
    )


def tombstones(kind: str, keys: list[str]) -> Spoil:
    """Tombstones that ask for the payloads to go, too."""
    return sql(
        *(
            f"INSERT INTO tombstones VALUES ('{kind}', '{key}', '2026-03-01T00:00:00.000Z', 1, 'x')"
            for key in keys
        )
    )


def frontier(url: str, **values: str) -> Spoil:
    """One more address to visit."""
    row = {"state": "due", "found_at": "2026-03-01T00:00:00.000Z", "found_by": url, **values}
    return sql(
        f"INSERT INTO frontier (url, outlet_id, {', '.join(row)})"
        f" VALUES ('{url}', 1, {', '.join(map(repr, row.values()))})"
    )


def many_views(desk: Path) -> None:
    """A database that describes more than anybody wants to know."""
    run_sql(
        desk,
        "PRAGMA writable_schema = ON",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 5000)"
        " INSERT INTO sqlite_schema SELECT 'view', 'v' || i, 'v' || i, 0,"
        " 'CREATE VIEW v' || i || ' AS SELECT 1 AS one' FROM n",
    )


def left_log(desk: Path) -> None:
    """A database whose last writes stand in its log, as after a kill."""
    copy = desk.parent / "copied"
    with database(desk) as db:
        db.execute("PRAGMA wal_autocheckpoint = 0")
        db.execute("UPDATE outlets SET name = 'x'")
        shutil.copytree(desk, copy)
    shutil.rmtree(desk)
    copy.rename(desk)


def sparse(desk: Path) -> None:
    """A database of a terabyte, nearly all of it holes, which has a log and must be copied."""
    left_log(desk)
    os.truncate(desk / FILE, 1024**4)


def garbled(desk: Path) -> None:
    """A database of which only the first page is one."""
    path = desk / FILE
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(size - 4096))


def addresses_of_good() -> list[str]:
    """The keys of all that the good desk holds."""
    return [tombstone_keys.of_address(f"{HOME}2026/{name}/") for name in GOOD]


ENDLESS = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    " SELECT i AS id, NULL AS outlet_id, NULL AS article_id, '2026-01-01T00:00:00.000Z' AS"
    " captured_at, 200 AS status, 1 AS payload_length, NULL AS revisit_of, 0 AS warc_offset, 1 AS"
    " warc_length, 'x' AS warc_file, 'x' AS digest, NULL AS content_type, NULL AS etag, NULL AS"
    " last_modified, NULL AS outcome, 0 AS moved_permanently, NULL AS via, NULL AS rights, 'x' AS"
    " url, NULL AS row_digest FROM n"
)
NO_LINK = "a link, where a"
NO_FILE = "where a file should be"
NO_TABLE = "is not the table that foreign-desk makes"

FILES = (
    Way("the lock is a link to a file outside", linked(LOCK), NO_LINK),
    Way("the lock is a pipe", piped(LOCK), NO_FILE),
    Way("the database is a link", linked(FILE), NO_LINK),
    Way("the database is a pipe", piped(FILE), NO_FILE),
    Way("the log is a link", linked(LOG), NO_LINK),
    Way("the log is a pipe", piped(LOG), NO_FILE),
    Way("the log is garbage", lambda desk: (desk / LOG).write_bytes(os.urandom(100_000))),
    Way("the last writes stand in the log", left_log),
    Way("the database has a terabyte of holes, and a log", sparse),
    Way("the database is garbage after its first page", garbled, "cannot be read"),
    Way("outlets/ is a link", elsewhere("outlets"), NO_LINK),
    Way("an outlet file is a link", linked("outlets", "leak.toml"), NO_LINK),
    Way("an outlet file is a pipe", piped("outlets", "wait.toml"), NO_FILE),
    Way("warc/ is a link", elsewhere("warc"), NO_LINK),
    Way(
        "a WARC file is a link",
        lambda desk: replaced_by(lambda path: path.symlink_to(secret(desk)))(desk),
        NO_LINK,
    ),
    Way("a WARC file is a pipe", replaced_by(os.mkfifo), NO_FILE),
    Way("a WARC file is missing", replaced_by(lambda path: None)),
)
TABLES = (
    Way("captures is an endless view", view("captures", ENDLESS), NO_TABLE),
    Way("tombstones is a view", view("tombstones", "SELECT * FROM runs"), NO_TABLE),
    Way(
        "the frontier is a virtual table",
        sql("DROP TABLE frontier", "CREATE VIRTUAL TABLE frontier USING fts5(url)"),
        NO_TABLE,
    ),
    Way(
        "a column is computed, and of a gigabyte",
        sql("ALTER TABLE outlets ADD COLUMN more TEXT AS (hex(zeroblob(500000000)))"),
        NO_TABLE,
    ),
    Way(
        "a trigger deletes what is read",
        sql(
            "CREATE TRIGGER mine AFTER UPDATE ON captures BEGIN DELETE FROM captures; END",
            "CREATE TRIGGER other AFTER INSERT ON outlets BEGIN DELETE FROM articles; END",
        ),
    ),
    Way("five thousand views", many_views),
    Way("two tables share their rows", records.shared_rows, "captures, row 1"),
    Way("a page of a table is named again and again", records.again, "in the order of keys"),
    Way(
        "a schema of the future",
        sql("INSERT INTO _sqlite_migrations VALUES (99, 'foreign-desk', 'm999_later', '')"),
        "newer foreign-desk",
    ),
    Way(
        "a database of another program",
        sql("DROP TABLE _sqlite_migrations"),
        "no archive of foreign-desk",
    ),
)
ROWS = (
    Way("a WARC file outside", sql("UPDATE captures SET warc_file = '../../secret'"), "warc_file"),
    Way(
        "a WARC file by its path", sql("UPDATE captures SET warc_file = '/etc/passwd'"), "warc_file"
    ),
    Way("a place before the file", sql("UPDATE captures SET warc_offset = -1"), "warc_offset"),
    Way("a place beyond the file", sql("UPDATE captures SET warc_offset = 4611686018427387904")),
    Way(
        "one record for all captures",
        sql("UPDATE captures SET warc_offset = (SELECT min(warc_offset) FROM captures)"),
    ),
    Way("the digest of another body", sql(f"UPDATE captures SET digest = '{'0' * 64}'")),
    Way("a page said to be gone", sql("UPDATE captures SET status = 410")),
    Way("a time at the end of times", sql(f"UPDATE captures SET captured_at = '{FAR}'"), "a time"),
    Way("a time that is none", sql("UPDATE captures SET captured_at = 'yesterday'"), "a time"),
    Way("a status of words", captures("status = 'well'"), "status is 'well'"),
    Way("a status of bytes", captures("status = x'00ff'"), "status is b"),
    Way("an outcome nobody knows", sql("UPDATE captures SET outcome = 'great'"), "outcome"),
    Way("an outlet nobody knows", sql("UPDATE captures SET outlet_id = 77"), "outlet_id"),
    Way("captures without outlet", sql("UPDATE captures SET outlet_id = NULL")),
    Way(
        "a capture that refers to itself", sql("UPDATE captures SET revisit_of = id"), "revisit_of"
    ),
    Way(
        "an address of 200 kB", sql("UPDATE captures SET url = url || hex(zeroblob(100000))"), "url"
    ),
    Way(
        "an address of this machine's files",
        sql("UPDATE captures SET url = 'file:///etc/passwd'"),
        "url",
    ),
    Way(
        "an address that is no UTF-8",
        captures("url = CAST(x'687474703a2f2fff' AS TEXT)"),
        "cannot be read",
    ),
    Way(
        "an address with half a character",
        captures("url = CAST(x'687474703a2f2feda080' AS TEXT)"),
        "cannot be read",
    ),
    Way("redirects nested 100,000 deep", sql(f"UPDATE captures SET via = '{'[' * 60_000}'"), "via"),
    Way("a value of 20 MB", captures("etag = zeroblob(20000000) WHERE id = 1"), "cannot be read"),
    Way(
        "pages that are parts of themselves",
        sql("INSERT INTO capture_parts SELECT id, 0, 'continuation', id FROM captures"),
    ),
    Way("an outlet whose name leads outside", sql("UPDATE outlets SET slug = '../../x'"), "slug"),
    Way(
        "an outlet that is another here",
        sql("UPDATE outlets SET home = 'https://other.example/'"),
        "rename one",
    ),
    Way("tombstones for all columns here", tombstones("address", addresses_of_good())),
    Way("tombstones that are no digests", tombstones("column", ["x; DROP TABLE articles"]), "key"),
    Way("an address of a private network to visit", frontier("http://10.0.0.1/admin")),
    Way("an address of another site to visit", frontier("https://victim.example/")),
    Way(
        "an address that is never due", frontier(f"{HOME}2026/news/", next_visit=FAR, state="done")
    ),
    Way("a visit in the year 9999", frontier(f"{HOME}2026/news/", visited_at=FAR), "visited_at"),
    Way(
        "ids of columns here that lead elsewhere",
        sql("INSERT INTO former_ids SELECT 'aaaaaaaaaa', id FROM articles LIMIT 1"),
    ),
    Way(
        "people who said that all is one text",
        sql(
            "INSERT INTO duplicate_words SELECT a.id, b.id, 'join', '2026-03-01T00:00:00.000Z'"
            " FROM articles AS a JOIN articles AS b ON a.public_id < b.public_id"
        ),
    ),
)
RECORDS = (
    Way("a record of 100 MB once unpacked", with_warc(records.bomb)),
    Way("a record that is garbage", with_warc(records.garbage)),
    Way("a WARC file that is cut", with_warc(lambda path: os.truncate(path, 900))),
    Way("a record without id and date", records.nameless),
    Way("an answer that is no HTTP", records.no_http),
    Way("a body of 40 MB once unpacked", records.body_bomb),
    Way("a body of 500,000 tags in one another", records.tags),
    Way("one id for all records", heads.one_id),
    Way("the id of a record here", heads.id_of_good),
    Way("ids that are none", heads.odd_ids),
    Way("two ids in one head", heads.two_ids),
    Way("redirects that are no list", heads.with_field(b"Desk-Via: no list")),
    Way(
        "redirects that the database does not know",
        heads.with_field(b'Desk-Via: ["https://harbour.example/2026/ferry/"]'),
    ),
    Way("a move for good that is none", heads.with_field(b"Desk-Moved: permanently")),
    Way("rights that are none", heads.with_field(b'Desk-Rights: ["all"]')),
    Way("an etag that nobody sent", sql("UPDATE captures SET etag = 'x'")),
    Way("a record that has the body of another", heads.other_bodies),
    Way("a record whose body is nowhere", heads.no_bodies),
    Way("answers that are said to belong to another", heads.tied),
    Way("requests without id and date", heads.nameless_requests),
    Way("requests of another site", heads.other_requests),
    Way("records from before they said what redirected to them", heads.older),
)
OUTLETS = (
    Way(
        "an outlet on this machine",
        outlet(OUTLET.replace(HOME, "http://127.0.0.1:8080/"), "own"),
        "--private",
    ),
    Way(
        "an outlet in a private network",
        outlet(OUTLET.replace(HOME, "http://10.0.0.7/"), "own"),
        "--private",
    ),
    Way("an outlet file of 5 MB", outlet(OUTLET + "#" * 5_000_000, "large"), "larger than"),
    Way("an outlet file nested 5,000 deep", outlet(f"x = {'[' * 5_000}", "deep"), "deep.toml"),
    Way(
        "an outlet file that is no UTF-8",
        lambda desk: (desk / "outlets/odd.toml").write_bytes(b"name = '\xff'"),
        "not UTF-8",
    ),
    Way("an outlet file whose name is none", outlet(OUTLET, "..\nx"), "slug"),
    Way(
        "captures without an outlet file",
        lambda desk: (desk / "outlets" / f"{SLUG}.toml").rename(desk / "outlets/other.toml"),
    ),
)
WAYS = (*FILES, *TABLES, *ROWS, *RECORDS, *OUTLETS)
