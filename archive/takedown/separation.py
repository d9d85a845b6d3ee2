"""What goes with captures that are taken out, and what stays.

Captures that are no column's go when they name what goes. A column's captures are those of its
further pages, too: they stay, whatever they link to and wherever they stand. A REST listing stays
without the entries of what goes, as it tells of others. What stays and refers to what goes is
written anew (`renewal`).
"""

from collections.abc import Iterable
from contextlib import suppress

from archive.db import capture_places, captures, outlets
from archive.db.capture_places import CapturePlace
from archive.db.columns import addresses
from archive.db.columns.articles import KnownColumn
from archive.db.sqlite import Database
from archive.db.warc_beside import WARC_FOLDER
from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.model.identity import site_of
from archive.model.timeline import NOT_MODIFIED
from archive.takedown.payloads import (
    is_taken_down,
    leads_to,
    listing_left,
    names_taken_down,
)
from archive.takedown.renewal import Renewal, Separation
from archive.warc.reading import DamagedRecord, read_record
from archive.warc.redaction import is_redacted
from archive.warc.response import UnreadableResponse


def holds_taken_down(
    archive: Archive, one: CapturePlace, *, of_whatever_site: bool = False
) -> bool:
    """Whether a capture was received from an address that was taken down, or names one of its own
    site, or of whatever site: others may link there."""
    if is_taken_down(archive.db, one.url) or _was_redirected(archive.db, one.id):
        return True
    try:
        body = archive.body_of_capture(one.id).body
    except DeskError:
        return is_redacted(  # by a call that was cut off
            archive.folder / WARC_FOLDER, one.position, moment=one.captured_at
        )
    if names_taken_down(
        archive.db, body, base=one.url, home=one.home, of_whatever_site=of_whatever_site
    ):
        return True
    led = led_to(archive, one)
    return led is not None and is_taken_down(archive.db, led)


def led_to(archive: Archive, one: CapturePlace) -> str | None:
    """The address that a capture redirects to; None for one that is no redirect, or damaged."""
    row = captures.capture_by_id(archive.db, one.id)
    if row is None or row.status == NOT_MODIFIED or not 300 <= (row.status or 0) < 400:
        return None
    try:
        record = read_record(archive.folder / WARC_FOLDER, one.position)
        return leads_to(record.response(), base=one.url)
    except (DamagedRecord, UnreadableResponse):
        return None


def _was_redirected(db: Database, capture_id: int) -> bool:
    row = captures.capture_by_id(db, capture_id)
    return row is not None and any(is_taken_down(db, url) for url in captures.listed(row.via))


def listings(archive: Archive, known: KnownColumn) -> list[CapturePlace]:
    """Captures that are no column's and name one that was taken down: of its outlet, wherever the
    column stood, and of its site."""
    db = archive.db
    own_home = outlets.homes(db)[outlets.slug_of(db, known.outlet_id)]
    sites = {site_of(url) for url in addresses.addresses_of(db, known.id)}
    return [
        one
        for one in capture_places.captures_without_column(db, listing=known.id)
        if (one.home == own_home or not sites.isdisjoint((site_of(one.url), site_of(one.home))))
        and holds_taken_down(archive, one, of_whatever_site=one.home == own_home)
    ]


def separate(archive: Archive, going: Iterable[CapturePlace], *, since: int = 0) -> Separation:
    """What goes with some captures; the records of what stays are written anew by now.

    Of redirects only captures after the row id `since` are asked.
    """
    db = archive.db
    doomed = {one.id: one for one in going}
    listings_left = _listings_left(archive, doomed.values())
    kin = [
        *capture_places.places_of(db, list(listings_left)),
        *capture_places.revisits_of(db, list(listings_left)),
    ]
    for one in kin:
        doomed.pop(one.id, None)
    redirected = [
        one
        for one in capture_places.redirected_captures(db, since=since)
        if one.id not in doomed and _was_redirected(db, one.id)
    ]
    parts = capture_places.pages_of_columns(db, [one.id for one in redirected])
    doomed |= {
        one.id: one for one in redirected if one.id not in parts and not _is_of_column(db, one.id)
    }
    doomed |= {one.id: one for one in capture_places.parts_of_these_alone(db, list(doomed))}
    revisits = [one for one in capture_places.revisits_of(db, list(doomed)) if one.id not in doomed]
    parts = capture_places.pages_of_columns(db, [one.id for one in revisits])
    doomed |= {one.id: one for one in revisits if one.id not in parts and _goes_along(archive, one)}
    staying = sorted({one for one in (*kin, *redirected, *revisits) if one.id not in doomed})
    return Renewal(archive, doomed, listings_left).run(staying)


def _listings_left(archive: Archive, going: Iterable[CapturePlace]) -> dict[int, bytes]:
    """REST listings without what goes, by the captures that hold them, of those that name it."""
    db, left = archive.db, dict[int, bytes]()
    for one in going:
        row = captures.capture_by_id(db, one.id)
        if row is None or row.article_id is not None or row.status is None:
            continue
        if is_taken_down(db, one.url) or _was_redirected(db, one.id):
            continue
        with suppress(DeskError):
            body = listing_left(db, archive.body_of_capture(one.id).body)
            if body is not None:
                left[row.revisit_of or row.id] = body
    return left


def _is_of_column(db: Database, capture_id: int) -> bool:
    row = captures.capture_by_id(db, capture_id)
    return row is not None and row.article_id is not None


def _goes_along(archive: Archive, one: CapturePlace) -> bool:
    """Whether a revisit, no other column's page, goes with the capture that holds its body.

    It does when it names what goes, or is a page of that column.
    """
    row = captures.capture_by_id(archive.db, one.id)
    if row is None or row.article_id is not None or row.revisit_of is None:
        return False
    if holds_taken_down(archive, one):
        return True
    holder = captures.capture_by_id(archive.db, row.revisit_of)
    return holder is not None and holder.article_id is not None and 200 <= (row.status or 0) < 300
