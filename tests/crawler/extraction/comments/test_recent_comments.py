"""Lists of the newest comments on other columns are told from a discussion, however they are
printed."""

from collections.abc import Callable

import pytest

from archive.model.records import Article
from crawler.extraction import extract_article

URL = "https://harbour.example/2024/09/this/"
COLUMN = (
    "<p>The two delegations met for the third time in the old customs house above the harbour, and "
    "left by different doors without a statement.</p>"
)
ENTRIES = (
    ("Jo Hale", "Ferries to the north", "Another column about ferries, and still no bridge."),
    ("Bao", "Lamps on the reef", "The lamps were counted twice last year."),
    ("Old Salt", "A table with three legs", "Three legs stand better than four on a quay."),
)
DATES = (
    "March 3, 2024", "2024-03-03", "03/03/2024", "3. März 2024", "3 mars 2024", "3 марта 2024",
    "3 de marzo de 2024", "03.03.2024", "2024년 3월 3일", "2024年3月3日", "3 مارس، 2024",
    "3 mars, 2024 kl. 10:15", "3 Mar 2024 at 10:15", "2 hours ago", "vor 3 Tagen", "il y a 2 jours",
    "3 дня назад", "2日前", "",
)  # fmt: skip
HEADINGS = (
    "Recent Comments", "Neueste Kommentare", "Letzte Kommentare", "Derniers commentaires",
    "Comentarios recientes", "Últimos comentários", "Ultimi commenti", "Laatste reacties",
    "Ostatnie komentarze", "Последние комментарии", "Son Yorumlar", "أحدث التعليقات", "최근 댓글",
    "آخرین دیدگاه‌ها", "最近のコメント", "近期评论", "近期迴響", "Senaste kommentarer",
    "ბოლო კომენტარები",
)  # fmt: skip
FORM = '<form action="/wp-comments-post.php" id="commentform"><textarea></textarea></form>'


def address(number: int) -> str:
    return f"https://harbour.example/2024/0{number + 1}/other-{number}/#comment-{40 + number}"


def block(date: str) -> str:
    """WordPress's block, with portraits, dates and excerpts."""
    entries = "".join(
        f'<li class="wp-block-latest-comments__comment"><img class="avatar" src="{n}.png"><article>'
        f'<footer class="wp-block-latest-comments__comment-meta">'
        f'<span class="wp-block-latest-comments__comment-author">{author}</span> on '
        f'<a class="wp-block-latest-comments__comment-link" href="{address(n)}">{title}</a>'
        f'<time datetime="2024-03-0{n + 1}T10:00:00+00:00">{date}</time></footer>'
        f'<div class="wp-block-latest-comments__comment-excerpt"><p>{text}</p></div></article></li>'
        for n, (author, title, text) in enumerate(ENTRIES)
    )
    return f'<ol class="has-avatars has-dates has-excerpts wp-block-latest-comments">{entries}</ol>'


def widget(date: str) -> str:
    """WordPress's classic widget."""
    entries = "".join(
        f'<li class="recentcomments"><span class="comment-author-link">{author}</span> on '
        f'<a href="{address(n)}">{title}</a> {date}</li>'
        for n, (author, title, _) in enumerate(ENTRIES)
    )
    return f'<nav aria-label="Recent Comments"><ul id="recentcomments">{entries}</ul></nav>'


def plain(date: str, *, link: str = "{}") -> str:
    """A theme's own list, whose names say nothing."""
    return "".join(
        f'<div class="item"><b>{author}</b> <small>{date}</small><p>{text}</p>'
        f'<a href="{link.format(address(n))}">{title}</a></div>'
        for n, (author, title, text) in enumerate(ENTRIES)
    )


def read(beside: str, *, own: str = "", column: str = COLUMN) -> Article:
    return extract_article(
        f'<html lang="en"><body><main><article class="hentry"><h1>Harbour talks</h1>'
        f'<div class="entry-content">{column}</div></article>{own}{FORM}</main>{beside}</body>',
        URL,
    )


def found(article: Article) -> tuple[int, int, bool]:
    """Numbers of comments and of lists of recent ones; whether the body is the column alone."""
    lists = [chrome for chrome in article.chrome if chrome.kind == "recent-comments"]
    return len(article.comments), len(lists), article.body == COLUMN[3:-4]


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("made", [block, widget, plain])
@pytest.mark.parametrize("place", ["<aside>{}</aside>", "<footer>{}</footer>", "<div>{}</div>"])
def test_no_way_to_print_dates_makes_comments_of_other_columns_this_ones(
    made: Callable[[str], str], date: str, place: str
) -> None:
    assert found(read(place.format(f"<h2>Recent Comments</h2>{made(date)}"))) == (0, 1, True)


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_list_without_telling_names_is_known_by_its_heading(heading: str) -> None:
    beside = f'<div id="right"><h3>{heading}</h3>{plain("1.2.2024")}</div>'
    article = read(beside)
    assert found(article) == (0, 1, True)
    listed = next(chrome for chrome in article.chrome if chrome.kind == "recent-comments")
    assert listed.rule == "recent-comments: heading"
    assert listed.text.startswith(heading)
    assert all(text in listed.text for entry in ENTRIES for text in entry)


