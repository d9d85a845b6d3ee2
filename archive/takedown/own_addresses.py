"""The addresses that go with a column: its own, those of its further pages, and its aliases.

An alias is an address that redirects to it, if only for the moment: seeds that count their readers
name columns by such. What another column has as well, or an outlet is entered by, is not the
column's alone, and stays.
"""

from collections.abc import Collection

from archive.db import capture_addresses
from archive.db.columns import addresses
from archive.db.sqlite import Database
from archive.model.identity import address_key

MOST_ALIASES = 10
"""Of a column. What more addresses lead to stands in the place of many: while a site is mended, all
of its addresses lead to one page, and are to be asked for again."""
NO_COLUMN = 0
"""In place of the row id of a column that was taken out."""


def addresses_alone(db: Database, article_id: int) -> set[str]:
    """All addresses that are a column's and nobody else's."""
    own = addresses.addresses_of(db, article_id)
    parts = capture_addresses.part_addresses(db, article_id) - own.keys()
    aliases = capture_addresses.aliases(db, article_id) - own.keys() - parts
    return {
        *own,
        *(parts - capture_addresses.of_others(db, article_id, parts)),
        *aliases_alone(db, aliases, article_id),
    }


def aliases_alone(db: Database, aliases: Collection[str], article_id: int = NO_COLUMN) -> set[str]:
    """Those of some aliases of a column that lead nowhere else, and are no site's own address."""
    named = {url for url in aliases if address_key(url).strip("/").count("/")}
    if len(named) > MOST_ALIASES:
        return set()
    return (
        named
        - capture_addresses.of_others(db, article_id, named)
        - capture_addresses.with_pages_of_their_own(db, article_id, named)
    )
