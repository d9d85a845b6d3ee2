"""What would find more, where nothing has all words as they were typed.

Words that begin so; each word by itself, so that it is seen which is the one too many; of a word
that is nowhere, those with a shorter beginning; and the whole search with these in its place.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from archive.db import full_text
from archive.db.sqlite import Database
from archive.search import asked
from archive.search.parts import Every, QueryPart, Without
from archive.search.query import Query, parse
from archive.search.question import Question, question
from archive.search.request import Search
from archive.search.results import Beginnings, WordAlone
from archive.search.terms import Term
from archive.text.folding import words

SHORTEST = 4
"""Letters of a word that is taken for a beginning: fewer begin thousands of words, whose rows the
index would have to put together."""
CUT_OFF = (1, 3)
"""Letters, one try each: `harbo*` finds harbour for harbor, `ferr*` finds ferry for ferries."""
MOST_ALONE = 6
"""Words that are counted by themselves: a very common one takes 20 ms."""


def beginnings(db: Database, wanted: Search, asking: Question) -> Beginnings | None:
    """The same search for words that begin so; None where that is no other, or finds nothing."""
    typed = parse(wanted.query)
    if typed.part is None or asking.part is None:
        return None
    begun = replace(asking, part=begun_so(asking.part))
    if begun == asking:
        return None
    total = places(db, begun)
    query = str(typed._replace(part=begun_so(typed.part)))
    return Beginnings(query, total) if total else None


def mended(db: Database, wanted: Search, alone: tuple[WordAlone, ...]) -> Beginnings | None:
    """The same search with shorter beginnings of the words that are nowhere; None as above."""
    typed = parse(wanted.query)
    shorter = {one.query: parse(one.shorter.query).part for one in alone if one.shorter}

    def less_of(term: Term) -> QueryPart:
        return shorter.get(str(typed._replace(part=term))) or term

    if typed.part is None:
        return None
    query = typed._replace(part=with_words(typed.part, less_of))
    total = 0 if query == typed else found_by(db, wanted, query)
    return Beginnings(str(query), total) if total else None


def words_alone(db: Database, wanted: Search) -> tuple[WordAlone, ...]:
    """The first words and phrases of a search, each by itself under the filters that are chosen.

    A word that was looked for alone is among them only where a shorter beginning finds something.
    """
    typed = parse(wanted.query)
    terms = list(dict.fromkeys(typed.terms))
    alone = [word_alone(db, wanted, typed._replace(part=one)) for one in terms[:MOST_ALONE]]
    return tuple(one for one in alone if len(terms) > 1 or one.shorter)


def word_alone(db: Database, wanted: Search, word: Query) -> WordAlone:
    """How many places a word is found in; of one that is nowhere, what is with less of it."""
    total = found_by(db, wanted, word)
    shorter = () if total else shorter_beginnings(word)
    finding = ((one, found_by(db, wanted, one)) for one in shorter)
    first = next((Beginnings(str(one), count) for one, count in finding if count), None)
    return WordAlone(str(word), total, first)


def shorter_beginnings(word: Query) -> Iterator[Query]:
    """The same for words that begin as it does, the longest beginning first."""
    match word.part:
        case Term(words=(only,), field=field) if only.text.isalpha() and not only.is_run:
            lengths = (max(SHORTEST, len(only.text) - cut) for cut in CUT_OFF)
            for length in dict.fromkeys(lengths):
                begun = Term(tuple(words(only.text[:length])), prefix=True, field=field)
                if length <= len(only.text) and begun != word.part:
                    yield word._replace(part=begun)


def found_by(db: Database, wanted: Search, query: Query) -> int:
    """How many places another query finds under the same filters."""
    return places(db, question(db, replace(wanted, query=str(query))))


def places(db: Database, asking: Question) -> int:
    """How many places are found."""
    queries = asked.of_columns(db, asking), asked.of_comments_of(db, asking)
    return sum(full_text.count(db, query) for query in queries if query)


def begun_so(part: QueryPart) -> QueryPart:
    """A part whose words may go on, but for those within groups and phrases."""

    def goes_on(term: Term) -> QueryPart:
        match term.words:
            case (word,) if len(word.folded) >= SHORTEST and not word.is_run:
                return replace(term, prefix=True)
        return term

    return with_words(part, goes_on)


def with_words(part: QueryPart, other: Callable[[Term], QueryPart]) -> QueryPart:
    """A part with others for the terms that must all be there, but for those within groups."""
    match part:
        case Term():
            return other(part)
        case Every(parts=parts):
            return Every(tuple(with_words(one, other) for one in parts))
        case Without(wanted=wanted, unwanted=unwanted):
            return Without(with_words(wanted, other), unwanted)
        case _:
            return part
