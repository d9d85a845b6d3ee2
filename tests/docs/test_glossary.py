"""The glossary's words are those of the code."""

import ast
import re
from collections import Counter

from tests import ROOT

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| word ")
]
TYPES = Counter(
    node.name
    for package in ("archive", "crawler")
    for path in (ROOT / package).rglob("*.py")
    for node in ast.parse(path.read_text("utf-8")).body
    if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
)
PARTS_OF_NAME = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+")


def test_every_type_that_the_glossary_names_is_there_once() -> None:
    named = {name for row in ROWS for name in re.findall(r"`(\w+)`", row[2])}
    assert len(named) > 30
    assert {name: TYPES[name] for name in named if TYPES[name] != 1} == {}


def test_no_two_public_types_share_a_name() -> None:
    assert [name for name, count in TYPES.items() if count > 1] == []


def test_no_type_bears_a_word_that_the_glossary_gave_up() -> None:
    given_up = {word.strip() for row in ROWS for word in row[3].split(",") if word.strip()}
    assert "sight" in given_up
    bearing = {
        name: part
        for name in TYPES
        for part in map(str.lower, PARTS_OF_NAME.findall(name))
        if part in given_up
    }
    assert bearing == {}
