"""Whether columns, versions, comments and chrome say what they said, by the digests made then."""

from collections.abc import Iterator
from typing import Any

from archive.db.columns import articles, comments, details, searched, versions
from archive.db.columns.articles import RECORD_FIELDS
from archive.fixity.scope import CheckScope, reported
from archive.folder.archive import Archive
from archive.model.problem import Problem, Progress
from archive.model.records import Block, body_of, captions_of
from archive.model.rows import CommentFields, canonical_json, digest_of
from archive.model.versions import Text
from archive.text.index_words import caption_words, comment_words
from archive.text.json_text import read_json

REPAIR = "desk verify --repair reads it again from its captures"


def check_articles(archive: Archive, scope: CheckScope, report: Progress) -> Iterator[Problem]:
    """Columns whose text or fields are not those their digests were made of."""
    ids = scope.of("articles")
    rows = articles.rows_to_check(archive.db, ids)
    for row in reported(archive, rows, table="articles", ids=ids, report=report):
        faults: list[str] = []
        text = Text(row["title"], row["standfirst"], row["body"])
        if text.digest != row["text_digest"]:
            faults.append("headline, standfirst or body is not the one kept")
        elif text.body_digest != row["body_digest"]:
            faults.append("the digest of its body is not the one kept")
        blocks = blocks_of(row["blocks"])
        if body_of(blocks) != row["body"]:
            faults.append("its body is not that of its blocks")
        found_by = {
            **searched.of_text(text),
            **searched.of_row(
                row,
                authors=details.authors_of(archive.db, row["id"]),
                tags=details.tags_of(archive.db, row["id"]),
            ),
            "search_captions": caption_words(captions_of(blocks)),
        }
        if any(row[name] != words for name, words in found_by.items()):
            faults.append("the words it is found by are not those of its text")
        if record_digest(archive, row) != row["record_digest"]:
            faults.append("a field, author, tag or piece of chrome is not the one kept")
        if faults:
            where = f"column {row['public_id']}"
            yield Problem("texts", where, "; ".join(faults), REPAIR, key=row["public_id"])


def record_digest(archive: Archive, row: dict[str, Any]) -> str:
    """The digest of what a page said beside the text, made of what the rows say now."""
    chrome = details.chrome_of(archive.db, row["id"])
    said = [
        {name: row[name] for name in RECORD_FIELDS},
        details.authors_of(archive.db, row["id"]),
        sorted(details.tags_of(archive.db, row["id"])),
        [[piece.kind, piece.rule, piece.text] for piece in chrome],
    ]
    return digest_of(canonical_json(said))


def blocks_of(text: str) -> tuple[Block, ...]:
    """Kinds and texts of stored blocks; none when they cannot be read."""
    try:
        return tuple(Block(kind, words) for kind, words, *_ in read_json(text))
    except (ValueError, TypeError):
        return ()


def check_versions(archive: Archive, scope: CheckScope, report: Progress) -> Iterator[Problem]:
    """Versions whose text is not that of their digests; the newest has its body in the column."""
    ids = scope.of("articles")
    rows = versions.rows_to_check(archive.db, ids)
    for row in reported(archive, rows, table="versions", ids=ids, report=report):
        where = f"column {row['public_id']}, version {row['ordinal']}"
        if not row["gapless"] or not row["own"]:
            what = (
                "a version before it is lost" if row["own"] else "its capture is not the column's"
            )
            yield Problem("texts", where, what, REPAIR, key=row["public_id"])
        if row["newest"]:
            now = (row["now_title"], row["now_standfirst"], row["now_digest"], None)
            held = (row["title"], row["standfirst"], row["text_digest"], row["body"])
            same = now == held
        else:
            text = Text(row["title"], row["standfirst"], row["body"] or "")
            same = (text.digest, text.body_digest) == (row["text_digest"], row["body_digest"])
        if not same:
            what = "its text is not the one kept"
            yield Problem("texts", where, what, REPAIR, key=row["public_id"])


def check_comments(archive: Archive, scope: CheckScope, report: Progress) -> Iterator[Problem]:
    """Comments that do not say what they said."""
    ids = scope.of("comments")
    rows = comments.rows_to_check(archive.db, ids)
    for row in reported(archive, rows, table="comments", ids=ids, report=report):
        public_id, digest, extra = (row.pop(n) for n in ("public_id", "digest", "search_extra"))
        faults: list[str] = []
        if CommentFields(**row).digest != digest:
            faults.append("its text, author or date is not the one kept")
        if comment_words(row["author"], row["text"]) != extra:
            faults.append("the words it is found by are not those of its text")
        if faults:
            where = f"column {public_id}, comment {row['key']}"
            yield Problem("texts", where, "; ".join(faults), REPAIR, key=public_id)


def check_chrome(archive: Archive, scope: CheckScope, report: Progress) -> Iterator[Problem]:
    """Texts of page furniture that are not those their digests were made of."""
    ids = scope.of("chrome_texts")
    rows = details.chrome_texts_to_check(archive.db, ids)
    for row in reported(archive, rows, table="chrome_texts", ids=ids, report=report):
        if digest_of(row["text"]) != row["digest"]:
            place = f"chrome text {row['digest'][:12]}"
            yield Problem("texts", place, "its text is not the one kept", REPAIR)


def is_chrome_of_sound_column(archive: Archive, text_id: int) -> bool:
    """Whether a column has a text of furniture on its page whose record digest is made of it."""
    ids = details.columns_with_chrome(archive.db, text_id, limit=1)
    return any(
        record_digest(archive, row) == row["record_digest"]
        for row in articles.rows_to_check(archive.db, ids)
    )
