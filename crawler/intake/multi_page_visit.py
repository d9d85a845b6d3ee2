"""A column as it is seen on one visit: its page, and what else has to be asked to have it whole.

A visit names the next address to ask and takes in the answers, one after another, until nothing is
missing; then it is read as one. Of what is incomplete nothing is kept as a column, until it was
tried often: then a column is kept that lacks some of its comments. No Scrapy here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from archive.model.errors import fault_in_words
from archive.model.records import Article, Capture, Outcome, Part, PartRole
from archive.model.timeline import GONE_STATUSES
from archive.model.versions import Text
from crawler.config.outlets import Outlet
from crawler.discovery.wordpress import PER_PAGE, NoListing, Post, address
from crawler.extraction.comments.comment_pages import by_page_number, is_numbered_from_one
from crawler.intake import intake, joining
from crawler.intake.platform import Platform
from crawler.intake.withheld import CANNOT_BE_HAD, NOT_READ
from crawler.urls.hosts import host_key
from crawler.urls.normalising import normalise

MOST_PAGES = 99
"""Pages of one column's text (`extraction.pagination` reads no higher numbers)."""
MOST_COMMENT_PAGES = 500
"""Pages of comments of one column (`extraction.comments.comment_pages` names no more)."""
MOST_REPLY_PAGES = 100
"""Listings of one column's comments, a hundred comments each."""
TALK = 2
"""Reader comments from which one may answer another."""
BLOCK_THEME = b"wp-site-blocks"
"""Class by which WordPress wraps a page of a block theme. Those do not always link the further
pages of a split post."""
ROUTE = "wp/v2/posts"
REPLY_FIELDS = "id,post,parent,date_gmt"


@dataclass(frozen=True, slots=True)
class PartRequest:
    """A further address to ask for."""

    url: str
    role: PartRole
    linked: bool = True
    """Whether the page or REST links it; else it is only likely to be there."""


