"""Every INSERT, UPDATE and DELETE of the archive, one function each; no decisions are made here.

Never INSERT OR REPLACE: it leaves stale rows in the full-text index. Text columns are updated
apart from the others, because their triggers index the row again.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from sqlite_utils import Database

from archive.model.identity import Relation
from archive.model.records import Chrome, Part
from archive.model.rows import (
    CAPTURE_FIELDS,
    ArticleFields,
    CommentRow,
    Value,
    canonical_json,
    capture_digest,
    digest_of,
)
from archive.model.timeline import Event
from archive.model.versions import Observation, Text
from archive.text.folding import search_extra
from archive.warc.writing import Position


def upsert_outlet(
    db: Database,
    *,
    slug: str,
    name: str,
    home: str,
    language: str,
    timezone: str,
    country: str | None,
) -> int:
    """Enter an outlet or bring it up to date."""
    values = {"name": name, "home": home, "language": language, "timezone": timezone}
    db.table("outlets").upsert({"slug": slug, **values, "country": country}, pk="slug")
    return _id(db, "SELECT id FROM outlets WHERE slug = ?", (slug,))


def insert_capture(
    db: Database,
    *,
    outlet_id: int | None,
    captured_at: str,
    status: int | None,
    payload_length: int,
    revisit_of: int | None,
    position: Position,
    digest: str,
    content_type: str | None,
    etag: str | None,
    last_modified: str | None,
    moved_permanently: bool,
    via: Sequence[str],
    rights: Sequence[str],
    url: str,
) -> int:
    """Row id of a new capture."""
    values: dict[str, Value] = {
        "captured_at": captured_at,
        "status": status,
        "payload_length": payload_length,
        "revisit_of": revisit_of,
        "warc_offset": position.offset,
        "warc_length": position.length,
        "warc_file": position.file,
        "digest": digest,
        "content_type": content_type,
        "etag": etag,
        "last_modified": last_modified,
        "moved_permanently": int(moved_permanently),
        "via": json.dumps(list(via)) if via else None,
        "rights": json.dumps(list(rights)) if rights else None,
        "url": url,
    }
    row = [values[name] for name in CAPTURE_FIELDS]
    fields = ", ".join(("outlet_id", "row_digest", *CAPTURE_FIELDS))
    marks = ", ".join("?" * (2 + len(row)))
    cursor = db.execute(
        f"INSERT INTO captures ({fields}) VALUES ({marks})",  # noqa: S608
        (outlet_id, capture_digest(row), *row),
    )
    return cast("int", cursor.lastrowid)


def settle_capture(db: Database, capture_id: int, *, outcome: str, article_id: int | None) -> None:
    """Say what became of a capture, and of which column it is."""
    db.execute(
        "UPDATE captures SET outcome = ?, article_id = coalesce(?, article_id) WHERE id = ?",
        (outcome, article_id, capture_id),
    )


def replace_parts(db: Database, page_id: int, parts: Iterable[Part]) -> None:
    """Say which further captures belong to that of a column's page, in their order."""
    db.execute("DELETE FROM capture_parts WHERE page_id = ?", (page_id,))
    db.conn.executemany(
        "INSERT INTO capture_parts (page_id, position, role, capture_id) VALUES (?, ?, ?, ?)",
        [(page_id, position, part.role, part.capture.id) for position, part in enumerate(parts)],
    )


def adopt_gone(db: Database, article_id: int, url: str) -> bool:
    """Whether there were answers that an address is gone, which are now a column's."""
    cursor = db.execute(
        "UPDATE captures SET article_id = ? WHERE url = ? AND article_id IS NULL"
        " AND status IN (404, 410)",
        (article_id, url),
    )
    return cursor.rowcount > 0


