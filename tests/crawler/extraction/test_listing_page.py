"""Pages that list columns are told from columns that list things, whatever their platform."""

import json
import time

import pytest

from crawler.extraction import extract_article

URL = "https://harbour.example/world/"
HEADLINES = {
    "en": (
        "Ferry timetable splits the two shores",
        "The lamp's oil bill comes due again",
        "Third meeting ends with nothing signed",
        "Nine pages in the old customs house",
        "Who sounds the horn in the fog",
        "The harbour's third ledger",
        "Talks in the café by the bridge",
    ),
    "zh": (
        "海峡两岸渡轮时刻表之争",
        "灯塔油料账单再起波澜",
        "第三次会晤无果而终",
        "旧海关大楼的九页纸",
        "谁在雾中吹响汽笛",
        "港口商人的第三本账",
        "桥头咖啡馆里的密谈",
    ),
    "ko": (
        "두 해안을 가른 나룻배 시간표",
        "다시 날아든 등대 기름 청구서",
        "빈손으로 끝난 세 번째 만남",
        "옛 세관 건물의 아홉 쪽",
        "안개 속 뱃고동은 누가 울리나",
        "항구 상인의 세 번째 장부",
        "다리 옆 찻집의 비밀 회담",
    ),
}
TEASERS = {
    "en": "The envoys met for the third time above the harbour, and left by separate doors.",
    "zh": "两国代表团第三次在旧海关大楼会晤，又第三次从不同的门离开。",
    "ko": "두 나라 대표단은 옛 세관에서 세 번째로 만났지만 서로 다른 문으로 떠났다.",
}
HREF = "href='/2023/a{at}.html'"
ENTRIES = {
    "a list of headlines": f"<li><a {HREF}>{{headline}}</a><span>2023-08-1{{at}}</span></li>",
    "cards": f"<div class=c><h3><a {HREF}>{{headline}}</a></h3><p>{{at}}. {{teaser}}</div>",
    "links around cards": f"<a {HREF}><div>{{headline}}</div><div>{{at}}. {{teaser}}</div></a>",
    "rows": f"<tr><td><a {HREF}>{{headline}}</a></td><td>2023-08-1{{at}}</td></tr>",
    "terms": f"<dt><a {HREF}>{{headline}}</a></dt><dd>{{at}}. {{teaser}}</dd>",
    "flat": f"<h2><a {HREF}>{{headline}}</a></h2><p>2023-08-1{{at}}</p><p>{{at}}. {{teaser}}</p>",
    "results": f"<li><a {HREF}>{{headline}}</a><p>{{at}}. {{teaser}}</p></li>",
    "paragraphs": f"<p><a {HREF}>{{headline}}</a> <span>(2023-08-1{{at}})</span></p>",
    "articles": f"<article><h2><a {HREF}>{{headline}}</a></h2><p>{{at}}. {{teaser}}</article>",
}
SENTENCE = "The envoy came back from the talks with nothing signed, and said so in plain words. "


def entries(form: str, language: str = "en") -> str:
    return "".join(
        ENTRIES[form].format(at=at, headline=headline, teaser=TEASERS[language])
        for at, headline in enumerate(HEADLINES[language])
    )


def kind_of(body: str, head: str = "", *, url: str = URL) -> str:
    menu = "".join(f"<li><a href='/s{at}/'>Section {at}</a></li>" for at in range(6))
    page = f"<head><title>World</title>{head}</head><body><nav><ul>{menu}</ul></nav>{body}"
    return extract_article(f"{page}<footer><p>© The Harbour</p></footer></body>", url).page_kind


@pytest.mark.parametrize("language", HEADLINES)
@pytest.mark.parametrize("form", ENTRIES)
def test_entries_with_linked_headlines_are_a_listing(form: str, language: str) -> None:
    pages = "<div class='pages'><a href='?p=2'>2</a> <a href='?p=3'>3</a></div>"
    around = "table" if form == "rows" else "dl" if form == "terms" else "div"
    listed = f"<{around} class='list'>{entries(form, language)}</{around}>"
    assert kind_of(f"<div class='wrap'><h1>World</h1>{listed}{pages}</div>") == "listing"


