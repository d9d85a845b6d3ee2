"""The walk through a WordPress's REST: first all posts of the categories, later what has changed.

A quiet walk asks for the categories, for posts modified since, for how many posts there are, for
the comments of the last week, and for those of a seventh of the posts, whatever their age. When the
number of posts is not what it should be, and once a week, an inventory shows which are gone and
which came in without a change of their own. Changes are recognised by the site's own clock alone.
"""

from collections.abc import Callable, Collection, Generator, Iterator, Mapping
from datetime import datetime, timedelta

from archive.folder.archive import Archive
from archive.frontier import visits
from archive.model.errors import DeskError
from archive.model.records import Candidate
from archive.model.times import moment_text
from crawler.config.outlets import Outlet, Seed
from crawler.discovery.wordpress import (
    PER_PAGE,
    POST_FIELDS,
    Category,
    NoListing,
    Post,
    address,
    posts_address,
    read_categories,
    read_posts,
    with_descendants,
)
from crawler.session.rest_listing import Listed, answer_to, checked, walk_listing
from crawler.session.seed_walk import MOST_VANISHED, REPORTS, Answer, InPieces, SeedWalk
from crawler.session.whole_reading import WholeReading, time_in
from crawler.session.wordpress_comments import WordPressComments
from crawler.urls.normalising import resolve

