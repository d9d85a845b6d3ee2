"""Text is kept without the marks that nobody sees, and with those that its script needs."""

import pytest

from crawler.extraction.metadata.stated.statements import plain_texts
from crawler.extraction.text.tidying import tidy


@pytest.mark.parametrize("mark", ["\u00ad", "\u200b", "\u202d", "\u202e", "\u2060", "\ufeff"])
def test_marks_that_hide_or_reverse_letters_are_no_part_of_a_text(mark: str) -> None:
    assert tidy(f"{mark}Anna{mark} Le{mark}e") == "Anna Lee"
    assert list(plain_texts(f"{mark}Anna{mark} Le{mark}e")) == ["Anna Lee"]


@pytest.mark.parametrize("mark", ["\u200c", "\u200d", "\u200e", "\u200f", "\u2067", "\u2069"])
def test_joiners_and_marks_of_direction_are_kept_in_a_text(mark: str) -> None:
    assert tidy(f"می{mark}خواهد") == f"می{mark}خواهد"


def test_statements_are_in_one_form_of_unicode() -> None:
    assert list(plain_texts("Rene\u0301 Weiss")) == ["Ren\u00e9 Weiss"]
