"""Every page of the reading room as a real browser shows it, over the demo's archive."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.builders.browser import Scheme, chromium, visiting
from tests.builders.demo_archive import make_demo_archive
from tests.builders.served import serving

PHONE, DESKTOP = 390, 1280
PAGES = {
    "first visit": "",
    "search": "?q=ferry+OR+treaty",
    "by year": "?q=the&from=2011&to=2016&sort=newest",
    "second page": "?q=the&page=2",
    "comments alone": "?q=ferry&in=comments",
    "nothing found": "?q=xyzzy",
    "several searches": "queries?list=ferry%0Atreaty",
    "outlets": "outlets",
    "outlet": "outlet/demo",
    "columns gone": "outlet/demo?list=gone",
    "author": "author/ines%20calloway",
    "authors": "authors",
}
"""Pages by what they are."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("demo") / "desk"
    make_demo_archive(folder)
    with serving(folder) as address:
        yield address


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("width", "scheme"),
    [(PHONE, "light"), (PHONE, "dark"), (DESKTOP, "light"), (DESKTOP, "dark")],
)
def test_a_page_is_sound_at_any_width_and_light(
    browser: Browser, site: str, page: str, width: int, scheme: Scheme
) -> None:
    with visiting(browser, site + PAGES[page], width=width, scheme=scheme) as visit:
        assert visit.accessibility_faults() == []
        assert not visit.reaches_sideways()
        assert visit.complaints == []
        assert visit.elsewhere == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_the_same_without_scripts(browser: Browser, site: str, page: str) -> None:
    with visiting(browser, site + PAGES[page], width=DESKTOP) as visit:
        said = visit.text()
    with visiting(browser, site + PAGES[page], width=DESKTOP, scripts=False) as visit:
        assert visit.text() == said


def test_keys_lead_to_the_box_and_through_the_hits(browser: Browser, site: str) -> None:
    with visiting(browser, site + PAGES["search"], width=DESKTOP) as visit:
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
