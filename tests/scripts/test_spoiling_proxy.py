"""What a site that is made anew each day meets, through the proxy that spoils answers."""

from datetime import UTC, datetime, timedelta

from scripts.spoiling_proxy import chosen
from scripts.wordpress.content import first

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def test_a_column_meets_the_same_faults_whatever_the_day() -> None:
    met = [
        [[chosen(path, visit, seed=3)[0] for visit in (1, 2, 3)] for path in first(now).columns()]
        for now in (NOW, NOW + timedelta(days=1), NOW + timedelta(days=94))
    ]
    assert met[0] == met[1] == met[2]
    assert len({fault for faults in met[0] for fault in faults}) > 1
