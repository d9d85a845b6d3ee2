"""The addresses of what belongs to a column beside its own page, as rows of captures say."""

import json
from collections.abc import Collection

from archive.db.sqlite import Database
from archive.db.statements import SENT

AMONG = "IN (SELECT value FROM json_each(?1))"
"""A condition on an address, in statements that ask it of several tables."""


def part_addresses(db: Database, article_id: int) -> set[str]:
    """The addresses of a column's further pages and pages of comments."""
    rows = db.execute(
        "SELECT DISTINCT c.url FROM captures AS p JOIN capture_parts AS m ON m.page_id = p.id"
        " JOIN captures AS c ON c.id = m.capture_id"
        " WHERE p.article_id = ? AND m.role IN ('continuation', 'comments')",
        (article_id,),
    )
    return {row[0] for row in rows}


def of_others(db: Database, article_id: int, urls: Collection[str]) -> set[str]:
    """Those of some addresses that are another column's, too, or that outlets are entered by."""
    rows = db.execute(
        f"SELECT url FROM article_urls WHERE url {AMONG} AND article_id <> ?2"  # noqa: S608
        f" UNION SELECT c.url FROM captures AS c WHERE c.url {AMONG}"
        " AND (c.article_id <> ?2 OR EXISTS (SELECT 1 FROM capture_parts AS m JOIN captures AS p"
        " ON p.id = m.page_id WHERE m.capture_id = c.id AND p.article_id <> ?2))"
        f" UNION SELECT home FROM outlets WHERE home {AMONG}"
        f" UNION SELECT url FROM seeds WHERE url {AMONG}",
        (json.dumps(list(urls)), article_id),
    )
    return {row[0] for row in rows}


def aliases(db: Database, article_id: int) -> set[str]:
    """The addresses that redirected to a column's captures, or to its further pages."""
    rows = db.execute(
        "SELECT v.value FROM captures AS c, json_each(c.via) AS v WHERE c.article_id = ?1"
        " UNION SELECT v.value FROM captures AS p JOIN capture_parts AS m ON m.page_id = p.id"
        " JOIN captures AS c ON c.id = m.capture_id, json_each(c.via) AS v"
        " WHERE p.article_id = ?1 AND m.role IN ('continuation', 'comments')",
        (article_id,),
    )
    return {row[0] for row in rows}


def with_pages_of_their_own(db: Database, article_id: int, urls: Collection[str]) -> set[str]:
    """Those of some addresses that answered with a page, or led to another column's."""
    if not urls:
        return set()
    rows = db.execute(
        f"SELECT c.url FROM captures AS c WHERE c.url {AMONG}"  # noqa: S608
        f" AND c.status {SENT} AND c.article_id IS NOT ?2"
        " UNION SELECT v.value FROM captures AS c, json_each(c.via) AS v WHERE c.id > 0"
        f" AND c.via IS NOT NULL AND c.article_id <> ?2 AND v.value {AMONG}",
        (json.dumps(list(urls)), article_id),
    )
    return {row[0] for row in rows}
