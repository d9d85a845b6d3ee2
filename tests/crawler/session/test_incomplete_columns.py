"""Columns of which a page of comments cannot be had: kept after some tries, and mended later."""

import json
import sqlite3
from pathlib import Path

from archive.warc.journal import is_journal
from archive.warc.reading import whole_records
from tests.builders.crawls import crawl, desk_process, outlet_file, rows, working_folder
from tests.builders.site import Page, Site, column, feed

PATH = "/1/ferries/"
OLDER = f"{PATH}comment-page-1/"


def page(*numbers: int, text: str = "The fares") -> Page:
    """The column with these comments, and links to its two pages of comments."""
    items = "".join(
        f'<li class="comment even depth-1" id="comment-{n}"><b class="fn">Reader {n}</b>'
        f'<div class="comment-content"><p>Reader {n} on the fare.</p></div></li>'
        for n in numbers
    )
    talk = (
        f'<div id="comments"><ol class="comment-list">{items}</ol>'
        f'<a href="{OLDER}#comments">Older Comments</a></div></article>'
    )
    return Page(
        column("Ferries", text).replace(b"</article>", talk.encode()), headers={"ETag": f'"{text}"'}
    )


def talk(folder: Path) -> list[tuple[str, int]]:
    return rows(folder, "SELECT key, on_page FROM comments ORDER BY key")


def shown(folder: Path) -> dict[str, object]:
    told: dict[str, object] = json.loads(
        desk_process(folder, "show", shown_id(folder), "--json").stdout
    )
    return told


def shown_id(folder: Path) -> str:
    return str(rows(folder, "SELECT public_id FROM articles")[0][0])


def folder_of(site: Site, path: Path) -> Path:
    folder = working_folder(path / "desk", harbour=outlet_file(site))
    site.pages["/feed"] = Page(feed(site.home, [PATH]))
    return folder


def test_a_broken_page_of_comments_withholds_no_column(site: Site, tmp_path: Path) -> None:
    folder = folder_of(site, tmp_path)
    site.pages |= {PATH: page(3, 4), OLDER: Page(b"", 500)}
    for _ in range(3):
        assert crawl(folder).outcomes() == {"failed": 1}, "it may be of the moment"

    assert crawl(folder).outcomes() == {"new": 1}

    assert talk(folder) == [("3", 1), ("4", 1)]
    lacks = f"its page of comments {site.home[:-1]}{OLDER} cannot be had: answers 500"
    assert shown(folder)["incomplete"] == lacks
    assert lacks in desk_process(folder, "show", shown_id(folder)).stdout
    health = desk_process(folder, "health", "--json")
    assert json.loads(health.stdout)[0]["alarms"] == [
        f"{site.home[:-1]}{PATH} is incomplete: {lacks}"
    ]
    assert desk_process(folder, "verify").returncode == 0
    site.pages[OLDER] = page(1, 2)
    due(folder)

    assert crawl(folder).outcomes() == {"comments": 1}, "it is asked for whole, and again"

    assert talk(folder) == [("1", 1), ("2", 1), ("3", 1), ("4", 1)]
    assert shown(folder)["incomplete"] is None
    assert json.loads(desk_process(folder, "health", "--json").stdout)[0]["alarms"] == []


def test_a_column_whose_further_page_fails_for_ever_is_alarmed(site: Site, tmp_path: Path) -> None:
    folder = folder_of(site, tmp_path)
    more = f"<div class='page-links'>Pages: <span>1</span> <a href='{PATH}2/'>2</a></div></article>"
    site.pages[PATH] = Page(column("Ferries").replace(b"</article>", more.encode()))
    site.pages[f"{PATH}2/"] = Page(b"", 500)

    def told() -> list[str]:
        done = desk_process(folder, "health", "--json")
        alarms: list[str] = json.loads(done.stdout)[0]["alarms"]
        return [alarm for alarm in alarms if "cannot be kept" in alarm]

    assert [crawl(folder).outcomes() for _ in range(2)] == [{"failed": 1}] * 2
    assert told() == [], "it may be of the moment"
    assert crawl(folder).outcomes() == {"failed": 1}
    url = f"{site.home[:-1]}{PATH}"
    reason = f"its page {url}2/ cannot be had: answers 500"
    assert told() == [f"{url} cannot be kept, visit after visit: {reason}"]
    site.pages[f"{PATH}2/"] = Page(column("Ferries", "And the rest of it."))
    assert crawl(folder).outcomes() == {"new": 1}
    assert told() == []


