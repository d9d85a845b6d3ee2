"""`desk forget --raw` of a column that is come to by redirects, which counters of readers send."""

from pathlib import Path

import pytest

from archive.frontier import visits
from tests.archive.takedown.test_further_pages import rebuilt
from tests.archive.takedown.test_takedown import forgotten_in
from tests.archive.takedown.test_what_stays import forget, sound_digest, text_in_records
from tests.builders.archives import ColumnPage, address, new_archive, take_in
from tests.builders.command import desk
from tests.builders.crawls import crawl, outlet_file, rows, working_folder
from tests.builders.site import Page, Site, column, feed

PACT = "/2026/the-zephyrous-pact/"
ALIAS = "/counted/entry-17/"
STAYS = "/2026/herring/"
ALIVE = (1,)


@pytest.fixture
def folder(site: Site, tmp_path: Path) -> Path:
    """A desk with two columns to be crawled."""
    site.pages[PACT], site.pages[STAYS] = Page(column("Pact")), Page(column("Herring"))
    return working_folder(tmp_path / "desk", harbour=outlet_file(site))


def redirect(status: int, to: str) -> Page:
    return Page(b"", status, headers={"Location": to})


def stands_nowhere(folder: Path) -> bool:
    """Whether neither the column's address nor its alias is in a record or a row."""
    held = (folder / "archive.db").read_bytes().decode("latin-1").lower()
    return not any(
        word in where
        for word in ("zephyrous", "entry-17")
        for where in (held, text_in_records(folder))
    )


@pytest.mark.parametrize("status", [301, 302, 307])
@pytest.mark.parametrize("named", [[ALIAS], [PACT, ALIAS], ["/hop/", PACT]])
def test_redirects_to_it_and_feeds_that_name_them_go_and_stay_out(
    folder: Path, site: Site, status: int, named: list[str]
) -> None:
    site.pages["/hop/"] = redirect(status, ALIAS)
    site.pages[ALIAS] = redirect(status, PACT)
    site.pages["/feed"] = Page(feed(site.home, [*named, STAYS]))
    crawl(folder)
    assert rows(folder, "SELECT count(*) FROM articles") == [(2,)]
    forget(folder, site.home.rstrip("/") + PACT)
    assert stands_nowhere(folder)
    digest = sound_digest(folder)
    site.forget()
    assert crawl(folder).outcomes() == {"unchanged": 1}
    assert not {ALIAS, PACT, "/hop/"} & set(site.paths())
    assert stands_nowhere(folder)
    assert sound_digest(folder) == digest
    assert rebuilt(folder) == digest


def test_an_alias_that_comes_later_is_asked_for_once(folder: Path, site: Site) -> None:
    site.pages["/feed"] = Page(feed(site.home, [PACT, STAYS]))
    crawl(folder)
    forget(folder, site.home.rstrip("/") + PACT)
    digest = sound_digest(folder)
    site.pages[ALIAS], site.pages["/hop/"] = redirect(302, PACT), redirect(302, ALIAS)
    site.pages["/feed"] = Page(feed(site.home, ["/hop/", STAYS]))
    crawl(folder)
    assert stands_nowhere(folder)
    assert b"/hop/" not in (folder / "archive.db").read_bytes()
    site.forget()
    crawl(folder)
    assert not {ALIAS, PACT, "/hop/"} & set(site.paths())
    assert sound_digest(folder) == digest
    assert rebuilt(folder) == digest


@pytest.mark.parametrize("shared", ["the home page", "with another column", "a page of its own"])
def test_what_leads_to_others_too_is_none_of_its_addresses(
    folder: Path, site: Site, shared: str
) -> None:
    newest = "/" if shared == "the home page" else "/newest/"
    site.pages[newest] = redirect(302, PACT)
    site.pages["/feed"] = Page(feed(site.home, [newest, PACT]))
    crawl(folder)
    if shared != "the home page":
        other = shared == "with another column"
        site.pages[newest] = redirect(302, STAYS) if other else Page(b"<p>A list.</p>")
        crawl(folder)
    forget(folder, site.home.rstrip("/") + PACT)
    assert "zephyrous" not in text_in_records(folder)
    told = desk(folder, "show", site.home.rstrip("/") + newest)
    assert "was forgotten" not in told.output
    site.pages["/feed"] = Page(feed(site.home, [newest, STAYS]))
    crawl(folder)
    assert rows(folder, "SELECT title FROM articles") == [("Herring",)]
    assert ALIVE in rows(folder, "SELECT url LIKE '%/feed' FROM captures")
    assert desk(folder, "verify").exit_code == 0


@pytest.mark.parametrize(("number", "known"), [(2, True), (11, False)])
def test_what_stands_in_the_place_of_many_takes_none_of_their_addresses_along(
    tmp_path: Path, number: int, known: bool
) -> None:
    """Addresses that led to a page while a site was mended are asked for again."""
    urls = [address(f"/{at}/") for at in range(number)]
    with new_archive(tmp_path) as archive:
        for at in range(number):
            page = ColumnPage(path="/mended", day=at, via=(f"/{at}/",), for_good=False)
            take_in(archive, page)
        forgotten_in(archive, "/mended")
        assert visits.taken_down(archive, urls) == (set(urls) if known else set())
