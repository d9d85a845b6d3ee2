"""SQL stands where it belongs."""

import ast
import re
from pathlib import Path

import pytest

import archive
import crawler

WITH_SQL = "archive/db/"
STATEMENT = re.compile(
    r"^\s*(SELECT\s|INSERT (OR \w+ )?INTO\s|UPDATE (OR \w+ )?\w+ SET\s|DELETE FROM\s|REPLACE INTO\s"
    r"|CREATE (\w+ )*(TABLE|INDEX|TRIGGER|VIEW)\s|ALTER TABLE\s|DROP \w+\s|PRAGMA\s|VACUUM\b"
    r"|BEGIN (IMMEDIATE|EXCLUSIVE|DEFERRED)|SAVEPOINT\s|ROLLBACK TO\s|RELEASE\s|WITH \w+ AS\s)"
)


def has_sql(path: Path) -> bool:
    """Whether a string in a module, docstrings aside, begins as a SQL statement does."""
    return any(
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and STATEMENT.match(node.value)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )


def test_sql_stands_with_the_database_alone() -> None:
    with_sql = set()
    for package in (archive, crawler):
        root = Path(str(package.__file__)).parent
        with_sql |= {
            path.relative_to(root.parent).as_posix() for path in root.rglob("*.py") if has_sql(path)
        }
    assert {path for path in with_sql if not path.startswith(WITH_SQL)} == set()
    assert {"archive/db/captures.py", "archive/db/full_text.py"} <= with_sql


@pytest.mark.parametrize(
    "statement",
    ["SELECT 1", "INSERT OR IGNORE INTO t VALUES (1)", "UPDATE t SET a = 1", "PRAGMA user_version"],
)
def test_a_statement_elsewhere_would_be_seen(tmp_path: Path, statement: str) -> None:
    module = tmp_path / "module.py"
    module.write_text(f"def read(db, table):\n    return db.execute(f'{statement}{{table}}')\n")
    assert has_sql(module)
