"""Sections as each page of a column named them, and their changes among its events."""

from archive.db.sql_script import statements_of
from archive.db.sqlite import Database

TABLES = """
ALTER TABLE captures ADD COLUMN section TEXT;
  -- the section that the page names; null where it names none, and for what is no column's page
UPDATE captures SET section = (SELECT section FROM articles WHERE id = captures.article_id)
  WHERE id IN (SELECT (SELECT id FROM captures WHERE article_id = articles.id
    AND (status IS NULL OR status BETWEEN 200 AND 299) ORDER BY captured_at DESC, id DESC LIMIT 1)
    FROM articles);

CREATE TABLE article_events_3 (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles (id),
  capture_id INTEGER NOT NULL REFERENCES captures (id),
  kind TEXT NOT NULL CHECK (kind IN ('gone', 'back', 'moved', 'private', 'section')),
  happened_at TEXT NOT NULL,
  detail TEXT                       -- the address moved from, or the section before; null otherwise
) STRICT;
INSERT INTO article_events_3 SELECT id, article_id, capture_id, kind, happened_at, detail
  FROM article_events;
DROP TABLE article_events;
ALTER TABLE article_events_3 RENAME TO article_events;
CREATE INDEX article_events_article ON article_events (article_id, happened_at);
CREATE INDEX article_events_capture ON article_events (capture_id);
"""


def apply(db: Database) -> None:
    """Sections as each page of a column named them, and their changes among its events."""
    for statement in statements_of(TABLES):
        db.execute(statement)
