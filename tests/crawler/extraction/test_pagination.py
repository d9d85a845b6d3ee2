"""Which page of a split column comes next, and which links only look as if they led there."""

import pytest

from crawler.extraction import extract_article
from crawler.extraction.markup.index import index_page
from crawler.extraction.markup.page import Claim, parse
from crawler.extraction.pagination import find_next_page
from tests.builders.work import calls

COLUMN = "https://desk.example/2014/03/a-treaty-of-rope/"


def next_page(url: str, markup: str) -> str | None:
    page = parse(f"<body>{markup}</body>", url)
    return find_next_page(page, index_page(page), ())


@pytest.mark.parametrize(
    ("url", "markup", "wanted"),
    [
        # WordPress: wp_link_pages(), before and since 4.9
        (COLUMN, '<p class="page-links">Pages: 1 <a href="{}2/">2</a></p>', COLUMN + "2/"),
        (
            COLUMN,
            """<div class="page-links"><span class="post-page-numbers current">1</span>
            <a href="{}2/" class="post-page-numbers">2</a>
            <a href="{}3/" class="post-page-numbers">3</a></div>""",
            COLUMN + "2/",
        ),
        (COLUMN + "2/", '<a href="{}">1</a> <a href="{}3/">3</a>', COLUMN + "3/"),
        (COLUMN, '<link rel="next" href="{}2/">', COLUMN + "2/"),
        (
            "https://desk.example/rope.html",
            '<a href="rope-2.html">Weiter</a>',
            "https://desk.example/rope-2.html",
        ),
        (
            "https://desk.example/rope?id=4",
            '<a href="?id=4&page=2">Page suivante</a>',
            "https://desk.example/rope?id=4&page=2",
        ),
        (
            "https://desk.example/rope?id=4&seite=2",
            '<a href="?id=4&amp;seite=3">3</a>',
            "https://desk.example/rope?id=4&seite=3",
        ),
        (
            "https://desk.example/rope,p2",
            '<a href="/rope">1</a><a href="/rope,p3">次へ</a>',
            "https://desk.example/rope,p3",
        ),
        # a headline that ends in a number (Twenty Twenty-One's markup)
        (
            "https://desk.example/2016/11/after-election-2016/",
            """<nav class="page-links"><span class="post-page-numbers current">Page 1</span>
            <a href="/2016/11/after-election-2016/2/" class="post-page-numbers">Page 2</a></nav>""",
            "https://desk.example/2016/11/after-election-2016/2/",
        ),
        (
            "https://desk.example/2016/11/after-election-16/2/",
            """<a href="/2016/11/after-election-16/">Page 1</a>
            <a href="/2016/11/after-election-16/3/">Page 3</a>""",
            "https://desk.example/2016/11/after-election-16/3/",
        ),
    ],
)
def test_the_page_after_this_one_is_found(url: str, markup: str, wanted: str) -> None:
    assert next_page(url, markup.replace("{}", COLUMN)) == wanted


@pytest.mark.parametrize(
    ("url", "markup"),
    [
        (COLUMN, '<a rel="next" href="https://desk.example/2014/04/other/">Next post</a>'),
        (COLUMN, '<a href="{}">1</a>'),
        (COLUMN, '<a href="{}feed/2/">2</a>'),
        (COLUMN, '<a href="{}comment-page-2/#comments">Newer comments</a>'),
        (COLUMN, '<a href="{}2/">A rope of the second kind, and who paid for all of it</a>'),
        ("https://desk.example/story-1", '<a href="/story-2">Next</a>'),
        ("https://desk.example/news/12", '<a rel="next" href="/news/13">Next</a>'),
        ("https://desk.example/category/rope/", '<a rel="next" href="/category/rope/2/">2</a>'),
        ("https://desk.example/", '<a rel="next" href="/2/">2</a>'),
        ("https://desk.example/2014/03/", '<a rel="next" href="/2014/04/">April</a>'),
    ],
)
def test_other_links_lead_to_no_next_page(url: str, markup: str) -> None:
    assert next_page(url, markup.replace("{}", COLUMN)) is None


def test_pages_of_comments_are_no_pages_of_the_column() -> None:
    page = parse(f'<ul id="c"><li><a href="{COLUMN}?page=2">2</a></li></ul>', COLUMN)
    box = page.root.find(".//ul")
    assert box is not None
    assert find_next_page(page, index_page(page), ()) == f"{COLUMN}?page=2"
    assert find_next_page(page, index_page(page), [Claim(box, "discussion", "")]) is None


def test_an_article_tells_its_next_page() -> None:
    prose = "The lifeboat treaty was signed on a jetty that no ferry has served since. " * 6
    page = f'<h1>A Treaty of Rope</h1><p>{prose}</p><p>Pages: 1 <a href="{COLUMN}2/">2</a></p>'
    assert extract_article(page, COLUMN).next_page == f"{COLUMN}2/"


def test_thousands_of_links_to_a_page_that_may_be_an_id_are_told_in_one_reading() -> None:
    def links(count: int) -> str:
        return "".join(f'<a href="{COLUMN}3/?{number}">3</a>' for number in range(count))

    assert next_page(COLUMN + "2/", f'<a href="{COLUMN}3/">3</a>' * 3000) is None
    assert next_page(COLUMN + "2/", links(3000)) is None
    fewer, more = (calls(next_page, COLUMN + "2/", links(count)) for count in (200, 400))
    assert more < 2.1 * fewer
