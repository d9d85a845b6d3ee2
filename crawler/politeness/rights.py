"""What a publisher reserves in a response: noarchive and its kin, text and data mining. Pure.

Robots meta tags and X-Robots-Tag as Google and Bing document them; `tdm-reservation` as the TDM
Reservation Protocol has it (W3C community group report, 2024: header, meta element, and
/.well-known/tdmrep.json).
"""

import fnmatch
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from archive.text.json_text import read_json
from crawler.extraction.markup.charsets import decoded
from crawler.politeness.robots import PRODUCT

OBEYED = frozenset(("noarchive", "nocache", "noai", "tdm-reservation"))
"""Directives against copies or mining: by these a page is not kept when the policy is "respect"."""
RESERVED = OBEYED | {"noindex", "none"}
"""Those that are recorded; `none` means noindex and nofollow."""

SEARCHED = 64 * 1024
"""Bytes of a page that may hold its head."""
META = re.compile(rb"<meta\b[^<>]{0,2000}>", re.IGNORECASE)
ATTRIBUTE = re.compile(
    rb"""\b(name|content)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))""", re.IGNORECASE
)
NAMES = frozenset(("robots", PRODUCT))
"""Names under which a meta tag speaks to us."""
AGENT = re.compile(r"\s*([a-z][\w.-]*)\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
WITH_VALUE = frozenset(
    ("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview")
)


def reserved(headers: Iterable[tuple[str, str]], body: bytes) -> tuple[str, ...]:
    """The directives of a response that reserve something, sorted; empty when none does."""
    names: set[str] = set()
    for name, value in headers:
        match name.lower():
            case "x-robots-tag":
                names.update(directives(value))
            case "tdm-reservation" if value.strip() == "1":
                names.add("tdm-reservation")
    for tag in META.findall(body[:SEARCHED]):
        attributes = {
            name.lower(): one or two or bare for name, one, two, bare in ATTRIBUTE.findall(tag)
        }
        name = attributes.get(b"name", b"").decode("latin-1").strip().lower()
        content = attributes.get(b"content", b"").decode("latin-1")
        if name in NAMES:
            names.update(part.strip().lower() for part in content.split(","))
        elif name == "tdm-reservation" and content.strip() == "1":
            names.add(name)
    return tuple(sorted(names & RESERVED))


def is_page(headers: Iterable[tuple[str, str]]) -> bool:
    """Whether a response is a page of HTML, as its publisher says: feeds and robots.txt are not."""
    for name, value in headers:
        if name.lower() == "content-type":
            return "html" in value.lower()
    return True


def directives(header: str) -> set[str]:
    """The directives of an X-Robots-Tag that are for everybody, or for us by name."""
    agent = AGENT.fullmatch(header)
    if agent and agent[1].lower() not in WITH_VALUE:
        if agent[1].lower() != PRODUCT:
            return set()
        header = agent[2]
    return {part.strip().lower() for part in header.split(",")}


def reserved_by_file(body: bytes, url: str) -> bool:
    """Whether a site's tdmrep.json reserves an address: the first rule that matches decides."""
    try:
        rules = read_json(decoded(body))
    except ValueError:
        return False
    path = urlsplit(url).path or "/"
    for rule in rules if isinstance(rules, list) else ():
        location = rule.get("location") if isinstance(rule, dict) else None
        if isinstance(location, str) and matches(path, location):
            return bool(rule.get("tdm-reservation") == 1)
    return False


def matches(path: str, location: str) -> bool:
    """Whether a path begins as a location says; `*` stands for anything, `$` for the end."""
    whole = location.endswith("$")
    plain = re.sub(r"([\[\]?])", r"[\1]", location.removesuffix("$"))
    return fnmatch.fnmatchcase(path, plain if whole else f"{plain}*")
