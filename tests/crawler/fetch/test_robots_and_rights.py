"""What robots.txt forbids and publishers reserve is not asked for, or not kept."""

import gzip
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest

from archive.folder.archive import Archive
from tests.builders.crawls import crawl, fill, outlet_file, working_folder
from tests.builders.site import Page, Site, column, feed, publishing


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
