"""What counts as a discussion, and what only looks like one by its names."""

import time

import pytest

from crawler.extraction.chrome.furniture import chrome_of, find_furniture
from crawler.extraction.comments.comment_pages import MOST_PAGES
from crawler.extraction.comments.discussion import Discussion, find_discussion
from crawler.extraction.markup.index import index_page
from crawler.extraction.markup.page import Page, parse

COLUMN = "".join(
    f"<p>On day {day} the pilots counted the lamps along the reef and wrote the number down.</p>"
    for day in range(9)
)
SPOT_IM = (
    '<div data-spotim-module="conversation" data-post-id="88"></div>'
    '<script src="https://launcher.spot.im/spot/sp_1"></script>'
)
URL = "https://harbour.example/2019/08/quiet/"


def page(html: str, *, column: str = COLUMN, url: str = URL) -> Page:
    return parse(f"<html><body><h1>Lamps</h1><div>{column}</div>{html}</body></html>", url)


def discussion(html: str, *, column: str = COLUMN, url: str = URL) -> Discussion:
    read = page(html, column=column, url=url)
    return find_discussion(read, index_page(read))


def item(number: int, text: str, *, names: str = "comment even depth-1") -> str:
    return (
        f'<li class="{names}" id="comment-{number}"><b class="fn">Jo</b>'
        f'<div class="comment-content"><p>{text}</p></div></li>'
    )


def test_names_of_commentary_are_no_comments() -> None:
    html = (
        '<div class="commentary"><span class="author">Ada</span><p>The lamp stays.</p></div>'
        '<div class="article-comment-body"><a href="/op-ed">Commentary: The lamp stays</a></div>'
        '<ul class="recentcomments"><li class="comment">Jo on <a href="#c">Lamps</a></li></ul>'
    )
    found = discussion(html)
    assert found.comments == ()
    assert [(c.element.tag, c.kind) for c in found.claims] == [("ul", "recent-comments")]


def test_a_discussion_that_would_leave_no_column_is_none() -> None:
    found = discussion(f'<div id="comments" class="comments">{COLUMN}</div>', column="")
    assert found.claims == ()


SHORT = (
    "<p>Two deaf men sit on the boundary commission, one for each of the countries.</p>"
    "<p>They are the only ones who understand each other, and the map gets on.</p>"
)
READER = (
    '<article class="comment" id="cid-7000"><h4 class="comment-meta__name">Ana Rojas</h4>'
    '<a class="comment-meta__date">12 March 2024, 18:20</a>'
    '<div class="comment__body"><p>My father lent them the measuring tape in the year of the '
    "flood, and never saw it again.</p></div></article>"
)


@pytest.mark.parametrize(
    "html",
    [
        f'<section id="comments">{READER}</section>',
        f'<ul class="reply-list">{READER.replace("article", "li")}</ul>',
    ],
)
def test_a_column_of_two_paragraphs_may_have_a_discussion(html: str) -> None:
    found = discussion(html, column=SHORT)
    assert [comment.author for comment in found.comments] == ["Ana Rojas"]


@pytest.mark.parametrize(
    "html",
    [
        f"<div>{READER}</div>",  # no discussion is named
        f'<section id="comments">{READER.replace("12 March 2024, 18:20", "")}</section>',
        f'<section id="comments">{READER}</section><p>{SHORT[:90]}</p>',  # nothing above it
    ],
)
def test_a_short_text_that_only_seems_to_have_a_discussion_keeps_it(html: str) -> None:
    column = "" if html.endswith("</p>") else SHORT
    assert discussion(html, column=column).comments == ()


def test_a_list_of_replies_that_no_comment_contains_is_the_discussion() -> None:
    reply = (
        '<li class="reply-item"><div class="reply-info"><strong class="name">{}</strong> '
        '<span class="date">2024-03-12 18:20</span></div><p class="reply-content">{}</p></li>'
    )
    lamp = reply.format("Ana Rojas", "Who lit the lamp?")
    rope = reply.format("kim1994", "And who paid for the rope?")
    found = discussion(f'<h4>Replies</h4><ul class="reply-list">{lamp}</ul>')
    assert [(c.author, c.text) for c in found.comments] == [("Ana Rojas", "Who lit the lamp?")]
    found = discussion(f'<h4>Replies</h4><ul class="reply-list">{lamp}{rope}</ul>')
    assert [(c.author, c.depth) for c in found.comments] == [("Ana Rojas", 0), ("kim1994", 0)]