def insert_article(
    db: Database,
    *,
    public_id: str,
    outlet_id: int,
    url: str | None,
    seen_at: str,
    text: Text,
    fields: ArticleFields,
) -> int:
    """Row id of a new column, with its authors, tags and chrome."""
    values: dict[str, Value] = {
        "public_id": public_id,
        "outlet_id": outlet_id,
        "state": "live",
        "body_digest": text.body_digest,
        "text_digest": text.digest,
        "record_digest": fields.digest,
        "first_seen": seen_at,
        "last_seen": seen_at,
        "url": url,
        **fields.values,
        "title": text.title,
        "standfirst": text.standfirst,
        "body": text.body,
        "search_extra": search_extra(text.title or "", text.standfirst or "", text.body),
    }
    marks = ", ".join("?" * len(values))
    cursor = db.execute(
        f"INSERT INTO articles ({', '.join(values)}) VALUES ({marks})",  # noqa: S608
        tuple(values.values()),
    )
    article_id = cast("int", cursor.lastrowid)
    _insert_lists(db, article_id, fields)
    return article_id


def update_article_fields(db: Database, article_id: int, fields: ArticleFields) -> None:
    """Replace all a page says of a column but its text."""
    values: dict[str, Value] = {**fields.values, "record_digest": fields.digest}
    _update_article(db, article_id, values)
    db.execute("DELETE FROM article_authors WHERE article_id = ?", (article_id,))
    db.execute("DELETE FROM article_tags WHERE article_id = ?", (article_id,))
    _delete_chrome(db, article_id)
    _insert_lists(db, article_id, fields)


def update_article_text(db: Database, article_id: int, text: Text) -> None:
    """Replace a column's text, and with it what the full-text index holds of it."""
    _update_article(
        db,
        article_id,
        {
            "body_digest": text.body_digest,
            "text_digest": text.digest,
            "title": text.title,
            "standfirst": text.standfirst,
            "body": text.body,
            "search_extra": search_extra(text.title or "", text.standfirst or "", text.body),
        },
    )


def update_article_sight(db: Database, article_id: int, *, first_seen: str, last_seen: str) -> None:
    """Say when a column was seen first and last."""
    _update_article(db, article_id, {"first_seen": first_seen, "last_seen": last_seen})


def update_article_place(
    db: Database, article_id: int, *, state: str, url: str | None, private_since: str | None
) -> None:
    """Say whether a column still answers, where, and since when only behind a gate."""
    _update_article(db, article_id, {"state": state, "url": url, "private_since": private_since})


def update_public_id(db: Database, article_id: int, *, old: str, new: str) -> None:
    """Give a column the id of an earlier sight of it; the old one leads on."""
    db.execute("DELETE FROM former_ids WHERE public_id = ?", (new,))
    _update_article(db, article_id, {"public_id": new})
    insert_former_id(db, article_id, old)


def insert_former_id(db: Database, article_id: int, public_id: str) -> None:
    """Let an id that lost a merge lead to the column."""
    db.execute(
        "INSERT INTO former_ids (public_id, article_id) VALUES (?, ?)"
        " ON CONFLICT (public_id) DO UPDATE SET article_id = excluded.article_id",
        (public_id, article_id),
    )


def upsert_address(db: Database, article_id: int, url: str, relation: Relation) -> None:
    """Enter an address of a column, or what it is to the column now."""
    db.execute(
        "INSERT INTO article_urls (url, article_id, relation) VALUES (?, ?, ?) ON CONFLICT (url)"
        " DO UPDATE SET article_id = excluded.article_id, relation = excluded.relation",
        (url, article_id, relation),
    )


def append_version(
    db: Database, article_id: int, *, ordinal: int, showing: Observation, before: str | None
) -> None:
    """Enter the newest version; the one before it gets the body that stood in `articles`."""
    if ordinal > 1:
        db.execute(
            "UPDATE versions SET body = ? WHERE article_id = ? AND ordinal = ?",
            (before, article_id, ordinal - 1),
        )
    _insert_version(db, article_id, ordinal, showing, body=None)


def replace_versions(db: Database, article_id: int, versions: Sequence[Observation]) -> None:
    """Enter a column's versions anew, the oldest first."""
    db.execute("DELETE FROM versions WHERE article_id = ?", (article_id,))
    for ordinal, showing in enumerate(versions, start=1):
        body = showing.text.body if ordinal < len(versions) else None
        _insert_version(db, article_id, ordinal, showing, body=body)


def replace_events(db: Database, article_id: int, events: Iterable[Event]) -> None:
    """Enter a column's events anew."""
    db.execute("DELETE FROM article_events WHERE article_id = ?", (article_id,))
    for event in events:
        db.execute(
            "INSERT INTO article_events (article_id, capture_id, kind, happened_at, detail)"
            " VALUES (?, ?, ?, ?, ?)",
            (article_id, event.capture_id, event.kind, event.happened_at, event.detail),
        )


