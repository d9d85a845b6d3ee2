"""What former visits say of a redirect: whether it is a name of its column."""

from archive.db import captures
from archive.db.sqlite import Database
from archive.model.records import Capture
from crawler.intake import intake
from crawler.urls.normalising import normalise


def led_before(db: Database, column: int, capture: Capture) -> bool:
    """Whether a redirect led to the same address when the one asked for last showed a column.

    A wall at the visit before does not count: what it showed was not kept as the column's.
    """
    asked = normalise(intake.asked_for(capture))
    seen = [
        normalise(visit.url)
        for visit in captures.visits_of(db, column)
        if visit.shows
        and 200 <= (visit.status or 0) < 300
        and normalise(visit.via[0] if visit.via else visit.url) == asked
    ]
    return bool(seen) and seen[-1] == normalise(capture.url)
