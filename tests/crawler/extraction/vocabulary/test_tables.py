"""The tables of words: what every one of them must hold to, whoever adds a word."""

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest

from crawler.extraction import vocabulary
from crawler.extraction.vocabulary.tables import (
    alternatives,
    bits_by_word,
    phrase_list,
    table,
    word_list,
)
from tests import ROOT

TABLES = sorted(
    file.name.removesuffix(".toml")
    for file in files(vocabulary).iterdir()
    if file.name.endswith(".toml")
)
NAMES = (
    "class_hints",
    "class_roles",
    "comment_names",
    "furniture_names",
    "page_kinds",
    "widgets",
)
"""Tables of class and id names, which are looked up in lower case."""
PHRASES = ("furniture_phrases", "labelled_lines")
"""Tables of lines as pages print them, with their question marks and brackets."""
PATTERN_MARKS = re.compile(r"\\[a-zA-Z.]|\(\?|[\w)\]][?*+](?=[\s|(\w]|$)|\[[^\]]+\]|\.[*+{]")
"""What only regular expressions have: an escape, a group, a repetition, a set."""


def lists_in(value: object, *, patterns: bool | None = None, within: bool = False) -> Iterator[str]:
    """The lists of words in a table, however deep; `patterns` asks for one sort alone.

    Lists of regular expressions stand under a key that ends in `_pattern` or `_patterns`.
    """
    if isinstance(value, str):
        if patterns in (None, within):
            yield value
    elif isinstance(value, list):
        for one in value:
            yield from lists_in(one, patterns=patterns, within=within)
    elif isinstance(value, dict):
        for key, inner in value.items():
            marked = within or key.endswith(("_pattern", "_patterns"))
            yield from lists_in(inner, patterns=patterns, within=marked)


def test_lists_are_looked_for_in_tables_and_arrays_however_deep() -> None:
    assert [*lists_in({"a": "lamp", "b": [{"c": ["quay"], "strict": True}]})] == ["lamp", "quay"]


def test_words_are_parted_by_white_space_and_phrases_by_lines_and_bars() -> None:
    assert word_list("\n  lead lede\n  intro\n") == ("lead", "lede", "intro")
    assert phrase_list("\n  lit lamp | ferry's horn\n  a|b\n\n") == (
        "lit lamp",
        "ferry's horn",
        "a|b",
    )
    assert alternatives("\n  authors? | by\n  von\n") == "authors?|by|von"


def test_a_word_of_two_lists_has_the_bits_of_both() -> None:
    assert bits_by_word({"light": "lamp wick", "port": "quay lamp"}) == {
        "lamp": 3,
        "wick": 1,
        "quay": 2,
    }


@pytest.mark.parametrize("name", TABLES)
def test_no_list_is_empty(name: str) -> None:
    assert all(word_list(listed) for listed in lists_in(table(name)))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_names_the_modules_that_read_it(name: str) -> None:
    folder = ROOT / "crawler/extraction"
    head, _, _ = (folder / f"vocabulary/{name}.toml").read_text("utf-8").partition("\n\n")
    named = re.findall(r"[\w/]+\.py", head.partition("# Read by ")[2])
    reads = re.compile(rf"""\btable\(["']{name}["']\)""")
    assert named == sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        if reads.search(path.read_text("utf-8"))
    )


@pytest.mark.parametrize("name", NAMES)
def test_class_and_id_names_stand_in_lower_case(name: str) -> None:
    listed = " ".join(lists_in(table(name), patterns=False))
    assert listed == listed.lower()


@pytest.mark.parametrize("name", TABLES)
def test_lists_of_regular_expressions_are_named_so_and_can_be_compiled(name: str) -> None:
    for listed in lists_in(table(name), patterns=True):
        assert re.compile(alternatives(listed)).pattern


@pytest.mark.parametrize("name", [name for name in TABLES if name not in PHRASES])
def test_no_other_list_has_the_marks_of_regular_expressions(name: str) -> None:
    listed = "\n".join(lists_in(table(name), patterns=False))
    assert PATTERN_MARKS.findall(listed) == []


def test_a_name_belongs_to_one_kind_of_furniture_only() -> None:
    names = [name for listed in table("furniture_names").values() for name in word_list(listed)]
    assert len(names) == len(set(names))


def test_every_phrase_of_furniture_says_something_beside_its_placeholder() -> None:
    lines = [
        line for listed in lists_in(table("furniture_phrases")) for line in phrase_list(listed)
    ]
    assert all(re.search(r"[^\W\d_]", line) for line in lines)
