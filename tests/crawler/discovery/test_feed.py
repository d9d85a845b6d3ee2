"""Candidates from RSS and Atom, whole, broken and hostile."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.discovery import feed as feed_module
from crawler.discovery.feed import read_feed
from crawler.discovery.seed_page import SeedPage

URL = "https://harbour.example/feed/"
NOW = datetime(2026, 1, 1, tzinfo=UTC)

WORDPRESS = """\
<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:atom="http://www.w3.org/2005/Atom"
  xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
<channel>
  <title>The Harbour Review</title>
  <atom:link href="https://harbour.example/feed/" rel="self" type="application/rss+xml" />
  <link>https://harbour.example</link>
  <lastBuildDate>Tue, 14 May 2024 10:00:00 +0000</lastBuildDate>
  <generator>https://wordpress.org/?v=6.1.9</generator>
  <item>
    <title>Two Ports, One Sea</title>
    <link>https://harbour.example/2024/05/14/two-ports/?utm_source=rss#c</link>
    <comments>https://harbour.example/2024/05/14/two-ports/#comments</comments>
    <dc:creator><![CDATA[Ines Duarte]]></dc:creator>
    <pubDate>Tue, 14 May 2024 12:00:00 +0200</pubDate>
    <category><![CDATA[Foreign &amp; Far]]></category>
    <category><![CDATA[  Ports
      and Seas ]]></category>
    <guid isPermaLink="false">https://harbour.example/?p=12</guid>
    <description><![CDATA[<a href="https://harbour.example/not-this/">x</a>]]></description>
    <content:encoded><![CDATA[<p>Both quays were empty&nbsp;that day.</p>]]></content:encoded>
    <slash:comments>3</slash:comments>
  </item>
  <item>
    <title>Tomorrow's tide</title>
    <link>/2024/05/13/tide/</link>
    <pubDate>Wed, 13 May 2099 10:00:00 +0000</pubDate>
  </item>
  <item>
    <title>All about ports</title>
    <link>https://harbour.example/tag/ports/</link>
  </item>
</channel></rss>
"""

BLOGGER = """\
<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:thr='http://purl.org/syndication/thread/1.0'>
  <id>tag:blogger.com,1999:blog-1</id><updated>2019-05-20T10:00:00.001+02:00</updated>
  <title type='text'>Quay Notes</title>
  <link rel='self' href='https://harbour.example/feeds/posts/default'/>
  <link rel='next' href='https://harbour.example/feeds/posts/default?start-index=26'/>
  <generator version='7.00' uri='http://www.blogger.com'>Blogger</generator>
  <entry>
    <id>tag:blogger.com,1999:blog-1.post-2</id>
    <published>2019-05-17T10:00:00.002+02:00</published>
    <updated>2019-05-20T09:30:00+02:00</updated>
    <category scheme='http://www.blogger.com/atom/ns#' term='Foreign Affairs'/>
    <title type='text'>Across the Strait</title>
    <content type='html'>&lt;p&gt;The ferry left late.&lt;/p&gt;</content>
    <link rel='replies' type='application/atom+xml'
      href='https://harbour.example/feeds/2/comments/default'/>
    <link rel='alternate' type='text/html' href='https://harbour.example/2019/05/strait.html'/>
  </entry>
