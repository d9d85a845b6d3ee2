"""Statements of the archive run in processes of their own, which end with their time and memory.

SQLite looks at the clock between two steps of a statement, and one step (`instr` of long texts, a
`printf` a gigabyte wide) takes minutes or all memory of the machine. A process has limits that the
system keeps: its alarm ends it, and it is given no more memory than it may have.
"""

import asyncio
import resource
import signal
import sqlite3
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from datasette.app import Datasette
from datasette.database import Database, QueryInterrupted, Results
from datasette.plugins import pm

from archive.db.connection import FILE, explained, open_to_read
from archive.model.errors import DeskError
from archive.web.metadata import SHOWN
from archive.web.served import REFUSED, Permission, is_refusal, served_only
from archive.web.ties import SORTED, of_table, with_ties_by_key

GRACE = 0.5
"""Seconds after its time until the process of a statement that SQLite does not end is ended."""
MEMORY = 512 << 20
"""Bytes that the process of a statement may have, Python's own included."""
ANSWER = 16 << 20
"""Bytes of one answer: what is larger is read in pages."""

processes = get_context("forkserver")
processes.set_forkserver_preload([__name__, "archive.web"])
of_thread = threading.local()


class Asked(NamedTuple):
    """A statement, and what it may take."""

    sql: str
    params: Mapping[str, object] | Sequence[object]
    seconds: float
    rows: int | None
    """It is read no further; all of them where None."""


class NamedRow(tuple[Any, ...]):
    """A row that gives its values by number and by name, as sqlite3's does."""

    columns: Sequence[str]

    @classmethod
    def of(cls, columns: Sequence[str], values: Iterable[object]) -> "NamedRow":
        """The values under these names."""
        row = cls(values)
        row.columns = columns
        return row

    def keys(self) -> Sequence[str]:
        """The names."""
        return self.columns

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            if key not in self.columns:
                raise IndexError(f"No item with that key: {key}")  # as sqlite3 does
            key = self.columns.index(key)
        return super().__getitem__(key)


class LimitedDatabase(Database):  # type: ignore[misc]  # datasette ships no types
    """Datasette's database, its statements run in processes with limits."""

    async def execute(
        self,
        sql: str,
        params: Mapping[str, object] | Sequence[object] | None = None,
        truncate: bool = False,
        custom_time_limit: int | None = None,
        page_size: int | None = None,
        log_sql_errors: bool = True,
    ) -> Results:
        """What a statement finds, read no further than Datasette's settings and `ANSWER`."""
        rows = self.ds.max_returned_rows
        rows += rows == (page_size or self.ds.page_size)
        limit = self.ds.sql_time_limit_ms
        seconds = min(custom_time_limit or limit, limit) / 1000
        if (table := of_table.get()) is not None and SORTED.search(sql):
            sql = with_ties_by_key(sql, await self.primary_keys(table) or ["rowid"])
        asked = Asked(sql, params or {}, seconds, rows if truncate else None)
        columns, read = await asyncio.get_running_loop().run_in_executor(
            self.ds.executor, ask, Path(self.path), asked
        )
        truncated = asked.rows is not None and len(read) > asked.rows
        found = [
            NamedRow.of(columns, values) for values in (read[: asked.rows] if truncated else read)
        ]
        return Results(found, truncated, [(column,) for column in columns])

    async def table_names(self) -> list[str]:
        """The tables that are served."""
        there = set(await super().table_names())
        return [name for name in SHOWN if name in there]

    async def get_all_foreign_keys(self) -> dict[str, dict[str, list[dict[str, str]]]]:
        """Of each served table the foreign keys to and from other served ones."""
        every = await super().get_all_foreign_keys()
        return {
            table: {way: served_only(keys) for way, keys in every[table].items()}
            for table in await self.table_names()
        }

    async def foreign_keys_for_table(self, table: str) -> list[dict[str, str]]:
        """The foreign keys of a table to served ones, which Datasette shows as links."""
        return served_only(await super().foreign_keys_for_table(table))


def ask(path: Path, asked: Asked) -> tuple[list[str], list[tuple[object, ...]]]:
    """Columns and rows of a statement, run in this thread's process.

    Raises what SQLite says of it, `QueryInterrupted` when its time is over, and a DeskError when it
    is the archive that is at fault.
    """
    pipe: Connection | None = getattr(of_thread, "pipe", None)
    if pipe is None:
        pipe, its_end = processes.Pipe()
        where = path.resolve().parent
        processes.Process(target=answer, args=(its_end, where), daemon=True).start()
        its_end.close()
        of_thread.pipe = pipe
    try:
        pipe.send(asked)
        answered = pipe.recv()
    except (EOFError, OSError) as ended:
        pipe.close()
        of_thread.pipe = None
        raise QueryInterrupted(ended, asked.sql, asked.params) from ended
    if isinstance(answered, DeskError):
        raise answered
    if isinstance(answered, sqlite3.Error):
        if answered.args == ("interrupted",):
            raise QueryInterrupted(answered, asked.sql, asked.params)
        raise answered
    columns, rows = answered
    return columns, rows


def answer(pipe: Connection, folder: Path) -> None:
    """Run the statements that come, one after another, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the server, which ends this
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    connection: sqlite3.Connection | None = None
    permission: Permission | None = None
    while True:
        try:
            asked = pipe.recv()
        except EOFError:
            return
        try:
            if connection is None or permission is None:
                connection = connection_of(folder)
                permission = Permission(connection)
            permission.look_again()
            signal.setitimer(signal.ITIMER_REAL, asked.seconds + GRACE)
            answered: object = run(connection, asked)
        except MemoryError:
            answered = sqlite3.OperationalError(f"it needs more than {MEMORY >> 20} MB of memory")
        except DeskError:
            answered = DeskError("the archive cannot be read; `desk stats` says why")
        except sqlite3.DatabaseError as error:
            answered = of_fault(error)
        except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError) as error:
            answered = sqlite3.OperationalError(str(error))
        signal.setitimer(signal.ITIMER_REAL, 0)
        pipe.send(answered)


def of_fault(error: sqlite3.DatabaseError) -> Exception:
    """What is raised for a fault: what is wrong with the archive, or with the statement."""
    if is_refusal(error):
        return sqlite3.OperationalError(REFUSED)
    return explained(error, Path(FILE)) or sqlite3.OperationalError(str(error))


def connection_of(folder: Path) -> sqlite3.Connection:
    """The archive for reading, with the functions that Datasette's plugins give."""
    connection: sqlite3.Connection = open_to_read(folder).conn
    connection.text_factory = lambda text: str(text, "utf-8", "replace")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, ANSWER)
    pm.hook.prepare_connection(conn=connection, database="archive", datasette=Datasette([]))
    return connection


def run(connection: sqlite3.Connection, asked: Asked) -> tuple[list[str], list[Any]]:
    """Columns and rows of a statement; one row more than asked where there are more."""
    end = time.monotonic() + asked.seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, 1000)
    cursor = connection.cursor()
    try:
        cursor.execute(asked.sql, asked.params)
        read, size = [], 0
        for row in cursor:
            size += sum(len(value) for value in row if isinstance(value, str | bytes))
            if size > ANSWER:
                raise sqlite3.OperationalError(
                    f"the answer is larger than {ANSWER >> 20} MB; ask for fewer rows or columns"
                )
            read.append(row)
            if asked.rows is not None and len(read) > asked.rows:
                break
        return [column for column, *_ in cursor.description or ()], read
    finally:
        cursor.close()
        connection.set_progress_handler(None, 0)  # the next is not ended by this one's time
