"""The records that all parts exchange: what the web sent, what a page says, what became of it.

Frozen dataclasses, standard library only. No parsing, no storage and no clock belongs here.
Every datetime is aware; ISO text appears only at the borders (database, JSON).
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

Precision = Literal["year", "month", "day", "minute", "second"]
"""How much of a printed date the page gave; the rest of the datetime is filled with its start."""

BlockKind = Literal["paragraph", "heading", "quotation", "item", "row", "verse", "caption"]
"""What a block of a column is. An item is one entry of a list, a row one line of a table, a caption
what stands below a picture: it belongs to the column, but is no part of its text (`body_of`)."""

CommentKind = Literal["reader", "pingback", "trackback"]

PartRole = Literal["continuation", "comments", "record", "replies"]
"""What a further capture adds to a column's page: text that goes on, a further page of comments, a
REST listing that holds its post, its comments as REST lists them."""

PageKind = Literal[
    "column", "listing", "password", "paywall", "challenge", "consent", "missing", "empty"
]
"""What a page is by its own evidence; only a column is ever archived as one."""


class Outcome(StrEnum):
    """What became of one visit to an address."""

    NEW = "new"
    UPDATED = "updated"
    """The text changed: a new version."""
    COMMENTS = "comments"
    """Only the reader comments changed."""
    UNCHANGED = "unchanged"
    """304, or the same text again."""
    MOVED = "moved"
    """A known column at a new address."""
    GONE = "gone"
    """A known column that now answers 404 or 410, or leads to the home page for weeks."""
    BACK = "back"
    """A column that was gone and answers again."""
    GATED = "gated"
    """A challenge, paywall, password form or page of consent in place of the text; 401, 402, 403,
    407 or 451."""
    OUT_OF_SCOPE = "out of scope"
    REFUSED = "refused"
    """By robots.txt, a guard or a tombstone."""
    FAILED = "failed"
    """To be tried again."""
    UNREADABLE = "unreadable"
    """Nothing in it that could be read as a column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An address worth fetching, with what the channel that named it says of it."""

    url: str
    """Normalised (`crawler.urls.normalising.normalise`)."""
    found_by: str
    """Address of the seed that named it."""
    changed_at: datetime | None = None
    """Last change as the channel states it; of a day or month alone, where that begins."""
    changed_until: datetime | None = None
    """Where the day or month ends by which the last change is stated; None for an exact time."""
    sections: tuple[str, ...] = ()
    """Sections or categories as the channel prints them."""
    platform_id: str | None = None
    """Its number with the outlet's WordPress, when a REST listing named it."""
    record_id: int | None = None
    """Row id of the capture of that listing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its response, byte for byte as they went over the wire."""

    url: str
    started_at: datetime
    request: bytes
    response: bytes
    """Status line, headers and body, with transfer and content coding as received."""
    ip_address: str | None = None
    exact: bool = True
    """False when the bytes were rebuilt from parsed parts because the wire was not seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One response as received and stored; `body` has transfer and content coding undone."""

    id: int
    url: str
    captured_at: datetime
    status: int | None
    """HTTP status; None for an imported file, which is no HTTP response."""
    content_type: str | None
    digest: str
    """sha256 of the payload as transferred (chunking undone, content coding kept), in hex."""
    body: bytes
    via: tuple[str, ...] = ()
    """Addresses that led here by redirects, the one asked for first."""
    moved_permanently: bool = False
    """Whether every one of those redirects was permanent (301, 308)."""
    lacks: str | None = None
    """What of its column could not be had with it, in words; None when nothing was missing."""


