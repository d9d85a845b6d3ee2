"""The rows of `outlets`: the publications that columns come from."""

import json
from collections.abc import Sequence
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
    formerly: Sequence[str] = (),
) -> int:
    """Enter an outlet or bring it up to date."""
    values = {"name": name, "home": home, "language": language, "timezone": timezone}
    more = {"country": country, "formerly": json.dumps(list(formerly))}
    db.table("outlets").upsert({"slug": slug, **values, **more}, pk="slug")
    return cast("int", outlet_id(db, slug))


def rename_outlet(db: Database, slug: str, new_slug: str) -> bool:
    """Whether there was an outlet of this slug; it has the new one now."""
    done = db.execute(
        "UPDATE outlets SET slug = ?1, formerly = json_insert(formerly, '$[#]', ?2)"
        " WHERE slug = ?2",
        (new_slug, slug),
    )
    return bool(done.rowcount)


def slug_now(db: Database, former: str) -> str | None:
    """The slug today of the outlet that was called so before; None when none was."""
    row = db.execute(
        "SELECT o.slug FROM outlets AS o, json_each(o.formerly) AS f WHERE f.value = ? LIMIT 1",
        (former,),
    ).fetchone()
    return None if row is None else cast("str", row[0])


def slug_asked(db: Database, asked: str) -> str | None:
    """The slug today of the outlet of this or this former slug, in large letters or small."""
    asked = asked.encode(errors="replace").decode()  # half a sign is no text to SQLite
    row = db.execute(
        "SELECT slug FROM outlets WHERE slug = ? COLLATE NOCASE ORDER BY slug = ? DESC LIMIT 1",
        (asked, asked),
    ).fetchone()
    return cast("str", row[0]) if row else slug_now(db, asked) or slug_now(db, asked.lower())


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


def known_outlets(db: Database) -> list[dict[str, Any]]:
    """The outlets with their row ids, by slug."""
    return list(
        db.query(
            "SELECT id, slug, name, home, language, timezone, country FROM outlets ORDER BY slug"
        )
    )


def number(db: Database) -> int:
    """How many outlets the archive has."""
    (count,) = db.execute("SELECT count(*) FROM outlets").fetchone()
    return int(count)


def slugs(db: Database) -> set[str]:
    """The slugs of the outlets that the archive has."""
    return {row[0] for row in db.execute("SELECT slug FROM outlets")}


def homes(db: Database) -> dict[str, str]:
    """Slug and home of each outlet."""
    return dict(db.execute("SELECT slug, home FROM outlets").fetchall())
