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


@pytest.mark.parametrize("line", ["*sigh*", "D**n.it", "Ann Wade said:"])
def test_the_first_line_of_a_comment_names_nobody(line: str) -> None:
    (comment,) = comments(
        f'<div id="comments"><div class="comment" id="comment-5"><p>{line}</p>'
        "<p>The ferry is late.</p></div></div>"
    )
    assert (comment.author, comment.text) == (None, f"{line}\nThe ferry is late.")


@pytest.mark.parametrize("line", ["* {}", "{} *", "– {} –", "** {}:"])
def test_stars_apart_from_a_name_are_decoration(line: str) -> None:
    (comment,) = comments(MARKED.format(line.format("Jo Hale")))
    assert comment.author == "Jo Hale"


NUMBERED = """<li class="comment-set"><ul><li class="comment-author">{}</li>
<li class="comment-date">2013年01月21日 07:15</li>
<li class="comment-body">続きを待つ。</li></ul></li>"""


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        (["1. 北の人", "2. Jo Hale", "3. 港"], ["北の人", "Jo Hale", "港"]),
        (["12. 港", "11. 北の人"], ["港", "北の人"]),
        (["1. 北の人"], ["北の人"]),
        (["1. FC Hafen", "Jo Hale"], ["1. FC Hafen", "Jo Hale"]),
        (["1. FC Hafen", "4. Mann"], ["1. FC Hafen", "4. Mann"]),
        (["3. Mann"], ["3. Mann"]),
    ],
)
def test_numbers_that_count_comments_are_no_part_of_names(
    printed: list[str], names: list[str]
) -> None:
    entries = "".join(map(NUMBERED.format, printed))
    read = comments(f'<div id="comments" class="comment-body"><ol>{entries}</ol></div>')
    assert [comment.author for comment in read] == names


def test_numbers_of_comments_that_are_printed_twice_are_no_part_of_names() -> None:
    entries = "".join(map(NUMBERED.format, ["1. 北の人", "2. Jo Hale"]))
    read = comments(2 * f'<div id="comments" class="comment-body"><ol>{entries}</ol></div>')
    assert [comment.author for comment in read] == ["北の人", "Jo Hale"]


@pytest.mark.parametrize("between", [", par ", " par ", " | von ", ", by "])
def test_a_name_may_follow_the_date_of_its_comment(between: str) -> None:
    (comment,) = comments(
        '<a id="forum"></a><ul class="forum"><li class="forum-fil"><ul class="forum-message">'
        '<li id="forum33"><div class="forum-chapo"><strong class="forum-titre"><a href="#forum33">'
        f"Le 21 octobre 2016 à 10:12</a></strong>{between}<span>Bastien</span></div>"
        '<div class="forum-texte"><p>Et la rive sud ?</p></div></li></ul></li></ul>'
    )
    assert (comment.author, comment.text) == ("Bastien", "Et la rive sud ?")


@pytest.mark.parametrize("said", ["meinte am 5. Mär, 07:30:", "schrieb am 5. März 2008, 07:30:"])
def test_who_says_it_is_the_author_and_the_subject_is_not(said: str) -> None:
    (comment,) = comments(
        '<div class="comment"><div class="commentTitle">Kompass</div><div class="commentDate">'
        f'moewe {said}</div><div class="commentContent">Die Kneipe ist offen.</div></div>'
    )
    assert (comment.author, comment.text) == ("moewe", "Die Kneipe ist offen.")


@pytest.mark.parametrize("buttons", ["Antworten Melden", "Reply Report", "Reply Like Flag"])
def test_a_line_of_buttons_is_no_part_of_a_comment(buttons: str) -> None:
    links = " ".join(f"<a>{word}</a>" for word in buttons.split())
    entry = (
        '<div class="kommentar"><h4>{}</h4><span>01.09.2022, 08:12</span>'
        f"<p>Please reply and report.</p>{links}</div>"
    )
    first, _ = comments(
        f'<section id="kommentare"><h2>2 Kommentare</h2>{entry.format("Kestrel")}'
        f"{entry.format('Olga')}</section>"
    )
    assert (first.author, first.text) == ("Kestrel", "Please reply and report.")


@pytest.mark.parametrize("last", ["Facebook Twitter.", "Print more."])
def test_words_that_are_buttons_elsewhere_may_end_a_comment(last: str) -> None:
    (comment,) = comments(MARKED.format("Jo Hale").replace("late.", f"late.<br>{last}"))
    assert comment.text == f"The ferry is late.\n{last}"


LINES = """
<div id="comments"><h3>2 comments</h3><ul>
<li class="q"><div>{}</div><div>6 May 2019, 10:20</div><p>The ferry is late.</p></li>
<li class="q"><div>Olga Ferry</div><div>6 May 2019, 11:20</div><p>It is not.</p></li></ul></div>"""
TOLD = """
<div id="comments"><h3>2 comments</h3><ul>
<li class="q">{} - 6 May 2019, 10:20<p>The ferry is late.</p></li>
<li class="q">Olga Ferry - 6 May 2019, 11:20<p>It is not.</p></li></ul></div>"""
LINKED = """
<div id="comments"><ol class="commentlist"><li class="comment" id="comment-5">
<cite class="fn"><a class="url" href="https://reef.example/">{}</a></cite>
<time datetime="2019-05-06">6 May 2019</time>
<div class="comment-content"><p>The ferry is late.</p></div></li></ol></div>"""


@pytest.mark.parametrize("markup", [MARKED, LINKED, REPEATED, LINES, TOLD])
@pytest.mark.parametrize("name", ["kim1994", "jo_2011", "user123", "R2D2"])
def test_digits_of_a_name_are_no_date(markup: str, name: str) -> None:
    first, *_ = comments(markup.format(name))
    assert (first.author, first.text) == (name, "The ferry is late.")


