"""What goes with captures that are taken out, and what stays: settled before any record goes.

A capture whose body another one holds is a revisit: two columns that vanished share the site's one
page for that. Where the holder goes and the revisit is another column's, its record is written anew
with the body. So is the record of another column's capture that says it was redirected from an
address that goes. Each keeps its id, so that journals lead to it. A column's captures are those of
its further pages, too: they stay, whatever they link to and wherever they stand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from archive.db import capture_places, captures, tombstones
from archive.db.capture_places import CapturePlace
from archive.db.captures import CaptureRow
from archive.db.sqlite import Database
from archive.db.warc_beside import WARC_FOLDER
from archive.folder.archive import Archive
from archive.folder.record_check import NOT_MODIFIED, sha256_of_payload
from archive.model import tombstone_keys
from archive.model.errors import DeskError
from archive.model.identity import plain_address
from archive.takedown.payloads import leads_to, names_taken_down
from archive.warc.known import known_fields
from archive.warc.reading import DamagedRecord, WarcRecord, read_from, read_record
from archive.warc.redaction import is_redacted
from archive.warc.response import UnreadableResponse
from archive.warc.rewriting import referring_to, request_of, rewritten, with_body, without_body
from archive.warc.writing import Profile, revisit_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Separation:
    """What goes, and what stood beside it."""

    going: tuple[CapturePlace, ...] = ()
    """Captures that go, records and rows."""
    renewed: tuple[CapturePlace, ...] = ()
    """Captures that stay, with the places of their former records, which go."""
    bodiless: tuple[CapturePlace, ...] = ()
    """Captures of other columns that stay without a body: it stood in a damaged record."""


def is_taken_down(db: Database, url: str) -> bool:
    """Whether payloads of an address, or of the column it is a page of, were taken down."""
    keys = tombstone_keys.of_address_and_column(plain_address(url))
    return tombstones.has_tombstone(db, "address", keys, raw=True)


def holds_taken_down(archive: Archive, one: CapturePlace) -> bool:
    """Whether a capture was received from an address that was taken down, or names one."""
    if is_taken_down(archive.db, one.url) or _was_redirected(archive.db, one.id):
        return True
    try:
        body = archive.body_of_capture(one.id).body
    except DeskError:
        return is_redacted(  # by a call that was cut off
            archive.folder / WARC_FOLDER, one.position, moment=one.captured_at
        )
    if names_taken_down(archive.db, body, base=one.url):
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


def listings(archive: Archive, outlet_id: int) -> list[CapturePlace]:
    """Captures of an outlet that belong to no column and name one that was taken down."""
    return [
        one
        for one in capture_places.captures_without_column(archive.db, outlet_id)
        if holds_taken_down(archive, one)
    ]


def separate(archive: Archive, going: Iterable[CapturePlace], *, since: int = 0) -> Separation:
    """What goes with some captures; the records of what stays are written anew by now.

    Of redirects only captures after the row id `since` are asked.
    """
    db = archive.db
    doomed = {one.id: one for one in going}
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
    staying = sorted({one for one in (*redirected, *revisits) if one.id not in doomed})
    return _Renewal(archive, doomed).run(staying)


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


class _Renewal:
    """Records of captures that stay, written anew without what goes."""

    def __init__(self, archive: Archive, doomed: dict[int, CapturePlace]) -> None:
        self._archive, self._doomed = archive, doomed
        self._folder = archive.folder / WARC_FOLDER
        self._holders: dict[int, tuple[int, WarcRecord]] = {}
        """Which captures hold the bodies now that captures which go have held."""

    def run(self, staying: Sequence[CapturePlace]) -> Separation:
        """What came of it."""
        renewed, bodiless = [], []
        for one in staying:
            row = captures.capture_by_id(self._archive.db, one.id)
            if row is None:
                continue
            try:
                self._renew(row)
                renewed.append(one)
            except DamagedRecord:
                if row.article_id is None:
                    self._doomed[one.id] = one
                else:
                    self._detach(row)
                    bodiless.append(one)
        return Separation(
            going=tuple(sorted(self._doomed.values())),
            renewed=tuple(renewed),
            bodiless=tuple(bodiless),
        )

    def _renew(self, row: CaptureRow) -> None:
        record = read_record(self._folder, row.position)
        if record.type not in ("response", "revisit"):
            raise DamagedRecord(self._folder / row.warc_file, row.warc_offset, "it was taken out")
        via, for_good = self._led(row)
        fields = known_fields(
            via=via, moved_permanently=for_good, rights=captures.listed(row.rights)
        )
        answer, holder = self._answer(row, record, fields)
        asked = request_of(self._folder, record)
        members = [answer] if asked is None else [answer, rewritten(asked)]
        self._archive.rewrite_capture(
            row, members, revisit_of=holder, via=via, moved_permanently=for_good
        )
        if holder is None and row.revisit_of is not None and row.status != NOT_MODIFIED:
            self._holders.setdefault(row.revisit_of, (row.id, _parsed(answer, row)))

    def _answer(
        self, row: CaptureRow, record: WarcRecord, fields: dict[str, str | None]
    ) -> tuple[bytes, int | None]:
        """The record of a capture as it will stand, and the capture that will hold its body."""
        if row.revisit_of not in self._doomed:
            return rewritten(record, fields), row.revisit_of
        is_same = row.status == NOT_MODIFIED
        if row.revisit_of in self._holders:
            holder, held = self._holders[row.revisit_of]
            profile: Profile = "server-not-modified" if is_same else "identical-payload-digest"
            if (reference := revisit_of(held, profile=profile)) is not None:
                return referring_to(record, reference, fields), holder
        if is_same:
            return without_body(record, fields), None
        body = read_record(self._folder, self._doomed[row.revisit_of].position)
        answer = (
            with_body(record, body.payload(), fields)
            if sha256_of_payload(body) == row.digest
            else b""
        )
        if not answer or sha256_of_payload(_parsed(answer, row)) != row.digest:
            seen = "its body is not the one kept"
            raise DamagedRecord(self._folder / row.warc_file, row.warc_offset, seen)
        return answer, None

    def _detach(self, row: CaptureRow) -> None:
        """Leave a capture without a body, which is nowhere any more."""
        via, for_good = self._led(row)
        holder = None if row.revisit_of in self._doomed else row.revisit_of
        with self._archive.write() as db:
            captures.update_record(
                db,
                row.id,
                position=row.position,
                revisit_of=holder,
                via=via,
                moved_permanently=for_good,
            )

    def _led(self, row: CaptureRow) -> tuple[tuple[str, ...], bool]:
        """The addresses that redirected to a capture and stay, and whether they did for good."""
        listed = captures.listed(row.via)
        via = tuple(url for url in listed if not is_taken_down(self._archive.db, url))
        return via, bool(row.moved_permanently and via)


def _parsed(member: bytes, row: CaptureRow) -> WarcRecord:
    return read_from(BytesIO(member), Path(row.warc_file), 0)
