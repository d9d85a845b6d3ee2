"""Hostile texts in every stored field, in a real browser: nothing of them runs or is fetched."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser

from tests.builders.browser import chromium, visiting
from tests.builders.hostile_archive import HOSTILE, make_hostile_archive
from tests.builders.served import serving

PAGES = (
    *("", "?q=evil", "?q=evil&copies=all&sort=newest", f"?q={quote(HOSTILE)}"),
    *(f"?{name}={quote(HOSTILE)}" for name in ("outlet", "author", "section", "tag", "lang")),
    *("column/{hostile}?q=evil", "column/{copy}?q=evil", "column/{hostile}?chrome=1"),
    *("column/{hostile}/history", "column/{hostile}/history?from=1&to=2&view=beside"),
    *("column/{hostile}/with/{copy}", "column/{hostile}/capture/1"),
    *(
        "outlets",
        "outlet/harbour",
        "outlet/courier",
        "authors",
        f"author/{quote(HOSTILE, safe='')}",
    ),
    *(f"queries?list={quote(HOSTILE)}", f"column/{quote(HOSTILE, safe='')}"),
)
ANSWERED = ("status of 404", "status of 410")
"""What the console says of a page that is none."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    folder = tmp_path_factory.mktemp("desk")
    ids = make_hostile_archive(folder)
    with serving(folder, patient=True) as address:
        yield address, ids


@pytest.mark.parametrize("page", PAGES)
def test_nothing_of_a_hostile_text_runs_or_is_fetched(
    browser: Browser, site: tuple[str, dict[str, str]], page: str
) -> None:
    address, ids = site
    for name, public_id in ids.items():
        page = page.replace(f"{{{name}}}", public_id)
    with visiting(browser, address + page, width=1280) as visit:
        complaints = [one for one in visit.complaints if not any(map(one.count, ANSWERED))]
        assert complaints == []
        assert visit.elsewhere == []
        if visit.page.evaluate("document.contentType") == "text/html":
            assert visit.page.locator("img, iframe, object, embed, [onload], [style]").count() == 0
            assert visit.page.locator("script:not([src])").count() == 0
        else:  # what was received, as text, which the browser puts into a page of its own
            assert page.endswith("/capture/1")
