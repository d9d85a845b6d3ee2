"""The bytes kept of an exchange are the bytes a server sent and was sent."""

import gzip
import json
import subprocess
import sys
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response
from twisted.internet.testing import StringTransport
from twisted.web._newclient import Request as WireRequest
from twisted.web.http_headers import Headers

from crawler.fetch import recording_handler
from crawler.fetch.recording_handler import Recording, exchange_of
from tests import ROOT

PAGE = "<p>Größe, naïveté — 大使</p>".encode()
GZIPPED = gzip.compress(PAGE, mtime=0)
CHUNKED = b"5;note=x\r\n<p>on\r\n7\r\ne</p>\r\n\r\n0\r\nX-Trailer: kept\r\n\r\n"

ANSWERS: dict[str, tuple[bytes, ...]] = {
    "/odd": (
        b"HTTP/1.1 200 Perfectly Fine, Thanks\r\n"
        b"sErVeR: q/1\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\nX-Name: J\xf6rg  \r\n"
        b"CONTENT-length: %d\r\n\r\n" % len(PAGE) + PAGE,
    ),
    "/chunked": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n",
        CHUNKED[:11],
        CHUNKED[11:],
    ),
    "/gzip": (
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(GZIPPED),
        GZIPPED,
    ),
    "/unchanged": (b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n',),
    "/moved": (b"HTTP/1.1 301 Moved\r\nLocation: /odd\r\nContent-Length: 0\r\n\r\n",),
    "/missing?id=4": (b"HTTP/1.1 404 \r\nContent-Length: 4\r\n\r\nnone",),
    "/bare-newlines": (b"HTTP/1.1 200 OK\nContent-Length: 2\n\nok",),
    "/early-hints": (
        b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
    ),
    "/surplus": (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more",),
    "/until-close": (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", b"all of ", b"it"),
}


@pytest.fixture(scope="module")
def seen() -> Any:
    told = {path: [part.decode("latin-1") for part in parts] for path, parts in ANSWERS.items()}
    done = subprocess.run(
        [sys.executable, "-m", "tests.builders.fetch_raw"],
        input=json.dumps(told),
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("path", ANSWERS)
def test_an_exchange_is_kept_byte_for_byte(seen: Any, path: str) -> None:
    kept = seen["kept"][path]
    sent = b"".join(ANSWERS[path])
    if path == "/early-hints":
        sent = ANSWERS[path][-1]
    if path == "/surplus":
        sent = sent.removesuffix(b" and more")
    assert kept["response"].encode("latin-1") == sent
    assert kept["request"] == seen["asked"][path][0]
    assert kept["request"].startswith(f"GET {path} HTTP/1.1\r\n")
    assert kept["exact"] is True
    assert kept["ip_address"] == "127.0.0.1"


def test_a_kept_exchange_is_read_as_before(seen: Any) -> None:
    assert seen["kept"]["/odd"]["body"].encode("latin-1") == PAGE
    assert seen["kept"]["/chunked"]["body"] == "<p>one</p>\r\n"
    assert seen["kept"]["/until-close"]["body"] == "all of it"


def test_one_connection_serves_many_exchanges(seen: Any) -> None:
    assert seen["connections"] < len(ANSWERS)


def test_an_exchange_that_was_not_recorded_is_rebuilt_and_marked() -> None:
    now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    request = Request("http://paper.example/a?b=1", headers={"Accept": "text/html"})
    response = Response(
        "http://paper.example/a?b=1",
        status=404,
        headers={"X-Name": "J\xf6rg".encode("latin-1")},
        body=b"gone",
    )
    exchange = exchange_of(request, response, now=now)
    assert not exchange.exact
    assert exchange.started_at == now
    assert exchange.request == (
        b"GET /a?b=1 HTTP/1.1\r\nHost: paper.example\r\nAccept: text/html\r\n\r\n"
    )
    assert exchange.response == (
        b"HTTP/1.1 404 Not Found\r\nX-Name: J\xf6rg\r\nContent-Length: 4\r\n\r\ngone"
    )


def test_a_recording_is_used_once_so_that_a_retry_cannot_inherit_it() -> None:
    recording = Recording("127.0.0.1")
    recording.sent, recording.received = [b"GET / HTTP/1.1\r\n\r\n"], [b"HTTP/1.1 200 OK\r\n\r\n"]
    request = Request("http://paper.example/", meta={"desk_recording": recording})
    response = Response("http://paper.example/")
    assert exchange_of(request, response, now=datetime.now(UTC)).exact
    assert not exchange_of(request, response, now=datetime.now(UTC)).exact


@pytest.mark.parametrize(
    "line", [b"HTTP/1.1 100 Go on\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: y\r\n", b"x"]
)
def test_a_head_without_end_is_cut_off(line: bytes) -> None:
    protocol, transport = asking()
    for _ in range(200):
        protocol.dataReceived(line * (60_000 // len(line)))
        if transport.disconnecting:
            break
    assert transport.disconnecting
    assert protocol._recording.length < 1_100_000


def test_interim_answers_are_left_out_in_one_pass() -> None:
    recording = Recording(None)
    final = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    recording.received = [b"HTTP/1.1 100 Go on\r\n\r\n" * 60_000, final]
    began = time.process_time()
    assert recording.response() == final
    assert time.process_time() - began < 1


def test_an_answer_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of one byte under a long chunk header stay below any limit on the body."""
    monkeypatch.setattr(recording_handler, "MOST_BYTES", 10_000)
    protocol, transport = asking()
    protocol.dataReceived(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(9):
        protocol.dataReceived(b"1;" + b"y" * 1000 + b"\r\nx\r\n")
    assert not transport.disconnecting
    protocol.dataReceived(b"1;" + b"y" * 1000 + b"\r\nx\r\n")
    assert transport.disconnecting
    assert sum(map(len, protocol._recording.received)) < 10_000


@pytest.mark.parametrize(("surplus", "closed"), [(b"", False), (b" and more", True)])
def test_no_request_follows_an_answer_that_goes_on_beyond_its_end(
    surplus: bytes, closed: bool
) -> None:
    """What else is sent of it would be read as the next answer."""
    protocol, transport = asking()
    protocol.dataReceived(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok" + surplus)
    assert transport.disconnecting is closed


def asking() -> tuple[Any, Any]:
    """A connection on which a request is under way, and what it writes to."""
    protocol: Any = recording_handler.RecordingProtocol(lambda _: None)
    transport: Any = StringTransport()  # type: ignore[no-untyped-call]
    protocol.makeConnection(transport)
    headers = Headers({b"host": [b"a.example"]})
    request = WireRequest(b"GET", b"/", headers, None, persistent=True)  # type: ignore[no-untyped-call]
    asked = protocol.request(request)
    asked.addErrback(lambda _: None)
    return protocol, transport
