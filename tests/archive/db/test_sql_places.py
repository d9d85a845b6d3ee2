"""SQL, and what else reads or writes a database, stands where it belongs."""

import ast
from collections.abc import Iterator

import pytest

from scripts.structure import database_calls, has_sql, parsed_modules
from tests import ROOT

WITH_SQL = ("archive/db/", "archive/web/statements.py", "archive/web/served.py")
TABLES_OF_TOML = "crawler/config/outlet_files.py"
"""Its tables are an outlet file's: `table.table("scope")`."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Each module's path with its tree."""
    for _, (path, _, tree) in parsed_modules(ROOT):
        yield path.as_posix(), tree


def test_sql_stands_with_the_database_alone() -> None:
    with_sql = {path for path, tree in modules() if has_sql(tree)}
    assert {path for path in with_sql if not path.startswith(WITH_SQL)} == set()
    assert {"archive/db/captures.py", "archive/db/full_text.py"} <= with_sql


def test_the_database_is_opened_read_and_written_there_alone() -> None:
    calling = {path: calls for path, tree in modules() if (calls := database_calls(tree))}
    assert all(call.startswith("table.table(") for call in calling.pop(TABLES_OF_TOML))
    assert {path: calls for path, calls in calling.items() if not path.startswith(WITH_SQL)} == {}
    assert "archive/db/captures.py" in calling


@pytest.mark.parametrize(
    "statement",
    [
        '"SELECT 1"',
        "f'SELECT {columns} FROM {table}'",
        '"select count(*) from captures"',
        '"/* all */ SELECT 1"',
        '"-- all\\n select 1"',
        '"INSERT OR IGNORE INTO t VALUES (1)"',
        '"UPDATE t SET a = 1"',
        "f'UPDATE {table} SET a = 1'",
        "'UPDATE ' + table + ' SET a = 1'",
        '"PRAGMA user_version"',
        '"COMMIT"',
        '"begin immediate"',
        '"ATTACH ? AS other"',
        '"VALUES (1)"',
        '"EXPLAIN QUERY PLAN SELECT 1"',
    ],
)
def test_a_statement_elsewhere_would_be_seen(statement: str) -> None:
    assert has_sql(ast.parse(f"STATEMENT = {statement}"))


@pytest.mark.parametrize("text", ["replace", "delete", "Update the file", "with a map as well"])
def test_other_words_are_no_statement(text: str) -> None:
    assert not has_sql(ast.parse(f"{text!r}\nTEXT = {text!r}"))


def test_a_docstring_may_quote_one() -> None:
    assert not has_sql(ast.parse('def rows() -> None:\n    """SELECT 1"""'))


@pytest.mark.parametrize(
    "call",
    [
        "archive.db.table('captures').delete_where('id = 1')",
        "db['captures'].insert(row)",
        "archive.db.query(text)",
        "connection.execute(text)",
        "connection.executemany(text, rows)",
        "sqlite3.connect(path)",
        "from sqlite3 import connect",
    ],
)
def test_a_call_elsewhere_would_be_seen(call: str) -> None:
    assert database_calls(ast.parse(call)) != []
