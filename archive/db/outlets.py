"""The rows of `outlets`: the publications that columns come from."""

from typing import Any, cast

from archive.db.sqlite import Database


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
    return cast("int", outlet_id(db, slug))


def rename_outlet(db: Database, slug: str, new_slug: str) -> bool:
    """Whether there was an outlet of this slug; it has the new one now."""
    return bool(db.execute("UPDATE outlets SET slug = ? WHERE slug = ?", (new_slug, slug)).rowcount)


def outlet_id(db: Database, slug: str) -> int | None:
    """Row id of an outlet; None of one that the archive does not have."""
    row = db.execute("SELECT id FROM outlets WHERE slug = ?", (slug,)).fetchone()
    return None if row is None else cast("int", row[0])


def slug_of(db: Database, outlet_id: int) -> str:
    """The slug of an outlet."""
    row = db.execute("SELECT slug FROM outlets WHERE id = ?", (outlet_id,)).fetchone()
    return cast("str", row[0])


def slug_held(db: Database, outlet_id: int) -> str | None:
    """The slug of an outlet; None of a row that is not there."""
    row = db.execute("SELECT slug FROM outlets WHERE id = ?", (outlet_id,)).fetchone()
    return None if row is None else cast("str", row[0])


def all_outlets(db: Database) -> list[dict[str, Any]]:
    """What the archive knows of its outlets, by slug."""
    return list(
        db.query("SELECT slug, name, home, language, timezone, country FROM outlets ORDER BY slug")
    )


def named(db: Database) -> list[tuple[int, str, str]]:
    """Row id, slug and name of each outlet, by slug."""
    return db.execute("SELECT id, slug, name FROM outlets ORDER BY slug").fetchall()


def slugs(db: Database) -> set[str]:
    """The slugs of the outlets that the archive has."""
    return {row[0] for row in db.execute("SELECT slug FROM outlets")}


def homes(db: Database) -> dict[str, str]:
    """Slug and home of each outlet."""
    return dict(db.execute("SELECT slug, home FROM outlets").fetchall())
