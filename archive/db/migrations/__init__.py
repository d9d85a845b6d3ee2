"""The archive's tables, by append-only migrations; a migration that has landed is never edited.

Narrow columns stand first and long text last, so that lists and facets do not walk overflow pages.
Each nullable column says when it is null. Row ids never leave the database: a column is named by
its `public_id`. Times are UTC ISO 8601 text with a trailing Z, but for `published` and `modified`,
which keep the offset the reader saw and have a UTC twin to sort by. References name the column they
mean: without it Datasette 0.65 cannot tell what to show for a row and answers 500.
"""

from importlib import import_module
from pkgutil import iter_modules

from archive.db.sqlite import Migrations

migrations = Migrations("foreign-desk")
for name in sorted(module.name for module in iter_modules(__path__)):
    migrations(name=name)(import_module(f"{__name__}.{name}").apply)
