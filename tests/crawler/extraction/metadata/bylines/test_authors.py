"""Who is an author and who is not: accounts, outlets, offices, those of other columns."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.extraction.markup.index import index_page
from crawler.extraction.markup.page import Claim, parse
from crawler.extraction.metadata.fields import read_fields
from tests.builders.read_fields import PROSE, fields_of, outlet_with_layout


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


def test_an_outlets_own_name_is_never_its_author(tmp_path: Path) -> None:
    outlet = outlet_with_layout(tmp_path, "")

    fields = fields_of(
        f"<h1>Quiet harbours</h1><a rel='author' href='/a/'>The Quiet Lantern</a>{PROSE}",
        outlet=outlet,
    )

    assert fields.authors == ()


def test_the_outlet_is_its_author_where_its_byline_says_so_and_nobody_else_is_named() -> None:
    head = "<meta property='og:site_name' content='The Quiet Lantern'><h1>Quiet harbours</h1>"
    by_outlet = "<p class='byline'>By The Quiet Lantern</p>"
    by_person = "<div>filler</div>" * 300 + "<a rel='author' href='/a/orla'>Orla Fennimore</a>"

    assert fields_of(f"{head}{by_outlet}{PROSE}").authors == ("The Quiet Lantern",)
    assert fields_of(f"{head}{by_outlet}{PROSE}{by_person}").authors == ("Orla Fennimore",)
    assert fields_of(f"{head}<p>The Quiet Lantern</p>{PROSE}").authors == ()


def test_a_section_that_is_stated_as_author_is_none() -> None:
    stated = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Quiet harbours", '
        '"author": {"@type": "Person", "name": "Hafen"}}</script>'
    )
    filed = "<a href='/category/hafen/' rel='category tag'>Hafen</a>"

    assert fields_of(f"{stated}<h1>Quiet harbours</h1>{filed}{PROSE}").authors == ()
    assert fields_of(f"{stated}<h1>Quiet harbours</h1>{PROSE}").authors == ("Hafen",)


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("سلمى الحداد", "عرض جميع مقالات سلمى الحداد."),
        ("浜田 花子", "浜田 花子 の投稿をすべて表示。"),
    ],
)
def test_a_link_to_all_that_an_author_wrote_is_no_author(name: str, about: str) -> None:
    fields = fields_of(
        f"<h1>Quiet harbours</h1><p class='byline'><a rel='author' href='/a/x/'>{name}</a></p>"
        f"{PROSE}<a class='author-link' rel='author' href='/a/x/'>{about}</a>"
    )

    assert fields.authors == (name,)


def test_a_credit_in_a_line_with_a_date_is_no_byline() -> None:
    fields = fields_of(
        "<html lang='de'><h1>Stille Häfen</h1>"
        f"<p>Aus der Sendung vom 06.11.2018. Bild: Keystone/AP/Jost Abel</p>{PROSE}{PROSE}"
    )

    assert fields.authors == ()


def test_candidates_that_were_not_taken_are_kept_with_what_spoke_against_them() -> None:
    fields = fields_of(
        "<meta property='og:site_name' content='The Quiet Lantern'><h1>Quiet harbours</h1>"
        "<p class='byline'>By Orla Fennimore</p><span class='author'>The Quiet Lantern</span>"
        + PROSE
    )
    taken, *others = fields.candidates["authors"]

    assert (taken.text, taken.chosen) == ("Orla Fennimore", True)
    assert "after a word for by" in dict(taken.reasons)
    outlet = next(other for other in others if other.text == "The Quiet Lantern")
    assert dict(outlet.reasons)["names the outlet"] < 0
