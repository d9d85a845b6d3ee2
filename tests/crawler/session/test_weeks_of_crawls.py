"""Four weeks of crawls of a site with REST closed: what they cost, and when a change is seen."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.builders.crawls import clock_moved, crawl, outlet_file, rows, working_folder
from tests.builders.site import Page, Site, column, sitemap

POSTS = 200
DAYS = 28
START = datetime.now(UTC).replace(microsecond=0)
EACH = timedelta(days=4)
"""Between two crawls."""
DEAREST = 0.05
"""Of the requests of the first crawl, that a later one may cost, with what is new and changed."""

SEEDS = """
[[seeds]]
sitemap = "/wp-sitemap.xml"

[[seeds]]
index = "/category/foreign-affairs/"
pages = "/category/foreign-affairs/page/{page}/"
limit = 40
"""


@dataclass
class Blog:
    """A site whose posts are published, edited, moved and deleted as its days pass."""

    site: Site
    posts: dict[str, tuple[str, datetime, datetime]] = field(default_factory=dict)
    """Path to text, time of publication and of the last change."""

    def put(self, path: str, text: str, published: datetime, changed: datetime) -> None:
        self.posts[path] = (text, published, changed)
        meta = f"<meta property='article:published_time' content='{published.isoformat()}'></head>"
        page = column(f"Letter {path.split('/')[1]}", text).replace(b"</head>", meta.encode())
        self.site.pages[path] = Page(page, headers={"ETag": f'"{hash(text)}"'})
        self.build()

    def delete(self, path: str, *, to: str | None = None) -> None:
        del self.posts[path]
        self.site.pages[path] = (
            Page(status=301, headers={"Location": to}) if to else Page(b"gone", 404)
        )
        self.build()

    def build(self) -> None:
        newest = sorted(self.posts, key=lambda path: self.posts[path][1], reverse=True)
        for number in range(len(newest) // 10 + 1):
            links = "".join(
                f"<li><a href='{path}'>{path}</a></li>"
                for path in newest[number * 10 : number * 10 + 10]
            )
            where = f"page/{number + 1}/" if number else ""
            self.site.pages[f"/category/foreign-affairs/{where}"] = Page(
                f"<html><body><main><ul>{links}</ul></main></body></html>".encode(),
                200 if links else 404,
            )
        home = self.site.home[:-1]
        changed = {path: self.posts[path][2].isoformat() for path in newest}
        self.site.pages["/wp-sitemap-posts.xml"] = Page(sitemap(self.site.home, changed))
        self.site.pages["/wp-sitemap.xml"] = Page(
            b"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>"
            + f"{home}/wp-sitemap-posts.xml</loc></sitemap></sitemapindex>".encode()
        )
        items = "".join(
            f"<item><title>{path}</title><link>{home}{path}</link>"
            f"<description>{self.posts[path][0]}</description></item>"
            for path in newest[:10]
        )
        feed = (
            "<rss version='2.0'><channel><title>Blog</title>"
            f"<generator>https://wordpress.org/?v=6.8</generator>{items}</channel></rss>"
        ).encode()
        self.site.pages["/feed"] = Page(feed, headers={"ETag": f'"{hash(feed)}"'})


def state(folder: Path) -> dict[str, tuple[str, int]]:
    found = rows(
        folder,
        "SELECT url, state, (SELECT count(*) FROM versions WHERE article_id = a.id)"
        " FROM articles AS a",
    )
    return {"/" + url.split("/", 3)[3]: (how, count) for url, how, count in found}


@pytest.mark.timeout(600)
def test_changes_are_seen_within_a_week_at_a_twentieth_of_the_requests(
    site: Site, tmp_path: Path
) -> None:
    text = outlet_file(site).replace('revisit_after = "0s"\n', "") + SEEDS
    folder = working_folder(tmp_path / "desk", harbour=text)
    blog = Blog(site)
    for number in range(POSTS):
        published = START - timedelta(days=3 + number * 5)
        blog.put(f"/{number}/letter/", f"What letter {number} says.", published, published)
    assert crawl(folder).outcomes() == {"new": POSTS}
    first, costs = len(site.asked), []
    for day in range(EACH.days, DAYS + 1, EACH.days):
        site.forget()
        now = START + timedelta(days=day)
        at = now - timedelta(hours=1)
        edited, gone, left = (f"/{day + base}/letter/" for base in (5, 75, 135))
        blog.put(edited, f"Letter {day} was edited.", blog.posts[edited][1], at)
        blog.delete(gone)
        moved = left.replace("letter", "moved")
        blog.put(moved, blog.posts[left][0], blog.posts[left][1], at)
        blog.delete(left, to=moved)
        blog.put(f"/new-{day}/letter/", f"News of day {day}.", at, at)

        done = crawl(folder, code=clock_moved(timedelta(days=day)))

        assert done.code == 0, done.error
        costs.append(len(site.asked))
        seen = state(folder)
        assert seen[edited] == ("live", 2)
        assert seen[gone] == ("gone", 1)
        assert seen[moved] == ("live", 1)
        assert left not in seen, "a post that has moved is one column"
        assert seen[f"/new-{day}/letter/"] == ("live", 1)
    assert sum(costs) / len(costs) <= DEAREST * first, (first, costs)
