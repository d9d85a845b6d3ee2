"""In which languages an outlet's columns are."""

from collections import Counter

from archive.db.columns import languages
from archive.db.sqlite import Database

MOST_READ = 20_000
"""Columns of an outlet of which each is asked for its language: 100 ms."""


def languages_of(
    db: Database, outlet_id: int, *, own: str, known: int
) -> tuple[tuple[str, int], ...] | None:
    """Each language of an outlet's columns, without its region, with how many are in it, the most
    frequent first; None where too many would have to be asked.

    In most outlets all of which it is known are in the outlet's own language, which is told from
    the index alone.
    """
    base = _base(own)
    if base and languages.count_in(db, outlet_id, base) == known:
        return ((base, known),) if known else ()
    if known > MOST_READ:
        return None
    counts: Counter[str] = Counter()
    for code, count in languages.of_outlet(db, outlet_id):
        if base := _base(code):
            counts[base] += count
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _base(code: str) -> str:
    return code.strip().replace("_", "-").partition("-")[0].lower()
