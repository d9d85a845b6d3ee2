"""Whatever the bytes are, they make an article with what is there, in time linear in them."""

import gzip
import time

import pytest

from crawler.extraction import extract_article, extract_text

URL = "https://courier.example/2018/03/a-treaty/"
FIRST = (
    "The ferries had not crossed under one flag since the old port burned, and nobody asked why."
)
SECOND = "On Monday the ministers met above the market and signed nine pages that nobody had read."
PAGE = (
    "<!doctype html><html lang=en><head><meta charset=utf-8><title>A Treaty</title></head>"
    f"<body><article><h1>A Treaty</h1><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
)
SECONDS = 20
"""Generous: the slowest page here takes under two; a quadratic one takes minutes."""
MANY_ATTRIBUTES = " ".join(f"a{number}=1" for number in range(1_000_000))

HOSTILE = {
    "empty": b"",
    "NUL bytes": bytes(100_000),
    "20 MB": b"<p>" + FIRST.encode() * 220_000,
    "a 20 MB attribute": b"<p title='" + b"x" * 20_000_000 + b"'>" + FIRST.encode(),
    "100,000 nested blocks": b"<div>" * 100_000 + FIRST.encode(),
    "100,000 nested inline tags": b"<p>" + b"<b>" * 100_000 + FIRST.encode(),
    "nested lists": b"<ul><li>" * 50_000 + FIRST.encode(),
    "nested tables": b"<table><tr><td>" * 30_000 + FIRST.encode(),
    "a million attributes": f"<div {MANY_ATTRIBUTES}>{PAGE}".encode(),
    "many attributes in many tags": ("<p " + MANY_ATTRIBUTES[:20_000] + ">x</p>").encode() * 50,
    "a million tags": b"<p>x</p>" * 200_000,
    "unclosed comments": PAGE.encode() + b"<!--" * 100_000,
    "nested JSON-LD": b'<script type="application/ld+json">' + b'{"a":' * 100_000,
    "angles": b"<" * 1_000_000,
    "bad entities": b"&#x110000;&#0;&#xd800;" * 50_000,
    "PNG": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 200,
    "PDF": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + bytes(range(255, -1, -1)) * 200,
    "gzip": gzip.compress(PAGE.encode()),
    "frameset": b"<frameset><frame src=a><noframes>No frames here.</noframes></frameset>",
}


@pytest.mark.timing
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markup_makes_an_article_in_time(name: str) -> None:
    started = time.process_time()
    article = extract_article(HOSTILE[name], URL)
    assert time.process_time() - started < SECONDS
    assert article.url == URL
    article.body.encode()  # no lone surrogates reach the archive


@pytest.mark.parametrize(
    "name", ["100,000 nested blocks", "100,000 nested inline tags", "nested lists", "nested tables"]
)
def test_text_under_any_number_of_tags_is_found(name: str) -> None:
    assert extract_article(HOSTILE[name], URL).body == FIRST


def test_a_tag_with_a_million_attributes_loses_them_alone() -> None:
    article = extract_article(HOSTILE["a million attributes"], URL)
    assert article.title == "A Treaty"
    assert article.body.endswith(f"{FIRST}\n\n{SECOND}")


def test_a_long_tag_of_few_attributes_keeps_them() -> None:
    words = " ".join(str(number) for number in range(2_000))
    image = f'<p data-path="{words}" class="dateline"><img alt="{words}" src="a.png"></p>'
    assert extract_article(PAGE.replace("<p>", image + "<p>", 1), URL).body.endswith(SECOND)


def test_a_page_cut_off_at_any_byte_is_read() -> None:
    page = PAGE.replace("nobody", "n\u014dbody").encode()
    for end in range(0, len(page), 3):
        article = extract_article(page[:end], URL)
        assert "\ufffd" not in article.body
    assert extract_article(page[: page.index(b"</article>")], URL).body.endswith("had read.")


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be", "utf-16", "utf-32", "utf-8-sig"])
@pytest.mark.parametrize("claim", [None, "utf-8", "iso-8859-1"])
def test_wide_charsets_are_recognised_with_and_without_a_mark(
    charset: str, claim: str | None
) -> None:
    if charset == "utf-32":
        claim = None
    article = extract_article(PAGE.encode(charset), URL, charset=claim)
    assert article.title == "A Treaty"
    assert article.body.endswith(f"{FIRST}\n\n{SECOND}")


def test_utf16_without_a_mark_is_recognised_in_a_language_without_zeros() -> None:
    chinese = "去年冬天两国政府为此会谈六次，始终没有商定三十一日该归谁，渔民们把那一天当作休息日。"
    page = PAGE.replace(FIRST, chinese).replace(SECOND, chinese[::-1])
    assert chinese in extract_article(page.encode("utf-16-le"), URL).body


def test_lone_surrogates_are_replaced() -> None:
    article = extract_article(PAGE.replace("nobody", "no\ud800body"), URL)
    assert "no\ufffdbody" in article.body


def test_utf7_is_not_decoded() -> None:
    page = PAGE.replace("utf-8", "utf-7").replace(SECOND, f"+ADw-b+AD4- {SECOND}")
    assert "+ADw-b+AD4-" in extract_article(page.encode(), URL, charset="utf-7").body


@pytest.mark.timing
@pytest.mark.parametrize(
    "text",
    ["", "\x00" * 10_000, "a" * 5_000_000, "x\n" * 30_000, "1 reply\n" * 20_000,
     "Jo says:\n" * 20_000, f"{FIRST}\nReply\n" * 5_000],
    ids=["empty", "NUL", "one word", "short lines", "counters", "heads", "paragraphs"],
)  # fmt: skip
def test_hostile_text_makes_an_article_in_time(text: str) -> None:
    started = time.process_time()
    extract_text(text)
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize(
    "odd",
    [
        '<h1><a href="http://[broken/">A Treaty</a></h1>',
        '<ul class="breadcrumbs"><li><a href="//[x/world">World</a></li></ul>',
        '<script type="application/ld+json">{"@type": "NewsArticle", "url": "//[x"}</script>',
        '<link rel="canonical" href="http://[broken/">',
        '<a href="/2018/03/a-treaty/page/2/[">2</a><a rel="next" href="http://[2">2</a>',
    ],
)
def test_an_address_with_a_lone_bracket_is_none(odd: str) -> None:
    article = extract_article(PAGE.replace("<article>", f"{odd}<article>"), URL)
    assert FIRST in article.body
    assert article.title == "A Treaty"


@pytest.mark.parametrize("empty", ["<div></div>", "<div><p></p></div>"])
def test_an_empty_box_at_the_end_of_a_page_without_prose_stops_nothing(empty: str) -> None:
    page = f"<table><tr><td>Harbour</td><td>Ferry{empty}</td></tr></table>"
    assert "Ferry" in extract_article(page, URL).body
