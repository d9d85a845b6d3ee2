"""Columns counted by outlet and month, and by author, so that no page counts a million of them."""

from archive.db.sql_script import statements_of
from archive.db.sqlite import Database
from archive.text.folding import fold_name

BEFORE = """
ALTER TABLE article_authors ADD COLUMN folded TEXT NOT NULL DEFAULT '';
  -- the name as names are compared; empty when nothing of it can be seen
"""

AFTER = """
CREATE TABLE columns_by_month (
  outlet_id INTEGER NOT NULL,
  month TEXT NOT NULL,              -- 2012-06 as printed; 2012 when no month is; '' without a date
  columns INTEGER NOT NULL,
  gone INTEGER NOT NULL,            -- how many of them, and so below
  titles INTEGER NOT NULL,
  standfirsts INTEGER NOT NULL,
  authors INTEGER NOT NULL,         -- with an author or a byline
  sections INTEGER NOT NULL,
  languages INTEGER NOT NULL,
  PRIMARY KEY (outlet_id, month)
) STRICT, WITHOUT ROWID;

CREATE TABLE columns_by_author (
  folded TEXT NOT NULL,             -- as in article_authors
  name TEXT NOT NULL,
  outlet_id INTEGER NOT NULL,
  year TEXT NOT NULL,               -- as printed; '' without a date
  columns INTEGER NOT NULL,
  PRIMARY KEY (folded, name, outlet_id, year)
) STRICT, WITHOUT ROWID;
CREATE INDEX columns_by_author_outlet ON columns_by_author (outlet_id, folded, name, columns);
CREATE INDEX articles_section ON articles (outlet_id, section);
CREATE INDEX articles_gone ON articles (outlet_id, published_utc) WHERE state = 'gone';

INSERT INTO columns_by_month SELECT outlet_id, {month}, count(*), sum(state = 'gone'),
  count(title), count(standfirst), count(search_authors), count(section), count(language)
  FROM articles AS a GROUP BY 1, 2;
INSERT INTO columns_by_author
  SELECT w.folded, w.name, a.outlet_id, {year}, count(DISTINCT a.id)
  FROM article_authors AS w JOIN articles AS a ON a.id = w.article_id GROUP BY 1, 2, 3, 4;

CREATE TRIGGER columns_by_month_insert AFTER INSERT ON articles BEGIN
  {put_in_month}
END;
CREATE TRIGGER columns_by_month_delete AFTER DELETE ON articles BEGIN
  {take_from_month}
END;
CREATE TRIGGER columns_by_month_update AFTER UPDATE OF outlet_id, published, published_precision,
  state, title, standfirst, search_authors, section, language ON articles
WHEN (old.outlet_id, {old_month}, old.state, old.title IS NULL, old.standfirst IS NULL,
    old.search_authors IS NULL, old.section IS NULL, old.language IS NULL)
  IS NOT (new.outlet_id, {new_month}, new.state, new.title IS NULL, new.standfirst IS NULL,
    new.search_authors IS NULL, new.section IS NULL, new.language IS NULL)
BEGIN
  {put_in_month}
  {take_from_month}
END;

CREATE TRIGGER columns_by_author_insert AFTER INSERT ON article_authors
WHEN NOT EXISTS (SELECT 1 FROM article_authors WHERE article_id = new.article_id
    AND name = new.name AND position <> new.position)
BEGIN
  INSERT INTO columns_by_author SELECT new.folded, new.name, a.outlet_id, {year}, 1
    FROM articles AS a WHERE a.id = new.article_id
    ON CONFLICT DO UPDATE SET columns = columns + 1;
END;
CREATE TRIGGER columns_by_author_delete AFTER DELETE ON article_authors
WHEN NOT EXISTS (SELECT 1 FROM article_authors WHERE article_id = old.article_id
    AND name = old.name)
BEGIN
  UPDATE columns_by_author SET columns = columns - 1
    WHERE (folded, name, outlet_id, year) = (SELECT old.folded, old.name, a.outlet_id, {year}
      FROM articles AS a WHERE a.id = old.article_id);
  DELETE FROM columns_by_author WHERE folded = old.folded AND name = old.name AND columns <= 0;
END;
CREATE TRIGGER columns_by_author_update AFTER UPDATE OF outlet_id, published ON articles
WHEN (old.outlet_id, {old_year}) IS NOT (new.outlet_id, {new_year})
BEGIN
  INSERT INTO columns_by_author SELECT DISTINCT folded, name, new.outlet_id, {new_year}, 1
    FROM article_authors WHERE article_id = new.id
    ON CONFLICT DO UPDATE SET columns = columns + 1;
  UPDATE columns_by_author SET columns = columns - 1
    WHERE outlet_id = old.outlet_id AND year = {old_year}
    AND (folded, name) IN (SELECT folded, name FROM article_authors WHERE article_id = new.id);
  DELETE FROM columns_by_author WHERE columns <= 0
    AND (folded, name) IN (SELECT folded, name FROM article_authors WHERE article_id = new.id);
END;
"""


def apply(db: Database) -> None:
    """Columns counted by outlet and month, and by author; triggers keep the counts."""
    for statement in statements_of(BEFORE):
        db.execute(statement)
    names = db.execute("SELECT DISTINCT name FROM article_authors").fetchall()
    db.conn.executemany(
        "UPDATE article_authors SET folded = ? WHERE name = ?",
        [(fold_name(name), name) for (name,) in names],
    )
    script = AFTER
    for name, sql in pieces().items():
        script = script.replace(f"{{{name}}}", sql)
    for statement in statements_of(script):
        db.execute(statement)


def pieces() -> dict[str, str]:
    """Pieces of SQL that several statements have."""
    more = ", ".join(f"{name} = {name} + excluded.{name}" for name in COUNTED)
    fewer = ", ".join(
        f"{name} = {name} - {value}" for name, value in zip(COUNTED, counted("old"), strict=True)
    )
    of_old = f"WHERE outlet_id = old.outlet_id AND month = {month('old')}"
    values = f"new.outlet_id, {month('new')}, 1, {', '.join(counted('new'))}"
    return {
        "put_in_month": f"INSERT INTO columns_by_month VALUES ({values})"  # noqa: S608
        f" ON CONFLICT DO UPDATE SET columns = columns + 1, {more};",
        "take_from_month": f"UPDATE columns_by_month SET columns = columns - 1, {fewer} {of_old};"  # noqa: S608
        f" DELETE FROM columns_by_month {of_old} AND columns <= 0;",
        "month": month("a"),
        "old_month": month("old"),
        "new_month": month("new"),
        "year": year("a"),
        "old_year": year("old"),
        "new_year": year("new"),
    }


COUNTED = ("gone", "titles", "standfirsts", "authors", "sections", "languages")


def counted(row: str) -> list[str]:
    """One or nothing for each of `COUNTED`, of a column."""
    fields = ("title", "standfirst", "search_authors", "section", "language")
    return [f"({row}.state = 'gone')", *(f"({row}.{field} IS NOT NULL)" for field in fields)]


def month(row: str) -> str:
    """The month of a column as printed."""
    return (
        f"CASE WHEN {row}.published IS NULL THEN '' WHEN {row}.published_precision = 'year'"
        f" THEN substr({row}.published, 1, 4) ELSE substr({row}.published, 1, 7) END"
    )


def year(row: str) -> str:
    """The year of a column as printed."""
    return f"coalesce(substr({row}.published, 1, 4), '')"
