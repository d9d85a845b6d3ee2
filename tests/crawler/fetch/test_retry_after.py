"""A site that asks for a pause is left alone."""

from pathlib import Path

from archive.folder.archive import Archive
from tests.builders.crawls import crawl, outlet_file, working_folder
from tests.builders.site import Page, Site, column, feed, publishing


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


def test_a_pause_is_not_for_what_waits_for_another_port(site: Site, tmp_path: Path) -> None:
    with publishing() as other:
        site.pages["/feed"] = Page(b"busy", 503, headers={"Retry-After": "7200"})
        paths = [f"/{name}/" for name in "abcdef"]
        other.pages |= {path: Page(column(path)) for path in paths}
        seeds = ""
        for path in paths:
            other.pages[f"/feed{path}"] = Page(feed(other.home, [path]))
            seeds += f'[[seeds]]\nfeed = "/feed{path}"\n'
        text = outlet_file(other).partition("[[seeds]]")[0] + seeds
        folder = working_folder(tmp_path / "desk", busy=outlet_file(site), other=text)
        done = crawl(folder)
    assert "asks for a pause" in done.summaries[0]["problem"]
    assert done.outcomes(1) == {"new": 6}
