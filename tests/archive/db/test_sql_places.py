"""SQL stands where it belongs."""

import ast
import re
from pathlib import Path

import archive
import crawler

WITH_SQL = {
    "archive/db/",
    "archive/search/search.py",
    "archive/fixity/",
    "archive/reading/",
}
STATEMENT = re.compile(r"^\s*(SELECT|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE TABLE)\b")


def has_sql(path: Path) -> bool:
    """Whether a string in a module, docstrings aside, begins as a SQL statement does."""
    return any(
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and STATEMENT.match(node.value)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )


def test_sql_stands_in_few_modules_and_never_in_the_crawler() -> None:
    found = set()
    for package in (archive, crawler):
        root = Path(str(package.__file__)).parent
        found |= {
            path.relative_to(root.parent).as_posix()
            for path in root.rglob("*.py")
            if has_sql(path) and "web" not in path.relative_to(root).parts
        }
    assert not {path for path in found if not path.startswith(tuple(WITH_SQL))}
    assert "archive/db/captures.py" in found
