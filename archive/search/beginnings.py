"""What words that begin so would find, where nothing has the words as they were typed."""

from dataclasses import replace

from archive.db import full_text
from archive.db.sqlite import Database
from archive.search import asked
from archive.search.parts import Every, QueryPart, Without
from archive.search.query import parse
from archive.search.question import Question
from archive.search.request import Search
from archive.search.results import Beginnings
from archive.search.terms import Term

SHORTEST = 4
"""Letters of a word that is taken for a beginning: fewer begin thousands of words, whose rows the
index would have to put together."""


def beginnings(db: Database, wanted: Search, asking: Question) -> Beginnings | None:
    """The same search for words that begin so; None where that is no other, or finds nothing."""
    typed = parse(wanted.query)
    if typed.part is None or asking.part is None:
        return None
    begun = replace(asking, part=begun_so(asking.part))
    if begun == asking:
        return None
    queries = asked.of_columns(db, begun), asked.of_comments_of(db, begun)
    total = sum(full_text.count(db, query) for query in queries if query)
    query = str(typed._replace(part=begun_so(typed.part)))
    return Beginnings(query, total) if total else None


def begun_so(part: QueryPart) -> QueryPart:
    """A part whose words may go on, but for those within groups and phrases."""
    match part:
        case Term(words=(word,)) if len(word.folded) >= SHORTEST and not word.is_run:
            return replace(part, prefix=True)
        case Every(parts=parts):
            return Every(tuple(map(begun_so, parts)))
        case Without(wanted=wanted, unwanted=unwanted):
            return Without(begun_so(wanted), unwanted)
        case _:
            return part
