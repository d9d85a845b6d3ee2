"""Comments as older platforms print them: who wrote them, when, and which they answer."""

import pytest

from archive.model.records import Comment
from crawler.extraction import extract_article

COLUMN = 3 * (
    "<p>The two delegations met for the third time in the old customs house above the harbour, and "
    "left by different doors without a statement.</p>"
)


def comments(html: str) -> tuple[Comment, ...]:
    page = f"<html><body><h1>Harbour talks</h1><div class='entry-body'>{COLUMN}</div>{html}"
    return extract_article(page, "https://harbour.example/2009/05/talks.html").comments


def typepad(line: str, number: int) -> str:
    """A comment with its author and date below it."""
    return (
        f'<div class="comment" id="comment-6a0120a5b1c2d3970b0{number}">'
        f'<div class="comment-content"><p>The ferry is late anyway.</p></div>'
        f'<p class="comment-footer">{line}</p></div>'
    )


@pytest.mark.parametrize(
    "line",
    [
        "Posted by: {} | <a href='#comment-6a01'><span>03 May 2009 at 11:20 AM</span></a>",
        "Posted by {} on May 3, 2009 11:20 AM",
        "Posted by: {} at May 3, 2009 11:20 AM",
        "Submitted by {}, 3 May 2009 11:20",
        "Verfasst von: {} | 03. Mai 2009 um 11:20 Uhr",
        "Kommentiert von: {} | 03. Mai 2009 um 11:20 Uhr",
        "Rédigé par : {} | 03 mai 2009 à 11:20",
        "Rédigé par&nbsp;: {} | 03 mai 2009 à 11:20",
        "Publicado por: {} | 03/05/2009 11:20",
        "Postado por: {} | 03/05/2009 11:20",
        "Scritto da: {} | 03/05/2009 11:20",
        "Geplaatst door: {} | 03 mei 2009 11:20",
        "投稿: {} | 2009年5月3日 11:20",
        "投稿 {} | 2009年5月3日 11:20",
        "投稿者: {} | 2009年5月3日 11:20",
        "作者：{} | 2009-05-03 11:20",
        "작성자: {} | 2009-05-03 11:20",
        "Автор: {} | 03.05.2009 11:20",
    ],
)
@pytest.mark.parametrize("name", ["Morten", "Jo Quay", "salt99", "Da Silva", "De Witt"])
def test_words_before_an_author_are_no_part_of_the_name(line: str, name: str) -> None:
    linked = line.format(f'<a href="http://profile.example/m">{name}</a>')
    first, second = comments(
        f'<div class="comments">{typepad(linked, 1)}{typepad(line.format(name), 2)}</div>'
    )
    assert (first.author, first.author_url) == (name, "http://profile.example/m")
    assert (second.author, second.author_url) == (name, None)
    assert (second.id, second.text) == ("6a0120a5b1c2d3970b02", "The ferry is late anyway.")
    assert second.published is not None
    assert (second.published.day, second.published.hour) == (3, 11)


@pytest.mark.parametrize(
    "line",
    [
        "By the way, it was late on 3 May 2009 as well",
        "Posted by the door: the timetable of 3 May 2009.",
        "Von der Brücke sah man am 3. Mai 2009 nichts",
    ],
)
def test_the_last_line_of_a_comment_that_is_prose_stays_in_it(line: str) -> None:
    html = (
        '<div id="comments"><div class="comment" id="comment-5"><b class="fn">Jo</b>'
        f'<div class="comment-content"><p>The ferry is late.</p><p>{line}</p></div></div></div>'
    )
    assert comments(html)[0].text == f"The ferry is late.\n{line}"


def leaf(number: int, *, level: int = 1, attributes: str = "") -> str:
    """LiveJournal's comment in its twig."""
    return (
        f'<div class=" b-tree-twig b-tree-twig-{level} " data-tid="t{number}"><div id="t{number}" '
        f'class=" b-leaf comment p-comment " data-username="salt{number}" {attributes}>'
        '<div class="b-leaf-header"><p class="b-leaf-meta"><a href="https://quay.example/12.html?'
        f'thread={number}#t{number}"><span class="b-leaf-createdtime">January 1 2004, 09:57:17'
        f'</span></a></p></div><div class="b-leaf-article">Thread {number}.</div></div></div>'
    )


@pytest.mark.parametrize(
    "leaves",
    [
        (leaf(101), leaf(202, level=2), leaf(303, level=3), leaf(404, level=2)),
        (
            leaf(101, attributes='data-parent="0"'),
            leaf(202, attributes='data-parent="101"'),
            leaf(303, attributes='data-parent="t202"'),
            leaf(404, attributes='data-parent-id="101"'),
        ),
    ],
)
def test_threads_are_known_by_their_depth_and_by_stated_parents(leaves: tuple[str, ...]) -> None:
    found = comments(f'<div id="comments" class="b-grove">{"".join(leaves)}</div>')
    assert [(c.id, c.parent, c.depth) for c in found] == [
        ("101", None, 0),
        ("202", "101", 1),
        ("303", "202", 2),
        ("404", "101", 1),
    ]
    assert [c.author for c in found] == ["salt101", "salt202", "salt303", "salt404"]


@pytest.mark.parametrize("stated", ["#accordion", "true", "0", "", "101"])
def test_an_attribute_that_names_no_other_comment_is_no_parent(stated: str) -> None:
    found = comments(f'<div id="comments">{leaf(101, attributes=f"data-parent={stated!r}")}</div>')
    assert [(c.parent, c.depth) for c in found] == [(None, 0)]


@pytest.mark.parametrize("language", ["en", "zh", "am"])
def test_a_comment_in_a_table_of_its_own_is_none_of_a_short_column(language: str) -> None:
    text = {
        "en": "The ministers met for an hour, and the rain was the only news of the day.",
        "zh": "两国部长会谈一小时，没有新消息。记者在雨中等候。",
        "am": "ሚኒስትሮቹ ለአንድ ሰዓት ተገናኝተው ምንም አዲስ ነገር አልተናገሩም።",
    }[language]
    said = "".join(
        f"<table id='ljcmt{at}' class='talk-comment'><tr><td><table><tr><td><b>From:</b></td><td>"
        f"<span class='ljuser'><a href='https://{name}.example/'><b>{name}</b></a></span></td></tr>"
        f"<tr><td><b>Date:</b></td><td>May 4th, 2004 07:1{at} am (UTC)</td></tr></table></td></tr>"
        f"<tr><td><div>{words}</div></td></tr></table>"
        for at, (name, words) in enumerate((("bo", "Well said, I think."), ("cy", "Not so well.")))
    )
    article = extract_article(
        f"<body><div id='Content'><h1>Quiet</h1><div class='text'>{text}</div>{said}</div></body>",
        "https://quay.livejournal.example/12.html",
    )
    assert article.body == text
    assert [comment.author for comment in article.comments] == ["bo", "cy"]
