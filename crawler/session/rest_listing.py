"""Questions to a WordPress's REST: one by itself, or a listing page by page.

Each yields addresses to ask and is sent their answers. Nothing is kept here.
"""

from collections.abc import Callable, Generator

from crawler.discovery.wordpress import PER_PAGE, NoListing, is_json, past_the_end, read_posts
from crawler.session.seed_walk import Answer

MOST_TRIES = 3
"""Times a question is asked to which no JSON comes: a challenge or a gateway's error page of the
moment. Who has closed REST says so in JSON, or has no JSON the third time either."""


def answer_to(url: str) -> Generator[str, Answer, Answer]:
    """The answer to a question, which is put again when something else came in its place."""
    for _ in range(MOST_TRIES - 1):
        answer = yield url
        if is_json(answer.capture.body):
            return answer
    return (yield url)


def walk_listing(
    listing: str, note: Callable[[Answer], int], *, most: int
) -> Generator[str, Answer, bool]:
    """Whether it came to the last page of a listing, asking for at most so many.

    Asks for page after page as long as they are full, whatever totals are claimed.
    """
    for page in range(1, most + 1):
        answer = yield from answer_to(listing if page == 1 else f"{listing}&page={page}")
        if page > 1 and answer.capture.status == 400 and past_the_end(answer.capture.body):
            return True
        if note(checked(answer)) < PER_PAGE:
            return True
    return False


def checked(answer: Answer) -> Answer:
    """An answer that is a listing by its status; NoListing names what it is instead."""
    status = answer.capture.status
    if status is None or not 200 <= status < 300:
        try:
            read_posts(answer.capture.body)
        except NoListing as seen:
            raise NoListing(f"answers {status} ({seen})") from None
        raise NoListing(f"answers {status}")
    return answer
