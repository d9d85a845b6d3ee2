"""The rows by which near duplicates are found: methods, texts, bands, passages and pairs."""

import json
import struct
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple, cast

from archive.db import statements
from archive.db.sqlite import Database
from archive.model.resemblance import Resemblance, Rule


class StoredText(NamedTuple):
    """A row of `texts` with the body itself."""

    id: int
    body_digest: str
    outlet_id: int
    minhash: bytes | None
    passages: bytes
    body: str


class Pair(NamedTuple):
    """A row of `text_pairs`."""

    one_id: int
    other_id: int
    rule: Rule
    resemblance: float
    one_contained: float
    other_contained: float


Entries = Literal["text_bands", "text_passages"]
"""Tables by which texts are found: a key, and a text that is found under it."""
KEY = struct.calcsize("<q")

PAIR = ", ".join(Pair._fields)


def method_id(db: Database, parameters: str) -> int:
    """Row id of a method, entered when it is new."""
    db.execute(
        "INSERT INTO duplicate_methods (parameters) VALUES (?) ON CONFLICT (parameters) DO NOTHING",
        (parameters,),
    )
    row = db.execute(
        "SELECT id FROM duplicate_methods WHERE parameters = ?", (parameters,)
    ).fetchone()
    return cast("int", row[0])


def other_methods(db: Database, parameters: str) -> list[str]:
    """The methods by which texts were judged, but this one."""
    rows = db.execute(
        "SELECT parameters FROM duplicate_methods WHERE parameters <> ? ORDER BY id", (parameters,)
    )
    return [row[0] for row in rows]


def delete_other_methods(db: Database, parameters: str) -> None:
    """Delete the methods by which no text is judged any more."""
    db.execute("DELETE FROM duplicate_methods WHERE parameters <> ?", (parameters,))


def has_text(db: Database, text_id: int) -> bool:
    """Whether a text is entered."""
    return db.execute("SELECT 1 FROM texts WHERE id = ?", (text_id,)).fetchone() is not None


def insert_text(
    db: Database,
    *,
    text_id: int,
    body_digest: str,
    method_id: int,
    outlet_id: int,
    shingles: int,
    minhash: bytes | None,
    bands: Iterable[int],
    passages: Sequence[int],
) -> None:
    """Enter a text, with the bands by which it is found and the paragraphs it consists of."""
    db.execute(
        "INSERT INTO texts (id, body_digest, method_id, outlet_id, shingles, passages, minhash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            text_id,
            body_digest,
            method_id,
            outlet_id,
            shingles,
            struct.pack(f"<{len(passages)}q", *passages),
            minhash,
        ),
    )
    db.conn.executemany(
        "INSERT INTO text_bands (key, text_id) VALUES (?, ?)", [(key, text_id) for key in bands]
    )
    db.conn.executemany(
        "INSERT INTO text_passages (key, text_id) VALUES (?, ?)",
        [(key, text_id) for key in passages],
    )


def delete_pairs(db: Database, text_id: int) -> None:
    """Remove the pairs a text is one of."""
    db.execute("DELETE FROM text_pairs WHERE one_id = ?", (text_id,))
    db.execute("DELETE FROM text_pairs WHERE other_id = ?", (text_id,))


def delete_text(db: Database, text_id: int, *, bands: Iterable[int]) -> None:
    """Remove a text that no column has any more, with its bands, paragraphs and pairs."""
    delete_pairs(db, text_id)
    passages = passages_of(db, text_id)
    for table, keys in (("text_bands", bands), ("text_passages", passages)):
        db.conn.executemany(
            f"DELETE FROM {table} WHERE key = ? AND text_id = ?",  # noqa: S608
            [(key, text_id) for key in keys],
        )
    db.execute("DELETE FROM texts WHERE id = ?", (text_id,))


def passages_of(db: Database, text_id: int) -> list[int]:
    """The keys of the paragraphs that a text consists of."""
    (packed,) = db.execute("SELECT passages FROM texts WHERE id = ?", (text_id,)).fetchone()
    return keys_of_passages(packed)


def minhashes(db: Database, text_ids: Sequence[int]) -> dict[int, bytes]:
    """The signatures of texts, of those long enough to have one."""
    marks = ", ".join("?" * len(text_ids))
    rows = db.execute(
        f"SELECT id, minhash FROM texts WHERE id IN ({marks}) AND minhash IS NOT NULL",  # noqa: S608
        text_ids,
    )
    return dict(rows.fetchall())


