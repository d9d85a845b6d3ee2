"""Bytes to a tree and an element to the text a reader sees."""

import time
from pathlib import Path

import pytest
from lxml import etree

from crawler.extraction.markup.charsets import MAX_BYTES
from crawler.extraction.markup.element_text import text_at, text_of
from crawler.extraction.markup.page import Page, parse
from crawler.extraction.markup.tree import MAX_ELEMENTS

URL = "https://example.org/2019/05/a-column/"
PAGES = sorted((Path(__file__).parents[3] / "pages").rglob("page.html"))


def text(markup: bytes | str, *, charset: str | None = None) -> str:
    return text_of(parse(markup, URL, charset=charset).root)


@pytest.mark.parametrize("charset", ["cp1252", "cp1251", "koi8-r", "cp949", "cp932", "big5"])
def test_a_declared_charset_is_used_when_the_bytes_are_no_utf8(charset: str) -> None:
    words = {
        "cp1252": "Façade à Genève",
        "cp1251": "Посол вернулся",
        "koi8-r": "Посол вернулся",
        "cp949": "외교 칼럼",
        "cp932": "外交の話",
        "big5": "外交評論",
    }[charset]
    page = f"<html><head><meta charset={charset}></head><body><p>{words}</p></body></html>"
    assert text(page.encode(charset)) == words


def test_valid_utf8_wins_over_a_lying_header_and_a_lying_page() -> None:
    page = "<head><meta charset=iso-8859-1></head><body><p>Café, Кафе, 카페</p>".encode()
    assert text(page, charset="windows-1251") == "Café, Кафе, 카페"


def test_the_page_is_believed_before_the_header_that_servers_send_by_default() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>Посол'
    assert text(page.encode("cp1251"), charset="ISO-8859-1") == "Посол"


def test_a_few_broken_bytes_do_not_turn_utf8_into_latin_1() -> None:
    page = "<p>Größe und Übermut, Öl und Äther</p>".encode() + b"<p>\xff</p>"
    assert "Größe und Übermut" in text(page, charset="iso-8859-1")


def test_utf8_cut_off_within_a_character_stays_utf8() -> None:
    assert text("<p>Über Genève".encode()[:-4] + b"\xc3") == "Über Gen"


def test_utf7_is_never_decoded() -> None:
    page = b"<meta charset=utf-7><p>+ADw-b+AD4- \xe9"
    assert "<b>" not in text(page, charset="utf-7")


@pytest.mark.parametrize("mark", ["utf-16", "utf-8-sig"])
def test_a_byte_order_mark_decides(mark: str) -> None:
    assert text("<p>Посол</p>".encode(mark), charset="iso-8859-1") == "Посол"


@pytest.mark.parametrize(
    "markup",
    [
        b"",
        b" \n",
        b"\x00\x00",
        bytes(range(256)) * 50,
        "\ud800 lone surrogate",
        b"<",
        b"<!doctype html>",
        b"<p>cut off <a href='http",
        b"\x89PNG\r\n\x1a\n" + bytes(range(255, 0, -1)) * 40,
        b"<frameset><frame src=x></frameset>",
    ],
)
def test_bad_input_gives_a_page(markup: bytes | str) -> None:
    page = parse(markup, URL)
    assert page.root.tag == "html"
    text_of(page.root)


@pytest.mark.timing
def test_text_under_a_hundred_thousand_nested_tags_is_read() -> None:
    started = time.process_time()
    assert text("<div>" * 100_000 + "the column" + "</div>" * 100_000 + "<p>the end") == (
        "the column\nthe end"
    )
    assert time.process_time() - started < 1


def test_a_page_of_more_elements_than_any_column_has_is_cut() -> None:
    page = parse("<p>first</p>" + "<i>x</i>" * (MAX_ELEMENTS + 1000) + "<p>last</p>", URL)
    assert len(page.elements) == MAX_ELEMENTS == len(list(page.root.iter()))
    assert page.cut == "more than 400,000 elements; the rest is not read"


def test_a_page_of_more_bytes_than_are_read_says_so() -> None:
    assert parse("<p>first</p>" + " " * MAX_BYTES + "<p>last</p>", URL).cut == (
        "longer than 16 MB; the rest is not read"
    )
    assert parse("<p>first</p>", URL).cut is None


def test_nul_and_control_characters_do_not_end_the_page() -> None:
    assert text(b"<p>one\x00two\x0bthree</p>") == "one two three"


def test_what_follows_a_premature_end_of_the_page_is_kept() -> None:
    assert text("<html><body><p>One</p></body></html><p>Two</p>") == "One\nTwo"


def test_words_are_not_glued_at_blocks_nor_split_at_inline_tags() -> None:
    markup = "<div><h2>Head</h2><p>A<b>bso</b>lute <i>calm</i></p><table><tr><td>a<td>b</table>"
    assert text(markup) == "Head\nAbsolute calm\na\nb"


def test_line_breaks_and_spaces() -> None:
    assert text("<p>a<br>b<br/><br />c \n\t d&nbsp;&nbsp;e</p>") == "a\nb\nc d e"


def test_invisible_marks_go_and_joiners_that_spell_stay() -> None:
    assert text("<p>dip&shy;lo\u200bmat \u0645\u06cc\u200c\u0634\u0648\u062f e\u0301</p>") == (
        "diplomat \u0645\u06cc\u200c\u0634\u0648\u062f é"
    )


def test_what_no_reader_sees_is_left_out() -> None:
    markup = """<p>seen<script>1</script><style>2</style><span hidden>3</span>
        <span style="color: red; display:none">4</span><noscript>5</noscript></p>
        <template><p>6</p></template><svg><title>7</title></svg>"""
    assert text(markup) == "seen"


def test_elements_can_be_left_out_and_a_tail_is_not_part_of_an_element() -> None:
    page = parse("<div id=a><p>one</p><p class=x>two</p> three</div> four", URL)
    (whole,) = page.root.xpath("//div")
    assert text_of(whole, without=page.root.xpath("//p[@class='x']")) == "one\nthree"


def test_an_element_says_the_same_by_its_tree_and_by_the_lists_of_its_page() -> None:
    for path in PAGES[::5]:
        page = parse(path.read_bytes(), URL)
        left_out = range(5, len(page.elements), 11)
        without = [page.elements[at] for at in left_out]
        for at, element in enumerate(page.elements):
            for seen_only in (True, False):
                assert text_at(page, at, seen_only=seen_only) == text_of(
                    element, seen_only=seen_only
                )
            assert text_at(page, at, without=left_out) == text_of(element, without=without)


def test_relative_links_start_from_the_declared_base() -> None:
    page = parse("<head><base href='/archive/'></head><body>", URL)
    assert page.link("x?a=1#b") == "https://example.org/archive/x?a=1#b"
    assert page.link("javascript:void(0)") is None
    assert page.link("mailto:a@example.org") is None
    assert page.link("http://[broken") is None
    assert page.link(None) is None


def test_the_tree_holds_no_comments_and_can_be_selected_from() -> None:
    page: Page = parse("<div><!-- advert --><?pi?><p class='lead'>x</p></div>", URL)
    assert b"advert" not in etree.tostring(page.root)
    assert [e.tag for e in page.root.cssselect("p.lead")] == ["p"]
