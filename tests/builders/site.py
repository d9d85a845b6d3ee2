"""A small publication on loopback, whose pages a test sets, changes and takes away."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from time import monotonic, sleep

from scripts.wordpress.prose import paragraph


@dataclass(frozen=True)
class Page:
    """One answer; with an ETag it is asked for on condition."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes = b""
    """Sent as it stands in place of all that, and then the connection is closed."""


@dataclass(frozen=True)
class Asked:
    """One request as the site met it."""

    path: str
    at: float
    headers: Mapping[str, str]
    status: int


@dataclass
class Site:
    """The publication: path to page, and what was asked for."""

    home: str
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    made: Callable[[str], Page | None] = lambda _: None
    """Makes the page of a path that is not among the pages."""
    dead: bool = False
    """Whether it closes each connection without a byte."""
    dying: float = 0.0
    """Seconds until a dead one closes a connection."""

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def forget(self) -> None:
        self.asked.clear()


def column(title: str, *paragraphs: str, section: str = "Foreign Affairs") -> bytes:
    """A plain page with one column; every paragraph is long enough to be prose.

    Of two paragraphs little is alike but what is given: of eighty columns of one text each is
    compared with all the others, and their crawl takes ten times as long.
    """
    prose = "".join(
        f"<p>{text} The harbour towns have argued for years. {paragraph(Random(text))}</p>"
        for text in paragraphs or (title, f"More on {title.lower()}.")
    )
    return (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>"
        f"<title>{title}</title><meta property='article:section' content='{section}'>"
        f"<meta property='og:title' content='{title}'><meta property='og:type' content='article'>"
        "</head><body><nav><a href='/'>Home</a></nav><main><article>"
        f"<h1>{title}</h1><div class='entry-content'>{prose}</div></article></main>"
        "<footer>The Harbour Review</footer></body></html>"
    ).encode()


def feed(home: str, paths: list[str]) -> bytes:
    """An RSS feed that names some columns."""
    items = "".join(
        f"<item><title>{path}</title><link>{home.rstrip('/')}{path}</link></item>" for path in paths
    )
    return (
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Harbour</title>"
        f"<link>{home}</link>{items}</channel></rss>"
    ).encode()


def sitemap(home: str, changed: Mapping[str, str | None]) -> bytes:
    """A sitemap: each path with the time of its last change, if it has one."""
    entries = "".join(
        f"<url><loc>{home.rstrip('/')}{path}</loc>"
        f"{f'<lastmod>{time}</lastmod>' if time else ''}</url>"
        for path, time in changed.items()
    )
    return (
        "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        f"{entries}</urlset>"
    ).encode()


@contextmanager
def publishing(address: tuple[str, int] = ("127.0.0.1", 0)) -> Iterator[Site]:
    """A site that answers until the block ends."""
    site = Site(home="")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            site.connections += 1
            super().setup()

        def do_GET(self) -> None:
            page = site.pages.get(self.path) or site.made(self.path) or Page(b"not here", 404)
            if site.dead:
                sleep(site.dying)
                self.close_connection = True
                return
            etag = page.headers.get("ETag")
            status = page.status
            if etag and self.headers.get("If-None-Match") == etag:
                status = 304
            site.asked.append(Asked(self.path, monotonic(), dict(self.headers), status))
            if page.raw:
                self.wfile.write(page.raw)
                self.close_connection = True
                return
            self.send_response(status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            body = b"" if status == 304 else page.body
            if status != 304:
                if "Content-Type" not in page.headers:
                    self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def handle(self) -> None:
            # A crawl that is killed resets its connection.
            with suppress(ConnectionError):
                super().handle()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(address, Handler)
    server.daemon_threads = True
    site.home = f"http://{address[0]}:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
