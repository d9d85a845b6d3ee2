"""desk outlets add and check --live, as a person types them, at sites on loopback."""

import json
import subprocess
from pathlib import Path

import pytest

from crawler.config.outlet_files import load_outlet
from scripts.demo.server import serving
from tests.builders.command import desk
from tests.builders.crawls import desk_process
from tests.builders.site import Page, Site, column, feed, sitemap


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert desk(tmp_path, "init", str(tmp_path / "desk")).exit_code == 0
    return tmp_path / "desk"


def add(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return desk_process(folder, "outlets", "add", *words)


def test_a_newspaper_is_added_by_its_address_and_section(folder: Path) -> None:
    with serving(crawl_delay=0.0) as outlet:
        told = add(folder, outlet.root, "--section", "Foreign Affairs", "--yes", "--json")
        drafted = json.loads(told.stdout)
        path = folder / "outlets" / "the-quillhaven-lantern.toml"
        assert (told.returncode, drafted["file"]) == (0, str(path))
        made = load_outlet(path)
        assert made.name == "The Quillhaven Lantern"
        assert made.scope.sections == {"foreign affairs"}
        assert [seed.channel for seed in made.seeds] == ["feed", "sitemap", "index"]
        look = drafted["look"]
        assert {one["channel"]: one["problem"] for one in look["channels"]} == {
            "feed": None, "sitemap": None, "index": None,
        }  # fmt: skip
        assert look["channels"][1]["oldest"] == "2011-03-04"
        read = [one for one in look["samples"] if one["title"]]
        assert len(read) == 5
        assert all(one["words"] > 100 and one["authors"] for one in read)
        assert any("time zone" in note for note in look["notes"])
        live = desk_process(folder, "outlets", "check", "--live", "--json")
        assert live.returncode == 0, live.stderr
        assert json.loads(live.stdout)[0]["problems"] == []
        again = add(folder, outlet.root, "--yes")
        assert again.returncode == 1
        assert (
            f"is an outlet already, see {path}; choose another name (--slug NAME)" in again.stderr
        )


def test_nothing_is_written_without_a_yes(folder: Path, site: Site) -> None:
    site.pages["/"] = Page(b"<html lang=en><title>Harbour</title><link rel=alternate"
                           b" type=application/rss+xml href=/news.rss></html>")  # fmt: skip
    site.pages["/news.rss"] = Page(feed(site.home, ["/a/"]))
    site.pages["/a/"] = Page(column("A"))
    told = add(folder, site.home)
    assert told.returncode == 1
    assert "Write" in told.stderr
    assert told.stderr.endswith("\nError: nothing was changed\n")
    assert list((folder / "outlets").iterdir()) == []
    assert 'feed = "/news.rss"' in told.stdout


def test_a_site_without_any_channel_is_told_with_what_was_tried(folder: Path, site: Site) -> None:
    site.pages["/"] = Page(b"<html><title>Harbour</title><p>Under construction.</p></html>")
    told = add(folder, site.home, "--yes")
    assert told.returncode == 1
    assert "no feed, sitemap, WordPress or section page; tried: " in told.stderr
    for path in ("feed/", "rss.xml", "sitemap.xml", "wp-sitemap.xml"):
        assert f"{site.home}{path}" in told.stderr


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line", ["Sitemap: {home}maps/columns.xml", "Sitemap: /maps/columns.xml"])
def test_the_sitemap_that_robots_names_in_its_first_line_is_drafted(
    folder: Path, site: Site, charset: str, line: str
) -> None:
    robots = f"{line.format(home=site.home)}\nUser-agent: *\nDisallow: /admin\n"
    site.pages["/robots.txt"] = Page(robots.encode(charset), headers={"Content-Type": "text/plain"})
    site.pages["/"] = Page(b"<html lang=en><title>Harbour</title><p>Columns.</p></html>")
    listed = f"<urlset><url><loc>{site.home}2024/ferries/</loc></url></urlset>"
    site.pages["/maps/columns.xml"] = Page(listed.encode())
    site.pages["/2024/ferries/"] = Page(column("Ferries"))
    told = add(folder, site.home, "--yes", "--json")
    assert 'sitemap = "/maps/columns.xml"' in json.loads(told.stdout)["toml"]


def test_a_feed_of_html_is_no_feed(folder: Path, site: Site) -> None:
    page = Page(b"<!doctype html><html lang=en><title>Harbour</title><a href=/b/>B</a></html>")
    site.pages = dict.fromkeys(("/", "/feed/", "/sitemap.xml"), page)
    site.pages["/b/"] = Page(column("B"))
    told = add(folder, site.home, "--yes", "--json")
    drafted = json.loads(told.stdout)
    assert 'index = "/"' in drafted["toml"]
    assert "no feed (linked, or at a usual path)" in drafted["look"]["notes"]


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("ftp://harbour.example/", "no web address"),
        ("http://127.0.0.1:1/", "no site there"),
        ("http://10.0.0.1/", "desk.toml names no contact, so 10.0.0.1 ("),
    ],
)
def test_an_address_that_is_no_site_is_told_in_one_line(
    folder: Path, address: str, line: str
) -> None:
    told = add(folder, address, "--yes")
    assert told.returncode == 1
    assert line in told.stderr
    assert told.stderr.count("\n") == 1


