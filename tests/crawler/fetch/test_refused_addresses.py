"""Where a crawl must not be led: redirects and names to private addresses, refused and named."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.folder.archive import Archive
from tests.builders.command import desk
from tests.builders.crawls import crawl, outlet_file, rows, working_folder
from tests.builders.site import Page, Site, column, feed, publishing

INSIDE = (
    "http://127.0.0.1:{port}/",
    "http://localhost:{port}/",
    "http://www.localhost.:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f.1:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://127.1:{port}/",
    "http://[::1]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/",
    "http://[64:ff9b::7f00:1]:{port}/",
    "http://[2002:7f00:1::]:{port}/",
    "http://[::7f00:1]:{port}/",
    "http://0.0.0.0:{port}/",
    "http://10.0.0.1/",
    "http://192.168.7.7:8080/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "file:///etc/passwd",
    "ftp://127.0.0.1/",
)
"""Addresses of this machine, of private networks, of a cloud's metadata, and of no web at all."""

STUB = """
from twisted.internet import defer
from scrapy.resolver import CachingThreadedResolver
answers = {
    "inside.test": ["10.0.0.1"],
    "rebound.test": ["93.184.215.14", "127.0.0.1", "127.0.0.1", "127.0.0.1"],
}
def resolve(self, name, timeout=()):
    told = answers.get(name, [name])
    return defer.succeed(told.pop(0) if len(told) > 1 else told[0])
CachingThreadedResolver.getHostByName = resolve
"""
"""A resolver that changes its mind; it has no cache, which would hide the second answer."""


@pytest.fixture
def secret() -> Iterator[Site]:
    with publishing() as secret:
        secret.pages["/"] = Page(b"<p>The keys of the house.</p>")
        yield secret


def test_redirects_inside_are_refused_in_every_spelling_and_named(
    site: Site, secret: Site, tmp_path: Path
) -> None:
    port = int(secret.home.rsplit(":", 1)[1].strip("/"))
    targets = {f"/to-{n}/": form.format(port=port) for n, form in enumerate(INSIDE)}
    site.pages["/feed"] = Page(feed(site.home, list(targets)))
    for path, target in targets.items():
        site.pages[path] = Page(status=302, headers={"Location": target})
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    (folder / "desk.toml").write_text('contact = "archive@harbour.example"\n')
    done = crawl(folder)
    bad = {one["url"].removeprefix(site.home[:-1]): one for one in done.summaries[0]["bad"]}
    assert bad.keys() == targets.keys()
    assert {one["outcome"] for one in bad.values()} <= {"refused", "unreadable"}
    for path, target in targets.items():
        told = bad[path]["reason"]
        named = target.partition("//")[2].partition("/")[0].rpartition(":")[0].strip("[]")
        assert "private address" in told or "only http and https" in told or named in told, told
    assert secret.asked == []
    assert secret.connections == 0


def test_names_that_lead_inside_at_once_or_the_second_time_are_refused(
    site: Site, secret: Site, tmp_path: Path
) -> None:
    port = secret.home.rsplit(":", 1)[1].strip("/")
    site.pages["/feed"] = Page(feed(site.home, ["/inside/", "/rebound/"]))
    for path in ("inside", "rebound"):
        target = f"http://{path}.test:{port}/"
        site.pages[f"/{path}/"] = Page(status=302, headers={"Location": target})
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    (folder / "desk.toml").write_text('contact = "archive@harbour.example"\n')
    done = crawl(folder, code=STUB)
    bad = {one["url"].removeprefix(site.home): one["reason"] for one in done.summaries[0]["bad"]}
    assert f"10.0.0.1 port {port} is a private address" in bad["inside/"]
    assert f"127.0.0.1 port {port} is a private address" in bad["rebound/"]
    assert secret.asked == [], "the connection is closed before a byte is sent"
    with Archive.reading(folder) as archive:
        (found,) = archive.db.execute("SELECT count(*) FROM captures WHERE url LIKE '%.test%'")
        assert found == (0,)


def test_a_network_that_desk_toml_opens_is_asked(site: Site, secret: Site, tmp_path: Path) -> None:
    site.pages["/feed"] = Page(feed(site.home, ["/a/"]))
    site.pages["/a/"] = Page(status=302, headers={"Location": secret.home})
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    (folder / "desk.toml").write_text('allow_private = ["127.0.0.0/8"]\n')
    crawl(folder)
    assert [asked.path for asked in secret.asked] == ["/robots.txt", "/"]


def test_addresses_without_end_are_neither_remembered_nor_asked(site: Site, tmp_path: Path) -> None:
    """Twisted takes lines of 16 KiB, and an over-long address is refused far before."""
    longest = "/" + "a" * 12_000
    site.pages["/feed"] = Page(feed(site.home, ["/a/", "/b/", "/" + "a" * 70_000]))
    canonical = f"<link rel='canonical' href='{'é' * 3_000}'></head>".encode()
    site.pages["/a/"] = Page(column("A").replace(b"</head>", canonical))
    site.pages["/b/"] = Page(status=302, headers={"Location": longest})
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    done = crawl(folder)
    assert done.outcomes() == {"new": 1, "refused": 1}
    (bad,) = done.summaries[0]["bad"]
    assert "characters; 8,000 are allowed" in bad["reason"]
    assert sorted(site.paths()) == ["/a/", "/b/", "/feed", "/robots.txt"]
    lengths = "SELECT max(length(url)) FROM "
    for table in ("captures", "frontier", "article_urls"):
        assert rows(folder, lengths + table)[0][0] < 100
    assert desk(folder, "verify").exit_code == 0
