"""Sights of an invented outlet's columns: what a crawl meets at an address at some moment."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from archive.folder.archive import Archive
from archive.ingest.ingest import gone, ingest, unchanged
from archive.model.records import Article, Block, Capture, Chrome, Comment, Exchange, Outcome

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
SITE = "https://harbour.example"
HEADLINE = "The ferry that two ministers share"
FIRST = ("Two ministers met on the ferry and spoke of herring.", "Neither paid the fare.")
SECOND = ("Two ministers met on the ferry and spoke of tariffs.", "Neither paid the fare.")


@dataclass(frozen=True, kw_only=True)
class Sight:
    """One answer: where, when, and what it shows."""

    path: str = "/ferry"
    day: float = 0
    status: int | None = 200
    title: str | None = HEADLINE
    paragraphs: tuple[str, ...] = FIRST
    canonical: str | None = None
    via: tuple[str, ...] = ()
    for_good: bool = True
    comments: tuple[Comment, ...] = ()
    chrome: tuple[Chrome, ...] = (Chrome("share", "Share this column", "share"),)
    published: datetime | None = NOON - timedelta(days=30)
    section: str | None = "Abroad"
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return address(self.path)

    @property
    def at(self) -> datetime:
        return NOON + timedelta(days=self.day)

    def response(self) -> bytes:
        """The answer's bytes; they differ wherever the sight does."""
        body = b"" if self.status == 304 else repr(replace(self, day=0)).encode()
        head = f'HTTP/1.1 {self.status} X\r\nContent-Type: text/html\r\nETag: "{self.day}"\r\n'
        return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body

    def article(self) -> Article:
        return Article(
            url=self.url,
            canonical_url=address(self.canonical) if self.canonical else None,
            title=self.title,
            published=self.published,
            published_precision="day" if self.published else None,
            section=self.section,
            authors=("Ada Quay",),
            blocks=tuple(Block("paragraph", text) for text in self.paragraphs),
            comments=self.comments,
            chrome=self.chrome,
            found_in={"title": "json-ld", **self.extra},
        )


def address(path: str) -> str:
    """A path of the outlet as an address; whole addresses stay as they are."""
    return path if ":" in path else SITE + path


def outlet(archive: Archive, slug: str = "harbour") -> int:
    return archive.upsert_outlet(
        slug=slug,
        name="The Harbour Light",
        home=SITE + "/",
        language="en",
        timezone="UTC",
        country=None,
    )


def stored(archive: Archive, sight: Sight, *, outlet_id: int) -> Capture:
    """The capture of a sight; without status, an imported file."""
    if sight.status is None:
        return archive.add_resource(
            "\n\n".join(sight.paragraphs).encode(),
            url=None,
            content_type="text/plain",
            outlet_id=outlet_id,
            captured_at=sight.at,
        )
    exchange = Exchange(
        url=sight.url,
        started_at=sight.at,
        request=f"GET {sight.path} HTTP/1.1\r\nHost: harbour.example\r\n\r\n".encode(),
        response=sight.response(),
        ip_address="127.0.0.1",
    )
    return archive.add_capture(
        exchange,
        outlet_id=outlet_id,
        via=tuple(map(address, sight.via)),
        moved_permanently=bool(sight.via) and sight.for_good,
    )


def see(archive: Archive, sight: Sight, *, outlet_id: int | None = None) -> Outcome:
    """What becomes of a sight once it is stored and taken in."""
    outlet_id = outlet_id or outlet(archive)
    capture = stored(archive, sight, outlet_id=outlet_id)
    if sight.status == 304:
        return unchanged(archive, capture)
    if sight.status in (404, 410):
        return gone(archive, capture)
    return ingest(archive, capture, sight.article(), outlet_id=outlet_id, extractor="1")


def see_all(archive: Archive, sights: Iterable[Sight]) -> list[Outcome]:
    outlet_id = outlet(archive)
    return [see(archive, sight, outlet_id=outlet_id) for sight in sights]
