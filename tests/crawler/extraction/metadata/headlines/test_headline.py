"""The headline as the page prints it, and what stands beside it: kicker, standfirst, logo."""

import re

import pytest

from crawler.extraction import extract_article
from tests.builders.read_fields import PROSE, fields_of


@pytest.mark.parametrize(
    ("title", "heading", "headline"),
    [
        ("Quiet harbours | The Quiet Lantern", "Quiet harbours", "Quiet harbours"),
        ("The Quiet Lantern: Quiet harbours", "Quiet harbours", "Quiet harbours"),
        ("Quiet harbours - World - The Quiet Lantern", "Quiet harbours", "Quiet harbours"),
        ("QUIET HARBOURS « The Quiet Lantern", "Quiet harbours", "Quiet harbours"),
        ("“Quiet” harbours", "‘Quiet’ harbours", "‘Quiet’ harbours"),
        ("Harbours – a chronicle", "Harbours – a chronicle", "Harbours – a chronicle"),
    ],
)
def test_the_headline_is_written_as_the_page_prints_it(
    title: str, heading: str, headline: str
) -> None:
    fields = fields_of(
        f"<title>{title}</title><meta property='og:site_name' content='The Quiet Lantern'>"
        f"<h1>The Quiet Lantern</h1><h1>{heading}</h1>{PROSE}<h2>More columns</h2>"
    )

    assert fields.title == headline


def test_a_title_element_loses_the_outlets_name_where_no_heading_prints_the_headline() -> None:
    fields = fields_of(
        "<title>Quiet harbours | The Quiet Lantern</title>"
        f"<meta property='og:site_name' content='The Quiet Lantern'>{PROSE}"
    )

    assert (fields.title, fields.found_in["title"]) == ("Quiet harbours", "meta")


def test_kicker_and_standfirst_stand_apart_from_the_headline() -> None:
    fields = fields_of(
        "<title>Stille Häfen</title><header><h1><span class='article__kicker'>Seefahrt</span>"
        "<span>Stille Häfen</span></h1><p class='article__standfirst'>Was die Ebbe mitnimmt, und "
        f"was sie den Zöllnern lässt.</p></header>{PROSE}{PROSE}"
    )

    assert fields.kicker == "Seefahrt"
    assert fields.title == "Stille Häfen"
    assert fields.standfirst == "Was die Ebbe mitnimmt, und was sie den Zöllnern lässt."


@pytest.mark.parametrize(
    ("heading", "kicker"),
    [
        ("<span>Seafaring</span> Quiet harbours of the north", "Seafaring"),
        ("<span class='sr'>Headline:</span>Quiet harbours of the north", "Headline"),
        ("Quiet harbours of the north <small>Posted on March 5</small>", None),
        ("<div>World |</div><div>Quiet harbours of the north</div>", "World"),
        ("<a href='/x'>Quiet harbours of the north</a><br>What the ebb leaves", None),
        ("<b class='kicker'>World</b> : Quiet harbours of the north", "World"),
    ],
)
def test_what_shares_the_heading_is_no_part_of_the_headline(
    heading: str, kicker: str | None
) -> None:
    fields = fields_of(
        f"<title>Quiet harbours of the north | Lantern</title><h1>{heading}</h1>{PROSE}"
    )

    assert (fields.title, fields.kicker) == ("Quiet harbours of the north", kicker)


def test_a_second_part_that_the_page_calls_part_of_the_headline_stays() -> None:
    fields = fields_of(
        "<meta property='og:title' content='Quiet harbours: a chronicle'>"
        f"<title>Quiet harbours</title><h1>Quiet harbours: <span>a chronicle</span></h1>{PROSE}"
    )

    assert fields.title == "Quiet harbours: a chronicle"


@pytest.mark.parametrize(
    ("title", "logo"),
    [
        ("The Quiet Lantern » Blog Archive » Quiet harbours of the north", "The Quiet Lantern"),
        ("Quiet harbours of the north | The Quiet Lantern", "The Quiet Lantern"),
    ],
)
def test_an_h1_that_names_the_outlet_gives_way_to_the_lower_heading(title: str, logo: str) -> None:
    fields = fields_of(
        f"<title>{title}</title><h1>{logo}</h1><h2>Quiet harbours of the north</h2>{PROSE}",
        "https://lantern.example/q",
    )

    assert fields.title == "Quiet harbours of the north"


