"""Fields as pages state and print them: themes of blogs, papers in many languages, traps."""

from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent
from time import process_time
from typing import Any

import pytest

from archive.model.records import Block
from crawler.config.outlet_files import load_outlet
from crawler.config.outlets import Outlet
from crawler.extraction.markup.element_text import text_of
from crawler.extraction.markup.index import index_page
from crawler.extraction.markup.page import Claim, parse
from crawler.extraction.metadata import headline
from crawler.extraction.metadata.fields import Fields, read_fields
from crawler.extraction.text.dateline import find_dateline

URL = "https://lantern.example/2019/03/quiet-harbours/"
PROSE = "<p>" + "The tide went out and the clerks of the customs house went with it. " * 5 + "</p>"


def fields_of(
    html: str, url: str = URL, *, outlet: Outlet | None = None, at: datetime | None = None
) -> Fields:
    page = parse(html, url, outlet=outlet, captured_at=at)
    return read_fields(page, index_page(page), ())


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
    }


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


def test_a_byline_in_plain_lines_is_found_beside_its_date() -> None:
    fields = fields_of(
        "<html lang='de'><h1>Stille Häfen</h1><p>06.11.2018 13:30 von Annegret Möhle</p>"
        f"{PROSE}{PROSE}"
    )

    assert fields.authors == ("Annegret Möhle",)
    assert fields.published == datetime(2018, 11, 6, 13, 30, tzinfo=UTC)
    assert fields.published_precision == "minute"


def test_a_label_leads_the_line_below_it() -> None:
    fields = fields_of(
        "<h1>Quiet harbours</h1><div><h6>Written by</h6><p>Orla Fennimore</p>"
        f"<h6>Published</h6><p>5 March 2019</p></div>{PROSE}{PROSE}"
    )

    assert fields.authors == ("Orla Fennimore",)
    assert fields.published is not None
    assert fields.published.date().isoformat() == "2019-03-05"


def test_a_stated_account_name_gives_way_to_the_printed_name() -> None:
    fields = fields_of(
        '<script type="application/ld+json">{"@type": "Article", "headline": "Quiet harbours", '
        '"author": {"@type": "Person", "name": "orla-f"}}</script><h1>Quiet harbours</h1>'
        f"<p class='byline'>By Orla Fennimore, The Quiet Lantern</p>{PROSE}"
    )

    assert fields.authors == ("Orla Fennimore",)
    assert fields.byline == "By Orla Fennimore, The Quiet Lantern"


@pytest.mark.parametrize(
    "name", ["admin", "The Quiet Lantern", "Senior Correspondent", "March 5, 2019"]
)
def test_accounts_outlets_and_offices_are_no_authors(name: str) -> None:
    fields = fields_of(
        "<meta property='og:site_name' content='The Quiet Lantern'><h1>Quiet harbours</h1>"
        f"<meta name='author' content='{name}'><span class='author'>{name}</span>{PROSE}"
    )

    assert fields.authors == ()


def test_authors_and_dates_inside_claims_are_not_the_columns() -> None:
    page = parse(
        f"<h1>Quiet harbours</h1>{PROSE}<div id='comments'><a rel='author' href='/gull'>Grey Gull"
        "</a><time datetime='2020-01-01T10:00:00Z'>1 January</time></div>",
        "https://lantern.example/quiet-harbours",
    )
    comments = next(element for element in page.elements if element.get("id") == "comments")

    fields = read_fields(page, index_page(page), [Claim(comments, "comment", "#comments")])

    assert fields.authors == ()
    assert fields.published is None


def test_a_line_that_says_updated_is_of_the_change() -> None:
    fields = fields_of(
        "<h1>Quiet harbours</h1><p class='date'>Published: 5 March 2019 | Updated: 7 March 2019</p>"
        f"{PROSE}"
    )

    assert fields.published is not None
    assert fields.modified is not None
    assert fields.published.date().isoformat() == "2019-03-05"
    assert fields.modified.date().isoformat() == "2019-03-07"


def test_the_address_dates_a_column_that_nothing_else_dates() -> None:
    fields = fields_of(f"<h1>Quiet harbours</h1>{PROSE}", "https://lantern.example/2019/03/05/q/")
    month = fields_of(f"<h1>Quiet harbours</h1>{PROSE}")

    assert (fields.published_precision, fields.found_in["published"]) == ("day", "url")
    assert (month.published_precision, month.found_in["published"]) == ("month", "url")


