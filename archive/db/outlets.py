"""The rows of `outlets`: the publications that columns come from."""

from typing import cast

from sqlite_utils import Database

from archive.model.rows import Value


def upsert_outlet(
    db: Database,
    *,
    slug: str,
    name: str,
    home: str,
    language: str,
    timezone: str,
    country: str | None,
) -> int:
    """Enter an outlet or bring it up to date."""
    values = {"name": name, "home": home, "language": language, "timezone": timezone}
    db.table("outlets").upsert({"slug": slug, **values, "country": country}, pk="slug")
    return _id(db, "SELECT id FROM outlets WHERE slug = ?", (slug,))


def _id(db: Database, sql: str, parameters: tuple[Value, ...]) -> int:
    return cast("int", db.execute(sql, parameters).fetchone()[0])


def homes(db: Database) -> dict[str, str]:
    """Slug and home of each outlet."""
    return dict(db.execute("SELECT slug, home FROM outlets").fetchall())
