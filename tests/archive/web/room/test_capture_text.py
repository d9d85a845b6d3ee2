"""What was received, shown as text or to be saved, and never drawn."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from archive.model.records import Article
from archive.warc.reading import warc_files
from archive.web.room.capture_text import LONGEST
from tests.builders.any_column import id_of, keep, paragraphs
from tests.builders.archives import HOST, ColumnPage, new_archive, take_in
from tests.builders.room import Room, reading_room

HTML = "text/html; charset=utf-8"
SCRIPT = "<!doctype html><script>alert('Häfen')</script>"
BODIES: dict[str, tuple[bytes, str]] = {
    "script": (SCRIPT.encode(), HTML),
    "latin": (SCRIPT.encode("latin-1"), "text/html; charset=ISO-8859-1"),
    "said-within": (("<meta charset='euc-kr'>항구").encode("euc-kr"), "text/html"),
    "undeclared": (SCRIPT.encode("cp1252"), "text/html"),
    "undeclared-utf": (SCRIPT.encode(), "text/html"),
    "nonsense": (SCRIPT.encode(), 'text/html; charset=no"thing;x=y'),
    "codec": (SCRIPT.encode(), "text/html; charset=hex"),
    "marked": ("\ufeff항구".encode("utf-16-le"), "text/html; charset=utf-8"),
    "data": (b'{"a": "<b>"}', "application/json"),
    "svg": (b"<svg onload='alert(1)'/>", "image/svg+xml"),
    "untyped": (b"<b>words</b>", ""),
    "untyped-bytes": (b"\x89PNG\0\0", ""),
    "picture": (b"\x89PNG\r\n\x1a\n\0<script>", "image/png"),
    "pdf": (b"%PDF-1.4 <script>", "application/pdf"),
    "large": (b"<p>ferry</p>\n" * 400_000, HTML),
    "empty": (b"", HTML),
}
IDS: dict[str, str] = {}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("desk")
    with new_archive(folder) as archive:
        for path, (body, content_type) in BODIES.items():
            article = Article(url=f"{HOST}/{path}", title=path, blocks=paragraphs(f"Of {path}."))
            keep(archive, article, body=body, content_type=content_type)
            IDS[path] = id_of(archive, f"/{path}")
        for page in (ColumnPage(), ColumnPage(day=1), ColumnPage(day=2, status=304)):
            take_in(archive, page)
        IDS["ferry"] = id_of(archive, "/ferry")
    with reading_room(folder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("path", "charset"),
    [
        ("script", "utf-8"),
        ("latin", "iso-8859-1"),
        ("said-within", "euc-kr"),
        ("undeclared", "windows-1252"),
        ("undeclared-utf", "utf-8"),
        ("nonsense", "utf-8"),
        ("codec", "utf-8"),
        ("marked", "utf-16le"),
        ("data", "utf-8"),
        ("svg", "utf-8"),
        ("untyped", "utf-8"),
    ],
)
def test_what_can_be_read_is_sent_as_it_came_and_as_plain_text(
    room: Room, path: str, charset: str
) -> None:
    answer = room.get(f"/column/{IDS[path]}/capture/1")
    assert (answer.status, answer.body) == (200, BODIES[path][0])
    assert answer.headers["content-type"] == f"text/plain; charset={charset}"
    assert answer.headers["content-disposition"].startswith("inline; ")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("path", ["picture", "pdf", "untyped-bytes"])
def test_what_is_no_text_is_to_be_saved(room: Room, path: str) -> None:
    answer = room.get(f"/column/{IDS[path]}/capture/1")
    assert (answer.status, answer.body) == (200, BODIES[path][0])
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == f'attachment; filename="{IDS[path]}-1.bin"'
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_long_one_ends_with_a_word_on_the_rest(room: Room) -> None:
    answer = room.get(f"/column/{IDS['large']}/capture/1")
    assert answer.body.startswith(BODIES["large"][0][:LONGEST])
    said = answer.text[LONGEST:]
    assert "4,000,000 of 5,200,000 bytes" in said
    assert "in warc/foreign-desk-" in said
    assert "Nothing was received" in room.get(f"/column/{IDS['empty']}/capture/1").text


def test_a_capture_without_a_body_of_its_own_shows_the_one_it_stands_for(room: Room) -> None:
    first, again, unchanged = (
        room.get(f"/column/{IDS['ferry']}/capture/{number}") for number in (1, 2, 3)
    )
    assert first.body == again.body == unchanged.body != b""


def test_the_data_of_a_capture_say_what_is_known_of_it_and_where_its_body_is(room: Room) -> None:
    own = f"/column/{IDS['ferry']}/capture"
    first, again, unchanged = (room.get(f"{own}/{number}.json").json() for number in (1, 2, 3))
    assert [one["number"] for one in (first, again, unchanged)] == [1, 2, 3]
    assert [one["status"] for one in (first, again, unchanged)] == [200, 200, 304]
    assert (first["public_id"], first["captures"]) == (IDS["ferry"], 3)
    assert first["captured_at"] < again["captured_at"] < unchanged["captured_at"]
    assert first["payload_length"] == len(room.get(f"{own}/1").body)
    assert first["body_in"] == first["record"] == again["body_in"] == unchanged["body_in"]
    assert again["record"]["offset"] != first["record"]["offset"]
    assert "body" not in first
    led = room.get(f"/column/{IDS['ferry'][:6]}/capture/2.json")
    assert (led.status, led.headers["location"]) == (301, f"{own}/2.json")


@pytest.mark.parametrize("number", ["0", "4", "999999999"])
def test_a_capture_that_is_not_there_is_not_found(room: Room, number: str) -> None:
    for form in ("", ".json"):
        answer = room.get(f"/column/{IDS['ferry']}/capture/{number}{form}")
        assert answer.status == 404
        assert "it has 1 to 3" in answer.text


@pytest.mark.parametrize("damage", ["captured_at = 'soon'", """via = '["x'"""])
def test_a_damaged_row_is_told_in_one_line(
    tmp_path_factory: pytest.TempPathFactory, damage: str
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    with new_archive(folder) as archive:
        take_in(archive, ColumnPage())
        public_id = id_of(archive, "/ferry")
    with closing(sqlite3.connect(folder / "archive.db")) as other, other:  # not the program
        other.execute(f"UPDATE captures SET {damage}")
    with reading_room(folder) as room:
        answer = room.get(f"/column/{public_id}/capture/1.json")
    assert answer.status == 503
    assert "desk verify" in answer.text


def test_a_damaged_record_is_said_without_the_machines_paths(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    with new_archive(folder) as archive:
        take_in(archive, ColumnPage())
        public_id = id_of(archive, "/ferry")
    (warc,) = warc_files(folder / "warc")
    warc.write_bytes(b"\0" * 5_000)
    with reading_room(folder) as room:
        answer = room.get(f"/column/{public_id}/capture/1")
        assert answer.status == 503
        assert f"{warc.name}, record at offset" in answer.text
        assert str(folder) not in answer.text
        warc.unlink()
        assert "the file is missing" in room.get(f"/column/{public_id}/capture/1").text
        assert room.get(f"/column/{public_id}").status == 200
        facts = room.get(f"/column/{public_id}/capture/1.json").json()
        assert facts["record"]["file"] == warc.name
