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
NAMES = ("comment_names", "furniture_names", "class_hints")
"""Tables of class and id names, which are looked up in lower case."""


def lists_in(value: object) -> Iterator[str]:
    """The lists of words in a table, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from lists_in(inner)


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
    listed = " ".join(lists_in(table(name)))
    assert listed == listed.lower()


def test_a_name_belongs_to_one_kind_of_furniture_only() -> None:
    names = [name for listed in table("furniture_names").values() for name in word_list(listed)]
    assert len(names) == len(set(names))


def test_every_phrase_of_furniture_says_something_beside_its_placeholder() -> None:
    lines = [
        line for listed in lists_in(table("furniture_phrases")) for line in phrase_list(listed)
    ]
    assert all(re.search(r"[^\W\d_]", line) for line in lines)