def test_a_stated_moment_keeps_the_day_the_page_prints() -> None:
    fields = fields_of(
        "<meta property='article:published_time' content='2019-03-06T03:30:12Z'>"
        f"<h1>Quiet harbours</h1><p class='date'>5 March 2019, 10:30 p.m.</p>{PROSE}"
    )

    assert fields.published is not None
    assert fields.published.isoformat() == "2019-03-05T22:30:12-05:00"


def test_a_column_without_near_dates_has_the_only_one_the_page_prints() -> None:
    below = f"{PROSE * 3}<div><span>Posted on 5 March 2019</span></div><p>4 April 2020</p>"
    several = f"{PROSE * 3}<p>5 March 2019</p><p>4 April 2020</p>"

    found = fields_of(f"<h1>Quiet harbours</h1>{below}", "https://lantern.example/q")
    unsure = fields_of(f"<h1>Quiet harbours</h1>{several}", "https://lantern.example/q")

    assert found.published is not None
    assert found.published.date().isoformat() == "2019-03-05"
    assert unsure.published is None


@pytest.mark.parametrize(
    ("stated", "printed", "published"),
    [
        ("2019-03-06T03:30:12Z", "5 March 2019", "2019-03-05T23:30:12-04:00"),
        ("2019-03-05T22:15:00Z", "6 March 2019", "2019-03-06T00:15:00+02:00"),
        ("2019-03-05T22:15:00Z", "5 March 2019", "2019-03-05T22:15:00+00:00"),
        ("2019-03-06T03:30:12+01:00", "5 March 2019", "2019-03-06T03:30:12+01:00"),
    ],
)
def test_a_moment_stated_in_utc_keeps_the_printed_day(
    stated: str, printed: str, published: str
) -> None:
    fields = fields_of(
        f"<meta property='article:published_time' content='{stated}'>"
        f"<h1>Quiet harbours</h1><p class='date'>{printed}</p>{PROSE}"
    )

    assert fields.published is not None
    assert fields.published.isoformat() == published


def test_a_moment_stated_in_utc_keeps_the_day_of_the_address() -> None:
    fields = fields_of(
        "<meta property='article:published_time' content='2019-03-06T03:30:12Z'>"
        f"<h1>Quiet harbours</h1>{PROSE}",
        "https://lantern.example/2019/03/05/quiet-harbours/",
    )

    assert fields.published is not None
    assert fields.published.isoformat() == "2019-03-05T23:30:12-04:00"


def test_a_moment_stated_in_utc_is_told_in_the_outlets_zone(tmp_path: Path) -> None:
    fields = fields_of(
        "<meta property='article:published_time' content='2019-03-04T23:30:00Z'>"
        f"<h1>Quiet harbours</h1>{PROSE}",
        outlet=outlet_with_layout(tmp_path, ""),
    )

    assert fields.published is not None
    assert fields.published.isoformat() == "2019-03-05T08:30:00+09:00"


SAVED_AGAIN = """<script type="application/ld+json">
{"@type": "Article", "headline": "Quiet harbours",
 "datePublished": "2021-06-24T10:00:00Z", "dateModified": "2021-06-24T10:00:00Z"}</script>"""


def test_a_time_printed_by_the_headline_is_not_moved_to_the_day_of_a_teaser() -> None:
    fields = fields_of(
        "<h1>Quiet harbours</h1><div class='date'>5 March 2019, 10:39</div>"
        f"{PROSE * 2}<h3>Loud seas</h3><div class='date'>4 March 2019</div>"
    )

    assert fields.published is not None
    assert fields.published.isoformat() == "2019-03-05T10:39:00+00:00"


@pytest.mark.parametrize("changed", ["", "<div>Updated June 24, 2021</div>"])
def test_the_date_by_the_headline_outweighs_a_later_one_of_the_last_saving(changed: str) -> None:
    fields = fields_of(
        f"{SAVED_AGAIN}<h1>Quiet harbours</h1><div>March 5, 2019</div>{changed}{PROSE}"
    )

    assert fields.published is not None
    assert fields.modified is not None
    assert (fields.published.date().isoformat(), fields.found_in["published"]) == (
        "2019-03-05",
        "text",
    )
    assert fields.modified.date().isoformat() == "2021-06-24"


@pytest.mark.parametrize(
    "printed",
    [
        "<div>March 5, 2019</div><div>June 24, 2021</div>",  # both are printed
        "<p>Last updated: <time datetime='2019-03-05'>March 5, 2019</time></p>",
        f"{PROSE}{'<i></i>' * 60}<h3>Loud seas</h3><time datetime='2019-03-05'>March 5</time>",
        "<div>March 5, 2022</div>",  # later: a teaser's, or of a change
    ],
)
def test_a_stated_date_stays_where_the_print_does_not_speak_against_it(printed: str) -> None:
    fields = fields_of(f"{SAVED_AGAIN}<h1>Quiet harbours</h1>{printed}{PROSE}")

    assert fields.published is not None
    assert fields.published.date().isoformat() == "2021-06-24"


