"""The full-text indexes `articles_fts` and `comments_fts` as a whole: checked, and made anew.

All that they hold is made of the texts, so that one is made anew whatever is damaged in it.
"""

import sqlite3
from contextlib import closing
from functools import cache
from typing import NamedTuple

from archive.db import connection
from archive.db.sqlite import Database

INDEXES = ("articles_fts", "comments_fts")

PARTS = ("data", "idx", "content", "docsize", "config")
"""Tables that FTS5 may keep an index in, each named after it."""


class Design(NamedTuple):
    """How an index is made: what a database says of it beside its words."""

    statements: dict[str, str]
    """What makes it and the triggers that keep it in step with the texts, by name."""
    settings: dict[str, object]
    """Of FTS5, but for the version of its format."""


def design_of(db: sqlite3.Connection, index: str) -> Design:
    """How an index of a database is made."""
    statements = db.execute(
        "SELECT name, sql FROM sqlite_schema WHERE name = :index OR type = 'trigger'"
        " AND name GLOB :index || '_*' ORDER BY name",
        {"index": index},
    ).fetchall()
    settings = db.execute(f"SELECT k, v FROM {index}_config WHERE k <> 'version'")  # noqa: S608
    return Design(dict(statements), dict(settings.fetchall()))


@cache
def designs() -> dict[str, Design]:
    """How the indexes of a new archive are made."""
    with closing(connection.empty_tables()) as empty:
        return {index: design_of(empty.conn, index) for index in INDEXES}


def fault_of_design(db: sqlite3.Connection, index: str) -> str | None:
    """How an index is made otherwise than that of a new archive; None when it is not."""
    try:
        same = design_of(db, index) == designs()[index]
    except sqlite3.DatabaseError as fault:
        return f"damaged ({fault})"
    return None if same else "not made as foreign-desk makes it"


def fault_of_words(db: sqlite3.Connection, index: str) -> str | None:
    """How the words of an index are not those of the texts; None when they are.

    SQLite's own check reads an index from end to end, and does not see that a search, which looks
    words up, is led past some of them. So each word is looked up as well.
    """
    words = f"temp.words_of_{index}"
    try:
        # It is written as an INSERT and takes the write lock, but changes nothing.
        db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
        db.execute(f"CREATE VIRTUAL TABLE {words} USING fts5vocab(main, {index}, row)")
        lost = db.execute(
            f"SELECT 1 FROM {words} AS read WHERE read.doc IS NOT"  # noqa: S608
            f" (SELECT found.doc FROM {words} AS found WHERE found.term = read.term) LIMIT 1"
        ).fetchone()
    except sqlite3.DatabaseError as fault:
        return f"not the words of the texts, or damaged ({fault})"
    finally:
        db.execute(f"DROP TABLE IF EXISTS {words}")
    return "words that it holds are not found in it" if lost else None


def fault_of(db: sqlite3.Connection, index: str) -> str | None:
    """What is wrong with an index; None when it is made as in a new archive, of the texts' words.

    To look takes the write lock.
    """
    return fault_of_design(db, index) or fault_of_words(db, index)


def rebuild(db: Database, index: str) -> None:
    """Have an index that is sound in itself hold the words of the texts again."""
    db.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608


def make_anew(db: Database, index: str) -> None:
    """Put a new index in the place of one that is damaged in itself, or is not there."""
    new = designs()[index]
    # DROP TABLE asks the index itself, which fails when that is damaged.
    db.execute("PRAGMA writable_schema = ON")
    try:
        db.execute("DELETE FROM sqlite_schema WHERE name = ? AND rootpage = 0", (index,))
    finally:
        db.execute("PRAGMA writable_schema = RESET")
    for table in (index, *(f"{index}_{part}" for part in PARTS)):
        db.execute(f"DROP TABLE IF EXISTS {table}")
    for name in new.statements:
        db.execute(f"DROP TRIGGER IF EXISTS {name}")
    for statement in new.statements.values():
        db.execute(statement)
    for setting in new.settings.items():
        db.execute(f"INSERT INTO {index} ({index}, rank) VALUES (?, ?)", setting)  # noqa: S608
    rebuild(db, index)
