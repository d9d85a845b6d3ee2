"""Two small desks of one invented outlet, made without a network: the good one and the other."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.db.connection import FILE
from archive.folder.archive import Archive
from archive.model.records import Exchange
from archive.model.times import moment_text
from crawler.config.desk_file import create_folder
from crawler.config.outlet_files import load_outlet
from crawler.intake import intake

HOME = "https://harbour.example/"
SLUG = "harbour"
OUTLET = """\
name = "The Harbour Review"
home = "https://harbour.example/"
language = "en"
timezone = "Europe/Lisbon"

[[seeds]]
feed = "/feed/"
"""
PAGE = """\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:type" content="article"></head><body><main><article><h1>{title}</h1>
<p>{title} was what the harbour towns spoke of all week, in the customs house and on the ferry.</p>
<p>Nobody was surprised when the talks were put off until spring; the ministers had each read the
treaty in a way of their own, and neither had paid the fare.</p></article></main></body></html>
"""
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

GOOD = ("ferry", "tariffs", "pilots", "lanterns")
OTHER = ("pilots", "lanterns", "dredgers", "cranes", "tides", "anchors")


def make_desks(folder: Path) -> tuple[Path, Path]:
    """The good desk and the other, which knows two of its columns and four of its own."""
    good, other = folder / "good", folder / "other"
    _make(good, GOOD, at=NOON)
    _make(other, OTHER, at=NOON + timedelta(days=1))
    return good, other


def _make(folder: Path, names: tuple[str, ...], *, at: datetime) -> None:
    create_folder(folder)
    path = folder / "outlets" / f"{SLUG}.toml"
    path.write_text(OUTLET, encoding="utf-8")
    outlet = load_outlet(path)
    Archive.create(folder)
    with Archive.writing(folder, command="crawl") as archive:
        outlet_id = intake.register(archive, outlet)
        for number, name in enumerate(names):
            when = at + timedelta(minutes=number)
            body = PAGE.format(title=f"On {name}").encode()
            capture = archive.add_capture(
                exchange(f"{HOME}2026/{name}/", body, when), outlet_id=outlet_id
            )
            intake.take_in(archive, capture, outlet, outlet_id=outlet_id)
            with archive.write() as db:
                db.execute(
                    "INSERT INTO frontier (url, outlet_id, state, found_at, found_by)"
                    " VALUES (?, ?, 'due', ?, ?)",
                    (f"{HOME}2026/{name}-again/", outlet_id, moment_text(when), f"{HOME}feed/"),
                )


def exchange(url: str, body: bytes, when: datetime, *, headers: str = "") -> Exchange:
    """A page that was asked for and sent."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{headers}"
    return Exchange(
        url=url,
        started_at=when,
        request=b"GET / HTTP/1.1\r\nHost: harbour.example\r\n\r\n",
        response=f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body,
        ip_address="192.0.2.1",
    )


@contextmanager
def database(folder: Path) -> Iterator[sqlite3.Connection]:
    """A desk's database as anybody may open and change it."""
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as db:
        yield db


def run_sql(folder: Path, *statements: str) -> None:
    """Change a desk's database."""
    with database(folder) as db:
        for statement in statements:
            db.execute(statement)


def without_rules(folder: Path, table: str, *statements: str) -> None:
    """Change a table as if it checked no types, and leave its description as it was."""
    with database(folder) as db:
        db.execute("PRAGMA writable_schema = ON")
        rewrite = "UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?"
        (before,) = db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        db.execute(rewrite, (before.replace("STRICT, ", "").replace(" STRICT", ""), table))
    with database(folder) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            db.execute(statement)
        db.execute("PRAGMA writable_schema = ON")
        db.execute(rewrite, (before, table))
