"""Fields stuffed, contradicted or forged: what is not sure is left empty, and nothing grows."""

import json
import unicodedata

import pytest

from archive.model.records import Article
from crawler.extraction import extract_article
from crawler.extraction.metadata.evidence import LONGEST_SHOWN, MOST_SHOWN

URL = "https://courier.example/opinion/nine-pages-that-nobody-had-read/"
HEADLINE = "Nine pages that nobody had read"
PROSE = (
    "The ferries had not crossed under one flag since the old port burned, and nobody asked why. "
    "On Monday the ministers met above the market and signed nine pages that nobody had read. "
)
LONGEST_FIELD = 600
"""Characters that no headline, name or section of these pages may exceed."""


def read(head: str = "", byline: str = "", headline: str = HEADLINE) -> Article:
    page = (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{headline}</title>{head}"
        f"</head><body><article><h1>{headline}</h1>{byline}<p>{PROSE}</p><p>{PROSE * 3}</p>"
        "</article></body></html>"
    )
    return extract_article(page.encode(), URL)


def json_ld(**properties: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **properties}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


STUFFED = {
    "author meta": '<meta name="author" content="{}">',
    "date meta": '<meta property="article:published_time" content="{}">',
    "section meta": '<meta property="article:section" content="{}">',
    "tags meta": '<meta name="keywords" content="{}">',
    "title meta": '<meta property="og:title" content="{}">',
    "JSON-LD headline": '<script type="application/ld+json">{{"@type":"Article","headline":"{}"}}'
    "</script>",
    "JSON-LD author": '<script type="application/ld+json">{{"@type":"Article","headline":"x",'
    '"author":"{}"}}</script>',
}


@pytest.mark.parametrize("filling", ["Anna Lee ", "x", "5 May 2019, ", "港", "By "])
@pytest.mark.parametrize("place", STUFFED)
def test_a_field_of_a_megabyte_stays_out_of_the_record(place: str, filling: str) -> None:
    article = read(STUFFED[place].format(filling * (1_000_000 // len(filling))))
    assert article.title == HEADLINE
    fields = (*article.authors, article.section or "", *article.tags, article.byline or "")
    assert all(len(text) <= LONGEST_FIELD for text in fields)
    assert len(article.authors) <= 1
    for considered in article.candidates.values():
        assert len(considered) <= MOST_SHOWN
        assert all(len(candidate.text) <= LONGEST_SHOWN for candidate in considered)


def test_a_hundred_statements_that_contradict_each_other_say_nothing() -> None:
    blocks = "".join(
        json_ld(
            headline=f"Another column, number {number}",
            datePublished=f"20{number % 20:02}-01-{number % 28 + 1:02}",
            author={"@type": "Person", "name": f"Anna {'ABCDEFGHIJ'[number % 10]}arlow"},
        )
        for number in range(100)
    )
    article = read(blocks)
    assert article.title == HEADLINE
    assert article.authors == ()
    assert article.published is None


def test_of_a_hundred_statements_the_one_about_this_address_is_read() -> None:
    others = [
        json_ld(
            headline=f"Another column, number {number}",
            url=f"https://courier.example/opinion/another-{number}/",
            datePublished="2016-02-03",
            author={"@type": "Person", "name": "Jonas Barlow"},
        )
        for number in range(99)
    ]
    own = json_ld(
        headline=HEADLINE,
        url=URL,
        datePublished="2018-03-05",
        author={"@type": "Person", "name": "Anna Lee"},
    )
    article = read("".join([*others[:60], own, *others[60:]]))
    assert article.authors == ("Anna Lee",)
    assert article.published is not None
    assert article.published.date().isoformat() == "2018-03-05"


@pytest.mark.parametrize("sign", ["A", ".", "-", "–", "?", "☆", "\u200b", "港", "1", "@"])
def test_a_name_of_one_sign_is_no_author(sign: str) -> None:
    assert read(json_ld(headline=HEADLINE, author={"name": sign})).authors == ()
    assert read(f'<meta name="author" content="{sign}">').authors == ()
    assert read(byline=f'<p class="byline">By {sign}</p>').authors == ()


@pytest.mark.parametrize(
    "stamp",
    ["0000-00-00T00:00:00", "0000-00-00 00:00:00", "0001-01-01T00:00:00Z", "9999-12-31", "0", "-1",
     "1970-01-01T00:00:00+00:00", "1969-12-31T19:00:00-05:00", "99999999999999999999",
     "2019-13-45"],
)  # fmt: skip
def test_a_date_that_only_software_writes_is_none(stamp: str) -> None:
    for head in (
        json_ld(headline=HEADLINE, datePublished=stamp, dateModified=stamp),
        f'<meta property="article:published_time" content="{stamp}">',
    ):
        article = read(head)
        assert (article.published, article.modified) == (None, None)
    assert read(byline=f'<time datetime="{stamp}">&nbsp;</time>').published is None


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f", "\u200b", "\ufeff", "\u00ad"])
def test_invisible_marks_are_no_part_of_a_name_or_a_headline(mark: str) -> None:
    byline = f'<p class="byline">By {mark}Anna{mark} Lee{mark}</p>'
    assert read(byline=byline).authors == ("Anna Lee",)
    assert read(json_ld(headline=HEADLINE, author=f"{mark}Anna Lee{mark}")).authors == ("Anna Lee",)
    title = read(headline=f"{mark}{HEADLINE}{mark}").title
    assert title is not None
    assert unicodedata.normalize("NFC", title).strip() == HEADLINE


def test_an_author_that_is_the_outlet_is_none() -> None:
    for author in ("The Courier", "Courier", "courier.example", "COURIER"):
        named = '<meta property="og:site_name" content="The Courier">'
        assert read(named + json_ld(headline=HEADLINE, author={"name": author})).authors == ()
        assert read(named + f'<meta name="author" content="{author}">').authors == ()


@pytest.mark.timing
def test_a_headline_of_five_megabytes_is_none() -> None:
    article = read(headline=PROSE * 30_000)
    assert article.title is None or len(article.title) <= LONGEST_FIELD
    assert PROSE.strip() in article.body
