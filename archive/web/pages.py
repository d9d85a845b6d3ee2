"""What goes around Datasette's pages: security headers, and tables without their long columns."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

AsgiScope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[AsgiScope, Receive, Send], Awaitable[None]]
Wrapper = Callable[[App], App]

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

LONG_COLUMNS = {
    "/archive/articles": (
        *("published", "published_precision", "modified_utc", "modified", "modified_precision"),
        *("state", "cluster_id", "first_seen", "last_seen", "kicker", "byline", "dateline"),
        *("body_digest", "text_digest", "record_digest", "canonical_url", "found_in"),
        *("body", "search_extra", "search_authors", "blocks"),
    ),
    "/archive/comments": ("published", "published_precision", "digest", "search_extra"),
    "/archive/versions": ("text_digest", "body_digest", "body"),
}
"""Columns that a table is first shown without, by its path: the text of thirty columns makes a page
six times larger. A row's own page, JSON and CSV have them all, and `?_col=` asks for any."""


def trimmed_and_guarded(app: App) -> App:
    """Datasette with headers against framing its pages and guessing their types."""

    async def wrapped(scope: AsgiScope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                named = {name for name, _ in HEADERS}
                kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in named]
                message = {**message, "headers": [*kept, *HEADERS]}
            await send(message)

        if scope["type"] != "http":
            await app(scope, receive, send)
        else:
            await app(trimmed(scope), receive, send_guarded)

    return wrapped


def trimmed(scope: AsgiScope) -> AsgiScope:
    """The request, asking for a table without its long columns unless it says which it wants."""
    columns = LONG_COLUMNS.get(scope.get("path", ""))
    asked = scope.get("query_string", b"").decode("latin-1")
    if not columns or {"_col", "_nocol"} & {name for name, _ in parse_qsl(asked, True)}:
        return scope
    added = urlencode([("_nocol", column) for column in columns])
    return {**scope, "query_string": "&".join(filter(None, (asked, added))).encode("latin-1")}
