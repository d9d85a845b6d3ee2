"""Statements that are interrupted when their time is over, which is no fault."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def left_out_when_interrupted(name: str, left_out: list[str]) -> Iterator[None]:
    """Runs the block; when a statement in it is interrupted, the name is put on the list instead.

    Who set the limit has SQLite call back and say so (`set_progress_handler`).
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_INTERRUPT:
            raise
        left_out.append(name)
