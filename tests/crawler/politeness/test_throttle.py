"""How long a host is left alone."""

from datetime import UTC, datetime

import pytest

from crawler.politeness.throttle import (
    LONGEST_PAUSE,
    LONGEST_THROTTLE,
    back_off,
    seconds_asked,
    throttled,
)

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        (" 0 ", 0.0),
        ("86400", 86400.0),
        ("99999999", LONGEST_PAUSE),
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


def test_a_slow_host_is_asked_less_often_and_no_host_more_often_than_its_floor() -> None:
    assert throttled(1.0, latency=4.0, floor=1.0, good=True) == 4.0
    assert throttled(4.0, latency=0.1, floor=1.0, good=True) == 2.05
    assert throttled(2.0, latency=0.1, floor=2.0, good=True) == 2.0
    assert throttled(4.0, latency=0.1, floor=1.0, good=False) == 4.0, "errors come fast"
    assert throttled(1.0, latency=900.0, floor=1.0, good=True) == LONGEST_THROTTLE
    assert throttled(1.0, latency=1.0, floor=120.0, good=True) == 120.0


def test_each_refusal_in_a_row_doubles_the_wait() -> None:
    waits = [back_off(times, floor=1.0) for times in range(9)]
    assert waits == [1, 2, 4, 8, 16, 32, 64, 120, 120]
