"""How long a host is left alone when it asks for it."""

from datetime import UTC, datetime

import pytest

from crawler.middlewares import RETRY_AFTER_CAP, seconds_asked

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        (" 0 ", 0.0),
        ("86400", RETRY_AFTER_CAP),
        ("Mon, 23 Nov 2026 12:00:30 GMT", 30.0),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0.0),
        ("soon", 0.0),
        ("Thu, 01 Jan 99999999999999 00:00:00 GMT", 0.0),
        ("-5", 0.0),
        ("nan", 0.0),
    ],
)
def test_retry_after_is_read_as_seconds_or_date_and_capped(header: str, seconds: float) -> None:
    assert seconds_asked(header, now=NOW) == seconds
