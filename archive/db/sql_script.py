"""A script of SQL as its single statements."""

import sqlite3


def statements_of(script: str) -> list[str]:
    """Single SQL statements of a script (`executescript` would commit the transaction)."""
    complete: list[str] = []
    rest = ""
    for line in script.splitlines(keepends=True):
        rest += line
        if sqlite3.complete_statement(rest):
            complete.append(rest.strip())
            rest = ""
    return complete
