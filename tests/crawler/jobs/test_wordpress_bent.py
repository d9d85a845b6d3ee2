"""A real WordPress bent on purpose, as in years sites are: outlets that come later, walls before
every page, posts that change their place, a REST that is closed, pages that break."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.config.outlet_files import load_outlet
from scripts.wordpress.content import Blog, Comment
from scripts.wordpress.lab import Asked, WordPress, wordpress
from scripts.wordpress.packages import BLOCK, CLASSIC
from tests.builders.crawls import clock_moved, desk_process
from tests.builders.small_wordpress import (
    ABROAD,
    AFFAIRS,
    ASIA,
    CATEGORIES,
    CHOICES,
    COUNCIL,
    FIRST,
    LOCAL,
    TALKED,
    TOWN,
    SmallWordPress,
    small,
)
from tests.builders.wordpress_site import Kept, columns_of, comments_of, need_packages, path_of

pytestmark = pytest.mark.timeout(600)

SLUG = "affairs"


@dataclass(frozen=True, slots=True)
class Archived:
    """A working folder whose outlet was crawled two weeks ago, and the site as it then was."""

    paper: SmallWordPress
    folder: Path

    def copied(self, to: Path) -> "Archived":
        """The same again, with the site as it was."""
        folder = Path(shutil.copytree(self.folder, to / "desk"))
        return Archived(self.paper.anew(), folder)

    @property
    def kept(self) -> Kept:
        return Kept.of(self.folder, "now")

    def desk(self, *words: str) -> str:
        return desk(self.folder, *words)

    def crawl(
        self, *words: str, slug: str = SLUG, days_ago: float = 0, fails: bool = False
    ) -> dict[str, Any]:
        """The summary of an outlet's crawl, as if it were made some days ago."""
        code = clock_moved(-timedelta(days=days_ago)) if days_ago else None
        done = desk_process(self.folder, "crawl", slug, "--json", *words, code=code)
        assert done.returncode == fails, done.stdout + done.stderr
        (summary,) = json.loads(done.stdout)
        return dict(summary)

    def crawled(self) -> "Archived":
        """The same after a first crawl."""
        self.crawl(days_ago=14)
        return self

    def asked(self) -> list[Asked]:
        """What the desk asked of the site since this was asked last."""
        found = [one for one in self.paper.site.asked() if "foreign-desk/" in one.agent]
        self.paper.site.forget()
        return found


