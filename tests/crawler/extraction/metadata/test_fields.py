"""Fields as pages state and print them: themes of blogs, papers in many languages, traps."""

from datetime import datetime
from time import process_time
from typing import Any

import pytest

from crawler.extraction import extract_article
from crawler.extraction.markup.element_text import text_at, text_of
from crawler.extraction.markup.index import index_page
from crawler.extraction.markup.page import Claim, Page, parse
from crawler.extraction.metadata.fields import read_fields
from crawler.extraction.metadata.headlines import heading_parts, heading_texts, headline
from tests.builders.read_fields import PROSE, URL, fields_of

WORDPRESS = f"""
<html lang="en-GB"><head><title>Quiet harbours &#8211; The Quiet Lantern</title>
<link rel="canonical" href="{URL}comment-page-4/#comments"></head><body>
<header><p class="site-title"><a href="/" rel="home">The Quiet Lantern</a></p></header>
<article class="post type-post hentry"><header class="entry-header">
<span class="cat-links"><a href="/category/foreign-affairs/" rel="category tag">Foreign Affairs</a>
</span><h1 class="entry-title">Quiet harbours</h1>
<div class="entry-meta"><span class="posted-on"><a href="{URL}" rel="bookmark">
<time class="entry-date published" datetime="2019-03-05T08:15:00+01:00">March 5, 2019</time>
<time class="updated" datetime="2019-04-01T10:00:00+01:00">April 1, 2019</time></a></span>
<span class="byline"> by <span class="author vcard"><a class="url fn n" href="/author/orla/"
 title="View all of Orla Fennimore's posts">Orla Fennimore</a></span></span></div></header>
<div class="entry-content">{PROSE}{PROSE}</div>
<footer><a href="/tag/seas/" rel="tag">seas</a> <a href="/tag/ports/" rel="tag">ports</a></footer>
</article></body></html>"""


def test_a_wordpress_post_without_json_ld_or_opengraph_is_read_from_its_theme() -> None:
    fields = fields_of(WORDPRESS)

    assert fields.title == "Quiet harbours"
    assert fields.authors == ("Orla Fennimore",)
    assert fields.published == datetime.fromisoformat("2019-03-05T08:15:00+01:00")
    assert fields.modified == datetime.fromisoformat("2019-04-01T10:00:00+01:00")
    assert (fields.published_precision, fields.modified_precision) == ("second", "second")
    assert fields.section == "Foreign Affairs"
    assert fields.tags == ("seas", "ports")
    assert fields.language == "en"
    assert fields.canonical_url == f"{URL}comment-page-4/#comments"
    assert fields.found_in == {
        "title": "text",
        "authors": "text",
        "byline": "text",
        "published": "platform",
        "modified": "platform",
        "section": "platform",
        "tags": "platform",
        "language": "meta",
        "canonical_url": "meta",
    }


def test_elements_of_the_fields_hold_nothing_else() -> None:
    elements = fields_of(WORDPRESS).elements

    assert {role: element.tag for role, element in elements.items()} == {
        "headline": "h1",
        "byline": "span",
        "date": "time",
        "modified": "time",
    }


@pytest.mark.parametrize(
    ("declared", "address"),
    [
        ("/quiet", "https://lantern.example/quiet"),
        ("https://other.example/q", "https://other.example/q"),
        ("/", "https://lantern.example/"),
        ("javascript:void(0)", None),
        ("http://[broken", None),
    ],
)
def test_a_declared_address_is_made_absolute_and_left_to_be_judged(
    declared: str, address: str | None
) -> None:
    assert fields_of(f"<link rel='canonical' href='{declared}'><h1>Q</h1>").canonical_url == address


def test_breadcrumbs_name_the_section_even_where_navigation_is_claimed() -> None:
    page = parse(
        "<nav class='breadcrumb'><a href='/'>Home</a> <a href='/world'>World</a></nav>"
        f"<h1>Quiet harbours</h1>{PROSE}",
        "https://lantern.example/quiet-harbours",
    )
    trail = next(element for element in page.elements if element.tag == "nav")

    assert (
        read_fields(page, index_page(page), [Claim(trail, "navigation", "nav")]).section == "World"
    )


