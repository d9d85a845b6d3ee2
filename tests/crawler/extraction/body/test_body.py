"""What of a page is the column's text, in which blocks, and what was left out."""

import time

import pytest

from archive.model.records import Article, Block
from crawler.extraction import extract_article
from crawler.extraction.body.body import LONGEST_CHROME

URL = "https://example.org/2019/05/the-envoy/"
LEAD = "Nobody at the lake expected the envoy to come back before the thaw, and nobody was wrong."
SECOND = (
    "She had left with two suitcases and a mandate of four lines, she said, and the mandate was "
    "the lighter of the three. The ministry, for its part, declined to say who had packed it."
)
THIRD = (
    "What the two capitals want from each other has not changed in a generation: one wants the "
    "river measured, the other wants it named, and neither will sign while the other reads."
)
TAIL = "The boat leaves on Thursday, with or without her, and the fare has doubled since spring."


def page(content: str, *, around: str = "") -> str:
    return f"""<!DOCTYPE html><html lang="en"><head><title>The envoy's suitcase – The Ledger</title>
    </head><body class="single single-post"><header class="site-header"><a href="/">The Ledger</a>
    <nav class="main-navigation"><ul><li><a href="/politics/">Politics</a></li>
    <li><a href="/lakes/">Lakes</a></li><li><a href="/about/">About us</a></li></ul></nav></header>
    <main><article class="post hentry"><header class="entry-header">
    <h1 class="entry-title">The envoy's suitcase</h1></header>
    <div class="entry-content">{content}</div></article>{around}</main>
    <footer class="site-footer"><p>© 2019 The Ledger. All rights reserved.</p>
    <ul><li><a href="/imprint/">Imprint</a></li><li><a href="/privacy/">Privacy</a></li></ul>
    </footer></body></html>"""


def read(content: str, *, around: str = "") -> Article:
    return extract_article(page(content, around=around), URL)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


PROSE = paragraphs(LEAD, SECOND, THIRD, TAIL)


def test_the_text_from_lead_to_tail_and_nothing_around_it() -> None:
    article = read(PROSE)
    assert article.body == "\n\n".join((LEAD, SECOND, THIRD, TAIL))
    assert all(block.kind == "paragraph" for block in article.blocks)
    assert article.found_in["body"] == "density"


def test_paragraphs_parted_by_line_breaks_are_paragraphs() -> None:
    article = read(f"{LEAD}<br><br>{SECOND}<br/>\n<br/>{THIRD}<br>&nbsp;<br>{TAIL}")
    assert [block.text for block in article.blocks] == [LEAD, SECOND, THIRD, TAIL]


def test_headings_quotations_lists_and_tables_keep_their_kind() -> None:
    article = read(
        f"""<p>{LEAD}</p><p>{SECOND}</p><h2>What the river is called</h2><p>{THIRD}</p>
        <blockquote><p>We measured it twice, and it was longer the second time, which neither
        delegation had asked for.</p></blockquote>
        <p>Three names are in use along the eastern bank, and all of them are on stamps:</p>
        <ul><li>the Long Water, on old maps<ul><li>and on the ferry's timetable, which is older
        still</li></ul></li><li>the Border, in the press of both capitals</li></ul>
        <p>{SECOND}</p>
        <table><tr><th>Year</th><th>Length</th></tr><tr><td>1911</td><td>208 km</td></tr>
        <tr><td>1987</td><td>214 km</td></tr></table><p>{TAIL}</p>"""
    )
    kinds = [(block.kind, block.level) for block in article.blocks]
    assert ("heading", 2) in kinds
    assert ("quotation", None) in kinds
    assert [block.level for block in article.blocks if block.kind == "item"] == [1, 2, 1]
    assert [block.text for block in article.blocks if block.kind == "row"] == [
        "Year\tLength",
        "1911\t208 km",
        "1987\t214 km",
    ]
    assert article.body.endswith(TAIL)


def test_verse_keeps_its_lines() -> None:
    verse = "The lake is shut,<br>the boats are in,<br>the envoy counts<br>her suitcases again."
    (found,) = [
        b for b in read(f"{PROSE}<p>{verse}</p><p>{SECOND} Again.</p>").blocks if b.kind == "verse"
    ]
    assert found.text.splitlines()[1:3] == ["the boats are in,", "the envoy counts"]


