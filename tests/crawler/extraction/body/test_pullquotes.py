"""A sentence set large beside the text is not told twice."""

from crawler.extraction import extract_article

FIRST = "The ferries had not crossed under one flag since the old port burned, said nobody at all."
SECOND = "On Monday the ministers met in a hotel above the market and signed nine unread pages."
THIRD = "Nobody on either coast has asked to see the tenth page, and nobody has offered to show it."


def body(inner: str) -> list[str]:
    page = f"<h1>A Treaty</h1><article><p>{FIRST}</p>{inner}<p>{SECOND}</p><p>{THIRD}</p></article>"
    return [block.text for block in extract_article(page, "https://courier.example/a/").blocks]


def test_a_pull_quote_that_the_text_says_too_is_left_out() -> None:
    assert body("<blockquote>“a hotel above the market and signed nine”</blockquote>") == [
        FIRST, SECOND, THIRD,
    ]  # fmt: skip


def test_a_quotation_that_stands_nowhere_else_stays() -> None:
    oath = "We shall sail when the lamp on the reef is lit again, and not an hour before it."
    assert body(f"<blockquote>{oath}</blockquote>") == [FIRST, oath, SECOND, THIRD]


def test_a_paragraph_that_repeats_another_stays() -> None:
    assert body(f"<p>{SECOND}</p>") == [FIRST, SECOND, SECOND, THIRD]
