"""Whether a database has the tables of today, and bringing it there.

What the tables are is `migrations`' business, which loads sqlite-utils: who only reads knows a
migration by its module's name.
"""

from pathlib import Path
from pkgutil import iter_modules

from archive.db.sqlite import Database
from archive.db.warc_beside import moved_away
from archive.model.errors import DeskError

NAME = "foreign-desk"
"""Of the archive's migrations, in the table that has those of any program."""
TABLE = "_sqlite_migrations"
KNOWN = sorted(
    module.name for module in iter_modules([str(Path(__file__).with_name("migrations"))])
)
"""The migrations that this program knows, oldest first."""


def bring_up_to_date(db: Database) -> None:
    """Give a database the tables of today."""
    from archive.db.migrations import migrations

    migrations.apply(db)


def refuse_unfit(db: Database, path: Path) -> None:
    """Raise unless a database has exactly the migrations that this program knows."""
    refuse_strangers(db, path)
    applied = _applied(db)
    pending = [name for name in KNOWN if name not in applied]
    if pending and not applied:
        raise DeskError(f"{path}: holds no table; `desk init` finishes it, or says what was lost")
    if pending:
        raise DeskError(
            f"{path}: made by an older foreign-desk ({pending[0]} is missing);"
            " any command that writes, such as `desk crawl`, brings it up to date"
        )


def refuse_strangers(db: Database, path: Path) -> None:
    """Raise unless a file is empty or an archive of a schema that this program knows."""
    tables = _tables(db)
    if tables and TABLE not in tables:
        raise DeskError(
            f"{path}: a SQLite database, but no archive of foreign-desk (it has no table"
            f" {TABLE}); {moved_away(path.parent)}"
        )
    if unknown := _applied(db).difference(KNOWN):
        raise DeskError(
            f"{path}: written by a newer foreign-desk ({min(unknown)} is unknown here);"
            " update foreign-desk to open it"
        )


def _applied(db: Database) -> set[str]:
    """The names of the migrations that a database has."""
    if TABLE not in _tables(db):
        return set()
    rows = db.execute(f"SELECT name FROM {TABLE} WHERE migration_set = ?", (NAME,))  # noqa: S608
    return {str(name) for (name,) in rows}


def _tables(db: Database) -> set[str]:
    return {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
