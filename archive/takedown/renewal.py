"""Records of captures that stay, written anew without what goes.

A capture whose body another one holds is a revisit: two columns that vanished share the site's one
page for that. Where the holder goes and the revisit is another column's, its record is written anew
with the body. So is the record of another column's capture that says it was redirected from an
address that goes, and a REST listing without the entries of what goes, with the revisits that refer
to it. Each keeps its id, so that journals lead to it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from archive.db import captures
from archive.db.capture_places import CapturePlace
from archive.db.captures import CaptureRow
from archive.db.warc_beside import WARC_FOLDER
from archive.folder.archive import Archive
from archive.folder.record_check import sha256_of_payload
from archive.model.timeline import NOT_MODIFIED
from archive.takedown.payloads import is_taken_down
from archive.warc.known import known_fields
from archive.warc.reading import DamagedRecord, WarcRecord, read_from, read_record
from archive.warc.rewriting import (
    referring_to,
    request_of,
    rewritten,
    with_body,
    with_entity,
    without_body,
)
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


class Renewal:
    """Records of captures that stay, written anew without what goes."""

    def __init__(
        self,
        archive: Archive,
        doomed: dict[int, CapturePlace],
        listings_left: Mapping[int, bytes],
    ) -> None:
        """`listings_left` has the new bodies of REST listings, by the captures that hold them."""
        self._archive, self._doomed, self._left = archive, doomed, listings_left
        self._folder = archive.folder / WARC_FOLDER
        self._holders: dict[int, tuple[int, WarcRecord]] = {}
        """Which captures hold the bodies now that captures which go have held, or that are new."""

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
        body = None if row.status == NOT_MODIFIED else self._left.get(row.revisit_of or row.id)
        self._archive.rewrite_capture(
            row, members, revisit_of=holder, via=via, moved_permanently=for_good, body=body
        )
        if row.id in self._left:
            self._holders[row.id] = (row.id, _parsed(answer, row))
        elif holder is None and row.revisit_of is not None and row.status != NOT_MODIFIED:
            self._holders.setdefault(row.revisit_of, (row.id, _parsed(answer, row)))

    def _answer(
        self, row: CaptureRow, record: WarcRecord, fields: dict[str, str | None]
    ) -> tuple[bytes, int | None]:
        """The record of a capture as it will stand, and the capture that will hold its body."""
        if row.id in self._left:
            return with_entity(record, self._left[row.id], fields), None
        if row.revisit_of not in self._doomed.keys() | self._left.keys():
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
