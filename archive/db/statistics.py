"""Figures of the archive as a whole and of its outlets."""

from sqlite_utils import Database


def sizes(db: Database) -> dict[str, int]:
    """How many columns, comments and captures there are, by their greatest row ids."""
    tables = ("articles", "comments", "captures")
    rows = (db.execute(f"SELECT max(id) FROM {table}").fetchone() for table in tables)  # noqa: S608
    return {table: row[0] or 0 for table, row in zip(tables, rows, strict=True)}
