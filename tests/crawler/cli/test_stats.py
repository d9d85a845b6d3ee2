"""What `desk stats` says of an outlet in few words."""

import pytest

from archive.reading.outlet_health import Publishing
from archive.reading.statistics import OutletStats
from crawler.cli.reading.stats import whether_it_publishes


@pytest.mark.parametrize(
    ("state", "newest", "told"),
    [
        ("publishes", "2026-11-01", "yes"),
        ("pausing", "2026-06-01T08:30:00Z", "pausing since 2026-06-01"),
        ("silent", "2019-03", "silent since 2019-03"),
        ("unknown", None, "not known"),
    ],
)
def test_it_is_told_whether_an_outlet_publishes(
    state: Publishing, newest: str | None, told: str
) -> None:
    outlet = OutletStats(
        slug="harbour",
        name="The Harbour",
        columns=3,
        gone=0,
        comments=0,
        versions=3,
        duplicates=0,
        captures=3,
        words=90,
        earliest=newest,
        latest=newest,
        newest=newest,
        state=state,
        crawled_at=None,
    )
    assert whether_it_publishes(outlet) == told
