"""What goes around Datasette's pages: security headers, and what is asked of its tables.

A table comes first with what a reader understands; a date filter takes a year or month as a whole.
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
FIRST_SHOWN = {
    f"{TABLES}articles": (
        *("_col=public_id", "_col=title", "_col=outlet_id", "_col=published_utc", "_col=section"),
        *("_col=language", "_col=words", "_col=comment_count", "_col=standfirst", "_col=url"),
    ),
    f"{TABLES}comments": (
        *("_nocol=published", "_nocol=published_precision", "_nocol=digest"),
        "_nocol=search_extra",
    ),
    f"{TABLES}versions": (
        *("_nocol=capture_id", "_nocol=text_digest", "_nocol=body_digest", "_nocol=body"),
    ),
    f"{TABLES}article_events": ("_nocol=capture_id",),
    f"{TABLES}article_authors": ("_nocol=folded",),
}
"""What a table is first asked for, by its path: of columns what a reader understands, in that
order; of others all but what is long, as the text of thirty columns makes a page six times larger.
A row's own page, JSON and CSV have all of them, and `?_col=` asks for any."""


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
    """The request, asking for a table as it is first shown unless it says which columns it wants.

    The page's links to JSON and CSV ask for the same ones: those are given all.
    """
    path, _, form = scope.get("path", "").partition(".")
    first_shown = parse_qsl("&".join(FIRST_SHOWN.get(path, ())))
    asked = scope.get("query_string", b"").decode("latin-1")
    named = parse_qsl(asked, keep_blank_values=True)
    chosen = [pair for pair in named if pair[0] in ("_col", "_nocol")]
    if first_shown and form and chosen == first_shown:
        kept = [pair for pair in named if pair not in chosen]
        return {**scope, "query_string": urlencode(kept).encode()}
    if not first_shown or form or chosen:
        return scope
    added = urlencode(first_shown)
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
