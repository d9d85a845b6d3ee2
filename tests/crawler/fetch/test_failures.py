"""Each failure of the network has words of its own, and a fault of the program is none of them."""

from pathlib import Path

import pytest
from OpenSSL.SSL import Error as TLSError
from scrapy import exceptions
from twisted.internet import error as network
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed, ResponseNeverReceived

from archive.model.errors import DeskError
from crawler.fetch.failures import is_fault, reason_in_words
from crawler.fetch.scrapy_internals import DataLoss, ParseError
from crawler.intake.intake import UNASKED
from crawler.politeness.address_guard import Refused
from crawler.politeness.robots import RobotsUnreachable
from tests.builders.crawls import crawl, outlet_file, working_folder
from tests.builders.site import Page, Site, column, feed


def failed(kind: type[ResponseFailed], *causes: Exception) -> Exception:
    return kind([Failure(cause) for cause in causes])  # type: ignore[no-untyped-call]


FAILURES: dict[str, Exception] = {
    "its host name leads nowhere (DNS)": exceptions.CannotResolveHostError("x"),
    "its server refuses the connection": network.ConnectionRefusedError(),  # type: ignore[no-untyped-call]
    "its server cannot be reached in time": network.TCPTimedOutError(),  # type: ignore[no-untyped-call]
    "no way through the network leads to its server": network.NoRouteError(),  # type: ignore[no-untyped-call]
    "no whole answer came in time (`timeout` in desk.toml)": exceptions.DownloadTimeoutError("x"),
    "its answer is larger than 16 MiB": exceptions.DownloadCancelledError("x"),
    "its answer is longer than anything that is read": failed(
        ResponseNeverReceived, network.ConnectionAborted()
    ),
    "its answer is no HTTP": failed(ResponseFailed, ParseError("bad", b"x")),  # type: ignore[no-untyped-call]
    "its answer was cut off": failed(ResponseFailed, DataLoss()),
    "its server closed the connection before the whole answer came": failed(
        ResponseNeverReceived, network.ConnectionLost()
    ),
    "no secure connection comes about (certificate verify failed)": failed(
        ResponseNeverReceived, TLSError([("SSL routines", "", "certificate verify failed")])
    ),
    "only http and https are fetched": exceptions.UnsupportedURLSchemeError("x"),
    "its server cannot be reached": network.ConnectError(),  # type: ignore[no-untyped-call]
    "the network of this machine fails": OSError(24, "Too many open files"),
}


@pytest.mark.parametrize("words", FAILURES)
def test_a_failure_of_the_network_is_told_in_plain_words(words: str) -> None:
    assert reason_in_words(FAILURES[words]) == words
    assert not is_fault(FAILURES[words])


def test_a_file_that_is_refused_is_no_failure_of_the_network() -> None:
    refused = PermissionError(13, "Permission denied", "/srv/desk/salt")
    for error in (refused, failed(ResponseFailed, refused)):
        words = reason_in_words(error)
        assert ("/srv/desk/salt" in words) == (error is refused)
        assert "the network of this machine fails" not in words
    assert is_fault(refused)
    assert reason_in_words(refused).startswith("a fault of the program: PermissionError: ")


@pytest.mark.parametrize("kind", [DeskError, Refused, RobotsUnreachable, exceptions.IgnoreRequest])
def test_what_we_say_ourselves_stays_as_it_is(kind: type[Exception]) -> None:
    assert reason_in_words(kind("robots.txt\nforbids it")) == "robots.txt forbids it"
    assert not is_fault(kind("x"))


def test_anything_else_is_a_fault_of_the_program() -> None:
    assert is_fault(KeyError("x"))
    assert reason_in_words(KeyError("x")) == "a fault of the program: KeyError: 'x'"


FAULTY_KEEPING = """
from crawler.session.run import Run
real = Run.keep
def keep(self, exchange, *given, **told):
    if "/1/" in exchange.url:
        raise KeyError("of a middleware")
    return real(self, exchange, *given, **told)
Run.keep = keep
"""


def test_a_fault_in_a_middleware_fails_the_outlet_aloud(site: Site, tmp_path: Path) -> None:
    site.pages["/feed"] = Page(feed(site.home, ["/1/a/"]))
    site.pages["/1/a/"] = Page(b"x")
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    done = crawl(folder, code=FAULTY_KEEPING)
    assert done.code == 1
    assert "a fault of the program: KeyError: 'of a middleware'" in done.summaries[0]["problem"]


RAW = {
    "/nothing": (b"", "its server closed the connection before the whole answer came"),
    "/short": (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx", "its answer was cut off"),
    "/chunk": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        "its answer was cut off",
    ),
    "/noise": (b"\x00\x01\x02 noise\r\n\r\n", "its answer is no HTTP"),
    "/large": (
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\nx",
        "its answer is larger than 16 MiB",
    ),
}


def test_servers_that_fail_are_told_so(site: Site, tmp_path: Path) -> None:
    site.pages["/feed"] = Page(feed(site.home, list(RAW)))
    for path, (raw, _) in RAW.items():
        site.pages[path] = Page(raw=raw or b" ")
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    done = crawl(folder)
    told = {
        page["url"].removeprefix(site.home): page["reason"] for page in done.summaries[0]["bad"]
    }
    assert told == {path[1:]: words for path, (_, words) in RAW.items()}


def test_a_304_that_was_not_asked_for_is_no_unchanged_page(site: Site, tmp_path: Path) -> None:
    site.pages["/feed"] = Page(feed(site.home, ["/1/a/"]))
    site.pages["/1/a/"] = Page(status=304)
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    done = crawl(folder)
    assert done.outcomes() == {"failed": 1}
    assert done.summaries[0]["bad"][0]["reason"] == UNASKED
    site.pages["/feed"] = Page(status=304)
    assert UNASKED in crawl(folder).summaries[0]["problem"]


def test_half_a_character_in_a_page_costs_no_column(site: Site, tmp_path: Path) -> None:
    page = column("Ferries").decode()
    ld = r"""<script type="application/ld+json">{"@type": "NewsArticle",
    "headline": "Ferries \ud83d",
    "author": {"name": "Vera \udc00 Lind"}, "datePublished": "2024-05-01"}</script>"""
    site.pages["/feed"] = Page(feed(site.home, ["/1/a/"]))
    site.pages["/1/a/"] = Page(page.replace("</head>", f"{ld}</head>").encode())
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    done = crawl(folder)
    assert (done.code, done.outcomes()) == (0, {"new": 1})