def desk(folder: Path, *words: str) -> str:
    """What a verb prints that ends well."""
    done = desk_process(folder, *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


BY_NAME = """\
name = "The Saltmarsh Review"
home = "{root}/"
language = "en"
timezone = "Asia/Seoul"

[scope]
sections = ["Foreign Affairs", "Asia", "Columns"]

[[seeds]]
feed = "/feed/"

[[seeds]]
sitemap = "/wp-sitemap.xml"

[[seeds]]
index = "/category/foreign-affairs/"
pages = "/category/foreign-affairs/page/{{page}}/"
"""
"""An outlet file by hand, for a site whose REST is closed."""


def drafted(paper: SmallWordPress, folder: Path, *words: str) -> Archived:
    """A folder with an outlet as `desk outlets add` drafts it."""
    desk(folder, "init", "desk")
    desk(folder / "desk", "outlets", "add", *words, "--slug", SLUG, "--yes")
    return Archived(paper, folder / "desk")


def by_name(paper: SmallWordPress, folder: Path) -> Archived:
    """A folder with the outlet file above."""
    desk(folder, "init", "desk")
    file = folder / "desk" / "outlets" / f"{SLUG}.toml"
    file.write_text(BY_NAME.format(root=paper.site.root), "utf-8")
    return Archived(paper, folder / "desk")


def outcomes(summary: dict[str, Any]) -> dict[str, int]:
    return {kind: count for kind, count in summary["outcomes"].items() if count}


@pytest.fixture(scope="module")
def site() -> Iterator[WordPress]:
    need_packages()
    with wordpress() as started:
        yield started


@pytest.fixture(scope="module")
def blog() -> Blog:
    return small(datetime.now(UTC))


@pytest.fixture(scope="module")
def named(blog: Blog) -> Blog:
    """The same with a section that goes by names: those of the other section belong too."""
    return replace(blog, inside=(*blog.inside, TOWN))


@pytest.fixture(scope="module")
def with_rest(site: WordPress, blog: Blog, tmp_path_factory: pytest.TempPathFactory) -> Archived:
    paper = SmallWordPress.begun(site, blog, CLASSIC)
    words = (f"{site.root}/", "--section", "Foreign Affairs")
    return drafted(paper, tmp_path_factory.mktemp("open"), *words).crawled()


@pytest.fixture(scope="module")
def without_rest(
    site: WordPress, named: Blog, tmp_path_factory: pytest.TempPathFactory
) -> Archived:
    paper = SmallWordPress.begun(site, named, CLASSIC, lab_rest_closed=1)
    return by_name(paper, tmp_path_factory.mktemp("closed")).crawled()


@pytest.fixture
def opened(with_rest: Archived, tmp_path: Path) -> Archived:
    """A folder of its own for a test, of the site with its REST open."""
    return with_rest.copied(tmp_path)


@pytest.fixture
def closed(without_rest: Archived, tmp_path: Path) -> Archived:
    """The same of the site with its REST closed."""
    return without_rest.copied(tmp_path)


def test_an_outlet_that_is_added_later_gets_all_of_its_section(opened: Archived) -> None:
    paper = opened.paper
    assert opened.kept.columns() == columns_of(paper.blog)
    words = ("outlets", "add", f"{paper.site.root}/", "--section", "Local", "--slug", "local")
    opened.desk(*words, "--yes")
    local = paper.paths(LOCAL, TOWN)

    assert outcomes(opened.crawl(slug="local"))["new"] == len(local)

    assert opened.kept.columns().keys() == columns_of(paper.blog).keys() | local
    assert not outcomes(opened.crawl(slug="local")), "nothing is due"
    opened.desk("verify")


def test_while_every_page_leads_to_one_place_no_column_is_lost(opened: Archived) -> None:
    paper, before = opened.paper, opened.kept
    columns = columns_of(paper.blog)
    for wall in ("/wp-login.php?redirect_to={asked}", "/", CHOICES):
        with paper.while_set(lab_wall=wall):
            away = opened.crawl("--again", fails=True)
        told = outcomes(away)
        # What is out of scope is asked again too; the fixed page itself answers as ever.
        assert told.pop("failed") >= len(columns)
        assert told in ({}, {"out of scope": 1})
        assert "addresses leads to" in away["problem"]
        assert "addresses leads to" in alarm(opened.folder)

        back = opened.crawl()

        assert back["problem"] is None
        assert outcomes(back).pop("unchanged") == len(columns)
        assert "well" in opened.desk("health")
    assert opened.kept.rows(COLUMNS) == before.rows(COLUMNS)
    assert opened.kept.comments() == before.comments()
    opened.desk("verify")


COLUMNS = (
    "SELECT url, public_id, state, title, body, (SELECT count(*) FROM versions"
    " WHERE article_id = articles.id) FROM articles ORDER BY url"
)


def alarm(folder: Path) -> str:
    """What `desk health` says of an outlet that is not well."""
    done = desk_process(folder, "health")
    assert done.returncode == 1
    return " ".join(done.stdout.split())


def test_a_post_that_moves_into_the_section_is_archived(opened: Archived) -> None:
    paper = opened.paper
    paper.file(paper.first_of(LOCAL), AFFAIRS)
    assert outcomes(opened.crawl()) == {"new": 1}
    assert opened.kept.columns() == columns_of(paper.blog)


def test_a_section_of_the_same_name_elsewhere_is_not_in_scope(opened: Archived) -> None:
    paper = opened.paper
    assert CATEGORIES[ABROAD][0] == CATEGORIES[TOWN][0]
    assert not opened.kept.columns().keys() & paper.paths(TOWN)
    leaving, coming = paper.first_of(ABROAD), paper.first_of(TOWN)
    paper.file(leaving, TOWN)
    paper.file(coming, ABROAD)

    assert outcomes(opened.crawl()) == {"new": 1, "out of scope": 1}

    # What was archived stays; what is out of scope is no longer asked for.
    assert opened.kept.columns().keys() == columns_of(paper.blog).keys() | {leaving.path}


def test_pages_of_comments_are_one_discussion_and_no_columns(without_rest: Archived) -> None:
    found = without_rest.kept.rows("SELECT url FROM articles WHERE url LIKE '%comment-page%'")
    assert found == []
    assert without_rest.kept.comments() == comments_of(without_rest.paper.blog)


@pytest.mark.parametrize("page", ["comment-page-2/", "comment-page-2/#comments", "?cpage=2"])
def test_a_page_of_comments_is_no_column_though_a_person_names_it(
    closed: Archived, page: str
) -> None:
    before = closed.kept.rows(COLUMNS)
    talked = f"{closed.paper.site.root}{closed.paper.blog.posts[TALKED].path}"

    done = desk_process(closed.folder, "fetch", f"{talked}{page}")

    assert (done.returncode, "out of scope" in done.stdout) == (1, True), done.stdout
    assert "a page of comments" in done.stdout
    assert closed.kept.rows(COLUMNS) == before


def test_without_rest_a_post_that_moves_into_the_section_is_archived(closed: Archived) -> None:
    paper, before = closed.paper, closed.kept.columns()
    moved = paper.file(paper.first_of(LOCAL), AFFAIRS)
    assert outcomes(closed.crawl(days_ago=7))["new"] == 1
    assert closed.kept.columns().keys() == before.keys() | {moved.path}


def test_without_rest_changes_are_seen_within_a_week(closed: Archived) -> None:
    paper, before = closed.paper, closed.kept.columns()
    public_ids = {path_of(url): name for url, name in closed.kept.rows(PUBLIC_IDS)}
    edited, old, renamed, refiled, deleted = (paper.post(number) for number in (0, 10, 6, 7, 8))
    for post in (edited, old):  # the one is on the feed's first page, the other behind it
        paper.rewrite(post, *post.pages[0], "A paragraph was added in the evening.")
    paper.file(refiled, AFFAIRS)
    moved = paper.rename(renamed, f"{renamed.slug}-moved")
    paper.delete(deleted)
    told: Counter[str] = Counter()
    for days in (13, 10, 7):
        told += Counter(outcomes(closed.crawl(days_ago=days)))
    changes = ("new", "updated", "moved", "gone")
    assert {kind: told[kind] for kind in changes} == {"new": 0, "updated": 2, "moved": 1, "gone": 1}
    there = (before.keys() - {renamed.path, deleted.path}) | {moved.path}
    expected = columns_of(paper.blog)
    assert closed.kept.columns() == {path: expected[path] for path in there}
    after = {path_of(url): name for url, name in closed.kept.rows(PUBLIC_IDS)}
    assert after[moved.path] == public_ids[renamed.path]
    assert renamed.path not in after


PUBLIC_IDS = "SELECT url, public_id FROM articles"


def test_a_broken_page_of_comments_withholds_no_column(
    site: WordPress, named: Blog, tmp_path: Path
) -> None:
    breaks = {"lab_rest_closed": 1, "lab_breaks": "#/comment-page-2/#"}
    paper = SmallWordPress.begun(site, named, CLASSIC, **breaks)
    broken = by_name(paper, tmp_path).crawled()
    for days in (13, 12, 11):  # at first it may be of the moment
        broken.crawl(days_ago=days)
    talked = named.posts[TALKED]
    column = f"{site.root}{talked.path}"
    assert talked.path in broken.kept.columns()
    assert 0 < len(broken.kept.comments()[talked.path]) < len(named.discussion(talked))
    assert "incomplete" in broken.desk("show", column)

    paper.option(lab_breaks="")
    broken.crawl()

    assert broken.kept.comments()[talked.path] == comments_of(named)[talked.path]
    assert "incomplete" not in broken.desk("show", column)


def test_a_feed_beside_rest_is_asked_conditionally_and_has_not_rolled_past(
    opened: Archived,
) -> None:
    drafted = (opened.folder / "outlets" / f"{SLUG}.toml").read_text("utf-8")
    assert all(seed in drafted for seed in ("wordpress =", "feed =", "sitemap ="))
    like, now = opened.paper.post(0), datetime.now(UTC).replace(microsecond=0)
    for number in range(FEED_HOLDS):  # none of those it named before is in the feed any more
        at = now - timedelta(days=4, hours=number)
        opened.paper.publish(
            replace(like, id=2000 + number, slug=f"later-{number}", title=f"Ice {number}", at=at)
        )
    told = opened.crawl(days_ago=2)
    assert told["problem"] is None
    assert outcomes(told)["new"] == FEED_HOLDS
    assert "well" in opened.desk("health")
    opened.asked()

    opened.crawl(days_ago=1)

    assert {one.status for one in opened.asked() if "feed" in one.target} == {304}


FEED_HOLDS = 10
"""Posts in a feed, as WordPress has it."""


def test_comments_that_are_edited_or_deleted_are_seen_within_a_week(opened: Archived) -> None:
    paper = opened.paper
    late = replace(next(iter(paper.blog.comments.values())), id=700, post=paper.post(9).id)
    paper.say(replace(late, at=datetime.now(UTC).replace(microsecond=0) - timedelta(days=13)))
    opened.crawl(days_ago=12)  # the newest comment is a fortnight later than those
    talk = {post: paper.blog.discussion(paper.blog.posts[post]) for post in (TALKED, FIRST)}
    paper.amend(talk[TALKED][0], "What I wrote before was wrong.")
    paper.withdraw(talk[FIRST][0])
    for days in range(11, 4, -1):
        opened.crawl(days_ago=days)
    assert opened.kept.comments() == comments_of(paper.blog)


def test_a_password_on_one_post_hides_no_comments_of_others(opened: Archived) -> None:
    paper = opened.paper
    talk = paper.blog.discussion(paper.blog.posts[TALKED])
    paper.protect(paper.post(0))
    paper.amend(talk[0], "What I wrote before was wrong.")
    opened.asked()
    for days in range(12, 5, -1):
        opened.crawl(days_ago=days)
    assert opened.kept.comments() == comments_of(paper.blog)
    refused = [one.target for one in opened.asked() if one.status in (401, 403)]
    assert refused == [], "it is known for what it is"


def test_without_rest_a_post_that_is_in_another_section_too_belongs(without_rest: Archived) -> None:
    paper, kept = without_rest.paper, without_rest.kept
    council = kept.rows("SELECT url FROM articles WHERE section = 'Council'")
    assert {path_of(url) for (url,) in council} == paper.paths(COUNCIL), "it is named first"
    assert kept.columns() == columns_of(paper.blog)


@pytest.mark.parametrize("theme", [CLASSIC, BLOCK])
def test_without_rest_the_draft_of_a_section_admits_it_and_all_below(
    site: WordPress, named: Blog, tmp_path: Path, theme: str
) -> None:
    paper = SmallWordPress.begun(site, named, theme, lab_rest_closed=1)
    affairs = drafted(paper, tmp_path, f"{site.root}/", "--section", "Foreign Affairs")
    made = load_outlet(affairs.folder / "outlets" / f"{SLUG}.toml")
    assert made.scope.sections == {"foreign affairs", "asia", "columns"}

    affairs.crawl()

    assert affairs.kept.columns() == columns_of(named)


def test_trackbacks_are_no_pingbacks(closed: Archived) -> None:
    at = datetime.now(UTC).replace(microsecond=0) - timedelta(days=24)
    for number, kind in enumerate(("pingback", "trackback"), 900):
        closed.paper.say(
            Comment(
                id=number,
                post=FIRST,
                author="The Dunlin Gazette",
                at=at,
                text="[&#8230;] as was said [&#8230;]",
                url=f"http://elsewhere.invalid/{kind}/",
                type="pingback" if kind == "pingback" else "trackback",
            )
        )
    closed.crawl("--again")
    kinds = closed.kept.rows("SELECT key, kind FROM comments WHERE kind != 'reader'")
    assert dict(kinds) == {"900": "pingback", "901": "trackback"}


def test_a_column_whose_section_changes_says_so_in_its_history(opened: Archived) -> None:
    post = opened.paper.file(opened.paper.post(0), ASIA)
    opened.crawl()
    told = opened.desk("history", f"{opened.paper.site.root}{post.path}")
    assert "section from Foreign Affairs" in told
    section = opened.kept.rows(f"SELECT section FROM articles WHERE url LIKE '%{post.path}'")
    assert section == [("Asia",)]
