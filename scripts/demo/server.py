"""The demo outlet on the wire: threads, kept-alive connections, validators, gzip.

What an address answers stands in `routes`; the state is changed in-process, by `publish`.
"""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from email.utils import format_datetime, parsedate_to_datetime

from scripts.demo.columns import State, edition
from scripts.demo.routes import Answer, Routes
from scripts.loopback_server import Conversation, LoopbackServer, answering

CRAWL_DELAY = 0.2
"""Seconds between requests that robots.txt asks for."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request as the outlet saw it, and what it answered."""

    target: str
    status: int
    conditional: bool
    agent: str


class DemoOutlet(LoopbackServer):
    """The outlet at one loopback address, in one state at a time."""

    def __init__(
        self, *, port: int = 0, state: State = 1, crawl_delay: float = CRAWL_DELAY
    ) -> None:
        super().__init__(port, DemoConversation)
        self.crawl_delay = crawl_delay
        self.requests: list[Request] = []
        self.publish(state)

    def wait(self) -> None:
        """Blocks for ever, while threads answer."""
        threading.Event().wait()

    def publish(self, state: State) -> None:
        """Goes over to another state, with its first request after this call."""
        self.routes = Routes(edition(state), self.root, self.crawl_delay)


class DemoConversation(Conversation):
    """The requests of one connection."""

    server: DemoOutlet

    def do_GET(self) -> None:
        """Answers with a body, or with 304 when the condition holds."""
        answer = self.server.routes.answer(self.path)
        gzipped = "gzip" in self.headers.get("Accept-Encoding", "") and compressible(answer)
        body = gzip.compress(answer.body, mtime=0) if gzipped else answer.body
        etag = answer.etag
        if etag and gzipped:
            # A strong validator names one sequence of bytes, so each coding has its own.
            etag = f'{etag[:-1]}-gzip"'
        unchanged = self.holds(etag, answer)
        status = 304 if unchanged else answer.status
        self.server.requests.append(self.seen(status))
        self.send_response(status)
        if etag:
            self.send_header("ETag", etag)
        if answer.last_modified:
            changed = answer.last_modified.astimezone(UTC)
            self.send_header("Last-Modified", format_datetime(changed, usegmt=True))
        self.send_header("Vary", "Accept-Encoding, Cookie")
        if answer.location:
            self.send_header("Location", answer.location)
        if not unchanged:
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(body)))
            if gzipped:
                self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        if self.command == "GET" and not unchanged:
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815  the name http.server calls

    def seen(self, status: int) -> Request:
        """This request as the outlet remembers it."""
        asked = self.headers
        return Request(
            target=self.path,
            status=status,
            conditional="If-None-Match" in asked or "If-Modified-Since" in asked,
            agent=asked.get("User-Agent", ""),
        )

    def holds(self, etag: str | None, answer: Answer) -> bool:
        """Whether the client's copy is still good: by ETag, without one by date (RFC 9110, 13)."""
        if answer.status != 200:
            return False
        asked_tags = self.headers.get("If-None-Match")
        if asked_tags is not None:
            tags = {tag.strip().removeprefix("W/") for tag in asked_tags.split(",")}
            return etag is not None and (etag in tags or "*" in tags)
        asked_since = self.headers.get("If-Modified-Since")
        if asked_since is None or answer.last_modified is None:
            return False
        try:
            return answer.last_modified <= parsedate_to_datetime(asked_since)
        except ValueError:
            return False


@contextmanager
def serving(
    *, port: int = 0, state: State = 1, crawl_delay: float = CRAWL_DELAY
) -> Iterator[DemoOutlet]:
    """The outlet, answering from a thread until the block is left; port 0 takes a free one."""
    with answering(DemoOutlet(port=port, state=state, crawl_delay=crawl_delay)) as outlet:
        yield outlet


def compressible(answer: Answer) -> bool:
    """Whether a body is text; the gzip sitemap is not pressed a second time."""
    return bool(answer.body) and "gzip" not in answer.content_type
