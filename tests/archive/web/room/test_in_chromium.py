"""Every page of the reading room as a real browser shows it, over the demo's archive."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from tests.builders.browser import SCHEMES, chromium, visiting
from tests.builders.demo_archive import make_demo_archive
from tests.builders.served import serving

PHONE, DESKTOP = 390, 1280
LEAST_TARGET = 24
"""CSS pixels of a target in either direction, by WCAG 2.2."""
PAGES = {
    "first visit": "",
    "search": "?q=ferry+OR+treaty",
    "by year": "?q=the&from=2011&to=2016&sort=newest",
    "filtered": "?q=the&author=Ines+Calloway&section=Foreign+Affairs&lang=en&outlet=demo",
    "second page": "?q=the&page=2",
    "comments alone": "?q=ferry&in=comments",
    "nothing found": "?q=xyzzy",
    "several searches": "queries?list=ferry%0Atreaty",
    "column with a thread": "column/{thread}",
    "column from a search": "column/{thread}?q=chair",
    "column in two places": "column/{copied}",
    "column in Korean": "column/{korean}",
    "history": "column/{thread}/history",
    "old version": "column/{edited}?version=1",
    "versions beside each other": "column/{edited}/history?from=1&to=2&view=beside",
    "versions in one": "column/{edited}/history?from=1&to=2",
    "outlets": "outlets",
    "outlet": "outlet/demo",
    "changed": "changed",
    "changed of an outlet": "outlet/demo?list=changed",
    "authors": "authors",
    "author": "author/Ines%20Calloway",
    "nothing there": "column/zzzzzzzzzz",
}
"""Pages by what they are; a name in braces stands for the id of a column."""
NAMED = {
    "thread": "one chair too few",
    "copied": "title:ferry title:policy",
    "korean": "등대",
    "edited": "title:truce",
}
"""What finds each column first."""
NOT_THERE = "status of 404"
"""What the console says of a page that is none."""


@dataclass(frozen=True)
class Site:
    """The demo's archive, served."""

    address: str
    ids: dict[str, str]

    def page(self, name: str) -> str:
        """The address of a page."""
        return self.address + PAGES[name].format(**self.ids)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("demo") / "desk"
    make_demo_archive(folder)
    with serving(folder, patient=True) as address:
        yield Site(address, {name: first_id(address, query) for name, query in NAMED.items()})


def first_id(address: str, query: str) -> str:
    """The id of the first column that a query finds."""
    with urlopen(f"{address}.json?q={quote(query)}") as answer:
        return str(json.load(answer)["hits"][0]["public_id"])


@pytest.mark.parametrize("page", ["archive", "archive/articles?_facet=section&_size=5"])
def test_the_tables_are_light_or_dark_and_can_be_read(
    browser: Browser, site: Site, page: str
) -> None:
    with (
        visiting(browser, site.address, width=DESKTOP) as room,
        visiting(browser, site.address + page, width=DESKTOP) as tables,
    ):
        for width, scheme in product((DESKTOP, PHONE), SCHEMES):
            for visit in (room, tables):
                visit.turn(width, scheme)
            faults = tables.accessibility_faults()
            assert [one for one in faults if one.startswith("color-contrast")] == []
            assert tables.ground() == room.ground(), (width, scheme)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_sound_and_says_the_same_without_scripts(
    browser: Browser, site: Site, page: str
) -> None:
    """At either width and in either light; every other page is dark on a phone."""
    schemes = SCHEMES if list(PAGES).index(page) % 2 else SCHEMES[::-1]
    with visiting(browser, site.page(page), width=DESKTOP) as visit:
        said = visit.text()
        for width, scheme in zip((DESKTOP, PHONE), schemes, strict=True):
            visit.turn(width, scheme)
            assert visit.accessibility_faults() == [], (width, scheme)
            assert not visit.reaches_sideways(), width
        assert [one for one in visit.complaints if NOT_THERE not in one] == []
        assert visit.elsewhere == []
    with visiting(browser, site.page(page), width=DESKTOP, scripts=False) as visit:
        assert visit.text() == said
        assert not visit.page.is_visible(".keys")


