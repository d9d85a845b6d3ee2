"""What becomes of columns in years of crawls: posts that change their section, and redirects."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders.command import desk
from tests.builders.crawls import (
    clock_moved,
    crawl,
    desk_process,
    outlet_file,
    rows,
    working_folder,
)
from tests.builders.site import Page, Site, column, feed, sitemap
from tests.builders.wordpress_rest import Category, Rest

LISTING = '\n[[seeds]]\nindex = "/category/foreign-affairs/"\n'


def listing(paths: list[str]) -> Page:
    links = "".join(f"<li><a href='{path}'>{path}</a></li>" for path in paths)
    return Page(f"<html><body><main><ul>{links}</ul></main></body></html>".encode())


def test_a_post_that_moves_into_the_section_is_looked_at_when_its_listing_names_it(
    site: Site, tmp_path: Path
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site) + LISTING)
    site.pages |= {
        "/1/treaty/": Page(column("Treaty")),
        "/2/bridge/": Page(column("Bridge", section="Local")),
    }
    site.pages["/feed"] = Page(feed(site.home, ["/1/treaty/", "/2/bridge/"]))
    site.pages["/category/foreign-affairs/"] = listing(["/1/treaty/"])
    assert crawl(folder).outcomes() == {"new": 1, "out of scope": 1}
    site.forget()
    assert crawl(folder).outcomes() == {"unchanged": 1}
    assert "/2/bridge/" not in site.paths(), "the feed names it as it did before"

    site.pages["/2/bridge/"] = Page(column("Bridge"))
    site.pages["/category/foreign-affairs/"] = listing(["/2/bridge/", "/1/treaty/"])

    assert crawl(folder).outcomes() == {"new": 1, "unchanged": 1}


def test_a_wider_scope_reaches_pages_that_the_narrow_one_had_dropped(
    site: Site, tmp_path: Path
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    site.pages["/1/bridge/"] = Page(column("Bridge", section="Local"))
    site.pages["/feed"] = Page(feed(site.home, ["/1/bridge/"]), headers={"ETag": '"1"'})
    assert crawl(folder).outcomes() == {"out of scope": 1}
    wider = outlet_file(site).replace('"Foreign Affairs"', '"Foreign Affairs", "Local"')
    (folder / "outlets" / "harbour.toml").write_text(wider)
    assert crawl(folder).outcomes() == {"new": 1}


def test_a_column_that_leaves_its_section_is_named_and_marked_until_it_is_back(
    site: Site, tmp_path: Path
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    address = f"{site.home}1/treaty/"
    site.pages["/feed"] = Page(feed(site.home, ["/1/treaty/", "/2/bridge/"]))
    site.pages["/2/bridge/"] = Page(column("Bridge", section="Local"))

    def outside() -> list[bool]:
        told = [desk(folder, verb, address).output for verb in ("show", "history")]
        return ["out of its outlet's section since 20" in text for text in told]

    site.pages["/1/treaty/"] = Page(column("Treaty"))
    first = desk_process(folder, "crawl")
    assert first.stdout.startswith("harbour: 1 new, 1 out of scope")
    assert "out of scope now" not in first.stdout, "the bridge was no column"
    assert outside() == [False, False]

    site.pages["/1/treaty/"] = Page(column("Treaty", section="Sport"))
    left = desk_process(folder, "crawl")
    assert f"  out of scope now: Treaty  {address}\n" in left.stdout
    assert outside() == [True, True]
    (since,) = {
        json.loads(desk(folder, verb, address, "--json").output)["outside_since"]
        for verb in ("show", "history")
    }
    further = desk_process(folder, "crawl", "--again")
    assert "2 out of scope" in further.stdout
    assert "out of scope now" not in further.stdout
    assert json.loads(desk(folder, "show", address, "--json").output)["outside_since"] == since
    assert desk(folder, "verify").exit_code == 0

    site.pages["/1/treaty/"] = Page(column("Treaty"))
    assert "1 unchanged" in desk_process(folder, "crawl", "--again").stdout
    assert outside() == [False, False]


PATHS = [f"/{number}/letter/" for number in range(1, 7)]
LOGIN = Page(
    b"<html><head><title>Log in</title></head><body><form><input type='password'></form></body>"
)
CONSENT = Page(
    column("Your choices", "Cookies are kept for a year, and partners of ours may read them.")
)
PARKED = Page(column("This name is for sale", "Make an offer for this name today."))


def letters(site: Site) -> None:
    for path in PATHS:
        site.pages[path] = Page(column(f"Letter {path}", f"What stands in {path}."))
    site.pages["/feed"] = Page(feed(site.home, PATHS))


def lead(site: Site, target: str, status: int = 302) -> None:
    for path in PATHS:
        where = target.format(path=path)
        site.pages[path] = Page(status=status, headers={"Location": where})


def kept(folder: Path) -> list[tuple[str, str, int]]:
    return rows(
        folder,
        "SELECT url, title, (SELECT count(*) FROM versions WHERE article_id = articles.id)"
        " FROM articles ORDER BY url",
    )


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/about/login/?next={path}", 301),
        ("/", 302),
        ("/", 301),
        ("/consent/", 302),
        ("/consent/?return={path}", 301),
        ("/log-in-here/?redirect_to=http%3A%2F%2F127.0.0.1%2F{path}", 302),
    ],
)
def test_a_passing_redirect_loses_no_column(
    site: Site, tmp_path: Path, target: str, status: int
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    letters(site)
    assert crawl(folder).outcomes() == {"new": 6}
    before = kept(folder)
    site.pages["/"] = Page(b"<html><body><p>Welcome.</p></body></html>")
    for path in PATHS:
        where = target.format(path=path)
        site.pages[where] = CONSENT if "consent" in target else LOGIN
    if target == "/":
        site.pages["/"] = CONSENT
    lead(site, target, status)

    away = crawl(folder)

    assert away.code == 1
    assert away.outcomes() == {"failed": 6}
    assert "each of 6 addresses leads to http://127.0.0.1" in away.summaries[0]["problem"]
    assert kept(folder) == before
    told = desk_process(folder, "health").stdout
    assert "each of 6 addresses leads to" in " ".join(told.split())

    letters(site)
    back = crawl(folder)
    assert back.code == 0, back.error
    assert back.outcomes() == {"unchanged": 6}
    assert kept(folder) == before
    assert "well" in desk_process(folder, "health").stdout


FORM = b"<form method='post'><label>Name <input name='log'></label><input type='password'></form>"
ALIENS = {
    "no section": Page(
        column("This name is for sale", "Make an offer for this name today.").replace(
            b"<meta property='article:section' content='Foreign Affairs'>", b""
        )
    ),
    "another section": Page(column("Subscribe", "A year costs little.", section="Service")),
    "login form": Page(
        b"<html><head><title>Log in</title></head><body><main><h1>Log in</h1>" + FORM
    ),
    "password form": Page(
        b"<html><head><title>Protected</title></head><body><main><article><h1>Protected</h1>"
        b"<form class='post-password-form' action='/wp-login.php?action=postpass' method='post'>"
        b"<p>This content is password protected.</p><input name='post_password' type='password'>"
        b"</form></article></main></body></html>"
    ),
    "empty": Page(b" "),
    "in scope": Page(column("Our newsletter", "One letter a week, and no advertisements.")),
}
"""Pages that come in place of columns."""


@pytest.mark.parametrize(
    ("alien", "status"),
    [
        *((alien, 302) for alien in ALIENS),
        *((alien, 200) for alien in ALIENS if alien not in ("password form", "in scope")),
        ("no section", 301),
        ("login form", 301),
    ],
)
def test_a_page_in_place_of_one_column_or_of_many_loses_none(
    site: Site, tmp_path: Path, alien: str, status: int
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    letters(site)
    crawl(folder)
    before = kept(folder)
    site.pages["/choices/"] = ALIENS[alien]
    for many in (1, 2, 6):
        answer = Page(status=status, headers={"Location": "/choices/"})
        site.pages |= dict.fromkeys(PATHS[:many], ALIENS[alien] if status == 200 else answer)
        away = crawl(folder)
        told = away.outcomes()
        told.pop("unchanged", 0)
        unreadable = alien == "empty" and status == 200 and many < 3
        assert told == {"unreadable" if unreadable else "failed": many}
        assert (many == 6) == (away.code == 1)
    assert "each of 6 addresses" in away.summaries[0]["problem"]
    assert "each of 6 addresses" in " ".join(desk_process(folder, "health").stdout.split())
    assert kept(folder) == before

    letters(site)
    site.pages[PATHS[0]] = Page(column("Edited", "What is said now."))
    assert crawl(folder).outcomes() == {"updated": 1, "unchanged": 5}


def test_a_new_column_to_which_some_addresses_lead_is_asked_by_its_own(
    site: Site, tmp_path: Path
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    letters(site)
    clicks = ["/click/1/", "/go/1/", "/to/1/"]
    site.pages |= dict.fromkeys(clicks, Page(status=302, headers={"Location": "/1/ferry/"}))
    site.pages["/1/ferry/"] = Page(column("Ferry"))
    site.pages["/feed"] = Page(feed(site.home, [*clicks, *PATHS]))
    first = crawl(folder)
    assert first.outcomes() == {"new": 6, "failed": 3}
    assert first.code == 0, first.summaries
    done = crawl(folder)
    assert done.outcomes() == {"new": 1, "unchanged": 9}
    assert done.code == 0, done.summaries
    again = crawl(folder)
    assert (again.code, again.outcomes()) == (0, {"unchanged": 10})
    ferry = f"{site.home}1/ferry/"
    assert (ferry, "Ferry", 1) in kept(folder)
    assert len(kept(folder)) == 7


def test_deleted_posts_that_lead_to_the_home_page_are_no_alarm_of_the_outlet(
    site: Site, tmp_path: Path
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    letters(site)
    others = [f"/{number}/note/" for number in range(7, 13)]
    site.pages |= {path: Page(column(f"Note {path}")) for path in others}
    site.pages["/feed"] = Page(feed(site.home, [*PATHS, *others]))
    site.pages["/"] = Page(b"<html><body><p>Welcome.</p></body></html>")
    crawl(folder)
    before = kept(folder)
    deleted = Page(status=301, headers={"Location": "/"})
    site.pages |= dict.fromkeys(PATHS[:3], deleted)
    for _ in range(3):
        done = crawl(folder)
        assert done.outcomes() == {"failed": 3, "unchanged": 9}
        assert (done.code, done.summaries[0]["problem"]) == (0, None)
    # They alone are due, as columns may rest longer.
    text = outlet_file(site).replace('revisit_after = "0s"', 'revisit_after = "9d"')
    (folder / "outlets" / "harbour.toml").write_text(text)
    weeks = clock_moved(timedelta(days=2))
    done = crawl(folder, code=weeks)
    assert done.outcomes() == {"failed": 3}
    assert (done.code, done.summaries[0]["problem"]) == (0, None)
    told = " ".join(desk_process(folder, "health").stdout.split())
    assert "cannot be kept, visit after visit, and 2 more: leads to" in told
    # More of them are one.
    (folder / "outlets" / "harbour.toml").write_text(outlet_file(site))
    site.pages |= dict.fromkeys(PATHS + others[:1], deleted)
    done = crawl(folder, code=clock_moved(timedelta(days=9)))
    assert done.outcomes() == {"failed": 7, "unchanged": 5}
    assert "each of 7 addresses leads to" in done.summaries[0]["problem"]
    assert kept(folder) == before


@pytest.mark.parametrize(("many", "alarmed"), [(2, False), (3, False), (4, True)])
def test_a_tenth_of_all_addresses_that_lead_to_one_page_is_an_alarm(
    site: Site, tmp_path: Path, many: int, alarmed: bool
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    paths = [f"/{number}/note/" for number in range(40)]
    site.pages |= {path: Page(column(f"Note {path}")) for path in paths[many:]}
    site.pages |= dict.fromkeys(paths[:many], Page(status=302, headers={"Location": "/about/you/"}))
    site.pages["/about/you/"] = LOGIN
    site.pages["/feed"] = Page(feed(site.home, paths))
    done = crawl(folder)
    assert done.outcomes() == {
        "new": 40 - many,
        "failed" if many > 2 else "out of scope": many,
    }
    assert (done.code == 1) is alarmed, done.summaries
    site.pages |= {path: Page(column(f"Note {path}")) for path in paths}
    assert crawl(folder).outcomes() == {"new": many, "unchanged": 40 - many}


def test_many_columns_that_show_one_password_form_are_not_private(
    site: Site, tmp_path: Path
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    letters(site)
    crawl(folder)
    site.pages |= dict.fromkeys(PATHS, ALIENS["password form"])
    away = crawl(folder)
    assert away.code == 1
    assert away.outcomes() == {"failed": 6}
    assert "each of 6 addresses shows “Protected”" in away.summaries[0]["problem"]
    assert rows(folder, "SELECT count(*) FROM articles WHERE private_since IS NOT NULL") == [(0,)]


@pytest.mark.parametrize("status", [401, 403])
def test_columns_that_are_all_refused_are_not_private(
    site: Site, tmp_path: Path, status: int
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    letters(site)
    crawl(folder)
    private = "SELECT count(*) FROM articles WHERE private_since IS NOT NULL"
    site.pages |= dict.fromkeys(PATHS, Page(b"No.", status=status))
    for day in (0, 1, 2, 3, 4, 6):
        away = crawl(folder, code=clock_moved(timedelta(days=day)))
        assert away.code == 1
        assert f"each of 6 columns answers {status}" in away.summaries[0]["problem"]
    assert rows(folder, private) == [(0,)]

    letters(site)
    site.pages[PATHS[0]] = Page(b"No.", status=status)
    for day in (30, 60):
        alone = crawl(folder, code=clock_moved(timedelta(days=day)))
        assert alone.code == 0
    assert rows(folder, private) == [(1,)]


def test_a_column_that_leaves_the_section_is_out_of_scope_edited_or_not(
    site: Site, tmp_path: Path
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    letters(site)
    crawl(folder)
    for path, more in zip(PATHS, ("", " And more."), strict=False):
        said = f"What stands in {path}.{more}"
        site.pages[path] = Page(column(f"Letter {path}", said, section="Local"))
    assert crawl(folder).outcomes() == {"out of scope": 2, "unchanged": 4}


def test_columns_not_seen_before_wait_behind_a_passing_redirect(site: Site, tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    letters(site)
    site.pages["/consent/"] = CONSENT
    lead(site, "/consent/")
    assert crawl(folder).outcomes() == {"failed": 6}
    assert kept(folder) == []
    letters(site)
    assert crawl(folder).outcomes() == {"new": 6}


def test_a_wall_before_the_feed_too_is_told_before_its_silence(site: Site, tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    letters(site)
    crawl(folder)
    site.pages["/log-in/"] = LOGIN
    lead(site, "/log-in/")
    site.pages["/feed"] = site.pages[PATHS[0]]
    away = crawl(folder)
    assert away.code == 1
    assert away.outcomes() == {"failed": 6}
    assert "each of 6 addresses leads to http://127.0.0.1" in away.summaries[0]["problem"]


def test_one_page_at_many_addresses_makes_no_versions(site: Site, tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    letters(site)
    crawl(folder)
    before = kept(folder)
    site.pages |= dict.fromkeys(PATHS, PARKED)
    parked = crawl(folder)
    assert parked.code == 1
    assert parked.outcomes() == {"failed": 6}
    assert "each of 6 addresses shows “This name is for sale”" in parked.summaries[0]["problem"]
    assert kept(folder) == before
    again = desk_process(folder, "reextract", "--since", "2020-01-01")
    assert again.returncode == 0, again.stderr
    assert kept(folder) == before, "reading the captures again makes nothing of them either"


def test_columns_that_change_and_columns_that_are_copies_are_kept(
    site: Site, tmp_path: Path
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    letters(site)
    site.pages[PATHS[1]] = site.pages[PATHS[2]] = site.pages[PATHS[0]]
    assert crawl(folder).outcomes() == {"new": 6}
    for number, path in enumerate(PATHS):
        site.pages[path] = Page(column(f"Edited {path}", f"Something else, {number}."))
    # Every link of the feed leads to its own page.
    clicks = [f"/click{path}" for path in PATHS]
    site.pages |= {
        click: Page(status=302, headers={"Location": path})
        for click, path in zip(clicks, PATHS, strict=True)
    }
    site.pages["/feed"] = Page(feed(site.home, clicks))
    done = crawl(folder)
    assert done.code == 0, done.summaries
    assert {"updated", "unchanged"} >= done.outcomes().keys()
    assert [versions for *_, versions in kept(folder)] == [2] * 6


def test_a_new_outlet_of_a_parked_domain_is_alarmed(site: Site, tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    letters(site)
    site.pages |= dict.fromkeys(PATHS, PARKED)
    done = crawl(folder)
    assert "6 of 6 new columns have one and the same text" in done.summaries[0]["problem"]


def test_scope_is_by_id_where_rest_has_ids(site: Site, tmp_path: Path) -> None:
    rest = Rest(
        site,
        [
            Category("foreign-affairs", "Foreign Affairs"),
            Category("columns", "Columns", parent=1),
            Category("local", "Local"),
            Category("local-columns", "Columns", parent=3),
        ],
    )
    ours = [rest.post(number, f"Treaty {number}", category=2) for number in (1, 2)]
    theirs = [rest.post(number, f"Bridge {number}", category=4) for number in (3, 4)]
    # A page of another system on the same site: REST knows nothing of it.
    site.pages["/old/1.html"] = Page(column("An old one", section="Columns"))
    site.pages["/feed"] = Page(feed(site.home, [*ours, *theirs, "/old/1.html"]))
    file = rest.outlet("foreign-affairs", "Foreign Affairs", "Columns", further="feed = '/feed'")
    folder = working_folder(tmp_path / "desk", blog=file)
    assert crawl(folder).outcomes() == {"new": 3, "out of scope": 2}

    # One post goes to the other "Columns", and one comes from there.
    rest.post(1, "Treaty 1", category=4, day=1)
    rest.post(3, "Bridge 3", category=2, day=1)
    assert crawl(folder).outcomes() == {"new": 1, "out of scope": 1}
    rest.post(1, "Treaty 1", category=2, day=2)
    assert crawl(folder).outcomes() == {"unchanged": 1}


def test_a_section_that_changes_is_in_the_history(site: Site, tmp_path: Path) -> None:
    text = outlet_file(site).replace('["Foreign Affairs"]', '["Foreign Affairs", "Local"]')
    folder = working_folder(tmp_path / "desk", harbour=text)
    site.pages["/feed"] = Page(feed(site.home, ["/1/treaty/"]))
    for section in ("Local", "Foreign Affairs", "Local", "Local"):
        site.pages["/1/treaty/"] = Page(column("Treaty", section=section))
        assert crawl(folder).code == 0
    events = "SELECT kind, detail FROM article_events ORDER BY id"
    told = [("section", "Local"), ("section", "Foreign Affairs")]
    assert rows(folder, events) == told
    (public_id,) = rows(folder, "SELECT public_id FROM articles")[0]
    assert "section from Foreign Affairs" in desk_process(folder, "history", public_id).stdout
    assert desk_process(folder, "verify").returncode == 0

    assert desk_process(folder, "reextract", "--since", "2020-01-01").returncode == 0
    assert rows(folder, events) == told
    (folder / "archive.db").unlink()
    assert desk_process(folder, "rebuild").returncode == 0
    assert rows(folder, events) == told


def test_all_pieces_of_a_large_sitemap_count_as_named(site: Site, tmp_path: Path) -> None:
    rests = outlet_file(site).replace('revisit_after = "0s"', 'revisit_after = "9d"')
    folder = working_folder(
        tmp_path / "desk", harbour=rests.replace('feed = "/feed"', 'sitemap = "/sitemap.xml"')
    )
    letters(site)
    site.pages["/sitemap.xml"] = Page(sitemap(site.home, dict.fromkeys(PATHS)))
    small = "import crawler.discovery.sitemap as one\none.AT_ONCE = 4"
    assert crawl(folder, code=small).outcomes() == {"new": 6}
    assert crawl(folder, code=small).outcomes() == {}, "none is named no longer"


def test_entries_of_other_sections_that_change_have_nothing_asked_until_they_rested(
    site: Site, tmp_path: Path
) -> None:
    rests = outlet_file(site).replace('revisit_after = "0s"', 'revisit_after = "30d"')
    folder = working_folder(tmp_path / "desk", harbour=rests)

    def told(comments: int, *ours: str, day: int = 0) -> list[str]:
        """What a crawl asks for when the feed tells so many comments of each post."""
        items = ""
        for path in PATHS:
            section = "Foreign Affairs" if path in ours else "Local"
            site.pages[path] = Page(column(f"Letter {path}", section=section))
            items += (
                f"<item><title>{path}</title><link>{site.home[:-1]}{path}</link>"
                f"<slash:comments>{comments}</slash:comments></item>"
            )
        site.pages["/feed"] = Page(
            "<rss version='2.0' xmlns:slash='http://purl.org/rss/1.0/modules/slash/'><channel>"
            f"<title>Harbour</title>{items}</channel></rss>".encode()
        )
        site.forget()
        assert crawl(folder, code=clock_moved(timedelta(days=day))).code == 0
        return sorted(path for path in site.paths() if path in PATHS)

    assert told(1, PATHS[0]) == PATHS
    assert told(2, PATHS[0]) == [PATHS[0]]
    assert told(3, PATHS[0]) == [PATHS[0]]
    assert told(4, PATHS[0], PATHS[1], day=8) == PATHS
    assert told(5, PATHS[0], PATHS[1], day=9) == PATHS[:2]


def test_a_rest_with_short_pages_takes_no_column_out_of_scope(site: Site, tmp_path: Path) -> None:
    rest = Rest(site, [Category("foreign-affairs", "Foreign Affairs")], largest=4)
    for number in range(1, 12):
        rest.post(number, f"Treaty {number}", category=1)
    folder = working_folder(tmp_path / "desk", blog=rest.outlet("foreign-affairs"))
    assert crawl(folder).outcomes() == {"new": 11}
    rest.post(12, "Treaty 12", category=1, day=1)
    again = crawl(folder, code=clock_moved(timedelta(days=8)))
    assert again.code == 0, again.error
    assert again.outcomes() == {"new": 1}


def test_a_category_that_is_empty_for_a_day_takes_no_column_out_of_scope(
    site: Site, tmp_path: Path
) -> None:
    rest = Rest(site, [Category("foreign-affairs", "Foreign Affairs"), Category("local", "Local")])
    paths = [rest.post(number, f"Treaty {number}", category=1) for number in range(1, 12)]
    folder = working_folder(tmp_path / "desk", blog=rest.outlet("foreign-affairs"))
    assert crawl(folder).outcomes() == {"new": 11}
    for post in rest.posts.values():
        post["categories"] = [2]
    site.forget()
    empty = crawl(folder, code=clock_moved(timedelta(days=1)))
    assert empty.code == 1
    assert "11 of 11 known posts are not listed any more" in empty.summaries[0]["problem"]
    assert not set(paths) & set(site.paths())
    for post in rest.posts.values():
        post["categories"] = [1]
    back = crawl(folder, code=clock_moved(timedelta(days=2)))
    assert back.code == 0, back.error
    assert back.outcomes() == {}
