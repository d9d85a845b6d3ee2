"""CSV of a table: all rows and columns, and no cell that a spreadsheet takes for a formula."""

import asyncio
import csv
import io
import re
from urllib.parse import parse_qsl, urlencode

from archive.web.asgi import AsgiScope, Message, Send
from archive.web.metadata import SHOWN

TABLE = re.compile(r"/archive/(?P<table>[^/.]+)\.csv")
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""Full-width signs count too; and text with an apostrophe there has one more, so that one may be
taken off of each to read what was kept."""
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
NOT_ALL = "These are not all rows: the server could not read on"


def is_csv(scope: AsgiScope) -> bool:
    """Whether a request is for CSV."""
    return bool(scope.get("path", "").endswith(".csv"))


def with_all_rows(scope: AsgiScope) -> AsgiScope:
    """The request, for all rows of a table's CSV unless it says how many, or from where.

    They come by their ids: Datasette's pages in any other order can leave out rows that are equal
    in it.
    """
    table = TABLE.fullmatch(scope.get("path", ""))
    query = scope.get("query_string", b"").decode("latin-1")
    asked = parse_qsl(query, keep_blank_values=True)
    given = dict(asked)
    if not table or "_next" in given or given.get("_size", "max") != "max":
        return scope
    own = {"_sort", "_sort_desc", "_sort_by_desc", "_size", "_stream"}
    meant = [(name, value) for name, value in asked if name not in own]
    meant += [("_stream", "1"), ("_size", "max")]
    if {"sort", "sort_desc"} & SHOWN.get(table["table"], {}).keys():
        meant.append(("_sort", "id"))
    return {**scope, "query_string": urlencode(meant).encode()}


class HarmlessCsv:
    """What sends a CSV on, its formulas made text, and a fault in the middle seen by the reader."""

    def __init__(self, send: Send) -> None:
        """Send to this."""
        self._send = send
        self._rows = False
        self._broken = False

    async def __call__(self, message: Message) -> None:
        """Send one message on; Datasette sends each row in one."""
        if message["type"] == "http.response.start":
            self._rows = message["status"] == 200
        elif self._rows and message.get("body"):
            body = message["body"]
            if not body.endswith(b"\r\n"):  # Datasette's own word for a fault; a row ends so
                body, self._broken = line_of([NOT_ALL]), True
                await self._send({**message, "body": body, "more_body": True})
                return
            message = {**message, "body": harmless(body)}
            await asyncio.sleep(0)  # a fast reader is sent row after row, and others would wait
        if not self._broken:  # else never ended: whoever fetches it is told that it is cut off
            await self._send(message)


def harmless(body: bytes) -> bytes:
    """Rows of CSV, each cell that begins as a formula does with an apostrophe before it."""
    limit = csv.field_size_limit(len(body) + 1)
    try:
        rows = list(csv.reader(io.StringIO(body.decode(), newline="")))
    finally:
        csv.field_size_limit(limit)
    return b"".join(line_of([as_text(cell) for cell in row]) for row in rows)


def as_text(cell: str) -> str:
    """A cell that no spreadsheet reckons with; numbers stay numbers."""
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell


def line_of(cells: list[str]) -> bytes:
    """A line of CSV."""
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue().encode()
