"""Flips single bits of an archive, one at a time, and counts which `desk verify` finds and names.

Two hundred seeded places inside stored texts (of columns, versions, comments) and WARC payloads,
and a hundred anywhere else in the database file: `python -m scripts.flip_bits`.
"""

import argparse
import json
import random
import sqlite3
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path

from rich.console import Console
from rich.progress import track

from archive.db.connection import FILE
from archive.db.warc_beside import WARC_FOLDER
from archive.fixity.verify import verify
from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.warc.reading import warc_files, whole_records
from scripts.synthetic_archive import grow

COLUMNS = 60
TEXTS = {
    "column": "SELECT body FROM articles WHERE length(body) > 400",
    "version": "SELECT body FROM versions WHERE length(body) > 400",
    "comment": "SELECT text FROM comments WHERE length(text) > 60",
}
PIECE = 40
"""Bytes of a text that are looked for in the database file, where they stand once."""


def text_places(
    data: bytes, folder: Path, count: int, chance: random.Random
) -> list[tuple[str, int]]:
    """Offsets of bits inside texts, as they stand in the database file."""
    with closing(sqlite3.connect(folder / FILE)) as db:
        texts = {
            kind: [text.encode() for (text,) in db.execute(sql)] for kind, sql in TEXTS.items()
        }
    bits: list[tuple[str, int]] = []
    while len(bits) < count:
        kind = chance.choice(list(texts))
        text = chance.choice(texts[kind])
        start = chance.randrange(max(1, len(text) - PIECE))
        places = _all(data, text[start : start + PIECE])
        if places:
            bits.append(
                (kind, 8 * (chance.choice(places) + chance.randrange(PIECE)) + chance.randrange(8))
            )
    return bits


def _all(data: bytes, piece: bytes) -> list[int]:
    offsets, at = [], data.find(piece)
    while at >= 0:
        offsets.append(at)
        at = data.find(piece, at + 1)
    return offsets


def payload_places(path: Path, count: int, chance: random.Random) -> list[int]:
    """Offsets of bits inside the gzip members of response records."""
    records = [record for record in whole_records(path) if record.type == "response"]
    bits = []
    for _ in range(count):
        place = chance.choice(records).position
        bits.append(8 * (place.offset + chance.randrange(20, place.length)) + chance.randrange(8))
    return bits


def flipped(folder: Path, path: Path, bit: int) -> list[str]:
    """What verification says with one bit of a file flipped; the file is as it was afterwards."""
    before = path.read_bytes()
    data = bytearray(before)
    data[bit // 8] ^= 1 << bit % 8
    path.write_bytes(data)
    try:
        with Archive.reading(folder) as archive:
            return [str(problem) for problem in verify(archive)]
    except (DeskError, sqlite3.DatabaseError) as error:
        return [str(error)]
    finally:
        for log in (path.with_name(f"{FILE}-wal"), path.with_name(f"{FILE}-shm")):
            log.unlink(missing_ok=True)
        path.write_bytes(before)


def main() -> None:
    """Print how many were found, by where they were."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--texts", type=int, default=100)
    parser.add_argument("--payloads", type=int, default=100)
    parser.add_argument("--elsewhere", type=int, default=100)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        Archive.create(folder)
        with Archive.writing(folder, command="flip") as archive:
            for _ in grow(archive, COLUMNS, seed=arguments.seed, size=300):
                pass
        with closing(sqlite3.connect(folder / FILE)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database, (warc,) = folder / FILE, warc_files(folder / WARC_FOLDER)
        data = database.read_bytes()
        texts = text_places(data, folder, arguments.texts, chance)
        places = [(kind, database, bit) for kind, bit in texts]
        places += [
            ("payload", warc, bit) for bit in payload_places(warc, arguments.payloads, chance)
        ]
        taken = {bit for _, bit in texts}
        rest = chance.sample(range(8 * len(data)), 2 * arguments.elsewhere)
        places += [
            ("elsewhere", database, bit)
            for bit in [bit for bit in rest if bit not in taken][: arguments.elsewhere]
        ]
        tried: Counter[str] = Counter()
        detections: Counter[str] = Counter()
        missed: list[str] = []
        for kind, path, bit in track(places, console=Console(stderr=True)):
            problems = flipped(folder, path, bit)
            tried[kind] += 1
            detections[kind] += bool(problems)
            if not problems:
                missed.append(f"{kind} at bit {bit}")
    print(json.dumps({"tried": tried, "found": detections, "missed": missed}, indent=2))


if __name__ == "__main__":
    main()
