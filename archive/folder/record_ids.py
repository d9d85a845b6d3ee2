"""The ids of the records that captures have, each of which leads to one record alone."""

from pathlib import Path

from archive.db import capture_places
from archive.db.sqlite import Database
from archive.warc.reading import RECORD_ID, DamagedRecord, record_id_at


class RecordIds:
    """The ids of an archive's records, read from the WARC files when one is first asked for."""

    def __init__(self, warc_folder: Path, db: Database) -> None:
        self._folder, self._db = warc_folder, db
        self._known: set[int] | None = None

    def fault_of(self, record_id: str) -> str | None:
        """Why a record from elsewhere cannot have an id here; None when it can."""
        if not RECORD_ID.fullmatch(record_id):
            return f"its id is {record_id[:60]!r}, and should be a <urn:uuid:…>"
        if _number(record_id) in self._all():
            return f"its id is that of another record here, {record_id}"
        return None

    def add(self, record_id: str) -> None:
        """A record of this id was written."""
        if self._known is not None:
            self._known.add(_number(record_id))

    def _all(self) -> set[int]:
        if self._known is None:
            self._known = set()
            for position in capture_places.positions(self._db):
                try:
                    record_id = record_id_at(self._folder, position)
                except DamagedRecord:
                    continue
                if RECORD_ID.fullmatch(record_id):
                    self._known.add(_number(record_id))
        return self._known


def _number(record_id: str) -> int:
    """A UUID in the least room: an archive has millions."""
    return int(record_id[10:-1].replace("-", ""), 16)
