"""Which entries of a feed or listing are told to have changed, or to be gone."""

import pytest

from crawler.session.first_page import SeedEntry, differing, goes_on


def listing(columns: str, beside: str = "") -> list[SeedEntry]:
    """A page that lists these columns, and has others beside the list."""
    return [SeedEntry(url, None, "list") for url in columns] + [
        SeedEntry(url, None, "sidebar") for url in beside
    ]


@pytest.mark.parametrize(
    ("before", "now", "gone"),
    [
        pytest.param(listing("abcd"), listing("nabc"), "", id="pushed off the end"),
        pytest.param(listing("abcd", "xy"), listing("nabc", "xy"), "", id="with a sidebar behind"),
        pytest.param(listing("abcd", "xy"), listing("acde", "xy"), "b", id="gone from between"),
        pytest.param(listing("abcd", "xyz"), listing("abcd", "xz"), "y", id="gone from beside"),
        pytest.param(listing("abcd"), listing("efgh"), "", id="rolled past"),
    ],
)
def test_an_entry_is_gone_when_one_behind_it_in_the_same_list_stands(
    before: list[SeedEntry], now: list[SeedEntry], gone: str
) -> None:
    assert differing(before, now) == list(gone)


def test_an_entry_that_says_something_else_has_changed() -> None:
    before = [SeedEntry("a", "1"), SeedEntry("b", "2"), SeedEntry("c", None)]
    now = [SeedEntry("a", "1"), SeedEntry("b", "3"), SeedEntry("c", "4")]
    assert differing(before, now) == ["b"]


@pytest.mark.parametrize(
    ("page", "known", "more"),
    [
        pytest.param(listing("nabc"), "abcd", False, id="one new before known ones"),
        pytest.param(listing("nmop"), "abcd", True, id="new to the end"),
        pytest.param(listing("nmop", "ab"), "abcd", True, id="with a sidebar of known ones"),
        pytest.param(listing("anbc"), "abcd", False, id="behind one that stays on top"),
        pytest.param(listing("abcd"), "abcd", False, id="nothing new"),
        pytest.param([], "abcd", False, id="nothing in scope"),
    ],
)
def test_a_page_leads_on_whose_list_ends_with_something_new(
    page: list[SeedEntry], known: str, *, more: bool
) -> None:
    assert goes_on(page, set(known)) is more
