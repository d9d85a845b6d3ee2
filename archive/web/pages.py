"""What goes around Datasette's pages: security headers, and what is asked of its tables.

A table comes without its long columns, and a date filter takes a year or a month as a whole.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlencode

from archive.web.asgi import App, AsgiScope, Message, Receive, Send
from archive.web.csv_files import HarmlessCsv, is_csv, with_all_rows
from archive.web.room.policy import STRICT
from archive.web.ties import of_table

POLICY = "; ".join(
    (
        "default-src 'self'",
        # Datasette's own pages carry scripts and styles inline; nothing comes from elsewhere.
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
)

TABLES = "/archive/"
TABLE = re.compile(rf"{TABLES}(?P<name>[^/.]+)(?:\.\w+)?")
LONG_COLUMNS = {
    f"{TABLES}articles": (
        *("published", "published_precision", "modified_utc", "modified", "modified_precision"),
        *("state", "cluster_id", "first_seen", "last_seen", "kicker", "byline", "dateline"),
        *("body_digest", "text_digest", "record_digest", "canonical_url", "found_in"),
        *("body", "search_extra", "search_authors", "search_captions", "search_marks", "blocks"),
    ),
    f"{TABLES}comments": ("published", "published_precision", "digest", "search_extra"),
    f"{TABLES}versions": ("capture_id", "text_digest", "body_digest", "body"),
    f"{TABLES}article_events": ("capture_id",),
    f"{TABLES}article_authors": ("folded",),
}
"""Columns that a table is first shown without, by its path: the text of thirty columns makes a page
six times larger. A row's own page, JSON and CSV have them all, and `?_col=` asks for any."""


IN_TIME = re.compile(r"(?P<name>published|modified|\w+_(?:utc|at|seen|since))(?:__(?P<how>\w+))?")
"""Filters of columns that hold times."""
PERIOD = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?")
WHOLE = {"lte": "lt", "gt": "gte", "exact": "startswith", "date": "startswith"}
"""What compares with a whole year, month or day as the other does with a moment; the first two with
the beginning of the next."""


def trimmed_and_guarded(app: App) -> App:
    """Datasette with headers against framing its pages and guessing their types."""

    async def wrapped(scope: AsgiScope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": guarded(message.get("headers", []))}
            await send(message)

        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        table = TABLE.fullmatch(scope.get("path", ""))
        of_table.set(table["name"] if table else None)
        answering: Send = HarmlessCsv(send_guarded) if is_csv(scope) else send_guarded
        await app(with_all_rows(trimmed(with_whole_periods(scope))), receive, answering)

    return wrapped


def guarded(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers of an answer and those of safety; pages of ours have a stricter policy."""
    own = [(name.lower(), value) for name, value in headers]
    strict = (STRICT[0].encode(), STRICT[1].encode())
    policy = [strict] if strict in own else []
    named = {name for name, _ in HEADERS}
    return [
        *(pair for pair in own if pair[0] not in named),
        *(pair for pair in HEADERS if pair[0] not in dict(policy)),
        *policy,
    ]


def trimmed(scope: AsgiScope) -> AsgiScope:
    """The request, asking for a table without its long columns unless it says which it wants.

    The page's links to JSON and CSV leave the same ones out: those are asked for with them.
    """
    path, _, form = scope.get("path", "").partition(".")
    columns = LONG_COLUMNS.get(path)
    asked = scope.get("query_string", b"").decode("latin-1")
    named = parse_qsl(asked, keep_blank_values=True)
    if columns and form:
        left_out = [value for name, value in named if name == "_nocol"]
        if left_out != list(columns):
            return scope
        kept = [(name, value) for name, value in named if name != "_nocol"]
        return {**scope, "query_string": urlencode(kept).encode()}
    if not columns or {"_col", "_nocol"} & {name for name, _ in named}:
        return scope
    added = urlencode([("_nocol", column) for column in columns])
    return {**scope, "query_string": "&".join(filter(None, (asked, added))).encode("latin-1")}


def with_whole_periods(scope: AsgiScope) -> AsgiScope:
    """The request, a filter by year, month or day meaning all of it (2020-05 sorts after 2020)."""
    query = scope.get("query_string", b"").decode("latin-1")
    if not scope.get("path", "").startswith(TABLES) or not PERIOD.search(query):
        return scope
    asked = parse_qsl(query, keep_blank_values=True)
    meant = [whole_period(name, value) for name, value in asked]
    return scope if meant == asked else {**scope, "query_string": urlencode(meant).encode()}


def whole_period(name: str, value: str) -> tuple[str, str]:
    """A filter as it compares with a year, month or day as a whole; any other as it is."""
    column, period = IN_TIME.fullmatch(name), PERIOD.fullmatch(value.strip())
    how = WHOLE.get(column["how"] or "exact") if column else None
    if not column or not period or not how:
        return name, value
    after = period[0] if how == "startswith" else next_period(period)
    return (f"{column['name']}__{how}", after) if after else (name, value)


def next_period(period: re.Match[str]) -> str | None:
    """The year, month or day after one; None after the last, and of what is no date."""
    year, month, day = (int(period[part] or 1) for part in ("year", "month", "day"))
    try:
        first = date(year, month, day)
        if period["day"]:
            return (first + timedelta(days=1)).isoformat()
        if period["month"]:
            return (first.replace(day=28) + timedelta(days=4)).isoformat()[:7]
        return first.replace(year=year + 1).isoformat()[:4]
    except (ValueError, OverflowError):
        return None