def insert_comment(
    db: Database,
    article_id: int,
    row: CommentRow,
    *,
    on_page: bool,
    first_seen: str,
    last_seen: str | None,
) -> None:
    """Enter a comment."""
    db.execute(
        "INSERT INTO comments (parent_key, position, depth, kind, published_utc, published,"
        " published_precision, digest, author, author_url, text, search_extra, on_page,"
        " first_seen, last_seen, article_id, key)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*_comment_values(row), int(on_page), first_seen, last_seen, article_id, row.key),
    )


def update_comment(
    db: Database, comment_id: int, row: CommentRow, *, on_page: bool, last_seen: str | None
) -> None:
    """Replace what a comment says."""
    db.execute(
        "UPDATE comments SET parent_key = ?, position = ?, depth = ?, kind = ?,"
        " published_utc = ?, published = ?, published_precision = ?, digest = ?, author = ?,"
        " author_url = ?, text = ?, search_extra = ?, on_page = ?, last_seen = ? WHERE id = ?",
        (*_comment_values(row), int(on_page), last_seen, comment_id),
    )


def move_comment(db: Database, comment_id: int, *, position: int, depth: int) -> None:
    """Say where on the page a comment stands now."""
    db.execute(
        "UPDATE comments SET position = ?, depth = ? WHERE id = ?", (position, depth, comment_id)
    )


def take_comment_off_page(db: Database, comment_id: int, *, last_seen: str) -> None:
    """Keep a comment that the page no longer shows."""
    db.execute(
        "UPDATE comments SET on_page = 0, last_seen = ? WHERE id = ?", (last_seen, comment_id)
    )


def backdate_comment(db: Database, comment_id: int, *, first_seen: str) -> None:
    """Say that a comment was on the page earlier than was known."""
    db.execute("UPDATE comments SET first_seen = ? WHERE id = ?", (first_seen, comment_id))


def delete_comments(db: Database, comment_ids: Iterable[int]) -> None:
    """Remove comments that were no comments, or are kept under another key."""
    for comment_id in comment_ids:
        db.execute("DELETE FROM comments WHERE id = ?", (comment_id,))


def hand_over(db: Database, *, loser: int, winner: int) -> None:
    """Give captures, addresses and former ids of a column to another."""
    for table in ("captures", "article_urls", "former_ids"):
        db.execute(
            f"UPDATE {table} SET article_id = ? WHERE article_id = ?",  # noqa: S608
            (winner, loser),
        )


def hand_over_comment(db: Database, comment_id: int, *, article_id: int) -> None:
    """Give a comment to another column, whose page does not show it."""
    db.execute(
        "UPDATE comments SET article_id = ?, on_page = 0,"
        " last_seen = coalesce(last_seen, first_seen) WHERE id = ?",
        (article_id, comment_id),
    )


def delete_article(db: Database, article_id: int) -> None:
    """Remove the record of a column that became part of another."""
    _delete_chrome(db, article_id)
    for table in ("article_authors", "article_tags", "versions", "article_events", "comments"):
        db.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))  # noqa: S608
    db.execute("DELETE FROM articles WHERE id = ?", (article_id,))


def insert_run(db: Database, *, started_at: str, outlets: int, command: str) -> int:
    """Row id of a run that begins."""
    cursor = db.execute(
        "INSERT INTO runs (started_at, outlets, command) VALUES (?, ?, ?)",
        (started_at, outlets, command),
    )
    return cast("int", cursor.lastrowid)


def finish_run(db: Database, run_id: int, *, finished_at: str, problem: str | None) -> None:
    """Say that a run ended, and what was wrong with it as a whole."""
    db.execute(
        "UPDATE runs SET finished_at = ?, problem = ? WHERE id = ?", (finished_at, problem, run_id)
    )


def insert_crawl(db: Database, outlet_id: int, *, run_id: int, started_at: str) -> int:
    """Row id of a crawl that begins."""
    cursor = db.execute(
        "INSERT INTO crawls (outlet_id, run_id, started_at) VALUES (?, ?, ?)",
        (outlet_id, run_id, started_at),
    )
    return cast("int", cursor.lastrowid)


