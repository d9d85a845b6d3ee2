"""The comments of a WordPress in one walk: which are new or gone, and which read otherwise.

A walk asks for those of the last week, by their dates, and for those under a seventh of the posts,
whatever their age. The posts whose comments changed are due then.
"""

from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from archive.folder.archive import Archive
from archive.frontier import visits
from archive.model.times import moment_text
from crawler.discovery.wordpress import PER_PAGE, NoListing, PostComment, address, read_comments
from crawler.session import comment_turns
from crawler.session.rest_listing import NotForAll, answer_to, checked, walk_listing
from crawler.session.seed_walk import MOST_VANISHED, Answer
from crawler.session.whole_reading import time_in

COMMENTS_OVERLAP = timedelta(days=7)
"""Comments of so long are asked for again: one that waited for approval has an older date."""
MOST_COMMENT_PAGES = 100
"""Of a hundred comments each, in one crawl; more within a week is no column's readers."""
POSTS_AT_ONCE = 60
"""Of which the comments are asked for together. WordPress links the pages before and after a page
with 21 bytes for each id, and what nginx reads of PHP's headers has 4 KiB: it answers 502 for a
hundred ids."""
MOST_REFUSED = 5
"""Posts not for all that are looked for in one crawl, with at most seven questions each; if there
are more, it is hardly the posts."""
COMMENT_FIELDS = "id,post,parent,author_name,content"


class WordPressComments:
    """What one walk asks about comments, and the visits that their changes call for."""

    def __init__(
        self,
        archive: Archive,
        root: str,
        before: Mapping[str, Any],
        *,
        protected: Collection[str],
        outlet_id: int,
        now: Callable[[], datetime],
    ) -> None:
        """`root` is where REST begins, `before` what the last whole walk wrote down; `protected`
        are posts that have a password.
        """
        self._archive = archive
        self._root = root
        self._before = before
        self._protected = protected
        self._outlet_id = outlet_id
        self._now = now
        self._talked: list[str] = []
        """Posts with comments that are new, or are there no more."""

    def questions(self) -> Generator[str, Answer, dict[str, Any]]:
        """What to remember of comments, as far as REST lists them."""
        told: dict[str, Any] = {}
        try:
            told = yield from self._recent()
            told |= yield from self._in_turn()
        except NoListing:  # some sites close comments alone; pages are then asked in their turn
            pass
        return told

    def _recent(self) -> Generator[str, Answer, dict[str, Any]]:
        """What to remember of comments: the newest one's time, and those of the overlap."""
        newest = time_in(self._before, "commented")
        recent: list[PostComment] = []

        def note(answer: Answer) -> list[str]:
            comments = read_comments(answer.capture.body)
            recent.extend(comments)
            return [one.id for one in comments]

        fields = {"per_page": PER_PAGE, "_fields": "id,post,parent,date_gmt"}
        listing = address(self._root, "wp/v2/comments", orderby="date_gmt", order="desc", **fields)
        if newest is None:
            # The newest are enough to know what is newer the next time.
            answer = yield from answer_to(listing)
            note(checked(answer))
        else:
            since = moment_text(newest - COMMENTS_OVERLAP)
            yield from walk_listing(f"{listing}&after={since}", note, most=MOST_COMMENT_PAGES)
            self._hint_at(recent)
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

    def _in_turn(self) -> Generator[str, Answer, dict[str, Any]]:
        """What to remember of the comments under each post; those that changed are due."""
        known = visits.addresses_of_posts(self._archive, self._outlet_id, None)
        asked_at, before = time_in(self._before, "comments_at"), self._before.get("comments_of", {})
        after, since = self._before.get("comments_after"), None
        if asked_at is not None:
            since = max(self._now() - asked_at, timedelta(0))
        readable = known.keys() - set(self._protected)
        turn = comment_turns.turn(readable, after=after, since=since)
        news = dict.fromkeys(post for post in self._talked if post in readable)
        posts = [*news, *(post for post in turn if post not in news)]
        found, asked = yield from self._digests_of(posts)
        after = next((post for post in reversed(posts[:asked]) if post not in news), after)
        differing = comment_turns.differing(before, found)
        talked = sum(bool(before.get(post)) for post in found)
        if len(differing) <= max(visits.FEW, MOST_VANISHED * talked):  # else a plugin adds to each
            due = [known[post] for post in differing]
            visits.hint_due(self._archive, self._outlet_id, due, now=self._now())
        digests = {post: digest for post, digest in {**before, **found}.items() if post in known}
        at = moment_text(self._now())
        return {"comments_of": digests, "comments_after": after, "comments_at": at}

    def _digests_of(
        self, posts: Sequence[str]
    ) -> Generator[str, Answer, tuple[dict[str, str], int]]:
        """Digests of the comments under posts, as far as there is room, and how many it was for.

        One that is not for all has REST refuse all that are asked about with it. It is looked for
        by halves, and the others are then asked about without it.
        """
        found: dict[str, str] = {}
        at, refused, room = 0, 0, MOST_COMMENT_PAGES
        suspects = 0  # so many of the next posts have one among them that is not for all
        while at < len(posts) and room > 0:
            some = posts[at : at + (suspects // 2 or POSTS_AT_ONCE)]
            try:
                pages, comments = yield from self._under(some, most=room)
            except NotForAll:
                room -= 1
                if len(some) > 1 and refused < MOST_REFUSED:
                    suspects = len(some)
                    continue
                pages, comments, suspects = 0, None, 0
                refused += 1
            room -= pages
            at += len(some)
            if comments is not None:
                found |= comment_turns.digests(some, comments)
            suspects = max(suspects - len(some), 0)
            if suspects == 1:
                at, suspects, refused = at + 1, 0, refused + 1
        return found, at

    def _under(
        self, posts: Collection[str], *, most: int
    ) -> Generator[str, Answer, tuple[int, list[PostComment] | None]]:
        """How many pages were asked for, and all comments under these posts; None where REST does
        not give them all.
        """
        comments: list[PostComment] = []

        def note(answer: Answer) -> list[str]:
            read = read_comments(answer.capture.body)
            comments.extend(read)
            return [one.id for one in read]

        among = {"post": ",".join(posts), "per_page": PER_PAGE, "_fields": COMMENT_FIELDS}
        listing = address(self._root, "wp/v2/comments", orderby="id", order="asc", **among)
        try:
            listed = yield from walk_listing(listing, note, most=most)
        except NotForAll:
            raise
        except NoListing:
            return 1, None
        cut = listed.limited or (listed.broken and listed.lacks)
        return listed.pages, None if cut else comments

    def _hint_at(self, comments: Collection[PostComment]) -> None:
        """Has those posts visited whose comments are new, or are there no more."""
        before: dict[str, str] = self._before.get("comments", {})
        after = {one.id: one.post for one in comments}
        posts = {post for number, post in after.items() if number not in before}
        posts |= {post for number, post in before.items() if number not in after}
        self._talked = sorted(posts)
        known = visits.addresses_of_posts(self._archive, self._outlet_id, self._talked)
        visits.hint_due(self._archive, self._outlet_id, known.values(), now=self._now())
