"""Where a saved page came from and when it was saved, by the marks of who saved it."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.config.outlets import Outlet, outlet_of_address
from crawler.saved_pages.marks import declared_address, first_possible, marks_of, moment_of
from tests.builders.saved_pages import PARAGRAPHS

OUTLET: Outlet = outlet_of_address("https://harbour.example/")
OWN = "https://harbour.example/2024/05/14/two-ports/"
CANONICAL = '<link rel="canonical" href="{}">'.format
OPEN_GRAPH = '<meta property="og:url" content="{}">'.format


@pytest.mark.parametrize(
    ("head", "address"),
    [
        (CANONICAL(f"{OWN}#comments"), OWN),
        (OPEN_GRAPH(f"{OWN}?utm_source=x"), OWN),
        (OPEN_GRAPH("https://harbour.example/other/") + CANONICAL(OWN), OWN),
        (CANONICAL(f"{OWN}comment-page-2/") + OPEN_GRAPH(OWN), OWN),
        (CANONICAL("https://harbour.example/") + OPEN_GRAPH(OWN), OWN),
        (CANONICAL("/2024/05/14/two-ports/"), None),
        (CANONICAL("file:///home/reader/page.html"), None),
        (CANONICAL("https://elsewhere.example/a/"), "https://elsewhere.example/a/"),
        (CANONICAL("https://elsewhere.example/a/") + OPEN_GRAPH(OWN), OWN),
        (f"<!-- saved from url=(0046){OWN} -->", OWN),
        (f"<!--\n Page saved with SingleFile \n url: {OWN} \n saved date: x\n-->", OWN),
        (
            "<!-- Mirrored from harbour.example/2024/05/14/two-ports/ by HTTrack Website C -->",
            OWN.replace("https", "http"),
        ),
        (CANONICAL("https://elsewhere.example/a/") + f"<!-- saved from url=(0046){OWN} -->", OWN),
        ("", None),
    ],
)
def test_a_saved_page_says_where_it_came_from(head: str, address: str | None) -> None:
    page = f"<!DOCTYPE html>\n<html><head>{head}</head><body><p>{PARAGRAPHS[0]}</p></body></html>"
    assert declared_address(page.encode(), OUTLET) == address


SAVED = datetime(2020, 1, 2, 9, tzinfo=UTC)
JAVASCRIPT = "Thu Jan 02 2020 10:00:00 GMT+0100 (Central European Standard Time)"


@pytest.mark.parametrize(
    "mark",
    [
        (
            f"<!DOCTYPE html><html><!--\n Page saved with SingleFile \n url: {OWN} \n"
            f" saved date: {JAVASCRIPT}\n--><head>"
        ),
        f"<html><!-- Archive processed by SingleFile \n url: {OWN} \n saved date: {JAVASCRIPT} -->",
        (
            f"<!-- Mirrored from {OWN} by HTTrack Website Copier/3.x [XR&CO'2014],"
            " Thu, 02 Jan 2020 09:00:00 GMT -->"
        ),
        (
            f"<p>a{' ' * 200_000}</p><!-- Mirrored from {OWN} by HTTrack Website Copier/3.x"
            " [XR&CO'2014], Thu, 02 Jan 2020 09:00:00 GMT -->\n</html>"
        ),
        f"<!-- Saved from {OWN} at 2020-01-02T09:00:00Z using monolith v2.8.1 -->",
        (
            f'<meta name="savepage-url" content="{OWN}">\n'
            f'<meta name="savepage-date" content="{JAVASCRIPT.replace("European", "欧州")}">'
        ),
        f'<html data-scrapbook-source="{OWN}" data-scrapbook-create="20200102090000123">',
    ],
)
def test_savers_say_where_a_page_came_from_and_when_it_was_saved(mark: str) -> None:
    marks = marks_of(mark.encode())
    assert marks.url == OWN
    assert marks.saved_at is not None
    assert marks.saved_at.replace(microsecond=0) == SAVED


def test_a_page_out_of_the_wayback_machine_was_saved_when_that_fetched_it() -> None:
    page = (
        "<html></html><!--\n     FILE ARCHIVED ON 9:00:00 Jan 2, 2020 AND RETRIEVED FROM THE\n"
        "     INTERNET ARCHIVE ON 14:48:16 Jul 13, 2025.\n-->"
    )
    assert marks_of(page.encode()).saved_at == SAVED


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Thu, 2 Jan 2020 10:00:00 +0100", SAVED),
        ("Thu, 02 Jan 2020 09:00:00 -0000", SAVED),
        ("2020-01-02T09:00:00.000Z", SAVED),
        ("2020-01-02 09:00:00", SAVED),
        ("Thu Jan 02 2020 09:00:00 UTC", SAVED),
        ("yesterday", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("Thu, 99 Jan 2020 09:00:00 GMT", None),
        ("", None),
    ],
)
def test_a_time_is_read_as_savers_write_it(text: str, moment: datetime | None) -> None:
    assert moment_of(text) == moment


def test_no_time_is_in_the_future_or_before_the_web() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    before_the_web, ahead = datetime(1980, 1, 1, tzinfo=UTC), now + timedelta(days=1)
    assert first_possible([SAVED, now], now=now) == SAVED
    assert first_possible([None, ahead, before_the_web, SAVED], now=now) == SAVED
    assert first_possible([ahead, before_the_web], now=now) == now
    assert first_possible([now + timedelta(seconds=2)], now=now) == now
