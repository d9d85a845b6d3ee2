"""Columns counted by outlet and year, which every search page reads of all outlets."""

from archive.db.sql_script import statements_of
from archive.db.sqlite import Database

TABLES = """
CREATE TABLE columns_by_year (
  outlet_id INTEGER NOT NULL,
  year TEXT NOT NULL,               -- as printed; '' without a date
  columns INTEGER NOT NULL,
  gone INTEGER NOT NULL,            -- how many of them
  PRIMARY KEY (outlet_id, year)
) STRICT, WITHOUT ROWID;
INSERT INTO columns_by_year SELECT outlet_id, substr(month, 1, 4), sum(columns), sum(gone)
  FROM columns_by_month GROUP BY 1, 2;

CREATE TRIGGER columns_by_year_insert AFTER INSERT ON columns_by_month BEGIN
  INSERT INTO columns_by_year
    VALUES (new.outlet_id, substr(new.month, 1, 4), new.columns, new.gone)
    ON CONFLICT DO UPDATE SET columns = columns + excluded.columns, gone = gone + excluded.gone;
END;
CREATE TRIGGER columns_by_year_update AFTER UPDATE OF columns, gone ON columns_by_month BEGIN
  UPDATE columns_by_year SET columns = columns + new.columns - old.columns,
    gone = gone + new.gone - old.gone
    WHERE outlet_id = old.outlet_id AND year = substr(old.month, 1, 4);
END;
CREATE TRIGGER columns_by_year_delete AFTER DELETE ON columns_by_month BEGIN
  UPDATE columns_by_year SET columns = columns - old.columns, gone = gone - old.gone
    WHERE outlet_id = old.outlet_id AND year = substr(old.month, 1, 4);
  DELETE FROM columns_by_year
    WHERE outlet_id = old.outlet_id AND year = substr(old.month, 1, 4) AND columns <= 0;
END;
"""


def apply(db: Database) -> None:
    """Columns counted by outlet and year; triggers on the counts by month keep them."""
    for statement in statements_of(TABLES):
        db.execute(statement)
