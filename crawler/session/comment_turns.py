"""Whose comments REST is asked for in a crawl, and which of them are not as they were. Pure.

A comment that is edited or deleted changes neither its post's time nor its own. So the comments of
some posts are asked for each day, those of all within a week, and compared by digests.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from hashlib import sha256
from math import ceil

from crawler.discovery.wordpress import PostComment

ROUND = timedelta(days=7)
"""In which the comments of every post are looked at."""
DAILY = timedelta(days=1) / ROUND
"""The least share of the posts in one crawl."""


def turn(posts: Collection[str], *, after: str | None, since: timedelta | None) -> list[str]:
    """The posts whose turn it is, those behind the post `after` first.

    As many as the time `since` the last turn asks for; all when there was none.
    """
    ordered = sorted(posts, key=int)
    if since is None:
        return ordered
    at = 0 if after is None else sum(int(post) <= int(after) for post in ordered)
    share = min(max(since / ROUND, DAILY), 1)
    return (ordered[at:] + ordered[:at])[: ceil(share * len(ordered))]


def digests(posts: Iterable[str], comments: Iterable[PostComment]) -> dict[str, str]:
    """Post to a digest of its comments, whatever their order; "" when it has none."""
    said: dict[str, set[str]] = {post: set() for post in posts}
    for one in comments:
        if one.post in said:
            said[one.post].add("\n".join((one.id, one.parent or "", one.says)))
    return {
        post: sha256("\n\n".join(sorted(texts)).encode()).hexdigest()[:12] if texts else ""
        for post, texts in said.items()
    }


def differing(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """The posts whose comments are known from before, and are not as they were."""
    return [post for post, digest in now.items() if before.get(post, digest) != digest]
