"""Questions to a WordPress's REST: one by itself, or a listing page by page.

Each yields addresses to ask and is sent their answers. Nothing is kept here.
"""

from collections.abc import Callable, Collection, Generator
from dataclasses import dataclass

from crawler.discovery.wordpress import (
    PER_PAGE,
    NoListing,
    error_code,
    is_json,
    past_the_end,
    read_posts,
)
from crawler.session.seed_walk import Answer

MOST_TRIES = 3
"""Times a question is asked to which no JSON comes: a challenge or a gateway's error page of the
moment. Who has closed REST says so in JSON, or has no JSON the third time either."""
CLOSED_POST = "rest_cannot_read_post"
"""With which WordPress refuses comments of several posts when one has a password or is private."""


def answer_to(url: str) -> Generator[str, Answer, Answer]:
    """The answer to a question, which is put again when something else came in its place."""
    for _ in range(MOST_TRIES - 1):
        answer = yield url
        if is_json(answer.capture.body):
            return answer
    return (yield url)


class NotForAll(NoListing):
    """A post whose comments were asked for is not for all to read."""


@dataclass(frozen=True, slots=True)
class Listed:
    """How far a listing was read."""

    pages: int
    """Questions it took."""
    entries: int
    """Different ones that it named."""
    total: int | None
    """How many there are, as its first page states."""
    limited: bool
    """Whether there may be more, on pages that were not to be asked for."""
    broken: str | None = None
    """What came in place of a further page: the same as before, or no listing."""

    @property
    def lacks(self) -> str | None:
        """What is missing though there are no further pages, in words."""
        if self.limited:
            return None
        if self.total is None:
            return f"page {self.pages} {self.broken}" if self.broken else None
        if self.entries < self.total:
            return f"lists {self.entries} of the {self.total} that it counts"
        return None

    @property
    def whole(self) -> bool:
        """Whether it named all there is."""
        return not self.limited and self.lacks is None


def walk_listing(
    listing: str, note: Callable[[Answer], Collection[str]], *, most: int
) -> Generator[str, Answer, Listed]:
    """How far a listing was read, with at most so many pages; `note` gives the ids on one.

    A page may be shorter than it was asked for and not be the last: a server has a size of its own,
    or leaves out what is not for all. So a listing ends with a page that names nothing new, or that
    is not there, or that is short when as many were named as are stated. Full pages lead on
    whatever total is claimed.
    """
    met: set[str] = set()
    total: int | None = None
    short = False
    for page in range(1, most + 1):
        answer = yield from answer_to(listing if page == 1 else f"{listing}&page={page}")
        if page > 1 and _is_no_page(answer, short=short):
            return Listed(page, len(met), total, limited=False)
        try:
            named = set(note(checked(answer)))
        except NoListing as seen:
            if not short:
                raise
            return Listed(page, len(met), total, limited=False, broken=str(seen))
        total = answer.total if page == 1 else total
        short = len(named) < PER_PAGE
        if not named - met or (short and total is not None and len(met | named) >= total):
            broken = "repeats those before" if named and not named - met else None
            return Listed(page, len(met | named), total, limited=False, broken=broken)
        met |= named
    return Listed(most, len(met), total, limited=True)


def _is_no_page(answer: Answer, *, short: bool) -> bool:
    """Whether an answer says that the page number is too high. After a short page, which may have
    been the last, other software need not say it as WordPress does.
    """
    return past_the_end(answer.capture.body) or (short and answer.capture.status in (400, 404))


def checked(answer: Answer) -> Answer:
    """An answer that is a listing by its status; NoListing names what it is instead."""
    status = answer.capture.status
    if status is None or not 200 <= status < 300:
        refused = error_code(answer.capture.body) == CLOSED_POST
        try:
            read_posts(answer.capture.body)
        except NoListing as seen:
            kind = NotForAll if refused else NoListing
            raise kind(f"answers {status} ({seen})") from None
        raise NoListing(f"answers {status}")
    return answer