def test_a_listing_may_say_what_it_is_about() -> None:
    about = "<p>What moves the two shores.</p>"
    assert kind_of(f"<main><h1>World</h1>{about}{entries('cards')}</main>") == "listing"


def test_a_page_named_as_a_listing_may_portray_an_author() -> None:
    body = f"<div><h1>Jo Harbour</h1><p>{SENTENCE * 2}</p>{entries('cards')}</div>"
    assert kind_of(body, url="https://harbour.example/author/jo/") == "listing"


def test_columns_that_a_listing_states_do_not_make_it_one() -> None:
    items = [
        {"@type": "NewsArticle", "url": f"https://harbour.example/2023/a{at}"} for at in range(7)
    ]
    for stated in (
        {"@type": "ItemList", "itemListElement": items},
        {"@type": "Blog", "blogPost": items},
        [{"@type": "CollectionPage"}, *items],
    ):
        head = f'<script type="application/ld+json">{json.dumps(stated)}</script>'
        assert kind_of(f"<main>{entries('cards')}</main>", head) == "listing"


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='og:type' content='article'>",
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "World"}</script>',
    ],
)
@pytest.mark.parametrize("form", ENTRIES)
def test_a_column_that_lists_and_says_what_it_is_is_a_column(form: str, head: str) -> None:
    assert kind_of(f"<main><h1>World</h1>{entries(form)}</main>", head) == "column"


TEXT = f"<h1>The envoy</h1><p>{SENTENCE * 2}</p><p>{SENTENCE}</p>"


@pytest.mark.parametrize("form", ["a list of headlines", "cards", "rows", "links around cards"])
@pytest.mark.parametrize(
    "page",
    [
        "<div class=a>{text}</div><div class=b><h3>Read also</h3>{entries}</div>",
        "<div class=b>{entries}</div><div class=a>{text}</div>",
        "<table><tr><td>{entries}</td><td>{text}</td></tr></table>",
        "<div class=a>{text}{entries}</div>",
    ],
)
def test_a_short_column_beside_many_headlines_is_a_column(page: str, form: str) -> None:
    assert kind_of(page.format(text=TEXT, entries=entries(form))) == "column"


def test_links_between_the_paragraphs_of_a_column_do_not_make_it_a_listing() -> None:
    text = "".join(
        f"<p>{at}. {SENTENCE * 3}</p><p>{SENTENCE * 4}</p><p><a href='/a{at}'>{headline}</a></p>"
        for at, headline in enumerate(HEADLINES["en"])
    )
    assert kind_of(f"<article><h1>The envoy</h1>{text}</article>") == "column"


def test_links_in_the_sentences_of_a_column_do_not_make_it_a_listing() -> None:
    text = "".join(
        f"<p><a href='/a{at}'>{headline}</a>: {SENTENCE}</p>"
        for at, headline in enumerate(HEADLINES["en"])
    )
    assert kind_of(f"<article><h1>The envoy</h1>{text}</article>") == "column"


def test_a_live_ticker_is_a_column() -> None:
    ticker = "".join(
        f"<div class='entry'><h3><a href='{URL}#e{at}'>{headline}</a></h3><p>{SENTENCE}</p></div>"
        for at, headline in enumerate(HEADLINES["en"])
    )
    assert kind_of(f"<main><h1>Talks: the day as it goes</h1>{ticker}</main>") == "column"


def test_a_column_that_lists_other_sites_is_a_column() -> None:
    listed = "".join(
        f"<h2><a href='https://ledger{at}.example/'>{headline}</a></h2><p>{at}. {SENTENCE}</p>"
        for at, headline in enumerate(HEADLINES["en"])
    )
    assert kind_of(f"<main><h1>Seven ledgers to read</h1>{listed}</main>") == "column"


