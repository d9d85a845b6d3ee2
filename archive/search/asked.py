"""What each of the two indexes is asked for a question."""

from archive.db import found, full_text
from archive.db.columns import details
from archive.db.full_text import IndexQuery, MatchingText, SearchedText
from archive.db.printed_days import of_days
from archive.db.sqlite import Database
from archive.search import nearness
from archive.search.hits import stored_captions
from archive.search.nearness import SearchableText
from archive.search.of_comments import OfComments, of_comments
from archive.search.parts import MARKS, Any, Every, Near, QueryPart, Without, in_columns
from archive.search.question import Question
from archive.search.terms import Field, Term

CHOSEN_ONE_BY_ONE = 20_000
"""Comments; a look at the columns of so many takes about 0.05 s."""
MARKED_IN: dict[SearchedText, dict[Field, str]] = {
    "column": {"title": "search_extra", "author": "search_authors", "section": MARKS, "tag": MARKS},
    "comments": {"title": "search_extra", "author": "search_extra"},
}
"""The column of each index that has the words of a field with their mark.

In any other the mark can only be a sign that a page set to be found by.
"""


def of_columns(db: Database, question: Question) -> IndexQuery | None:
    """What the index of columns is asked; None when nothing is looked for in columns."""
    part = question.columns
    if part is None or question.where == "comments":
        return None
    return asked(db, part, IndexQuery("column", "", score=score_of("column", part)))


def score_of(place: SearchedText, part: QueryPart) -> str:
    """How what is found is scored; empty for as the index itself does."""
    return full_text.WITHOUT_AUTHORS[place] if asks_for_author(part) else ""


def asks_for_author(part: QueryPart) -> bool:
    """Whether all that is found is by an author who was typed.

    The name then tells nothing of what is more relevant, though it is rare and so would weigh most.
    """
    match part:
        case Term(field=field):
            return field == "author"
        case Near(terms=terms):
            return any(map(asks_for_author, terms))
        case Every(parts=parts):
            return any(map(asks_for_author, parts))
        case Any(parts=parts):
            return all(map(asks_for_author, parts))
        case Without(wanted=wanted):
            return asks_for_author(wanted)
        case _:
            return False


def beside_days(question: Question) -> str | None:
    """What the index of columns is asked beside the days; empty if nothing, None with distances."""
    if question.part is None:
        return ""
    part = in_columns(question.part, MARKED_IN["column"])
    return None if nearness.is_asked(part) else part.expression()


def of_undated(db: Database, question: Question) -> IndexQuery:
    """What the index of columns is asked for those that have no date, and match but for it."""
    return asked(db, question.undated, IndexQuery("column", ""))


def of_less_exact(db: Database, question: Question) -> IndexQuery | None:
    """What it is asked for those that may be of the days, by a year or month; None if none may."""
    part = question.less_exact
    return None if part is None else asked(db, part, IndexQuery("column", ""))


def of_comments_of(db: Database, question: Question) -> IndexQuery | None:
    """What the index of comments is asked; None when no comment can be found."""
    asking = of_comments(question.part) if question.part else None
    if asking is None or question.where == "column":
        return None
    sql, values = of_days(question.since, question.until)
    score = score_of("comments", asking.part)
    query = asked(db, asking.part, IndexQuery("comments", "", sql, values, score=score))
    return chosen_by_columns(db, query, asking) if asking.columns or asking.not_columns else query


def chosen_by_columns(db: Database, query: IndexQuery, asking: OfComments) -> IndexQuery:
    """Comments whose columns match, too.

    Of few comments the columns are looked at; of many all that the columns' index finds.
    """
    fields = MARKED_IN["column"]
    has = in_columns(asking.columns, fields).expression() if asking.columns else None
    has_not = in_columns(asking.not_columns, fields).expression() if asking.not_columns else None
    if full_text.count(db, query) > CHOSEN_ONE_BY_ONE:
        return query.of_columns(has, has_not)
    columns_of = found.columns_of_comments(db, query)
    there = {column for _, column in columns_of}
    if has:
        there &= full_text.matching(db, IndexQuery("column", has), there)
    if has_not:
        there -= full_text.matching(db, IndexQuery("column", has_not), there)
    return query.only([comment for comment, column in columns_of if column in there])


def asked(db: Database, part: QueryPart, bare: IndexQuery) -> IndexQuery:
    """What an index is asked, and without which of the rows that it finds.

    It does not know all distances: those that it leaves in doubt are counted in the texts.
    """
    part = in_columns(part, MARKED_IN[bare.place])
    if not nearness.is_asked(part):
        return bare.of(part.expression())
    question = nearness.IndexQuestion(part, full_text.FOLDED[bare.place])
    doubtful = full_text.matching_texts(db, bare.of(question.doubtful()))
    apart = [
        one.rowid
        for one in doubtful
        if not nearness.is_in(part, texts_of(db, bare.place, one), one.marks)
    ]
    whole = bare.of(question.possible())
    return whole.but(apart) if apart else whole


def texts_of(db: Database, place: SearchedText, one: MatchingText) -> list[SearchableText]:
    """What can be asked of a column or comment."""
    of_column = place == "column"
    names = details.authors_of(db, one.rowid) if of_column else ()
    tags = details.tags_of(db, one.rowid) if of_column else ()
    writers = names or (one.author,)
    texts: list[tuple[str | None, Field | None]] = [
        (one.title, "title"),
        (one.standfirst, None),
        (one.text, None),
        *((caption, None) for caption in stored_captions(one.blocks)),
        *((name, "author") for name in writers),
        (one.section, "section"),
        *((tag, "tag") for tag in tags),
    ]
    return [SearchableText(text, field) for text, field in texts if text]