def test_links_are_kept_with_absolute_addresses_and_only_those_of_the_web() -> None:
    linked = (
        f'<p>{LEAD} The <a href="/map?x=1&amp;y=2">old <i>map</i></a>, the '
        f'<a href="javascript:void(0)">script</a> and <a href="mailto:a@example.org">a letter</a> '
        f'were in the <a href="https://other.example/case">suitcase</a>.</p>'
    )
    article = read(linked + PROSE)
    assert article.blocks[0].links == (
        ("old map", "https://example.org/map?x=1&y=2"),
        ("suitcase", "https://other.example/case"),
    )
    assert "The old map, the script and a letter were" in article.blocks[0].text


def test_words_of_comment_forms_stay_in_a_column_that_is_about_them() -> None:
    about = (
        "Under every column the paper printed the words “Leave a Reply”, and for eleven years "
        "nobody did. You must be logged in to post a comment, the second line said, to nobody."
    )
    article = read(paragraphs(LEAD, about, "Leave a Reply, it said again at the bottom.", TAIL))
    assert about in article.body
    assert article.comments == ()


def test_related_links_within_the_text_are_chrome_with_their_kind() -> None:
    related = """<div class="related-posts"><h3>Related</h3><ul>
        <li><a href="/2019/04/thaw/">Thaw comes late to the lake</a></li>
        <li><a href="/2019/03/ferry/">The ferry that never asked</a></li></ul></div>"""
    article = read(paragraphs(LEAD, SECOND) + related + paragraphs(THIRD, TAIL))
    assert "Thaw comes late" not in article.body
    (found,) = [chrome for chrome in article.chrome if "Thaw comes late" in chrome.text]
    assert found.kind == "related"
    assert found.rule


def test_what_stands_around_the_column_is_kept_in_few_and_short_blocks() -> None:
    links = "".join(f"<li><a href='/{n}/'>Section number {n}</a></li>" for n in range(400))
    article = read(PROSE, around=f"<nav class='menu'><ul>{links}</ul></nav>")
    assert "Section number" not in article.body
    found = [chrome for chrome in article.chrome if "Section number" in chrome.text]
    assert 1 <= len(found) <= 2
    assert all(len(chrome.text) <= LONGEST_CHROME for chrome in found)
    assert {chrome.kind for chrome in found} == {"navigation"}


@pytest.mark.parametrize("tag", ["button", "template"])
def test_a_long_paragraph_folded_away_is_text(tag: str) -> None:
    folded = f"<{tag}><p>{THIRD} {SECOND}</p><p>{SECOND}</p></{tag}>"
    assert read(paragraphs(LEAD, SECOND) + folded + paragraphs(TAIL)).body.count(SECOND) == 3


def test_a_template_of_few_words_is_no_text() -> None:
    assert "Loading" not in read(f"{PROSE}<template><p>Loading more</p></template>").body


def test_letters_and_words_are_as_printed() -> None:
    printed = (
        "<p>L<span>'</span>Été <b>du</b>rable, naïve—so “they” said; 3&nbsp;km, co&shy;operate.</p>"
    )
    assert (
        read(printed + PROSE).blocks[0].text
        == "L'Été durable, naïve—so “they” said; 3 km, cooperate."
    )


def test_a_page_of_one_sentence_is_never_nothing() -> None:
    article = extract_article("<p>The boat is late.</p>", URL)
    assert article.blocks == (Block("paragraph", "The boat is late."),)


@pytest.mark.timing
@pytest.mark.parametrize(
    "markup",
    [
        b"",
        b"\x00\x01\x02" * 100,
        b"<html><body><article><p>cut off in the mid",
        b"<table><tr><td><table><tr>" * 3000,
        b"<p" * 20_000,
        "<a href='/x'>" * 5000,
        "</p>" * 50_000,
        "<br>" * 100_000,
        "&amp;" * 200_000,
    ],
)
def test_hostile_input_gives_an_article_in_time(markup: bytes | str) -> None:
    started = time.process_time()
    assert extract_article(markup, URL).url == URL
    assert time.process_time() - started < 5


@pytest.mark.timing
def test_five_megabytes_of_nested_tags_give_what_is_there() -> None:
    started = time.process_time()
    article = extract_article(f"<p>{LEAD}</p>" + "<div>" * 1_000_000 + SECOND, URL)
    assert article.body == f"{LEAD}\n\n{SECOND}"
    assert time.process_time() - started < 5


def test_the_same_page_gives_the_same_article() -> None:
    assert read(PROSE) == read(PROSE)
