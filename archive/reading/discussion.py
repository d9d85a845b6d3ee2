"""The comments below a column, so many at a time and in threads."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from archive.db import tombstones
from archive.db.columns import comments
from archive.db.columns.comments import KeptComment, PlacedComment
from archive.db.sqlite import Database
from archive.model.records import CommentKind, Precision
from archive.model.times import moment

PAGE = 100
"""Comments shown at once."""
DEEPEST = 5
"""Answers within answers that are shown as such; what goes deeper stands beside the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedComment:
    """A comment as readers see it, with its answers."""

    key: str
    kind: CommentKind
    author: str | None
    author_url: str | None
    text: str
    published: datetime | None
    published_precision: Precision | None
    on_page: bool
    last_seen: datetime | None
    """When it stood on the page last; None as long as it does."""
    forgotten: bool
    """Whether its commenter was taken down: of it only the place in the thread is left."""
    answers_to: str | None
    """Key of the comment that it answers; None when that is the column, or is not there."""
    beneath: bool
    """Whether it is among the answers of the one that it answers."""
    answers: list["PostedComment"] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class PagedDiscussion:
    """Comments, pingbacks and trackbacks of a column, one page of them in full."""

    readers: int
    """Comments of readers, those that vanished too."""
    pings: int
    """Pingbacks and trackbacks."""
    vanished: int
    """How many of all stand on the page no longer."""
    page: int
    pages: int
    threads: tuple[PostedComment, ...]
    """Of readers, on this page of comments."""
    linking: tuple[PostedComment, ...]
    """Pingbacks and trackbacks on this page; they come after all comments of readers."""
    page_of: dict[str, int]
    """On which page a comment stands that one of these answers elsewhere."""


def texts_by_page(db: Database, article_id: int) -> Iterator[tuple[int, list[str]]]:
    """Each page of a column's comments, with what they and their authors say, as it is asked for;
    none where all are on one."""
    ordered = _ordered(comments.places_of(db, article_id))
    starts = range(0, len(ordered), PAGE) if len(ordered) > PAGE else ()
    for page, start in enumerate(starts, start=1):
        here = [place.id for place in ordered[start : start + PAGE]]
        kept = comments.comments_with(db, here)
        yield page, [f"{kept[one].said.author or ''} {kept[one].said.text}" for one in here]


def _ordered(places: Sequence[PlacedComment]) -> list[PlacedComment]:
    """Comments of readers first, then pingbacks and trackbacks."""
    return sorted(places, key=lambda place: place.kind != "reader")


def discussion(
    db: Database, article_id: int, *, page: int = 1, key: str | None = None
) -> PagedDiscussion:
    """One page of a column's comments, the nearest to `page`; with `key`, the one that has it."""
    places = comments.places_of(db, article_id)
    readers = sum(place.kind == "reader" for place in places)
    ordered = _ordered(places)
    page_of = {place.key: 1 + at // PAGE for at, place in enumerate(ordered)}
    pages = max(1, -(-len(ordered) // PAGE))
    page = page_of.get(key, page) if key is not None else page
    page = min(max(page, 1), pages)
    here = ordered[(page - 1) * PAGE : page * PAGE]
    threads = _threads(db, here, page_of)
    above = {place.parent_key for place in here} - {place.key for place in here}
    return PagedDiscussion(
        readers=readers,
        pings=len(ordered) - readers,
        vanished=sum(not place.on_page for place in ordered),
        page=page,
        pages=pages,
        threads=tuple(one for one in threads if one.kind == "reader"),
        linking=tuple(one for one in threads if one.kind != "reader"),
        page_of={one: page_of[one] for one in above if one in page_of},
    )


def _threads(
    db: Database, here: Sequence[PlacedComment], known: Collection[str]
) -> list[PostedComment]:
    """The comments that answer none before them, each with those below it."""
    kept = comments.comments_with(db, [place.id for place in here])
    some_forgotten = tombstones.any_commenter(db)
    roots: list[PostedComment] = []
    placed: dict[str, _Placed] = {}
    for place in here:
        above = placed.get(place.parent_key or "") if place.kind == "reader" else None
        beneath = above is not None and above.depth < DEEPEST
        comment = _posted(
            kept[place.id],
            some_forgotten=some_forgotten,
            answers_to=place.parent_key if place.parent_key in known else None,
            beneath=beneath,
        )
        if above is None:
            placed[place.key] = _Placed(comment, roots, 0)
        elif beneath:
            placed[place.key] = _Placed(comment, above.comment.answers, above.depth + 1)
        else:
            placed[place.key] = _Placed(comment, above.among, above.depth)
        placed[place.key].among.append(comment)
    return roots


class _Placed(NamedTuple):
    comment: PostedComment
    among: list[PostedComment]
    """The comments beside which it stands."""
    depth: int


def _posted(
    kept: KeptComment, *, some_forgotten: bool, answers_to: str | None, beneath: bool
) -> PostedComment:
    said = kept.said
    return PostedComment(
        key=said.key,
        kind=said.kind,
        author=said.author,
        author_url=said.author_url,
        text=said.text,
        published=None if said.published is None else datetime.fromisoformat(said.published),
        published_precision=said.published_precision,
        on_page=kept.on_page,
        last_seen=None if kept.last_seen is None else moment(kept.last_seen),
        forgotten=some_forgotten and said == said.emptied(),
        answers_to=answers_to,
        beneath=beneath,
    )
