"""The one way from a stored capture to an outcome: crawl, import and re-extraction all meet here.

`read` is pure and decides what a capture is; `keep` hands it to the archive; `take_in` is both.
Nothing here fetches, and nothing here writes but through the archive.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from archive.folder.archive import Archive
from archive.frontier.revisits import FAULTS_AT_ONCE, Answered
from archive.ingest import ingest
from archive.model.records import Article, Capture, Outcome, Part
from archive.model.timeline import GONE_STATUSES, NOT_MODIFIED
from crawler.config.outlets import Outlet
from crawler.discovery.wordpress import NoListing, Post, PostComment, read_comments, read_posts
from crawler.extraction import TEXT_VERSION, VERSION, extract_article
from crawler.extraction.flattened.flattened import extract_text
from crawler.extraction.markup.charsets import decoded
from crawler.intake import joining
from crawler.intake.commenters import named_by_policy
from crawler.saved_pages.envelopes import HTTP_ANSWER, MHTML, enveloped_page
from crawler.saved_pages.kinds import is_binary
from crawler.urls.normalising import is_web_address, normalise, resolve
from crawler.urls.traps import is_trap


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a capture turned out to be: a column (`article`), or what it is instead (`outcome`)."""

    capture: Capture
    outlet: Outlet
    parts: tuple[Part, ...] = ()
    """The further captures that were read with it."""
    article: Article | None = None
    outcome: Outcome | None = None
    """None when `article` is to be kept; what becomes of it is then the archive's to say."""
    reason: str | None = None
    """What was seen, in words, when the outcome needs them."""
    incomplete: bool = False
    """Whether a further capture could not be had: then this one alone is never to be read again."""


ArticleOf = Callable[[Capture, Outlet], Article]
"""The article in one capture; a caller that reads some of them several times keeps it."""


GATES = {
    "password": "a password form in place of the text",
    "paywall": "a paywall in place of the text",
    "challenge": "a challenge in place of the page",
    "consent": "a page of consent (cookies) in place of the text",
}
MISSING = "a not-found page under status 200"
MISSING_IN_FILE = "a saved not-found page"
EMPTY = "empty"
NO_TEXT = "no text found"
NO_SECTION = "names no section"
OTHER_SECTION = "section "
"""Begins the reason of a page in a section that its outlet does not keep."""
LISTING = "a listing, not a column"
UNPLACED = (NO_SECTION, LISTING)
"""Reasons that tell nothing of where else a page belongs."""
TAKEN_DOWN = "it was taken down, and is not taken in again"
LISTINGS_KEPT = 8
"""REST listings read once for all columns that stand in them, up to a hundred in each."""
REFUSALS = frozenset((401, 402, 403, 407, 451))
"""Statuses by which a publisher keeps a page from us: gates without a form."""
PASSING = frozenset((408, 421, 425, 429))
"""Client errors that speak of the moment, not of the page."""

UNASKED = "answers 304 (unchanged) though it was not asked on condition"

MARKUP = ("text/html", "application/xhtml+xml", "text/plain", "application/octet-stream")
"""Media types under which pages come; the last two are what servers send that do not know."""
ENVELOPES = (MHTML, HTTP_ANSWER)
"""Media types of imported files that hold a page and headers before it."""
WORDPRESS_POST = re.compile(rb"wp(?:/|%2F)v2(?:/|%2F)posts(?:/|%2F)\d+", re.IGNORECASE)
"""The link of a post's page to its own JSON, by which WordPress's other pages have none."""


def register(archive: Archive, outlet: Outlet) -> int:
    """Row id of the outlet in the archive, brought up to what its file says today."""
    return archive.upsert_outlet(
        slug=outlet.slug,
        name=outlet.name,
        home=outlet.home,
        language=outlet.language,
        timezone=outlet.timezone.key,
        country=outlet.country,
        formerly=outlet.formerly,
    )


def take_in(
    archive: Archive,
    capture: Capture,
    outlet: Outlet,
    parts: Sequence[Part] = (),
    *,
    outlet_id: int,
) -> Outcome:
    """What became of a stored capture, once it is read and kept."""
    return keep(archive, read(capture, outlet, parts), outlet_id=outlet_id)


