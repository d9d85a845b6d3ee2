"""What the archive writes into its WARC files beside the records, while it is open for writing.

The form is `archive.warc.journal`'s business. Entries wait here, as rows do, for the next commit.
"""

import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from archive.db import (
    capture_parts,
    capture_places,
    captures,
    checksums,
    connection,
    journal,
    outlets,
)
from archive.db.sqlite import Database
from archive.db.tombstones import Tombstone
from archive.model.errors import DeskError
from archive.model.records import Capture, Part
from archive.warc.journal import (
    CONFIRMATION,
    CONFIRMED,
    JOURNAL,
    Entry,
    confirmed_by,
    journal_block,
)
from archive.warc.reading import (
    DamagedRecord,
    Position,
    number_of,
    record_id_at,
    warc_files,
    whole_records,
)
from archive.warc.writing import WarcWriter, new_id

IDS_KEPT = 10_000
"""Record ids of so many captures are remembered; those of others are looked up in their files."""
JOURNAL_BYTES = 2 * 1024**2
"""Of entries in one record; those of a large commit, or of a whole older archive, take several."""
IDS_AT_ONCE = 10_000
"""Named by one entry, some 500 kB."""


class Journal:
    """Entries that wait for the next commit, and the one way of writing them down."""

    def __init__(self, warc_folder: Path, db: Database) -> None:
        self._folder, self._db = warc_folder, db
        self._lines: list[str] = []
        self._ids: OrderedDict[int, str] = OrderedDict()
        self._slugs: dict[int, str | None] = {}

    def outlet(self, slug: str) -> None:
        """An outlet was entered."""
        self._note({"outlet": slug})

    def capture(
        self, capture_id: int, record_id: str, outlet_id: int | None, *, body: str | None = None
    ) -> None:
        """A record was entered as a capture; `body` is the id of the one with its body, where it
        names another."""
        self._ids[capture_id] = record_id
        if len(self._ids) > IDS_KEPT:
            self._ids.popitem(last=False)
        entry = {"capture": record_id, "outlet": self._slug(outlet_id)}
        self._note({**entry, "body": body} if body else entry)

    def visit(
        self,
        page: Capture,
        parts: Iterable[Part],
        *,
        outlet_id: int,
        private: bool,
        gone: bool,
    ) -> None:
        """A capture was read with its parts, and kept; `gone` says that its column was taken to be
        so, though a page was sent."""
        self._note(
            {
                "visit": self._id(page.id),
                "outlet": self._slug(outlet_id),
                "parts": [[part.role, self._id(part.capture.id)] for part in parts],
                "private": private,
                **({"lacks": True} if page.lacks else {}),
                **({"gone": True} if gone else {}),
            }
        )

    def tombstone(self, stone: Tombstone) -> None:
        """Something may not come in again; why is not written down here."""
        self._note({"tombstone": [stone.kind, stone.key, stone.forgotten_at, stone.raw]})

    def takedown(self, visits: Iterable[int], received: Iterable[int], *, raw: bool) -> None:
        """The column of some captures is taken out with all that was received of it; called before
        it is."""
        for ids in self._ids_in_pieces(visits):
            self._note({"takedown": ids, "received": [], "raw": raw})
        for ids in self._ids_in_pieces(received):
            self._note({"takedown": [], "received": ids, "raw": raw})

    def dropped(self, capture_ids: Iterable[int]) -> None:
        """Captures are taken out; called before they are."""
        for ids in self._ids_in_pieces(capture_ids):
            self._note({"dropped": ids})

    def undone(self, capture_ids: Iterable[int], *, outlet: str | None) -> None:
        """An import was undone: its captures are set aside; with them went the outlet, if named."""
        *former, last = self._ids_in_pieces(capture_ids) or [[]]
        for ids in former:
            self._note({"undone": ids, "without": None, "goes_on": True})
        self._note({"undone": last, "without": outlet})
        self._slugs.clear()

    @property
    def waiting(self) -> int:
        """How many entries wait."""
        return len(self._lines)

    def take_back(self, waiting: int = 0) -> None:
        """Drop the entries that came since so many waited."""
        del self._lines[waiting:]

    def write(self, writer: WarcWriter | None) -> str | None:
        """The id of the journal of all that waited, which the next commit makes true.

        None when nothing waited, or there is nowhere to write it.
        """
        lines, self._lines = self._lines, []
        if writer is None or not lines:
            return None
        if not self._db.conn.in_transaction:
            connection.begin(self._db.conn)
        return self._write(writer, lines)

    def settle(self, writer: WarcWriter) -> None:
        """Write down what kills, and programs from before there was a journal, left unsaid."""
        _confirm_last(writer, self._db, known=capture_places.last_records(self._db))
        if not journal.lacks_journal(self._db):
            return
        connection.begin(self._db.conn)
        written = self._write(writer, map(_line, self._whole()))
        writer.sync()
        self._db.commit()
        if written is not None:
            confirm(writer, written)

    def _write(self, writer: WarcWriter, lines: Iterable[str]) -> str | None:
        """The id of the last of the journals that lines fill; None when there is no line."""
        piece: list[str] = []
        length = 0
        for line in lines:
            if piece and length + len(line) > JOURNAL_BYTES:
                self._write_piece(writer, piece, goes_on=True)
                piece, length = [], 0
            piece.append(line)
            length += len(line)
        return self._write_piece(writer, piece, goes_on=False) if piece else None

    def _write_piece(self, writer: WarcWriter, lines: Sequence[str], *, goes_on: bool) -> str:
        follows = journal.last_journal(self._db)
        record_id = new_id()
        writer.write_metadata(
            journal_block(lines, follows=follows, goes_on=goes_on),
            content_type=JOURNAL,
            record_id=record_id,
        )
        journal.set_last_journal(self._db, record_id)
        return record_id

    def _whole(self) -> Iterator[Entry]:
        for outlet in outlets.all_outlets(self._db):
            yield {"outlet": outlet["slug"]}
        visits: dict[int, list[Entry]] = {}
        """By the capture with which they are complete."""
        for kept in journal.kept_captures(self._db):
            try:
                record_id = record_id_at(self._folder, kept.place)
                yield {"capture": record_id, "outlet": kept.outlet, "older": True}
                if kept.visited:
                    parts = capture_parts.parts_of(self._db, kept.id)
                    visit: Entry = {
                        "visit": record_id,
                        "outlet": kept.outlet,
                        "parts": [[role, self._id(one)] for role, one in parts],
                        "private": bool(kept.private),
                        **({"lacks": True} if kept.lacks else {}),
                        **({"gone": True} if kept.gone else {}),
                    }
                    last = max(kept.id, *(one for _, one in parts), 0)
                    visits.setdefault(last, []).append(visit)
            except DamagedRecord:
                continue  # nothing can be made of it again
            yield from visits.pop(kept.id, ())
        for left in visits.values():
            yield from left

    def _note(self, entry: Entry) -> None:
        self._lines.append(_line(entry))

    def _slug(self, outlet_id: int | None) -> str | None:
        if outlet_id is None:
            return None
        if outlet_id not in self._slugs:
            self._slugs[outlet_id] = outlets.slug_of(self._db, outlet_id)
        return self._slugs[outlet_id]

    def _ids_in_pieces(self, capture_ids: Iterable[int]) -> list[list[str]]:
        """The ids of the records of captures, as many at a time as an entry names."""
        ids = [self._id(one) for one in capture_ids]
        return [ids[start : start + IDS_AT_ONCE] for start in range(0, len(ids), IDS_AT_ONCE)]

    def _id(self, capture_id: int) -> str:
        held = self._ids.get(capture_id)
        if held is not None:
            return held
        row = captures.capture_by_id(self._db, capture_id)
        if row is None:
            raise DeskError(f"capture {capture_id}: not in the archive; run `desk verify`")
        try:
            return record_id_at(self._folder, row.position)
        except DamagedRecord:  # then nothing is made of it again, and any name will do
            return f"{row.warc_file}:{row.warc_offset}"


