"""The columns whose text changed, page by page, of an archive or of one outlet."""

from dataclasses import dataclass

from archive.db.columns import changed
from archive.db.columns.changed import ChangedColumn
from archive.folder.open_archive import OpenArchive
from archive.reading.coverage import OutletHoldings
from archive.reading.outlets import known_outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedColumns:
    """A page of columns that changed, the one that changed last first."""

    holdings: OutletHoldings | None
    """The outlet; None where they are of all."""
    columns: tuple[ChangedColumn, ...]
    page: int
    has_next: bool


def changed_columns(
    archive: OpenArchive, slug: str | None = None, *, page: int, size: int
) -> ChangedColumns:
    """A page of the columns that changed, of an outlet or of all; NotThere where no such outlet is
    archived."""
    outlet_id, held = (None, None) if slug is None else known_outlet(archive, slug)
    offset = (page - 1) * size
    columns = changed.newest_first(archive.db, outlet_id, limit=size + 1, offset=offset)
    return ChangedColumns(
        holdings=held,
        columns=tuple(columns[:size]),
        page=page,
        has_next=len(columns) > size,
    )
