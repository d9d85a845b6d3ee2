"""Statements that all see one state of the archive, whatever is written meanwhile."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def one_state(connection: sqlite3.Connection) -> Iterator[None]:
    """What is read in the block is as it stood when the first row of it was read.

    In a transaction that is open already, all of it is.
    """
    begins = not connection.in_transaction
    try:
        if begins:
            connection.execute("BEGIN")
        yield
    finally:
        if begins and connection.in_transaction:  # a fault may have ended it
            with suppress(sqlite3.OperationalError):  # it ends also where the time is over
                connection.rollback()
