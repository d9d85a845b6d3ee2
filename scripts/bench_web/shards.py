"""Shards: small archives of a few thousand columns, made by several processes.

Their rows are written by the archive's own functions, so that what is derived of a text is what it
would be after a crawl. Only what knows all rows is left out: the full-text index, which is filled
once at the end, the sums of rows, and signatures of texts. There are no WARC files.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

from archive.db import captures, connection, outlets, schema
from archive.db.columns import addresses, articles, comments, versions
from archive.db.duplicates import clusters
from archive.db.sqlite import Database
from archive.model.identity import public_id
from archive.model.records import Article, Outcome
from archive.model.rows import ArticleFields, comment_fields, digest_of
from archive.model.timeline import Event
from archive.model.times import moment_text
from archive.model.versions import Observation, Text
from archive.warc.reading import Position
from scripts.bench_web.columns import Life, life
from scripts.synthetic import LANGUAGES, OUTLETS, outlets_in

EXTRACTOR = "synthetic 1"


def shard_path(folder: Path, numbers: range) -> Path:
    """Where the shard of some columns stands."""
    return folder / "shards" / f"{numbers.start:06}-{numbers.stop:06}.db"


def make_shard(folder: Path, numbers: range, *, seed: int, size: int) -> Path:
    """The shard of the columns of some numbers, made unless it is there, with today's tables."""
    path = shard_path(folder, numbers)
    if path.exists():
        with closing(sqlite3.connect(path, isolation_level=None)) as file:
            schema.bring_up_to_date(Database(file, execute_plugins=False))
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with closing(connection.empty_tables()) as db:
        with triggers_aside(db):
            enter_outlets(db)
            fill(db, numbers, seed=seed, size=size)
        with closing(sqlite3.connect(part)) as file:
            db.conn.backup(file)
    part.rename(path)
    return path


@contextmanager
def triggers_aside(db: Database) -> Iterator[None]:
    """A database without its triggers in the block: nothing that is entered is indexed."""
    rows = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in rows:
        db.execute(f"DROP TRIGGER {name}")
    yield
    for _, sql in rows:
        db.execute(sql)


def enter_outlets(db: Database) -> None:
    """Enter all outlets; their row ids are the same in each shard."""
    spoken = {number: code for code in LANGUAGES for number in outlets_in(code)}
    for number in range(OUTLETS):
        outlets.upsert_outlet(
            db,
            slug=f"outlet{number}",
            name=f"Outlet {number}",
            home=f"https://outlet{number}.example/",
            language=spoken.get(number, "en"),
            timezone="UTC",
            country=None,
        )


def fill(db: Database, numbers: range, *, seed: int, size: int) -> None:
    """Enter the columns of some numbers."""
    there = outlets_by_number(db)
    before = 0
    db.execute("BEGIN")
    for number in numbers:
        lived = life(number, seed=seed, size=size)
        row = enter(db, lived, outlet_id=there[lived.outlet])
        if lived.is_copy:
            cluster = clusters.insert_cluster(db, representative_id=before)
            clusters.put_into(db, before, cluster)
            clusters.put_into(db, row, cluster)
        before = row
    db.execute("COMMIT")


def outlets_by_number(db: Database) -> dict[int, int]:
    """Row ids of outlets by their numbers."""
    rows = db.execute("SELECT substr(slug, 7), id FROM outlets")
    return {int(number): row for number, row in rows}


def enter(db: Database, lived: Life, *, outlet_id: int) -> int:
    """Row id of a column, entered with all that belongs to it."""
    today = lived.states[-1]
    text, fields = Text.of(today), ArticleFields.of(today)
    seen = [moment_text(lived.first_seen + timedelta(days=day)) for day in range(len(lived.states))]
    row = articles.insert_article(
        db,
        public_id=public_id(lived.moved_from or lived.url),
        outlet_id=outlet_id,
        url=lived.url,
        seen_at=seen[0],
        text=text,
        fields=fields,
    )
    if len(seen) > 1:
        articles.update_seen(db, row, first_seen=seen[0], last_seen=seen[-1])
    addresses.upsert_address(db, row, lived.url, "address")
    before: str | None = None
    for ordinal, (state, at) in enumerate(zip(lived.states, seen, strict=True), start=1):
        shown = Text.of(state)
        capture = enter_capture(db, lived.url, state, row, at=at, outlet_id=outlet_id)
        observation = Observation(seen_at=at, capture_id=capture, extractor=EXTRACTOR, text=shown)
        versions.append_version(db, row, ordinal=ordinal, observation=observation, before=before)
        before = shown.body
    for comment in comment_fields(today.comments):
        comments.insert_comment(db, row, comment, on_page=True, first_seen=seen[0], last_seen=None)
    enter_events(db, lived, row, outlet_id=outlet_id)
    return row


def enter_events(db: Database, lived: Life, row: int, *, outlet_id: int) -> None:
    """Say of a column that it moved, or is gone, where it did or is."""
    events = []
    today = lived.states[-1]
    if lived.moved_from:
        addresses.upsert_address(db, row, lived.moved_from, "address")
        at = moment_text(lived.first_seen + timedelta(days=30))
        capture = enter_capture(db, lived.url, today, row, at=at, outlet_id=outlet_id)
        events.append(
            Event(capture_id=capture, kind="moved", happened_at=at, detail=lived.moved_from)
        )
    if lived.gone:
        at = moment_text(lived.first_seen + timedelta(days=60))
        capture = enter_capture(db, lived.url, today, row, at=at, outlet_id=outlet_id, status=404)
        events.append(Event(capture_id=capture, kind="gone", happened_at=at, detail=None))
        articles.update_place(db, row, state="gone", url=lived.url, private_since=None)
    if events:
        versions.replace_events(db, row, events)


def enter_capture(
    db: Database, url: str, state: Article, row: int, *, at: str, outlet_id: int, status: int = 200
) -> int:
    """Row id of a capture of a column; its record stands nowhere."""
    capture = captures.insert_capture(
        db,
        outlet_id=outlet_id,
        captured_at=at,
        status=status,
        payload_length=2 * len(state.body),
        revisit_of=None,
        position=Position(f"bench-{at[:4]}.warc.gz", row * 10_000, 2_500),
        digest=digest_of(f"{url} {at}"),
        content_type="text/html; charset=utf-8",
        etag=None,
        last_modified=None,
        moved_permanently=False,
        via=(),
        rights=(),
        url=url,
    )
    outcome = Outcome.NEW if status == 200 else Outcome.GONE
    captures.settle_capture(db, capture, outcome=outcome, article_id=row)
    captures.set_section(db, capture, state.section)
    return capture
