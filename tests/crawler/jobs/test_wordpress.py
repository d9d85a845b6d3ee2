"""A real WordPress, crawled with the `desk` command: everything public is archived whole, each
change is told exactly, and a crawl that finds none costs next to nothing."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from scripts.demo.folder import desk
from scripts.wordpress.content import Blog, Change, changed, first
from scripts.wordpress.lab import Asked, WordPress, wordpress
from scripts.wordpress.packages import BLOCK, CLASSIC
from tests.builders.wordpress_site import (
    SLUG,
    Kept,
    columns_of,
    comments_of,
    differing,
    make_folder,
    need_packages,
    path_of,
)

pytestmark = pytest.mark.timeout(600)


@dataclass(slots=True)
class Crawled:
    """Three crawls of a site: what each said, asked and left behind."""

    folder: Path
    blog: Blog
    change: Change
    summaries: list[dict[str, Any]] = field(default_factory=list)
    asked: list[list[Asked]] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)

    def outcomes(self, number: int) -> dict[str, int]:
        return {kind: n for kind, n in self.summaries[number]["outcomes"].items() if n}

    def crawl(self, site: WordPress) -> None:
        site.forget()
        (summary,) = json.loads(desk(self.folder, "crawl", SLUG, "--json").stdout)
        self.summaries.append(summary)
        self.asked.append([asked for asked in site.asked() if "foreign-desk/" in asked.agent])
        self.kept.append(Kept.of(self.folder, str(len(self.kept) + 1)))


@pytest.fixture(scope="module")
def site() -> Iterator[WordPress]:
    need_packages()
    with wordpress() as started:
        yield started


@pytest.fixture(scope="module", params=[CLASSIC, BLOCK])
def crawled(
    request: pytest.FixtureRequest, site: WordPress, tmp_path_factory: pytest.TempPathFactory
) -> Crawled:
    now = datetime.now(UTC)
    blog = first(now)
    site.seed(blog.as_told(request.param))
    folder = tmp_path_factory.mktemp(request.param) / "desk"
    make_folder(folder, site)
    result = Crawled(folder, blog, changed(blog, now))
    result.crawl(site)
    site.change(result.change.steps)
    result.crawl(site)
    result.crawl(site)
    return result


def test_one_crawl_archives_every_public_column_of_the_section_and_nothing_else(
    crawled: Crawled,
) -> None:
    assert len(crawled.blog.columns()) >= 200
    assert differing(crawled.kept[0].columns(), columns_of(crawled.blog)) == {}


def test_every_approved_comment_is_there_with_its_parent(crawled: Crawled) -> None:
    assert differing(crawled.kept[0].comments(), comments_of(crawled.blog)) == {}


def test_nothing_that_is_asked_is_too_much_for_the_server(crawled: Crawled) -> None:
    asked = [one for crawl in crawled.asked for one in crawl]
    assert [one.target for one in asked if one.status >= 500] == []


def test_the_first_crawl_tells_of_new_columns_only(crawled: Crawled) -> None:
    told = crawled.outcomes(0)
    assert told.pop("new") == len(crawled.blog.columns())
    # The sitemap names every post: those that are locked, and those of other sections.
    assert told.keys() <= {"gated", "out of scope"}
    assert told["gated"] == 3


def test_the_second_crawl_tells_each_change_exactly(crawled: Crawled) -> None:
    change = crawled.change
    assert crawled.outcomes(1) == {
        "new": len(change.new),
        "updated": len(change.updated),
        "comments": len(change.comments),
        "moved": len(change.moved),
        "gone": len(change.gone),
        "gated": len(change.gated),
    }
    kept = crawled.kept[1]
    locked = change.gated  # their texts stay as they were last seen
    assert differing(without(kept.columns(), locked), columns_of(change.blog)) == {}
    assert differing(without(kept.comments(), locked), comments_of(change.blog)) == {}


def without(told: dict[str, Any], paths: set[str]) -> dict[str, Any]:
    return {path: row for path, row in told.items() if path not in paths}


def test_a_column_that_moved_is_the_same_column(crawled: Crawled) -> None:
    before, after = (
        {path_of(url): name for url, name in kept.rows("SELECT url, public_id FROM articles")}
        for kept in crawled.kept[:2]
    )
    moved = crawled.change.moved
    assert [before[old] for old in moved] == [after[new] for new in moved.values()]
    assert not after.keys() & moved.keys()


def test_only_edits_make_versions(crawled: Crawled) -> None:
    several = crawled.kept[2].rows(
        "SELECT url FROM articles WHERE 1 < (SELECT count(*) FROM versions"
        " WHERE article_id = articles.id)"
    )
    assert {path_of(url) for (url,) in several} == crawled.change.updated


def test_a_crawl_that_finds_nothing_new_costs_next_to_nothing(crawled: Crawled) -> None:
    told = {kind for kind in crawled.outcomes(2) if kind != "unchanged"}
    assert told <= {"gated"}
    assert len(crawled.asked[2]) <= 0.05 * len(crawled.asked[0])
    assert crawled.kept[2].columns() == crawled.kept[1].columns()


def test_the_archive_verifies(crawled: Crawled) -> None:
    desk(crawled.folder, "verify")


def test_a_lost_database_of_it_is_made_again(crawled: Crawled, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(crawled.folder, tmp_path / "desk"))
    before = desk(folder, "dump", "--digest").stdout
    (folder / "archive.db").unlink()
    desk(folder, "rebuild")
    assert desk(folder, "dump", "--digest").stdout == before
