"""The glossary's words are those of the code."""

import ast
import re
from collections import Counter

import pytest

from scripts.structure import parsed_modules, public_types
from tests import ROOT

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| word ")
]
PARTS_OF_NAME = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+")


@pytest.fixture(scope="module")
def types() -> Counter[str]:
    """Classes, and aliases of types."""
    trees = (tree for _, (_, _, tree) in parsed_modules(ROOT))
    return Counter(name for tree in trees for name in public_types(tree))


def test_every_type_that_the_glossary_names_is_there_once(types: Counter[str]) -> None:
    named = {name for row in ROWS for name in re.findall(r"`(\w+)`", row[2])}
    assert len(named) > 30
    assert {name: types[name] for name in named if types[name] != 1} == {}


def test_no_two_public_types_share_a_name(types: Counter[str]) -> None:
    assert [name for name, count in types.items() if count > 1] == []


@pytest.mark.parametrize(
    "line",
    [
        "class Part: ...",
        "Part = Literal['head', 'tail']",
        "Part = Callable[[str], str]",
        "Part = int | str",
        "Part: TypeAlias = 'Head | Tail'",
        "Part = NewType('Part', str)",
        "Part = NamedTuple('Part', [])",
    ],
)
def test_classes_and_aliases_are_types(line: str) -> None:
    assert [*public_types(ast.parse(line))] == ["Part"]


def test_constants_and_private_names_are_no_types() -> None:
    module = ast.parse("PARTS = TABLE['parts']\n_Part = int | str\nparts = NAMES[0]")
    assert [*public_types(module)] == []


def test_no_type_bears_a_word_that_the_glossary_gave_up(types: Counter[str]) -> None:
    given_up = {word.strip() for row in ROWS for word in row[3].split(",") if word.strip()}
    assert "sight" in given_up
    bearing = {
        name: part
        for name in types
        for part in map(str.lower, PARTS_OF_NAME.findall(name))
        if part in given_up
    }
    assert bearing == {}
