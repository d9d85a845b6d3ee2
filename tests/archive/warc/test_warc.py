"""WARC files: exact bytes, torn tails, what warcio says of them, and bodies read back."""

import gzip
import os
import resource
import time
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from archive.model.errors import DiskFull
from archive.model.records import Exchange
from archive.warc.reading import (
    MAX_RECORD,
    MAX_RECORD_HEAD,
    DamagedRecord,
    Position,
    number_of,
    read_record,
    warc_files,
    whole_records,
)
from archive.warc.response import (
    GarbledBody,
    OversizedBody,
    UnreadableResponse,
    decode_entity,
    split_response,
)
from archive.warc.writing import UnwritableRecord, WarcWriter, revisit_of

NOON = datetime(2026, 11, 23, 12, 0, 0, 250_000, tzinfo=UTC)
URL = "http://outlet.test/columns/the-long-border"
PAGE = "<html><body><p>The envoy left for København at dawn.</p></body></html>".encode()
REQUEST = b"GET /columns/the-long-border HTTP/1.1\r\nHost: outlet.test\r\n\r\n"


def chunked(data: bytes, size: int = 7) -> bytes:
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    return b"".join(b"%x;x=1\r\n%s\r\n" % (len(piece), piece) for piece in [*pieces, b""])


def answer(body: bytes, *lines: bytes, status: bytes = b"200 As You Like It") -> bytes:
    head = [b"HTTP/1.1 " + status, b"content-TYPE:text/html", b"X-Odd:  caf\xe9 ", *lines]
    return b"\r\n".join(head) + b"\r\n\r\n" + body


GZIPPED = answer(gzip.compress(PAGE, mtime=0), b"Content-Encoding: gzip", b"Set-Cookie: a=1")
CHUNKED = answer(
    chunked(gzip.compress(PAGE, mtime=0)),
    b"Transfer-Encoding: chunked",
    b"Content-Encoding: gzip",
    b"Set-Cookie: a=1",
    b"Set-Cookie: b=2",
)
PLAIN = answer(PAGE, b"Content-Length: %d" % len(PAGE))


def exchange(response: bytes, url: str = URL) -> Exchange:
    return Exchange(
        url=url, started_at=NOON, request=REQUEST, response=response, ip_address="127.0.0.1"
    )


def check(*paths: Path) -> int:
    """What `warcio check` would exit with."""
    code: int = Checker(
        SimpleNamespace(inputs=[str(path) for path in paths], verbose=False)
    ).process_all()
    return code


@pytest.mark.parametrize("response", [GZIPPED, CHUNKED, PLAIN])
def test_an_exchange_comes_back_byte_for_byte(tmp_path: Path, response: bytes) -> None:
    with WarcWriter(tmp_path) as writer:
        position = writer.write_exchange(exchange(response))
    record = read_record(tmp_path, position)
    assert record.block == response
    assert record.failed_digests() == ()
    parts = record.response()
    assert (parts.status, parts.reason, parts.whole) == (200, "As You Like It", True)
    assert ("X-Odd", "café") in parts.headers
    assert decode_entity(parts.headers, parts.entity) == PAGE
    info, kept, asked = whole_records(tmp_path / position.file)
    assert [info.type, kept.type, asked.type] == ["warcinfo", "response", "request"]
    assert asked.block == REQUEST
    assert asked.headers["warc-concurrent-to"] == kept.headers["warc-record-id"]
    assert kept.headers["warc-ip-address"] == "127.0.0.1"
    assert kept.headers["warc-date"] == "2026-11-23T12:00:00.250000Z"


def test_warcio_reads_every_record_and_finds_every_digest_right(tmp_path: Path) -> None:
    with WarcWriter(tmp_path) as writer:
        for response in (GZIPPED, CHUNKED, PLAIN):
            held = writer.write_exchange(exchange(response))
        again = revisit_of(read_record(tmp_path, held), profile="identical-payload-digest")
        assert again is not None
        writer.write_exchange(exchange(PLAIN), revisit=again)
        writer.write_resource(PAGE, url=None, content_type="text/html", captured_at=NOON)
    path = tmp_path / held.file
    assert check(path) == 0
    with path.open("rb") as file:
        kinds = [record.rec_type for record in ArchiveIterator(file, check_digests="raise")]
    pairs = ["response", "request"] * 3
    assert kinds == ["warcinfo", *pairs, "revisit", "request", "resource"]
    data = bytearray(path.read_bytes())
    data[held.offset + held.length - 12] ^= 1
    path.write_bytes(data)
    with pytest.raises(DamagedRecord, match=rf"{held.file}, record at offset {held.offset}"):
        read_record(tmp_path, held)