def test_a_server_that_answers_200_for_everything_is_noted(folder: Path, site: Site) -> None:
    site.pages["/"] = Page(b"<html lang=en><title>Harbour</title><link rel=alternate"
                           b" type=application/rss+xml href=/feed/></html>")  # fmt: skip
    site.pages["/feed/"] = Page(feed(site.home, ["/a/"]))
    site.pages["/a/"] = Page(column("A"))
    site.pages["/foreign-desk-asks-for-a-page-that-is-not-there"] = Page(b"<p>Welcome!")
    told = add(folder, site.home, "--yes")
    assert "the server answers 200 for a page that does not exist" in told.stdout


def test_a_section_that_is_not_there_is_told_with_those_that_are(folder: Path) -> None:
    with serving(crawl_delay=0.0) as outlet:
        told = add(folder, outlet.root, "--section", "Nonsense", "--yes")
    assert told.returncode == 1
    assert "no section 'Nonsense' on the home page and in sitemaps, nor where the" in told.stderr
    assert "[scope] sections" in told.stderr
    assert "Foreign Affairs" in told.stderr
    assert list((folder / "outlets").iterdir()) == []


def page(*links: tuple[str, str], title: str = "Home - The Harbour", menu: bool = True) -> Page:
    """A page of links, in its navigation or in its text."""
    shown = "".join(f"<li><a href='{path}'>{text}</a></li>" for path, text in links)
    tag = "nav" if menu else "main"
    html = f"<!doctype html><html lang=en><title>{title}</title><{tag}><ul>{shown}</ul></{tag}>"
    return Page(html.encode())


def columns_at(site: Site, *paths: str, section: str = "World") -> None:
    for path in paths:
        site.pages[path] = Page(column(f"Column at {path}", section=section))


SECTIONS = (("/world/", "World"), ("/local/", "Local"), ("/about/", "About us"))


def test_the_sections_of_a_whole_site_are_named_and_its_name_is_its_feeds(
    folder: Path, site: Site
) -> None:
    site.pages["/"] = page(*SECTIONS, title="Home")
    site.pages["/feed/"] = Page(
        feed(site.home, ["/2026/a/"]).replace(b"<title>Harbour<", b"<title>The Harbour Post - RSS<")
    )
    columns_at(site, "/2026/a/")

    told = json.loads(add(folder, site.home, "--json").stdout)

    assert 'name = "The Harbour Post"' in told["toml"]
    assert "[scope]" not in told["toml"]
    (note,) = [note for note in told["look"]["notes"] if "the whole site is kept" in note]
    assert "its sections: World (/world/), Local (/local/); to keep one of them: --section" in note


@pytest.mark.parametrize("by_address", [True, False])
def test_a_section_whose_columns_stand_below_it_is_kept_by_its_folder(
    folder: Path, site: Site, by_address: bool
) -> None:
    site.pages["/"] = page(*SECTIONS)
    below = [f"/world/2026-0{number}-ferries" for number in range(1, 5)]
    site.pages["/world/"] = page(*((path, path) for path in below), menu=False)
    columns_at(site, *below, "/local/a", section="Harbour")

    words = [f"{site.home}world/"] if by_address else [site.home, "--section", "world"]
    told = json.loads(add(folder, *words, "--json").stdout)

    assert "include = ['^/world/']" in told["toml"] or 'include = ["^/world/"]' in told["toml"]
    assert 'index = "/world/"' in told["toml"]
    assert told["look"]["problems"] == []
    assert {sample["url"] for sample in told["look"]["samples"]} <= {
        f"{site.home.rstrip('/')}{path}" for path in below
    }