def test_an_h1_that_links_to_the_home_page_is_no_headline() -> None:
    fields = fields_of(
        "<title>Quiet harbours - Notes from a lamp</title>"
        "<h1><a href='https://lantern.example/'>Notes from a lamp</a></h1>"
        f"<div class='headline'>Quiet harbours</div>{PROSE}"
    )

    assert fields.title == "Quiet harbours"


def test_the_only_h1_stays_the_headline_beside_a_subheading_like_the_title() -> None:
    fields = fields_of(
        "<title>Quiet harbours and what the clerks lost</title><h1>An ebb at dawn, seen twice</h1>"
        f"{PROSE}<h2>Quiet harbours and the clerks, in short</h2>{PROSE}"
    )

    assert fields.title == "An ebb at dawn, seen twice"


def test_a_first_paragraph_called_lead_stays_text_and_a_later_subheading_too() -> None:
    fields = fields_of(
        "<h1>Quiet harbours</h1><p class='lead'>The tide went out at dawn, and nobody in the "
        f"customs house looked up.</p>{PROSE}<h2 class='subhead'>What the clerks said then</h2>"
    )

    assert fields.standfirst is None


def test_what_was_considered_is_kept_with_its_reasons() -> None:
    fields = fields_of(
        "<meta property='og:title' content='Quiet harbours'><title>A tide table | Lantern</title>"
        f"<h1>Quiet harbours</h1>{PROSE}"
    )

    taken, *others = fields.candidates["title"]
    assert (taken.text, taken.source, taken.chosen) == ("Quiet harbours", "h1", True)
    assert dict(taken.reasons) == {"agrees with og:title": 1.5}
    assert [(one.text, one.source) for one in others] == [
        ("Quiet harbours", "opengraph"),
        ("A tide table", "meta"),
    ]


SEARCHED = "Ebbe im Norden: Was die Zöllner jetzt wissen müssen"
PRINTED = "Stille Häfen"


@pytest.mark.parametrize(
    "head",
    [
        "<h1 class='breadcrumb__headline'>{s}</h1><h2><i>Seefahrt</i><br>{p}</h2>",
        "<ul><li><h1 data-breadcrumb-headline>{s}</h1></li></ul><hgroup><h2>{p}</h2></hgroup>",
        "<div class='header__crumb'><a href='/sea'>Sea</a><h1>{s}</h1></div><p>Low</p><h2>{p}</h2>",
    ],
)
def test_an_h1_in_the_breadcrumbs_gives_way_to_the_h2_printed_below(head: str) -> None:
    fields = fields_of(
        f"<title>{SEARCHED} | Laterne</title><meta property='og:title' content='{PRINTED}'>"
        f"{head.format(s=SEARCHED, p=PRINTED)}{PROSE}<h2>Mehr vom Norden</h2>"
    )

    assert fields.title == PRINTED


@pytest.mark.parametrize(
    "head",
    [
        # what is named after the breadcrumbs holds the whole head, and the h2 is a subheading
        "<header class='breadcrumbs-on-top'><h1>{s}</h1></header>{t}<h2>{p}</h2>",
        "<h1 class='breadcrumb__headline'>{s}</h1>{t}<h2>{p}</h2>",
        "<h1>{s}</h1><h2>{p}</h2>",
    ],
)
def test_any_other_h1_stays_the_headline_above_an_h2(head: str) -> None:
    fields = fields_of(
        f"<title>{SEARCHED} | Laterne</title>{head.format(s=SEARCHED, p=PRINTED, t=PROSE)}{PROSE}"
    )

    assert fields.title == SEARCHED


