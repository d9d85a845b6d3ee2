"""Feeds that have pages: read to their end each week, and compared with what they said before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from tests.builders.crawls import CrawlResult, clock_moved, crawl, outlet_file, working_folder
from tests.builders.site import Page, Site, column

ON_A_PAGE = 10


@dataclass
class Blog:
    """A WordPress without REST and without a sitemap."""

    site: Site
    texts: dict[int, str]
    local: frozenset[int] = frozenset()
    headers: Mapping[str, str] = field(default_factory=dict)
    """Of the feed."""

    def path(self, number: int) -> str:
        return f"/{number}/letter/"

    def build(self) -> None:
        self.site.pages = {}
        for number, text in self.texts.items():
            section = "Local" if number in self.local else "Foreign Affairs"
            page = column(f"Letter {number}", text, section=section)
            dated = "<meta property='article:published_time' content='2019-05-01T12:00:00Z'></head>"
            page = page.replace(b"</head>", dated.encode())
            self.site.pages[self.path(number)] = Page(page)
        newest = sorted(self.texts, reverse=True)
        for at in range(0, len(newest), ON_A_PAGE):
            items = "".join(self.item(number) for number in newest[at : at + ON_A_PAGE])
            where = f"/feed?paged={at // ON_A_PAGE + 1}" if at else "/feed"
            self.site.pages[where] = Page(
                headers=self.headers,
                body="<rss version='2.0'><channel><title>Blog</title>"
                f"<generator>https://wordpress.org/?v=6.8</generator>{items}</channel></rss>".encode(),
            )

    def item(self, number: int) -> str:
        return (
            f"<item><title>Letter {number}</title>"
            f"<link>{self.site.home[:-1]}{self.path(number)}</link>"
            f"<description>{self.texts[number]}</description></item>"
        )

    def crawled(self, folder: Path, *, days: int) -> CrawlResult:
        self.build()
        self.site.forget()
        return crawl(folder, code=clock_moved(timedelta(days=days)))


def test_what_stands_behind_the_first_page_is_compared_week_by_week(
    site: Site, tmp_path: Path
) -> None:
    text = outlet_file(site).replace('revisit_after = "0s"\n', "")
    folder = working_folder(tmp_path / "desk", harbour=text)
    blog = Blog(site, {n: f"What letter {n} says." for n in range(30)}, frozenset(range(5, 12)))
    assert blog.crawled(folder, days=0).outcomes() == {"new": 23, "out of scope": 7}
    blog.texts[14] = "An edit."
    blog.texts[15] = "Another edit."
    del blog.texts[3]
    assert blog.crawled(folder, days=2).outcomes() == {}, "only the first page was asked"
    assert "/feed?paged=2" not in site.paths()

    assert blog.crawled(folder, days=8).outcomes() == {"updated": 2, "gone": 1}

    # What is out of scope is let be as long as its entries say the same.
    asked = {path for path in site.paths() if path.endswith("/letter/")}
    assert asked == {blog.path(14), blog.path(15), blog.path(3)}
    blog.texts[31] = "News."
    assert blog.crawled(folder, days=9).outcomes()["new"] == 1
    assert "/feed?paged=2" not in site.paths()
    blog.texts[13] = "A late edit."
    assert blog.crawled(folder, days=16).outcomes()["updated"] == 1


def test_a_first_page_that_is_unchanged_hides_no_others(site: Site, tmp_path: Path) -> None:
    text = outlet_file(site).replace('revisit_after = "0s"', 'revisit_after = "90d"')
    folder = working_folder(tmp_path / "desk", harbour=text)
    blog = Blog(site, {n: f"What letter {n} says." for n in range(12)}, headers={"ETag": '"1"'})
    assert blog.crawled(folder, days=0).outcomes() == {"new": 12}
    blog.texts[1] = "An edit."
    assert blog.crawled(folder, days=2).outcomes() == {}
    assert [one.status for one in site.asked if one.path == "/feed"] == [304]
    assert blog.crawled(folder, days=8).outcomes() == {"updated": 1}
    blog.crawled(folder, days=9)
    assert [one.status for one in site.asked if one.path == "/feed"] == [304]
