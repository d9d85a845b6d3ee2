"""What a feed or listing said on its first page, then and now: entries that changed or vanished.

Pure. A feed that gives no time of the last change gives texts, sections and counts of comments;
and an entry that is gone while older ones still stand is of a post that is gone, or elsewhere.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

ENTRIES = "entries"
"""Key in a seed's memory: address and digest of each entry in order; the digest null if unknown."""
MOST_REMEMBERED = 1_000
"""SeedEntries kept of one seed; ten to a hundred are usual."""

SeedEntries = Sequence[tuple[str, str | None]]


def remembered(memory: Mapping[str, Any]) -> SeedEntries:
    """The entries as the last crawl met them; none after one that kept only digests."""
    return [(url, says) for url, says in memory.get(ENTRIES, ())]


def memory_of(entries: SeedEntries) -> dict[str, Any]:
    """What is to be remembered of them."""
    return {ENTRIES: [list(entry) for entry in entries[:MOST_REMEMBERED]]} if entries else {}


def differing(before: SeedEntries, now: SeedEntries) -> list[str]:
    """Addresses whose entry says something else than before, or stands there no longer though
    one that stood behind it does."""
    told = dict(now)
    last = max((at for at, (url, _) in enumerate(before) if url in told), default=-1)
    vanished = [url for url, _ in before[: last + 1] if url not in told]
    changed = [
        url for url, says in before if says is not None and told.get(url) not in (says, None)
    ]
    return vanished + changed


def rolled(before: SeedEntries, named: Collection[str]) -> bool:
    """Whether nothing is named that was named before: columns may have been missed."""
    return bool(before and named) and not any(url in named for url, _ in before)
