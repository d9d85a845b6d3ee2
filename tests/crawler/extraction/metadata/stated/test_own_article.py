"""Which of several articles in JSON-LD is the page's own."""

import json

import pytest

from crawler.extraction.markup.index import index_page
from crawler.extraction.markup.page import parse
from crawler.extraction.metadata.stated.page_statements import read_statements

URL = "https://lantern.example/2019/03/quiet-harbours/"
OWN = {"@type": "NewsArticle", "headline": "Quiet harbours", "datePublished": "2019-03-05"}
OTHER = {
    "@type": "NewsArticle",
    "headline": "The lamp on the reef",
    "datePublished": "2018-01-01",
    "author": {"@type": "Person", "name": "Tadeusz Wrona"},
    "description": "An older column",
}
THERE = "https://lantern.example/2018/01/lamp/"


def published(*nodes: object, page: str = "<h1>Quiet harbours</h1>") -> list[str]:
    scripts = (f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)
    html = "".join(scripts) + page
    stated = read_statements(index_page(parse(html, URL)), URL)
    return [statement.text for statement in stated.published]


@pytest.mark.parametrize(
    "page",
    [
        "<h1>Quiet harbours</h1>",
        "<title>Quiet harbours | The Quiet Lantern</title>",
        "<meta property='og:title' content='“Quiet Harbours”'>",
        "<h1>Quiet harbours, and the clerks who kept them</h1>",
    ],
)
def test_the_article_with_the_pages_headline_is_the_column(page: str) -> None:
    assert published(OTHER, OWN, page=page) == ["2019-03-05"]
    assert published([OTHER, OWN], page=page) == ["2019-03-05"]
    assert published({"@graph": [OTHER, OWN]}, page=page) == ["2019-03-05"]


def test_a_headline_without_spaces_is_compared_by_its_signs() -> None:
    own = OWN | {"headline": "港の上の第三回会談、声明なく終わる"}
    other = OTHER | {"headline": "礁の上の灯りは消えたままである"}
    page = "<h1>港の上の第三回会談、共同声明なく終わる</h1>"

    assert published(other, own, page=page) == ["2019-03-05"]


def test_the_article_with_a_declared_address_is_the_column() -> None:
    own = OWN | {"headline": "Harbours", "url": "https://www.lantern.example/amp/quiet/"}
    canonical = "<link rel='canonical' href='https://lantern.example/amp/quiet'><h1>Notes</h1>"

    assert published(OTHER | {"url": THERE}, own, page=canonical) == ["2019-03-05"]


def test_the_article_of_another_page_is_not_the_column_even_alone() -> None:
    assert published(OTHER | {"mainEntityOfPage": {"@id": THERE}}) == []
    assert published(OTHER | {"url": "https://lantern.example/"}) == ["2018-01-01"]
    assert published(OTHER | {"url": THERE, "headline": "Quiet harbours: a view"}) == ["2018-01-01"]


def test_articles_that_contradict_each_other_say_nothing_where_none_is_the_pages() -> None:
    blocks = [
        {
            "@type": "NewsArticle",
            "headline": f"Column {n}",
            "datePublished": f"2019-01-{n % 28 + 1}",
        }
        for n in range(100)
    ]

    assert published(*blocks) == []
    assert published(*blocks, OWN) == ["2019-03-05"]
    assert published(OTHER, OTHER | {"author": "Orla Fennimore"}) == ["2018-01-01"]


def test_updates_of_a_live_blog_are_not_its_column() -> None:
    update = {"@type": "BlogPosting", "headline": "Quiet harbours: 14:30", "datePublished": "2020"}
    blog = OWN | {"@type": "LiveBlogPosting", "liveBlogUpdate": [update, update | {"author": "x"}]}

    assert published(blog) == ["2019-03-05"]


def test_of_several_articles_in_microdata_the_one_with_the_pages_headline_is_the_column() -> None:
    teaser = """<div itemscope itemtype="https://schema.org/Article">
    <h3 itemprop="headline"><a href="/lamp/">The lamp on the reef</a></h3>
    <span itemprop="author">Tadeusz Wrona</span> <span itemprop="articleSection">World</span>
    <time itemprop="datePublished" datetime="2018-01-01">1 January</time></div>"""
    column = """<article itemscope itemtype="https://schema.org/Article">
    <h1 itemprop="headline">Quiet harbours</h1>
    <time itemprop="datePublished" datetime="2019-03-05">5 March</time></article>"""

    assert published(page=teaser + column) == ["2019-03-05"]
    assert published(page=column + teaser) == ["2019-03-05"]
