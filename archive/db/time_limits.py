"""Statements that end when their time is over, which is no fault."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

STEPS = 1_000
"""Steps of SQLite's virtual machine between two looks at the clock; some 10 µs."""


@contextmanager
def time_limit(connection: sqlite3.Connection, seconds: float) -> Iterator[None]:
    """Statements of the block are interrupted once it has taken so long.

    SQLite then raises an OperationalError of which `is_out_of_time` is true; what is asked after
    that is interrupted at once.
    """
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, STEPS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


@contextmanager
def left_out_when_interrupted(name: str, left_out: list[str]) -> Iterator[None]:
    """Runs the block; when it is interrupted, the name is put on the list instead."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if not is_out_of_time(error):
            raise
        left_out.append(name)


def is_out_of_time(error: BaseException) -> bool:
    """Whether it says that a statement was interrupted."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_INTERRUPT