def test_words_in_front_of_a_time_element_tell_that_it_is_of_the_change() -> None:
    fields = fields_of(
        "<meta property='article:published_time' content='2019-03-05'><h1>Quiet harbours</h1>"
        f"<p><span>Last updated on</span> <time datetime='2019-04-07'>April 7</time></p>{PROSE}"
    )

    assert fields.modified is not None
    assert fields.modified.date().isoformat() == "2019-04-07"


@pytest.mark.parametrize(
    "page",
    [
        f"<p><b>05.03.2019</b> - The tide went out at dawn.</p>{PROSE}",
        f"<p>March 5, 2019 — The tide went out at dawn and took the clerks along.</p>{PROSE}",
        f"<meta name='w-published-date' content='2019-03-05'>{PROSE}",
        f"{PROSE * 3}<div>Diese Seite wurde zuletzt am 5. März 2019 um 13:22 Uhr geändert.</div>",
        f"<script>var page = {{'publishDate': '2019-03-05T10:00:00Z'}}</script>{PROSE}",
        f"<meta name='date' content='2019-03-05'>{PROSE}",
        f"<meta name='published' content='March 5, 2019'>{PROSE}",
        f"{PROSE * 3}<p>Orla<br>5 March 2019</p>",
        f"{PROSE * 3}<p><b>Aktualisiert am </b>05.03.2019.</p>",
        f"{PROSE * 3}<p>Letzte Änderung: 04.03.2019<br>Erschienen am: 05.03.2019<br>Harbours</p>",
    ],
)
def test_a_date_that_is_neither_stated_nor_by_the_headline_is_found_elsewhere(page: str) -> None:
    fields = fields_of(f"<h1>Quiet harbours</h1>{page}", "https://lantern.example/q")

    assert fields.published is not None
    assert fields.published.date().isoformat() == "2019-03-05"


def test_scripts_that_tell_of_several_days_date_no_column() -> None:
    fields = fields_of(
        "<script>[{'publishDate': '2019-03-05'}, {'publishDate': '2019-03-06'}]</script>"
        f"<h1>Quiet harbours</h1>{PROSE}",
        "https://lantern.example/q",
    )

    assert fields.published is None


def test_no_date_lies_after_the_capture() -> None:
    page = f"<h1>Quiet harbours</h1><p class='date'>5 March 2029</p>{PROSE}"

    fields = fields_of(page, "https://l.example/q", at=datetime(2020, 1, 1, tzinfo=UTC))

    assert fields.published is None


@pytest.mark.parametrize(
    ("declared", "headline", "language"),
    [
        ("en-US", "Quiet harbours", "en"),
        ("en", "조용한 항구의 겨울", "ko"),
        ("en", "静かな港の冬", "ja"),
        ("", "安静的港口之冬", "zh"),
        ("zh-TW", "安靜的港口之冬", "zh-TW"),
        ("uk", "Тихі гавані взимку", "uk"),
        ("en", "Тихие гавани зимой", "ru"),
        ("fa", "بندرهای آرام", "fa"),
        ("ko", "Quiet harbours", None),
        ("xx-garbage-!", "Quiet harbours", "xx"),
    ],
)
def test_the_script_corrects_a_wrong_language(
    declared: str, headline: str, language: str | None
) -> None:
    assert fields_of(f"<html lang='{declared}'><h1>{headline}</h1>").language == language


IN_LATIN_LETTERS = {
    "en": "The tide went out at dawn and the clerks of the customs house, who had not slept for "
    "days, went with it to the harbour that was theirs.",
    "de": "Die Ebbe kam am Morgen, und mit ihr gingen die Zöllner, die nicht geschlafen hatten, "
    "auf den Weg zu dem Hafen, der das ist, was sie haben.",
    "fr": "La marée est partie à l'aube avec les douaniers qui ne dorment pas dans le port, et "
    "pour eux une journée commence sur les quais du village.",
    "es": "La marea se fue al alba y con ella los aduaneros, que no dormían en el puerto, pero "
    "para ellos una jornada más empieza por las calles del pueblo.",
    "pt": "A maré foi ao amanhecer e com ela os guardas, que não dormem no porto, mas para eles "
    "uma jornada mais começa nas ruas da vila e do mar.",
    "it": "La marea è andata via con i doganieri che non dormono nel porto, e per loro una "
    "giornata comincia anche nelle vie del paese e della costa.",
    "nl": "Het tij ging met de douaniers die niet slapen in de haven, maar voor hen is een dag "
    "ook op de kade van het dorp nog lang en stil.",
    "tr": "Gümrük memurları ve balıkçılar için bu gece çok uzun oldu, ancak liman daha sessiz "
    "bir yer gibi ve sabah her şey ile birlikte geldi.",
    "pl": "Celnicy i rybacy nie spali w porcie, ale dzień na nabrzeżu zaczyna się od ciszy, "
    "która do nich przychodzi z morza oraz po nocy, jak to jest.",
}