def finish_crawl(
    db: Database,
    crawl_id: int,
    *,
    finished_at: str,
    reason: str,
    outcomes: Mapping[str, int],
    requests: int,
    measures: Mapping[str, float],
) -> None:
    """Say that and why a crawl ended, what its visits led to, and what its columns looked like."""
    db.execute(
        "UPDATE crawls SET finished_at = ?, finish_reason = ?, outcomes = ?, requests = ?,"
        " measures = ? WHERE id = ?",
        (
            finished_at,
            reason,
            canonical_json(outcomes),
            requests,
            canonical_json(measures),
            crawl_id,
        ),
    )


def discover(
    db: Database,
    *,
    url: str,
    outlet_id: int,
    found_at: str,
    found_by: str,
    hinted_at: str | None,
    platform_id: str | None,
    record_id: int | None,
) -> bool:
    """Whether an address was not known; one that was is due when the hint of a change is news.

    News is what is later than the hint that stood at the last visit, or than that visit when there
    was no hint: a publisher's clock and ours may differ. One of which REST tells for the first time
    is due too, and asked for whole: the listing adds to what was read without it.
    """
    added = db.execute(
        "INSERT INTO frontier (url, outlet_id, state, found_at, hinted_at, platform_id, record_id,"
        " found_by) VALUES (?, ?, 'due', ?, ?, ?, ?, ?) ON CONFLICT (url) DO NOTHING",
        (url, outlet_id, found_at, hinted_at, platform_id, record_id, found_by),
    ).rowcount
    if not added and hinted_at is not None:
        db.execute(
            "UPDATE frontier SET hinted_at = ?1,"
            " next_visit = CASE WHEN state <> 'due' AND ?1 > coalesce(hint_seen, visited_at)"
            " THEN min(coalesce(next_visit, ?3), ?3) ELSE next_visit END"
            " WHERE url = ?2 AND (hinted_at IS NULL OR hinted_at < ?1)",
            (hinted_at, url, found_at),
        )
    if not added and platform_id is not None:
        db.execute(
            "UPDATE frontier SET next_visit = CASE WHEN record_id IS NULL AND state = 'done'"
            " THEN min(coalesce(next_visit, ?4), ?4) ELSE next_visit END,"
            " etag = CASE WHEN record_id IS NULL THEN NULL ELSE etag END,"
            " last_modified = CASE WHEN record_id IS NULL THEN NULL ELSE last_modified END,"
            " platform_id = ?1, record_id = ?2 WHERE url = ?3",
            (platform_id, record_id, url, found_at),
        )
    return bool(added)


def make_due(db: Database, url: str, *, since: str) -> bool:
    """Whether an address is known; it is then due since a moment, or earlier."""
    return bool(
        db.execute(
            "UPDATE frontier SET next_visit = min(coalesce(next_visit, ?1), ?1) WHERE url = ?2",
            (since, url),
        ).rowcount
    )


def lease(db: Database, url: str, *, at: str, started_at: str) -> bool:
    """Whether an address is taken in hand; not if it was visited since the crawl began."""
    return bool(
        db.execute(
            "UPDATE frontier SET leased_at = ?1 WHERE url = ?2"
            " AND (visited_at IS NULL OR visited_at < ?3 OR visited_at > ?1)",
            (at, url, started_at),
        ).rowcount
    )


def release(db: Database, url: str) -> None:
    """Give back an address that was taken in hand and not asked."""
    db.execute("UPDATE frontier SET leased_at = NULL WHERE url = ?", (url,))


def end_leases(db: Database, outlet_id: int, *, most: int, reason: str, next_visit: str) -> None:
    """Count as an attempt what a process that died had in hand; after `most`, put it off."""
    db.execute(
        "UPDATE frontier SET attempts = attempts + 1, leased_at = NULL"
        " WHERE outlet_id = ? AND leased_at IS NOT NULL",
        (outlet_id,),
    )
    db.execute(
        "UPDATE frontier SET state = 'failed', outcome = 'failed', reason = ?1, next_visit = ?2,"
        " visited_at = found_at WHERE outlet_id = ?3 AND state = 'due' AND attempts >= ?4",
        (reason, next_visit, outlet_id, most),
    )