class MultiPageVisit:
    """One visit's page of a column with its parts."""

    def __init__(
        self,
        page: Capture,
        outlet: Outlet,
        *,
        platform: Platform | None,
        record: Part | None = None,
        stored: Sequence[Part] = (),
        held: str | None = None,
        tried_often: bool = False,
        unlisted: bool = False,
    ) -> None:
        """`platform` is None when REST is not to be asked; `record` is the listing that may hold
        its post, `stored` what was asked for already, `held` the digest of the text known at the
        page's address. A visit `tried_often` does not wait for what only adds, or is only likely.
        `unlisted` says that REST lists the outlet's posts by id, and not this one.
        """
        self.page = page
        self.parts = list(stored)
        self._outlet = outlet
        self._platform = platform
        self._held = held
        self._tried_often = tried_often
        self._unlisted = unlisted
        self._asked = {normalise(page.url)}
        self._asked.update(normalise(intake.asked_for(part.capture)) for part in stored)
        self._articles: dict[int, Article] = {}
        self._text_ended = False
        self._replies_ended = False
        self._replies_told: set[str] = set()
        """Ids of the comments that REST has listed."""
        self._short_listing = False
        """Whether its last listing was shorter than it was asked for."""
        self._problem: str | None = None
        self._lacks: str | None = page.lacks
        self.fault: Exception | None = None
        """What the program failed with, on the page or a part of it."""
        if record is not None and intake.post_of(page, [record]) is not None:
            self.parts.append(record)

    def next_part(self) -> PartRequest | None:
        """What to ask for next; None when nothing is missing, or it would not help any more."""
        if self._problem is not None:
            return None
        try:
            seen = self._read()
            if seen.article is None or seen.outcome is not None:
                return None
            ask = self._continuation() or self._comments() or self._replies(seen.article)
        except Exception:  # a fault of ours with this page; `reading` reports it
            return None
        if ask is not None:
            self._asked.add(normalise(ask.url))
        return ask

    def answered(self, ask: PartRequest, capture: Capture) -> None:
        """Takes in the answer to what was asked for."""
        if ask.role == "replies" and self._platform is not None:
            self._take_replies(ask, capture, self._platform)
            return
        if capture.status in GONE_STATUSES:
            self._not_there(ask)
            return
        try:
            part = intake.read_part(capture, self._outlet, article_of=self._article_of)
        except Exception as fault:  # with this part
            self.fault = fault
            self._missing(ask, f"{NOT_READ}: {fault_in_words(fault)}")
            return
        if not isinstance(part, Article):
            outcome, reason = part
            passing = outcome is Outcome.FAILED and not self._tried_often
            if reason == intake.MISSING and self._post() is None:
                passing = False  # only likely, and not there by its own words
            if ask.linked or passing:
                self._missing(ask, reason)
            else:
                self._not_there(ask)
        elif host_key(capture.url) != host_key(self.page.url) and ask.linked:
            self._missing(ask, f"leads to {capture.url}")
        elif self._belongs(ask, capture, part):
            self.parts.append(Part(ask.role, capture))
        else:
            self._not_there(ask)

    def failed(self, ask: PartRequest, reason: str, *, refused: bool) -> None:
        """Takes in that no answer came; `refused` by robots.txt or a guard, for good."""
        if ask.role == "continuation":
            if ask.linked or not (refused or self._tried_often):
                self._missing(ask, reason)
            else:
                self._not_there(ask)
        elif ask.role == "replies":
            self._replies_ended = True
            if not (refused or self._tried_often):
                self._missing(ask, reason)
        elif not refused:  # comments that robots.txt keeps from us are the publisher's to keep
            self._missing(ask, reason)

    def reading(self) -> intake.Reading:
        """What the page and its parts are together."""
        if self._problem is not None:
            return self._failed(self._problem, incomplete=True)
        try:
            return self._read()
        except Exception as fault:  # with this page; its capture is stored
            self.fault = fault
            reason = f"{NOT_READ}: {fault_in_words(fault)}"
            return self._failed(reason, incomplete=bool(self.parts))

    def _read(self) -> intake.Reading:
        return intake.read(
            replace(self.page, lacks=self._lacks),
            self._outlet,
            self.parts,
            article_of=self._article_of,
            unlisted=self._unlisted,
        )

    # -- What is missing ---------------------------------------------------------------------------

    def _continuation(self) -> PartRequest | None:
        pages = [self._article_of(capture, self._outlet) for capture in self._pages()]
        if self._text_ended or len(pages) >= MOST_PAGES:
            return None
        following = pages[-1].next_page
        if following is not None and self._is_own(following):
            return PartRequest(following, "continuation")
        if not self._has_unlinked(pages):
            return None
        unlinked = numbered(self.page.url, len(pages) + 1)
        return (
            PartRequest(unlinked, "continuation", linked=False) if self._is_own(unlinked) else None
        )

    def _has_unlinked(self, pages: list[Article]) -> bool:
        """Whether the text is likely to go on although no link says so.

        A likelihood is followed once for each text: what is known of a text is not asked again.
        """
        first = pages[0]
        new = len(pages) > 1 or Text.of(first).digest != self._held
        post = self._post()
        if post is None:
            return new and BLOCK_THEME in self.page.body
        if not new and joining.NEXT_PAGE not in post.content:
            return False
        return joining.goes_on(joining.join_pages(first, pages[1:]), post, pages=len(pages))

    def _comments(self) -> PartRequest | None:
        """The next page of comments that this page or one of those names."""
        first = self._article_of(self.page, self._outlet)
        read = [part.capture for part in self.parts if part.role == "comments"]
        if len(read) >= MOST_COMMENT_PAGES:
            return None
        others = [self._article_of(capture, self._outlet) for capture in read]
        named = dict.fromkeys(url for page in (first, *others) for url in page.comment_pages)
        asks = (
            PartRequest(url, "comments")
            for url in named
            if self._is_own(url) and not _is_this_page(url, first, others)
        )
        return next(asks, None)

    def _replies(self, seen: Article) -> PartRequest | None:
        """The next listing of the comments in REST."""
        post = self._post()
        if post is None or self._platform is None:
            return None
        if self._replies_ended or self._platform.comments_closed:
            return None
        readers = sum(comment.kind == "reader" for comment in seen.comments)
        if readers < TALK or (self._short_listing and len(self._replies_told) >= readers):
            return None
        listings = sum(part.role == "replies" for part in self.parts)
        if listings >= MOST_REPLY_PAGES:
            return None
        root, route, _ = self.parts[0].capture.url.partition(ROUTE)
        if not route:
            return None
        url = address(
            root,
            "wp/v2/comments",
            post=post.id,
            per_page=PER_PAGE,
            orderby="id",
            order="asc",
            page=listings + 1,
            _fields=REPLY_FIELDS,
        )
        return PartRequest(url, "replies")

    # -- What came ---------------------------------------------------------------------------------

    def _belongs(self, ask: PartRequest, capture: Capture, article: Article) -> bool:
        """Whether an answer is a further page of the column, and not one we have by another name.

        Servers answer for pages there are not: with the first one, or by leading elsewhere.
        """
        known = capture.via and normalise(capture.url) in self._asked - {normalise(ask.url)}
        if ask.role == "comments":
            return not capture.via or known or is_numbered_from_one(capture.url)
        if known:
            return False
        pages = [self._article_of(page, self._outlet) for page in self._pages()]
        if any(joining.is_same_text(page, article) for page in pages):
            return False
        if ask.linked:
            return True
        same_place = normalise(capture.url).rstrip("/") == normalise(ask.url).rstrip("/")
        return same_place and joining.is_same_headline(pages[0], article)

    def _take_replies(self, ask: PartRequest, capture: Capture, platform: Platform) -> None:
        """Takes in a listing of the comments in REST, or that there is none.

        A server may have shorter pages than it is asked for: after one that may have been the last,
        a further one is asked for when the column shows more comments than were listed.
        """
        if self._short_listing and capture.status in (400, 404):
            self._replies_ended = True
            return
        try:
            entries = platform.comments_in(capture)
        except NoListing as reason:
            self._replies_ended = True
            if not (self._tried_often or platform.comments_closed):
                self._missing(ask, f"answers {capture.status} {reason}")
            return
        self.parts.append(Part("replies", capture))
        told = {str(entry.get("id")) for entry in entries}
        self._replies_ended = told <= self._replies_told
        self._replies_told |= told
        self._short_listing = len(entries) < PER_PAGE

    def _not_there(self, ask: PartRequest) -> None:
        """A page that is not there is no page of the column, whatever links to it."""
        if ask.role == "continuation":
            self._text_ended = True

    def _missing(self, ask: PartRequest, reason: str) -> None:
        """A page of comments that was tried often enough leaves the column incomplete; nothing of
        it is kept without the rest of its text, which would look like an edit later.
        """
        problem = f"its {NAMES[ask.role]} {ask.url} {CANNOT_BE_HAD}: {reason}"
        if ask.role == "comments" and self._tried_often:
            self._lacks = self._lacks or problem
        else:
            self._problem = problem

    def _failed(self, reason: str, *, incomplete: bool) -> intake.Reading:
        return intake.Reading(
            capture=self.page,
            outlet=self._outlet,
            outcome=Outcome.FAILED,
            reason=reason,
            incomplete=incomplete,
        )

    # -- What is known -----------------------------------------------------------------------------

    def _pages(self) -> Iterator[Capture]:
        """The captures of the text, in order."""
        yield self.page
        yield from (part.capture for part in self.parts if part.role == "continuation")

    def _post(self) -> Post | None:
        return intake.post_of(self.page, self.parts)

    def _is_own(self, url: str) -> bool:
        """Whether an address is on the page's own host, and was not asked for."""
        return host_key(url) == host_key(self.page.url) and normalise(url) not in self._asked

    def _article_of(self, capture: Capture, outlet: Outlet) -> Article:
        """The article in one capture; read once, however often it is asked for."""
        if capture.id not in self._articles:
            self._articles[capture.id] = intake.article_of_capture(capture, outlet)
        return self._articles[capture.id]


