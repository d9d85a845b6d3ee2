"""An answer of a seed is read by its channel and cut to the outlet's scope."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.config.outlet_files import load_outlet
from crawler.config.outlets import Outlet
from crawler.discovery.seeds import read_seed

NOW = datetime(2026, 1, 1, tzinfo=UTC)
OUTLET = """\
name = "The Harbour Review"
home = "https://harbour.example/review/"
language = "en"
timezone = "Europe/Lisbon"

[scope]
include = ['^/review/']
sections = ["Foreign Affairs"]

[[seeds]]
feed = "/review/feed/"

[[seeds]]
sitemap = "/sitemap.xml"

[[seeds]]
index = "/review/"
"""
ADDRESSES = ["/review/", "/review/a/", "/review/b/", "/shop/", "/review/a/?replytocom=3"]


@pytest.fixture
def outlet(tmp_path: Path) -> Outlet:
    path = tmp_path / "harbour.toml"
    path.write_text(OUTLET, "utf-8")
    return load_outlet(path)


def body_for(channel: str) -> str:
    addresses = [f"https://harbour.example{path}" for path in ADDRESSES]
    if channel == "index":
        return "".join(f'<p><a href="{address}">x</a></p>' for address in addresses)
    if channel == "sitemap":
        entries = "".join(f"<url><loc>{address}</loc></url>" for address in addresses)
        return f"<urlset>{entries}</urlset>"
    items = "".join(f"<item><link>{address}</link></item>" for address in addresses)
    return f"<rss version='2.0'><channel>{items}</channel></rss>"


@pytest.mark.parametrize("place", [0, 1, 2])
def test_every_channel_names_the_same_columns(outlet: Outlet, place: int) -> None:
    seed = outlet.seeds[place]
    found = read_seed(body_for(seed.channel).encode(), seed.url, seed=seed, outlet=outlet, now=NOW)
    assert [candidate.url for candidate in found.candidates] == [
        "https://harbour.example/review/a/",
        "https://harbour.example/review/b/",
    ]
    assert {candidate.found_by for candidate in found.candidates} == {seed.url}
    assert found.passed_over["out of scope"] == 1
    assert found.passed_over["reply address"] == 1
    assert found.problem is None


def test_a_feeds_categories_decide_where_it_gives_them(outlet: Outlet) -> None:
    body = body_for("feed").replace("/a/</link>", "/a/</link><category>Sport</category>")
    body = body.replace("/b/</link>", "/b/</link><category>FOREIGN AFFAIRS</category>")
    seed = outlet.seeds[0]
    found = read_seed(body.encode(), seed.url, seed=seed, outlet=outlet, now=NOW)
    assert [candidate.url for candidate in found.candidates] == [
        "https://harbour.example/review/b/"
    ]


def test_an_answer_that_names_no_column_says_what_it_named(outlet: Outlet) -> None:
    body = "<urlset><url><loc>https://harbour.example/shop/</loc></url></urlset>"
    seed = outlet.seeds[1]
    found = read_seed(body.encode(), seed.url, seed=seed, outlet=outlet, now=NOW)
    assert found.candidates == ()
    assert found.problem == "names nothing that could be a column (1 out of scope)"