def settle_visit(
    db: Database,
    url: str,
    *,
    state: str,
    visited_at: str,
    next_visit: str | None,
    outcome: str,
    reason: str | None,
    attempts: int,
    changed_at: str | None,
    changes: int,
    etag: str | None,
    last_modified: str | None,
) -> None:
    """Say what came of the visit to an address, and when it is due again."""
    db.execute(
        "UPDATE frontier SET state = ?1, visited_at = ?2, outcome = ?3, reason = ?4,"
        " attempts = ?8, changed_at = ?9, changes = ?10, next_visit = ?11, leased_at = NULL,"
        " hint_seen = CASE ?1 WHEN 'failed' THEN hint_seen ELSE hinted_at END,"
        " etag = CASE ?1 WHEN 'failed' THEN etag ELSE ?5 END,"
        " last_modified = CASE ?1 WHEN 'failed' THEN last_modified ELSE ?6 END WHERE url = ?7",
        (
            state,
            visited_at,
            outcome,
            reason,
            etag,
            last_modified,
            url,
            attempts,
            changed_at,
            changes,
            next_visit,
        ),
    )


def pause_host(db: Database, host: str, *, not_before: str, reason: str) -> None:
    """Say until when a host wants to be left alone."""
    db.execute(
        "INSERT INTO hosts (host, not_before, reason) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (host) DO UPDATE SET not_before = ?2, reason = ?3",
        (host, not_before, reason),
    )


def settle_seed(
    db: Database,
    outlet_id: int,
    url: str,
    *,
    asked_at: str,
    yielded: int,
    problem: str | None,
    etag: str | None,
    last_modified: str | None,
    terms: str,
    memory: str | None,
    rolled: bool,
) -> None:
    """Say what a seed answered; a bad answer leaves what the last good one named."""
    db.execute(
        "INSERT INTO seeds (outlet_id, url, asked_at, yielded, yielded_at, problem, etag,"
        " last_modified, terms, memory, rolled_at)"
        " VALUES (?1, ?2, ?3, ?4, CASE WHEN ?4 > 0 THEN ?3 END, ?5, ?6, ?7, ?8, ?9,"
        " CASE WHEN ?10 THEN ?3 END)"
        " ON CONFLICT (outlet_id, url) DO UPDATE SET asked_at = ?3, problem = ?5,"
        " yielded_at = CASE WHEN ?4 > 0 THEN ?3 ELSE yielded_at END,"
        " yielded = CASE WHEN ?5 IS NULL THEN ?4 ELSE yielded END,"
        " etag = CASE WHEN ?5 IS NULL THEN ?6 ELSE etag END,"
        " last_modified = CASE WHEN ?5 IS NULL THEN ?7 ELSE last_modified END,"
        " terms = CASE WHEN ?5 IS NULL THEN ?8 ELSE terms END,"
        " memory = CASE WHEN ?5 IS NULL THEN ?9 ELSE memory END,"
        " rolled_at = CASE WHEN ?10 THEN ?3 ELSE rolled_at END",
        (
            outlet_id,
            url,
            asked_at,
            yielded,
            problem,
            etag,
            last_modified,
            terms,
            memory,
            rolled,
        ),
    )


def _update_article(db: Database, article_id: int, values: Mapping[str, Value]) -> None:
    assignments = ", ".join(f"{name} = ?" for name in values)
    db.execute(
        f"UPDATE articles SET {assignments} WHERE id = ?",  # noqa: S608
        (*values.values(), article_id),
    )


def _insert_lists(db: Database, article_id: int, fields: ArticleFields) -> None:
    """Authors, tags and chrome of a column that has none entered."""
    conn = db.conn
    conn.executemany(
        "INSERT INTO article_authors (article_id, position, name) VALUES (?, ?, ?)",
        [(article_id, position, name) for position, name in enumerate(fields.authors)],
    )
    conn.executemany(
        "INSERT INTO article_tags (article_id, tag) VALUES (?, ?)",
        [(article_id, tag) for tag in fields.tags],
    )
    _insert_chrome(db, article_id, fields.chrome)