def test_links_to_columns_named_comment_are_no_comments() -> None:
    teaser = (
        '<div class="comment"><a href="/lamp"><span class="author">Ada</span> '
        '<time datetime="2019-01-02">2 Jan</time> <p>The lamp on the reef stays lit</p></a></div>'
    )
    assert discussion(teaser * 3).comments == ()


def test_replies_beyond_the_deepest_level_keep_their_place() -> None:
    html = (
        '<ol class="comment-list"><li class="comment depth-1" id="comment-1"><b class="fn">A</b>'
        '<div class="comment-content">one</div><ol class="children">'
        + item(2, "two", names="comment depth-2")
        + item(3, "to two", names="comment depth-2")
        + "</ol></li></ol>"
    )
    found = [(c.id, c.parent, c.depth, c.text) for c in discussion(html).comments]
    assert found == [("1", None, 0, "one"), ("2", "1", 1, "two"), ("3", "1", 1, "to two")]


def test_a_comment_printed_twice_is_one() -> None:
    html = (
        f'<div id="comments"><ol>{item(5, "The lamp.")}</ol><ol>{item(5, "The lamp.")}</ol></div>'
    )
    assert [comment.id for comment in discussion(html).comments] == ["5"]


def test_pages_of_comments_are_named_without_gaps_and_without_this_one() -> None:
    links = (
        f'<div id="comments"><ol>{item(5, "The lamp.")}</ol>'
        f'<a href="{URL}comment-page-3/#comments">Older Comments</a>'
        f'<a href="{URL}comment-page-9/#comment-7">link to one comment</a>'
        f'<a href="{URL}?replytocom=5#respond">Reply</a></div>'
    )
    assert discussion(links).pages == tuple(f"{URL}comment-page-{at}/" for at in (1, 2, 3))
    second = discussion(links, url=f"{URL}comment-page-2/").pages
    assert second == (f"{URL}comment-page-1/", f"{URL}comment-page-3/")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://other.example/2019/08/quiet/comment-page-1/",
        "https://harbour.example/2019/08/loud/comment-page-1/",
        "https://harbour.example/?p=12&cpage=1",
    ],
)
def test_pages_of_comments_of_another_column_or_host_are_not_this_ones(elsewhere: str) -> None:
    html = f'<div id="comments"><ol>{item(5, "A.")}</ol><a href="{elsewhere}">Older</a></div>'
    assert discussion(html).pages == ()


def test_pages_of_comments_may_stand_under_the_address_that_the_page_declares() -> None:
    html = (
        f'<link rel="canonical" href="{URL}"><div id="comments"><ol>{item(5, "A.")}</ol>'
        f'<a href="{URL}comment-page-1/#comments">Older</a></div>'
    )
    pages = discussion(html, url="https://harbour.example/?p=12").pages
    assert pages == (f"{URL}comment-page-1/",)


@pytest.mark.parametrize("name", ["cpage", "page"])
def test_links_to_thousands_of_pages_of_comments_name_no_more_than_a_column_has(name: str) -> None:
    links = "".join(f'<a href="{URL}?of={at}&amp;{name}=499">Older</a>' for at in range(2000))
    html = f'<div id="comments"><ol>{item(5, "The lamp.")}</ol>{links}</div>'
    assert len(discussion(html).pages) == MOST_PAGES