def texts_in_band(db: Database, key: int, *, limit: int) -> list[int]:
    """The texts found under a band, the smallest ids first."""
    rows = db.execute(
        "SELECT text_id FROM text_bands WHERE key = ? ORDER BY text_id LIMIT ?", (key, limit)
    )
    return [row[0] for row in rows]


def texts_with_passage(db: Database, passage: int, *, limit: int) -> list[int]:
    """Texts of an outlet that have a paragraph, the smallest ids first."""
    rows = db.execute(
        "SELECT text_id FROM text_passages WHERE key = ? ORDER BY text_id LIMIT ?", (passage, limit)
    )
    return [row[0] for row in rows]


def text_with_body(db: Database, text_id: int) -> StoredText | None:
    """A text with its body as the column of the least id has it; None when no column has it.

    Columns of one text may have it in other paragraphs.
    """
    row = db.execute(
        "SELECT t.id, t.body_digest, t.outlet_id, t.minhash, t.passages, a.body FROM texts AS t"
        " JOIN articles AS a ON a.id = (SELECT id FROM articles WHERE body_digest ="
        " t.body_digest ORDER BY public_id LIMIT 1) WHERE t.id = ?",
        (text_id,),
    ).fetchone()
    return None if row is None else StoredText(*row)


def pairs_of(db: Database, text_id: int) -> list[Pair]:
    """The pairs a text is one of."""
    rows = db.execute(
        f"SELECT {PAIR} FROM text_pairs WHERE one_id = ?1"  # noqa: S608
        f" UNION ALL SELECT {PAIR} FROM text_pairs WHERE other_id = ?1",
        (text_id,),
    )
    return [Pair(*row) for row in rows]


def put_pair(db: Database, one_id: int, other_id: int, verdict: Resemblance) -> None:
    """Enter a pair, or replace its figures; `verdict` sees it from the text with the first id."""
    ours, theirs = verdict.one_contained, verdict.other_contained
    if one_id > other_id:
        one_id, other_id, ours, theirs = other_id, one_id, theirs, ours
    db.execute(
        "INSERT INTO text_pairs (one_id, other_id, rule, resemblance, one_contained,"
        " other_contained) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (one_id, other_id) DO UPDATE SET"
        " rule = excluded.rule, resemblance = excluded.resemblance,"
        " one_contained = excluded.one_contained, other_contained = excluded.other_contained",
        (one_id, other_id, verdict.rule, verdict.resemblance, ours, theirs),
    )


def delete_pair(db: Database, one_id: int, other_id: int) -> None:
    """Remove a pair that turned out to be none."""
    db.execute(
        "DELETE FROM text_pairs WHERE one_id = ? AND other_id = ?",
        (min(one_id, other_id), max(one_id, other_id)),
    )


def body_digest_of(db: Database, text_id: int) -> str | None:
    """The body digest of a text."""
    row = db.execute("SELECT body_digest FROM texts WHERE id = ?", (text_id,)).fetchone()
    return None if row is None else cast("str", row[0])


def texts_of_columns(db: Database, article_ids: Sequence[int]) -> set[int]:
    """Row ids of the texts that some columns have."""
    rows = db.execute(
        "SELECT t.id FROM articles AS a JOIN texts AS t ON t.body_digest = a.body_digest"  # noqa: S608
        f" WHERE a.id {statements.IN}",
        (json.dumps(list(article_ids)),),
    )
    return {row[0] for row in rows}


def rows_to_check(db: Database, ids: Sequence[int] | None) -> Iterator[dict[str, Any]]:
    """Texts with their signatures and methods, and a column that has them."""
    where, given = statements.among("t.id", ids)
    query = (
        "SELECT t.id, t.body_digest, t.minhash, t.passages, m.parameters, a.public_id, a.body"  # noqa: S608
        " FROM texts AS t"
        " JOIN duplicate_methods AS m ON m.id = t.method_id LEFT JOIN articles AS a ON a.id ="
        f" (SELECT id FROM articles WHERE body_digest = t.body_digest LIMIT 1){where}"
    )
    return statements.as_dictionaries(db.execute(query, given))


def entries_held(db: Database, table: Entries, text_id: int, keys: Sequence[int]) -> int:
    """Under how many of the keys a text is found."""
    row = db.execute(
        f"SELECT count(*) FROM json_each(?) AS k JOIN {table} AS b"  # noqa: S608
        " ON b.key = k.value AND b.text_id = ?",
        (json.dumps(keys), text_id),
    ).fetchone()
    return cast("int", row[0])


def keys_of_passages(packed: bytes) -> list[int]:
    """The keys of a text's paragraphs, as its row holds them; what is damaged is left out."""
    return [key for (key,) in struct.iter_unpack("<q", packed[: len(packed) // KEY * KEY])]
