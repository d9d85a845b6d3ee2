"""An archive with invented columns in it, for the tests of what writes and reads an archive."""

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from archive.db.connection import FILE
from archive.db.warc_beside import WARC_FOLDER
from archive.folder.archive import Archive
from archive.ingest.ingest import gone, ingest, unchanged
from archive.model.records import (
    Article,
    Block,
    Capture,
    Chrome,
    Comment,
    Exchange,
    Outcome,
    Precision,
)
from archive.reading import columns

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
HOST = "https://harbour.example"
HEADLINE = "The ferry that two ministers share"
FIRST = ("Two ministers met on the ferry and spoke of herring.", "Neither paid the fare.")
SECOND = ("Two ministers met on the ferry and spoke of tariffs.", "Neither paid the fare.")

WELL = Comment(id="1", text="Well said.", author="Bo")
REPLY = Comment(id="2", text="Not so well.", author="Cy", parent="1", depth=1)
NAMELESS = Comment(text="No id on this page.", author="Di")

SENT: dict[str, Article] = {}
"""What an extractor would read in each body that was stored, by its digest."""


@dataclass(frozen=True, kw_only=True)
class ColumnPage:
    """What one address answers on one day: by default, a column."""

    path: str = "/ferry"
    day: float = 0
    status: int | None = 200
    title: str | None = HEADLINE
    standfirst: str | None = None
    paragraphs: tuple[str, ...] = FIRST
    captions: tuple[str, ...] = ()
    """What stands below a picture behind the first paragraph."""
    canonical: str | None = None
    via: tuple[str, ...] = ()
    for_good: bool = True
    comments: tuple[Comment, ...] = ()
    chrome: tuple[Chrome, ...] = (Chrome("share", "Share this column", "share"),)
    published: datetime | None = NOON - timedelta(days=30)
    precision: Precision = "day"
    section: str | None = "Abroad"
    authors: tuple[str, ...] = ("Ada Quay",)
    tags: tuple[str, ...] = ()
    language: str | None = None
    extra: dict[str, str] = field(default_factory=dict)
    imported: bool = False
    """Whether it came as a file with this address in it, and not as an answer."""
    sent: str | None = None
    """The answer's body; without it, all of the above, so that no two bodies are alike."""
    coding: Literal["gzip"] | None = None

    @property
    def url(self) -> str:
        """The address."""
        return address(self.path)

    @property
    def at(self) -> datetime:
        """The moment."""
        return NOON + timedelta(days=self.day)

    def response(self) -> bytes:
        """The answer's bytes."""
        sent = repr(replace(self, day=0)) if self.sent is None else self.sent
        body = b"" if self.status == 304 else sent.encode()
        head = f'HTTP/1.1 {self.status} X\r\nContent-Type: text/html\r\nETag: "{self.day}"\r\n'
        if self.coding == "gzip":
            body = gzip.compress(body, mtime=0)
            head += "Content-Encoding: gzip\r\n"
        return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body

    def article(self) -> Article:
        """What an extractor would read on the page."""
        return Article(
            url=self.url,
            canonical_url=address(self.canonical) if self.canonical else None,
            title=self.title,
            standfirst=self.standfirst,
            published=self.published,
            published_precision=self.precision if self.published else None,
            section=self.section,
            sections=(self.section,) if self.section else (),
            authors=self.authors,
            tags=self.tags,
            language=self.language,
            blocks=(
                *(Block("paragraph", text) for text in self.paragraphs[:1]),
                *(Block("caption", text) for text in self.captions),
                *(Block("paragraph", text) for text in self.paragraphs[1:]),
            ),
            comments=self.comments,
            chrome=self.chrome,
            found_in={"title": "json-ld", **self.extra},
        )


def numbered(number: int) -> ColumnPage:
    """One of many columns."""
    return ColumnPage(path=f"/{number}", title=f"Column {number}", paragraphs=(f"Text {number}.",))


