"""The rows of a shard copied into an archive, their row ids moved on.

A shard may be copied several times: then its columns have other addresses and ids each time.
"""

import sqlite3

from archive.db import checksums
from archive.db.sqlite import Database
from archive.model.identity import public_id
from archive.model.rows import CAPTURE_FIELDS, capture_digest


def prepare(conn: sqlite3.Connection) -> None:
    """Let a connection make addresses and ids."""
    conn.create_function("other_address", 2, other_address, deterministic=True)
    conn.create_function("other_id", 2, other_id, deterministic=True)
    conn.create_function("capture_digest", -1, lambda *row: capture_digest(row), deterministic=True)


def other_address(url: str | None, time: int) -> str | None:
    """The address of a column that is copied for the so manieth time, the first being 0."""
    return url if url is None or time == 0 else f"{url}{time}/"


def other_id(known: str, time: int) -> str:
    """The public id of such a column."""
    return known if time == 0 else public_id(f"https://again.example/{known}/{time}")


def copy_rows(db: Database, *, time: int) -> None:
    """Copy all rows of the attached shard but those of its outlets, which are there."""
    copied = [table.name for table in checksums.tables(db) if table.name != "outlets"]
    moved = {name: last_id(db, name) for name in copied if "id" in columns_of(db, name)}
    for name in copied:
        db.execute(statement(db, name, moved), {"time": time})


def statement(db: Database, table: str, moved: dict[str, int]) -> str:
    """Copies the rows of a table."""
    keys = db.execute('SELECT "from", "table" FROM pragma_foreign_key_list(?)', (table,))
    steps = {name: moved.get(other, 0) for name, other in keys}
    steps["id"] = moved.get(table, 0)
    names = columns_of(db, table)
    values = {name: f"{name} + {steps[name]}" if steps.get(name) else name for name in names}
    values.update(others(table))
    return (
        f"INSERT INTO main.{table} ({', '.join(names)})"
        f" SELECT {', '.join(values.values())} FROM shard.{table}"
    )


def others(table: str) -> dict[str, str]:
    """What is otherwise in the rows of a table each time that they are copied, as SQL."""
    address = "other_address(url, :time)"
    match table:
        case "articles":
            return {"url": address, "public_id": "other_id(public_id, :time)"}
        case "article_urls":
            return {"url": address}
        case "article_events":
            return {"detail": "iif(kind = 'moved', other_address(detail, :time), detail)"}
        case "captures":
            row = ", ".join(address if name == "url" else name for name in CAPTURE_FIELDS)
            return {"url": address, "row_digest": f"capture_digest({row})"}
        case _:
            return {}


def last_id(db: Database, table: str) -> int:
    """The largest row id of a table, 0 without rows."""
    row = db.execute(f"SELECT coalesce(max(id), 0) FROM main.{table}").fetchone()
    return int(row[0])


def columns_of(db: Database, table: str) -> list[str]:
    """The columns of a table."""
    rows = db.execute("SELECT name FROM pragma_table_info(?)", (table,))
    return [name for (name,) in rows]
