"""The walk through a WordPress's REST: first all posts of the categories, later what has changed.

A quiet walk asks for the categories, for posts modified since, for how many posts there are, for
the comments of the last week, and for those of a seventh of the posts, whatever their age. When the
number of posts is not what it should be, and once a week, an inventory shows which are gone and
which came in without a change of their own. Changes are recognised by the site's own clock alone.
"""

from collections import deque
from collections.abc import Callable, Collection, Generator, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from archive.folder.archive import Archive
from archive.frontier import visits
from archive.model.errors import DeskError
from archive.model.records import Candidate
from archive.model.times import moment, moment_text
from crawler.config.outlets import Outlet, Seed
from crawler.discovery.wordpress import (
    PER_PAGE,
    POST_FIELDS,
    Category,
    NoListing,
    Post,
    PostComment,
    address,
    is_json,
    past_the_end,
    posts_address,
    read_categories,
    read_comments,
    read_posts,
    with_descendants,
)
from crawler.session import comment_turns
from crawler.session.seed_walk import MOST_VANISHED, REPORTS, Answer, InPieces, SeedWalk
from crawler.session.whole_reading import WholeReading
from crawler.urls.normalising import resolve

COMMENTS_OVERLAP = timedelta(days=7)
"""Comments of so long are asked for again: one that waited for approval has an older date."""
MOST_COMMENT_PAGES = 100
"""Of a hundred comments each, in one crawl; more within a week is no column's readers."""
POSTS_AT_ONCE = 100
"""Of which the comments are asked for together: as many ids as an address can hold everywhere."""
WHOLE_POSTS = {"_embed": "author,wp:term", "_fields": POST_FIELDS}
"""Asks for all of a post that is worth keeping."""
COMMENT_FIELDS = "id,post,parent,author_name,content"
MOST_TRIES = 3
"""Times a question is asked to which no JSON comes: a challenge or a gateway's error page of the
moment. Who has closed REST says so in JSON, or has no JSON the third time either."""
MODIFIED_OVERLAP = timedelta(seconds=1)
"""`modified_after` leaves out the second it names, in which a further post may have been saved."""

Asking = Generator[str, Answer, None]
"""Yields addresses to ask and is sent their answers."""


