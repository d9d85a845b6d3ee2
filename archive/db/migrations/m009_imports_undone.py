"""Imports as runs, and which captures each brought, so that one can be undone."""

from archive.db.sql_script import statements_of
from archive.db.sqlite import Database

TABLES = """
ALTER TABLE runs ADD COLUMN outlet_id INTEGER REFERENCES outlets (id);
  -- the outlet of an import; null for a crawl, and when undoing it took the outlet out
ALTER TABLE runs ADD COLUMN entered_outlet INTEGER;
  -- 1 when an import entered its outlet, 0 when that was there; null for a crawl
ALTER TABLE runs ADD COLUMN undone_at TEXT;
  -- when an import was undone; null as long as it stands, and for a crawl

ALTER TABLE captures ADD COLUMN run_id INTEGER REFERENCES runs (id);
  -- the import that brought it; null for what came otherwise, or before imports were written down
CREATE INDEX captures_run ON captures (run_id) WHERE run_id IS NOT NULL;
"""


def apply(db: Database) -> None:
    """Imports as runs, and which captures each brought."""
    for statement in statements_of(TABLES):
        db.execute(statement)
