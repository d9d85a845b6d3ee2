"""The canonical form of an archive, by which two archives are called equal, and its digest.

Everything a page said and everything that happened to a column stands in it; nothing that depends
on when, in what order or how often it was fetched: no row ids, no times of crawls, no WARC
positions, no captures that brought nothing new.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

from archive.db import outlets
from archive.db.columns import articles
from archive.db.sqlite import Database
from archive.folder.open_archive import OpenArchive
from archive.model.rows import canonical_json
from archive.reading import columns

FORM = "foreign-desk dump 1"


def dump(archive: OpenArchive) -> Iterator[str]:
    """Lines of canonical JSON: the form, then outlets by slug, then columns by public id."""
    db = archive.db
    yield canonical_json({"form": FORM})
    for outlet in outlets.all_outlets(db):
        yield canonical_json({"outlet": outlet})
    for article_id in articles.all_ids(db):
        with columns.damage_told(db, article_id):
            column = _column(db, article_id)
        yield canonical_json({"column": column})


def digest(archive: OpenArchive) -> str:
    """sha256 of the dump, in hex: what "the archive is equal" means."""
    hashed = hashlib.sha256()
    for line in dump(archive):
        hashed.update(line.encode())
        hashed.update(b"\n")
    return hashed.hexdigest()


def _column(db: Database, article_id: int) -> dict[str, Any]:
    row = articles.whole_row(db, article_id)
    article = columns.article_of(db, row)
    return {
        **{name: row[name] for name in FIELDS},
        "private": row["private_since"] is not None,
        "addresses": columns.stored_addresses(db, article_id),
        "authors": article.authors,
        "blocks": [[block.kind, block.text, block.level, block.links] for block in article.blocks],
        "chrome": [[piece.kind, piece.rule, piece.text] for piece in article.chrome],
        "comments": sorted(
            map(_comment, columns.stored_comments(db, article_id)),
            key=lambda comment: str(comment["key"]),
        ),
        "events": [[event.kind, event.detail] for event in columns.stored_events(db, article_id)],
        "found_in": article.found_in,
        "tags": article.tags,
        "versions": [
            {
                "digest": version.text.digest,
                "extractor": version.extractor,
                "title": version.text.title,
                "standfirst": version.text.standfirst,
                "body": version.text.body,
            }
            for version in columns.stored_versions(db, article_id)
        ],
    }


def _comment(shown: columns.StoredComment) -> dict[str, Any]:
    comment = shown.comment
    return {
        "key": shown.key,
        "parent": comment.parent,
        "position": shown.position,
        "depth": comment.depth,
        "kind": comment.kind,
        "on_page": shown.on_page,
        "published": comment.published and comment.published.isoformat(),
        "published_precision": comment.published_precision,
        "author": comment.author,
        "author_url": comment.author_url,
        "text": comment.text,
    }


FIELDS = (
    "public_id", "outlet", "state", "url", "canonical_url", "cluster", "title", "kicker",
    "standfirst", "byline", "dateline", "published", "published_precision", "modified",
    "modified_precision", "section", "language", "comment_count", "words", "body",
)  # fmt: skip
