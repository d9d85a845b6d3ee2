"""Candidates from sitemaps: plain, packed, indexed, cut and hostile."""

import gzip
import time
import tracemalloc
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.discovery import sitemap as sitemap_module
from crawler.discovery import unpacking
from crawler.discovery.seed_page import SeedPage
from crawler.discovery.sitemap import AT_ONCE, read_sitemap, sitemap_pieces
from tests.builders.work import calls

URL = "https://harbour.example/sitemap.xml"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)
SITEMAP = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="//harbour.example/main-sitemap.xsl"?>
<!-- <url><loc>https://harbour.example/hidden/</loc></url> -->
<urlset {NAMESPACES}>
  <url><loc>https://harbour.example/</loc></url>
  <url>
    <loc>
      https://harbour.example/2024/05/14/two-ports/
    </loc>
    <xhtml:link rel="alternate" hreflang="pt" href="https://harbour.example/pt/two-ports/"/>
    <image:image><image:loc>https://harbour.example/picture-page/</image:loc></image:image>
    <lastmod>2024-05-15T23:30:00+02:00</lastmod>
    <changefreq>daily</changefreq>
  </url>
  <url><loc>https://harbour.example/a?x=1&amp;y=2</loc><lastmod>2024-05-14 10:00</lastmod></url>
  <url>
    <loc>https://harbour.example/b/</loc>
    <news:news><news:publication_date>2024-05-14</news:publication_date>
      <news:title>Across the Strait</news:title></news:news>
  </url>
  <url><loc>https://harbour.example/c/</loc><lastmod>2099-01-01</lastmod></url>
  <url><loc>https://harbour.example/d/</loc><lastmod>soon</lastmod></url>
  <url><loc>https://harbour.example/wp-content/uploads/quay.pdf</loc></url>
