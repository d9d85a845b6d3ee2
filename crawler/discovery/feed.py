"""Candidates from RSS and Atom feeds.

feedparser reads them, malformed ones too. It is given streams only: it could take a string or bytes
for an address to fetch or a file to open.
"""

import calendar
import io
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html import unescape
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from xml.sax import SAXException, SAXParseException

import feedparser

from archive.model.times import told_moment
from crawler.discovery.seed_page import (
    SNIFFED,
    NamedLink,
    SeedPage,
    later_of,
    root_name,
    seed_page_of,
    wrong_answer,
)
from crawler.discovery.sound_xml import first_tags, sound_xml

MOST_BYTES = 4_000_000
MOST_TAGS = 50_000
"""Bytes and opening tags of a feed that are read, some thousand entries: feedparser takes 0.1 ms
for a tag, in the document or in the text of an entry (measured; it grows linearly)."""

END = re.compile(rb"</(?:[\w.-]+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
ENTRY = re.compile(rb"<(/?)(?:[\w.-]+:)?(?:item|entry)\b", re.IGNORECASE)

TAG = re.compile(r"<[^<>]*>")

WORDPRESS = re.compile(r"^https?://(?:www\.)?wordpress\.(?:org|com)\b", re.IGNORECASE)
"""The generator in feeds of WordPress, which continue at `?paged=2`."""


def read_feed(body: bytes, url: str, *, seed: str, now: datetime) -> SeedPage:
    """The entries of a feed that was served at `url`, and its next page if it has one."""
    text = sound_xml(body)
    if root_name(text) in ("html", "urlset", "sitemapindex") or not text.strip():
        return SeedPage(problem=wrong_answer(body, "feed"))
    read = first_tags(text[:MOST_BYTES], MOST_TAGS)
    # Content is not kept, so it need not be cleaned; links are resolved against `url`, or xml:base.
    parsed = feedparser.parse(
        io.BytesIO(read),
        response_headers={
            "content-location": url,
            "content-type": "application/xml; charset=utf-8",
        },
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.entries and not parsed.version:
        return SeedPage(problem=wrong_answer(body, "feed"))
    entries = parsed.entries
    if ends_within_entry(read):
        entries = entries[:-1]  # its address may be half of one
    return seed_page_of(
        links_of(entries),
        url=url,
        seed=seed,
        now=now,
        next_pages=next_pages(parsed, url),
        title=plain(str(parsed.feed.get("title") or "")) or None,
        problem=problem_in(parsed) if len(read) == len(text) else cut_off_problem(len(entries)),
    )


def ends_within_entry(text: bytes) -> bool:
    """Whether a feed is cut in the middle of an entry."""
    if END.search(text[-SNIFFED:]):
        return False
    *_, last = (b"/", *(match[1] for match in ENTRY.finditer(text)))
    return not last


def links_of(entries: list[dict[str, Any]]) -> Iterator[NamedLink]:
    """The address, last change and categories of each entry that has an address."""
    for entry in entries:
        # Feedburner gives the column's address beside its own redirecting one.
        href = entry.get("feedburner_origlink") or entry.get("link") or entry.get("id")
        if isinstance(href, str) and href:
            terms = (tag.get("label") or tag.get("term") for tag in entry.get("tags") or ())
            yield NamedLink(
                href,
                changed_at=changed_at(entry),
                sections=tuple(plain(str(term)) for term in terms if term),
                says=said_of(entry),
            )


def said_of(entry: dict[str, Any]) -> str:
    """An entry's headline, text, categories and count of comments.

    Of mark-up nothing: sizes of pictures and the like differ from one answer to the next.
    """
    texts = [entry.get("title"), entry.get("summary")]
    texts += [content.get("value") for content in entry.get("content") or ()]
    texts += sorted(str(tag.get("term")) for tag in entry.get("tags") or ())
    texts += [entry.get("slash_comments"), entry.get("thr_total")]
    return "\n".join(plain(TAG.sub(" ", str(text or ""))) for text in texts)


def plain(term: str) -> str:
    """A category's name on one line; WordPress escapes it twice within CDATA."""
    return " ".join(unescape(term).split())


def changed_at(entry: dict[str, Any]) -> datetime | None:
    """The later of an entry's two times; None when neither can be read."""
    latest: datetime | None = None
    for key in ("published_parsed", "updated_parsed"):
        # Plain dict access: feedparser's own substitutes one for the other, with a warning.
        moment = dict.get(entry, key)
        try:
            parsed = datetime.fromtimestamp(calendar.timegm(moment), UTC) if moment else None
        except (ValueError, OverflowError, OSError):
            parsed = None
        latest = later_of(latest, told_moment(parsed) if parsed else None)
    return latest


def next_pages(parsed: Mapping[str, Any], url: str) -> list[str]:
    """The next page by the feed's own link (RFC 5005), or by WordPress's way of counting."""
    if not parsed["entries"]:
        return []
    links = parsed["feed"].get("links") or ()
    linked = [link["href"] for link in links if link.get("rel") == "next" and link.get("href")]
    if linked:
        return linked[:1]
    generator = parsed["feed"].get("generator_detail") or {}
    named = (generator.get("href"), generator.get("name"), parsed["feed"].get("generator"))
    if not any(WORDPRESS.match(name) for name in named if name):
        return []
    parts = urlsplit(url)
    fields = [field for field in parts.query.split("&") if field]
    paged = [field for field in fields if re.fullmatch(r"paged=[0-9]{1,6}", field)]
    number = int(paged[0].removeprefix("paged=")) if paged else 1
    rest = [field for field in fields if field not in paged]
    return [urlunsplit(parts._replace(query="&".join([*rest, f"paged={number + 1}"])))]


def cut_off_problem(count: int) -> str:
    """The message about a feed of which so many entries were read."""
    return (
        f"more than {MOST_BYTES // 1_000_000} MB or {MOST_TAGS:,} tags; {count} entries were read, "
        "the rest were not"
    )


def problem_in(parsed: Mapping[str, Any]) -> str | None:
    """What is wrong with a feed, in one line; None when nothing is."""
    error = parsed.get("bozo_exception")
    count = len(parsed["entries"])
    if isinstance(error, SAXParseException):
        place = f"line {error.getLineNumber()}: {error.getMessage()}"
        return f"malformed XML ({place}); {count} entries could be read all the same"
    if isinstance(error, SAXException):
        return f"malformed XML ({error}); {count} entries could be read all the same"
    return None if count else "a feed without entries"
