"""What a robots.txt allows, by its answer (RFC 9309)."""

import pytest

from crawler.politeness.robots import (
    PARSED_BYTES,
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


@pytest.mark.parametrize("status", [429, 500, 502, 503, 599])
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
    assert named_sitemaps(body) == ("https://paper.example/a.xml", "/b.xml")


def test_a_sitemap_below_more_rules_than_are_read_is_named_all_the_same() -> None:
    rules = b"User-agent: *\n" + b"Disallow: /sitemap-of-old/\n" * (PARSED_BYTES // 20)
    body = rules + b"Sitemap: https://paper.example/a.xml\n"
    assert len(rules) > PARSED_BYTES
    assert named_sitemaps(body) == ("https://paper.example/a.xml",)
