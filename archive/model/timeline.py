"""What happened to a column: gone, back, moved, private, another section; from its captures. Pure.

The same captures give the same result, in whatever order they came into the archive.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from archive.model.identity import address_key

EventKind = Literal["gone", "back", "moved", "private", "section"]
State = Literal["live", "gone"]

GONE_STATUSES = (404, 410)
NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True, kw_only=True)
class PastVisit:
    """One capture of a column, as far as it shows where the column answers."""

    capture_id: int
    visited_at: str
    url: str
    status: int | None
    via: tuple[str, ...]
    """Addresses that redirected here."""
    moved_permanently: bool
    """Whether all of them did so for good."""
    gated: bool = False
    """Whether a gate stood there in place of the text."""
    gone: bool = False
    """Whether its column was taken to be gone, also where a page was sent in its place."""
    section: str | None = None
    """The section that its page named; None where it named none."""
    body: str | None = None
    """Digest of the body that it sent, or that it confirmed (304); None where it did neither."""
    page: int | None = None
    """The capture whose page it showed: itself, or the one that it confirmed (`confirmed`)."""

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Place in time; of two visits in one millisecond their answers decide."""
        return self.visited_at, self.url, self.status or 0, self.section or ""

    @property
    def shows(self) -> bool:
        """Whether it showed the column, by its page or by saying that it is as it was."""
        return self.status not in GONE_STATUSES and not self.gated and not self.gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A column vanished, went behind a gate, came back, answers at another address, or stands in
    another section."""

    capture_id: int
    kind: EventKind
    happened_at: str
    detail: str | None = None
    """The address moved from, the section before, or where a redirect leads from what is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Where a column stands today and how it came there."""

    state: State
    address: str | None
    """None as long as no visit found the column at an address."""
    events: tuple[Event, ...]
    private_since: str | None = None
    """Since when a gate stands in place of its text; None while it is public."""


def timeline(visits: Iterable[PastVisit]) -> Timeline:
    """State, address and events of a column from all visits to its addresses."""
    state: State = "live"
    address: str | None = None
    private_since: str | None = None
    section: str | None = None
    events: list[Event] = []
    answered: dict[str, str] = {}  # key of each address it answered at and has not moved from
    for visit in sorted(visits, key=lambda visit: visit.order):
        key = address_key(visit.url)
        if not visit.shows:
            asked = {key, *map(address_key, visit.via)}
            if address is None or address_key(address) not in asked:
                continue
            if visit.gated and state == "live" and private_since is None:
                private_since = visit.visited_at
                events.append(_event("private", visit))
            elif not visit.gated and state == "live":
                state, private_since = "gone", None
                led_to = None if visit.status in GONE_STATUSES else visit.url
                events.append(_event("gone", visit, detail=led_to))
            continue
        if state == "gone" or private_since is not None:
            state, private_since = "live", None
            events.append(_event("back", visit))
        for old in visit.via if visit.moved_permanently else ():
            left = answered.pop(address_key(old), None) if address_key(old) != key else None
            if left is not None:
                events.append(_event("moved", visit, detail=left))
        if visit.section is not None:
            if section not in (None, visit.section):
                events.append(_event("section", visit, detail=section))
            section = visit.section
        answered[key] = visit.url
        address = _today(address, visit)
    return Timeline(state=state, address=address, events=tuple(events), private_since=private_since)


def confirmed(visits: Iterable[PastVisit]) -> list[PastVisit]:
    """Visits in order of time, each with the page that it showed; a 304 shows one again.

    It is the last page before it whose body the server confirmed, which need not be the newest:
    another desk, or an import, may have seen a text in between that this server's answer denies.
    In the millisecond of that page it adds nothing.
    """
    pages: dict[str, PastVisit] = {}
    found: list[PastVisit] = []
    for visit in sorted(visits, key=lambda visit: visit.order):
        shown = visit
        if visit.status == NOT_MODIFIED:
            page = pages.get(visit.body or "")
            if page is not None and page.visited_at < visit.visited_at:
                shown = replace(visit, page=page.capture_id, section=page.section)
        elif visit.shows:
            shown = replace(visit, page=visit.capture_id)
            pages[visit.body or ""] = shown
        found.append(shown)
    return found


def _event(kind: EventKind, visit: PastVisit, *, detail: str | None = None) -> Event:
    return Event(
        capture_id=visit.capture_id, kind=kind, happened_at=visit.visited_at, detail=detail
    )


def _today(address: str | None, visit: PastVisit) -> str:
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
