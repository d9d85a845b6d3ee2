"""Since when columns and comments say what they say, as the archive saw it."""

import json
from collections.abc import Iterable

from archive.db.sqlite import Database

COLUMNS = """
  SELECT a.public_id, coalesce((SELECT v.seen_at FROM versions AS v WHERE v.article_id = a.id
    ORDER BY v.ordinal DESC LIMIT 1), a.first_seen)
  FROM json_each(?) AS j CROSS JOIN articles AS a ON a.public_id = j.value"""
COMMENTS = """
  SELECT a.public_id, c.key, c.first_seen
  FROM json_each(?) AS j CROSS JOIN articles AS a ON a.public_id = json_extract(j.value, '$[0]')
  CROSS JOIN comments AS c ON c.article_id = a.id AND c.key = json_extract(j.value, '$[1]')"""


def of_columns(db: Database, public_ids: Iterable[str]) -> dict[str, str]:
    """When the newest text of some columns was seen first."""
    return dict(db.execute(COLUMNS, (json.dumps(list(public_ids)),)).fetchall())


def of_comments(db: Database, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """When some comments, each by its column's id and its own key, were seen first."""
    rows = db.execute(COMMENTS, (json.dumps(list(keys)),))
    return {(public_id, key): seen_at for public_id, key, seen_at in rows}
