"""A column or comment that was found as a hit, with the places that match marked."""

import json

from archive.db import found
from archive.db.columns import details
from archive.db.sqlite import Database
from archive.model.times import as_printed
from archive.search.copies import Shown
from archive.search.results import Hit
from archive.search.snippets import Marks, Snippet, snippet
from archive.search.terms import Term, marks_of


def hit(db: Database, shown: Shown, terms: tuple[Term, ...]) -> Hit:
    """A column or comment as a hit, with the places marked where a term stands."""
    read = comment_hit if shown.of_comment else column_hit
    return read(db, shown, terms)


def column_hit(db: Database, one: Shown, terms: tuple[Term, ...]) -> Hit:
    """A column as a hit; the snippet is of its body, else of its standfirst or a caption."""
    column = found.matching_column(db, one.rowid)
    in_title = tuple(term for term in terms if term.field in (None, "title"))
    in_text = tuple(term for term in terms if term.field is None)
    authors = details.authors_of(db, one.rowid)
    author = ", ".join(authors) or column.byline
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
        authors=authors,
        snippet=below if below is not None and in_caption else shown,
        in_caption=in_caption,
        score=-one.score or 0.0,
        copies=one.copies,
    )


def comment_hit(db: Database, one: Shown, terms: tuple[Term, ...]) -> Hit:
    """A comment as a hit, under the headline of its column."""
    comment = found.matching_comment(db, one.rowid)
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
        authors=details.authors_of(db, comment.article_id),
        snippet=snippet(comment.text, in_text),
        score=-one.score or 0.0,
        copies=one.copies,
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