def confirm(writer: WarcWriter, record_id: str) -> None:
    """Say in the WARC file that the rows of a journal are committed."""
    writer.write_metadata(CONFIRMED, content_type=CONFIRMATION, record_id=new_id(), about=record_id)


def is_last_there(warc_folder: Path, db: Database, *, known: Mapping[str, Position]) -> bool:
    """Whether the last journal, or what confirms it, is in the files, or damage in its place.

    `known` has the last record of a file that rows refer to: it stands behind them all. A file in
    which no row has a record is not known to be missing otherwise.
    """
    last = journal.last_journal(db)
    if last is None or not checksums.are_sound(db, "journal", 0):
        return True  # a row that others changed leads nowhere, and a check names it
    newest = max(map(number_of, known), default=0)
    files = [path for path in warc_files(warc_folder) if number_of(path.name) >= newest]
    for path in reversed(files):
        size, record = path.stat().st_size, known.get(path.name)
        start = record.offset + record.length if record else 0
        if size == 0:
            return True  # somebody says that it is lost for good
        end = start
        for one in whole_records(path, start):
            end += one.position.length
            if last in (one.headers.get("warc-record-id"), confirmed_by(one)):
                return True
        if end != size:
            return True  # or is damaged, which a check names
    return False


def _confirm_last(writer: WarcWriter, db: Database, *, known: Mapping[str, Position]) -> None:
    """Say so of the last journal, where a kill came between.

    `known` has the last record of a file that rows refer to: a confirmation stands behind it.
    """
    last = journal.last_journal(db)
    if last is None:
        return
    record = known.get(writer.path.name)
    start = record.offset + record.length if record else 0
    if not any(confirmed_by(record) == last for record in whole_records(writer.path, start)):
        confirm(writer, last)


def _line(entry: Entry) -> str:
    return json.dumps(entry, separators=(",", ":"))