def read(
    capture: Capture,
    outlet: Outlet,
    parts: Sequence[Part] = (),
    *,
    article_of: ArticleOf | None = None,
    unlisted: bool = False,
) -> Reading:
    """What a capture is, with the further ones that belong to it: a column to keep, or the outcome
    and the reason why there is none.

    `unlisted` says that the site lists the outlet's posts by the ids of their categories, and not
    this one: names of sections do not count then, since several may be called alike.
    """
    instead = _by_status(capture) or _by_address(capture, outlet) or _by_bytes(capture)
    if instead is not None:
        return Reading(capture=capture, outlet=outlet, outcome=instead[0], reason=instead[1])
    article_of = article_of or article_of_capture
    article = _with_pages(article_of(capture, outlet), outlet, parts, article_of)
    if normalise(capture.url) in own_listings(outlet):
        article = replace(article, page_kind="listing")
    post = post_of(capture, parts)
    if post is not None:
        article = joining.with_post(article, post)
    if article.canonical_url:
        article = replace(article, canonical_url=resolve(article.canonical_url, ""))
    outcome, reason = _by_text(article, outlet, imported=capture.status is None)
    if outcome is None and unlisted and WORDPRESS_POST.search(capture.body):
        outcome, reason = Outcome.OUT_OF_SCOPE, "REST lists it in no category of the outlet"
    return Reading(
        capture=replace(capture, lacks=capture.lacks or article.cut),
        outlet=outlet,
        parts=tuple(parts),
        article=article,
        outcome=outcome,
        reason=reason,
    )


def read_part(
    capture: Capture, outlet: Outlet, *, article_of: ArticleOf
) -> Article | tuple[Outcome, str]:
    """The article on a further page of a column, or the outcome and reason why there is none."""
    if capture.status == NOT_MODIFIED:  # parts are always asked for whole
        return Outcome.FAILED, UNASKED
    instead = _by_status(capture) or _by_bytes(capture)
    if instead is not None:
        return instead
    article = article_of(capture, outlet)
    return _by_kind(article) or article


def post_of(capture: Capture, parts: Sequence[Part]) -> Post | None:
    """The post of a page in the REST listing that belongs to it."""
    addresses = {normalise(url) for url in (capture.url, *capture.via)}
    for part in parts:
        if part.role == "record":
            posts = _posts(part.capture.body)
            return next((posts[url] for url in addresses if url in posts), None)
    return None


def keep(archive: Archive, reading: Reading, *, outlet_id: int, tried: int = 0) -> Outcome:
    """What became of a reading in the archive; the capture's row records it.

    A password form, or any other gate after it was `tried` often enough, makes a known column
    private; a challenge may be of the moment. What a page of consent hides is open to whoever
    consents.
    """
    capture, outcome = reading.capture, reading.outcome
    if reading.incomplete and outcome is not None:
        return outcome
    if reading.parts or capture.lacks:
        archive.keep_parts(capture, reading.parts)
    shut = outcome is Outcome.GATED and (
        reading.reason == GATES["password"]
        or (tried >= FAULTS_AT_ONCE and reading.reason != GATES["consent"])
    )
    kept = _kept(archive, reading, outlet_id=outlet_id, shut=shut)
    archive.journal.visit(
        capture,
        reading.parts,
        outlet_id=outlet_id,
        private=shut,
        gone=outcome is Outcome.GONE and capture.status not in GONE_STATUSES,
    )
    return kept


def _kept(archive: Archive, reading: Reading, *, outlet_id: int, shut: bool) -> Outcome:
    capture, outcome = reading.capture, reading.outcome
    if outcome is None:
        if reading.article is None:
            raise ValueError(f"{capture.url}: a reading without article needs an outcome")
        article = named_by_policy(reading.article, archive)
        extractor = extractor_of(capture)
        return ingest.ingest(archive, capture, article, outlet_id=outlet_id, extractor=extractor)
    if outcome is Outcome.UNCHANGED:
        return ingest.unchanged(
            archive,
            capture,
            partial(article_to_keep, archive, reading.outlet),
            extractor=extractor_of(capture),
        )
    if outcome is Outcome.GONE:
        return ingest.gone(archive, capture)
    if shut:
        ingest.private(archive, capture)
    else:
        ingest.set_aside(archive, capture, outcome)
    return outcome