NAMES = {"continuation": "page", "comments": "page of comments", "replies": "listing of comments"}


def is_lacking(page: Capture, outlet: Outlet, parts: Sequence[Part]) -> bool:
    """Whether a stored page, whatever it was taken for, links further ones that were not asked for.

    What was no column to us then was not followed; alone it would be half of one.
    """
    seen = MultiPageVisit(page, outlet, platform=None, stored=parts)
    ask = seen.next_part()
    return ask is not None and ask.linked


def _is_this_page(url: str, first: Article, others: Sequence[Article]) -> bool:
    """Whether a page of comments is what the column's own address shows, by another name.

    WordPress shows the last page there, which only the page before it names.
    """
    last = max(map(by_page_number, first.comment_pages), default=(0, ""))[0]
    if not is_numbered_from_one(url) or by_page_number(url)[0] != last + 1:
        return False
    shown = {comment.id for page in others for comment in page.comments}
    return not {comment.id for comment in first.comments} <= shown


def numbered(url: str, number: int) -> str:
    """The address of a further page of a post where WordPress shows it."""
    parts = urlsplit(url)
    if parts.query:
        return parts._replace(query=f"{parts.query}&page={number}").geturl()
    end = "/" if parts.path.endswith("/") else ""
    return parts._replace(path=f"{parts.path.rstrip('/')}/{number}{end}").geturl()
