"""What the tables of another desk may hold: values that foreign-desk could have written. Pure."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from archive.db.crawling.frontier import PORTABLE
from archive.db.imports import UNDONE
from archive.model.identity import DEFAULT_PORTS, text_digest_of
from archive.model.records import Outcome
from archive.model.times import moment
from archive.text.json_text import read_json
from archive.warc.reading import MAX_RECORD, MAX_RECORD_HEAD, NAME

EARLIEST = "1970-01-01T00:00:00.000Z"
"""Of a capture: the date of a file whose own date was lost, and before there was a web."""
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
SHA256 = re.compile(r"[0-9a-f]{64}")
PUBLIC_ID = re.compile(r"[a-z2-7]{10,52}")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
STATES = ("due", "done", "failed", "dropped")
ROLES = ("continuation", "comments", "record", "replies")
WORDS = ("join", "part")


class Allowed(NamedTuple):
    """What a column of a table may hold."""

    said: str
    """In words, for who has to see to a value that is none of it."""
    admits: Callable[[Any], bool]


RowRules = Mapping[str, Allowed]


def or_null(rule: Allowed) -> Allowed:
    """The same, or null."""
    return Allowed(f"{rule.said}, or null", lambda value: value is None or rule.admits(value))


def whole(least: int, most: int) -> Allowed:
    """A whole number between two."""
    return Allowed(
        f"a whole number from {least} to {most:,}",
        lambda value: isinstance(value, int) and least <= value <= most,
    )


def form(pattern: re.Pattern[str], said: str) -> Allowed:
    """A text that a pattern matches as a whole."""
    return Allowed(
        said, lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None
    )


def one_of(words: tuple[str, ...]) -> Allowed:
    """One of some words."""
    return Allowed(f"one of {', '.join(words)}", lambda value: value in words)


def text(most: int) -> Allowed:
    """A text of so many characters."""
    return Allowed(
        f"a text of at most {most:,} characters",
        lambda value: isinstance(value, str) and len(value) <= most,
    )


def time_until(latest: str) -> Allowed:
    """A time as the archive writes it, not later than another."""
    return Allowed(
        f"a time such as 2026-11-23T19:45:51.123Z, from 1970 to {latest[:10]}",
        lambda value: _is_moment(value) and EARLIEST <= value <= latest,
    )


def _is_moment(value: Any) -> bool:
    if not isinstance(value, str) or not MOMENT.fullmatch(value):
        return False
    try:
        moment(value)
    except ValueError:
        return False
    return True


def _is_address(value: Any) -> bool:
    if not isinstance(value, str) or not 0 < len(value) < MAX_RECORD_HEAD:
        return False
    scheme, mark, rest = value.partition("://")
    return scheme in DEFAULT_PORTS and mark == "://" and rest[:1] not in ("", "/")


def _lists(admits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    def admitted(value: Any) -> bool:
        if not isinstance(value, str) or len(value) > MAX_RECORD_HEAD:
            return False
        try:
            found = read_json(value)
        except ValueError:
            return False
        return isinstance(found, list) and all(map(admits, found))

    return admitted


ID = whole(1, 2**62)
ADDRESS = Allowed("an http or https address", _is_address)
NAMED = Allowed(
    "an http or https address, or urn:sha256: and a digest",
    lambda value: (
        _is_address(value)
        or (isinstance(value, str) and SHA256.fullmatch(text_digest_of(value) or "") is not None)
    ),
)
DIGEST = form(SHA256, "a sha256 in hex")
PUBLIC = form(PUBLIC_ID, "an id of a column")
HEADER = or_null(text(MAX_RECORD_HEAD))
TIME = Allowed("a time such as 2026-11-23T19:45:51.123Z", _is_moment)
BIT = whole(0, 1)
OUTCOME = or_null(one_of((*Outcome, UNDONE)))

OUTLETS: RowRules = {
    "id": ID,
    "slug": form(SLUG, "a slug such as war-on-the-rocks"),
    "home": ADDRESS,
}
ARTICLES: RowRules = {"id": ID, "public_id": PUBLIC}
FORMER_IDS: RowRules = {"public_id": PUBLIC, "article_id": ID}
PARTS: RowRules = {
    "page_id": ID,
    "position": whole(0, 1_000_000),
    "role": one_of(ROLES),
    "capture_id": ID,
}
READ = (
    *("outlets", "articles", "former_ids", "captures", "capture_parts", "frontier", "tombstones"),
    "duplicate_words",
)
"""The tables that a merge reads."""


def captures(latest: str) -> RowRules:
    """What a row of `captures` may hold, if the latest was made at a time."""
    return {
        "id": ID,
        "outlet_id": or_null(ID),
        "article_id": or_null(ID),
        "captured_at": time_until(latest),
        "status": or_null(whole(100, 999)),
        "payload_length": whole(0, MAX_RECORD),
        "revisit_of": or_null(ID),
        "warc_offset": whole(0, 2**62),
        "warc_length": whole(1, MAX_RECORD),
        "warc_file": form(NAME, "the name of a WARC file of foreign-desk, without a folder"),
        "digest": DIGEST,
        "content_type": HEADER,
        "etag": HEADER,
        "last_modified": HEADER,
        "outcome": OUTCOME,
        "moved_permanently": BIT,
        "via": or_null(Allowed("a JSON list of addresses", _lists(_is_address))),
        "rights": or_null(Allowed("a JSON list of texts", _lists(lambda v: isinstance(v, str)))),
        "url": NAMED,
        "lacks": or_null(text(MAX_RECORD_HEAD)),
    }


def frontier(latest: str) -> RowRules:
    """What a row of `frontier` may hold."""
    allowed = {
        **dict.fromkeys(("etag", "last_modified", "reason"), HEADER),
        **dict.fromkeys(("hinted_at", "hint_seen", "next_visit", "rest_until"), or_null(TIME)),
        **dict.fromkeys(("visited_at", "changed_at"), or_null(time_until(latest))),
        **dict.fromkeys(("attempts", "changes"), whole(0, 1_000_000_000)),
        "url": ADDRESS,
        "state": one_of(STATES),
        "found_at": time_until(latest),
        "outcome": OUTCOME,
        "found_by": text(MAX_RECORD_HEAD),
        "platform_id": or_null(text(100)),
        "named_by": or_null(text(MAX_RECORD_HEAD)),
    }
    return {"outlet_id": ID, **{name: allowed[name] for name in PORTABLE}}


def tombstones(latest: str) -> RowRules:
    """What a row of `tombstones` may hold."""
    return {
        "kind": one_of(("address", "text", "column", "commenter")),
        "key": Allowed("a digest or id", lambda v: DIGEST.admits(v) or PUBLIC.admits(v)),
        "forgotten_at": time_until(latest),
        "raw": BIT,
        "reason": text(10_000),
    }


def overrides(latest: str) -> RowRules:
    """What a row of `duplicate_words` may hold."""
    return {"one_id": ID, "other_id": ID, "word": one_of(WORDS), "said_at": time_until(latest)}