def _insert_chrome(db: Database, article_id: int, chrome: Sequence[Chrome]) -> None:
    digests = [digest_of(piece.text) for piece in chrome]
    db.conn.executemany(
        "INSERT INTO chrome_texts (digest, text) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING",
        [(digest, piece.text) for digest, piece in zip(digests, chrome, strict=True)],
    )
    db.conn.executemany(
        "INSERT INTO chrome (article_id, position, kind, rule, text_id)"
        " SELECT ?, ?, ?, ?, id FROM chrome_texts WHERE digest = ?",
        [
            (article_id, position, piece.kind, piece.rule, digest)
            for position, (digest, piece) in enumerate(zip(digests, chrome, strict=True))
        ],
    )


def _delete_chrome(db: Database, article_id: int) -> None:
    """Remove a column's chrome, and the texts that stand on no other page."""
    texts = db.execute(
        "SELECT DISTINCT text_id FROM chrome WHERE article_id = ?", (article_id,)
    ).fetchall()
    db.execute("DELETE FROM chrome WHERE article_id = ?", (article_id,))
    db.conn.executemany(
        "DELETE FROM chrome_texts WHERE id = ?1"
        " AND NOT EXISTS (SELECT 1 FROM chrome WHERE text_id = ?1)",
        texts,
    )


def _insert_version(
    db: Database, article_id: int, ordinal: int, showing: Observation, *, body: str | None
) -> None:
    text = showing.text
    db.execute(
        "INSERT INTO versions (article_id, ordinal, capture_id, seen_at, text_digest, body_digest,"
        " extractor, title, standfirst, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article_id,
            ordinal,
            showing.capture_id,
            showing.seen_at,
            text.digest,
            text.body_digest,
            showing.extractor,
            text.title,
            text.standfirst,
            body,
        ),
    )


def _comment_values(row: CommentRow) -> tuple[Value, ...]:
    return (
        row.parent_key,
        row.position,
        row.depth,
        row.kind,
        row.published_utc,
        row.published,
        row.published_precision,
        row.digest,
        row.author,
        row.author_url,
        row.text,
        search_extra(row.author or "", row.text),
    )


def _id(db: Database, sql: str, parameters: tuple[Value, ...]) -> int:
    return cast("int", db.execute(sql, parameters).fetchone()[0])


def insert_check(
    db: Database,
    *,
    started_at: str,
    finished_at: str,
    scope: str,
    looked_at: Mapping[str, int],
    problems: int,
    repaired: int,
) -> None:
    """Enter a check of the archive in its log."""
    db.execute(
        "INSERT INTO checks (started_at, finished_at, scope, looked_at, problems, repaired)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (started_at, finished_at, scope, canonical_json(looked_at), problems, repaired),
    )


def rebuild_index(db: Database, index: str) -> None:
    """Make a full-text index anew from the texts."""
    db.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608


def doubt(db: Database, article_id: int) -> None:
    """Make a column's digests hold for nothing, so that all of it is written anew."""
    db.execute(
        "UPDATE articles SET text_digest = '', record_digest = '' WHERE id = ?", (article_id,)
    )
    db.execute("UPDATE comments SET digest = '' WHERE article_id = ?", (article_id,))


def begin_reextraction(db: Database, *, extractor: str, scope: str, started_at: str) -> int:
    """Row id of a re-extraction that begins."""
    cursor = db.execute(
        "INSERT INTO reextractions (extractor, scope, started_at, done_until, changed)"
        " VALUES (?, ?, ?, '', '{}')",
        (extractor, scope, started_at),
    )
    return cast("int", cursor.lastrowid)


def advance_reextraction(db: Database, reextraction_id: int, *, done_until: str) -> None:
    """Say how far a re-extraction has come."""
    db.execute(
        "UPDATE reextractions SET done_until = ? WHERE id = ?", (done_until, reextraction_id)
    )


def finish_reextraction(
    db: Database, reextraction_id: int, *, finished_at: str, changed: Mapping[str, int]
) -> None:
    """Say that a re-extraction ended, and what it changed since it was taken up last."""
    db.execute(
        "UPDATE reextractions SET finished_at = ?, changed = ? WHERE id = ?",
        (finished_at, canonical_json(changed), reextraction_id),
    )