</urlset>
"""
COLUMNS = [
    "https://harbour.example/2024/05/14/two-ports/",
    "https://harbour.example/a?x=1&y=2",
    "https://harbour.example/b/",
    "https://harbour.example/c/",
    "https://harbour.example/d/",
]


def read(text: str | bytes, url: str = URL) -> SeedPage:
    body = text.encode() if isinstance(text, str) else text
    return read_sitemap(body, url, seed=URL, now=NOW, zone=ZoneInfo("Asia/Seoul"))


def addresses(found: SeedPage) -> list[str]:
    return [candidate.url for candidate in found.candidates]


def test_a_sitemap_names_its_pages_and_nothing_that_stands_beside_them() -> None:
    found = read(SITEMAP)
    assert addresses(found) == COLUMNS
    assert found.passed_over == {"home page": 1, "file": 1}
    assert (found.problem, found.next_pages) == (None, ())


def test_changes_are_read_in_every_form_and_not_believed_from_the_future() -> None:
    seoul = ZoneInfo("Asia/Seoul")
    assert [candidate.changed_at for candidate in read(SITEMAP).candidates] == [
        datetime(2024, 5, 15, 21, 30, tzinfo=UTC),
        datetime(2024, 5, 14, 10, 0, tzinfo=seoul),
        datetime(2024, 5, 14, tzinfo=seoul),
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2024", datetime(2024, 1, 1, tzinfo=UTC)),
        ("2024-05", datetime(2024, 5, 1, tzinfo=UTC)),
        ("2024-05-17T10:00Z", datetime(2024, 5, 17, 10, tzinfo=UTC)),
        ("2024-05-17T10:00:00.1234567Z", datetime(2024, 5, 17, 10, 0, 0, 123456, tzinfo=UTC)),
        ("2024-13-01", None),
        ("", None),
    ],
)
def test_times_have_the_precisions_of_w3c(text: str, told: datetime | None) -> None:
    assert sitemap_module.parse_time(text, UTC) == told


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("2024-05-14", datetime(2024, 5, 15, tzinfo=UTC)),
        ("2024-05-14T00:00:00+09:00", datetime(2024, 5, 15, tzinfo=UTC)),
        ("2024-12", datetime(2025, 1, 1, tzinfo=UTC)),
        ("2024", datetime(2025, 1, 1, tzinfo=UTC)),
        ("2024-05-14T00:01:00Z", None),
        ("2024-05-14T10:00:00Z", None),
        ("yesterday", None),
    ],
)
def test_a_day_a_month_and_a_year_end(text: str, ends: datetime | None) -> None:
    assert sitemap_module.period_end(text, ZoneInfo("Asia/Seoul")) == ends


def test_a_day_ends_in_the_outlets_zone_when_that_is_later() -> None:
    ends = sitemap_module.period_end("2024-05-14", ZoneInfo("America/Lima"))
    assert ends == datetime(2024, 5, 15, 5, tzinfo=UTC)


def test_an_index_names_sitemaps_of_its_own_host_that_may_hold_columns() -> None:
    names = [
        "https://harbour.example/post-sitemap.xml",
        "/post-sitemap2.xml.gz",
        URL,
        "https://harbour.example/post-sitemap.xml",
        "https://harbour.example/wp-sitemap-taxonomies-category-1.xml",
        "https://harbour.example/wp-sitemap-users-1.xml",
        "https://harbour.example/author-sitemap.xml",
    ]
    entries = "".join(f"<sitemap><loc>{name}</loc></sitemap>" for name in names)
    found = read(f"<sitemapindex {NAMESPACES}>{entries}</sitemapindex>")
    assert found.next_pages == (
        "https://harbour.example/post-sitemap.xml",
        "https://harbour.example/post-sitemap2.xml.gz",
    )
    assert (found.candidates, found.problem) == ((), None)


def test_a_sitemap_of_another_host_is_not_asked_and_that_is_told() -> None:
    found = read(
        "<sitemapindex><sitemap><loc>http://evil.example/a.xml</loc></sitemap></sitemapindex>"
    )
    assert found.next_pages == ()
    assert found.problem is not None
    assert "another host" in found.problem
    assert "http://evil.example/a.xml" in found.problem


@pytest.mark.parametrize("members", [1, 2])
def test_gzip_is_undone_whatever_the_address_says(members: int) -> None:
    body, middle = SITEMAP.encode(), 700
    packed = gzip.compress(body) if members == 1 else gzip.compress(body[:middle])
    packed += b"" if members == 1 else gzip.compress(body[middle:])
    assert addresses(read(packed)) == COLUMNS


def test_cut_gzip_gives_what_came_without_half_an_address() -> None:
    entries = "".join(
        f"<url><loc>https://harbour.example/{n * 7919}/</loc></url>" for n in range(2000)
    )
    whole = f"<urlset>{entries}</urlset>"
    found = read(gzip.compress(whole.encode())[:-2000])
    assert found.problem == "gzip cut short; what came was read"
    assert 500 < len(found.candidates) < 2000
    assert set(addresses(found)) < set(addresses(read(whole)))


def test_broken_gzip_is_told() -> None:
    found = read(b"\x1f\x8b\x08\x00 this is not deflate")
    assert found.problem is not None
    assert found.problem.startswith("broken gzip: ")


def test_a_cut_sitemap_gives_what_came_without_half_an_address() -> None:
    found = read(SITEMAP[: SITEMAP.index("/c/</loc>") + 1])
    assert addresses(found) == COLUMNS[:3]
    assert found.problem == "cut short; 4 addresses could be read"


def test_wild_markup_costs_no_other_address_and_is_told() -> None:
    found = read(SITEMAP.replace("x=1&amp;y=2", "x=1&y=2").replace("<changefreq>", "<b>"))
    assert set(addresses(found)) >= {COLUMNS[0], COLUMNS[2], COLUMNS[4]}
    assert found.problem is not None
    assert found.problem.startswith("malformed XML (line ")


def test_a_list_of_addresses_is_a_sitemap_too() -> None:
    found = read("\ufeffhttps://harbour.example/a\r\n\r\nhttps://harbour.example/b\n")
    assert addresses(found) == ["https://harbour.example/a", "https://harbour.example/b"]


def test_a_feed_is_taken_for_a_sitemap() -> None:
    item = "<item><link>https://harbour.example/a/</link></item>"
    found = read(f"<rss version='2.0'><channel>{item}</channel></rss>")
    assert addresses(found) == ["https://harbour.example/a/"]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "an empty answer in place of a sitemap"),
        (b"<!doctype html><title>Not found</title>", "an HTML page in place of a sitemap"),
        (b"User-agent: *\nDisallow:", "no sitemap: it begins with 'User-agent: *"),
        (b"<urlset></urlset>", "a sitemap without addresses"),
        (b"<urlset/>", "a sitemap without addresses"),
    ],
)
def test_what_names_nothing_is_told(body: bytes, problem: str) -> None:
    found = read(body)
    assert found.candidates == ()
    assert found.problem is not None
    assert found.problem.startswith(problem)


@pytest.mark.timing
def test_entities_are_neither_multiplied_nor_fetched() -> None:
    levels = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    declared = f"<!DOCTYPE urlset [<!ENTITY a0 'x'>{levels}<!ENTITY f SYSTEM 'file:///etc/hosts'>]>"
    bomb = SITEMAP.replace("<urlset", f"{declared}<urlset", 1)
    for place in ("<lastmod>soon", "<url><loc>https://harbour.example/b/"):
        began = time.process_time()
        found = read(
            bomb.replace(place, f"{place}&a11;&f;").replace("<lastmod>", "<lastmod a='&a11;'>")
        )
        assert time.process_time() - began < 2
        assert len(repr(found)) < 5_000
        assert "localhost" not in repr(found)


def test_a_packed_bomb_is_cut_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST_BYTES", 3_000_000)
    start = b"<urlset><url><loc>https://harbour.example/a/</loc></url>"
    found = read(gzip.compress(start + b" " * 10_000_000 + b"</urlset>"))
    assert addresses(found) == []  # the last address before a cut may be half of one
    assert found.problem == "more than 3 MB; the rest is not read"


def test_twice_as_many_addresses_cost_twice_as_much_work() -> None:
    def body(count: int) -> bytes:
        entry = (
            "<url><loc>https://harbour.example/n{}/</loc><lastmod>2024-05-14</lastmod></url>".format
        )
        return f"<urlset {NAMESPACES}>{''.join(entry(n) for n in range(count))}</urlset>".encode()

    assert len(read(body(20_000)).candidates) == 20_000
    assert calls(read, body(2_000)) < 2.1 * calls(read, body(1_000))


@pytest.mark.timing
def test_comments_behind_the_end_cost_no_more_than_their_length() -> None:
    began = time.process_time()
    read(SITEMAP + "<!---->" * 26 + "x")
    assert time.process_time() - began < 1


@pytest.mark.timing
def test_many_small_members_of_gzip_cost_no_more_than_their_length() -> None:
    began = time.process_time()
    found = read(gzip.compress(b"") * 100_000 + gzip.compress(SITEMAP.encode()))
    assert time.process_time() - began < 2
    assert addresses(found) == COLUMNS


def test_a_packed_sitemap_is_never_in_memory_as_a_whole() -> None:
    entries = "".join(
        f"<url><loc>https://large.example/c/{n}/</loc>{' ' * 200}</url>" for n in range(25_000)
    )
    body = gzip.compress(f"<urlset>{entries}</urlset>".encode())
    tracemalloc.start()
    named = sum(len(piece.named) for piece in sitemap_pieces(body, URL, seed=URL, now=NOW))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert named == 25_000
    assert most < len(entries) - 2_000_000


def test_a_list_of_addresses_is_read_across_pieces() -> None:
    lines = [f"https://large.example/c/{n}/" for n in range(20_000)]
    found = read("\r\n".join(lines))
    assert addresses(found) == lines


def test_a_large_sitemap_is_read_in_pieces() -> None:
    entries = "".join(
        f"<url><loc>https://large.example/c/{n}/</loc></url>" for n in range(2 * AT_ONCE + 5)
    )
    body = f"<urlset>{entries}</urlset>".encode()
    pieces = [len(piece.named) for piece in sitemap_pieces(body, URL, seed=URL, now=NOW)]
    assert pieces == [AT_ONCE, AT_ONCE, 5]
    cut = list(sitemap_pieces(body[:-20], URL, seed=URL, now=NOW))
    assert [len(piece.named) for piece in cut] == [AT_ONCE, AT_ONCE, 4]
    assert cut[-1].problem == f"cut short; {2 * AT_ONCE + 4} addresses could be read"
