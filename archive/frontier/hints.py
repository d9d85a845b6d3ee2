"""What channels say of when a column changed last, and what of it is believed."""

from collections.abc import Collection
from datetime import datetime, timedelta

from archive.db.crawling import frontier
from archive.db.crawling.frontier import Hint
from archive.folder.archive import Archive
from archive.model.records import Candidate
from archive.model.times import moment_text

FEW_AT_ONCE = 4
"""Columns that may be changed at once by a person."""
ONE_MOMENT = timedelta(minutes=1)
"""In which a large sitemap is made."""


def hint_of(candidate: Candidate, *, now: datetime, believed: bool) -> Hint | None:
    """When a candidate is said to have changed; a day's end counts only when it is over.

    A date to come would make the address due at every crawl until then.
    """
    since, until = candidate.changed_at, candidate.changed_until
    if since is None or since > now:
        return None
    if until is None or until > now:
        until = since
    return Hint(since=moment_text(since), until=moment_text(until), believed=believed)


def changed_at_once(
    archive: Archive, outlet_id: int, candidates: Collection[Candidate]
) -> frozenset[str]:
    """Those of the candidates in one answer that are known and said to have changed in one moment,
    when they are most of the known ones: it is the moment in which the answer was made.
    """
    seen = frontier.changes_seen(archive.db, outlet_id, [one.url for one in candidates])
    news = sorted(
        (one.changed_at, one.url)
        for one in candidates
        if one.changed_at and one.url in seen and moment_text(one.changed_at) > seen[one.url]
    )
    if len(news) <= FEW_AT_ONCE:
        return frozenset()
    middle = news[len(news) // 2][0]
    alike = [url for at, url in news if abs(at - middle) <= ONE_MOMENT]
    return frozenset(alike if len(alike) > max(FEW_AT_ONCE, len(seen) / 2) else ())