@pytest.mark.parametrize("language", IN_LATIN_LETTERS)
def test_the_commonest_words_correct_a_wrong_or_missing_language(language: str) -> None:
    page = f"<h1>Lantern 7</h1><p>{IN_LATIN_LETTERS[language]}</p>"
    wrong = "en" if language != "en" else "de"

    assert fields_of(f"<html lang='{wrong}-GB'>{page}").language == language
    assert fields_of(page).language == language
    assert fields_of(f"<html lang='sv'>{page}").language == "sv"


@pytest.mark.parametrize(
    ("declared", "text", "language"),
    [
        ("ru", "Тихі гавані, і ті, хто їх стереже, взимку не сплять біля моря.", "uk"),
        ("ru", "Тихие гавани зимой. " * 8 + "О них писала «Гавань і море».", "ru"),
        ("ar", "بندرهای آرام و کسانی که از آنها نگهبانی می‌کنند چیزی نمی‌گویند", "fa"),
        ("", "נמלים שקטים בחורף", "he"),
    ],
)
def test_letters_tell_languages_of_one_script_apart(
    declared: str, text: str, language: str
) -> None:
    assert fields_of(f"<html lang='{declared}'><h1>7</h1><p>{text}</p>").language == language


def test_a_wrongly_declared_language_does_not_decide_the_order_of_day_and_month() -> None:
    fields = fields_of(
        f"<html lang='en'><h1>Stille Häfen</h1><p>05/03/2019</p><p>{IN_LATIN_LETTERS['de']}</p>"
    )

    assert fields.published is not None
    assert fields.published.date().isoformat() == "2019-03-05"


@pytest.mark.parametrize(
    ("page", "published"),
    [
        ("<html lang='en'><h1>Quiet harbours</h1><p>05/03/2019</p>", "2019-05-03"),
        ("<html lang='en-GB'><h1>Quiet harbours</h1><p>05/03/2019</p>", "2019-03-05"),
        (
            (
                "<html lang='en'><meta property='og:locale' content='en_AU'><h1>Quiet harbours</h1>"
                "<p>05/03/2019</p>"
            ),
            "2019-03-05",
        ),
        (
            (
                "<html lang='en-US'><h1>Quiet harbours</h1><p>05/03/2019</p><h3>Loud seas</h3>"
                "<p>28/02/2019</p>"
            ),
            "2019-03-05",
        ),
        (
            (
                "<html lang='en'><h1>Quiet harbours</h1><p>05/03/2019</p><h3>Loud seas</h3>"
                "<p>9 February 2019</p>"
            ),
            "2019-03-05",
        ),
        (
            (
                "<html lang='en-US'><h1>Quiet harbours</h1><p>05/03/2019</p><h3>Loud seas</h3>"
                "<p>9 February 2019</p>"
            ),
            "2019-05-03",
        ),
        (
            (
                "<html lang='en'><meta property='article:modified_time' content='2019-03-05'>"
                "<h1>Quiet harbours</h1><p>05-03-2019</p>"
            ),
            "2019-03-05",
        ),
    ],
)
def test_an_english_page_tells_the_order_of_day_and_month_by_its_region_and_other_dates(
    page: str, published: str
) -> None:
    fields = fields_of(f"{page}{PROSE}", "https://lantern.example/q")

    assert fields.published is not None
    assert fields.published.date().isoformat() == published


@pytest.mark.parametrize(
    ("url", "published"),
    [
        ("https://lantern.example.uk/q", "2019-03-05"),
        ("https://lantern.example/blog/2019/march/05/q", "2019-03-05"),
        ("https://lantern.example/q", "2019-05-03"),
    ],
)
def test_the_address_tells_the_order_of_day_and_month_in_english(url: str, published: str) -> None:
    fields = fields_of(f"<html lang='en'><h1>Quiet harbours</h1><p>05/03/2019</p>{PROSE}", url)

    assert fields.published is not None
    assert fields.published.date().isoformat() == published


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


