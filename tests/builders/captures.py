"""Captures of an invented outlet that no archive holds, for the tests of what reads captures."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from archive.model.records import Capture
from crawler.config.outlets import Outlet, Scope, Seed

OUTLET = Outlet(
    slug="harbour",
    name="The Harbour Review",
    home="https://harbour.example/",
    language="en",
    timezone=ZoneInfo("Europe/Lisbon"),
    scope=Scope(hosts=frozenset(["harbour.example"]), sections=frozenset(["foreign affairs"])),
    seeds=(Seed(channel="feed", url="https://harbour.example/feed/", limit=1),),
    revisit_after=timedelta(0),
)
HTML = "text/html; charset=utf-8"


def capture(
    body: bytes = b"",
    *,
    status: int | None = 200,
    content_type: str | None = HTML,
    url: str = "https://harbour.example/1/ferries/",
    via: tuple[str, ...] = (),
) -> Capture:
    """One answer, by default to a page's address."""
    return Capture(
        id=1,
        url=url,
        captured_at=datetime(2026, 11, 23, 12, 0, tzinfo=UTC),
        status=status,
        content_type=content_type,
        digest="0" * 64,
        body=body,
        via=via,
    )
