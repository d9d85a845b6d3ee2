"""Columns with any record and any bytes, kept as they would be after a visit."""

from datetime import timedelta

from archive.folder.archive import Archive
from archive.ingest.ingest import ingest
from archive.model.records import Article, Block, Capture, Exchange, Outcome
from tests.builders.archives import HOST, NOON, outlet

PAGE = b"<!doctype html><title>Harbour</title><p>Two ministers.</p>"


def paragraphs(*texts: str) -> tuple[Block, ...]:
    """Blocks of plain text."""
    return tuple(Block("paragraph", text) for text in texts)


def visited(
    archive: Archive,
    *,
    path: str = "/ferry",
    day: float = 0,
    body: bytes = PAGE,
    content_type: str = "text/html; charset=utf-8",
    slug: str = "harbour",
) -> Capture:
    """The capture of an answer with these bytes."""
    moment = NOON + timedelta(days=day)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    exchange = Exchange(
        url=HOST + path,
        started_at=moment,
        request=f"GET {path} HTTP/1.1\r\nHost: harbour.example\r\n\r\n".encode(),
        response=head.encode() + body,
    )
    return archive.add_capture(exchange, outlet_id=outlet(archive, slug))


def keep(
    archive: Archive,
    article: Article,
    *,
    day: float = 0,
    body: bytes | None = None,
    content_type: str = "text/html; charset=utf-8",
    slug: str = "harbour",
) -> Outcome:
    """What becomes of a visit on which this was read; without a body, bytes that no other has."""
    path = article.url.removeprefix(HOST)
    sent = f"{PAGE.decode()}{path} {day}".encode() if body is None else body
    capture = visited(archive, path=path, day=day, body=sent, content_type=content_type, slug=slug)
    return ingest(archive, capture, article, outlet_id=outlet(archive, slug), extractor="test 1")


def id_of(archive: Archive, path: str) -> str:
    """The public id of the column at a path."""
    row = archive.db.execute(
        "SELECT a.public_id FROM articles AS a JOIN article_urls AS u ON u.article_id = a.id"
        " WHERE u.url = ?",
        (HOST + path,),
    ).fetchone()
    return str(row[0])