</feed>
"""


def read(text: str | bytes, url: str = URL) -> SeedPage:
    body = text.encode() if isinstance(text, str) else text
    return read_feed(body, url, seed=URL, now=NOW)


def addresses(found: SeedPage) -> list[str]:
    return [candidate.url for candidate in found.candidates]


def test_a_wordpress_feed_names_its_columns_with_their_categories() -> None:
    found = read(WORDPRESS)
    first, second = found.candidates
    assert first.url == "https://harbour.example/2024/05/14/two-ports/"
    assert first.found_by == URL
    assert first.changed_at == datetime(2024, 5, 14, 10, tzinfo=UTC)
    assert first.sections == ("Foreign & Far", "Ports and Seas")
    assert second.url == "https://harbour.example/2024/05/13/tide/"
    assert found.passed_over == {"listing": 1}
    assert found.problem is None


def test_a_date_in_the_future_is_nobodys_knowledge() -> None:
    assert read(WORDPRESS).candidates[1].changed_at is None


def test_a_wordpress_feed_goes_on_by_its_number_and_ends_when_empty() -> None:
    assert read(WORDPRESS).next_pages == ("https://harbour.example/feed/?paged=2",)
    third = read(WORDPRESS, "https://harbour.example/?feed=rss2&paged=3")
    assert third.next_pages == ("https://harbour.example/?feed=rss2&paged=4",)
    empty = WORDPRESS.split("<item>")[0] + "</channel></rss>"
    assert read(empty) == SeedPage(title="The Harbour Review", problem="a feed without entries")


def test_an_atom_feed_goes_on_by_its_own_link() -> None:
    found = read(BLOGGER)
    assert addresses(found) == ["https://harbour.example/2019/05/strait.html"]
    assert found.candidates[0].changed_at == datetime(2019, 5, 20, 7, 30, tzinfo=UTC)
    assert found.candidates[0].sections == ("Foreign Affairs",)
    assert found.next_pages == ("https://harbour.example/feeds/posts/default?start-index=26",)


def test_a_feed_does_not_lead_to_another_host() -> None:
    found = read(
        BLOGGER.replace("rel='next' href='https://harbour", "rel='next' href='https://evil")
    )
    assert found.next_pages == ()


def test_feedburner_is_looked_through() -> None:
    origin = "<feedburner:origLink>https://harbour.example/a/</feedburner:origLink>"
    found = read(
        '<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel>'
        f"<item><link>https://feeds.example/~r/harbour/1/</link>{origin}</item></channel></rss>"
    )
    assert addresses(found) == ["https://harbour.example/a/"]


def test_a_cut_feed_gives_what_came_and_says_where_it_broke() -> None:
    found = read(WORDPRESS[: WORDPRESS.index("<title>Tomorrow") + 10])
    assert addresses(found) == ["https://harbour.example/2024/05/14/two-ports/"]
    assert found.problem is not None
    assert found.problem.startswith("malformed XML (line ")
    assert "could be read all the same" in found.problem


def test_wild_markup_within_an_entry_costs_no_other_entry() -> None:
    broken = WORDPRESS.replace("<title>Two Ports, One Sea</title>", "<title>Two & One <br></title>")
    assert len(addresses(read(broken))) == 2


@pytest.mark.parametrize("charset", ["utf-16", "iso-8859-1", "euc-kr"])
def test_a_declared_charset_is_read(charset: str) -> None:
    name = {"utf-16": "Порт", "iso-8859-1": "Économie", "euc-kr": "항구"}[charset]
    text = WORDPRESS.replace("UTF-8", charset).replace("Foreign &amp; Far", name)
    assert read(text.encode(charset)).candidates[0].sections[0] == name


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "an empty answer in place of a feed"),
        (b" \n", "an empty answer in place of a feed"),
        (b"<!DOCTYPE html><html><p>Gone", "an HTML page in place of a feed"),
        (b"\n<!-- x --><html lang='en'>", "an HTML page in place of a feed"),
        (b"<?xml version='1.0'?><urlset/>", "a sitemap in place of a feed; name it as sitemap"),
        (b'{"version": "https://jsonfeed.org/version/1"}', 'no feed: it begins with \'{"version"'),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no feed: it begins with '\\x89PNG"),
        (b"<?xml version='1.0'?><opml/>", "no feed: it begins with <opml>"),
    ],
)
def test_what_is_no_feed_is_named_for_what_it_is(body: bytes, problem: str) -> None:
    found = read(body)
    assert found.problem is not None
    assert found.problem.startswith(problem)
    assert (found.candidates, found.next_pages) == ((), ())


def test_a_body_that_names_a_file_or_an_address_opens_neither(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(WORDPRESS, "utf-8")
    for body in (str(path), f"file://{path}", "http://127.0.0.1:9/feed"):
        assert read(body).candidates == ()


@pytest.mark.timing
def test_entities_are_neither_multiplied_nor_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret-words", "utf-8")
    levels = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    declared = f"<!DOCTYPE rss [<!ENTITY a0 '{'x' * 500}'>{levels}<!ENTITY f SYSTEM 'file://{secret}'>]><rss"
    bomb = WORDPRESS.replace("<rss", declared, 1).replace("Both quays", "&a9;", 1)
    bomb = bomb.replace("<category><![CDATA[Foreign &amp; Far]]>", "<category>&a9;&f;")
    began = time.process_time()
    found = read(bomb)
    assert time.process_time() - began < 10
    assert addresses(found)
    assert "secret-words" not in repr(found)
    assert len(repr(found)) < 5_000


def test_a_feed_without_end_is_cut_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_module, "MOST_BYTES", 20_000)
    entry = "<item><link>https://harbour.example/{}/</link></item>".format
    found = read("<rss version='2.0'><channel>" + "".join(entry(n) for n in range(600)))
    assert 300 < len(found.candidates) < 600
    assert found.problem is not None
    assert found.problem.startswith("more than 0 MB or 50,000 tags; ")


@pytest.mark.timing
@pytest.mark.parametrize("tag", ["<a>", "<item>", "<category/>", "<link>https://a.example/"])
def test_tags_without_end_cost_seconds_at_most(tag: str) -> None:
    wild = WORDPRESS.replace("</item>", f"</item><item>{tag * 300_000}", 1)
    began = time.process_time()
    found = read(wild)
    assert time.process_time() - began < 20
    assert addresses(found)[0] == "https://harbour.example/2024/05/14/two-ports/"
    assert found.problem is not None
    assert "50,000 tags" in found.problem


def test_half_an_address_at_the_end_of_a_cut_feed_is_none() -> None:
    whole = WORDPRESS.replace("<title>Tomorrow", "<link>https://harbour.example/2024/tomo", 1)
    cut = whole[: whole.index("/2024/tomo") + 10]
    assert addresses(read(cut)) == ["https://harbour.example/2024/05/14/two-ports/"]