def test_a_column_that_presents_what_it_lists_is_a_column() -> None:
    intro = f"<p>{SENTENCE * 2}</p>"
    assert kind_of(f"<main><h1>Seven ledgers</h1>{intro}{entries('flat')}</main>") == "column"


@pytest.mark.timing
def test_many_links_cost_linear_time() -> None:
    started = time.process_time()
    kind_of(
        "<div>" + "".join(f"<a href='/a{at}'>{'x' * 30}</a>" for at in range(60_000)) + "</div>"
    )
    kind_of("".join(f"<div><p><a href='/a{at}'>{'x' * 30}</a>" for at in range(20_000)))
    assert time.process_time() - started < 8


POSTS = {
    "blogger": f"<div class='post hentry'><h3 class='post-title entry-title'><a {HREF}>{{headline}}"
    "</a></h3><div class='post-body entry-content'><p>{text}</p></div></div>",
    "wordpress": f"<article class='post-{{at}} post hentry'><h2 class='entry-title'><a {HREF}>"
    "{headline}</a></h2><div class='entry-content'><p>{text}</p><p>{text}</p></div></article>",
    "old wordpress": f"<div class='post-{{at}} post hentry'><h2><a {HREF}>{{headline}}</a></h2>"
    "<div class='entry'><p>{text}</p><p>{text}</p></div></div>",
}


def posts(form: str) -> str:
    return "".join(
        POSTS[form].format(at=at, headline=headline, text=f"{at}. {SENTENCE * 4}")
        for at, headline in enumerate(HEADLINES["en"])
    )


@pytest.mark.parametrize("form", POSTS)
def test_a_blog_that_prints_whole_posts_is_a_listing(form: str) -> None:
    assert kind_of(f"<main>{posts(form)}</main>", url="https://harbour.example/") == "listing"


@pytest.mark.parametrize("form", POSTS)
def test_a_post_whose_headline_leads_to_it_is_a_column(form: str) -> None:
    for head, url in (
        ("", "http://harbour.example/2023/a0.html?utm_source=x"),
        ("<link rel='canonical' href='https://harbour.example/2023/a0.html'>", ""),
    ):
        first = POSTS[form].format(at=0, headline=HEADLINES["en"][0], text=SENTENCE * 4)
        kind = kind_of(f"<main>{first}</main><div>{entries('articles')}</div>", head, url=url)
        assert kind == "column"


def test_an_old_post_above_teasers_is_a_column_where_its_address_is_unknown() -> None:
    post = POSTS["old wordpress"].format(at=0, headline=HEADLINES["en"][0], text=SENTENCE)
    assert kind_of(f"<main>{post}</main><div>{entries('articles')}</div>", url="") == "column"


def test_a_short_column_above_other_articles_is_a_column() -> None:
    own = f"<main><h1>The ferry</h1><p>{SENTENCE * 2}</p><h2>Más</h2>{entries('articles')}</main>"
    assert kind_of(own, url="https://harbour.example/2023/03/the-ferry/") == "column"
    assert kind_of(own, url="https://harbour.example/world/") == "listing"


def test_a_signed_and_dated_column_that_presents_others_is_a_column() -> None:
    told = "<h1>Read this week</h1><p class=byline>By Orla Fennimore</p>"
    dated = "<time datetime='2023-08-19'>19 August 2023</time>"
    listed = "".join(
        f"<h3><a href='/2023/a{at}.html'>{headline}</a></h3><p>{at}. {TEASERS['en']}</p>"
        for at, headline in enumerate(HEADLINES["en"])
    )
    assert kind_of(f"<article>{told}{dated}{listed}</article>") == "column"
    assert kind_of(f"<article><h1>Read this week</h1>{listed}</article>") == "listing"