def test_a_revisit_names_the_record_that_holds_the_body(tmp_path: Path) -> None:
    with WarcWriter(tmp_path) as writer:
        held = writer.write_exchange(exchange(GZIPPED))
        same = revisit_of(read_record(tmp_path, held), profile="identical-payload-digest")
        later = exchange(GZIPPED.replace(b"a=1", b"a=2"), url=URL + "?p=2")
        position = writer.write_exchange(later, revisit=same)
        not_modified = revisit_of(read_record(tmp_path, held), profile="server-not-modified")
        empty = exchange(b"HTTP/1.1 304 Not Modified\r\nETag: w\r\n\r\n")
        third = writer.write_exchange(empty, revisit=not_modified)
    original, record = read_record(tmp_path, held), read_record(tmp_path, position)
    assert record.block.endswith(b"a=2\r\n\r\n")
    assert record.headers["warc-refers-to"] == original.headers["warc-record-id"]
    assert record.headers["warc-refers-to-target-uri"] == URL
    assert record.headers["warc-refers-to-date"] == original.headers["warc-date"]
    assert record.headers["warc-payload-digest"] == original.headers["warc-payload-digest"]
    profile = "http://netpreserve.org/warc/1.1/revisit/"
    assert record.headers["warc-profile"] == profile + "identical-payload-digest"
    assert read_record(tmp_path, third).headers["warc-profile"] == profile + "server-not-modified"


def test_what_came_in_chunks_is_no_original_for_a_duplicate_but_for_a_304(tmp_path: Path) -> None:
    with WarcWriter(tmp_path) as writer:
        held = writer.write_exchange(exchange(CHUNKED))
    assert revisit_of(read_record(tmp_path, held), profile="identical-payload-digest") is None
    assert revisit_of(read_record(tmp_path, held), profile="server-not-modified") is not None


def test_a_resource_without_an_address_is_named_by_its_hash(tmp_path: Path) -> None:
    with WarcWriter(tmp_path) as writer:
        position = writer.write_resource(
            PAGE, url=None, content_type="text/plain", captured_at=NOON
        )
    record = read_record(tmp_path, position)
    assert (record.payload(), record.headers["content-type"]) == (PAGE, "text/plain")
    assert record.url is not None
    assert record.url.startswith("urn:sha256:")


def test_a_torn_tail_is_cut_back_wherever_the_power_went(tmp_path: Path) -> None:
    with WarcWriter(tmp_path) as writer:
        first = writer.write_exchange(exchange(GZIPPED))
        last = writer.write_exchange(exchange(PLAIN))
    path = tmp_path / first.file
    whole = path.read_bytes()
    ends = [record.position.offset + record.position.length for record in whole_records(path)]
    for cut in [*range(last.offset, len(whole), 5), *ends, 3, 40]:
        for tail in (b"", b"\x00" * 4096):
            torn = whole[:cut] + tail
            kept = [end for end in ends if torn[:end] == whole[:end]]
            path.write_bytes(torn)
            with WarcWriter(tmp_path) as writer:
                added = writer.write_exchange(exchange(CHUNKED))
            if kept:
                assert added.offset == max(kept)
            assert read_record(tmp_path, added).block == CHUNKED
            if cut >= last.offset:
                assert read_record(tmp_path, first).block == GZIPPED
            assert sum(1 for _ in whole_records(path)) >= 3
            assert check(path) == 0


def test_damage_before_whole_records_is_left_alone_and_a_new_file_begun(tmp_path: Path) -> None:
    with WarcWriter(tmp_path) as writer:
        first = writer.write_exchange(exchange(GZIPPED))
        last = writer.write_exchange(exchange(PLAIN))
    path = tmp_path / first.file
    data = bytearray(path.read_bytes())
    data[first.offset + 200] ^= 0xFF
    path.write_bytes(data)
    with WarcWriter(tmp_path) as writer:
        added = writer.write_exchange(exchange(CHUNKED))
    assert (number_of(added.file), writer.cut) == (2, 0)
    assert path.read_bytes() == data
    assert read_record(tmp_path, last).block == PLAIN


def test_a_record_the_database_knows_is_never_cut(tmp_path: Path) -> None:
    with WarcWriter(tmp_path) as writer:
        last = writer.write_exchange(exchange(PLAIN))
    path = tmp_path / last.file
    data = path.read_bytes()[: last.offset + last.length - 4]
    path.write_bytes(data)
    known = {last.file: last}
    with WarcWriter(tmp_path, known=known) as writer:
        assert number_of(writer.path.name) == 2
    assert path.read_bytes() == data


