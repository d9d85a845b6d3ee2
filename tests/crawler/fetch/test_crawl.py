"""Whole crawls of small publications on loopback: what is asked, what is kept, what is told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from archive.fixity.verify import verify
from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.model.records import Outcome
from archive.reading import columns
from crawler.config.desk_file import Settings
from crawler.config.outlet_files import load_outlets
from crawler.intake.intake import GATES
from crawler.jobs.crawling import crawl as crawl_here
from tests import ROOT
from tests.builders.crawls import crawl, desk_process, fill, outlet_file, rows, working_folder
from tests.builders.site import Page, Site, column, feed


def test_a_second_crawl_asks_on_condition_and_counts_each_change(
    site: Site, tmp_path: Path
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    same, edited, moved, gone = fill(site, "Ferries", "Customs", "Treaties", "Consuls")
    listed = [same, edited, moved, gone]
    site.pages["/recipes/soup/"] = Page(column("Soup", section="Recipes"))
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /drafts/\n")
    listed += ["/recipes/soup/", "/drafts/secret/", "/about/us/"]
    site.pages["/drafts/secret/"] = Page(column("Secret"))
    site.pages["/feed"] = Page(feed(site.home, listed))

    first = crawl(folder)
    assert first.code == 0, first.error
    assert first.error == ""
    assert first.outcomes() == {"new": 4, "out of scope": 1, "refused": 1}
    assert [page["reason"] for page in first.summaries[0]["bad"]] == ["robots.txt forbids it"]
    assert "/drafts/secret/" not in site.paths()
    assert "/about/us/" not in site.paths()
    assert site.connections == 1
    agent = site.asked[-1].headers
    assert agent["User-Agent"].startswith("foreign-desk/")
    assert agent["Accept-Encoding"] == "gzip, deflate"

    site.forget()
    site.pages[edited] = Page(column("Customs", "Something else."), headers={"ETag": '"two"'})
    site.pages["/9/treaties/"] = site.pages[moved]
    site.pages[moved] = Page(status=301, headers={"Location": "/9/treaties/"})
    del site.pages[gone]
    site.pages["/7/envoys/"] = Page(column("Envoys"))
    named = feed(site.home, [*listed, "/7/envoys/"])
    site.pages["/feed"] = Page(named, headers={"ETag": '"feed 2"'})
    second = crawl(folder)
    assert second.code == 0, second.error
    told = second.outcomes()
    told.pop("refused", None)
    assert told == {"new": 1, "updated": 1, "unchanged": 1, "moved": 1, "gone": 1}
    conditions = {
        asked.path: (asked.headers.get("If-None-Match"), asked.status) for asked in site.asked
    }
    assert conditions[same] == ('"Ferries"', 304)
    assert conditions[edited] == ('"Customs"', 200)
    assert conditions["/9/treaties/"] == (None, 200)
    assert conditions["/7/envoys/"] == (None, 200)

    site.forget()
    third = crawl(folder)
    assert third.code == 0, third.error
    assert [asked.status for asked in site.asked if asked.path == "/feed"] == [304]
    assert set(third.summaries[0]["outcomes"]) == {outcome.value for outcome in Outcome}
    assert {"new", "updated", "moved", "gone", "back", "failed"}.isdisjoint(third.outcomes())
    assert rows(folder, "SELECT COUNT(*) FROM articles") == [(5,)]
    assert rows(folder, "SELECT COUNT(*) FROM versions") == [(6,)]


def test_a_wider_scope_finds_what_an_unchanged_feed_names(site: Site, tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    listed = fill(site, "Ferries")
    site.pages["/about/us/"] = Page(column("About us"))
    site.pages["/feed"] = Page(feed(site.home, [*listed, "/about/us/"]), headers={"ETag": '"1"'})
    assert crawl(folder).outcomes()["new"] == 1
    wider = outlet_file(site).replace('exclude = ["^/about"]\n', "")
    (folder / "outlets" / "harbour.toml").write_text(wider, encoding="utf-8")
    assert crawl(folder).outcomes()["new"] == 1
    assert "/about/us/" in site.paths()


def test_every_exchange_is_kept_before_anything_is_made_of_it(site: Site, tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    (path,) = fill(site, "Ferries")
    site.pages["/old/"] = Page(status=301, headers={"Location": path})
    site.pages["/feed"] = Page(feed(site.home, ["/old/", "/missing/"]))
    done = crawl(folder)
    assert done.code == 0, done.error
    kept = {
        (url.removeprefix(site.home), status, permanent)
        for url, status, permanent in rows(
            folder, "SELECT url, status, moved_permanently FROM captures"
        )
    }
    assert kept == {
        ("robots.txt", 404, 0),
        ("feed", 200, 0),
        ("old/", 301, 0),
        (path[1:], 200, 1),
        ("missing/", 404, 0),
    }
    assert done.summaries[0]["requests"] == 5


BAD_PAGES = {
    "/empty/": Page(b""),
    "/picture/": Page(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR" + bytes(50)),
    "/file/": Page(b"a,b\n1,2\n", headers={"Content-Type": "application/json"}),
    "/forbidden/": Page(b"no", 403),
    "/broken/": Page(b"oh", 500),
    "/teapot/": Page(b"short", 418),
    "/elsewhere/": Page(status=302, headers={"Location": "/about/login/"}),
    "/loop/": Page(status=302, headers={"Location": "/loop/"}),
    "/inward/": Page(status=302, headers={"Location": "http://127.0.0.77:9/"}),
    "/file-url/": Page(status=302, headers={"Location": "file:///etc/passwd"}),
    "/stream/": Page(raw=b"ICY/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok"),
    "/decimal/": Page(status=302, headers={"Location": "http://2130706433:9/"}),
    "/out/": Page(status=302, headers={"Location": "http://192.0.2.1/"}),
}


def test_selectors_that_find_nothing_are_counted(site: Site, tmp_path: Path) -> None:
    layout = '[[layouts]]\nsection = ".nowhere"\ntitle = "h1"\nstrip = ".promotion"\n'
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site) + layout)
    paths = fill(site, "Ferries", "Customs")
    promoted = column("Customs").replace(b"<nav>", b"<div class='promotion'>Subscribe</div><nav>")
    site.pages[paths[1]] = Page(promoted)

    (summary,) = crawl(folder).summaries

    assert summary["columns_read"] == 2
    assert summary["layout_failures"] == {"section": 2, "strip": 1}


def test_bad_pages_are_counted_and_named_and_the_rest_goes_on(site: Site, tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    good = fill(site, "Ferries", "Customs")
    site.pages |= BAD_PAGES
    site.pages["/about/login/"] = Page(column("Log in"))
    site.pages["/feed"] = Page(feed(site.home, [*BAD_PAGES, *good]))
    done = crawl(folder)
    assert done.code == 0, done.error
    assert done.error == ""
    bad = {
        page["url"].removeprefix(site.home.rstrip("/")): (page["outcome"], page["reason"])
        for page in done.summaries[0]["bad"]
    }
    assert bad.pop("/loop/")[0] == "failed"
    outcome, reason = bad.pop("/stream/")
    assert (outcome, "no HTTP status line" in reason) == ("failed", True)
    for path, address in (
        ("/inward/", "127.0.0.77"),
        ("/decimal/", "127.0.0.1"),
        ("/out/", "192.0.2.1"),
    ):
        outcome, reason = bad.pop(path)
        assert (outcome, address in reason) == ("refused", True), path
    assert bad == {
        "/empty/": ("unreadable", "empty"),
        "/picture/": ("unreadable", "binary, not a page"),
        "/file/": ("unreadable", "application/json, not a page"),
        "/forbidden/": ("gated", "answers 403"),
        "/broken/": ("failed", "answers 500"),
        "/teapot/": ("unreadable", "answers 418"),
        "/file-url/": ("unreadable", "answers 302"),
    }
    assert done.outcomes()["new"] == 2
    assert done.outcomes()["out of scope"] == 1
    assert site.paths().count("/broken/") == 3

    site.forget()
    site.pages["/broken/"] = Page(column("Mended"))
    assert crawl(folder).outcomes()["new"] == 1


def test_scrapy_crawl_does_the_same_and_tells_a_seed_that_fell_silent(
    site: Site, tmp_path: Path
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    fill(site, "Ferries", "Customs")

    def scrapy(*told: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "scrapy", "crawl", "columns", *told],
            capture_output=True,
            text=True,
            cwd=folder / "outlets",
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            timeout=60,
        )

    done = scrapy("-a", "outlet=harbour", "-a", "limit=1")
    assert done.returncode == 0, done.stderr
    assert "harbour: 1 new" in done.stdout
    assert "limit" in done.stdout
    wrong = scrapy("-a", "outlet=habour")
    assert wrong.returncode == 1
    assert wrong.stderr.startswith('Error: no outlet "habour"'), wrong.stderr
    assert wrong.stderr.count("\n") == 1
    site.pages["/feed"] = Page(b"<html><body>Welcome to our new home</body></html>")
    silent = scrapy("-a", "outlet=harbour")
    assert silent.returncode == 1, silent.stdout
    assert "/feed used to name columns and named none: an HTML page" in silent.stderr
    assert "harbour: 1 new, 1 unchanged" in silent.stdout


def test_without_a_contact_only_loopback_is_crawled(site: Site, tmp_path: Path) -> None:
    text = outlet_file(site).replace(site.home, "https://harbour.example/")
    folder = working_folder(tmp_path / "desk", harbour=text)
    with pytest.raises(DeskError, match=r"^desk\.toml names no contact, so harbour"):
        crawl_here(folder, load_outlets(folder), settings=Settings())


def test_an_outlet_that_may_not_be_asked_does_not_stop_the_others(
    site: Site, tmp_path: Path
) -> None:
    fill(site, "Harbour Talks")
    abroad = outlet_file(site).replace(site.home, "https://abroad.example/")
    folder = working_folder(tmp_path / "desk", abroad=abroad, harbour=outlet_file(site))

    unasked, crawled = crawl_here(folder, load_outlets(folder), settings=Settings())

    assert (unasked.outlet, unasked.finish_reason, unasked.requests) == ("abroad", "not asked", 0)
    assert (unasked.problem or "").startswith("desk.toml names no contact, so abroad (https://")
    assert (crawled.outlet, crawled.problem) == ("harbour", None)
    assert crawled.outcomes[Outcome.NEW] == 1


PASSWORD = b"""<!doctype html><html lang='en'><head><title>Protected: A</title></head>
<body class='single'><main><article><h1>Protected: A</h1><div class='entry-content'>
<form action='/wp-login.php?action=postpass' class='post-password-form' method='post'>
<p>This content is password protected. To view it please enter your password below:</p>
<p><label>Password: <input name='post_password' type='password'></label>
<input type='submit' value='Enter'></p></form></div></article></main></body></html>"""


def test_a_column_behind_a_password_is_private_now_and_keeps_its_text(
    site: Site, tmp_path: Path
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    site.pages["/feed"] = Page(feed(site.home, ["/a/", "/b/"]))
    site.pages["/a/"] = site.pages["/b/"] = Page(column("A"))
    assert crawl(folder).outcomes() == {"new": 2}
    site.pages["/a/"] = Page(PASSWORD)
    site.pages["/b/"] = Page(b"Checking your browser", 403)
    assert crawl(folder).outcomes() == {"gated": 2}
    with Archive.reading(folder) as archive:
        told = columns.column(archive.db, f"{site.home}a/")
        assert (told.state, told.private, len(told.versions)) == ("live", True, 1)
        assert [event.kind for event in told.events] == ["private"]
        assert "harbour towns" in told.article.body
        passing = columns.column(archive.db, f"{site.home}b/")
        assert (passing.private, passing.events) == (False, ()), "a challenge may pass"
    site.pages["/a/"] = site.pages["/b/"] = Page(column("A"))
    with Archive.writing(folder, command="test") as archive, archive.write() as db:
        db.execute("UPDATE frontier SET next_visit = found_at")
    assert crawl(folder).outcomes() == {"back": 1, "unchanged": 1}
    with Archive.reading(folder) as archive:
        told = columns.column(archive.db, f"{site.home}a/")
        assert [event.kind for event in told.events] == ["private", "back"]
        assert not told.private
        assert list(verify(archive)) == []


CONSENT = b"""<!doctype html><title>We value your privacy</title><h1>We value your privacy</h1>
<p>We and our partners store cookies on your device and process personal data for advertising.</p>
<form method="post"><button>Accept all</button> <button>Manage options</button></form>"""


def test_a_page_of_consent_makes_no_column_and_no_column_private(
    site: Site, tmp_path: Path
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    known, new = fill(site, "Ferries", "Customs")
    site.pages[new] = Page(CONSENT)
    assert crawl(folder).outcomes() == {"new": 1, "gated": 1}
    site.pages[known] = Page(CONSENT)
    for _ in range(5):  # a challenge makes it private at the fourth
        with Archive.writing(folder, command="test") as archive, archive.write() as db:
            db.execute("UPDATE frontier SET next_visit = found_at")
        done = crawl(folder)
    assert done.outcomes() == {"gated": 2}
    assert {page["reason"] for page in done.summaries[0]["bad"]} == {GATES["consent"]}
    with Archive.reading(folder) as archive:
        kept = columns.column(archive.db, f"{site.home}{known[1:]}")
        assert (kept.state, kept.private, kept.events) == ("live", False, ())


def test_pages_that_fail_alike_have_one_line(site: Site, tmp_path: Path) -> None:
    paths = [f"/{number}/" for number in range(5)]
    site.pages["/feed"] = Page(feed(site.home, [*paths, "/other/"]))
    site.pages |= {path: Page(b"no", 403) for path in paths} | {"/other/": Page(b"", 418)}
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    printed = desk_process(folder, "crawl").stdout
    assert "gated: 5 addresses: answers 403; first " in " ".join(printed.split())
    assert printed.count("gated: ") == 1
    assert f"unreadable: {site.home}other/: answers 418" in " ".join(printed.split())