def outlet_with_layout(folder: Path, layout: str) -> Outlet:
    path = folder / "lantern.toml"
    path.write_text(
        dedent("""\
        name = "The Quiet Lantern"
        home = "https://lantern.example/"
        language = "en"
        timezone = "Asia/Seoul"
        [[seeds]]
        feed = "/feed/"
        """)
        + dedent(layout)
    )
    return load_outlet(path)


def test_an_outlets_own_name_is_never_its_author(tmp_path: Path) -> None:
    outlet = outlet_with_layout(tmp_path, "")

    fields = fields_of(
        f"<h1>Quiet harbours</h1><a rel='author' href='/a/'>The Quiet Lantern</a>{PROSE}",
        outlet=outlet,
    )

    assert fields.authors == ()


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


DATELINES = [
    ("en", "GENEVA — The tide went out at dawn.", "GENEVA"),
    ("en", "GENEVA, March 5 (Reuters) - The tide went out.", "GENEVA, March 5 (Reuters)"),
    ("de", "Genf (dpa) – Die Ebbe kam am Morgen.", "Genf (dpa)"),
    ("ru", "ЖЕНЕВА, 5 марта. /ТАСС/. Отлив начался на рассвете.", "ЖЕНЕВА, 5 марта. /ТАСС/"),
    ("zh", "新华社日内瓦3月5日电 潮水退去。", "日内瓦3月5日"),
    ("ko", "(제네바=가나뉴스) 썰물이 새벽에 시작되었다.", "제네바"),
    ("ja", "【ジュネーブ共同】夜明けに潮が引いた。", "ジュネーブ共同"),
    ("ru", "ЖЕНЕВА, 5 марта. Отлив начался на рассвете.", "ЖЕНЕВА, 5 марта"),
    ("uk", "ЖЕНЕВА, 5 березня — Відплив почався вдосвіта.", "ЖЕНЕВА, 5 березня"),
    ("de", "Genf/Wien (dpa) – Die Ebbe kam am Morgen.", "Genf/Wien (dpa)"),
    ("fr", "Genève, le 5 mars 2019 – La marée est partie.", "Genève, le 5 mars 2019"),
    ("es", "Ginebra, 5 mar (EFE).- La marea se fue al alba.", "Ginebra, 5 mar (EFE)"),
    ("it", "GINEVRA, 5 marzo (ANSA) - La marea è andata via.", "GINEVRA, 5 marzo (ANSA)"),
    ("pt", "GENEBRA, 5 mar (Lusa) - A maré foi ao amanhecer.", "GENEBRA, 5 mar (Lusa)"),
    ("nl", "GENÈVE (ANP) - Het tij ging bij zonsopgang.", "GENÈVE (ANP)"),
    ("pl", "Genewa (PAP) - Odpływ zaczął się o świcie.", "Genewa (PAP)"),
    ("tr", "CENEVRE (AA) - Sular şafakta çekildi.", "CENEVRE (AA)"),
    ("ar", "جنيف (رويترز) - خرج المد عند الفجر.", "جنيف (رويترز)"),
    ("ru", "Женева, 5 марта. Отлив начался на рассвете.", None),
    ("ar", "خرج المد - كما قالوا - عند الفجر.", None),
    ("en", "Harbours – quiet ones – are rare.", None),
    ("en", "I — like the clerks — slept.", None),
    ("en", "Clerks (all of them) slept.", None),
    ("en", "NATO: nobody looked up.", None),
]


@pytest.mark.parametrize(("language", "text", "dateline"), DATELINES)
def test_a_dateline_opens_the_first_paragraph(
    language: str, text: str, dateline: str | None
) -> None:
    blocks = [Block("heading", "Part one", level=2), Block("paragraph", text)]

    assert find_dateline(blocks, language) == dateline
    assert find_dateline([], language) is None


def test_headings_that_nothing_closes_are_not_read_with_the_page_in_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[int] = []

    def counting(element: Any, **others: Any) -> str:
        read.append(sum(1 for _ in element.iter()))
        return text_of(element, **others)

    monkeypatch.setattr(headline, "text_of", counting)
    markup = "<h1>" + "".join(f"<h2><span>Item {n}</span>" for n in range(1000))
    page = parse(f"<title>A treaty | Lantern</title><body>{markup}", URL)
    read_fields(page, index_page(page), ())
    assert read
    assert max(read) <= headline.MOST_INSIDE
