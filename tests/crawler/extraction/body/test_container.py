"""The element that a platform names as a column's text decides what the column is."""

import json
from collections.abc import Iterator

import pytest

from archive.model.records import Article
from crawler.extraction import extract_article
from tests import PAGES
from tests.builders.platform_pages import (
    LANGUAGES,
    NAMES,
    PLATFORMS,
    Surroundings,
    post_page,
    words_of,
)
from tests.crawler.extraction.body.test_body import (
    LEAD,
    PROSE,
    SECOND,
    TAIL,
    THIRD,
    page,
    paragraphs,
)

URL = "https://notes.example/2021/05/post/"
SURROUNDINGS = (
    Surroundings(),
    Surroundings(biography=40, widget=90, others=8),
    Surroundings(widget=60, others=3, comments=12),
    Surroundings(biography=3, widget=5, others=1, comments=50),
)
SIDEBAR = f'<aside class="sidebar">{PROSE * 6}</aside>'
COMMENTS = "".join(
    f'<li class="comment even thread-even depth-1" id="comment-{n}"><b class="fn">Ann {n}</b><p>I'
    f" do not know this either, but my neighbour {n} might.</p></li>"
    for n in range(50)
)
AROUND = ("", SIDEBAR, f'<div id="comments"><ol class="comment-list">{COMMENTS}</ol></div>')


@pytest.mark.parametrize(("turn", "count"), tuple(enumerate([1, 2, 3, 5, 9, 16, 25, 40])))
@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_short_post_is_its_text_in_nine_languages(platform: str, turn: int, count: int) -> None:
    """Each language by turns in two of the four surroundings."""
    for place, language in enumerate(LANGUAGES, start=turn):
        for around in SURROUNDINGS[place % 2 :: 2]:
            text = words_of(language, count)
            article = extract_article(post_page(platform, language, text, around=around), URL)
            assert (article.body, article.page_kind) == (text, "column"), (language, around)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_post_of_two_short_paragraphs_is_both(platform: str) -> None:
    for language in LANGUAGES:
        texts = words_of(language, 4), words_of(language, 7)
        article = extract_article(post_page(platform, language, *texts), URL)
        assert article.body == "\n\n".join(texts), language


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("around", SURROUNDINGS)
def test_a_picture_with_its_caption_alone_is_a_column_without_text(
    platform: str, around: Surroundings
) -> None:
    picture = (
        '<figure class="wp-block-image"><img src="/quay.jpg" alt=""/>'
        "<figcaption>The old quay in the rain</figcaption></figure>"
    )
    for language in LANGUAGES:
        html = PLATFORMS[platform](picture, language, around)
        article = extract_article(html, URL)
        assert article.body == "", (language, article.body)
        assert [(b.kind, b.text) for b in article.blocks] == [
            ("caption", "The old quay in the rain")
        ]
        assert article.page_kind == "column"


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_picture_alone_has_nothing_of_what_stands_around_it(platform: str) -> None:
    for language in LANGUAGES:
        html = PLATFORMS[platform]('<p><img src="/quay.jpg" alt=""></p>', language, Surroundings())
        article = extract_article(html, URL)
        assert (article.blocks, article.page_kind) == ((), "empty"), language


def test_an_author_box_inside_the_text_is_none_of_a_short_post() -> None:
    for language in LANGUAGES:
        text, name = words_of(language, 9), NAMES[language]
        box = (
            f'<p>{text}</p><div class="author-box"><h4 class="author-name">{name}</h4>'
            f'<p class="author-description">{name}: {words_of(language, 30)}</p></div>'
        )
        html = PLATFORMS["twentytwentyone"](box, language, Surroundings())
        assert extract_article(html, URL).body == text, language


INNER = {
    "details": "<details><summary>Who pays</summary><p>Nobody does.</p></details>",
    "open details": '<details class="wp-block-details" open><summary>What the river is called in'
    " the treaty</summary><p>Three names are in use along the bank.</p></details>",
    "verse": '<pre class="wp-block-verse">The lake is shut,\nthe boats are in.</pre>',
    "long verse": '<pre class="wp-block-verse">The lake is shut,<br>the boats are in,<br>the envoy'
    " counts<br>her suitcases again.</pre>",
    "lines": "<p>The lake is shut,<br>the boats are in,<br>the envoy counts<br>again.</p>",
    "list": "<dl><dt>Ferry</dt><dd>The boat that nobody takes.</dd></dl>",
    "group": '<div class="wp-block-group"><p>A short line.</p></div>',
    "quotation": "<blockquote><p>Not before the thaw.</p></blockquote>",
    "heading": "<h3>Thaw</h3><p>It came late.</p>",
}