def test_a_list_under_words_of_its_own_is_known_by_where_it_leads() -> None:
    beside = f'<aside class="sidebar"><h3>Heard on the quay</h3>{plain("2 hours ago")}</aside>'
    assert found(read(beside)) == (0, 1, True)


def comment(number: int, *, link: str, names: str = "comment") -> str:
    return (
        f'<li class="{names}" id="comment-{number}"><b class="fn">Jo {number}</b> '
        f'<a href="{link}#comment-{number}"><time datetime="2024-09-02">2 Sept</time></a>'
        f'<div class="comment-content"><p>I carried the {number}th leg of it.</p></div></li>'
    )


@pytest.mark.parametrize("link", ["", URL, "https://harbour.example/?p=9", "/comment/5"])
@pytest.mark.parametrize(
    "box",
    [
        '<div id="comments"><h3>Recent Comments</h3><ol class="comment-list">{}</ol></div>',
        '<section class="comments-latest"><ol>{}</ol></section>',
        '<aside class="widget"><h3>Latest comments</h3><ul>{}</ul></aside>',
    ],
)
def test_comments_of_this_column_stay_so_wherever_their_links_lead(link: str, box: str) -> None:
    own = box.format(comment(5, link=link) + comment(6, link=link))
    assert [c.id for c in read("", own=own).comments] == ["5", "6"]


def test_a_discussion_with_profiles_and_buttons_under_such_a_heading_stays_one() -> None:
    own = "".join(
        f'<div class="comment-item"><a class="comment-author" href="/people/{n}-of-the-quay">Jo {n}'
        f'</a> <a class="comment-date" href="/comments/{n}">{n} March 2024 10:15</a>'
        f'<div class="comment-text"><p>The table there stands on leg number {n}.</p></div>'
        f'<a href="/vote/{n}/">Useful comment</a> <a href="/report/{n}">Report comment</a></div>'
        for n in (1, 2, 3)
    )
    article = read("", own=f"<aside><h3>Latest comments</h3>{own}</aside>", column=2 * COLUMN)
    assert len(article.comments) == 3


def test_a_column_that_lists_comments_on_others_keeps_the_list() -> None:
    listed = "".join(
        f'<li>{author} on <a href="{address(n)}">{title}</a>: {text}</li>'
        for n, (author, title, text) in enumerate(ENTRIES)
    )
    article = extract_article(
        f'<html lang="en"><body class="has-sidebar"><div class="sidebar-right"><h1>You wrote</h1>'
        f"<div class='entry-content'>{COLUMN}<ul>{listed}</ul>{COLUMN}</div></div></body></html>",
        URL,
    )
    assert [block.kind for block in article.blocks].count("item") == len(ENTRIES)


def test_comments_in_a_box_named_like_one_are_read() -> None:
    own = (
        '<div class="comment-box"><ul class="comment">'
        '<li class="entry-comment" id="comment-680"><span class="comment-nickname">umino</span>'
        '<div class="comment-content"><p>Both doors were shut.</p></div></li></ul>'
        '<a class="leave-comment-title">Say something</a></div>'
    )
    assert [c.id for c in read("", own=own).comments] == ["680"]


def test_a_list_of_columns_between_two_of_comments_is_none() -> None:
    posts = (
        '<section><h2>Recent Posts</h2><ul class="wp-block-latest-posts"><li><a href="/2024/06/'
        'nets/">Nets on the outer quay</a> Nobody has mended them since the autumn.</li><li><a '
        'href="/2024/05/ink/">Ink for the printer</a> It came by the last boat.</li></ul></section>'
    )
    two = (f"<section><h2>Recent Comments</h2>{made('')}</section>" for made in (block, widget))
    article = read(f'<aside class="widget-area">{posts}{"".join(two)}</aside>')
    assert found(article) == (0, 2, True)
    kinds = {chrome.kind for chrome in article.chrome if "Nets on" in chrome.text}
    assert kinds == {"related"}


def test_a_columns_own_text_above_such_a_list_stays() -> None:
    tail = "<p>Whoever reads them to the end has missed the last boat.</p>"
    article = read("", column=f"{COLUMN}<h2>Recent Comments</h2>{plain('')}{tail}")
    assert article.body.startswith(COLUMN[3:-4])
    assert article.body.endswith(tail[3:-4])


@pytest.mark.parametrize("before", ["", f"<script>{'var a;' * 30}</script>"])
@pytest.mark.parametrize("lead", ["", "<b>Harbour</b>, "])
def test_a_paragraph_in_one_box_with_links_to_comments_stays(before: str, lead: str) -> None:
    text = "A fourth time they met on the quay, and nobody who saw them said what they had brought."
    entries = "".join(
        f'<li><a href="{address(n)}">{author} on {title}</a></li>'
        for n, (author, title, _) in enumerate(ENTRIES)
    )
    page = (
        f"<head><title>This column</title></head><body><h1>This column</h1>{COLUMN}"
        f"<h3>Recent Comments</h3><div>{before}<p>{lead}{text}</p><ul>{entries}</ul></div></body>"
    )
    assert any(text in block.text for block in extract_article(page, URL).blocks)
