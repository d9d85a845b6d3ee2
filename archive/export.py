"""The canonical form of an archive, by which two archives are called equal, and its digest.

Everything a page said and everything that happened to a column stands in it; nothing that depends
on when, in what order or how often it was fetched: no row ids, no times of crawls, no WARC
positions, no captures that brought nothing new.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from archive import queries
from archive.desk import Archive
from archive.rows import canonical_json

FORM = "foreign-desk dump 1"


def dump(archive: Archive) -> Iterator[str]:
    """Lines of canonical JSON: the form, then outlets by slug, then columns by public id."""
    db = archive.db
    yield canonical_json({"form": FORM})
    for outlet in db.query(
        "SELECT slug, name, home, language, timezone, country FROM outlets ORDER BY slug"
    ):
        yield canonical_json({"outlet": outlet})
    for article_id, *_ in db.execute("SELECT id FROM articles ORDER BY public_id").fetchall():
        yield canonical_json({"column": _column(db, article_id)})


def digest(archive: Archive) -> str:
    """sha256 of the dump, in hex: what "the archive is equal" means."""
    hashed = hashlib.sha256()
    for line in dump(archive):
        hashed.update(line.encode())
        hashed.update(b"\n")
    return hashed.hexdigest()


def _column(db: Database, article_id: int) -> dict[str, Any]:
    (row,) = db.query(
        "SELECT a.*, o.slug AS outlet, r.public_id AS cluster FROM articles AS a"
        " JOIN outlets AS o ON o.id = a.outlet_id LEFT JOIN clusters AS k ON k.id = a.cluster_id"
        " LEFT JOIN articles AS r ON r.id = k.representative_id WHERE a.id = ?",
        (article_id,),
    )
    article = queries.article_of(db, row)
    return {
        **{name: row[name] for name in FIELDS},
        "addresses": queries.addresses_of(db, article_id),
        "authors": article.authors,
        "blocks": [[block.kind, block.text, block.level, block.links] for block in article.blocks],
        "chrome": [[piece.kind, piece.rule, piece.text] for piece in article.chrome],
        "comments": _comments(db, article_id),
        "events": [[event.kind, event.detail] for event in queries.events_of(db, article_id)],
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
            for version in queries.versions_of(db, article_id)
        ],
    }


def _comments(db: Database, article_id: int) -> list[dict[str, Any]]:
    return list(
        db.query(
            "SELECT key, parent_key, position, depth, kind, on_page, published,"
            " published_precision, author, author_url, text FROM comments WHERE article_id = ?"
            " ORDER BY key",
            (article_id,),
        )
    )


FIELDS = (
    "public_id", "outlet", "state", "url", "canonical_url", "cluster", "title", "kicker",
    "standfirst", "byline", "dateline", "published", "published_precision", "modified",
    "modified_precision", "section", "language", "comment_count", "words", "body",
)  # fmt: skip
