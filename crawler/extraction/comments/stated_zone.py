"""The zone of comments that print none, told from the moments that the page states for software.

Only offsets without summer time count: others may have changed between column and comment.
"""

import re
from collections.abc import Iterator
from datetime import timedelta, tzinfo
from itertools import chain, islice

from crawler.extraction.markup.index import PageIndex
from crawler.extraction.text.moments import STAMP, read_stamp

STEADY = frozenset(timedelta(hours=hours) for hours in (5.5, 5.75, 6.5, 7.0, 8.0, 9.0))
"""Offsets of India, Nepal, Burma, Indochina, China, Japan and Korea, which have no summer time."""
UNSTEADY = "ru"
"""Language of others with these offsets: Siberia changed them until 2014."""
MOST_STAMPS = 100
"""Stated moments that are looked at; further ones say nothing more."""
_IN_JSON = re.compile(r'"date(?:Published|Created|Modified)"\s*:\s*"([^"]{16,40})"')


def stated_zone(index: PageIndex, language: str | None) -> tzinfo | None:
    """The zone in which a page states all its moments; None where comments may have another."""
    if (language or "").lower().startswith(UNSTEADY):
        return None
    stamps = islice(filter(None, map(STAMP.fullmatch, _stated(index))), MOST_STAMPS)
    zones = {printed.moment.tzinfo for stamp in stamps if (printed := read_stamp(stamp))}
    zone = zones.pop() if len(zones) == 1 else None
    return zone if zone is not None and zone.utcoffset(None) in STEADY else None


def _stated(index: PageIndex) -> Iterator[str]:
    """What may be moments: contents of metas, dates in JSON-LD, and of time elements."""
    yield from chain.from_iterable(index.metas.values())
    for script in index.json_ld:
        yield from (match[1] for match in _IN_JSON.finditer(script))
    for indexed in index.times:
        yield (indexed.element.get("datetime") or "").strip()