def test_no_name_is_given_twice(tmp_path: Path) -> None:
    """Not in a folder that lost its files, nor in a copy of it, nor by a clock that stands."""
    names = []
    for folder in ("one", "copy", "one"):
        (tmp_path / folder).mkdir(exist_ok=True)
        with WarcWriter(tmp_path / folder) as writer:
            names.append(writer.write_exchange(exchange(PLAIN)).file)
        (tmp_path / folder / names[-1]).rename(tmp_path / f"backup {names[-1]}")
    assert len(set(names)) == 3
    known = {name: Position(name, 9, 9) for name in ["foreign-desk-00041.warc.gz"]}
    with WarcWriter(tmp_path / "copy", known=known, max_bytes=2_000) as writer:
        files = [writer.write_exchange(exchange(GZIPPED)).file for _ in range(5)]
    assert number_of(files[0]) == 42
    assert [path.name for path in warc_files(tmp_path / "copy")] == list(dict.fromkeys(files))
    info = next(whole_records(tmp_path / "copy" / files[0]))
    assert info.block.decode().count("foreign-desk/") == 1
    assert info.headers["warc-filename"] == files[0]


def test_a_file_under_a_name_of_before_is_written_on(tmp_path: Path) -> None:
    with WarcWriter(tmp_path) as writer:
        writer.write_exchange(exchange(PLAIN))
    before = tmp_path / "foreign-desk-00001.warc.gz"
    writer.path.rename(before)
    with WarcWriter(tmp_path) as writer:
        assert writer.write_exchange(exchange(PLAIN)).file == before.name
    with WarcWriter(tmp_path, max_bytes=10) as writer:
        later = writer.write_exchange(exchange(PLAIN)).file
    assert [path.name for path in warc_files(tmp_path)] == [before.name, later]


@pytest.mark.parametrize("by", [7, -7, 10_000_000])
def test_a_place_that_the_database_has_wrong_cuts_no_whole_record(tmp_path: Path, by: int) -> None:
    with WarcWriter(tmp_path) as writer:
        writer.write_exchange(exchange(PLAIN))
        last = writer.write_exchange(exchange(GZIPPED))
    before = (tmp_path / last.file).read_bytes()
    for wrong in (replace(last, offset=last.offset + by), replace(last, length=last.length + by)):
        with WarcWriter(tmp_path, known={last.file: wrong}):
            assert (tmp_path / last.file).read_bytes() == before


def test_a_full_file_is_followed_by_the_next(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, max_bytes=2_000) as writer:
        positions = [writer.write_exchange(exchange(GZIPPED)) for _ in range(5)]
    assert len({position.file for position in positions}) > 1
    assert all(read_record(tmp_path, position).block == GZIPPED for position in positions)
    assert check(*tmp_path.iterdir()) == 0


def test_a_record_the_disk_has_no_room_for_leaves_no_trace(tmp_path: Path) -> None:
    large = answer(os.urandom(100_000), b"Content-Length: 100000")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with WarcWriter(tmp_path) as writer:
        first = writer.write_exchange(exchange(PLAIN))
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
        try:
            with pytest.raises(DiskFull, match=rf"No room on the disk for .*{first.file}"):
                writer.write_exchange(exchange(large))
            after = writer.write_exchange(exchange(GZIPPED))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [r.type for r in whole_records(tmp_path / first.file)][3:] == ["response", "request"]
    assert read_record(tmp_path, after).block == GZIPPED


def test_an_address_cannot_break_a_record_header(tmp_path: Path) -> None:
    with WarcWriter(tmp_path) as writer:
        position = writer.write_exchange(exchange(PLAIN, url=URL + "\r\nWARC-Type: x y"))
    assert read_record(tmp_path, position).url == URL + "%0D%0AWARC-Type:%20x%20y"


def test_what_could_not_be_read_back_is_not_written(tmp_path: Path) -> None:
    with WarcWriter(tmp_path) as writer:
        size = writer.end
        for length in (MAX_RECORD_HEAD, 100 * MAX_RECORD_HEAD):
            with pytest.raises(UnwritableRecord, match=r"outlet\.test/.*: not kept, for its WARC"):
                writer.write_exchange(exchange(PLAIN, url=URL.ljust(length, "a")))
        with pytest.raises(UnwritableRecord, match="67,108,864 together"):
            writer.write_exchange(exchange(PLAIN + bytes(MAX_RECORD)))
        assert writer.end == size
        longest = exchange(PLAIN, url=URL.ljust(MAX_RECORD_HEAD - 1_000, "a"))
        position = writer.write_exchange(longest)
    assert read_record(tmp_path, position).url == longest.url