def long_crawl() -> list[ColumnPage]:
    """Enough for several groups, with edits, copies, moves and vanishings among them."""
    first = [
        replace(numbered(n), day=n / 1000, paragraphs=(f"Text {n % 40}.",)) for n in range(120)
    ]
    second = [replace(page, day=page.day + 1) for page in first]
    second[3:6] = [replace(page, paragraphs=SECOND) for page in second[3:6]]
    second[7] = replace(second[7], status=404)
    second[9] = replace(second[9], path="/nine", via=("/9",))
    second[11] = replace(second[11], path="/nowhere", status=404)
    return [*first, *second, replace(first[3], day=2, paragraphs=FIRST)]


def address(path: str) -> str:
    """A path of the outlet as an address; whole addresses stay as they are."""
    return path if ":" in path else HOST + path


def new_archive(folder: Path) -> Archive:
    """An archive without a column, open for writing."""
    return Archive.writing(empty_archive(folder), command="test")


def empty_archive(folder: Path) -> Path:
    """The folder, with an archive without a column in it if it had none."""
    (folder / WARC_FOLDER).mkdir(parents=True, exist_ok=True)
    if not (folder / FILE).exists():
        (folder / FILE).write_bytes(_empty_database())
    return folder


@cache
def _empty_database() -> bytes:
    """What all migrations make, for which a test would take a tenth of a second each time."""
    with TemporaryDirectory() as made:
        Archive.create(Path(made))
        return Path(made, FILE).read_bytes()


def outlet(archive: Archive, slug: str = "harbour") -> int:
    """The row of an outlet, which is entered if it is not there."""
    return archive.upsert_outlet(
        slug=slug,
        name=f"The {slug.title()}",
        home=HOST + "/",
        language="en",
        timezone="UTC",
        country=None,
    )


def stored(archive: Archive, page: ColumnPage, *, outlet_id: int) -> Capture:
    """The capture of a page; without status, an imported file."""
    if page.status is None:
        return archive.add_resource(
            "\n\n".join(page.paragraphs).encode(),
            url=None,
            content_type="text/plain",
            outlet_id=outlet_id,
            captured_at=page.at,
        )
    _, _, body = page.response().partition(b"\r\n\r\n")
    SENT[hashlib.sha256(body).hexdigest()] = page.article()
    if page.imported:
        return archive.add_resource(
            body,
            url=page.url,
            content_type="text/html",
            outlet_id=outlet_id,
            captured_at=page.at,
        )
    exchange = Exchange(
        url=page.url,
        started_at=page.at,
        request=f"GET {page.path} HTTP/1.1\r\nHost: harbour.example\r\n\r\n".encode(),
        response=page.response(),
        ip_address="127.0.0.1",
    )
    return archive.add_capture(
        exchange,
        outlet_id=outlet_id,
        via=tuple(map(address, page.via)),
        moved_permanently=bool(page.via) and page.for_good,
    )


def take_in(archive: Archive, page: ColumnPage, *, outlet_id: int | None = None) -> Outcome:
    """What becomes of a page once it is stored and ingested."""
    outlet_id = outlet_id or outlet(archive)
    capture = stored(archive, page, outlet_id=outlet_id)
    return take_in_stored(archive, page, capture, outlet_id=outlet_id)


def take_in_stored(
    archive: Archive, page: ColumnPage, capture: Capture, *, outlet_id: int
) -> Outcome:
    """What becomes of the capture of a page once it is ingested."""
    if page.status == 304:
        return unchanged(archive, capture, lambda sent, _: SENT[sent.digest], extractor="test 1")
    if page.status in (404, 410):
        return gone(archive, capture)
    return ingest(archive, capture, page.article(), outlet_id=outlet_id, extractor="test 1")


def take_in_all(archive: Archive, pages: Iterable[ColumnPage]) -> list[Outcome]:
    """What becomes of each page in turn."""
    outlet_id = outlet(archive)
    return [take_in(archive, page, outlet_id=outlet_id) for page in pages]


def count(folder: Path, table: str = "captures") -> int:
    """How many rows of a table another process would see."""
    with Archive.reading(folder) as archive:
        return archive.db.table(table).count


def shown(archive: Archive, path: str = "/ferry") -> columns.StoredColumn:
    """The column at an address, as readers are shown it."""
    return columns.column(archive.db, address(path))


def columns_kept(archive: Archive) -> int:
    """How many columns the archive holds."""
    return archive.db.table("articles").count
