"""Records overwritten: those of captures that go, and what calls that were cut off left of them."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from archive.db import capture_places
from archive.db.connection import faults_explained
from archive.db.warc_beside import WARC_FOLDER
from archive.folder.archive import Archive
from archive.takedown.separation import Separation, is_taken_down
from archive.warc.known import known_in
from archive.warc.reading import DamagedRecord, Position, stretches, warc_files
from archive.warc.redaction import Doomed, redact


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
    written anew by a call that was cut off."""
    db = archive.db
    for path in warc_files(archive.folder / WARC_FOLDER):
        for _, _, record in stretches(path):
            if record is None or record.url is None or record.type not in ("response", "revisit"):
                continue
            named = [record.url, record.headers.get("warc-refers-to-target-uri", "")]
            with suppress(DamagedRecord):
                named += known_in(record).via
            if any(is_taken_down(db, url) for url in named) and not (
                capture_places.captures_at(db, record.position)
            ):
                yield Doomed(
                    url=record.url,
                    moment=record.moment or "",
                    position=record.position,
                    following=None,
                    moved=True,
                )
