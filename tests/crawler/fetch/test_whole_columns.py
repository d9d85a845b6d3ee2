"""Columns of several pages in whole crawls: had whole or not at all, and read again the same."""

from pathlib import Path

from archive.folder.archive import Archive
from crawler.config.outlet_files import load_outlets
from crawler.jobs.reextraction import plan, reextract
from tests.builders.crawls import crawl, outlet_file, rows, working_folder
from tests.builders.site import Page, Site, column, feed


def fill(site: Site, *, section: str = "Foreign Affairs") -> None:
    """A column on two pages with two pages of comments, and one that stands on a single page."""
    path = "/2026/05/ferries/"
    site.pages["/feed"] = Page(feed(site.home, [path, "/2026/05/lamps/"]))
    site.pages["/2026/05/lamps/"] = Page(column("Lamps"))
    links = f'<div class="page-links">Pages: 1 <a href="{path}2/">2</a></div></article>'
    talk = (
        '<div id="comments"><ol class="comment-list"><li class="comment depth-1" id="comment-{0}">'
        '<b class="fn">Jo</b><div class="comment-content"><p>Word {0} on the fare.</p></div></li>'
        f'</ol><a href="{path}comment-page-1/#comments">Older Comments</a></div></main>'
    )

    def page(text: str, number: int) -> Page:
        body = column("Ferries", text, section=section).decode()
        body = body.replace("</article>", links).replace("</main>", talk.format(number))
        return Page(body.encode())

    site.pages[path] = page("The first half.", 2)
    site.pages[f"{path}2/"] = page("The second half.", 2)
    site.pages[f"{path}comment-page-1/"] = page("The first half.", 1)


def bodies(folder: Path) -> dict[str, str]:
    return dict(rows(folder, "SELECT title, body FROM articles"))


def test_a_column_is_had_whole_or_not_at_all(site: Site, tmp_path: Path) -> None:
    fill(site)
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    second, comments = "/2026/05/ferries/2/", "/2026/05/ferries/comment-page-1/"
    whole = {path: site.pages[path] for path in (second, comments)}
    site.pages[second] = Page(b"", 503)
    done = crawl(folder)
    assert done.outcomes() == {"new": 1, "failed": 1}
    assert f"{second} cannot be had: answers 503" in done.summaries[0]["bad"][0]["reason"]
    assert set(bodies(folder)) == {"Lamps"}
    site.pages |= {second: whole[second], comments: Page(b"", 500)}
    assert crawl(folder).outcomes() == {"unchanged": 1, "failed": 1}
    assert set(bodies(folder)) == {"Lamps"}
    site.pages |= whole
    assert crawl(folder).outcomes() == {"new": 1, "unchanged": 1}
    assert "first half" in bodies(folder)["Ferries"]
    assert "second half" in bodies(folder)["Ferries"]
    keys = rows(folder, "SELECT key FROM comments ORDER BY position")
    assert keys == [("1",), ("2",)]
    assert crawl(folder).outcomes() == {"unchanged": 2}
    assert rows(folder, "SELECT count(*) FROM versions") == [(2,)]


def test_pages_of_comments_that_robots_txt_forbids_are_left_out(site: Site, tmp_path: Path) -> None:
    fill(site)
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /*comment-page\n")
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    assert crawl(folder).outcomes() == {"new": 2}
    assert rows(folder, "SELECT key FROM comments") == [("2",)]
    assert not [path for path in site.paths() if "comment-page" in path]


def test_a_page_that_was_out_of_scope_does_not_become_half_a_column(
    site: Site, tmp_path: Path
) -> None:
    fill(site, section="Sea")
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    assert crawl(folder).outcomes() == {"new": 1, "out of scope": 1}
    (folder / "outlets" / "harbour.toml").write_text(
        outlet_file(site).replace('["Foreign Affairs"]', '["Foreign Affairs", "Sea"]')
    )
    (outlet,) = load_outlets(folder, ["harbour"])
    with Archive.writing(folder, command="test") as archive:
        done = list(reextract(archive, plan(archive, "harbour"), {"harbour": outlet}))
    assert [item.outcome for item in done if item.public_id is None] == ["failed"]
    assert set(bodies(folder)) == {"Lamps"}
    assert crawl(folder).outcomes() == {"new": 1, "unchanged": 1}
    assert "second half" in bodies(folder)["Ferries"]
