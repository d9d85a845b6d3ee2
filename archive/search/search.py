"""Columns and comments that hold what was asked for, ranked, with the places that match marked.

The number of matches is counted first, as counting costs a hundredth of ranking. Of more than
50,000 only the newest 5,000 are ranked, and the result says so: that is the case of single very
common words, where a rank says little and would take a second and more at a million columns.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from archive.db import full_text
from archive.db.columns import details
from archive.db.connection import faults_explained
from archive.db.duplicates import clusters
from archive.db.full_text import Filter, MatchingRow, MatchingText, SearchedText
from archive.db.outlets import slugs
from archive.folder.open_archive import OpenArchive
from archive.model.errors import DeskError
from archive.model.times import as_printed
from archive.search import nearness
from archive.search.nearness import SearchableText
from archive.search.query import Query, marks_of, parse
from archive.search.request import Order, Search
from archive.search.results import Hit, Results
from archive.search.snippets import Marks, Snippet, snippet
from archive.search.terms import Field, QueryPart, Term

RANKED_WHOLE = 50_000
"""Matches; bm25 takes 1.4 to 2.3 µs for each of them, so this is 0.1 s."""
RANKED_NEWEST = 5_000


def search(archive: OpenArchive, wanted: Search, *, facets: bool = False) -> Results:
    """The page of hits that is asked for, with counts; with `facets` also those of facets.

    Columns that are one text are one hit where they are folded: the earliest of those that match
    well, in the place of the best.
    """
    query = parse(wanted.query)
    if query.part is None:
        raise DeskError(
            f"Nothing to search for in {wanted.query!r}: give at least one word or number that must"
            " be there; quotes, stars, parentheses, AND, OR and NOT only say how to take words"
        )
    page = max(1, wanted.page)
    first = (page - 1) * wanted.size
    limit = first + wanted.size + 1 if wanted.size else 0
    with faults_explained(archive.folder):
        known_outlets(archive, wanted.outlets)
        places: tuple[SearchedText, ...] = (
            ("column", "comments") if wanted.where == "both" else (wanted.where,)
        )
        total = ranked = 0
        texts: int | None = 0 if wanted.fold else None
        hits: list[Ranked] = []
        for place in places:
            limits = full_text.restriction(place, wanted.outlets, wanted.since, wanted.until)
            expression, limits = asked(archive, place, query.part, limits)
            count = full_text.count_matches(archive.db, place, expression, limits)
            total += count
            if texts is not None:
                again = repeated(archive, expression, limits, count) if place == "column" else 0
                texts = None if again is None else texts + count - again
            whole = count <= RANKED_WHOLE or wanted.order == "newest"
            ranked += count if whole else RANKED_NEWEST
            if count and limit:
                hits += best(
                    archive,
                    place,
                    query,
                    expression,
                    limits,
                    order=wanted.order,
                    limit=limit,
                    count=count,
                    fold=wanted.fold and place == "column",
                )
    ordered = in_order(hits)
    return Results(
        total=total,
        texts=texts,
        ranked=ranked,
        hits=tuple(ordered[first : first + wanted.size]),
        page=page,
        has_next=len(ordered) > first + wanted.size,
        query=str(query),
        understood=str(query),
    )


def known_outlets(archive: OpenArchive, outlets: Sequence[str]) -> None:
    """Raise when a filter names an outlet the archive does not have."""
    there = slugs(archive.db)
    for slug in outlets:
        if slug not in there:
            names = ", ".join(sorted(there)) or "none yet"
            raise DeskError(f"No outlet {slug!r} in this archive; it has: {names}")


def asked(
    archive: OpenArchive, place: SearchedText, part: QueryPart, limits: Filter
) -> tuple[str, Filter]:
    """What an index is asked, and without which of the rows that it finds.

    It does not know all distances: those that it leaves in doubt are counted in the texts.
    """
    if not nearness.is_asked(part):
        return part.expression(), limits
    question = nearness.IndexQuestion(part, full_text.FOLDED[place])
    doubtful = full_text.matching_texts(archive.db, place, question.doubtful(), limits)
    apart = [
        one.rowid for one in doubtful if not nearness.is_in(part, texts_of(archive, place, one))
    ]
    return question.possible(), full_text.but(place, limits, apart) if apart else limits


def texts_of(archive: OpenArchive, place: SearchedText, one: MatchingText) -> list[SearchableText]:
    """What can be asked of a column or comment."""
    names = details.authors_of(archive.db, one.rowid) if place == "column" else ()
    writers = names or (one.author,)
    texts: list[tuple[str | None, Field | None]] = [
        (one.title, "title"),
        (one.standfirst, None),
        (one.text, None),
        *((caption, None) for caption in stored_captions(one.blocks)),
        *((name, "author") for name in writers),
    ]
    return [SearchableText(text, field) for text, field in texts if text]


def repeated(archive: OpenArchive, expression: str, limits: Filter, count: int) -> int | None:
    """How many matching columns are the same text as another that matches; None of too many."""
    if count > RANKED_WHOLE:
        return None
    return full_text.count_repeated(archive.db, expression, limits)


def best(
    archive: OpenArchive,
    place: SearchedText,
    query: Query,
    expression: str,
    limits: Filter,
    *,
    order: Order,
    limit: int,
    count: int,
    fold: bool,
) -> list["Ranked"]:
    """The first hits of one index."""

    def first(number: int) -> list[MatchingRow]:
        return full_text.matches(
            archive.db,
            place,
            expression,
            limits,
            order=order,
            limit=number,
            newest=RANKED_NEWEST if count > RANKED_WHOLE and order == "relevance" else None,
        )

    read = column_hit if place == "column" else comment_hit
    return [
        Ranked(
            match.score,
            match.day or "",
            replace(
                read(archive, match.rowid, query.terms, score=-match.score),
                copies=copies(archive, match.cluster_id) if fold else 0,
            ),
        )
        for match in (folded(archive, first, limit=limit) if fold else first(limit))
    ]


def folded(
    archive: OpenArchive, first: Callable[[int], list[MatchingRow]], *, limit: int
) -> list[MatchingRow]:
    """The first matches, one for each text: the earliest column that is seen, at the best's place.

    Of the first so many matches few are copies; where they are many, more are looked at.
    """
    seen = 2 * limit
    while True:
        matches = first(seen)
        groups: dict[int, list[MatchingRow]] = {}
        for match in matches:
            groups.setdefault(match.cluster_id or -match.rowid, []).append(match)
        if len(groups) >= limit or len(matches) < seen:
            break
        seen *= 4
    shown = []
    for group in list(groups.values())[:limit]:
        earliest = clusters.representative_id(archive.db, group[0].cluster_id)
        chosen = next((match for match in group if match.rowid == earliest), group[0])
        shown.append(chosen._replace(score=group[0].score, day=group[0].day))
    return shown


def copies(archive: OpenArchive, cluster_id: int | None) -> int:
    """How many columns of a cluster there are beside one."""
    return 0 if cluster_id is None else clusters.size(archive.db, cluster_id) - 1


class Ranked(NamedTuple):
    """A hit with what it is sorted by, the smallest score first."""

    score: float
    day: str
    hit: Hit


def in_order(hits: list[Ranked]) -> list[Hit]:
    """Hits of both indexes as one list: by score, then the newest first."""
    newest_first = sorted(hits, key=lambda ranked: ranked.day, reverse=True)
    return [ranked.hit for ranked in sorted(newest_first, key=lambda ranked: ranked.score)]


def column_hit(archive: OpenArchive, rowid: int, terms: tuple[Term, ...], *, score: float) -> Hit:
    """A column as a hit; the snippet is of its body, else of its standfirst or a caption."""
    column = full_text.matching_column(archive.db, rowid)
    in_title = tuple(term for term in terms if term.field in (None, "title"))
    in_text = tuple(term for term in terms if term.field is None)
    author = ", ".join(details.authors_of(archive.db, rowid)) or column.byline
    shown = snippet(column.body, in_text)
    if not shown.marks and column.standfirst:
        above = snippet(column.standfirst, in_text)
        shown = above if above.marks or not column.body else shown
    captions = () if shown.marks else stored_captions(column.blocks)
    below = max((snippet(one, in_text) for one in captions), key=mark_count, default=None)
    in_caption = below is not None and bool(below.marks or not shown.text)
    published = as_printed(column.published, column.published_precision)
    return Hit(
        public_id=column.public_id,
        title=column.title,
        title_marks=tuple(marks_of(in_title, column.title or "")),
        outlet=column.outlet,
        outlet_name=column.outlet_name,
        section=column.section,
        language=column.language,
        published=published,
        column_published=published,
        url=column.url,
        where="column",
        author=author,
        author_marks=in_author(terms, author),
        snippet=below if below is not None and in_caption else shown,
        in_caption=in_caption,
        score=score,
    )


def comment_hit(archive: OpenArchive, rowid: int, terms: tuple[Term, ...], *, score: float) -> Hit:
    """A comment as a hit, under the headline of its column."""
    comment = full_text.matching_comment(archive.db, rowid)
    in_text = tuple(term for term in terms if term.field is None)
    published = as_printed(comment.column_published, comment.column_precision)
    return Hit(
        public_id=comment.public_id,
        comment=comment.key,
        title=comment.title,
        title_marks=(),
        outlet=comment.outlet,
        outlet_name=comment.outlet_name,
        section=comment.section,
        language=comment.language,
        published=as_printed(comment.published, comment.published_precision) or published,
        column_published=published,
        url=comment.url,
        where="comments",
        author=comment.author,
        author_marks=in_author(terms, comment.author),
        snippet=snippet(comment.text, in_text),
        score=score,
    )


def mark_count(shown: Snippet) -> int:
    """How many places of a snippet match."""
    return len(shown.marks)


def stored_captions(blocks: str | None) -> tuple[str, ...]:
    """The captions among stored blocks."""
    return tuple(text for kind, text, *_ in json.loads(blocks or "[]") if kind == "caption")


def in_author(terms: tuple[Term, ...], author: str | None) -> Marks:
    """Where a writer's name is what was looked for."""
    asked = tuple(term for term in terms if term.field in (None, "author"))
    return tuple(marks_of(asked, author or ""))
