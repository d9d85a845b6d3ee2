"""Whole crawls of small publications on loopback: what is asked, what is kept, what is told."""

import gzip
import os
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest

from archive.fixity.verify import verify
from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.model.records import Outcome
from archive.reading import columns
from crawler.config.desk_file import Settings
from crawler.config.outlet_files import load_outlets
from crawler.jobs.crawling import crawl as crawl_here
from tests import ROOT
from tests.builders.crawls import crawl, fill, outlet_file, rows, started_crawl, working_folder
from tests.builders.site import Page, Site, column, feed, publishing


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


@pytest.mark.timing
def test_robots_txt_holds_for_all_that_wait_for_it_and_failing_means_not_now(
    tmp_path: Path,
) -> None:
    with publishing() as closed, publishing() as failing, publishing() as slow:
        closed.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /\n")
        failing.pages["/robots.txt"] = Page(b"", 503)
        slow.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 0.2\n")
        fill(slow, *(f"Column {letter}" for letter in "ABCDEF"))
        seeds = "".join(f'[[seeds]]\nfeed = "/feed/{number}"\n' for number in range(8))
        folder = working_folder(
            tmp_path / "desk",
            closed=outlet_file(closed) + seeds,
            failing=outlet_file(failing) + seeds,
            slow=outlet_file(slow),
        )
        done = crawl(folder)
    assert done.code == 1
    by_slug = {summary["outlet"]: summary for summary in done.summaries}
    assert closed.paths() == ["/robots.txt"]
    assert set(failing.paths()) == {"/robots.txt"}
    assert "robots.txt forbids it" in by_slug["closed"]["problem"]
    assert "robots.txt answers 503" in by_slug["failing"]["problem"]
    assert by_slug["slow"]["outcomes"]["new"] == 6
    times = [asked.at for asked in slow.asked]
    gaps = [after - before for before, after in pairwise(times)]
    # Seen from the site, on a machine that may be busy with something else.
    assert min(gaps) > 0.15
    assert median(gaps) < 0.35


