"""The addresses that go with a column: its own, and those of its further pages.

What another column has as well, or an outlet is entered by, is not its alone, and stays.
"""

from archive.db import capture_addresses
from archive.db.columns import addresses
from archive.db.sqlite import Database


def addresses_alone(db: Database, article_id: int) -> set[str]:
    """All addresses that are a column's and nobody else's."""
    own = addresses.addresses_of(db, article_id)
    beside = capture_addresses.part_addresses(db, article_id) - own.keys()
    return own.keys() | (beside - capture_addresses.of_others(db, article_id, beside))
