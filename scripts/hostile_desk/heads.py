"""Heads of WARC records, changed to do harm; the rows of captures know where the records stand."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from archive.warc.known import MOVED, RIGHTS, VIA
from archive.warc.reading import unpacked_member, warc_files
from scripts.hostile_desk.desks import HOME, PAGE, database
from scripts.hostile_desk.records import add_capture, packed

ONE_ID = b"<urn:uuid:00000000-0000-4000-8000-000000000000>"

New = bytes | Callable[[re.Match[bytes]], bytes]


def one_id(desk: Path) -> None:
    """All answers have one id."""
    _rename(desk, lambda name: ONE_ID)


def id_of_good(desk: Path) -> None:
    """All answers have the id of one that the good desk holds."""
    (path,) = warc_files(desk.parent / "good" / "warc")
    known = _ids(path)[0]
    _rename(desk, lambda name: known)


def odd_ids(desk: Path) -> None:
    """Ids that are none."""
    _rename(desk, lambda name: name.strip(b"<>"))


def two_ids(desk: Path) -> None:
    """In each answer's head an id that some readers take for a line of its own, and others not."""
    hidden = b"X: y\nWARC-Record-ID: " + ONE_ID + b"\r\n"
    _change(desk, b"response", rb"WARC-Record-ID:", lambda match: hidden + match[0])


def with_field(line: bytes) -> Callable[[Path], None]:
    """One more field in each answer's record."""
    return lambda desk: _change(
        desk, b"response", rb"WARC-Date:", lambda match: line + b"\r\n" + match[0]
    )


def tied(desk: Path) -> None:
    """Answers that are said to belong to the one before, and would go with it in a takedown."""
    known = _ids(warc_files(desk / "warc")[0])
    before = iter([known[-1], *known])
    _change(
        desk,
        b"response",
        rb"WARC-Date:",
        lambda match: b"WARC-Concurrent-To: " + next(before) + b"\r\n" + match[0],
    )


def nameless_requests(desk: Path) -> None:
    """Requests whose records name neither themselves nor their time."""
    _change(desk, b"request", rb"WARC-(Record-ID|Date): [^\r]*\r\n", b"")


def other_requests(desk: Path) -> None:
    """Requests whose records are said to be of another address."""
    _change(desk, b"request", rb"WARC-Target-URI: [^\r]*", b"WARC-Target-URI: https://b.example/")


def other_bodies(desk: Path) -> None:
    """A page unchanged, and its record says that the body is that of another."""
    _send_again(desk)
    another = _ids(warc_files(desk / "warc")[0])[-1]
    _change(desk, b"revisit", rb"WARC-Refers-To: \S+", b"WARC-Refers-To: " + another)
    _change(desk, b"revisit", rb"WARC-Refers-To-Date: \S+", b"WARC-Refers-To-Date: 2026-01-01")


def no_bodies(desk: Path) -> None:
    """A page unchanged, and its record refers to nothing."""
    _send_again(desk)
    _change(desk, b"revisit", rb"WARC-Refers-To[^:]*: [^\r]*\r\n", b"")


def older(desk: Path) -> None:
    """Records from before there were fields that say what redirected to them."""
    add_capture(desk, "moved", b"<p>Moved.</p>", via=(f"{HOME}2026/former/",))
    fields = "|".join((VIA, MOVED, RIGHTS)).encode()
    _change(desk, b"response", rb"(%b): [^\r]*\r\n" % fields, b"")


def _send_again(desk: Path) -> None:
    add_capture(desk, "dredgers", PAGE.format(title="On dredgers").encode())


def _rename(desk: Path, named: Callable[[bytes], bytes]) -> None:
    """Give each answer another id, by which its request knows it."""

    def renamed(match: re.Match[bytes]) -> bytes:
        return match[1] + named(match[2])

    _change(desk, b"response", rb"(WARC-Record-ID: )(\S+)", renamed)
    _change(desk, b"request", rb"(WARC-Concurrent-To: )(\S+)", renamed)


def _change(desk: Path, kind: bytes, pattern: bytes, new: New) -> None:
    """Change the heads of all records of a type."""
    for path in warc_files(desk / "warc"):
        written = bytearray()
        moved: dict[int, tuple[int, int]] = {}
        for offset, data in list(_members(path)):
            head, end, rest = data.partition(b"\r\n\r\n")
            if b"WARC-Type: " + kind in head:
                head = re.sub(pattern, new, head)
            member = packed(head + end + rest)
            moved[offset] = (len(written), len(member))
            written += member
        path.write_bytes(written)
        with database(desk) as db:
            rows = db.execute(
                "SELECT warc_offset, id FROM captures WHERE warc_file = ?", (path.name,)
            ).fetchall()
            db.executemany(
                "UPDATE captures SET warc_offset = ?, warc_length = ? WHERE id = ?",
                [(*moved[offset], capture_id) for offset, capture_id in rows],
            )


def _ids(path: Path) -> list[bytes]:
    """The ids of the answers in a file."""
    heads = [data.partition(b"\r\n\r\n")[0] for _, data in _members(path)]
    answers = b"\r\n".join(head for head in heads if b"WARC-Type: response" in head)
    return re.findall(rb"WARC-Record-ID: (\S+)", answers)


def _members(path: Path) -> Iterator[tuple[int, bytes]]:
    """Where each record begins, and what it is."""
    place, size = 0, path.stat().st_size
    with path.open("rb") as file:
        while place < size:
            data, length = unpacked_member(file, path, place)
            yield place, data
            place += length