@pytest.mark.parametrize("by_address", [True, False])
def test_a_section_whose_columns_stand_elsewhere_is_kept_by_its_names_and_those_below_it(
    folder: Path, site: Site, by_address: bool
) -> None:
    world = "/category/world/"
    site.pages["/"] = page((world, "World"), ("/category/local/", "Local"))
    below = [(f"{world}asia/", "Asia"), (f"{world}africa/", "Africa"), (f"{world}feed/", "RSS")]
    site.pages[world] = page(*below, (f"{world}page/2/", "Older"), ("/2026/a/", "A"), menu=False)
    for path, _ in below:  # what two posts begin with reads as a column would
        listed = column(path).replace(b"<body>", b"<body class='archive category wp-custom-logo'>")
        site.pages[path] = Page(listed)
    site.pages["/feed/"] = Page(feed(site.home, ["/2026/a/", "/2026/b/", "/2026/c/"]))
    columns_at(site, "/2026/a/")
    columns_at(site, "/2026/b/", section="Asia")
    columns_at(site, "/2026/c/", section="Local")

    words = [f"{site.home}category/world/"] if by_address else [site.home, "--section", "World"]
    told = json.loads(add(folder, *words, "--json").stdout)

    assert 'sections = ["World", "Asia", "Africa"]' in told["toml"]
    assert "include" not in told["toml"]
    assert f'pages = "{world}page/{{page}}/"' in told["toml"]
    read = {sample["title"] for sample in told["look"]["samples"]}
    assert read == {"Column at /2026/a/", "Column at /2026/b/", None}


def in_blocks(site: Site, listed: dict[str, str], posts: dict[str, tuple[str, str]]) -> None:
    """A site whose theme links no section: each post of a path links its own, by name and path.

    `listed` are the paths of section pages, with the title of each.
    """
    for path, title in {"/": "The Harbour", **listed}.items():
        shown = "".join(
            f"<li class='wp-block-post'><h2><a href='{post}'>{post}</a></h2></li>"
            for post, (_, where) in posts.items()
            if where.startswith(path)
        )
        marks = "home blog" if path == "/" else "archive category"
        html = f"<!doctype html><html lang=en><title>{title}</title><body class='{marks}'>{shown}"
        site.pages[path] = Page(html.encode())
    for post, (name, where) in posts.items():
        terms = f"<div class='taxonomy-category wp-block-post-terms'><a href='{where}' rel='tag'>"
        page = column(f"Column at {post}", section="").decode()
        page = page.replace("</article>", f"</article>{terms}{name}</a></div>")
        site.pages[post] = Page(page.replace("article:section", "x").encode())


WORLD = "/category/world/"
POSTS = {
    "/2026/a-quiet-ebb-in-the-straits/": ("World", WORLD),
    "/2026/what-the-pilots-saw/": ("Far East", f"{WORLD}asia/"),
    "/2026/the-second-treaty-of-the-isles/": ("Korea & Japan", f"{WORLD}asia/korea/"),
    "/2026/fish-market/": ("Local", "/category/local/"),
}