def test_comments_on_a_page_that_cannot_be_had_are_not_taken_for_deleted(
    site: Site, tmp_path: Path
) -> None:
    folder = folder_of(site, tmp_path)
    site.pages |= {PATH: page(3, 4), OLDER: page(1, 2)}
    crawl(folder)
    site.pages |= {PATH: page(3, 4, text="The new fares"), OLDER: Page(b"", 500)}
    for _ in range(4):
        due(folder)
        outcomes = crawl(folder).outcomes()
    assert outcomes == {"updated": 1}
    assert talk(folder) == [("1", 1), ("2", 1), ("3", 1), ("4", 1)]

    assert desk_process(folder, "reextract", "--since", "2020-01-01").returncode == 0
    assert talk(folder) == [("1", 1), ("2", 1), ("3", 1), ("4", 1)]
    before = desk_process(folder, "dump").stdout
    for name in ("archive.db", "archive.db-wal", "archive.db-shm"):
        (folder / name).unlink(missing_ok=True)
    rebuilt = desk_process(folder, "rebuild")
    assert rebuilt.returncode == 0, rebuilt.stderr
    assert desk_process(folder, "dump").stdout == before
    assert shown(folder)["incomplete"] is not None


def test_what_a_column_lacks_is_in_no_journal_by_its_address(site: Site, tmp_path: Path) -> None:
    folder = folder_of(site, tmp_path)
    site.pages |= {PATH: page(3, 4), OLDER: Page(b"", 500)}
    for _ in range(4):
        crawl(folder)
    journals = [
        record.block
        for path in (folder / "warc").iterdir()
        for record in whole_records(path)
        if is_journal(record)
    ]
    assert b'"lacks":true' in b"".join(journals)
    assert b"ferries" not in b"".join(journals)
    forget = ("--reason", "asked for", "--raw", "--yes")
    done = desk_process(folder, "forget", f"{site.home[:-1]}{PATH}", *forget)
    assert done.returncode == 0, done.stderr
    assert rows(folder, "SELECT lacks FROM captures WHERE lacks IS NOT NULL") == []


def due(folder: Path) -> None:
    """Have the column visited by the next crawl, whatever it was to rest."""
    with sqlite3.connect(folder / "archive.db") as db:
        db.execute("UPDATE frontier SET next_visit = visited_at")


FEW_ELEMENTS = """
from crawler.extraction.markup import page, tree
page.MAX_ELEMENTS = tree.MAX_ELEMENTS = 60
"""
CUT = "more than 60 elements; the rest is not read"


def test_a_column_on_a_page_that_is_not_read_to_its_end_is_incomplete(
    site: Site, tmp_path: Path
) -> None:
    folder = folder_of(site, tmp_path)
    site.pages[PATH] = page(*range(40))
    done = crawl(folder, code=FEW_ELEMENTS)
    assert (done.code, done.outcomes()) == (0, {"new": 1})
    assert [(bad["outcome"], bad["reason"]) for bad in done.summaries[0]["bad"]] == [("new", CUT)]
    assert shown(folder)["incomplete"] == CUT
    assert 0 < len(talk(folder)) < 40

    file = tmp_path / "ferries.html"
    file.write_bytes(page(*range(40), text="The tolls").body)
    told = desk_process(folder, "import", str(file), "--outlet", "harbour", code=FEW_ELEMENTS)
    assert CUT in told.stdout
    assert CUT in desk_process(folder, "extract", str(file), code=FEW_ELEMENTS).stdout

    assert crawl(folder, "harbour").summaries[0]["bad"] == []
    assert shown(folder)["incomplete"] is None
    assert rows(folder, "SELECT count(*) FROM comments WHERE article_id = 1") == [(40,)]


def test_a_column_of_which_a_further_page_is_not_read_to_its_end_is_incomplete(
    site: Site, tmp_path: Path
) -> None:
    folder = folder_of(site, tmp_path)
    site.pages |= {PATH: page(41, 42), OLDER: page(*range(40))}
    assert crawl(folder, code=FEW_ELEMENTS).outcomes() == {"new": 1}
    assert shown(folder)["incomplete"] == (f"its page of comments {site.home[:-1]}{OLDER}: {CUT}")
    assert crawl(folder).summaries[0]["bad"] == []
    assert shown(folder)["incomplete"] is None
    assert rows(folder, "SELECT count(*) FROM comments") == [(42,)]

    more = f"<div class='page-links'>Pages: <span>1</span> <a href='{PATH}2/'>2</a></div></article>"
    site.pages[PATH] = Page(column("Ferries", "The tolls").replace(b"</article>", more.encode()))
    site.pages[f"{PATH}2/"] = Page(column("Ferries", *map("Pier {}.".format, range(60))))
    due(folder)
    crawl(folder, code=FEW_ELEMENTS)
    assert shown(folder)["incomplete"] == f"its page {site.home[:-1]}{PATH}2/: {CUT}"