def test_an_authors_page_may_say_more_of_the_author_than_of_columns() -> None:
    rows = "".join(
        f"<div class=row><h3><a href='/2023/a{at}.html'>{headline}</a></h3><p>2 March</p></div>"
        for at, headline in enumerate(HEADLINES["en"])
    )
    page = f"<div><h1>Orla Fennimore</h1><p>{SENTENCE * 3}</p></div>{rows}"
    assert kind_of(page, url="https://harbour.example/author/orla/") == "listing"
    assert kind_of(page, url="https://harbour.example/2023/03/orla/") == "column"


HOME = "https://harbour.example/"


@pytest.mark.parametrize("url", [HOME, "https://harbour.example/category/world/"])
def test_a_front_page_with_one_long_lead_is_a_listing(url: str) -> None:
    lead = f"<article><h2><a {HREF.format(at=99)}>The lead</a></h2><p>{SENTENCE * 9}</p></article>"
    more = "".join(
        f"<li><a {HREF.format(at=at)}>{headline}</a></li>"
        for at, headline in enumerate(HEADLINES["en"])
    )
    dated = "<time datetime='2023-08-19'>19 August 2023</time><p class=byline>By Orla Fennimore</p>"
    assert kind_of(f"<main>{lead}<ul>{more}</ul></main>", url=url) == "listing"
    signed = lead.replace("</h2>", f"</h2>{dated}")
    assert kind_of(f"<main>{signed}<ul>{more}</ul></main>", url=url) == "listing"


def test_an_essay_on_a_front_page_of_its_own_is_a_column() -> None:
    essay = f"<h1>The treaty</h1><p>{SENTENCE * 5}</p><p>{SENTENCE * 5}</p>"
    assert kind_of(essay, url=HOME) == "column"
    listed = entries("articles")
    assert kind_of(f"<main>{essay}</main><div>{listed}</div>", url=HOME) == "column"


def test_entries_below_an_authors_portrait_are_not_related_to_it() -> None:
    teased = "".join(
        f"<article class='post hentry'><h2><a href='/2024/04/a-{at}/'>{headline}</a></h2>"
        f"<time datetime='2024-04-0{at + 1}'>{at + 1} April 2024</time>"
        f"<div class='entry-summary'><p>{TEASERS['en']}</p></div></article>"
        for at, headline in enumerate(HEADLINES["en"])
    )
    portrait = f"<h1>Orla Fennimore</h1><div class='author-bio'><p>{SENTENCE * 2}</p></div>"
    page = f"<main>{portrait}{teased}</main>"
    assert kind_of(page, url="https://harbour.example/author/orla/") == "listing"


def test_entries_at_addresses_of_their_own_in_a_column_do_not_make_it_a_listing() -> None:
    own = "https://harbour.example/2024/05/what-the-envoys-said/"
    live = "".join(
        f"<article><h2><a href='{own}?entry={at}'>{headline}</a></h2><p>{SENTENCE}</p></article>"
        for at, headline in enumerate(HEADLINES["en"])
    )
    assert kind_of(f"<main><h1>What the envoys said</h1>{live}</main>", url=own) == "column"
    listed = live.replace(own, "/old2004.php")
    assert kind_of(f"<main>{listed}</main>", url="https://harbour.example/old2004.php") == "listing"


def teasers(count: int, tag: str = "article") -> str:
    return "".join(
        f"<{tag} class='post hentry'><h2 class=entry-title><a {HREF.format(at=at)}>{headline}</a>"
        f"</h2><div class=entry-summary><p>{at}. {TEASERS['en']}</p></div></{tag}>"
        for at, headline in enumerate(HEADLINES["en"][:count])
    )


COLLECTION = (
    '<script type="application/ld+json">{"@context":"https://schema.org","@graph":'
    '[{"@type":"CollectionPage","name":"World"}]}</script>'
)