def test_a_counter_that_leads_to_another_column_is_not_this_ones() -> None:
    html = '<a href="/other/#comments">12 Comments</a>'
    assert discussion(html).count is None
    assert discussion('<a href="#comments">12 Comments</a>').count == 12


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        ('<div id="disqus_thread"></div><script>var disqus_identifier = "n7";</script>',
         "disqus: thread n7"),
        ('<script src="https://pier.disqus.com/embed.js"></script><div id="disqus_thread"></div>',
         "disqus: thread pier"),
        ('<div id="coral_thread"></div><script>Coral.createStreamEmbed({storyURL: "/a"})</script>',
         "coral: thread /a"),
        (SPOT_IM, "openweb: thread 88"),
        ('<vf-conversations vf-container-id="v5"></vf-conversations>', "viafoura: thread v5"),
        ('<div class="fb-comments" data-href="https://a.example/b"></div>',
         "facebook: thread https://a.example/b"),
        ('<hyvor-talk-comments website-id="1" page-id="p2"></hyvor-talk-comments>',
         "hyvor: thread p2"),
        ('<div id="cusdis_thread" data-page-id="c3"></div>', "cusdis: thread c3"),
        ('<div id="commento"></div>', "commento: thread /2019/08/quiet/"),
        ('<section id="isso-thread" data-isso-id="/lamps/"></section>', "isso: thread /lamps/"),
        ('<div id="remark42"></div><script>var remark_config = {url: "https://a.example/b"}</script>',
         "remark42: thread https://a.example/b"),
        ('<script src="https://utteranc.es/client.js" issue-term="lamps"></script>',
         "utterances: thread lamps"),
        ('<script src="https://a.example/discussion.theguardian.com/discussion/p/4x7"></script>',
         "guardian: thread 4x7"),
        ('<div id="discourse-comments"></div><script>DiscourseEmbed = {topicId: 12}</script>',
         "discourse: thread 12"),
        ('<div id="livefyre"></div><script>fyre.conv.load({}, [{articleId: "L9"}])</script>',
         "livefyre: thread L9"),
        ('<div class="utterances"></div>', "utterances: thread /2019/08/quiet/"),
        ('<div id="lv-container" data-id="city" data-uid="u9"></div>', "livere: thread u9"),
        ('<div id="SOHUCS" sid="s4"></div>', "changyan: thread s4"),
        ('<div id="hypercomments_widget"></div><script>_hcwp=[{widget_id: 77}]</script>',
         "hypercomments: thread 77"),
        ('<div id="mc-container"></div><script>cackle_widget.push({id: 31})</script>',
         "cackle: thread 31"),
        ('<div id="vk_comments"></div>', "vk: thread /2019/08/quiet/"),
        ('<div id="vuukle-comments"></div><script>var V = {articleId: "a6"}</script>',
         "vuukle: thread a6"),
        ('<div id="vanilla-comments"></div><script>vanilla_identifier = "x1"</script>',
         "vanilla: thread x1"),
        ('<iframe id="jetpack_remote_comment" src="/jetpack-comment/?blogid=1&amp;postid=5">',
         "jetpack: thread 5"),
    ],
)  # fmt: skip
def test_a_discussion_that_only_a_script_fills_is_named(html: str, rule: str) -> None:
    shell = page(html)
    found = find_discussion(shell, index_page(shell))
    assert found.comments == ()
    chrome = chrome_of(shell, found.claims)
    assert [(c.kind, c.rule) for c in chrome if c.kind == "comment-widget"] == [
        ("comment-widget", rule)
    ]


def test_furniture_around_the_whole_column_is_not_claimed() -> None:
    wrapped = f'<div class="social-links advertisement"><article>{COLUMN * 3}</article></div>'
    whole = page(wrapped, column="")
    assert find_furniture(whole, index_page(whole)) == ()


def test_buttons_inside_comments_are_no_chrome() -> None:
    html = (
        f'<div id="comments"><ol class="comment-list">{item(1, "The lamp.")[:-5]}'
        '<a class="comment-reply-link" href="?replytocom=1">Reply</a></li></ol>'
        '<div id="respond"><h3>Leave a Reply</h3><form><textarea></textarea></form></div></div>'
    )
    lamps = page(html)
    laid_aside = index_page(lamps)
    found = find_discussion(lamps, laid_aside)
    assert [comment.text for comment in found.comments] == ["The lamp."]
    assert [
        (c.kind, c.text)
        for c in chrome_of(lamps, (*found.claims, *find_furniture(lamps, laid_aside)))
    ] == [("comment-form", "Leave a Reply")]


@pytest.mark.timing
@pytest.mark.parametrize(
    "html",
    [
        '<div class="comment">' * 3000,
        '<ol class="children">' * 3000 + item(1, "deep"),
        "".join(item(number, "one of many") for number in range(1500)),
        '<li id="comment-1" class="comment">' * 2000,
        '<div class="comment-text">' * 2000,
    ],
    ids=["boxes", "replies", "many", "same", "texts"],
)
def test_hostile_markup_costs_no_more_than_its_length(html: str) -> None:
    hostile = page(html)
    started = time.process_time()
    laid_aside = index_page(hostile)
    find_discussion(hostile, laid_aside)
    find_furniture(hostile, laid_aside)
    assert time.process_time() - started < 2.5


@pytest.mark.timing
def test_many_comments_in_one_box_cost_no_more_than_their_number() -> None:
    def cost(number: int) -> float:
        many = page("".join(f"<p class=comment id=comment-{at}>Late {at}." for at in range(number)))
        laid_aside = index_page(many)
        started = time.process_time()
        find_discussion(many, laid_aside)
        return time.process_time() - started

    cost(100)
    assert cost(24_000) < 10 * cost(4_000) + 0.3
