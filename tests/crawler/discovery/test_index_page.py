"""Candidates from index pages, and how an index goes on."""

from datetime import UTC, datetime

from crawler.config.outlet_values import selector
from crawler.config.outlets import Seed
from crawler.discovery.index_page import read_index
from crawler.discovery.seed_page import SeedPage

URL = "https://harbour.example/opinion/"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
PAGE = """\
<!DOCTYPE html><html><head><link rel="next" href="/opinion/page/2/"></head><body>
<nav><a href="/">Home</a> <a href="/about/">About</a></nav>
<main>
  <article><h2><a href="two-ports/?utm_source=list">Two Ports</a></h2>
    <a href="two-ports/#respond">3 replies</a> <a href="/tag/ports/">ports</a></article>
  <article><h2><a href="//harbour.example/opinion/strait/">The Strait</a></h2></article>
  <article><h2 class="ad"><a href="https://other.example/offer/">An Offer</a></h2></article>
</main>
<div class="pages"><span>1</span> <a href="/opinion/page/2/">2</a> <a href="?page=3">3</a>
  <a class="older" href="/opinion/page/2/?utm_source=nav">Older</a></div>
<a href="mailto:desk@harbour.example">Write</a> <a name="end">End</a> <a href="javascript:x()">X</a>
</body></html>
"""


def seed(
    *,
    links: str | None = None,
    following: str | None = None,
    pages: str | None = None,
    start: int = 2,
    limit: int = 10,
) -> Seed:
    return Seed(
        channel="index",
        url=URL,
        limit=limit,
        links=selector(links) if links else None,
        next=selector(following) if following else None,
        pages=pages,
        start=start,
    )


def read(told: Seed, url: str = URL, page: str = PAGE) -> SeedPage:
    return read_index(page.encode(), url, seed=told, now=NOW)


def addresses(found: SeedPage) -> list[str]:
    return [candidate.url for candidate in found.candidates]


def test_the_selected_links_are_candidates_in_reading_order() -> None:
    found = read(seed(links="article h2 > a"))
    assert addresses(found) == [
        "https://harbour.example/opinion/two-ports/",
        "https://harbour.example/opinion/strait/",
        "https://other.example/offer/",
    ]
    assert {candidate.found_by for candidate in found.candidates} == {URL}
    assert found.problem is None


def test_a_selector_may_name_what_holds_the_links() -> None:
    assert addresses(read(seed(links="main h2"))) == addresses(read(seed(links="main h2 > a")))


def test_without_a_selector_every_link_that_is_no_trap_and_no_page_of_the_index_counts() -> None:
    found = read(seed())
    assert addresses(found) == [
        "https://harbour.example/about/",
        "https://harbour.example/opinion/two-ports/",
        "https://harbour.example/opinion/strait/",
        "https://other.example/offer/",
    ]
    assert found.passed_over == {"home page": 1, "listing": 3}


def test_links_start_from_the_pages_base() -> None:
    page = PAGE.replace("<head>", '<head><base href="/columns/">')
    found = read(seed(links="h2.ad, article:first-child h2"), page=page)
    assert addresses(found)[0] == "https://harbour.example/columns/two-ports/"


def test_numbered_pages_are_counted_on() -> None:
    numbered = seed(pages="https://harbour.example/opinion/page/{page}/")
    assert read(numbered).next_pages == ("https://harbour.example/opinion/page/2/",)
    later = read(numbered, "https://harbour.example/opinion/page/9/")
    assert later.next_pages == ("https://harbour.example/opinion/page/10/",)


def test_numbers_may_stand_in_the_query_and_start_where_the_outlet_says() -> None:
    drupal = seed(pages="https://harbour.example/opinion/?page={page}", start=1)
    assert read(drupal).next_pages == ("https://harbour.example/opinion/?page=1",)
    later = read(drupal, "https://harbour.example/opinion/?page=1")
    assert later.next_pages == ("https://harbour.example/opinion/?page=2",)


def test_the_next_page_is_where_the_selector_leads() -> None:
    assert read(seed(following="a.older")).next_pages == (
        "https://harbour.example/opinion/page/2/",
    )
    assert read(seed(following=".pages")).next_pages == ("https://harbour.example/opinion/page/2/",)
    assert read(seed(following="a.newer")).next_pages == ()


def test_rel_next_is_followed_when_more_than_one_page_is_asked_for() -> None:
    assert read(seed()).next_pages == ("https://harbour.example/opinion/page/2/",)
    assert read(seed(limit=1)).next_pages == ()


def test_an_index_does_not_lead_to_itself_or_another_host() -> None:
    page = PAGE.replace('<link rel="next" href="/opinion/page/2/">', "")
    for target in (URL, "#top", "https://evil.example/opinion/page/2/"):
        linked = page.replace("</body>", f'<a rel="next" href="{target}">on</a></body>')
        assert read(seed(), page=linked).next_pages == ()


def test_sites_that_keep_everything_behind_one_path_lose_no_column() -> None:
    url = "https://harbour.example/index.php?MjA="
    page = '<a href="index.php?MjE=">A</a><a href="index.php?id=7&amp;page=2">B</a>'
    found = read_index(page.encode(), url, seed=seed(), now=NOW)
    assert addresses(found) == [
        "https://harbour.example/index.php?MjE=",
        "https://harbour.example/index.php?id=7&page=2",
    ]


def test_a_selector_that_matches_nothing_is_told_and_ends_the_walk() -> None:
    found = read(seed(links="h3 a", pages="https://harbour.example/opinion/page/{page}/"))
    assert found.problem == 'links = "h3 a" matches no link; look at the page and correct it'
    assert (found.candidates, found.next_pages) == ((), ())


def test_a_page_without_links_is_told() -> None:
    for page in ("", "<p>Under maintenance", "\x00\x01"):
        assert read(seed(), page=page).problem == "a page without links"
