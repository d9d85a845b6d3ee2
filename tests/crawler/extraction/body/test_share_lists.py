"""Lists of share buttons between the summary and the text are none of it; other lists stay."""

import pytest

from crawler.extraction import extract_article
from tests.crawler.extraction.body.test_edge_lines import BODY, HEAD, TEXT, URL

SUMMARY = "Two envoys came in with the ferry, and neither of them had brought the treaty along."


def body_of(inner: str) -> str:
    page = (
        f"{HEAD}<div><h1>The ferry</h1><p class=summary>{SUMMARY}</p>{inner}<div>{TEXT}</div></div>"
    )
    return extract_article(page, URL).body


@pytest.mark.parametrize(
    "buttons",
    [
        "<ul class=share><li><a>शेयर करें</a></li></ul>",
        "<ul class=meta__social><li>Ajouter à vos sélections</li><li>Partager</li></ul>",
        "<div class=Sns><ul><li>シェア</li><li>ツイート</li><li>list</li><li>印刷</li></ul></div>",
    ],
)
def test_share_buttons_below_the_summary_are_left_out(buttons: str) -> None:
    assert body_of(buttons) == f"{SUMMARY}\n\n{BODY}"


@pytest.mark.parametrize(
    "listed",
    [
        "<ul class=actions><li>Measure the river</li><li>Name the river</li><li>Share</li></ul>",
        "<ul class=share><li>Share</li><li>The northern bank keeps the lamp and the oil.</li></ul>",
    ],
    ids=["few of them buttons", "a sentence"],
)
def test_lists_that_are_not_surely_buttons_stay(listed: str) -> None:
    assert "Share" in body_of(listed)