@pytest.mark.parametrize(
    "page",
    [
        """<meta property='article:section' content='Analysis, World, Seas'>
        <p class='breadcrumb'><a href='/'>Home</a> <a href='/w'>World</a></p><h1>Quiet ebb</h1>""",
        "<p class='breadcrumb'><a href='/w'>» World</a> » Quiet ebb</p><h1>Quiet ebb</h1>",
        "<h1>Quiet ebb</h1><p>By Orla Fennimore in <a href='/home/category/World'>World</a></p>",
        """<ul><li class='menu-item'><a href='/h'>Home</a></li><li class='menu-item
        current-post-ancestor'><a href='/w'>World</a><ul><li>Asia</li></ul></li></ul>
        <h1>Quiet ebb</h1>""",
        """<meta property='article:section' content='Uncategorized'><h1>Quiet ebb</h1>
        <a href='/category/world/' rel='category tag'>World</a>""",
        "<span class='rubric'>World / Asia</span><h1>Quiet ebb</h1>",
    ],
)
def test_the_section_is_what_places_agree_on_or_the_most_telling_says(page: str) -> None:
    fields = fields_of(f"<title>Quiet ebb</title>{page}{PROSE}", "https://lantern.example/q")

    assert fields.section == "World"


@pytest.mark.parametrize("html", ["", "<html>", "<h1></h1>", "\x00", "<title> | </title>"])
def test_an_empty_page_has_no_fields(html: str) -> None:
    fields = fields_of(html, "https://lantern.example/")

    assert (fields.title, fields.authors, fields.published) == (None, (), None)


@pytest.mark.timing
@pytest.mark.parametrize(
    "html",
    [
        "<title>" + " - " * 50_000 + "</title><h1>x</h1>",
        "<h1>a b c</h1>" * 20_000,
        "<a rel='author' href='/author/x'>Orla Fennimore</a>" * 20_000,
        "<h1>x</h1><div>" + "by x <p>y 2019</p>" * 10_000 + "</div>",
        "<meta property='og:title' content='" + "x | " * 100_000 + "'>",
    ],
)
def test_hostile_pages_cost_no_more_than_their_length(html: str) -> None:
    page = parse(html, URL)

    before = process_time()
    read_fields(page, index_page(page), ())

    assert process_time() - before < 2


def test_headings_that_nothing_closes_are_not_read_with_the_page_in_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[int] = []

    def counting(element: Any, **others: Any) -> str:
        read.append(sum(1 for _ in element.iter()))
        return text_of(element, **others)

    def counting_at(page: Page, at: int, **others: Any) -> str:
        read.append(page.ends[at] - at)
        return text_at(page, at, **others)

    monkeypatch.setattr(heading_texts, "text_at", counting_at)
    for module in (heading_parts, heading_texts):
        monkeypatch.setattr(module, "text_of", counting)
    markup = "<h1>" + "".join(f"<h2><span>Item {n}</span>" for n in range(1000))
    page = parse(f"<title>A treaty | Lantern</title><body>{markup}", URL)
    read_fields(page, index_page(page), ())
    assert read
    assert max(read) <= headline.MOST_INSIDE


LEAD = "Суда будут останавливаться по гудку, а не по флагу"


def standfirst_of(head: str) -> str | None:
    text = "<p>Паром стоит у причала девятый год, и команда получает суточные.</p>" * 3
    html = f"<title>Туман</title><div class=news>{head}<div class=text-content>{text}</div></div>"
    return fields_of(html).standfirst


@pytest.mark.parametrize(
    "head",
    [
        f"<div class=news-header><h1>Туман</h1><div class=news-header__lead>{LEAD}</div></div>",
        f"<header><h1>Туман</h1><p class=intro>{LEAD}</p><span>4 апреля</span></header>",
    ],
)
def test_a_lead_in_the_box_of_the_headline_is_the_standfirst(head: str) -> None:
    assert standfirst_of(head) == LEAD


def test_a_first_paragraph_named_lead_is_none() -> None:
    lead = f"<p class=lead>{LEAD}</p>"
    assert standfirst_of(f"<h1>Туман</h1>{lead}") is None
    rest = "<p>Паром стоит у причала, а команда ездит обедать на берег, не отдавая концов.</p>" * 3
    assert standfirst_of(f"<div class=with-header><h1>Туман</h1>{lead}{rest}</div>") is None


def test_a_kicker_glued_to_the_line_below_the_headline_is_no_word_of_it() -> None:
    line = "Depuis le traité de février, quatre maisons ont deux adresses et un seul poêle."
    text = f"<p class=desc><span class=article__kicker>Reportage</span>{line}</p>{PROSE}"
    article = extract_article(f"<title>Le poêle</title><h1>Le poêle</h1>{text}", URL)
    assert article.kicker == "Reportage"
    assert article.blocks[0].text == line


def test_a_marked_word_that_begins_a_sentence_is_no_kicker() -> None:
    for start in ("<span class=kicker>Fog</span> came", "<span class=kicker>F</span>og came"):
        html = f"<title>Fog</title><h1>Fog</h1><p>{start} in.</p>{PROSE}"
        assert fields_of(html).kicker is None
