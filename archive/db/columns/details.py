"""What a page says of a column in lists: rows of `article_authors`, `article_tags`, `chrome`."""

from collections.abc import Iterator, Sequence
from typing import Any

from archive.db import statements
from archive.db.sqlite import Database
from archive.model.records import Chrome
from archive.model.rows import ArticleFields, digest_of
from archive.text.folding import fold_name


def insert_details(db: Database, article_id: int, fields: ArticleFields) -> None:
    """Authors, tags and chrome of a column that has none entered."""
    conn = db.conn
    conn.executemany(
        "INSERT INTO article_authors (article_id, position, name, folded) VALUES (?, ?, ?, ?)",
        [
            (article_id, position, name, fold_name(name))
            for position, name in enumerate(fields.authors)
        ],
    )
    conn.executemany(
        "INSERT INTO article_tags (article_id, tag) VALUES (?, ?)",
        [(article_id, tag) for tag in fields.tags],
    )
    _insert_chrome(db, article_id, fields.chrome)


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


def authors_of(db: Database, article_id: int) -> tuple[str, ...]:
    """A column's authors in the order printed."""
    rows = db.execute(
        "SELECT name FROM article_authors WHERE article_id = ? ORDER BY position", (article_id,)
    )
    return tuple(name for (name,) in rows)


def tags_of(db: Database, article_id: int) -> tuple[str, ...]:
    """A column's tags in the order of the alphabet."""
    rows = db.execute(
        "SELECT tag FROM article_tags WHERE article_id = ? ORDER BY tag", (article_id,)
    )
    return tuple(tag for (tag,) in rows)


def chrome_of(db: Database, article_id: int) -> tuple[Chrome, ...]:
    """What was taken out of a column's newest page, in the order of the page."""
    rows = db.execute(
        "SELECT c.kind, t.text, c.rule FROM chrome AS c JOIN chrome_texts AS t ON t.id = c.text_id"
        " WHERE c.article_id = ? ORDER BY c.position",
        (article_id,),
    )
    return tuple(Chrome(*row) for row in rows)


def chrome_texts_to_check(db: Database, ids: Sequence[int] | None) -> Iterator[dict[str, Any]]:
    """Texts of page furniture, with the digests that were made of them."""
    where, given = statements.among("id", ids)
    query = f"SELECT id, digest, text FROM chrome_texts{where}"  # noqa: S608
    return statements.as_dictionaries(db.execute(query, given))


def columns_with_chrome(db: Database, text_id: int, *, limit: int) -> list[int]:
    """Row ids of columns from whose pages a text of furniture was taken, the first."""
    rows = db.execute(
        "SELECT DISTINCT article_id FROM chrome WHERE text_id = ? ORDER BY article_id LIMIT ?",
        (text_id, limit),
    )
    return [article_id for (article_id,) in rows]


def chrome_without_text(db: Database) -> bool:
    """Whether any piece of chrome refers to a text that is not there."""
    row = db.execute(
        "SELECT 1 FROM chrome AS c WHERE NOT EXISTS"
        " (SELECT 1 FROM chrome_texts AS t WHERE t.id = c.text_id) LIMIT 1"
    ).fetchone()
    return row is not None


def update_chrome_digest(db: Database, text_id: int, digest: str) -> None:
    """Give a text of furniture its digest."""
    db.execute("UPDATE chrome_texts SET digest = ? WHERE id = ?", (digest, text_id))


def give_to_chrome_text_of(db: Database, text_id: int, digest: str) -> bool:
    """Whether another row has a text under its digest; all pages with the first have that now."""
    other = db.execute("SELECT id FROM chrome_texts WHERE digest = ?", (digest,)).fetchone()
    if other is None:
        return False
    db.execute("UPDATE chrome SET text_id = ? WHERE text_id = ?", (other[0], text_id))
    db.execute("DELETE FROM chrome_texts WHERE id = ?", (text_id,))
    return True


def delete_unused_chrome_texts(db: Database) -> None:
    """Remove texts of furniture that stand on no page."""
    db.execute(
        "DELETE FROM chrome_texts WHERE NOT EXISTS"
        " (SELECT 1 FROM chrome AS c WHERE c.text_id = chrome_texts.id)"
    )


def _insert_chrome(db: Database, article_id: int, chrome: Sequence[Chrome]) -> None:
    digests = [digest_of(piece.text) for piece in chrome]
    db.conn.executemany(
        "INSERT INTO chrome_texts (digest, text) VALUES (?, ?) ON CONFLICT (digest)"
        " DO UPDATE SET text = excluded.text WHERE text <> excluded.text",  # other hands changed it
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