def reason_of(reading: Reading, outcome: Outcome | None) -> str | None:
    """Why a reading came to its outcome, in words; None where nothing is to be said."""
    if outcome is Outcome.REFUSED:
        return TAKEN_DOWN
    return reading.reason or reading.capture.lacks


def article_to_keep(
    archive: Archive, outlet: Outlet, capture: Capture, parts: Sequence[Part]
) -> Article | None:
    """The article that a capture shows, as it is kept; None when it shows no column."""
    reading = read(capture, outlet, parts)
    if reading.outcome is not None or reading.article is None:
        return None
    return named_by_policy(reading.article, archive)


def article_of_capture(capture: Capture, outlet: Outlet) -> Article:
    """The article on a page alone; a text file that was imported is read as flattened text."""
    url, body, charset = capture.url, capture.body, charset_of(capture.content_type)
    if _is_enveloped(capture) and (page := enveloped_page(body)):
        body, charset = page.html, page.charset
    if _is_flattened(capture):
        return extract_text(
            decoded(body, charset),
            url=url if is_web_address(url) else None,
            outlet=outlet,
            captured_at=capture.captured_at,
        )
    return extract_article(
        body, url, outlet=outlet, captured_at=capture.captured_at, charset=charset
    )


def extractor_of(capture: Capture) -> str:
    """Version of the reader that makes an article of a capture."""
    return TEXT_VERSION if _is_flattened(capture) else VERSION


def _is_flattened(capture: Capture) -> bool:
    """Whether a capture is a text file that was imported."""
    return capture.status is None and (capture.content_type or "").startswith("text/plain")


def _is_enveloped(capture: Capture) -> bool:
    """Whether a capture is a file that was imported with a page in it and headers before that."""
    return capture.status is None and capture.content_type in ENVELOPES


def _with_pages(
    article: Article, outlet: Outlet, parts: Sequence[Part], article_of: ArticleOf
) -> Article:
    """The column with the text of its further pages and the comments of all of theirs.

    It is cut where one of them is.
    """
    by_role: dict[str, list[Capture]] = {}
    for part in parts:
        by_role.setdefault(part.role, []).append(part.capture)
    further = [(page, article_of(page, outlet)) for page in by_role.get("continuation", ())]
    talk = [(page, article_of(page, outlet)) for page in by_role.get("comments", ())]
    cuts = (
        f"{what} {asked_for(page)}: {one.cut}"
        for what, pages in (("its page", further), ("its page of comments", talk))
        for page, one in pages
        if one.cut
    )
    comments = joining.merge_comments(
        article.comments, {asked_for(page): one.comments for page, one in talk}
    )
    replies = {
        reply.id: reply for page in by_role.get("replies", ()) for reply in _replies(page.body)
    }
    if replies:
        comments = joining.with_replies(comments, replies)
    return replace(
        joining.join_pages(article, [one for _, one in further]),
        comments=comments,
        cut=article.cut or next(cuts, None),
    )


def asked_for(capture: Capture) -> str:
    """The address that was asked for, whatever it redirected to."""
    return capture.via[0] if capture.via else capture.url


@lru_cache(maxsize=LISTINGS_KEPT)
def _posts(body: bytes) -> dict[str, Post]:
    """The posts of a listing that are for all to read, by their addresses."""
    try:
        return {normalise(post.url): post for post in read_posts(body) if not post.protected}
    except NoListing:
        return {}


def _replies(body: bytes) -> list[PostComment]:
    """The comments of a listing."""
    try:
        return read_comments(body)
    except NoListing:
        return []


def answered(reading: Reading, outcome: Outcome) -> Answered | None:
    """What a visit met, where the outcome alone does not say whether it will last.

    A challenge or paywall, and a page without any text, may be of the moment: such pages come in
    place of the real one, and so do redirects that are not permanent, unless they lead to a page
    with a section of its own; so may what a column lacks. A password form and a file that is no
    page will be there next time. What is gone may have been so before.
    """
    if reading.outcome is Outcome.GONE:
        return "gone"
    led = bool(reading.capture.via) and not reading.capture.moved_permanently
    outside = outcome is Outcome.OUT_OF_SCOPE
    another = outside and reading.article is not None and reading.reason not in UNPLACED
    if led and not another and (outside or outcome is Outcome.GATED):
        return "passing"
    if reading.capture.lacks and reading.outcome is None:
        return "passing"
    if outcome is Outcome.GATED and reading.reason == GATES["password"]:
        return "lasting"
    if outcome is Outcome.UNREADABLE and reading.reason in (EMPTY, NO_TEXT):
        return "passing"
    return None


