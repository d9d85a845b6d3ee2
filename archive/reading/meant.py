"""The column that a query names, as who looks for an id or an address wants no words found."""

from dataclasses import dataclass
from typing import Literal

from archive.db.columns import addresses, listings
from archive.db.columns.listings import ListedColumn
from archive.db.sqlite import Database
from archive.model.identity import plain_address, spellings

SHORTEST_BEGINNING = 5
"""Signs of an id; shorter words begin too many."""
LONGEST = 2_000
"""Signs of an address."""

NamedBy = Literal["id", "beginning of the id", "former id", "address"]


@dataclass(frozen=True, slots=True)
class ColumnMeant:
    """A column, and by what a query names it."""

    by: NamedBy
    column: ListedColumn


def column_meant(db: Database, query: str) -> ColumnMeant | None:
    """The column whose id, former id or address is the whole query, or whose id alone begins so;
    None where it names none."""
    wanted = query.strip().strip('"')
    if not wanted or len(wanted) > LONGEST or len(wanted.split()) > 1:
        return None
    return _at_address(db, wanted) if "/" in wanted else _with_id(db, wanted.lower())


def _at_address(db: Database, wanted: str) -> ColumnMeant | None:
    plain = plain_address(wanted if "://" in wanted else f"https://{wanted}")
    other = plain.removesuffix("/") if plain.endswith("/") else f"{plain}/"
    known = addresses.columns_at(db, (*spellings(plain), *spellings(other)))
    return _meant(db, "address", known[0]) if known else None


def _with_id(db: Database, wanted: str) -> ColumnMeant | None:
    if len(wanted) < SHORTEST_BEGINNING or not (wanted.isascii() and wanted.isalnum()):
        return None
    begun = addresses.ids_beginning(db, wanted)
    exact = [article_id for public_id, article_id in begun if public_id == wanted]
    columns = exact or list({article_id for _, article_id in begun})
    if len(columns) != 1:
        return None
    meant = _meant(db, "id", columns[0])
    if meant is None or meant.column.public_id == wanted:
        return meant
    by: NamedBy = "former id" if exact else "beginning of the id"
    return ColumnMeant(by, meant.column)


def _meant(db: Database, by: NamedBy, article_id: int) -> ColumnMeant | None:
    column = listings.one(db, article_id)
    return column and ColumnMeant(by, column)
