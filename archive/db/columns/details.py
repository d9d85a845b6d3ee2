"""What a page says of a column in lists: rows of `article_authors`, `article_tags`, `chrome`."""

from collections.abc import Sequence

from sqlite_utils import Database

from archive.model.records import Chrome
from archive.model.rows import ArticleFields, digest_of


def insert_details(db: Database, article_id: int, fields: ArticleFields) -> None:
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


def delete_chrome(db: Database, article_id: int) -> None:
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
