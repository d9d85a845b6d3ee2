"""Names of those who comment: as the page prints them, whatever stands around them."""

import pytest

from archive.model.records import Comment
from crawler.extraction import extract_article

COLUMN = 3 * (
    "<p>The two delegations met for the third time in the old customs house above the harbour, and "
    "left by different doors without a statement.</p>"
)
MARKED = """
<div id="comments"><ol class="commentlist"><li class="comment" id="comment-5">
<cite class="fn">{}</cite> <time datetime="2019-05-06">6 May 2019</time>
<div class="comment-content"><p>The ferry is late.</p></div></li></ol></div>"""
REPEATED = """
<div id="comments"><h3>2 comments</h3><ul>
<li class="q"><b>{}</b> <i>6 May 2019, 10:20</i><p>The ferry is late.</p></li>
<li class="q"><b>Olga Ferry</b> <i>6 May 2019, 11:20</i><p>It is not.</p></li></ul></div>"""
SIGNED = """
<div id="comments"><div class="comment" id="comment-5"><div class="comment-content">
<p>The ferry is late.</p></div><p>Posted by: {} | 6 May 2019</p></div></div>"""
PLAIN = """
<div id="comments"><div class="comment" id="comment-5"><p>{}</p>
<time datetime="2019-05-06">6 May 2019</time>
<div class="comment-content"><p>The ferry is late.</p></div></div></div>"""
BLOGGER = """
<dl id="comments"><dt class="comment-author" id="c12">{} said...</dt>
<dd>The ferry is late.</dd></dl>"""


def comments(html: str) -> tuple[Comment, ...]:
    page = f"<html><body><h1>Harbour talks</h1><div class='entry-body'>{COLUMN}</div>{html}"
    return extract_article(page, "https://harbour.example/2009/05/talks.html").comments


@pytest.mark.parametrize("markup", [MARKED, REPEATED, SIGNED, PLAIN, BLOGGER])
@pytest.mark.parametrize(
    "name", ["kim****", "ki**m", "*star*", "김○○", "kim●●", "xx_jo_xx", "kimxx"]
)
def test_letters_that_a_site_masks_are_kept(markup: str, name: str) -> None:
    first, *_ = comments(markup.format(name))
    assert (first.author, first.text) == (name, "The ferry is late.")


@pytest.mark.parametrize("line", ["* {}", "{} *", "– {} –", "** {}:"])
def test_stars_apart_from_a_name_are_decoration(line: str) -> None:
    (comment,) = comments(MARKED.format(line.format("Jo Hale")))
    assert comment.author == "Jo Hale"
