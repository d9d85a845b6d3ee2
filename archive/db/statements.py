"""Pieces of SQL that several modules use."""

import sqlite3

IN = "IN (SELECT value FROM json_each(?))"
"""A condition on a column, whose parameter is a JSON array of values."""


def statements_of(script: str) -> list[str]:
    """Single SQL statements of a script (`executescript` would commit the transaction)."""
    found: list[str] = []
    rest = ""
    for line in script.splitlines(keepends=True):
        rest += line
        if sqlite3.complete_statement(rest):
            found.append(rest.strip())
            rest = ""
    return found