@pytest.mark.parametrize("by_address", [True, False])
@pytest.mark.parametrize("with_sitemap", [True, False])
def test_a_section_that_no_page_but_columns_links_is_kept_with_all_below_it(
    folder: Path, site: Site, by_address: bool, with_sitemap: bool
) -> None:
    sections = {
        WORLD: "World Archives - The Harbour",
        f"{WORLD}asia/": "Far East Archives - The Harbour",
        f"{WORLD}asia/korea/": "Korea &amp; Japan Archives - The Harbour",
        "/category/local/": "Local Archives - The Harbour",
    }
    in_blocks(site, sections, POSTS)
    site.pages["/feed/"] = Page(feed(site.home, list(POSTS)))
    if with_sitemap:
        parts = {"/post-sitemap.xml": [*POSTS], "/category-sitemap.xml": [*sections]}
        index = sitemap(site.home, dict.fromkeys(parts))
        index = index.replace(b"urlset", b"sitemapindex").replace(b"url>", b"sitemap>")
        site.pages["/sitemap.xml"] = Page(index)
        for path, paths in parts.items():
            site.pages[path] = Page(sitemap(site.home, dict.fromkeys(paths)))

    words = [f"{site.home}category/world/"] if by_address else [site.home, "--section", "world"]
    told = json.loads(add(folder, *words, "--json").stdout)

    assert 'sections = ["World", "Far East", "Korea & Japan"]' in told["toml"]
    assert f'index = "{WORLD}"' in told["toml"]
    read = {sample["title"] for sample in told["look"]["samples"] if sample["title"]}
    assert read == {f"Column at {post}" for post in list(POSTS)[:3]}


def test_a_section_is_kept_by_the_name_that_its_columns_print_too(folder: Path, site: Site) -> None:
    in_blocks(site, {WORLD: "World"}, POSTS)
    site.pages["/"] = page((WORLD, "World News"))
    site.pages["/feed/"] = Page(feed(site.home, list(POSTS)))

    told = json.loads(add(folder, site.home, "--section", "World News", "--json").stdout)

    assert 'sections = ["World News", "World", "Far East", "Korea & Japan"]' in told["toml"]


def test_what_a_sections_page_lists_of_sections_that_may_stand_anywhere_is_noted(
    folder: Path, site: Site
) -> None:
    posts = {
        "/2026/a-quiet-ebb-in-the-straits/": ("World", WORLD),
        "/2026/what-the-pilots-saw/": ("Far East", "/category/asia/"),
    }
    in_blocks(site, {WORLD: "World"}, posts)
    listed = site.pages["/"].body.replace(b"home blog", b"archive category")
    site.pages[WORLD] = Page(listed)
    site.pages["/feed/"] = Page(feed(site.home, list(posts)))

    told = json.loads(add(folder, f"{site.home}category/world/", "--json").stdout)

    assert 'sections = ["World"]' in told["toml"]
    assert "columns that its page lists print other sections: Far East" in told["look"]["notes"]


def test_a_section_whose_page_is_gone_is_still_what_is_kept(folder: Path, site: Site) -> None:
    site.pages["/"] = page(*SECTIONS)
    site.pages["/feed/"] = Page(feed(site.home, ["/2026/a/"]))
    columns_at(site, "/2026/a/")

    told = json.loads(add(folder, site.home, "--section", "World", "--json").stdout)

    assert 'sections = ["World"]' in told["toml"]
    assert any("/world/ cannot be had: " in note for note in told["look"]["notes"])


MINISTRY = (("/zyxw/", "重要新闻"), ("/wjbz/", "部长"))


def test_a_home_page_of_sections_alone_has_their_pages_as_seeds(folder: Path, site: Site) -> None:
    site.pages["/"] = page(*MINISTRY, title="外交部", menu=False)
    news = ("./202308/t20230811_1.shtml", "渡轮会谈"), ("./202308/t20230812_2.shtml", "海港条约")
    site.pages["/zyxw/"] = page(*news, title="重要新闻", menu=False)
    site.pages["/wjbz/"] = page(title="部长", menu=False)
    columns_at(site, "/zyxw/202308/t20230811_1.shtml", "/zyxw/202308/t20230812_2.shtml")

    told = json.loads(add(folder, site.home, "--json").stdout)

    assert [line for line in told["toml"].splitlines() if "index" in line] == ['index = "/zyxw/"']
    assert told["look"]["problems"] == []


def test_a_home_page_that_leads_to_no_column_is_refused(folder: Path, site: Site) -> None:
    site.pages["/"] = page(*MINISTRY, title="外交部", menu=False)
    for path, name in MINISTRY:
        site.pages[path] = page(("/x/", name), title=name, menu=False)

    told = add(folder, site.home, "--yes")

    assert told.returncode == 1
    assert "neither they nor what they link can be read as a column; tried: " in told.stderr
    assert list((folder / "outlets").iterdir()) == []
