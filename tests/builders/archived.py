"""An archive with invented columns in it, for the tests of what reads an archive."""

import gzip
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.folder.archive import Archive
from archive.ingest.ingest import ingest
from archive.model.records import Article, Block, Capture, Comment, Exchange

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOST = "http://outlet.test"


def response(text: str, *, coding: str = "gzip") -> bytes:
    """A page as a server sends it."""
    page = f"<html><body><article>{text}</article></body></html>".encode()
    body = gzip.compress(page, mtime=0) if coding == "gzip" else page
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n"
    if coding == "gzip":
        head += "Content-Encoding: gzip\r\n"
    return f"{head}\r\n".encode() + body


def outlet(archive: Archive, slug: str = "herald") -> int:
    return archive.upsert_outlet(
        slug=slug,
        name=f"The {slug.title()}",
        home=HOST,
        language="en",
        timezone="UTC",
        country=None,
    )


def capture(
    archive: Archive, path: str, text: str, *, outlet_id: int, day: int = 0, coding: str = "gzip"
) -> Capture:
    """A page stored as received."""
    exchange = Exchange(
        url=f"{HOST}/{path}",
        started_at=NOON + timedelta(days=day),
        request=f"GET /{path} HTTP/1.1\r\nHost: outlet.test\r\n\r\n".encode(),
        response=response(text, coding=coding),
        ip_address="127.0.0.1",
    )
    return archive.add_capture(exchange, outlet_id=outlet_id)


def column(
    archive: Archive,
    path: str,
    *paragraphs: str,
    title: str,
    outlet_id: int,
    published: datetime | None = NOON,
    standfirst: str | None = None,
    comments: Sequence[Comment] = (),
    day: int = 0,
    coding: str = "gzip",
) -> None:
    """A column stored, read and entered."""
    stored = capture(
        archive, path, " ".join(paragraphs), outlet_id=outlet_id, day=day, coding=coding
    )
    article = Article(
        url=stored.url,
        title=title,
        standfirst=standfirst,
        published=published,
        published_precision="minute" if published else None,
        blocks=tuple(Block("paragraph", paragraph) for paragraph in paragraphs),
        comments=tuple(comments),
    )
    ingest(archive, stored, article, outlet_id=outlet_id, extractor="test 1")


def new_archive(folder: Path) -> Archive:
    Archive.create(folder)
    return Archive.writing(folder, command="test")