@dataclass(frozen=True, slots=True)
class Part:
    """A further capture that belongs to a column as its page was seen."""

    role: PartRole
    capture: Capture


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a column in reading order."""

    kind: BlockKind
    text: str
    level: int | None = None
    """Rank of a heading (1 to 6), depth of a list item (from 1); None elsewhere."""
    links: tuple[tuple[str, str], ...] = ()
    """(text, absolute http or https address) of each link in the block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One reader comment, pingback or trackback as the page shows it."""

    text: str
    id: str | None = None
    """Its id on the page, without the platform's prefix ("28", not "comment-28")."""
    author: str | None = None
    author_url: str | None = None
    published: datetime | None = None
    published_precision: Precision | None = None
    parent: str | None = None
    """Id of the comment it answers."""
    depth: int = 0
    kind: CommentKind = "reader"


@dataclass(frozen=True, slots=True)
class Chrome:
    """One removed piece of page furniture, with the rule that removed it."""

    kind: str
    """comment-form, login-prompt, share, like, related, subscribe, navigation, cookie, …"""
    text: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldCandidate:
    """One value that a page offers for a field, with what speaks for and against it."""

    text: str
    source: str
    """Where it was found, as `Article.found_in` names places."""
    weight: float
    """The sum of the points; the heaviest candidate of a field is taken."""
    reasons: tuple[tuple[str, float], ...] = ()
    """Each reason with its points; negative ones speak against the value."""
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The record of one column: what a page says, without what surrounds it."""

    url: str
    canonical_url: str | None = None
    """The address the page declares as its own; evidence, not truth."""
    page_kind: PageKind = "column"
    title: str | None = None
    """The headline as printed, without kicker or outlet name."""
    kicker: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    published_precision: Precision | None = None
    modified: datetime | None = None
    modified_precision: Precision | None = None
    section: str | None = None
    sections: tuple[str, ...] = ()
    """All that the page names for the column, `section` first; the archive keeps that one."""
    tags: tuple[str, ...] = ()
    language: str | None = None
    """BCP 47, as short as the evidence allows."""
    dateline: str | None = None
    blocks: tuple[Block, ...] = ()
    comments: tuple[Comment, ...] = ()
    comment_count: int | None = None
    """What the page claims ("1 reply »"), whatever is found."""
    chrome: tuple[Chrome, ...] = ()
    next_page: str | None = None
    comment_pages: tuple[str, ...] = ()
    cut: str | None = None
    """Why the page is not read to its end, in words; None when it is."""
    found_in: Mapping[str, str] = field(default_factory=dict)
    """Field name to where it was found: json-ld, microdata, opengraph, meta, platform, layout,
    density, url, text, payload (data of a script that would draw the page)."""
    candidates: Mapping[str, tuple[FieldCandidate, ...]] = field(
        default_factory=dict, compare=False
    )
    """Field name to the values considered for it, the chosen one first; shown, never stored."""

    @property
    def body(self) -> str:
        """The column's text; see `body_of`."""
        return body_of(self.blocks)

    @property
    def says_anything(self) -> bool:
        """Whether there is anything to keep of it: text, or captions of pictures alone."""
        return any(block.text.strip() for block in self.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many columns the archive holds of an outlet, and how many of them have each field."""

    columns: int
    having: Mapping[str, int] = field(default_factory=dict)


def body_of(blocks: Iterable[Block]) -> str:
    """Text of a column: blocks joined by a blank line, neighbouring items and rows by a newline.

    Captions are left out, so that a picture that is changed or described anew makes no version.
    """
    parts: list[str] = []
    before: str | None = None
    for block in blocks:
        if block.kind == "caption":
            continue
        if parts:
            parts.append("\n" if block.kind == before and block.kind in ("item", "row") else "\n\n")
        parts.append(block.text)
        before = block.kind
    return "".join(parts)


def captions_of(blocks: Iterable[Block]) -> tuple[str, ...]:
    """What stands below the pictures of a column, in reading order."""
    return tuple(block.text for block in blocks if block.kind == "caption")


def text_digest(title: str | None, standfirst: str | None, body: str) -> str:
    """sha256 in hex of what makes a version: headline, standfirst and body."""
    return hashlib.sha256("\x00".join((title or "", standfirst or "", body)).encode()).hexdigest()