def test_keys_lead_to_the_box_and_through_the_hits(browser: Browser, site: Site) -> None:
    with visiting(browser, site.page("search"), width=DESKTOP) as visit:
        assert visit.page.is_visible(".keys")
        titles = visit.page.locator(".hit h2 a").all_inner_texts()
        focused = "document.activeElement.innerText"
        visit.page.keyboard.press("j")
        visit.page.keyboard.press("j")
        assert visit.page.evaluate(focused) == titles[1]
        visit.page.keyboard.press("k")
        assert visit.page.evaluate(focused) == titles[0]
        visit.page.keyboard.press("/")
        assert visit.page.evaluate("document.activeElement.id") == "q"
        visit.page.keyboard.type("j/k")
        assert visit.page.input_value("#q") == "j/k"


def test_what_changed_is_told_in_words_to_who_copies_or_hears_it(
    browser: Browser, site: Site
) -> None:
    with visiting(browser, site.page("versions in one"), width=DESKTOP) as visit:
        copied = visit.page.evaluate(
            "getSelection().selectAllChildren(document.querySelector('.text.difference'))"
            " || getSelection().toString()"
        )
        heard = visit.heard()
        told = visit.page.locator(".told").first.bounding_box()
    said = "who are [removed: brothers-in-law] [added: cousins], set up a table"
    assert said in copied
    assert said in heard
    assert told is not None
    assert told["width"] == 0


@pytest.mark.parametrize(
    "page", ["search", "versions in one", "column in two places", "several searches"]
)
def test_what_is_printed_has_nothing_to_press(browser: Browser, site: Site, page: str) -> None:
    with visiting(browser, site.page(page), width=DESKTOP) as visit:
        visit.page.emulate_media(media="print")
        assert visit.page.locator("form:visible, button:visible, nav:visible").count() == 0
        assert visit.page.locator(".facets:visible, .tools:visible").count() == 0
        assert visit.text()


def test_a_printed_column_says_what_is_left_out_and_where_its_version_is(
    browser: Browser, site: Site
) -> None:
    with visiting(browser, site.page("column with a thread"), width=DESKTOP) as visit:
        seen = visit.text()
        visit.page.emulate_media(media="print")
        printed = visit.text()
    address = site.page("column with a thread") + "?version="
    assert re.search(r"Not printed: \d+ comments? below this column\.", printed)
    assert address in printed
    assert "Not printed" not in seen
    assert address not in seen


def test_keys_stay_switched_off(browser: Browser, site: Site) -> None:
    with visiting(browser, site.page("search"), width=PHONE) as visit:
        visit.page.get_by_label("Keys").uncheck()
        visit.page.keyboard.press("j")
        visit.page.goto(site.page("outlets"))
        assert not visit.page.get_by_label("Keys").is_checked()
        for key in "/jk":
            visit.page.keyboard.press(key)
        assert visit.page.evaluate("document.activeElement.tagName") == "BODY"
        visit.page.get_by_label("Keys").check()
        visit.page.keyboard.press("/")
        assert visit.page.evaluate("document.activeElement.id") == "q"
        assert visit.complaints == []


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_each_month_of_an_outlet_is_large_enough_to_be_hit(
    browser: Browser, site: Site, width: int
) -> None:
    with visiting(browser, site.page("outlet"), width=width) as visit:
        sizes = visit.page.locator(".months a").evaluate_all(
            "all => all.map(a => a.getBoundingClientRect()).map(at => [at.width, at.height])"
        )
    assert len(sizes) > 12
    assert min(min(size) for size in sizes) >= LEAST_TARGET


@pytest.mark.parametrize("table", ["articles", "outlets", "comments"])
def test_on_a_phone_each_cell_of_a_table_is_named_as_its_heading_is(
    browser: Browser, site: Site, table: str
) -> None:
    with visiting(browser, f"{site.address}archive/{table}", width=PHONE) as visit:
        headings = visit.page.locator("th").evaluate_all("all => all.map(th => th.dataset.column)")
        named = visit.page.locator("tbody tr:first-child td").evaluate_all(
            "all => all.map(td => JSON.parse(getComputedStyle(td, '::before').content))"
        )
    assert len(named) > 3
    assert named == headings
