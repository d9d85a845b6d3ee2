"""Columns counted by month alone, by which a search knows its years and guesses its months."""

from archive.db.sql_script import statements_of
from archive.db.sqlite import Database

TABLES = """
CREATE TABLE columns_in_month (
  month TEXT PRIMARY KEY,           -- as in columns_by_month
  columns INTEGER NOT NULL          -- of all outlets
) STRICT, WITHOUT ROWID;
INSERT INTO columns_in_month SELECT month, sum(columns) FROM columns_by_month GROUP BY 1;

CREATE TRIGGER columns_in_month_insert AFTER INSERT ON columns_by_month BEGIN
  INSERT INTO columns_in_month VALUES (new.month, new.columns)
    ON CONFLICT DO UPDATE SET columns = columns + excluded.columns;
END;
CREATE TRIGGER columns_in_month_update AFTER UPDATE OF columns ON columns_by_month BEGIN
  UPDATE columns_in_month SET columns = columns + new.columns - old.columns
    WHERE month = old.month;
END;
CREATE TRIGGER columns_in_month_delete AFTER DELETE ON columns_by_month BEGIN
  UPDATE columns_in_month SET columns = columns - old.columns WHERE month = old.month;
  DELETE FROM columns_in_month WHERE month = old.month AND columns <= 0;
END;
"""


def apply(db: Database) -> None:
    """Columns counted by month alone; triggers on the counts by outlet and month keep them."""
    for statement in statements_of(TABLES):
        db.execute(statement)
