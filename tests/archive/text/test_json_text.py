"""JSON that is too deep, or holds halves of characters, as cut texts do."""

import ast

import pytest

from archive.text.json_text import read_first_json, read_json
from scripts.structure import parsed_modules
from tests import ROOT

OWN = {
    "archive/db/captures.py",
    "archive/db/crawling/crawls.py",
    "archive/db/crawling/seeds.py",
    "archive/db/warc_index.py",
    "archive/reading/columns.py",
    "archive/search/hits.py",
    "crawler/extraction/body/classifier.py",
    "crawler/extraction/text/months.py",
}
"""What reads only JSON that we wrote ourselves: values of the archive's tables, the model, names of
months."""
IN_A_ROW = "crawler/extraction/metadata/stated/json_ld.py"
"""Where several values in a row are read, as far as they are sound."""


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"\ud83d\ude00", "\U0001f600"),
        (r"cut \ud83d", "cut \ufffd"),
        (r"\ude00 cut", "\ufffd cut"),
        (r"\uD83D\uD83D\uDE00", "\ufffd\U0001f600"),
        (r"\\ud83d", r"\ud83d"),
        (r"\\\ud83d", "\\\ufffd"),
        (r"\u00e9", "é"),
    ],
)
def test_half_a_character_is_a_replacement_sign(written: str, read: str) -> None:
    assert read_json(f'{{"a": ["{written}"]}}') == {"a": [read]}
    str(read_json(f'"{written}"')).encode()


@pytest.mark.parametrize("sign", ["[", '{"a":'])
def test_what_is_too_deep_is_no_json(sign: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - as for all that is no JSON
        read_json(sign * 200_000)


def test_the_first_value_is_read_whatever_follows() -> None:
    assert read_first_json('{"a": "cut \\ud83d"}; go()') == {"a": "cut \ufffd"}
    for text in ("go()", "", "[" * 200_000):
        with pytest.raises(ValueError):  # noqa: PT011 - as for all that is no JSON
            read_first_json(text)


def test_json_of_others_is_read_here_alone() -> None:
    elsewhere = {
        path.as_posix()
        for _, (path, _, tree) in parsed_modules(ROOT)
        if any(
            isinstance(node, ast.Attribute)
            and node.attr in ("load", "loads", "JSONDecoder")
            and isinstance(node.value, ast.Name)
            and node.value.id == "json"
            for node in ast.walk(tree)
        )
    }
    assert elsewhere - OWN == {"archive/text/json_text.py", IN_A_ROW}
