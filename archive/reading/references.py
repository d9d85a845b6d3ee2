"""Which column a reader means by an id, the beginning of one, a former id or an address."""

from archive.db import tombstones
from archive.db.columns import addresses
from archive.db.sqlite import Database
from archive.db.tombstones import Tombstone
from archive.model import tombstone_keys
from archive.model.errors import NotThere, TakenDown
from archive.model.identity import plain_address, spellings

SHORTEST_PREFIX = 3
"""Characters of a public id that name a column when no other begins with them."""


def resolve(db: Database, reference: str) -> int:
    """Row id of the column a reference names; a DeskError says why it names none."""
    wanted = reference.strip()
    return _at_address(db, wanted) if ":" in wanted else _with_id(db, wanted)


def _at_address(db: Database, wanted: str) -> int:
    plain = plain_address(wanted)
    other = plain.removesuffix("/") if plain.endswith("/") else f"{plain}/"
    known = addresses.columns_at(db, (*spellings(plain), *spellings(other)))
    keys = tombstone_keys.of_addresses([plain])
    if not known and (tombstone := tombstones.of_addresses(db, keys, raw_only=False)):
        raise _taken_down(wanted, tombstone)
    if not known:
        raise NotThere(f"{wanted}: no column is known at this address; search for its words")
    return known[0]


def _with_id(db: Database, wanted: str) -> int:
    prefix = wanted.lower()
    if len(prefix) < SHORTEST_PREFIX or not prefix.isalnum():
        raise NotThere(
            f"{wanted!r}: neither an address nor a column's id, which is made of letters and"
            f" digits and may be cut to {SHORTEST_PREFIX}; a search shows ids"
        )
    meant = addresses.ids_beginning(db, prefix)
    exact = [row for row in meant if row[0] == prefix]
    if exact or len({row[1] for row in meant}) == 1:
        return (exact or meant)[0][1]
    if not meant and (tombstone := tombstones.of_column(db, prefix)):
        raise _taken_down(wanted, tombstone)
    if not meant:
        raise NotThere(f"{wanted}: no column has this id; a search shows ids")
    raise NotThere(f"{wanted}: names more than one column: {', '.join(row[0] for row in meant)}")


def _taken_down(wanted: str, tombstone: Tombstone) -> TakenDown:
    return TakenDown(
        f"{wanted}: was forgotten on {tombstone.forgotten_at[:10]}: {tombstone.reason}",
        raw=bool(tombstone.raw),
    )