def test_a_missing_file_is_told_with_its_record(tmp_path: Path) -> None:
    with pytest.raises(
        DamagedRecord, match=r"00009\.warc\.gz, record at offset 7: the file is missing"
    ):
        read_record(tmp_path, Position("foreign-desk-00009.warc.gz", 7, 5))


@pytest.mark.parametrize(
    ("name", "offset", "told"),
    [
        ("../foreign-desk-00001.warc.gz", 0, "is the name of no WARC file"),
        ("/etc/passwd", 0, "is the name of no WARC file"),
        ("archive.db", 0, "is the name of no WARC file"),
        ("foreign-desk-00001.warc.gz", -5, "it is beyond the file's ends"),
        ("foreign-desk-00001.warc.gz", 10**18, "it is beyond the file's ends"),
        ("foreign-desk-00002.warc.gz", 0, "it is no file"),
        ("foreign-desk-00003.warc.gz", 0, "it is no file"),
    ],
)
def test_a_place_that_cannot_be_is_told(tmp_path: Path, name: str, offset: int, told: str) -> None:
    """A row from elsewhere may say anything; a pipe would be waited for."""
    with WarcWriter(tmp_path) as writer:
        writer.write_exchange(exchange(PLAIN))
    writer.path.rename(tmp_path / "foreign-desk-00001.warc.gz")
    os.mkfifo(tmp_path / "foreign-desk-00002.warc.gz")
    (tmp_path / "foreign-desk-00003.warc.gz").mkdir()
    with pytest.raises(DamagedRecord, match=told):
        read_record(tmp_path, Position(name, offset, 5))


def test_interim_answers_are_passed_over() -> None:
    parts = split_response(b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + PLAIN)
    assert (parts.status, parts.entity) == (200, PAGE)


def test_an_answer_cut_on_its_way_is_known_as_not_whole() -> None:
    assert not split_response(PLAIN[:-3]).whole
    assert not split_response(CHUNKED[:-9]).whole
    announced_only = answer(PAGE, b"Transfer-Encoding: chunked")
    assert split_response(announced_only).entity == PAGE


def test_bytes_that_are_no_answer_are_told() -> None:
    with pytest.raises(UnreadableResponse, match="no HTTP status line"):
        split_response(b"<html>")


def deflated(data: bytes, window: int) -> bytes:
    engine = zlib.compressobj(wbits=window)
    return engine.compress(data) + engine.flush()


@pytest.mark.parametrize(
    ("coding", "entity"),
    [
        ("gzip", gzip.compress(PAGE[:20], mtime=0) + gzip.compress(PAGE[20:], mtime=0) + b"\r\n"),
        ("X-GZIP", gzip.compress(PAGE, mtime=0)),
        ("deflate", deflated(PAGE, 15)),
        ("deflate", deflated(PAGE, -15)),
        ("deflate, gzip", gzip.compress(deflated(PAGE, 15), mtime=0)),
        ("identity", PAGE),
    ],
)
def test_content_codings_are_undone(coding: str, entity: bytes) -> None:
    assert decode_entity((("content-encoding", coding),), entity) == PAGE


@pytest.mark.parametrize(
    ("coding", "entity"),
    [
        ("gzip", PAGE),
        ("gzip", gzip.compress(PAGE, mtime=0)[:-9]),
        ("gzip", gzip.compress(PAGE, mtime=0)[:30] + b"\xff" * 30),
        ("deflate", b"\xff\xff\xff"),
        ("br", b"\x0b\x02\x80abc\x03"),
    ],
)
def test_a_garbled_body_is_an_error_of_its_own(coding: str, entity: bytes) -> None:
    with pytest.raises(GarbledBody):
        decode_entity((("Content-Encoding", coding),), entity)


@pytest.mark.timing
def test_many_small_members_cost_no_more_than_their_length() -> None:
    body = gzip.compress(b"", mtime=0) * 100_000 + gzip.compress(PAGE, mtime=0)
    began = time.process_time()
    assert decode_entity((("Content-Encoding", "gzip"),), body) == PAGE
    assert time.process_time() - began < 2


def test_a_body_never_grows_beyond_the_limit() -> None:
    bomb = gzip.compress(bytes(50_000_000), mtime=0)
    with pytest.raises(OversizedBody, match="16,777,216"):
        decode_entity((("Content-Encoding", "gzip"),), bomb)
    with pytest.raises(OversizedBody):
        decode_entity((), PAGE, limit=10)
