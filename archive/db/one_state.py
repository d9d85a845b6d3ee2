"""Statements that all see one state of the archive, whatever is written meanwhile."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def one_state(connection: sqlite3.Connection) -> Iterator[None]:
    """What is read in the block is as it stood when the first row of it was read.

    In a transaction that is open already, all of it is.
    """
    begins = not connection.in_transaction
    if begins:
        connection.execute("BEGIN")
    try:
        yield
    finally:
        if begins and connection.in_transaction:  # a fault may have ended it
            connection.execute("ROLLBACK")