def test_a_robots_txt_that_cannot_be_decoded_allows_nothing(site: Site, tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    fill(site, "Ferries")
    site.pages["/robots.txt"] = Page(b"\x0b\x02\x80abc\x03", headers={"Content-Encoding": "br"})
    done = crawl(folder)
    assert done.code == 1
    assert "robots.txt cannot be had (The body is coded in" in done.summaries[0]["problem"]
    assert set(site.paths()) == {"/robots.txt"}


FAULTY_READER = """
from crawler.session import seed_walk as walks
real = walks.read_seed
def read_seed(body, url, **told):
    if url.endswith("/odd"):
        raise AssertionError("no such declaration")
    return real(body, url, **told)
walks.read_seed = read_seed
"""


def test_a_seed_on_which_the_reader_fails_does_not_hold_up_the_others(
    site: Site, tmp_path: Path
) -> None:
    outlet = outlet_file(site) + '[[seeds]]\nfeed = "/odd"\n'
    folder = working_folder(tmp_path / "desk", harbour=outlet)
    fill(site, "Ferries", "Customs")
    site.pages["/odd"] = Page(b"<rss/>")
    done = crawl(folder, code=FAULTY_READER)
    assert done.outcomes() == {"new": 2}
    assert "AssertionError: no such declaration" in done.summaries[0]["seeds"][1]["problem"]


def test_a_killed_crawl_goes_on_where_it_was(site: Site, tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    paths = fill(site, *(f"Column {number}" for number in range(80)))
    first = started_crawl(folder)
    until = time.monotonic() + 30
    while len(site.asked) < 65 and time.monotonic() < until:
        time.sleep(0.01)
    first.kill()
    first.join()
    before = set(site.paths())
    assert 60 < len(before) < 80
    site.forget()
    done = crawl(folder)
    assert done.code == 0, done.error
    assert done.summaries[0]["continued"] is True
    again = before.intersection(site.paths()) - {"/robots.txt", "/feed"}
    assert len(again) <= 55, "a group of 50 captures at most is lost"
    assert before.union(site.paths()).issuperset(paths)
    assert rows(folder, "SELECT COUNT(*) FROM articles") == [(80,)]
    assert rows(folder, "SELECT COUNT(*) FROM crawls WHERE finished_at IS NULL") == [(0,)]


FULL_DISK = """
import errno, os
real, calls = os.fsync, []
def full(fd):
    calls.append(fd)
    if len(calls) > 1:
        raise OSError(errno.ENOSPC, "No space left on device")
    real(fd)
os.fsync = full
"""


def test_a_full_disk_stops_the_crawl_loudly_and_the_next_one_has_it_all(
    site: Site, tmp_path: Path
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    fill(site, *(f"Column {number}" for number in range(80)))
    full = crawl(folder, code=FULL_DISK)
    assert full.code == 1
    assert full.error.count("\n") == 1, full.error
    assert "no space" in full.error.lower() or "full" in full.error.lower()
    assert len(site.paths()) < 78
    done = crawl(folder)
    assert done.code == 0, done.error
    assert rows(folder, "SELECT COUNT(*) FROM articles") == [(80,)]


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


def test_what_a_publisher_reserves_is_recorded_and_by_policy_respected(
    site: Site, tmp_path: Path
) -> None:
    site.pages["/feed"] = Page(feed(site.home, ["/kept/", "/reserved/", "/mined/"]))
    site.pages["/kept/"] = Page(column("Kept"))
    site.pages["/reserved/"] = Page(
        column("Reserved").replace(b"<title>", b"<meta name='robots' content='noarchive'><title>")
    )
    site.pages["/mined/"] = Page(column("Mined"))
    site.pages["/.well-known/tdmrep.json"] = Page(
        b'[{"location": "/mined/", "tdm-reservation": 1}]',
        headers={"Content-Type": "application/json"},
    )
    recording = working_folder(tmp_path / "recording", harbour=outlet_file(site))
    assert crawl(recording).outcomes() == {"new": 3}
    with Archive.reading(recording) as archive:
        rows = archive.db.execute("SELECT url, rights FROM captures WHERE rights IS NOT NULL")
        assert rows.fetchall() == [(f"{site.home}reserved/", '["noarchive"]')]
    assert "/.well-known/tdmrep.json" not in site.paths()
    respecting = working_folder(tmp_path / "respecting", harbour=outlet_file(site))
    (respecting / "desk.toml").write_text('rights = "respect"\n')
    done = crawl(respecting)
    assert done.outcomes() == {"new": 1, "refused": 2}
    reasons = {
        bad["url"].removeprefix(site.home): bad["reason"] for bad in done.summaries[0]["bad"]
    }
    assert reasons == {
        "reserved/": "its publisher reserves it (noarchive)",
        "mined/": "its publisher reserves it (tdmrep.json)",
    }
    warc = b"".join(path.read_bytes() for path in (respecting / "warc").iterdir())
    assert gzip.decompress(warc).count(b"<h1>Kept</h1>") == 1
    assert b"<h1>Reserved</h1>" not in gzip.decompress(warc)


def test_a_tdmrep_json_that_robots_txt_forbids_is_not_asked_for(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /.well-known/\n")
    site.pages["/feed"] = Page(feed(site.home, ["/a/"]))
    site.pages["/a/"] = Page(column("A"))
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    (folder / "desk.toml").write_text('rights = "respect"\n')
    assert crawl(folder).outcomes() == {"new": 1}
    assert site.paths() == ["/robots.txt", "/feed", "/a/"]


def test_a_long_retry_after_is_kept_by_later_runs_too(site: Site, tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    site.pages["/feed"] = Page(b"busy", 503, headers={"Retry-After": "7200"})
    first = crawl(folder)
    assert first.code == 1
    site.pages["/feed"] = Page(feed(site.home, ["/a/"]))
    site.pages["/a/"] = Page(column("A"))
    site.forget()
    second = crawl(folder)
    assert site.paths() == []
    assert (
        "answers 503 and asks for a pause; not asked again before"
        in (second.summaries[0]["problem"])
    )


def test_a_long_retry_after_holds_for_what_waits_already(site: Site, tmp_path: Path) -> None:
    paths = [f"/{name}/" for name in "abcdef"]
    site.pages["/feed"] = Page(feed(site.home, paths))
    site.pages |= {path: Page(column(path)) for path in paths}
    site.pages["/c/"] = Page(b"busy", 503, headers={"Retry-After": "7200"})
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    done = crawl(folder)
    assert site.paths()[-1] == "/c/"
    assert "answers 503 and asks for a pause" in done.summaries[0]["problem"]
    with Archive.reading(folder) as archive:
        (leased,) = archive.db.execute(
            "SELECT count(*) FROM frontier WHERE leased_at IS NOT NULL"
        ).fetchone()
    assert leased == 0


def test_no_request_goes_out_while_a_retry_after_runs(site: Site, tmp_path: Path) -> None:
    paths = [f"/{name}/" for name in "abcdef"]
    site.pages["/feed"] = Page(feed(site.home, paths))
    site.pages |= {path: Page(column(path)) for path in paths}
    site.pages["/c/"] = Page(b"busy", 429, headers={"Retry-After": "1"})
    crawl(working_folder(tmp_path / "desk", harbour=outlet_file(site)))
    at = [asked.at for asked in site.asked]
    refused = [number for number, path in enumerate(site.paths()) if path == "/c/"]
    assert len(refused) == 3
    assert all(at[n + 1] - at[n] >= 1 for n in refused if n + 1 < len(at))


def test_robots_txt_of_the_last_day_is_not_asked_for_again(site: Site, tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /shut/\n")
    site.pages["/feed"] = Page(feed(site.home, ["/shut/", "/open/"]))
    site.pages["/open/"] = Page(column("Open"))
    assert crawl(folder).outcomes() == {"new": 1, "refused": 1}
    assert crawl(folder).outcomes() == {"unchanged": 1, "refused": 1}
    assert site.paths().count("/robots.txt") == 1
    assert "/shut/" not in site.paths()
    with Archive.writing(folder, command="test") as archive, archive.write() as db:
        db.execute("UPDATE captures SET captured_at = '2020' || substr(captured_at, 5)")
    crawl(folder)
    assert site.paths().count("/robots.txt") == 2


def test_a_robots_txt_that_redirects_is_obeyed_by_the_next_crawl_too(
    site: Site, tmp_path: Path
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    site.pages["/robots.txt"] = Page(status=301, headers={"Location": "/rules.txt"})
    site.pages["/rules.txt"] = Page(b"User-agent: *\nDisallow: /shut/\n")
    site.pages["/feed"] = Page(feed(site.home, ["/shut/"]))
    for _ in range(2):
        assert crawl(folder).outcomes() == {"refused": 1}
    assert "/shut/" not in site.paths()


def test_a_redirect_to_a_host_without_robots_txt_fails_alone(site: Site, tmp_path: Path) -> None:
    with publishing() as other:
        other.pages["/robots.txt"] = Page(b"", 503)
        site.pages["/feed"] = Page(feed(site.home, ["/away/", "/here/"]))
        site.pages["/away/"] = Page(status=302, headers={"Location": f"{other.home}gone/"})
        site.pages["/here/"] = Page(column("Here"))
        folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
        (folder / "desk.toml").write_text('allow_private = ["127.0.0.0/8"]\n')
        assert crawl(folder).outcomes() == {"new": 1, "failed": 1}


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


def test_a_crawl_delay_that_nobody_waits_for_is_told(site: Site, tmp_path: Path) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 86400\n")
    done = crawl(folder)
    assert done.code == 1
    assert "robots.txt asks for 86400 s between two requests" in done.summaries[0]["problem"]
    assert site.paths() == ["/robots.txt"]


@pytest.mark.parametrize("answer", ["disallow", "503", "429", "silence"])
def test_no_robots_txt_lets_one_of_32_candidates_through(
    site: Site, tmp_path: Path, answer: str
) -> None:
    site.pages["/robots.txt"] = {
        "disallow": Page(b"User-agent: *\nDisallow: /\n"),
        "503": Page(b"", 503),
        "429": Page(b"", 429),
        "silence": Page(raw=b" "),
    }[answer]
    seeds = "".join(f'[[seeds]]\nindex = "/section-{number}/"\n' for number in range(32))
    text = outlet_file(site).partition("[[seeds]]")[0] + seeds
    done = crawl(working_folder(tmp_path / "desk", harbour=text))
    assert done.code == 1
    assert set(site.paths()) == {"/robots.txt"}
    assert len(site.paths()) == (1 if answer == "disallow" else 3)


def test_a_body_cut_on_its_way_is_asked_for_again_and_never_kept_as_a_column(
    site: Site, tmp_path: Path
) -> None:
    whole = gzip.compress(column("Whole"))
    told = {"Content-Encoding": "gzip", "Content-Type": "text/html; charset=utf-8"}
    site.pages["/feed"] = Page(feed(site.home, ["/cut/", "/whole/"]))
    site.pages["/cut/"] = Page(whole[: len(whole) // 2], headers=told)
    site.pages["/whole/"] = Page(whole, headers=told)
    done = crawl(working_folder(tmp_path / "desk", harbour=outlet_file(site)))
    assert done.outcomes() == {"new": 1, "failed": 1}
    assert site.paths().count("/cut/") == 3
    assert "ends before its end: it was cut on its way" in done.summaries[0]["bad"][0]["reason"]
