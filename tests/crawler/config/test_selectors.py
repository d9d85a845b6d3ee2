"""Selectors of outlet files: what they select, what is told of wrong ones, what they may cost."""

from time import process_time

import pytest
from lxml.html import fromstring

from crawler.config.selectors import compiled, degree_of

PAGE = fromstring("<div id='a'><p class='by'>By <b>Ana</b></p><!-- p --><p>two</p></div>")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("p.by b", ["b"]),
        ("xpath: //p[@class='by']/b", ["b"]),
        ("xpath:  //p", ["p", "p"]),
        ("xpath: //div/@id", ["'a'"]),
        ("xpath: substring-after(//p, 'By ')", ["'Ana'"]),
        ("xpath: substring-after(//p, 'nowhere')", []),
        ("xpath: count(//p)", []),
        ("xpath: //p = 'two'", []),
        ("xpath: //comment()", []),
        ("xpath: //p/text()", ["'By '", "'two'"]),
    ],
)
def test_elements_and_texts_are_selected_in_their_order(text: str, found: list[str]) -> None:
    matches = compiled(text)(PAGE)

    assert [repr(m) if isinstance(m, str) else m.tag for m in matches] == found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("h1[", "is no CSS selector: "),
        ("//h1", 'did you mean "xpath: //h1"?'),
        ("xpath: //h1[", "is no XPath: "),
        ("xpath:", "is no XPath: "),
        ("xpath: //h1[lower-case(.) = 'x']", "lower-case is unknown; allowed: XPath 1.0 without"),
        ("xpath: re:test(//h1, '(a+)+$')", "is no XPath: "),
        ("xpath: document('http://elsewhere.example/')", "is no XPath: "),
        ("xpath: //h1[. = $title]", "is no XPath: $title is unknown"),
        ("xpath: //svg:a", "is no XPath: svg:a is unknown"),
        ("xpath: //h1\x00", "is no XPath: "),
        ("p" * 2001, "has 2,001 characters; allowed: 2,000"),
    ],
)
def test_a_wrong_selector_is_told_with_what_is_allowed(text: str, told: str) -> None:
    with pytest.raises(ValueError, match="allowed: ") as caught:
        compiled(text)

    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("expression", "degree"),
    [
        ("//h1", 1.0),
        ("/html/body/div[2]/p[last()]/text()", 1.0),
        ("//a[contains(@href, '//h1//p[')]/@href", 1.0),
        ("//div[.//p]", 1.5),
        ("//div[.//p[.//a]]", 2.0),
        ("//div//p", 2.0),
        ("//div//p//a//b", 2.0),
        ("//div | //p", 2.0),
        ("//p[count(../p) > 3]", 2.0),
        ("//p[count(/descendant::p) > 3]", 2.0),
        ("//p[following-sibling::h2]", 2.0),
        ("//p/following::p", 2.5),
        ("//p[count(//p[count(//p) > 3]) > 3]", 3.0),
    ],
)
def test_the_cost_is_estimated_from_the_ways_through_the_page(
    expression: str, degree: float
) -> None:
    assert degree_of(expression) == degree


def test_css_costs_what_its_xpath_does() -> None:
    assert compiled("div p").affordable(10_000, 100_000)
    assert not compiled("div p").affordable(60_000, 100_000)
    assert compiled("p.by").affordable(10_000_000, 100_000_000)


@pytest.mark.parametrize(
    "many", ["//p" + "[count(//p) > 3]" * 40, " | ".join(["//p"] * 100), ", ".join(["p"] * 200)]
)
def test_what_is_asked_many_times_over_costs_so_many_times(many: str) -> None:
    selector = compiled(f"xpath: {many}" if "//" in many else many)

    assert selector.affordable(1_000, 100_000)
    assert not selector.affordable(4_000, 100_000)


@pytest.mark.timing
def test_the_worst_that_is_affordable_takes_a_second_or_two() -> None:
    worst = compiled("xpath: //p/following-sibling::p")
    most = max(n for n in range(1000, 20_000) if worst.affordable(n, 100_000))
    page = fromstring("<div>" + "<p>x</p>" * (most - 1) + "</div>")
    before = process_time()

    worst(page)

    assert process_time() - before < 5


@pytest.mark.timing
@pytest.mark.parametrize("expression", ["//" * 900, "]" * 50, "'", "a[b[c" * 300])
def test_the_cost_of_any_text_is_estimated_at_once(expression: str) -> None:
    before = process_time()

    assert degree_of(expression) >= 1

    assert process_time() - before < 0.5


@pytest.mark.parametrize(
    "selector",
    [
        "xpath: //p[contains(../div, 'x')]",
        "xpath: //p[contains(/, 'x')]",
        "xpath: //p[contains('x', ancestor::body)]",
        "xpath: //p[. = 'x']",
        "xpath: //p[normalize-space() = 'x']",
    ],
)
def test_texts_are_not_compared_on_a_page_of_many_elements_and_much_text(selector: str) -> None:
    assert compiled(selector).affordable(1_500, 200_000)
    assert not compiled(selector).affordable(9_900, 1_000_000)


@pytest.mark.parametrize(
    "selector",
    [
        "p.by",
        "a[href^='/x']",
        "xpath: //p[@class='by']",
        "xpath: //p[contains(concat(' ', normalize-space(@class), ' '), ' by ')]",
        "xpath: //p[position()=1]/@title",
    ],
)
def test_names_and_attributes_are_looked_at_on_any_page(selector: str) -> None:
    assert compiled(selector).affordable(9_900, 16_000_000)