@pytest.mark.parametrize(
    ("url", "headline"),
    [
        ("https://lantern.example/tides-and-clerks-in-the-north", "Tides and clerks in the north"),
        ("https://lantern.example/what-the-harbours-lost.html", "What the harbours lost"),
        ("https://lantern.example/?p=17", "What the harbours lost"),
    ],
)
def test_the_address_decides_between_a_lone_h1_and_the_statements(url: str, headline: str) -> None:
    fields = fields_of(
        "<meta property='og:title' content='Tides and clerks in the north'>"
        f"<h1>What the harbours lost</h1>{PROSE}",
        url,
    )

    assert fields.title == headline


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("三条腿的桌子--国际--海滨网", "三条腿的桌子"),
        ("三条腿的桌子_国际频道_海滨网", "三条腿的桌子"),
        ("三条腿的桌子-海滨日报", "三条腿的桌子"),
        ("다리가 셋인 탁자-정치ㅣ해안일보", "다리가 셋인 탁자"),
        ("다리가 셋인 탁자 │ 국제 │ 해안일보", "다리가 셋인 탁자"),
        ("[사설] 다리가 셋인 탁자┃해안일보", "[사설] 다리가 셋인 탁자"),
        ("三本脚の机 ー 海辺新聞", "三本脚の机"),
        ("コーヒーと港｜国際｜海辺新聞", "コーヒーと港"),
        ("オピニオン｜三本脚の机が残したもの：海辺新聞", "三本脚の机が残したもの"),
        ("Opinion | What the harbours lost | The Coast", "What the harbours lost"),
        ("What the harbours lost | Opinion | The Coast", "What the harbours lost"),
        ("What the harbours lost | Opinion", "What the harbours lost"),
        # what must stay
        ("美-中 다리가 셋인 탁자", "美-中 다리가 셋인 탁자"),
        ("2_1 harbours, or the clerks_at_sea", "2_1 harbours, or the clerks_at_sea"),
        ("Harbours--and clerks--in the north", "Harbours--and clerks--in the north"),
        ("Opinion: What the harbours lost", "Opinion: What the harbours lost"),
        ("Harbours | Clerks", "Harbours | Clerks"),
    ],
)
def test_names_behind_and_before_the_headline_of_a_title_are_left_out(
    title: str, headline: str
) -> None:
    names = ("海滨日报", "海辺新聞", "해안일보", "The Coast")
    sites = "".join(f"<meta property='og:site_name' content='{name}'>" for name in names)
    fields = fields_of(f"{sites}<title>{title}</title>{PROSE}")

    assert fields.title == headline


@pytest.mark.parametrize(
    ("heading", "headline", "kicker"),
    [
        ("Opinion | What the harbours lost", "What the harbours lost", "Opinion"),
        ("観点 | 三本脚の机が残したもの", "観点 | 三本脚の机が残したもの", None),
        ("国際｜三本脚の机が残したもの", "三本脚の机が残したもの", "国際"),
        ("What the harbours lost | Opinion", "What the harbours lost", None),
        ("Harbours | What the clerks lost", "Harbours | What the clerks lost", None),
    ],
)
def test_a_sections_name_beside_a_bar_is_no_part_of_the_headline(
    heading: str, headline: str, kicker: str | None
) -> None:
    fields = fields_of(f"<h1>{heading}</h1>{PROSE}")

    assert (fields.title, fields.kicker) == (headline, kicker)


@pytest.mark.parametrize("headline", ["三条腿的桌子", "다리가 셋인 탁자", "三本脚の机"])
def test_a_short_h1_without_spaces_is_as_long_as_its_translation(headline: str) -> None:
    fields = fields_of(f"<title>海滨网首页新闻中心</title><h1>{headline}</h1>{PROSE}")

    assert fields.title == headline


SITE = "<title>Notes from a lamp</title>"
LOGO = (
    "<p class='site-title'><a href='https://lantern.example/' rel='home'>Notes from a lamp</a></p>"
)
FEED = "<link rel='alternate' href='/feed/' title='Notes from a lamp &raquo; Feed'>"
DEEP = f"<div id='page'><div id='main'><div id='entry'><div>{PROSE}</div></div></div></div>"


@pytest.mark.parametrize(
    "page",
    [
        f"{SITE}{LOGO}<article><h1 class='entry-title'></h1>{PROSE}</article>",
        f"{SITE}{FEED}<article>{PROSE}</article><h2>Recent posts</h2>",
        f"{SITE}{FEED}<h1>Notes from a lamp</h1><h2>Of ebb and salt</h2>{DEEP}",
        f"<title> - Notes from a lamp</title>{LOGO}{PROSE}",
        f"<meta property='og:title' content=' - Notes from a lamp'>{SITE}{LOGO}{PROSE}",
        # themes print the day where a post has no title
        f"{SITE}{LOGO}<h1 class='entry-title'><a href='/7'>May 3, 2019</a></h1>{PROSE}",
        f"{SITE}{LOGO}<h2 class='entry-title'>2019年5月3日</h2>{PROSE}",
        f"<title>(no title) | Notes from a lamp</title>{LOGO}<h1>(no title)</h1>{PROSE}",
        f"<meta property='og:title' content='무제'><title>무제</title><h1>무제</h1>{PROSE}",
        f"{SITE}{LOGO}{PROSE}<h2>Leave a note</h2><h3>Older notes</h3>",
    ],
)
def test_a_post_without_a_title_has_none(page: str) -> None:
    fields = fields_of(page)

    assert fields.title is None


