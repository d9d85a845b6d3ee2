"""What a feed or listing said on its first pages, then and now: entries that changed or vanished.

Pure. A feed that gives no time of the last change gives texts, sections and counts of comments;
and an entry that is gone while older ones still stand is of a post that is gone, or elsewhere.
"""

from collections.abc import Container, Mapping, Sequence
from typing import Any, NamedTuple

ENTRIES = "entries"
"""Key in a seed's memory: the `SeedEntry` of each address in order."""
MOST_REMEMBERED = 1_000
"""Entries kept of one seed; ten to a hundred are usual."""


class SeedEntry(NamedTuple):
    """What a first page has of one address."""

    url: str
    says: str | None = None
    """Digest of what a feed's entry says; None for other channels."""
    place: str | None = None
    """Digest of where in its mark-up a listing has it; None for other channels."""


def remembered(memory: Mapping[str, Any]) -> list[SeedEntry]:
    """The entries as the last crawl met them; none after one that kept only digests."""
    return [SeedEntry(*entry) for entry in memory.get(ENTRIES, ())]


def memory_of(entries: Sequence[SeedEntry]) -> dict[str, Any]:
    """What is to be remembered of them."""
    return {ENTRIES: [list(entry) for entry in entries[:MOST_REMEMBERED]]} if entries else {}


def differing(before: Sequence[SeedEntry], now: Sequence[SeedEntry]) -> list[str]:
    """Addresses whose entry says something else than before, or stands there no longer though
    one that stood behind it does, in the same list of the page.

    What newer entries push off the end of a list has entries of other lists behind it: of a
    sidebar, say.
    """
    told = {entry.url: entry.says for entry in now}
    last = {entry.place: at for at, entry in enumerate(before) if entry.url in told}
    vanished = [
        entry.url
        for at, entry in enumerate(before)
        if entry.url not in told and at < last.get(entry.place, -1)
    ]
    changed = [
        entry.url
        for entry in before
        if entry.says is not None and told.get(entry.url) not in (entry.says, None)
    ]
    return vanished + changed


def goes_on(entries: Sequence[SeedEntry], known: Container[str]) -> bool:
    """Whether a list of the page ends with an address that is not known: more may follow it.

    Newest first, what stands behind a known one is known too.
    """
    last = {entry.place: entry.url for entry in entries}
    return any(url not in known for url in last.values())


def behind(before: Sequence[SeedEntry], now: Sequence[SeedEntry]) -> list[SeedEntry]:
    """The entries that stood behind all that are there now: on pages that were not asked again."""
    told = {entry.url for entry in now}
    last = max((at for at, entry in enumerate(before) if entry.url in told), default=-1)
    return list(before[last + 1 :])


def rolled(before: Sequence[SeedEntry], named: Container[str]) -> bool:
    """Whether nothing is named that was named before: columns may have been missed."""
    return bool(before and named) and not any(entry.url in named for entry in before)