@pytest.mark.parametrize("url", ["", "https://harbour.example/rubrics/7"])
@pytest.mark.parametrize("count", [2, 3, 5])
def test_a_page_named_as_a_listing_may_list_few_columns(count: int, url: str) -> None:
    main = f"<main><h1>Category: World</h1>{teasers(count)}</main>"
    named = main.replace("<main>", "<body class='archive category category-3'><main>")
    assert kind_of(main, COLLECTION, url=url) == "listing"
    page = f"<html><head><title>World Archives</title></head>{named}</html>"
    assert extract_article(page, url).page_kind == "listing"


@pytest.mark.parametrize("url", ["", "https://harbour.example/rubrics/7"])
def test_a_column_on_a_page_named_as_a_listing_is_a_column(url: str) -> None:
    own = f"<article class='post hentry'><h1>The ferry</h1><p>{SENTENCE * 2}</p></article>"
    linked = own.replace("The ferry", f"<a {HREF.format(at=99)}>World</a>")
    for column in (own, linked):
        assert kind_of(f"<main>{column}</main>{teasers(2)}", COLLECTION, url=url) == "column"


BLOG = "<div class=header><h1 class=title><a href='/'>The Harbour</a></h1></div>"


def test_posts_of_a_month_are_a_listing_where_the_address_is_unknown() -> None:
    posts = "".join(
        f"<div class=date-outer><h2 class=date-header>Tuesday, April {at + 4}, 2011</h2>"
        "<div class='post hentry'><h3 class='post-title entry-title'>"
        f"<a href='/2011/04/p{at}.html'>{headline}</a></h3><div class='post-body entry-content'>"
        f"<p>{at}. {SENTENCE * 2}</p></div></div></div>"
        for at, headline in enumerate(HEADLINES["en"][:3])
    )
    assert kind_of(f"{BLOG}<div class='blog-posts hfeed'>{posts}</div>", url="") == "listing"
    first = "<meta property='og:title' content='Ferry timetable splits the two shores'>"
    assert kind_of(f"{BLOG}<div class='blog-posts'>{posts}</div>", first, url="") == "column"


def test_a_text_above_others_entries_is_a_column_where_its_address_is_unknown() -> None:
    own = f"<main><h1>The ferry</h1><p>{SENTENCE * 2}</p><h2>Projects</h2>{teasers(6)}</main>"
    assert kind_of(own, url="") == "column"
    assert kind_of(f"<main><h1>The ferries</h1>{teasers(6)}</main>", url="") == "listing"


def test_a_long_post_above_teasers_of_related_ones_is_a_column() -> None:
    def page(teaser: str) -> str:
        first = POSTS["wordpress"].format(at=9, headline="The ferry", text=SENTENCE * 8)
        related = "".join(
            f"<article class='post hentry'><h3><a {HREF.format(at=at)}>{headline}</a></h3>"
            f"{teaser}</article>"
            for at, headline in enumerate(HEADLINES["en"][:3])
        )
        return f"{BLOG}<main>{first.replace('h2', 'h3')}</main><div>{related}</div>"

    assert kind_of(page(""), url="") == "column"
    assert kind_of(page(f"<p>{SENTENCE * 3}</p>"), url="") == "listing"


def test_an_entry_whose_headline_is_a_picture_may_be_listed() -> None:
    drawn = teasers(5).replace(HEADLINES["en"][2], "<img src=/ferry.png>")
    main = f"<main><h1>The ferries</h1>{drawn}</main>"
    assert kind_of(main, "<title>The Harbour</title>", url="") == "listing"


def test_a_column_that_links_to_itself_above_others_is_one_where_its_address_is_unknown() -> None:
    own = teasers(1).replace("<p>0.", f"<p>{SENTENCE * 2}")
    others = "".join(teasers(4).partition("</article>")[2:])
    head = f"<meta property='og:title' content='{HEADLINES['en'][0]}'>"
    assert kind_of(f"<main>{own}{others}</main>", head, url="") == "column"
    assert kind_of(f"<main>{own}{others}</main>", url="") == "listing"
