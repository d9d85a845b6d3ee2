"""What a robots.txt allows, by its answer (RFC 9309)."""

import pytest

from crawler.politeness.robots import (
    PARSED,
    RobotsUnreachable,
    Rules,
    named_sitemaps,
    read_rules,
)

TEXT = b"""\xef\xbb\xbfUser-agent: *
Disallow: /private/
Crawl-delay: 0.2

User-agent: Foreign-Desk
Disallow: /drafts/
Allow: /drafts/open$
Crawl-delay: 2.5

User-agent: desk
Disallow: /
"""


def test_the_group_that_names_us_counts_and_no_other() -> None:
    rules = read_rules(200, TEXT)
    assert rules.crawl_delay == 2.5
    assert not rules.allows("https://paper.example/drafts/one")
    assert rules.allows("https://paper.example/drafts/open")
    assert rules.allows("https://paper.example/private/a")


def test_without_a_group_of_our_own_the_one_for_all_counts() -> None:
    rules = read_rules(200, TEXT.split(b"User-agent: Foreign")[0])
    assert rules.crawl_delay == 0.2
    assert not rules.allows("https://paper.example/private/a")


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 410, 451])
def test_a_client_error_means_no_rules(status: int) -> None:
    assert read_rules(status, b"User-agent: *\nDisallow: /") == Rules()


@pytest.mark.parametrize("status", [304, 429, 500, 502, 503, 599])
def test_a_server_error_or_too_many_requests_means_not_now(status: int) -> None:
    with pytest.raises(RobotsUnreachable, match=f"robots.txt answers {status}"):
        read_rules(status, b"")


@pytest.mark.parametrize("body", [b"", b"<html><title>Welcome</title></html>", b"\x00\xff\xfe" * 9])
def test_what_is_no_robots_file_forbids_nothing(body: bytes) -> None:
    assert read_rules(200, body).allows("https://paper.example/a")


def test_sitemaps_are_named_in_any_spelling_of_the_line() -> None:
    body = b"""\xef\xbb\xbfSitemap: https://paper.example/a.xml
User-agent: *
Disallow:
 SITEMAP : /b.xml  # of the news
sitemap:
"""
    assert named_sitemaps(body, "https://paper.example/robots.txt") == (
        "https://paper.example/a.xml",
        "https://paper.example/b.xml",
    )


def test_a_sitemap_below_more_rules_than_are_read_is_named_all_the_same() -> None:
    rules = b"User-agent: *\n" + b"Disallow: /sitemap-of-old/\n" * (PARSED // 20)
    body = rules + b"Sitemap: https://paper.example/a.xml\n"
    assert len(rules) > PARSED
    assert named_sitemaps(body, "https://paper.example/robots.txt") == (
        "https://paper.example/a.xml",
    )


CHARSETS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("before", ["", "\ufeff", "\r\n", "# Règles du journal\r\n"])
def test_rules_and_sitemaps_are_read_in_any_charset(charset: str, before: str) -> None:
    text = f"{before}User-agent: *\r\nDisallow: /drafts/\r\nSitemap: maps/a.xml\r\n"
    if charset == "cp1252":
        text = text.replace("\ufeff", "")
    body = text.encode(charset)
    rules = read_rules(200, body)
    assert not rules.allows("https://paper.example/drafts/one")
    assert rules.allows("https://paper.example/open")
    sitemaps = named_sitemaps(body, "https://paper.example/robots.txt")
    assert sitemaps == ("https://paper.example/maps/a.xml",)


@pytest.mark.parametrize("mark", ["\ufeff", "\ufeff\ufeff", "\ufeff \n", " \ufeff", "\n\ufeff"])
def test_a_mark_of_byte_order_hides_no_first_line(mark: str) -> None:
    for line in ("Sitemap: /a.xml", "sitemap:/a.xml", "Sitemap : https://paper.example/a.xml"):
        body = f"{mark}{line}\nUser-agent: *\nDisallow: /admin\n".encode()
        sitemaps = named_sitemaps(body, "https://paper.example/robots.txt")
        assert sitemaps == ("https://paper.example/a.xml",)
