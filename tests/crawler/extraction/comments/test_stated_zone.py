"""The zone of comments whose times are printed without one."""

import pytest

from crawler.extraction import extract_article

COLUMN = 3 * (
    "<p>The two delegations met for the third time in the old customs house above the harbour, and "
    "left by different doors without a statement.</p>"
)
COMMENT = """<ol class="comment-list"><li id="comment-9" class="comment">
<b class="fn">Ada</b> <span class="date">{}</span>
<div class="comment-content"><p>The ferry is late.</p></div></li></ol>"""
META = "<meta property='article:published_time' content='{}'>"
JSON_LD = """<script type="application/ld+json">{{"@type": "NewsArticle",
"headline": "Harbour talks", "datePublished": "{}"}}</script>"""
TIME = "<time datetime='{}'>5 March 2024</time>"
KOREAN = "2024-03-05T11:20:00+09:00"


def time_of(stated: str, printed: str = "2024-03-05 12:44", language: str = "ko") -> str:
    html = f"<html lang={language}><body>{stated}<h1>Harbour talks</h1><div>{COLUMN}</div>"
    article = extract_article(html + COMMENT.format(printed), "https://harbour.example/t")
    (comment,) = article.comments
    assert comment.published is not None
    return comment.published.isoformat()


@pytest.mark.parametrize("form", [META, JSON_LD, TIME])
@pytest.mark.parametrize("offset", ["+09:00", "+05:30"])
def test_comments_have_the_zone_in_which_the_page_states_its_moments(
    form: str, offset: str
) -> None:
    stated = form.format(f"2024-03-05T11:20:00{offset}")
    assert time_of(stated) == f"2024-03-05T12:44:00{offset}"


@pytest.mark.parametrize(
    "stated",
    [
        META.format("2024-03-05T11:20:00+00:00"),  # UTC, as many systems write any time
        META.format("2024-03-05T11:20:00+01:00"),  # which has summer time
        META.format(KOREAN) + JSON_LD.format("2024-03-05T02:20:00Z"),  # two zones
        "",
    ],
)
def test_a_zone_that_is_not_sure_is_not_taken(stated: str) -> None:
    assert time_of(stated) == "2024-03-05T12:44:00+00:00"


def test_siberia_changed_its_offset() -> None:
    assert time_of(META.format(KOREAN), language="ru") == "2024-03-05T12:44:00+00:00"


def test_a_zone_that_a_comment_prints_counts() -> None:
    printed = "2024-03-05 12:44 +0100"
    assert time_of(META.format(KOREAN), printed) == "2024-03-05T12:44:00+01:00"
