"""What happened to a column at its addresses: gone, back, moved. Pure; from its captures in time.

The same captures tell the same, in whatever order they came into the archive.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from archive.identity import address_key

EventKind = Literal["gone", "back", "moved"]
State = Literal["live", "gone"]

GONE_STATUSES = (404, 410)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One capture of a column, as far as it tells where the column answers."""

    capture_id: int
    visited_at: str
    url: str
    status: int | None
    via: tuple[str, ...]
    """Addresses that redirected here."""
    moved_permanently: bool
    """Whether all of them did so for good."""

    @property
    def order(self) -> tuple[str, str, int]:
        """Place in time; of two visits in one millisecond the address decides, and not chance."""
        return self.visited_at, self.url, self.status or 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A column vanished, came back, or answers at another address."""

    capture_id: int
    kind: EventKind
    happened_at: str
    detail: str | None = None
    """The address moved from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Where a column stands today and how it came there."""

    state: State
    address: str | None
    """None as long as no visit found the column at an address."""
    events: tuple[Event, ...]


def timeline(visits: Iterable[Visit]) -> Timeline:
    """State, address and events of a column from all visits to its addresses."""
    state: State = "live"
    address: str | None = None
    events: list[Event] = []
    answered: dict[str, str] = {}  # key of each address it answered at and has not moved from
    for visit in sorted(visits, key=lambda visit: visit.order):
        key = address_key(visit.url)
        if visit.status in GONE_STATUSES:
            asked = {key, *map(address_key, visit.via)}
            if state == "live" and address is not None and address_key(address) in asked:
                state = "gone"
                events.append(_event("gone", visit))
            continue
        if state == "gone":
            state = "live"
            events.append(_event("back", visit))
        for old in visit.via if visit.moved_permanently else ():
            left = answered.pop(address_key(old), None) if address_key(old) != key else None
            if left is not None:
                events.append(_event("moved", visit, detail=left))
        answered[key] = visit.url
        address = _today(address, visit)
    return Timeline(state=state, address=address, events=tuple(events))


def _event(kind: EventKind, visit: Visit, *, detail: str | None = None) -> Event:
    return Event(
        capture_id=visit.capture_id, kind=kind, happened_at=visit.visited_at, detail=detail
    )


def _today(address: str | None, visit: Visit) -> str:
    """The address of a column after a visit; of two spellings that both answer, https, then short.

    Otherwise the order of two visits would decide what the column is cited by.
    """
    if (
        address is None
        or address_key(address) != address_key(visit.url)
        or (visit.moved_permanently and address in visit.via)
    ):
        return visit.url
    return min(address, visit.url, key=lambda url: (not url.startswith("https:"), len(url), url))
