"""WARC records and pages of a database, written to do harm."""

import os
import zlib
from datetime import timedelta
from pathlib import Path

from archive.db.connection import FILE
from archive.folder.archive import Archive
from archive.warc.reading import read_from, sha1
from archive.warc.writing import frame
from scripts.hostile_desk.desks import HOME, NOON, database, exchange, run_sql

LATER = NOON + timedelta(days=2)


def bomb(path: Path) -> None:
    """The first record is 100 MB of zeros."""
    _overwrite(path, packed(bytes(100_000_000)))


def garbage(path: Path) -> None:
    """All of the file is noise."""
    path.write_bytes(os.urandom(path.stat().st_size))


def nameless(desk: Path) -> None:
    """A record that names neither itself nor its time."""
    response = exchange(f"{HOME}2026/nameless/", b"<p>Nobody.</p>", LATER).response
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {HOME}2026/nameless/\r\n"
        f"WARC-Block-Digest: {sha1(response)}\r\nContent-Length: {len(response)}\r\n\r\n"
    )
    _add(desk, packed(head.encode() + response + b"\r\n\r\n"), f"{HOME}2026/nameless/")


def no_http(desk: Path) -> None:
    """A record of an answer that is none."""
    url = f"{HOME}2026/no-http/"
    _add(desk, frame("response", b"no answer", {"WARC-Target-URI": url, "WARC-Date": _date()}), url)


def body_bomb(desk: Path) -> None:
    """A page whose body grows to 40 MB when its coding is undone."""
    add_capture(desk, "bomb", packed(bytes(40_000_000)), headers="Content-Encoding: gzip\r\n")


def tags(desk: Path) -> None:
    """A page of tags in one another."""
    add_capture(desk, "tags", b"<html><body>" + b"<div><a>" * 250_000)


def shared_rows(desk: Path) -> None:
    """The rows of captures are those of a table of another kind."""
    with database(desk) as db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute(
            "UPDATE sqlite_schema SET rootpage ="
            " (SELECT rootpage FROM sqlite_schema WHERE name = 'articles') WHERE name = 'captures'"
        )


def again(desk: Path) -> None:
    """The frontier's inner page names one page below it again and again."""
    with database(desk) as db:
        db.execute("BEGIN")
        db.executemany(
            "INSERT INTO frontier (url, outlet_id, state, found_at, found_by)"
            " VALUES (?, 1, 'due', '2026-03-01T00:00:00.000Z', 'x')",
            [(f"{HOME}2026/{number:06}/",) for number in range(20_000)],
        )
        db.execute("COMMIT")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = db.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'frontier' AND type = 'table'"
        ).fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    with (desk / FILE).open("r+b") as file:
        page = (root - 1) * size
        file.seek(page)
        head = file.read(12)
        cells = int.from_bytes(head[3:5], "big")
        file.seek(page + 12)
        places = [int.from_bytes(file.read(2), "big") for _ in range(cells)]
        file.seek(page + places[0])
        first = file.read(4)
        for place in places:
            file.seek(page + place)
            file.write(first)
        file.seek(page + 8)
        file.write(first)


def add_capture(
    desk: Path, name: str, body: bytes, *, headers: str = "", via: tuple[str, ...] = ()
) -> None:
    """A page that was crawled, and is a column."""
    with Archive.writing(desk, command="crawl") as archive:
        capture = archive.add_capture(
            exchange(f"{HOME}2026/{name}/", body, LATER, headers=headers),
            outlet_id=1,
            via=via,
            moved_permanently=bool(via),
        )
    run_sql(desk, f"UPDATE captures SET outcome = 'new' WHERE id = {capture.id}")


def _add(desk: Path, member: bytes, url: str) -> None:
    """A row of a capture, and its record at the end of the file of the first one."""
    with database(desk) as db:
        (name,) = db.execute("SELECT warc_file FROM captures").fetchone()
        path = desk / "warc" / name
        with path.open("ab") as file:
            offset = file.tell()
            file.write(member)
        db.execute(
            "INSERT INTO captures (outlet_id, captured_at, status, payload_length, warc_offset,"
            " warc_length, warc_file, digest, outcome, url)"
            " VALUES (1, ?, 200, 14, ?, ?, ?, ?, 'new', ?)",
            (_date().replace("Z", ".000Z"), offset, len(member), name, "0" * 64, url),
        )


def _overwrite(path: Path, member: bytes) -> None:
    """Put a member in the place of the record behind the first, and go on to the file's end."""
    with path.open("r+b") as file:
        file.seek(read_from(file, path, 0).position.length)
        file.write(member)
        file.truncate()


def packed(data: bytes) -> bytes:
    """A gzip member."""
    engine = zlib.compressobj(1, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return engine.compress(data) + engine.flush()


def _date() -> str:
    return LATER.isoformat(timespec="seconds").replace("+00:00", "Z")