def charset_of(content_type: str | None) -> str | None:
    """The charset a Content-Type header names.

    w3lib's reader of headers knows neither blanks around `=` nor single quotes; servers send both.
    """
    charset = re.search(r"charset\s*=\s*[\"']?([^\s\"';,]+)", content_type or "", re.IGNORECASE)
    return charset[1] if charset else None


def _by_status(capture: Capture) -> tuple[Outcome, str] | None:
    """What the status alone decides; None when the body has to be read."""
    status = capture.status
    if status is None or 200 <= status < 300:
        return None
    seen = f"answers {status}"
    if status == NOT_MODIFIED:
        return Outcome.UNCHANGED, seen
    if status in GONE_STATUSES:
        return Outcome.GONE, seen
    if status in REFUSALS:
        return Outcome.GATED, seen
    if status >= 500 or status in PASSING:
        return Outcome.FAILED, seen
    return Outcome.UNREADABLE, seen


def _by_address(capture: Capture, outlet: Outlet) -> tuple[Outcome, str] | None:
    """A redirect may lead out of scope: to a login, another site, a listing, the home page.

    A page of comments is none of its own however it came, though it shows the column's text.
    """
    url = normalise(capture.url)
    if is_trap(url) == "comment page":
        return Outcome.OUT_OF_SCOPE, "a page of comments, not a column of its own"
    if not capture.via:
        return None
    if url in own_listings(outlet) or is_trap(url) or not outlet.scope.admits_address(url):
        return Outcome.OUT_OF_SCOPE, f"leads to {capture.url}"
    return None


def own_listings(outlet: Outlet) -> set[str]:
    """The pages that name an outlet's columns: its home page and the index pages of its file."""
    indexes = (seed.url for seed in outlet.seeds if seed.channel == "index")
    return {normalise(url) for url in (outlet.home, *indexes)}


def _by_bytes(capture: Capture) -> tuple[Outcome, str] | None:
    """What can be no page, by its bytes first and by its media type second."""
    if not capture.body.strip():
        return Outcome.UNREADABLE, EMPTY
    if is_binary(capture.body):
        return Outcome.UNREADABLE, "binary, not a page"
    media_type = (capture.content_type or "").partition(";")[0].strip().lower()
    if media_type and media_type not in MARKUP and not _is_enveloped(capture):
        return Outcome.UNREADABLE, f"{media_type}, not a page"
    return None


def _by_kind(article: Article) -> tuple[Outcome, str] | None:
    """What a page is that has no text of a column to give."""
    if article.page_kind == "missing":
        return Outcome.FAILED, MISSING
    if article.page_kind in GATES:
        return Outcome.GATED, GATES[article.page_kind]
    if article.page_kind == "empty" or not article.says_anything:
        return Outcome.UNREADABLE, NO_TEXT
    return None


def sections_of(article: Article) -> list[str]:
    """All under which a page files its column."""
    return [name for name in (*article.sections, article.kicker, *article.tags) if name]


def _by_text(
    article: Article, outlet: Outlet, *, imported: bool
) -> tuple[Outcome | None, str | None]:
    """What a page turns out to be once it is read; (None, None) for a column in scope.

    What somebody imports is in scope by that: sections are asked for only of what was crawled.
    """
    if article.page_kind == "listing":
        return Outcome.OUT_OF_SCOPE, LISTING
    if imported and article.page_kind == "missing":
        return Outcome.FAILED, MISSING_IN_FILE
    if (instead := _by_kind(article)) is not None:
        return instead
    sections = sections_of(article)
    if not imported and not outlet.scope.admits_sections(sections):
        return Outcome.OUT_OF_SCOPE, f"{OTHER_SECTION}{sections[0]!r}" if sections else NO_SECTION
    return None, None
