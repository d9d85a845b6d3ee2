"""What a 304 confirms, by the commands: crawls, imports and merges of a column that others saw."""

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.fixity.verify import verify
from archive.folder.archive import Archive
from archive.reading import dump
from tests.builders.command import desk
from tests.builders.crawls import clock_moved, crawl, outlet_file, rows, working_folder
from tests.builders.site import Page, Site, column, feed, publishing

FIRST, SECOND = "What the ferry said first.", "What the ferry said later."
PATH = "/2026/ferry/"


def publish(site: Site, text: str) -> None:
    site.pages[PATH] = Page(column("The ferry", text), headers={"ETag": f'"{text[-6:-1]}"'})
    site.pages["/feed"] = Page(feed(site.home, [PATH]))


def crawled(folder: Path, *, days_ago: int) -> None:
    assert crawl(folder, code=clock_moved(timedelta(days=-days_ago))).code == 0


def imported(folder: Path, site: Site, text: str, *, days_ago: int) -> None:
    saved = folder.parent / f"{folder.name}.html"
    link = f"<link rel='canonical' href='{site.home}{PATH[1:]}'></head>"
    saved.write_bytes(column("The ferry", text).replace(b"</head>", link.encode()))
    at = (datetime.now(UTC) - timedelta(days=days_ago)).timestamp()
    os.utime(saved, (at, at))
    assert desk(folder, "import", str(saved), "--outlet", "harbour").exit_code == 0


def texts(folder: Path) -> list[str]:
    """How the column's versions begin."""
    return [
        body[: len(FIRST)].strip()
        for (body,) in rows(
            folder,
            "SELECT coalesce(v.body, a.body) FROM versions AS v JOIN articles AS a"
            " ON a.id = v.article_id ORDER BY v.ordinal",
        )
    ]


def state(folder: Path) -> str:
    with Archive.reading(folder) as archive:
        assert list(verify(archive)) == []
        return dump.digest(archive)


def rebuilt(folder: Path) -> str:
    for path in folder.glob("archive.db*"):
        path.unlink()
    assert desk(folder, "rebuild").exit_code == 0
    return state(folder)


def test_a_304_confirms_the_text_of_its_desk_whichever_is_merged_into_which(
    tmp_path: Path,
) -> None:
    with publishing() as site:
        one, other = (
            working_folder(tmp_path / name, harbour=outlet_file(site)) for name in ("one", "other")
        )
        publish(site, FIRST)
        crawled(one, days_ago=50)
        publish(site, SECOND)
        crawled(other, days_ago=40)
        publish(site, FIRST)
        crawled(one, days_ago=30)
    assert rows(one, "SELECT status FROM captures WHERE article_id = 1") == [(200,), (304,)]
    digests = set()
    for source, theirs in ((one, other), (other, one)):
        ours = Path(shutil.copytree(source, tmp_path / f"{source.name}-first"))
        assert desk(ours, "merge", str(theirs), "--yes").exit_code == 0
        assert texts(ours) == [FIRST, SECOND, FIRST]
        digests.add(state(ours))
        assert desk(ours, "reextract").exit_code == 0
        digests |= {state(ours), rebuilt(ours)}
    assert len(digests) == 1


def test_a_saved_page_of_before_does_not_stay_current_once_the_site_denied_it(
    tmp_path: Path,
) -> None:
    digests = set()
    with publishing() as site:
        for order in ("crawl, import, crawl", "crawl, crawl, import"):
            publish(site, FIRST)
            folder = working_folder(tmp_path / order.replace(", ", "-"), harbour=outlet_file(site))
            ages = iter((100, 10))
            for step in order.split(", "):
                if step == "crawl":
                    crawled(folder, days_ago=next(ages))
                else:
                    imported(folder, site, SECOND, days_ago=50)
            assert texts(folder) == [FIRST, SECOND, FIRST], order
            digests.add(state(folder))
            assert rebuilt(folder) in digests
    assert len(digests) == 1
