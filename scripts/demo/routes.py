"""What the demo outlet answers to each address; no sockets here."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

from scripts.demo import channels
from scripts.demo.columns import Column, Edition
from scripts.demo.pages import LISTED_ON_A_PAGE, Site, comment_pages, slug_of

HTML = "text/html; charset=UTF-8"
XML = "text/xml; charset=UTF-8"

ABOUT = (
    "The Lantern has been printed in Quillhaven since the third lighthouse was lit, and put on "
    "the web since its printer moved inland."
)
NOT_FOUND = "It seems we can’t find what you’re looking for. Perhaps searching can help."
TAKEN_DOWN = "This column was withdrawn at the request of its author."


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One response, before conditions and content coding are applied."""

    status: int = 200
    content_type: str = HTML
    body: bytes = b""
    location: str | None = None
    etag: str | None = None
    last_modified: datetime | None = None


@dataclass(frozen=True)
class Routes:
    """The answers of one edition at one address."""

    edition: Edition
    root: str
    crawl_delay: float
    site: Site = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "site", Site(self.edition, self.root))

    @cached_property
    def by_path(self) -> Mapping[str, Column]:
        """Columns by the path of their permalink."""
        return {column.path: column for column in self.edition.columns}

    @cached_property
    def by_section(self) -> Mapping[str, str]:
        """Sections by their name in addresses."""
        return {slug_of(column.section): column.section for column in self.edition.columns}

    @cached_property
    def fixed(self) -> Mapping[str, Callable[[], Answer]]:
        """Answers to the addresses that are always the same."""
        site = self.site
        return {
            "/": lambda: self.listing("The Quillhaven Lantern", "/", 1),
            "/robots.txt": lambda: text(channels.robots(site, self.crawl_delay)),
            "/sitemap.xml": lambda: xml(channels.sitemap_index(site)),
            "/sitemap-1.xml": lambda: xml(channels.recent_sitemap(site)),
            "/sitemap-2.xml.gz": lambda: Answer(
                content_type="application/x-gzip", body=channels.older_sitemap(site)
            ),
            "/sitemap-pages.xml": lambda: xml(channels.pages_sitemap(site)),
            "/about/": lambda: page(site.plain_page("page", "About the Lantern", ABOUT)),
        }

    def answer(self, target: str) -> Answer:
        """The response to a request target, path and query."""
        parts = urlsplit(target)
        path, query = lower_escapes(parts.path), parse_qs(parts.query)
        if path in self.fixed:
            return self.fixed[path]()
        if path == "/feed/":
            return self.feed(int(query.get("paged", ["1"])[0]))
        if path in self.edition.moved:
            return Answer(status=301, location=self.root + self.edition.moved[path])
        if path in self.edition.gone:
            withdrawn = self.site.plain_page("error404 gone", "Gone", TAKEN_DOWN)
            return page(withdrawn, status=410)
        if path in self.by_path:
            return self.column(self.by_path[path])
        return (
            self.further_page(path)
            or self.under_a_column(path)
            or self.index(path)
            or self.not_found()
        )

    def column(self, column: Column) -> Answer:
        """A column's page; its parameters (replytocom, share) change nothing that is stored."""
        body = self.site.column_page(column).encode()
        if column.uncached:
            return Answer(body=body)
        return Answer(body=body, etag=etag(body), last_modified=column.touched_at)

    def further_page(self, path: str) -> Answer | None:
        """A further page of a split column."""
        match = re.fullmatch(r"(/.+/)(\d+)/", path)
        column = self.by_path.get(match[1]) if match else None
        if match is None or column is None or not 2 <= int(match[2]) <= len(column.split):
            return None
        return page(self.site.column_page(column, page=int(match[2])))

    def under_a_column(self, path: str) -> Answer | None:
        """What WordPress answers below a permalink: older comments, a feed of comments."""
        match = re.fullmatch(r"(/.+/)(?:comment-page-(\d+)|feed|embed)/", path)
        column = self.by_path.get(match[1]) if match else None
        if match is None or column is None:
            return None
        if match[2] is None:
            return xml(channels.comment_feed(self.site, column))
        number = int(match[2])
        if not 1 <= number <= len(comment_pages(column)):
            return None
        return page(self.site.column_page(column, comment_page=number))

    def index(self, path: str) -> Answer | None:
        """A page of the front page's or a category's index."""
        match = re.fullmatch(r"/(?:category/([\w-]+)/)?(?:page/(\d+)/)?", path)
        if match is None:
            return None
        number = int(match[2] or 1)
        if match[1] is None:
            return self.listing("The Quillhaven Lantern", "/", number)
        section = self.by_section.get(match[1])
        return self.listing(section, f"/category/{match[1]}/", number) if section else None

    def listing(self, heading: str, base: str, number: int) -> Answer:
        """One page of an index of columns; 404 beyond its last page."""
        site = self.site
        columns = (
            tuple(c for c in site.edition.listed_in("index") if not c.draft)
            if base == "/"
            else site.edition.in_section(heading)
        )
        if (number - 1) * LISTED_ON_A_PAGE >= len(columns):
            return self.not_found()
        return page(site.listing_page(heading, columns, base, number))

    def feed(self, number: int) -> Answer:
        """One page of the feed, the only channel that WordPress gives validators."""
        document = channels.feed(self.site, number)
        if document is None:
            return self.not_found()
        body = document.encode()
        newest = max(column.touched_at for column in self.edition.columns)
        kind = "application/rss+xml; charset=UTF-8"
        return Answer(content_type=kind, body=body, etag=etag(body), last_modified=newest)

    def not_found(self) -> Answer:
        """WordPress's page for an address that names nothing."""
        nothing = self.site.plain_page("error404 not-found", "Not found", NOT_FOUND)
        return page(nothing, status=404)


def page(document: str, *, status: int = 200) -> Answer:
    """An HTML page without validators."""
    return Answer(status=status, body=document.encode())


def xml(document: str) -> Answer:
    """An XML document without validators."""
    return Answer(content_type=XML, body=document.encode())


def text(document: str) -> Answer:
    """A plain text."""
    return Answer(content_type="text/plain; charset=utf-8", body=document.encode())


def etag(body: bytes) -> str:
    """A strong validator of a body."""
    return f'"{sha256(body).hexdigest()[:16]}"'


def lower_escapes(path: str) -> str:
    """A path with its percent-encodings in lower case, as permalinks are kept here."""
    return re.sub(r"%[0-9A-Fa-f]{2}", lambda match: match[0].lower(), path)