@pytest.mark.parametrize("markup", [MARKED, LINKED, REPEATED, LINES])
def test_a_year_behind_a_name_is_a_part_of_it(markup: str) -> None:
    first, *_ = comments(markup.format("Anna 2000"))
    assert (first.author, first.text) == ("Anna 2000", "The ferry is late.")


@pytest.mark.parametrize("line", ["Anna, März 2019", "Anna 6 May 2019", "Anna (2019-05-06)"])
def test_a_date_behind_a_name_is_no_part_of_it(line: str) -> None:
    first, *_ = comments(REPEATED.format(line))
    assert first.author == "Anna"


@pytest.mark.parametrize("date", ["6 May 2019", "2019-05-06", "10:20, 6 May 2019", "2019年5月6日"])
@pytest.mark.parametrize("header", ["<p><b>{}</b><i>{}</i></p>", "<div>{}<span>{}</span></div>"])
def test_a_date_that_styles_alone_set_off_is_no_part_of_a_name(header: str, date: str) -> None:
    entries = "".join(
        f'<li class="q">{header.format(name, date)}<p>{text}</p></li>'
        for name, text in (("Anna", "The ferry is late."), ("Olga", "It is not."))
    )
    read = comments(f'<div id="comments"><h3>2 comments</h3><ul>{entries}</ul></div>')
    assert [comment.author for comment in read] == ["Anna", "Olga"]


DRUPAL = """
<section class="comments"><article class="comment js-comment {}"><footer class="comment__meta">
<p class="comment__author"><span class="username" typeof="schema:Person">{}</span></p>
<p class="comment__time">12/03/2023 - 10:20</p></footer><div class="comment__content">
<div class="field--name-comment-body"><p>The ferry is late.</p></div></div></article></section>"""


@pytest.mark.parametrize("told", ["not verified", "לא מאומת", "niet gecontroleerd", "未検証"])
@pytest.mark.parametrize("names", ["by-anonymous", ""])
def test_what_drupal_says_of_a_name_is_no_part_of_it(names: str, told: str) -> None:
    (comment,) = comments(DRUPAL.format(names, f"Noa Levin ({told})"))
    assert (comment.author, comment.text) == ("Noa Levin", "The ferry is late.")


@pytest.mark.parametrize("told", ["ikke kontrollert ennå", "ยังไม่ได้ยืนยัน"])
def test_what_drupal_says_of_who_was_not_logged_in_may_be_in_any_words(told: str) -> None:
    (comment,) = comments(DRUPAL.format("by-anonymous", f"Noa Levin ({told})"))
    assert comment.author == "Noa Levin"
    (comment,) = comments(DRUPAL.format("by-viewer", f"Noa Levin ({told})"))
    assert comment.author == f"Noa Levin ({told})"


def test_brackets_in_front_of_what_drupal_says_are_a_part_of_the_name() -> None:
    (comment,) = comments(DRUPAL.format("by-anonymous", "Noa (von Berg) (not verified)"))
    assert comment.author == "Noa (von Berg)"


@pytest.mark.parametrize("told", ["Haifa", "3rd pilot"])
def test_brackets_of_a_name_are_kept(told: str) -> None:
    (comment,) = comments(DRUPAL.format("by-anonymous", f"Noa Levin ({told})"))
    assert comment.author == f"Noa Levin ({told})"


SUBSTACK = """
<div class="comment-list"><div class="comment"><div id="comment-4001"></div>
<a href="https://substack.com/profile/9-hollis"><img src="u.png"></a>
<div class="comment-content"><div class="comment-rest"><div class="comment-meta">{}
<a class="comment-timestamp" href="/p/x/comment/4001">Sep 28, 2023</a></div>
<div class="comment-body"><p>{}</p></div></div></div></div></div>"""
PROFILE = '<a href="https://substack.com/profile/9-hollis?utm_source=comment">Hollis Brandt</a>'


@pytest.mark.parametrize(
    "box",
    [
        '<span class="highlight">{}</span>',
        '<div class="pencraft"><div class="profile-hover-card-target pHCT-PBx">{}</div></div>',
    ],
)
def test_a_link_to_a_profile_on_substack_is_the_author(box: str) -> None:
    (comment,) = comments(SUBSTACK.format(box.format(PROFILE), "The ferry is late."))
    assert (comment.author, comment.text) == ("Hollis Brandt", "The ferry is late.")
    assert (comment.author_url or "").startswith("https://substack.com/profile/9-hollis")


def test_who_is_mentioned_in_a_text_is_not_its_author() -> None:
    (comment,) = comments(SUBSTACK.format("", f"Ask {PROFILE} about it."))
    assert (comment.author, comment.text) == (None, "Ask Hollis Brandt about it.")


DATED = """
<div id="comments"><h3>2 comments</h3><ul>
<li class="q"><div>{0}</div><div>{1}</div><p>The ferry is late.</p></li>
<li class="q"><div>Olga Ferry</div><div>{1}</div><p>It is not.</p></li></ul></div>"""


@pytest.mark.parametrize("name", ["shkiper", "April", "May Quill"])
@pytest.mark.parametrize(
    "date", ["April 4 2016, 22:02:00 UTC", "Sunday 5 March 2019, 22:02", "May 5, 2019 at 22:02"]
)
def test_what_a_date_begins_with_is_no_name(name: str, date: str) -> None:
    first, second = comments(DATED.format(name, date))
    assert (first.author, first.text) == (name, "The ferry is late.")
    assert (second.author, second.text) == ("Olga Ferry", "It is not.")
