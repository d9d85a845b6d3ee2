"""JSON that is too deep, or holds halves of characters, as cut texts do."""

import pytest

from crawler.extraction.text.json_text import read_json


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