@pytest.mark.parametrize(
    ("page", "headline"),
    [
        ("<title>5 March 1953 | Lamp</title><h1>5 March 1953</h1>", "5 March 1953"),
        (
            "<title>로동신문</title><div><p class='TitleP'>세다리책상의 교훈</p></div>",
            "세다리책상의 교훈",
        ),
        (
            "<title>朝鲜中央通讯社</title><div class='news_title'>三条腿的桌子</div>",
            "三条腿的桌子",
        ),
        ("<title>2019 | Lantern</title><h2>What the harbours lost</h2>", "What the harbours lost"),
        # a title element that says more is a better guess than a line above the text
        (
            "<title>What the harbours lost in a year</title><div class='title'>At a glance</div>",
            "What the harbours lost in a year",
        ),
    ],
)
def test_what_stands_above_the_text_is_the_headline_where_no_title_says_it(
    page: str, headline: str
) -> None:
    assert fields_of(f"{page}{PROSE}").title == headline


@pytest.mark.parametrize("cut", ["What the harbours lost in…", "What the harbours lost..."])
def test_a_title_that_is_cut_off_agrees_with_the_whole_heading(cut: str) -> None:
    whole = "What the harbours lost in a year of ebb"
    fields = fields_of(
        f"<title>{cut}</title><h1>{whole}</h1><h1>Clerks</h1><h1>Notices of the day</h1>{PROSE}"
    )
    stated = fields_of(
        f"<meta property='og:title' content='{cut}'><meta name='dc.title' content='{whole}'>{PROSE}"
    )

    assert (fields.title, stated.title) == (whole, whole)


def test_a_megabyte_in_a_heading_or_a_statement_is_no_headline() -> None:
    flood = "harbour " * 200_000
    fields = fields_of(
        f"<meta property='og:title' content='{flood}'><title>Quiet harbours of the north</title>"
        f"<h1>{flood}</h1><h2><i>{flood}</i></h2>{PROSE}"
    )

    assert fields.title == "Quiet harbours of the north"


@pytest.mark.parametrize(
    ("stated", "heading", "headline"),
    [
        ("Clerks of Havana lost the ebb", "CLERKS OF HAVANA LOST THE EBB", None),
        ("Lost at sea: clerks", "<span>Lost at sea</span><br><span>Clerks</span>", None),
        ("The clerk’s ebb: a chronicle", "The clerk? ebb? a chronicle", None),
        ("What the clerks lost", "What the clerks lost?", "What the clerks lost?"),
        ("Quiet harbours: Clerks", "Quiet harbours Clerks", "Quiet harbours Clerks"),
        ("Nato", "NATO", "NATO"),
    ],
)
def test_a_heading_that_lost_something_is_written_as_it_is_stated(
    stated: str, heading: str, headline: str | None
) -> None:
    fields = fields_of(f"<meta property='og:title' content='{stated}'><h1>{heading}</h1>{PROSE}")

    assert fields.title == (headline or stated)
    assert fields.found_in["title"] == "text"


def test_a_heading_of_question_marks_is_compared_without_trying_every_length() -> None:
    stated, heading = f"Ebb {'- ' * 60}of clerks", f"Ebb {'?' * 60} and tide"
    fields = fields_of(f"<meta property='og:title' content='{stated}'><h1>{heading}</h1>{PROSE}")

    assert fields.title == heading


def test_an_h1_that_is_named_a_logo_is_no_headline() -> None:
    fields = fields_of(
        "<h1 id='logo'><a href='https://harbour-trust.example/'>The Trust of the Harbours</a></h1>"
        f"<title>What the clerks lost in the ebb | Salt</title>{PROSE}"
    )

    assert fields.title == "What the clerks lost in the ebb | Salt"


def test_the_name_of_an_app_may_be_the_pages_own_title() -> None:
    fields = fields_of(
        "<meta property='og:site_name' content='Salt'><meta property='og:title' content='The ebb'>"
        f"<meta name='apple-mobile-web-app-title' content='The ebb'><h1>The ebb</h1>{PROSE}"
    )

    assert (fields.title, fields.found_in["title"]) == ("The ebb", "text")


def test_a_lower_heading_outweighs_a_lone_h1_only_as_a_whole_part_of_a_title() -> None:
    title = "<title>Quiet harbours of the north and what they lost</title>"
    page = f"{title}<h1>An ebb at dawn, seen twice</h1><h2>Quiet harbours of the north</h2>{PROSE}"

    assert fields_of(page).title == "An ebb at dawn, seen twice"
    assert fields_of(page.replace(" and what", " | Salt, and what")).title == (
        "Quiet harbours of the north"
    )


