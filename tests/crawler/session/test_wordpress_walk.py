"""What a walk through REST asks, finds and remembers of a WordPress that answers as a real one."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import random
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from archive.folder.archive import Archive
from archive.frontier import visits
from archive.model.records import Exchange, Outcome
from crawler.config.outlet_files import load_outlet
from crawler.config.outlets import Outlet
from crawler.intake import intake
from crawler.session.seed_walk import Answer, InPieces
from crawler.session.wordpress_walk import WordPressWalk
from tests.builders.archives import new_archive
from tests.builders.wordpress_rest import NOON, page_of, posts_asked_for, stamp

HOME = "http://blog.example/"
OUTLET = f"""\
name = "The Blog"
home = "{HOME}"
language = "en"
timezone = "UTC"

[[seeds]]
wordpress = "/wp-json/"
categories = ["foreign-affairs"]
"""
CATEGORIES: list[dict[str, Any]] = [
    {"id": 1, "slug": "cooking", "name": "Cooking", "parent": 0},
    {"id": 2, "slug": "foreign-affairs", "name": "Foreign Affairs", "parent": 0},
    {"id": 3, "slug": "asia", "name": "Asia", "parent": 2},
]
DAY = timedelta(days=1)


@dataclass
class Blog:
    """A WordPress as its REST shows it."""

    posts: dict[int, dict[str, Any]] = field(default_factory=dict)
    comments: dict[int, dict[str, Any]] = field(default_factory=dict)
    largest: int = 100
    """Entries it puts on a page at most, however many it is asked for."""
    stuck: bool = False
    """Whether it has but the first page, whatever page it is asked for."""
    untold: int = 0
    """A category that it counts and does not list."""
    further: int | None = None
    """Status with which it answers for all pages but the first."""
    counts: bool = True
    """Whether it tells how many there are."""
    claimed: int | None = None
    """Total it claims in place of the true one."""
    closed: bool = False
    locked: set[int] = field(default_factory=set)
    """Posts whose comments nobody may read; to ask for them among others is refused."""
    disturbed: int = 0
    """Answers in whose place comes something that is no REST."""

    def publish(self, number: int, *, category: int = 2, day: float = 0, slug: str = "") -> None:
        self.posts[number] = {
            "id": number,
            "link": f"{HOME}{slug or f'post-{number}'}/",
            "date_gmt": stamp(NOON - 300 * DAY + number * DAY),
            "modified_gmt": stamp(NOON + day * DAY),
            "title": {"rendered": f"Post {number}"},
            "content": {"rendered": "<p>Prose.</p>", "protected": False},
            "categories": [category],
            "_embedded": {
                "author": [{"name": "Ada Quill"}],
                "wp:term": [[{"name": "Asia &amp; Pacific", "taxonomy": "category"}]],
            },
        }

    def comment(self, number: int, post: int, *, day: float, text: str = "Well said.") -> None:
        self.comments[number] = {
            "id": number,
            "post": post,
            "parent": 0,
            "date_gmt": stamp(NOON + day * DAY),
            "author_name": "Bao",
            "content": {"rendered": f"<p id='{random()}'>{text}</p>"},
        }

    def is_protected(self, post: int) -> bool:
        return post in self.posts and self.posts[post]["content"]["protected"]

    def answer(self, url: str) -> tuple[int, dict[str, str], Any]:
        route = urlsplit(url).path.removeprefix("/wp-json/wp/v2/")
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        if self.disturbed:
            self.disturbed -= 1
            return 200, {}, "<title>Just a moment...</title>"
        if self.closed:
            return 401, {}, {"code": "rest_not_logged_in", "message": "Members only."}
        if route == "categories":
            found = CATEGORIES
        elif route == "comments":
            about = [int(post) for post in asked.get("post", "").split(",") if post]
            if any(post in self.locked or self.is_protected(post) for post in about):
                return 403, {}, {"code": "rest_cannot_read_post", "message": "Not you."}
            found = [
                c
                for c in self.comments.values()
                if c["date_gmt"] + "Z" > asked.get("after", "")
                and (not about or c["post"] in about)
            ]
            by = {"id": "id", "date_gmt": "date_gmt"}[asked["orderby"]]
            found.sort(key=lambda one: one[by], reverse=asked["order"] == "desc")
        else:
            found = posts_asked_for(self.posts.values(), asked)
        if self.further and "page" in asked:
            return self.further, {}, {"code": "blocked", "message": "Not this."}
        if self.stuck:
            asked.pop("page", None)
        status, headers, told = page_of(found, asked, largest=self.largest)
        if status == 200 and route == "comments":  # WordPress cuts the page first
            told = [one for one in told if not self.is_protected(one["post"])]
        if route == "categories" and status == 200:
            told = [one for one in told if one["id"] != self.untold]
        if status == 200 and route == "posts" and self.claimed is not None:
            headers = {"X-WP-Total": str(self.claimed)}
        return status, headers if self.counts else {}, told


def pages_after(reading: InPieces) -> list[str]:
    """The further pages to ask for, once an answer is read."""
    while True:
        try:
            next(reading)
        except StopIteration as end:
            pages: list[str] = end.value
            return pages


class Desk:
    """An archive with one outlet, that walks through a blog."""

    def __init__(self, archive: Archive, outlet: Outlet) -> None:
        self.archive = archive
        self.outlet = outlet
        self.outlet_id = intake.register(archive, outlet)

    def walk(self, blog: Blog, *, day: float) -> tuple[list[str], WordPressWalk]:
        """What was asked, by its route, in order."""
        now = NOON + day * DAY
        walk = WordPressWalk(
            self.archive, self.outlet, self.outlet.seeds[0], outlet_id=self.outlet_id,
            now=lambda: now,
        )  # fmt: skip
        open_addresses, asked = walk.first(), []
        while open_addresses:
            url = open_addresses.pop(0)
            asked.append(url.removeprefix(f"{HOME}wp-json/wp/v2/"))
            status, headers, told = blog.answer(url)
            lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            body = json.dumps(told).encode()
            response = f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n{lines}\r\n".encode()
            exchange = Exchange(
                url=url, started_at=now, request=b"GET / HTTP/1.1\r\n\r\n", response=response + body
            )
            capture = self.archive.add_capture(exchange, outlet_id=self.outlet_id)
            total = headers.get("X-WP-Total")
            answer = Answer(capture, total=int(total) if total else None)
            open_addresses += pages_after(walk.answered(url, answer))
        assert walk.done
        return asked, walk

    def due(self, *, day: float) -> list[str]:
        now = NOON + day * DAY
        due = visits.due(self.archive, self.outlet_id, started_at=now, now=now)
        return [visit.url.removeprefix(HOME) for visit in due]

    def visit_all(self, *, day: float) -> list[str]:
        told = self.due(day=day)
        for path in told:
            now = NOON + day * DAY
            visits.settle(
                self.archive, self.outlet_id, HOME + path, Outcome.NEW, now=now, fixed=90 * DAY
            )
        return told


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "blog.toml").write_text(OUTLET)
    with new_archive(tmp_path) as archive:
        yield Desk(archive, load_outlet(tmp_path / "blog.toml"))


@pytest.fixture
def blog() -> Blog:
    made = Blog()
    for number in range(1, 251):
        made.publish(number, category=3 if number % 2 else 2, day=-2 + number / 300)
    made.publish(900, category=1, day=-1)
    made.posts[7]["content"]["protected"] = True
    made.comment(1, 5, day=-2)
    return made


def test_a_first_walk_lists_the_whole_tree_without_protected_posts(desk: Desk, blog: Blog) -> None:
    asked, walk = desk.walk(blog, day=0)
    assert [one.partition("?")[0] for one in asked] == [
        "categories",
        *["posts"] * 3,
        *["comments"] * 6,
    ]
    assert "categories=2,3&" in asked[1]
    assert walk.report().problem is None
    assert walk.report().yielded == 250
    told = desk.due(day=0.1)
    assert len(told) == 249
    assert not {"post-7/", "post-900/"} & set(told)


def test_a_quiet_walk_asks_five_times_and_finds_nothing_due(desk: Desk, blog: Blog) -> None:
    desk.walk(blog, day=0)
    desk.visit_all(day=0.1)
    asked, walk = desk.walk(blog, day=1)
    assert [one.partition("?")[0] for one in asked] == [
        "categories",
        *["posts"] * 2,
        *["comments"] * 2,
    ]
    assert desk.due(day=1.1) == []
    assert not walk.report().silent


def test_each_change_makes_just_its_column_due(desk: Desk, blog: Blog) -> None:
    desk.walk(blog, day=0)
    desk.visit_all(day=0.1)
    blog.publish(10, day=0.5)
    blog.publish(11, day=0.5, slug="moved")
    blog.publish(251, day=0.6)
    blog.posts[12]["content"]["protected"] = True
    blog.posts[12]["modified_gmt"] = stamp(NOON + 0.5 * DAY)
    blog.comment(2, 30, day=0.7)
    del blog.posts[40]
    desk.walk(blog, day=1)
    told = desk.visit_all(day=1.1)
    assert told[0] == "post-11/", "the former address comes first, to be led to the new one"
    assert sorted(told) == ["moved/", "post-10/", "post-11/", "post-12/", "post-251/", "post-30/",
                            "post-40/"]  # fmt: skip
    desk.walk(blog, day=2)
    assert desk.due(day=2.1) == []


@pytest.mark.parametrize("dated", [True, False])
def test_a_post_that_is_given_a_password_is_looked_at_once(
    desk: Desk, blog: Blog, dated: bool
) -> None:
    desk.walk(blog, day=0)
    desk.visit_all(day=0.1)
    blog.posts[12]["content"]["protected"] = True
    if dated:  # and so it is listed by each walk, as the one that was changed last
        blog.posts[12]["modified_gmt"] = stamp(NOON + 0.5 * DAY)
    seen = []
    for day in range(1, 16):
        desk.walk(blog, day=day)
        seen += desk.visit_all(day=day + 0.1)
    assert seen == ["post-12/"]
    blog.posts[12]["content"]["protected"] = False
    blog.posts[12]["modified_gmt"] = stamp(NOON + 15.5 * DAY)
    desk.walk(blog, day=16)
    assert desk.visit_all(day=16.1) == ["post-12/"]


def test_a_post_that_comes_in_without_a_new_date_is_found(desk: Desk, blog: Blog) -> None:
    blog.publish(901, category=1, day=-3)
    desk.walk(blog, day=0)
    desk.visit_all(day=0.1)
    blog.posts[901]["categories"] = [2]  # by a bulk tool, or as two categories are made one
    blog.publish(3, category=3, day=-2, slug="moved")
    desk.walk(blog, day=1)
    rows = desk.archive.db.execute(
        "SELECT record_id IS NOT NULL FROM frontier WHERE url LIKE '%post-901/'"
    )
    assert rows.fetchall() == [(1,)], "with all that REST says of it"
    assert sorted(desk.visit_all(day=1.1)) == ["moved/", "post-3/", "post-901/"]
    desk.walk(blog, day=2)
    assert desk.due(day=2.1) == []


def test_one_post_in_and_one_out_are_found_within_a_week(desk: Desk, blog: Blog) -> None:
    blog.publish(901, category=1, day=-3)
    desk.walk(blog, day=0)
    desk.visit_all(day=0.1)
    blog.posts[901]["categories"], blog.posts[20]["categories"] = [2], [1]
    seen = []
    for day in range(1, 8):
        desk.walk(blog, day=day)
        seen += desk.visit_all(day=day + 0.1)
    assert sorted(seen) == ["post-20/", "post-901/"]


def test_an_inventory_leaves_out_what_the_limit_does(desk: Desk, blog: Blog) -> None:
    object.__setattr__(desk.outlet.seeds[0], "limit", 2)
    desk.walk(blog, day=0)
    assert len(desk.visit_all(day=0.1)) == 200
    del blog.posts[240]
    desk.walk(blog, day=1)
    desk.walk(blog, day=8)
    assert desk.due(day=8.1) == [], "neither those behind the limit, nor as gone those before it"


def test_a_comment_taken_away_is_seen_and_a_late_approval_too(desk: Desk, blog: Blog) -> None:
    blog.comment(3, 8, day=-0.5)
    desk.walk(blog, day=0)
    desk.visit_all(day=0.1)
    del blog.comments[3]
    blog.comment(4, 9, day=-1.5)
    desk.walk(blog, day=1)
    assert sorted(desk.due(day=1.1)) == ["post-8/", "post-9/"]


def test_comments_edited_or_deleted_after_weeks_are_seen_within_a_week(
    desk: Desk, blog: Blog
) -> None:
    for number in range(2, 60):
        blog.comment(number, 4 * number, day=-40 - number)
    desk.walk(blog, day=0)
    desk.visit_all(day=0.1)
    blog.comment(20, 80, day=-60, text="I was wrong.")
    del blog.comments[50]
    blog.comment(60, 9, day=-30)  # approved a month late
    seen = []
    for day in range(1, 8):
        asked, _ = desk.walk(blog, day=day)
        assert len(asked) == (8 if day == 6 else 5), "with an inventory once a week"
        seen += desk.visit_all(day=day + 0.1)
    assert sorted(seen) == ["post-200/", "post-80/", "post-9/"]


def test_after_a_pause_more_posts_have_their_turn(desk: Desk, blog: Blog) -> None:
    blog.comment(2, 250, day=-40)
    desk.walk(blog, day=0)
    desk.visit_all(day=0.1)
    blog.comment(2, 250, day=-40, text="I was wrong.")
    desk.walk(blog, day=8)
    assert desk.due(day=8.1) == ["post-250/"]


def test_comments_beyond_the_last_page_that_is_asked_for_are_no_change(
    desk: Desk, blog: Blog
) -> None:
    for number, post in enumerate((90, 91, 92)):
        blog.comment(20_000 + number, post, day=-40)
    desk.walk(blog, day=0)
    desk.visit_all(day=0.1)
    for number in range(2, 10_002):
        blog.comment(number, 8, day=-40)
    desk.walk(blog, day=8)
    assert desk.due(day=8.1) == []


def test_comments_that_read_otherwise_everywhere_are_no_change(desk: Desk, blog: Blog) -> None:
    for number in range(2, 60):
        blog.comment(number, 4 * number, day=-40)
    desk.walk(blog, day=0)
    desk.visit_all(day=0.1)
    for number in range(2, 60):  # a new plugin says it of each
        blog.comment(number, 4 * number, day=-40, text="Well said. Rate this comment")
    desk.walk(blog, day=8)
    assert desk.due(day=8.1) == []


def test_a_post_that_is_not_for_all_any_more_hides_no_others(desk: Desk, blog: Blog) -> None:
    blog.comment(2, 8, day=-40)
    blog.comment(3, 200, day=-40)
    desk.walk(blog, day=0)
    desk.visit_all(day=0.1)
    blog.locked = {9}
    blog.comment(2, 8, day=-40, text="I was wrong.")
    blog.comment(3, 200, day=-40, text="I was wrong.")
    asked, _ = desk.walk(blog, day=8)
    assert sorted(desk.visit_all(day=8.1)) == ["post-200/", "post-8/"]
    about = [one for one in asked if one.startswith("comments?") and "post=" in one]
    assert len(about) <= 5 + 7, "seven halves of sixty are a single post"
    blog.locked = set()
    blog.comment(4, 9, day=-40)
    desk.walk(blog, day=16)
    assert desk.due(day=16.1) == ["post-9/"]


def test_comments_beside_posts_with_a_password_are_seen_within_a_week(
    desk: Desk, blog: Blog
) -> None:
    for number in range(2, 251):
        blog.comment(number, number, day=-40)
    desk.walk(blog, day=0)
    desk.visit_all(day=0.1)
    closed, edited = (70, 71, 130, 131, 132, 133, 134, 135), (60, 69, 72, 80, 129, 136)
    for number in closed:
        blog.posts[number]["content"]["protected"] = True
        if number < 135:  # a bulk tool changes no date
            blog.posts[number]["modified_gmt"] = stamp(NOON + 0.5 * DAY)
    desk.walk(blog, day=1)
    desk.visit_all(day=1.1)
    for number in edited:
        blog.comment(number, number, day=-40, text="I was wrong.")
    seen = []
    for day in range(2, 9):
        asked, _ = desk.walk(blog, day=day)
        inventory = 3 if day == 6 else 0
        assert len(asked) <= 5 + inventory + 6, "one at most is still to be found out"
        seen += desk.visit_all(day=day + 0.1)
    assert {f"post-{number}/" for number in edited} <= set(seen)


def test_a_rest_that_refuses_comments_of_every_post_is_left_in_time(desk: Desk, blog: Blog) -> None:
    desk.walk(blog, day=0)
    desk.visit_all(day=0.1)
    blog.locked = set(blog.posts)
    asked, walk = desk.walk(blog, day=8)
    assert sum("post=" in one for one in asked) < 50
    assert walk.report().problem is None


def test_totals_that_lie_neither_hide_posts_nor_go_on_for_ever(desk: Desk, blog: Blog) -> None:
    blog.claimed = 100_000
    asked, walk = desk.walk(blog, day=0)
    assert len(asked) == 16
    assert "lists 250 of the 100000 that it counts" in (walk.report().problem or "")
    blog.claimed = 0
    desk.visit_all(day=0.1)
    asked, walk = desk.walk(blog, day=1)
    assert walk.report().problem is None
    assert desk.due(day=1.1) == [], "the inventory shows that all are there"


def test_a_closed_rest_is_told_and_forgets_nothing(desk: Desk, blog: Blog) -> None:
    desk.walk(blog, day=0)
    desk.visit_all(day=0.1)
    blog.closed = True
    _, walk = desk.walk(blog, day=1)
    assert "answers 401 (rest_not_logged_in: Members only.)" in (walk.report().problem or "")
    blog.closed = False
    blog.publish(20, day=0.5)
    desk.walk(blog, day=2)
    assert desk.due(day=2.1) == ["post-20/"]


def test_what_comes_in_place_of_rest_for_a_moment_is_asked_again(desk: Desk, blog: Blog) -> None:
    blog.disturbed = 2
    asked, walk = desk.walk(blog, day=0)
    assert walk.report().problem is None
    assert asked[0] == asked[1] == asked[2]
    assert len(desk.due(day=0.1)) == 249
    blog.disturbed = 3
    asked, walk = desk.walk(blog, day=1)
    assert "no list in place of the categories" in (walk.report().problem or "")
    assert len(asked) == 3


def test_a_category_that_is_not_there_is_told_with_those_that_are(
    desk: Desk, blog: Blog, monkeypatch: pytest.MonkeyPatch
) -> None:
    object.__setattr__(desk.outlet.seeds[0], "categories", frozenset(["affairs"]))
    _, walk = desk.walk(blog, day=0)
    told = walk.report().problem or ""
    assert "no category affairs; there are: asia, cooking, foreign-affairs" in told


def test_true_is_no_id(desk: Desk, blog: Blog) -> None:
    blog.posts[3]["id"] = True
    blog.comment(2, 8, day=-1)
    blog.comments[2]["post"] = True
    _, walk = desk.walk(blog, day=0)
    assert walk.fault is None
    told = desk.visit_all(day=0.1)
    assert len(told) == 248
    assert "post-3/" not in told
    _, walk = desk.walk(blog, day=8)
    assert walk.fault is None
    assert desk.due(day=8.1) == []


def unlisted(desk: Desk) -> list[str]:
    told = desk.archive.db.execute("SELECT url FROM frontier WHERE platform_id IS NULL")
    return [url for (url,) in told]


def test_pages_shorter_than_they_were_asked_for_are_followed(desk: Desk, blog: Blog) -> None:
    blog.largest = 20
    _, walk = desk.walk(blog, day=0)
    assert walk.report().problem is None
    assert len(desk.visit_all(day=0.1)) == 249
    blog.publish(251, day=0.5)
    blog.publish(901, category=2, day=-3)
    desk.walk(blog, day=1)
    assert desk.visit_all(day=1.1) == ["post-251/", "post-901/"]
    for number in range(1, 31):
        blog.publish(number, category=3, day=1.5)
    _, walk = desk.walk(blog, day=2)
    assert len(desk.visit_all(day=2.1)) == 30
    _, walk = desk.walk(blog, day=9)
    assert walk.report().problem is None
    assert walk.lists_by_id
    assert desk.due(day=9.1) == unlisted(desk) == []


def test_short_pages_without_a_total_are_followed(desk: Desk, blog: Blog) -> None:
    blog.largest, blog.counts = 20, False
    desk.walk(blog, day=0)
    assert len(desk.visit_all(day=0.1)) == 249
    _, walk = desk.walk(blog, day=8)
    assert walk.report().problem is None
    assert desk.due(day=8.1) == unlisted(desk) == []


@pytest.mark.parametrize("counts", [True, False])
def test_a_listing_without_all_it_counts_is_told_and_unlists_nothing(
    desk: Desk, blog: Blog, counts: bool
) -> None:
    blog.largest, blog.stuck, blog.counts = 20, True, counts
    why = "lists 20 of the 250 that it counts" if counts else "page 2 repeats those before"
    for day in range(3):
        blog.publish(251 + day, day=day - 0.5)
        _, walk = desk.walk(blog, day=day)
        assert (why.replace("250", str(251 + day))) in (walk.report().problem or "")
        assert f"post-{251 + day}/" in desk.visit_all(day=day + 0.1)
        assert unlisted(desk) == []
        assert not walk.lists_by_id, "what it does not name may belong all the same"
    _, walk = desk.walk(blog, day=3)
    assert not walk.lists_by_id
    blog.largest, blog.stuck = 100, False
    _, walk = desk.walk(blog, day=10)
    assert len(desk.visit_all(day=10.1)) > 200
    _, walk = desk.walk(blog, day=11)
    assert walk.report().problem is None
    assert walk.lists_by_id


@pytest.mark.parametrize("status", [403, 404, 500])
def test_a_page_that_is_asked_for_in_doubt_alone_ends_no_walk(
    desk: Desk, blog: Blog, status: int
) -> None:
    for number in range(21, 251):
        del blog.posts[number]
    blog.counts, blog.further = False, status
    for day in range(2):
        _, walk = desk.walk(blog, day=day)
        assert len(desk.visit_all(day=day + 0.1)) == (0 if day else 19)
        problem = walk.report().problem
        assert (problem is None) == (status == 404)
        assert problem is None or f"page 2 answers {status} (blocked: Not this.)" in problem
    assert unlisted(desk) == []


def test_a_category_that_is_not_listed_takes_no_column_away(desk: Desk, blog: Blog) -> None:
    for number in range(1, 201):
        blog.posts[number]["categories"] = [2]
    desk.walk(blog, day=0)
    assert len(desk.visit_all(day=0.1)) == 249
    blog.untold = 3
    _, walk = desk.walk(blog, day=1)
    assert "lists 2 of the 3 that it counts" in (walk.report().problem or "")
    assert not walk.lists_by_id
    assert desk.due(day=1.1) == unlisted(desk) == []
    blog.untold = 0
    _, walk = desk.walk(blog, day=2)
    assert walk.report().problem is None
    assert desk.due(day=2.1) == unlisted(desk) == []


def test_all_categories_are_read_whatever_the_limit_of_the_posts(desk: Desk, blog: Blog) -> None:
    object.__setattr__(desk.outlet.seeds[0], "limit", 1)
    blog.largest = 2
    asked, _ = desk.walk(blog, day=0)
    assert any(one.startswith("posts?categories=2,3&") for one in asked)


def test_changes_that_are_not_all_listed_are_asked_for_again(desk: Desk, blog: Blog) -> None:
    desk.walk(blog, day=0)
    desk.visit_all(day=0.1)
    for number in range(1, 31):
        blog.publish(number, category=3, day=0.5 + number / 100)
    blog.largest, blog.stuck = 20, True
    desk.walk(blog, day=1)
    assert len(desk.visit_all(day=1.1)) == 20
    blog.stuck = False
    desk.walk(blog, day=2)
    assert len(desk.visit_all(day=2.1)) == 10


def test_a_listing_without_an_end_ends_where_the_outlet_file_says(desk: Desk, blog: Blog) -> None:
    object.__setattr__(desk.outlet.seeds[0], "limit", 5)
    blog.largest, blog.claimed = 1, 100_000
    asked, _ = desk.walk(blog, day=0)
    assert sum(one.startswith("posts") for one in asked) == 5
    assert len(desk.due(day=0.1)) == 5


@pytest.mark.parametrize("left", [0, 30])
def test_a_category_that_is_empty_for_a_day_takes_no_column_away(
    desk: Desk, blog: Blog, left: int
) -> None:
    desk.walk(blog, day=0)
    desk.visit_all(day=0.1)
    filed = {number: post["categories"] for number, post in blog.posts.items()}
    for number in range(left + 1, 251):
        blog.posts[number]["categories"] = [1]
    _, walk = desk.walk(blog, day=1)
    known = 249
    assert f"{known - max(left - 1, 0)} of {known} known posts are not listed" in (
        walk.report().problem or ""
    )
    assert not walk.lists_by_id
    assert desk.due(day=1.1) == unlisted(desk) == []
    for number, post in blog.posts.items():
        post["categories"] = filed[number]
    _, walk = desk.walk(blog, day=2)
    assert walk.report().problem is None
    assert desk.due(day=2.1) == unlisted(desk) == []


def test_comments_that_are_not_for_all_hide_no_others(desk: Desk, blog: Blog) -> None:
    desk.walk(blog, day=0)
    desk.visit_all(day=0.1)
    blog.comment(2, 7, day=0.5)  # under a password
    for number in range(3, 102):
        blog.comment(number, 30, day=0.4)
    blog.comment(102, 60, day=0.3)
    desk.walk(blog, day=1)
    assert desk.due(day=1.1) == ["post-30/", "post-60/"]
