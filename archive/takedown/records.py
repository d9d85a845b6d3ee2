"""Records overwritten: those of captures that go, and what calls that were cut off left of them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress

from archive.db import capture_places
from archive.db.connection import faults_explained
from archive.db.sqlite import Database
from archive.db.warc_beside import WARC_FOLDER
from archive.folder import bodies
from archive.folder.archive import Archive
from archive.takedown.payloads import is_taken_down, names_taken_down
from archive.takedown.renewal import Separation
from archive.warc.known import known_in
from archive.warc.reading import DamagedRecord, Position, WarcRecord, stretches, warc_files
from archive.warc.redaction import Doomed, redact
from archive.warc.response import UnreadableResponse


def redact_records(
    archive: Archive, parted: Separation, others: Iterable[Doomed] = ()
) -> tuple[str, ...]:
    """Overwrite the records of captures that go, and the former ones of others; names those that
    were not found."""
    renewed = set(parted.renewed)
    doomed = [
        Doomed(
            url=one.url,
            moment=one.captured_at,
            position=one.position,
            following=capture_places.following_record(archive.db, one.position),
            moved=one in renewed,
        )
        for one in sorted({*parted.going, *parted.bodiless, *renewed})
    ]
    doomed += others
    going = {one.id for one in (*parted.going, *parted.bodiless)}

    def is_kept(position: Position) -> bool:
        return not capture_places.captures_at(archive.db, position) <= going

    with archive.warc_closed(), faults_explained(archive.folder):
        unfound = redact(archive.folder / WARC_FOLDER, doomed, is_kept=is_kept)
    return tuple(f"{one.position.file}, offset {one.position.offset}, {one.url}" for one in unfound)


def left_over(archive: Archive) -> Iterator[Doomed]:
    """Records that no row leads to and that name what was taken down: those of captures that were
    written anew by a call that was cut off.

    What merely links there goes only where another record has its id, the one written anew or what
    was put over that: where archive.db was put back from a copy, columns crawled since have
    records and no rows, too.
    """
    db = archive.db
    places_by_id: Counter[str] = Counter()
    linking: list[tuple[str, Doomed]] = []
    for path in warc_files(archive.folder / WARC_FOLDER):
        for _, _, record in stretches(path):
            if record is None or record.type == "request":
                continue
            record_id = record.headers.get("warc-record-id", "")
            places_by_id[record_id] += 1
            if (
                record.url is None
                or record.type not in ("response", "revisit")
                or capture_places.captures_at(db, record.position)
            ):
                continue
            doomed = Doomed(
                url=record.url,
                moment=record.moment or "",
                position=record.position,
                following=None,
                moved=True,
            )
            if _is_of(db, record):
                yield doomed
            elif _names(db, record):
                linking.append((record_id, doomed))
    yield from (doomed for record_id, doomed in linking if places_by_id[record_id] > 1)


def _is_of(db: Database, record: WarcRecord) -> bool:
    """Whether a record came from an address that was taken down, or by way of one."""
    named = [record.url or "", record.headers.get("warc-refers-to-target-uri", "")]
    with suppress(DamagedRecord):
        named += known_in(record).via
    return any(is_taken_down(db, one) for one in named)


def _names(db: Database, record: WarcRecord) -> bool:
    with suppress(UnreadableResponse):
        return names_taken_down(db, bodies.decoded(record.response()), base=record.url or "")
    return False