@pytest.mark.parametrize(
    ("home", "url"),
    [
        ("/", ""),
        ("/", "http://harbour.example/archives/5.html"),
        ("http://blog.example/harbour/", ""),
        ("http://blog.example/harbour/", "http://blog.example/harbour/archives/5.html"),
    ],
)
def test_a_blogs_name_that_links_to_it_is_not_the_headline(home: str, url: str) -> None:
    article = extract_article(
        "<title>港の手帖 : 雪の岬にて - Livehouse Blog</title>"
        f"<div id=blog-header><h1><a href='{home}'>港の手帖</a></h1></div><div class=article-outer>"
        f"<h2 class='article-title entry-title'><a href='{home}archives/5.html'>雪の岬にて</a></h2>"
        f"<div class=article-body>{PROSE}</div></div>",
        url,
    )
    assert (article.title, article.found_in["title"]) == ("雪の岬にて", "text")


@pytest.mark.parametrize("title", ["The long ferry", "The long ferry - Harbour"])
def test_a_title_that_leads_home_is_the_headline_where_the_page_has_no_other(title: str) -> None:
    url = "https://harbour.example/2021/03/ferry/"
    page = f"<title>{title}</title><h1><a href='/'>The long ferry</a></h1>{{}}{PROSE}"
    assert extract_article(page.format(""), url).title == "The long ferry"
    below = page.format("<h2 class=entry-title>What came in late</h2>")
    assert extract_article(below, url).title == "What came in late"


def test_a_headline_that_links_to_its_first_page_is_not_the_outlets_name() -> None:
    article = extract_article(
        "<title>The long ferry : World - The Harbour</title>"
        f"<h1><a href='/ferry/'>The long ferry</a></h1>{PROSE}<h2><a href='/world/'>World</a></h2>",
        "https://harbour.example/ferry/2/",
    )
    assert article.title == "The long ferry"


LINE = "<font size=5><b>Зима у старого причала</b></font><br><i>Пётр Лодкин</i>"


@pytest.mark.parametrize(
    "title",
    [
        "Мнение: Зима у старого причала - Газета «Маяк»",
        "Зима у старого причала :: Газета «Маяк»",
        "Газета «Маяк»: Зима у старого причала",
    ],
)
def test_a_bold_line_above_the_text_is_the_headline_that_a_title_names(title: str) -> None:
    page = f"<table><tr><td>Газета «Маяк»<td>{LINE}{PROSE}</table>"
    article = extract_article(f"<title>{title}</title>{page}", "")
    assert (article.title, article.found_in["title"]) == ("Зима у старого причала", "text")
    assert "причала" not in article.body


def test_an_outlets_name_in_bold_is_no_headline() -> None:
    title = "Зима у причала - Городская газета «Маяк»"
    logo = "<b>Городская газета «Маяк»</b>"
    for page in (
        f"<table><tr><td>{logo}</table><table><tr><td><p>{PROSE}</table>",
        f"<a href='/'>{logo}</a>{PROSE}",
        f"<div><div>{logo}</div></div><div><div><div>{PROSE}</div></div></div>",
    ):
        assert extract_article(f"<title>{title}</title>{page}", "").title == title


@pytest.mark.parametrize(
    "line",
    ["In {}, a book, it rains.", "{} is a book.", "<i>Of</i> {}", "In <font>{}</font> <i>it</i>"],
)
def test_what_is_bold_in_prose_is_no_headline_and_stays(line: str) -> None:
    title = "Books: The ferry of the north"
    line = line.format("<b>The ferry of the north</b>")
    article = extract_article(f"<title>{title}</title><p>{line}</p>{PROSE}", "")
    assert article.title == title
    assert article.blocks[0].text == re.sub("<.*?>", "", line)


def test_a_bold_line_with_the_name_of_the_host_is_no_headline() -> None:
    title = "Opinion: The ferry summit of the north - Harbour Daily Times"
    page = f"<title>{title}</title><p><b>Harbour Daily Times</b></p>{PROSE}"
    article = extract_article(page, "https://www.harbour.example/2021/03/ferry/")
    assert article.title == "Opinion: The ferry summit of the north"


def test_a_second_line_in_bold_is_not_the_whole_headline() -> None:
    page = f"<title>老船工看渡口：涨潮前后大不同的账目</title><b>涨潮前后大不同的账目</b>{PROSE}"
    assert extract_article(page, "").title == "老船工看渡口：涨潮前后大不同的账目"