WHOLE_POSTS = {"_embed": "author,wp:term", "_fields": POST_FIELDS}
"""Asks for all of a post that is worth keeping."""
MOST_CATEGORY_PAGES = 100
"""Of a hundred categories each; the `limit` of a seed is one of its posts."""
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
        self._protected: set[str] = set(self._before.get("protected", ()))
        """Posts that have a password, as far as they were listed."""
        self._modified: datetime | None = time_in(self._before, "modified")

    @property
    def lists_by_id(self) -> bool:
        """Whether REST told which posts are in the outlet's categories, and so which are not."""
        told = self.done and self._problem is None and not WholeReading.of(self._memory).cut_short
        return told and bool(self.seed.categories)

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
        earlier = self._modified
        listed = yield from walk_listing(listing, self._note_posts, most=self.seed.limit)
        total, reading = len(self._ids), WholeReading(self._now())
        if self._before:
            self._note_lack(listing, listed)
        if self._before or listed.lacks:
            total, reading = yield from self._make_sure(root, among)
        if self._cut_short:
            reading = self._reading().after(now=self._now(), cut_short=self._cut_short)
            if reading.at is None:  # the next crawl tries again
                self._modified = earlier
        self._yielded = total
        comments = WordPressComments(
            self._archive,
            root,
            self._before,
            protected=self._protected,
            outlet_id=self._outlet_id,
            now=self._now,
        )
        told = yield from comments.questions()
        told |= {"total": total, REPORTS: True, "protected": sorted(self._protected)}
        self._memory = {**told, **reading.memory()}
        if self._modified is not None:
            self._memory = {**self._memory, "modified": moment_text(self._modified)}

    def _categories(self, root: str) -> Generator[str, Answer, frozenset[int]]:
        """Ids of the seed's categories and all below them."""
        tree: list[Category] = []

        def note(answer: Answer) -> list[str]:
            categories = read_categories(answer.capture.body)
            tree.extend(categories)
            return [str(one.id) for one in categories]

        fields = "id,slug,name,parent"
        listing = address(root, "wp/v2/categories", per_page=PER_PAGE, _fields=fields)
        self._note_lack(listing, (yield from walk_listing(listing, note, most=MOST_CATEGORY_PAGES)))
        missing = self.seed.categories - {one.slug for one in tree}
        if missing:
            known = ", ".join(sorted({one.slug for one in tree})[:20])
            raise NoListing(f"no category {', '.join(sorted(missing))}; there are: {known}")
        return with_descendants(tree, self.seed.categories)

    def _make_sure(
        self, root: str, among: Collection[int]
    ) -> Generator[str, Answer, tuple[int, WholeReading]]:
        """How many posts there are, and when all were listed: now, by an inventory, if there are
        not as many as the changes lead to expect, or if that was not lately.
        """
        answer = yield from answer_to(posts_address(root, among, per_page=1, _fields="id"))
        read_posts(checked(answer).capture.body)
        expected = int(self._before.get("total", 0)) + self._unknown
        total = expected if answer.total is None else answer.total
        reading = self._reading()
        if total == expected and reading.is_lately(self._now()):
            return total, reading
        present: dict[str, str] = {}

        def note(answer: Answer) -> list[str]:
            posts = read_posts(answer.capture.body)
            found = {post.id: resolve(post.url, self.seed.url) for post in posts}
            present.update({number: url for number, url in found.items() if url})
            self._ids.update(post.id for post in posts if post.protected)
            self._note_protected(posts, now=answer.capture.captured_at)
            return [post.id for post in posts]

        fields = "id,link,content.protected"
        order = {"orderby": "id", "order": "asc"}
        listing = posts_address(root, among, per_page=PER_PAGE, _fields=fields, **order)
        listed = yield from walk_listing(listing, note, most=self.seed.limit)
        self._note_lack(listing, listed)
        came_in = self._take_stock(present, listed, now=answer.capture.captured_at)
        for at in range(0, len(came_in), PER_PAGE):
            some = {"include": ",".join(came_in[at : at + PER_PAGE]), "per_page": PER_PAGE}
            listing = posts_address(root, among, **some, **WHOLE_POSTS)
            yield from walk_listing(listing, self._note_posts, most=PER_PAGE)
        return total, WholeReading(self._now())

    # -- What the answers are worth ----------------------------------------------------------------

    def _note_lack(self, listing: str, listed: Listed) -> None:
        """Has the report tell when a listing has not all, and the next crawls ask again."""
        if listed.lacks:
            self._note_cut(f"{listing}: {listed.lacks}; a sitemap or feed may name the others")

    def _note_posts(self, answer: Answer) -> list[str]:
        posts = read_posts(answer.capture.body)
        now = answer.capture.captured_at
        self._note_protected(posts, now=now)
        fresh = [post for post in posts if post.id not in self._ids]
        self._ids.update(post.id for post in fresh)
        known = visits.addresses_of_posts(
            self._archive, self._outlet_id, [post.id for post in fresh]
        )
        self._unknown += sum(post.id not in known and not post.protected for post in fresh)
        for post in posts:
            if post.modified and post.modified <= now:
                self._modified = max(self._modified or post.modified, post.modified)
        candidates = list(self._candidates(fresh, record_id=answer.capture.id))
        self._new += visits.discover(
            self._archive, self._outlet_id, candidates, now=now, naming=self._naming
        )
        return [post.id for post in posts]

    def _note_protected(self, posts: Collection[Post], *, now: datetime) -> None:
        """Has those visited that are protected since: a password form stands in their place."""
        protected = {post.id for post in posts if post.protected}
        closed = visits.addresses_of_posts(
            self._archive, self._outlet_id, protected - self._protected
        )
        visits.hint_due(self._archive, self._outlet_id, closed.values(), now=now)
        self._protected.difference_update(post.id for post in posts)
        self._protected.update(protected)

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

    def _take_stock(
        self, present: Mapping[str, str], listed: Listed, *, now: datetime
    ) -> list[str]:
        """The posts of an inventory that no listing of changes has named: an editor can put one
        into a category, and an importer can bring one, without a change of its date.

        Has those addresses visited that the inventory has elsewhere, or lacks: when it and the
        categories are whole, and it does not lack most of them, for then the seed has changed.
        """
        known = visits.addresses_of_posts(self._archive, self._outlet_id, None)
        elsewhere = [
            Candidate(url=present[number], found_by=self.seed.url, platform_id=number)
            for number, url in known.items()
            if number in present and present[number] != url
        ]
        visits.discover(self._archive, self._outlet_id, elsewhere, now=now)
        if listed.limited:
            return []  # by its `limit` the outlet file leaves out the oldest, which come first here
        named = self._ids.union(present)
        vanished = [url for number, url in known.items() if number not in named]
        most = max(visits.FEW, MOST_VANISHED * len(known)) if named else 0
        if len(vanished) > most:
            self._note_cut(
                f"{self.seed.url}: {len(vanished)} of {len(known)} known posts are not listed any"
                " more, and are left as they are; see whether its categories are the right ones"
            )
        elif listed.whole and not self._cut_short:
            self._protected.intersection_update(present)
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
