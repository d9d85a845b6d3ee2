"""Tags with thousands of attributes."""

import pytest

from crawler.extraction import extract_article
from crawler.extraction.markup.floods import ATTRIBUTES, SMALL, without_floods
from crawler.extraction.markup.page import parse

TEXT = b"<p>The harbour commission put off what it had met for.</p>" * (SMALL // 50)


@pytest.mark.parametrize("value", [b"", b"=comment", b'="a > b"', b"='<i>'", b'= "1"'])
def test_of_a_flood_of_attributes_the_first_are_kept_and_the_text_behind_it(value: bytes) -> None:
    flood = b"".join(b" a%d%s" % (number, value) for number in range(3 * ATTRIBUTES))
    kept = b"".join(b" a%d%s" % (number, value) for number in range(ATTRIBUTES))
    cut = without_floods(TEXT + b"<div" + flood + b">after</div>" + TEXT)
    assert b" ".join(cut.split()) == TEXT + b"<div" + kept + b" >after</div>" + TEXT


@pytest.mark.parametrize(
    "markup",
    [
        b'<a href="/tide"">A tide</a>',
        b"<p don't>it's",
        b"<a title='never closed>A tide</a>",
        b'<img src="data:image/png;base64,' + b"A" * 9000 + b'">',
        b'<div data-more="' + b"<p class='a'>b</p> " * 900 + b'">c</div>',
        b'<script>if (a <b && c == "' + b" d = 'e'; " * 900 + b"</script>",
        b"as long as 1 <b and " + b"a word more " * 900,
    ],
    ids="doubled apostrophe open long markup script text".split(),
)
def test_markup_that_is_only_long_or_broken_stays_as_it_is(markup: bytes) -> None:
    page = (markup + b" x='y' " + TEXT) * 2
    assert without_floods(page) == page


@pytest.mark.timeout(20)
def test_a_million_attributes_hide_no_text_and_cost_no_hour() -> None:
    flood = b"".join(b' a%d="<i>"' % number for number in range(1_000_000))
    article = extract_article(
        b"<h1>A tide</h1><div" + flood + b">" + TEXT[:580] + b"</div>", "https://courier.example/a"
    )
    assert "The harbour commission" in article.body


@pytest.mark.parametrize(
    "tag",
    [
        b"<p %s <p>",
        b"<p < %s>",
        b'<p="%s">',
        b'<p ="%s">',
        b'<p a=="%s">',
        b'<p a="x" ="%s">',
        b'<p a="x"="%s">',
    ],
    ids="next less name nameless twice behind beside".split(),
)
def test_what_browsers_read_as_a_flood_of_attributes_is_cut(tag: bytes) -> None:
    flood = b" ".join(b"a%d" % number for number in range(3 * ATTRIBUTES))
    page = parse(TEXT + tag % flood, "https://courier.example/a")
    assert max(len(element.attrib) for element in page.elements) <= ATTRIBUTES + 1


def test_words_behind_a_tag_in_a_value_are_no_attributes() -> None:
    words = b" ".join(b"word%d" % number for number in range(2 * ATTRIBUTES))
    page = TEXT + b'<a title="as <b ' + words + b'" href="/tide">A tide</a>' + TEXT
    assert without_floods(page) == page


@pytest.mark.timeout(20)
@pytest.mark.parametrize("unit", [b"<b '='", b"<b ", b"<b =\"'", b'<b a="<'])
def test_tags_that_stand_in_each_others_values_are_read_a_few_times_at_most(unit: bytes) -> None:
    page = unit * (500_000 // len(unit))
    assert without_floods(page) == page