class WordPressWalk(SeedWalk):
    """Categories, then posts, then their number, then comments; an inventory if it must be."""

    def __init__(
        self,
        archive: Archive,
        outlet: Outlet,
        seed: Seed,
        *,
        outlet_id: int,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(archive, outlet, seed, outlet_id=outlet_id, now=now)
        known = self._known
        same = known is not None and known.terms == self._terms
        self._before = dict(known.memory) if known and same else {}
        """What the last whole walk wrote down; empty for a first one, and after other terms."""
        self._asking = self._questions()
        self._ids: set[str] = set()
        """Posts that this walk met."""
        self._unknown = 0
        """Those of them that were not known before, but for protected ones."""
        self._talked: list[str] = []
        """Posts with comments that are new, or are there no more."""
        self._modified: datetime | None = self._time("modified")

    @property
    def lists_by_id(self) -> bool:
        """Whether REST told which posts are in the outlet's categories, and so which are not."""
        return self.done and self._problem is None and bool(self.seed.categories)

    # -- A walk as the spider sees it --------------------------------------------------------------

    def first(self) -> list[str]:
        """The first address to ask."""
        return [next(self._asking)]

    def asked_with(self, url: str) -> tuple[str | None, str | None]:
        """No validators: REST sends none."""
        return None, None

    def answered(self, url: str, answer: Answer) -> InPieces:
        """The next address to ask, if there is one; an answer of REST is one piece."""
        pages: list[str] = []
        try:
            pages = [self._asking.send(answer)]
        except StopIteration:
            pass
        except NoListing as seen:
            self._problem = f"{url}: {seen}"
        except DeskError:  # nothing can be kept
            raise
        except Exception as fault:  # with this answer; the other seeds go on
            self._note_fault(fault)
        yield
        self._open += len(pages)
        self._close()
        return pages

    # -- What is asked -----------------------------------------------------------------------------

    def _questions(self) -> Asking:
        root = self.seed.url
        among: frozenset[int] = frozenset()
        if self.seed.categories:
            among = yield from self._categories(root)
        changed = {"orderby": "date", "order": "desc"}
        if self._modified is not None:
            since = moment_text(self._modified - MODIFIED_OVERLAP)
            changed = {"orderby": "modified", "order": "desc", "modified_after": since}
        listing = posts_address(root, among, per_page=PER_PAGE, **WHOLE_POSTS, **changed)
        yield from self._listing(listing, self._note_posts)
        total, reading = len(self._ids), WholeReading(self._now())
        if self._before:
            total, reading = yield from self._make_sure(root, among)
        self._yielded = total
        told: dict[str, Any] = {}
        try:
            told = yield from self._recent_comments(root)
            told |= yield from self._comments_in_turn(root)
        except NoListing:  # some sites close comments alone; pages are then asked in their turn
            pass
        self._memory = {"total": total, REPORTS: True, **reading.memory(), **told}
        if self._modified is not None:
            self._memory = {**self._memory, "modified": moment_text(self._modified)}

    def _categories(self, root: str) -> Generator[str, Answer, frozenset[int]]:
        """Ids of the seed's categories and all below them."""
        tree: list[Category] = []

        def note(answer: Answer) -> int:
            categories = read_categories(answer.capture.body)
            tree.extend(categories)
            return len(categories)

        fields = "id,slug,name,parent"
        listing = address(root, "wp/v2/categories", per_page=PER_PAGE, _fields=fields)
        yield from self._listing(listing, note)
        missing = self.seed.categories - {one.slug for one in tree}
        if missing:
            known = ", ".join(sorted(one.slug for one in tree)[:20])
            raise NoListing(f"no category {', '.join(sorted(missing))}; there are: {known}")
        return with_descendants(tree, self.seed.categories)

    def _make_sure(
        self, root: str, among: Collection[int]
    ) -> Generator[str, Answer, tuple[int, WholeReading]]:
        """How many posts there are, and when all were listed: now, by an inventory, if there are
        not as many as the changes lead to expect, or if that was not lately.
        """
        answer = yield from self._ask(posts_address(root, among, per_page=1, _fields="id"))
        read_posts(checked(answer).capture.body)
        expected = int(self._before.get("total", 0)) + self._unknown
        total = expected if answer.total is None else answer.total
        reading = self._reading()
        if total == expected and reading.is_lately(self._now()):
            return total, reading
        present: dict[str, str] = {}

        def note(answer: Answer) -> int:
            posts = read_posts(answer.capture.body)
            found = {post.id: resolve(post.url, self.seed.url) for post in posts}
            present.update({number: url for number, url in found.items() if url})
            self._ids.update(post.id for post in posts if post.protected)
            return len(posts)

        fields = "id,link,content.protected"
        listing = posts_address(root, among, per_page=PER_PAGE, _fields=fields)
        whole = yield from self._listing(f"{listing}&orderby=id&order=asc", note)
        came_in = self._take_stock(present, whole=whole, now=answer.capture.captured_at)
        for at in range(0, len(came_in), PER_PAGE):
            some = {"include": ",".join(came_in[at : at + PER_PAGE]), "per_page": PER_PAGE}
            listing = posts_address(root, among, **some, **WHOLE_POSTS)
            yield from self._listing(listing, self._note_posts, most=1)
        return total, WholeReading(self._now())

    def _recent_comments(self, root: str) -> Generator[str, Answer, dict[str, Any]]:
        """What to remember of comments: the newest one's time, and those of the overlap."""
        newest = self._time("commented")
        recent: list[PostComment] = []

        def note(answer: Answer) -> int:
            comments = read_comments(answer.capture.body)
            recent.extend(comments)
            return len(comments)

        fields = {"per_page": PER_PAGE, "_fields": "id,post,parent,date_gmt"}
        listing = address(root, "wp/v2/comments", orderby="date_gmt", order="desc", **fields)
        if newest is None:
            answer = yield from self._ask(
                listing
            )  # the newest are enough to know what is newer the next time
            note(checked(answer))
        else:
            since = moment_text(newest - COMMENTS_OVERLAP)
            yield from self._listing(f"{listing}&after={since}", note, most=MOST_COMMENT_PAGES)
            self._hint_at_comments(recent)
        times = [one.published for one in recent if one.published]
        if not times:
            return {} if newest is None else {"commented": moment_text(newest), "comments": {}}
        latest = max(times)
        kept = {
            one.id: one.post
            for one in recent
            if one.published and one.published > latest - COMMENTS_OVERLAP
        }
        return {"commented": moment_text(latest), "comments": kept}

    def _comments_in_turn(self, root: str) -> Generator[str, Answer, dict[str, Any]]:
        """What to remember of the comments under each post; those that changed are due."""
        known = visits.addresses_of_posts(self._archive, self._outlet_id, None)
        asked_at, before = self._time("comments_at"), self._before.get("comments_of", {})
        after, since = self._before.get("comments_after"), None
        if asked_at is not None:
            since = max(self._now() - asked_at, timedelta(0))
        turn = comment_turns.turn(known, after=after, since=since)
        news = {post for post in self._talked if post in known}
        posts = deque((*news, *(post for post in turn if post not in news)))
        found: dict[str, str] = {}
        room = MOST_COMMENT_PAGES
        while posts and room > 0:
            some = [posts.popleft() for _ in range(min(POSTS_AT_ONCE, len(posts)))]
            comments = yield from self._comments_under(some, root, most=room)
            room -= 1 + len(comments or ()) // PER_PAGE
            if comments is not None:
                found |= comment_turns.digests(some, comments)
            after = next((post for post in reversed(some) if post not in news), after)
        differing = comment_turns.differing(before, found)
        talked = sum(bool(before.get(post)) for post in found)
        if len(differing) <= max(visits.FEW, MOST_VANISHED * talked):  # else a plugin adds to each
            due = [known[post] for post in differing]
            visits.hint_due(self._archive, self._outlet_id, due, now=self._now())
        digests = {post: digest for post, digest in {**before, **found}.items() if post in known}
        at = moment_text(self._now())
        return {"comments_of": digests, "comments_after": after, "comments_at": at}

    def _comments_under(
        self, posts: Collection[str], root: str, *, most: int
    ) -> Generator[str, Answer, list[PostComment] | None]:
        """All comments under these posts; None where REST does not give them all."""
        comments: list[PostComment] = []

        def note(answer: Answer) -> int:
            read = read_comments(answer.capture.body)
            comments.extend(read)
            return len(read)

        among = {"post": ",".join(posts), "per_page": PER_PAGE, "_fields": COMMENT_FIELDS}
        listing = address(root, "wp/v2/comments", orderby="id", order="asc", **among)
        try:
            yield from self._listing(listing, note, most=most)
        except NoListing:  # one of them is not for all to read any more
            return None
        return comments if len(comments) < most * PER_PAGE else None

    @staticmethod
    def _ask(url: str) -> Generator[str, Answer, Answer]:
        """The answer to a question, which is put again when something else came in its place."""
        for _ in range(MOST_TRIES - 1):
            answer = yield url
            if is_json(answer.capture.body):
                return answer
        return (yield url)

    def _listing(
        self, listing: str, note: Callable[[Answer], int], *, most: int | None = None
    ) -> Generator[str, Answer, bool]:
        """Asks for page after page as long as they are full, whatever totals are claimed.

        Whether it came to the last one.
        """
        for page in range(1, (most or self.seed.limit) + 1):
            answer = yield from self._ask(listing if page == 1 else f"{listing}&page={page}")
            if page > 1 and answer.capture.status == 400 and past_the_end(answer.capture.body):
                return True
            if note(checked(answer)) < PER_PAGE:
                return True
        return False

    # -- What the answers are worth ----------------------------------------------------------------

    def _note_posts(self, answer: Answer) -> int:
        posts = read_posts(answer.capture.body)
        now = answer.capture.captured_at
        fresh = [post for post in posts if post.id not in self._ids]
        self._ids.update(post.id for post in fresh)
        known = visits.addresses_of_posts(
            self._archive, self._outlet_id, [post.id for post in fresh]
        )
        self._unknown += sum(post.id not in known and not post.protected for post in fresh)
        for post in posts:
            if post.modified and post.modified <= now:
                self._modified = max(self._modified or post.modified, post.modified)
        # A post that is protected now has a password form in the place where it was.
        closed = [known[post.id] for post in fresh if post.protected and post.id in known]
        visits.hint_due(self._archive, self._outlet_id, closed, now=now)
        candidates = list(self._candidates(fresh, record_id=answer.capture.id))
        self._new += visits.discover(
            self._archive, self._outlet_id, candidates, now=now, naming=self._naming
        )
        return len(posts)

    def _candidates(self, posts: Collection[Post], *, record_id: int) -> Iterator[Candidate]:
        for post in posts:
            address = resolve(post.url, self.seed.url)
            if address is None or post.protected:
                continue
            candidate = Candidate(
                url=address,
                found_by=self.seed.url,
                changed_at=post.modified,
                sections=post.categories,
                platform_id=post.id,
                record_id=record_id,
            )
            if self._outlet.scope.admits_address(address):
                yield candidate

    def _take_stock(self, present: Mapping[str, str], *, whole: bool, now: datetime) -> list[str]:
        """The posts of an inventory that no listing of changes has named: an editor can put one
        into a category, and an importer can bring one, without a change of its date.

        Has those addresses visited that the inventory lacks, when it is whole, or has elsewhere.
        """
        known = visits.addresses_of_posts(self._archive, self._outlet_id, None)
        elsewhere = [
            Candidate(url=present[number], found_by=self.seed.url, platform_id=number)
            for number, url in known.items()
            if number in present and present[number] != url
        ]
        visits.discover(self._archive, self._outlet_id, elsewhere, now=now)
        if not whole:
            return []  # by its `limit` the outlet file leaves out the oldest, which come first here
        vanished = [url for number, url in known.items() if number not in present]
        visits.unlist(self._archive, self._outlet_id, vanished, now=now)
        taken_down = visits.taken_down(self._archive, present.values())
        return [
            number
            for number, url in present.items()
            if number not in known
            and number not in self._ids
            and url not in taken_down
            and self._outlet.scope.admits_address(url)
        ]

    def _hint_at_comments(self, comments: Collection[PostComment]) -> None:
        """Has those posts visited whose comments are new, or are there no more."""
        before: dict[str, str] = self._before.get("comments", {})
        after = {one.id: one.post for one in comments}
        posts = {post for number, post in after.items() if number not in before}
        posts |= {post for number, post in before.items() if number not in after}
        self._talked = sorted(posts)
        known = visits.addresses_of_posts(self._archive, self._outlet_id, self._talked)
        visits.hint_due(self._archive, self._outlet_id, known.values(), now=self._now())

    def _time(self, key: str) -> datetime | None:
        """A time that the last walk wrote down."""
        written = self._before.get(key)
        return moment(written) if isinstance(written, str) else None


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
