"""The archive of one working folder: its database, what it reads and stores.

What an article is and what becomes of a capture is `ingest`'s business. Here a response is stored
first, before anything is made of it; `group_commit` brings it to the disk.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Self

from archive.db import capture_parts, captures, connection, outlets
from archive.db.captures import CaptureRow
from archive.db.connection import faults_explained
from archive.db.sqlite import Database
from archive.db.warc_beside import WARC_FOLDER
from archive.files.whole import clear_leftovers, sync_folder
from archive.folder import bodies
from archive.folder.adoption import Holder, check_adopted
from archive.folder.group_commit import GroupCommit, open_warc
from archive.folder.lock import WriterLock
from archive.folder.record_ids import RecordIds
from archive.folder.row_check import check_parts
from archive.model.errors import DeskError
from archive.model.records import Capture, Exchange, Part
from archive.model.timeline import NOT_MODIFIED
from archive.model.times import moment, moment_text
from archive.warc.known import known_fields
from archive.warc.reading import record_id_at, warc_files
from archive.warc.response import split_response
from archive.warc.writing import WarcWriter, new_id


class Archive(GroupCommit):
    """An open archive; a context manager that flushes at its end and rolls back on an error."""

    def __init__(
        self,
        folder: Path,
        db: Database,
        *,
        lock: WriterLock | None = None,
        warc: WarcWriter | None = None,
    ) -> None:
        """`Archive.reading`, `Archive.writing` and `Archive.rebuilding` open one."""
        super().__init__(folder, db, lock=lock, warc=warc)
        self._record_ids = RecordIds(self._warc_folder, db)
        self.refused: list[int] = []
        """Captures of what was taken down with its payloads; `redact_again` takes them out."""

    @staticmethod
    def create(folder: Path) -> bool:
        """Whether there was no whole archive in a folder; there is one now, which is up to date."""
        warc = folder / WARC_FOLDER
        if warc.is_dir() and connection.is_up_to_date(folder):
            return False
        _refuse_lost(folder)
        with faults_explained(folder):
            warc.mkdir(parents=True, exist_ok=True)
        with WriterLock(folder, command="init"):
            connection.open_to_write(folder, create=True).close()
        sync_folder(folder)
        return True

    @classmethod
    def writing(cls, folder: Path, *, command: str) -> Self:
        """The archive for the one command that may write to it, what killed ones left repaired."""
        _refuse_lost(folder)
        if not (folder / connection.FILE).exists():
            raise DeskError(connection.not_there(folder / connection.FILE))
        lock = WriterLock(folder, command=command)
        try:
            for one in (folder, *filter(Path.is_dir, folder.iterdir())):
                clear_leftovers(one)
            db = connection.open_to_write(folder)
            try:
                with faults_explained(folder):
                    archive = cls(folder, db, lock=lock, warc=open_warc(folder, db))
                    archive.journal.settle(archive._writer())
                    return archive
            except BaseException:
                db.close()
                raise
        except BaseException:
            lock.release()
            raise

    @classmethod
    def rebuilding(cls, folder: Path, *, file: str) -> Self:
        """A new database aside, for rows made of the folder's WARC files, which it only reads."""
        lock = WriterLock(folder, command="rebuild")
        try:
            return cls(folder, connection.open_to_write(folder, create=True, file=file), lock=lock)
        except BaseException:
            lock.release()
            raise

    def upsert_outlet(
        self,
        *,
        slug: str,
        name: str,
        home: str,
        language: str,
        timezone: str,
        country: str | None,
        formerly: Sequence[str] = (),
    ) -> int:
        """Row id of an outlet, entered or brought up to date from its file."""
        with self.write() as db:
            if outlets.outlet_id(db, slug) is None:
                self.journal.outlet(slug)
            return outlets.upsert_outlet(
                db,
                slug=slug,
                name=name,
                home=home,
                language=language,
                timezone=timezone,
                country=country,
                formerly=formerly,
            )

    def add_capture(
        self,
        exchange: Exchange,
        *,
        body: bytes | None = None,
        outlet_id: int | None = None,
        via: tuple[str, ...] = (),
        moved_permanently: bool = False,
        rights: tuple[str, ...] = (),
    ) -> Capture:
        """An exchange stored in WARC and database; a body already held becomes a revisit record.

        `body` is the decoded body when the caller has it already; `rights` what the publisher
        reserves of it.
        """
        self.flush_full_group()
        parts = split_response(exchange.response)
        received = bodies.fields_of_response(parts)
        if parts.status == NOT_MODIFIED:
            body = b""
        elif body is None:
            body = bodies.decoded(parts)
        with self.write() as db:
            held, revisit = bodies.held(
                self._warc_folder, db, exchange.url, received.digest, parts.status, via=via
            )
            record_id = new_id()
            position = self._writer().write_exchange(
                exchange,
                parts=parts,
                revisit=revisit,
                record_id=record_id,
                known=known_fields(via=via, moved_permanently=moved_permanently, rights=rights),
            )
            capture_id = captures.insert_capture(
                db,
                outlet_id=outlet_id,
                captured_at=moment_text(exchange.started_at),
                revisit_of=held.id if held else None,
                position=position,
                moved_permanently=moved_permanently,
                via=via,
                rights=rights,
                url=exchange.url,
                **asdict(received),
            )
            self.journal.capture(capture_id, record_id, outlet_id)
        self._waiting += 1
        return Capture(
            id=capture_id,
            url=exchange.url,
            captured_at=moment(moment_text(exchange.started_at)),
            status=parts.status,
            content_type=received.content_type,
            digest=received.digest,
            body=body,
            via=tuple(via),
            moved_permanently=moved_permanently,
        )

    def add_resource(
        self,
        body: bytes,
        *,
        url: str | None,
        content_type: str,
        outlet_id: int,
        captured_at: datetime,
    ) -> Capture:
        """A file stored as a WARC resource; without `url` it is named `urn:sha256:` and its digest.

        The same bytes under the same name are stored once: the capture held already comes back.
        """
        self.flush_full_group()
        received = bodies.fields_of_file(body, content_type)
        name = url or f"urn:sha256:{received.digest}"
        with self.write() as db:
            held = captures.resource_held(db, name, received.digest)
            if held is None or bodies.sound_record(self._warc_folder, held) is None:
                held = None
                record_id = new_id()
                position = self._writer().write_resource(
                    body,
                    url=name,
                    content_type=content_type,
                    captured_at=captured_at,
                    record_id=record_id,
                )
                capture_id = captures.insert_capture(
                    db,
                    outlet_id=outlet_id,
                    captured_at=moment_text(captured_at),
                    revisit_of=None,
                    position=position,
                    moved_permanently=False,
                    via=(),
                    rights=(),
                    url=name,
                    **asdict(received),
                )
                self.journal.capture(capture_id, record_id, outlet_id)
                self._waiting += 1
        return Capture(
            id=held.id if held else capture_id,
            url=name,
            captured_at=moment(held.captured_at if held else moment_text(captured_at)),
            status=None,
            content_type=held.content_type if held else content_type,
            digest=received.digest,
            body=body,
        )

    def body_of_capture(self, capture_id: int) -> Capture:
        """A stored capture with its body read back from the WARC file; a revisit has the body held.

        A 304 brings the body that its answer confirmed.
        """
        row = captures.capture_by_id(self.db, capture_id)
        if row is None:
            raise DeskError(f"capture {capture_id}: not in {self.folder / connection.FILE}")
        holder = row if row.revisit_of is None else captures.capture_by_id(self.db, row.revisit_of)
        if holder is None:
            raise DeskError(f"{row.url}: the capture that holds its body is missing; `desk verify`")
        return row.as_capture(
            bodies.read(self._warc_folder, holder), content_type=holder.content_type
        )

    def rewrite_capture(
        self,
        stored: CaptureRow,
        members: list[bytes],
        *,
        revisit_of: int | None,
        via: tuple[str, ...],
        moved_permanently: bool,
        body: bytes | None = None,
    ) -> None:
        """Have a capture's records, written anew, stand at the end of the WARC files; `body` is the
        one that it has now, if it is another."""
        with self.write() as db:
            if body is not None:
                digest = hashlib.sha256(body).hexdigest()
                captures.update_payload(db, stored.id, digest=digest, payload_length=len(body))
            captures.update_record(
                db,
                stored.id,
                position=self._writer().write_members(members),
                revisit_of=revisit_of,
                via=via,
                moved_permanently=moved_permanently,
            )
        self._waiting += 1

    def keep_parts(self, page: Capture, parts: tuple[Part, ...]) -> None:
        """Say which further captures belong to a column's page, in their order, and what lacks."""
        with self.write() as db:
            capture_parts.replace_parts(db, page.id, parts)
            captures.set_lacks(db, page.id, page.lacks)

    def parts_of_capture(self, page_id: int) -> tuple[Part, ...]:
        """The further captures that belong to a column's page, with their bodies.

        Damaged when they are not those that were written: without one of them the page would say
        less than it said.
        """
        check_parts(self.db, page_id)
        return tuple(
            Part(role, self.body_of_capture(capture_id))
            for role, capture_id in capture_parts.parts_of(self.db, page_id)
        )

    def adopt_capture(
        self,
        stored: CaptureRow,
        members: list[bytes],
        *,
        outlet_id: int | None,
    ) -> int:
        """Row id of a capture of another archive, its records kept byte for byte.

        `stored` is its row there, with `revisit_of` as it is here. DamagedRecord, and nothing is
        changed, when the records do not bear out what the row says.
        """
        held = stored.revisit_of
        row = None if held is None else captures.capture_by_id(self.db, held)
        holder = Holder(row, record_id_at(self._warc_folder, row.position)) if row else None
        adopted = check_adopted(stored, members, holder=holder, ids=self._record_ids)
        with self.write() as db:
            position = self._writer().write_members(adopted.members)
            capture_id = captures.copy_capture(db, stored, outlet_id=outlet_id, position=position)
            self.journal.capture(capture_id, adopted.record_id, outlet_id, body=adopted.body)
        self._record_ids.add(adopted.record_id)
        self._waiting += 1
        return capture_id


def _refuse_lost(folder: Path) -> None:
    """Raise where WARC files stand beside a database that is missing or empty."""
    path, warc = folder / connection.FILE, folder / WARC_FOLDER
    if path.exists() and not connection.holds_no_table(folder):
        return
    if warc.is_dir() and any(warc_files(warc)):
        raise DeskError(
            f"{warc}: holds WARC files of an archive whose archive.db is lost or empty;"
            " `desk rebuild` makes it again. For a new archive, move them away"
        )