@pytest.mark.parametrize("place", ["middle", "end", "beginning"])
@pytest.mark.parametrize("inner", INNER.values(), ids=INNER)
def test_what_an_editor_writes_is_text_whatever_stands_around(inner: str, place: str) -> None:
    content = {
        "middle": paragraphs(LEAD, SECOND) + inner + paragraphs(THIRD, TAIL),
        "end": paragraphs(TAIL) + inner,
        "beginning": inner + paragraphs(TAIL),
    }[place]
    first, *others = [
        [(block.kind, block.text) for block in read(content, around).blocks] for around in AROUND
    ]
    assert all(other == first for other in others)
    words = "".join(text for _, text in first).split()
    assert "".join(words).startswith("".join(plain(content).split()))


def read(content: str, around: str) -> Article:
    return extract_article(page(content, around=around), URL)


def plain(content: str) -> str:
    from lxml import html

    return str(html.fromstring(f"<div>{content.replace('<br>', ' ')}</div>").text_content())


def test_where_the_text_goes_on_beside_the_named_element_it_is_not_cut_off() -> None:
    more = f"<div>{PROSE}{PROSE}</div>"
    html = page(paragraphs(LEAD)).replace("</div></article>", f"</div>{more}</article>")
    assert extract_article(html, URL).body.count(THIRD) == 2


def test_a_field_of_the_text_with_a_survey_in_it_is_no_container() -> None:
    """Drupal names what blocks hold as it names what nodes do."""
    survey = '<div class="field field--name-body field__item"><p>Page survey</p></div>'
    html = page(PROSE).replace("entry-content", "column-text")
    html = html.replace("</article>", f"</article>{survey}")
    assert extract_article(html, URL).body.startswith(LEAD)


def varied(html: str) -> Iterator[str]:
    """A page with more of everything that is not its column."""
    others = "".join(
        f'<li><a href="/other-{n}/">Another column, number {n}</a><p>{SECOND[: 40 + n]}.</p></li>'
        for n in range(12)
    )
    yield html.replace("</body>", f"{SIDEBAR}</body>")
    yield html.replace("</body>", f'<div class="related-posts"><ul>{others}</ul></div></body>')
    yield html.replace("</body>", f'<aside><ul class="popular">{others}</ul></aside></body>')
    yield html.replace("</body>", f"{AROUND[2]}</body>")


@pytest.mark.parametrize(
    "case",
    ["wordpress/block", "wordpress/classic", "wordpress/short-column", "blogger/threaded",
     "drupal/eight", "prose/ko", "prose/zh", "failures/captions", "fidelity/structure"],
)  # fmt: skip
def test_the_body_does_not_change_with_what_stands_around_it(case: str) -> None:
    html = (PAGES / case / "page.html").read_text("utf-8")
    url = json.loads((PAGES / case / "expected.json").read_text("utf-8"))["url"]
    blocks = extract_article(html, url).blocks
    assert blocks
    for other in varied(html):
        assert extract_article(other, url).blocks == blocks


def test_the_line_of_links_that_an_old_theme_adds_is_no_text() -> None:
    line = (
        '<p class="postmetadata alt"><small>Filed under <a href="/lakes/">Lakes</a>. Both comments'
        " and pings are closed.</small></p>"
    )
    html = page(f"<p>{LEAD}</p>{line}").replace('class="entry-content"', 'class="entry"')
    assert extract_article(html, URL).body == LEAD


def test_the_text_of_a_sina_blog_is_whole_whatever_its_id_names() -> None:
    paragraphs = (
        "有些渡口之所以热闹,是因为没有人记得它的名字。我数这样的渡口已经很多年了。",
        "我最喜欢的是河湾边的那一个,它比两岸的海关都老。",
        "我问船夫谁在收钱,他指了指茶馆的招牌。",
    )
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = (
        '<html><head><meta charset="utf-8"><title>渡口的账_老船工_滨河博客</title></head><body>'
        '<div id="sinabloghead"><h1 class="blogtitle"><a href="/">老船工的博客</a></h1></div>'
        '<div class="articalTitle"><h2 class="titName SG_txta">渡口的账</h2>'
        '<span class="time SG_txtc">(2010-03-02 21:14:33)</span></div>'
        f'<div class="articalContent newfont_family" id="sina_keyword_ad_area2">{text}</div>'
        '<div class="IL"><span>阅读</span>(233)<span>评论</span>(0)</div></body></html>'
    )
    assert extract_article(html, URL).body == "\n\n".join(paragraphs)
