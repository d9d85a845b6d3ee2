"""Lines between paragraphs that only lead to another column are none of the text."""

import pytest

from crawler.extraction import extract_article
from tests.crawler.extraction.body.test_edge_lines import BODY, HEAD, SENTENCE, TEXT, URL

LINK = '<a href="/2022/07/isla">The island that borrowed a sea</a>'


def body_of(line: str) -> str:
    first, rest = TEXT.split("</p>", 1)
    html = f"{HEAD}<h1>The ferry</h1><div class=column>{first}</p>{line}{rest}</div>"
    return extract_article(html, URL).body


@pytest.mark.parametrize(
    "words",
    [
        "Le puede interesar:",
        "Les puede interesar:",
        "بیشتر بخوانید:",
        "ये भी पढ़ें-",
        "Baca juga:",
        "Xem thêm:",
        "延伸閱讀：",
        "קראו גם:",
    ],
)
def test_a_line_that_leads_elsewhere_is_left_out(words: str) -> None:
    assert body_of(f"<p>{words} {LINK}</p>") == BODY


def test_a_sentence_that_begins_so_stays() -> None:
    sentence = f"Le puede interesar al lector {LINK}, {SENTENCE}"
    assert "Le puede interesar al lector" in body_of(f"<p>{sentence}</p>")
