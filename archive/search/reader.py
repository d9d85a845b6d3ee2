"""The pieces of a query, read from left to right into the parts it is made of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, cast

from archive.model.times import period
from archive.search.nearness import distance_of, no_distance, terms_near, why_not_near
from archive.search.parts import (
    Everything,
    Fact,
    FactField,
    Near,
    QueryPart,
    Without,
    every,
    some,
)
from archive.search.pieces import DISTANCE, FIELDS, PIECE, said_in, short
from archive.search.terms import FIELDS as TEXT_FIELDS
from archive.search.terms import Field, Term
from archive.search.years_typed import years_as_words
from archive.text.folding import Word, words

MAX_WORDS = 64
"""Words of one query; FTS5's parser gives up at some hundreds."""
MAX_DEPTH = 20
"""Groups within groups."""
UNCLOSED = "A bracket that is not closed was taken to close at the end."
TWO_NEEDED = "NEAR( ) takes two words or phrases, as in NEAR(ferry bridge, 5)."
OnePlace = Literal["column", "comments"]
TypedField = Field | FactField | Literal["in"]


class Excluded(NamedTuple):
    """What a group excludes that looks for nothing else."""

    part: QueryPart


@dataclass
class Reader:
    """Pieces of what was typed, read from left to right."""

    pieces: Sequence[re.Match[str]]
    at: int = 0
    words: int = 0
    depth: int = 0
    flat: int = 0
    """Brackets that were opened deeper than groups may be."""
    place: OnePlace | None = None
    years: str | None = None
    """What is told of the first years that were typed as words."""
    notes: list[str] = field(default_factory=list)

    def note(self, sentence: str | None) -> None:
        """Tell what was read otherwise than it was typed; None is nothing to tell."""
        if sentence:
            self.notes.append(sentence)

    def whole(self) -> QueryPart | None:
        """All that was typed; a bracket that closes nothing is passed over."""
        parts: list[QueryPart] = []
        unwanted: list[QueryPart] = []
        while self.at < len(self.pieces):
            part = self.group(None)
            if isinstance(part, Excluded):
                unwanted.append(part.part)
            elif part:
                parts.append(part)
            if self.at < len(self.pieces):
                self.note("A bracket that closes nothing was passed over.")
            self.at += 1
        wanted, excluded = every(parts), some(unwanted)
        return Without(wanted or Everything(), excluded) if excluded else wanted

    def group(self, asked: TypedField | None) -> QueryPart | Excluded | None:
        """What stands up to the bracket that closes the group."""
        alternatives: list[list[QueryPart]] = [[]]
        unwanted: list[QueryPart] = []
        without = False
        open_operator = ""
        placed: list[QueryPart] = []  # where the part before stands
        while self.at < len(self.pieces) and not self.closes():
            piece = self.pieces[self.at]
            place = self.place
            if piece["operator"] or piece["minus"]:
                self.at += 1
                excludes = piece["minus"] or piece["operator"] == "NOT"
                self.lone("" if excludes and open_operator == "AND" else open_operator)
                if piece["operator"] in ("AND", "OR") and not (any(alternatives) or unwanted):
                    self.lone(piece["operator"])
                    continue
                open_operator = piece["operator"] or piece["minus"]
                placed = []
                without = bool(excludes)
                if piece["operator"] == "OR" and alternatives[-1]:
                    alternatives.append([])
            elif piece["between"]:
                self.at += 1
                before = placed.pop() if placed else None
                placed = placed if before else alternatives[-1]
                placed += self.near_by(before, asked, piece["distance"])
            elif part := self.item(asked):
                turned = isinstance(part, Excluded)
                plain = part.part if isinstance(part, Excluded) else part
                placed = unwanted if without != turned else alternatives[-1]
                placed.append(plain)
                without, open_operator = False, ""
            elif self.place != place:  # `in:` was said
                if without:
                    self.place = "column" if self.place == "comments" else "comments"
                without, open_operator = False, ""
        self.lone(open_operator)
        wanted = some([part for part in map(every, alternatives) if part])
        excluded = some(unwanted)
        if not excluded:
            return wanted
        return Without(wanted, excluded) if wanted else Excluded(excluded)

    def closes(self) -> bool:
        """Whether the group ends here; brackets that were opened too deep close nothing."""
        while self.flat and self.at < len(self.pieces) and self.pieces[self.at]["close"]:
            self.flat -= 1
            self.at += 1
        return self.at < len(self.pieces) and bool(self.pieces[self.at]["close"])

    def lone(self, operator: str) -> None:
        """Tell of an operator, if there is one, that it had nothing to join."""
        if operator:
            self.note(f"`{operator}` has nothing beside it and was passed over.")

    def next(self) -> re.Match[str]:
        """The piece that comes next, taken."""
        self.at += 1
        return self.pieces[self.at - 1]

    def item(self, asked: TypedField | None) -> QueryPart | Excluded | None:
        """One term, group, or what stands in a field."""
        piece = self.next()
        while piece["field"]:
            asked = cast("TypedField", piece["field"].lower())
            piece = self.next()
        if piece["open"]:
            return self.bracket(asked)
        if piece["unknown"]:
            return self.no_field(piece["unknown"])
        if piece["near"] is not None:
            return self.near(piece, asked)
        said = said_in(piece)
        if said is None:
            self.at -= 1
            return None
        if piece["word"] is not None and not asked and not self.is_excluded():
            self.years = self.years or years_as_words(said)
        if piece["phrase"] is not None and not piece["phrase_end"]:
            self.note("A quotation mark that is not closed was taken to close at the end.")
        return self.said(said, asked, star=bool(piece["star"]))

    def is_excluded(self) -> bool:
        """Whether the last piece stands behind a minus or NOT."""
        before = self.pieces[self.at - 2] if self.at > 1 else None
        return bool(before and (before["minus"] or before["operator"] == "NOT"))

    def bracket(self, asked: TypedField | None) -> QueryPart | Excluded | None:
        """A group behind the bracket that opens it."""
        if self.depth == MAX_DEPTH:
            self.flat += 1
            self.note(f"Of groups within each other only {MAX_DEPTH} were told apart.")
            return None
        self.depth += 1
        part = self.group(asked)
        if self.at == len(self.pieces):
            self.note(UNCLOSED)
        self.at += 1
        self.depth -= 1
        return part

    def said(self, text: str, asked: TypedField | None, *, star: bool) -> QueryPart | None:
        """What a word or phrase asks for in its field."""
        if asked == "in":
            if (place := text.lower().rstrip("s")) in ("comment", "column"):
                self.place = "comments" if place == "comment" else "column"
                return None
            self.note(f"`in:` takes comments or column; looked for the word: {short(text)}.")
        elif asked and asked not in TEXT_FIELDS:
            return self.mark(text + "*" * star, cast("FactField", asked))
        found = asked if asked in TEXT_FIELDS else None
        return self.term(text, found, star=star)

    def mark(self, text: str, asked: FactField) -> Fact | None:
        """A fact of columns; None without a letter or digit in it."""
        if asked in ("before", "after") and not period(text):
            self.note(
                f"`{asked}:{short(text)}` is no date (2015, 2015-06, 2015-06-30) and was left out."
            )
            return None
        if next(words(text), None) is None or not self.room(1):
            return None
        return Fact(asked, text)

    def room(self, wanted: int) -> int:
        """How many of the next words can still be looked for."""
        left = min(wanted, MAX_WORDS - self.words)
        if left < wanted:
            self.note(f"Only the first {MAX_WORDS} words were looked for.")
        self.words += left
        return left

    def term(self, text: str, asked: Field | None, *, star: bool) -> Term | None:
        """The term a phrase or word makes; None without a letter or digit in it."""
        found: tuple[Word, ...] = tuple(words(text))
        kept = found[: self.room(len(found))]
        if not kept:
            return None
        prefix = (star or text.rstrip().endswith("*")) and len(kept) == len(found)
        return Term(kept, prefix=prefix, field=asked)

    def no_field(self, name: str) -> QueryPart | None:
        """The words around a colon that is behind no field."""
        known = " ".join(f"{one}:" for one in FIELDS)
        self.note(f"`{short(name)}:` is no field ({known}); looked for the words.")
        if self.pieces[self.at]["word"] is not None:  # beside the colon, as in 10:30
            return self.term(f"{name} {self.next()['word']}", None, star=False)
        return self.term(name, None, star=False)

    def near_by(
        self, before: QueryPart | None, asked: TypedField | None, distance: str | None
    ) -> list[QueryPart]:
        """What was read before and what comes next, near each other if that can be asked."""
        after = self.item(asked) if self.at < len(self.pieces) else None
        sides = [one.part if isinstance(one, Excluded) else one for one in (before, after) if one]
        terms = [term for side in sides for term in terms_near(side)]
        if len(sides) < 2:
            self.lone("NEAR")
            return sides
        if not all(map(terms_near, sides)):
            self.note("NEAR stands between words and phrases; looked for both sides anywhere.")
            return sides
        return [self.near_each_other(terms, distance)]

    def near(self, piece: re.Match[str], asked: TypedField | None) -> QueryPart | None:
        """What stands in NEAR( )."""
        text = piece["near"]
        distance = DISTANCE.search(text)
        found: list[QueryPart] = []
        for one in PIECE.finditer(text[: distance.start()] if distance else text):
            said = said_in(one)
            if said is None:
                self.note(
                    f"NEAR( ) takes words and phrases; `{short(one[0])}` in it was passed over."
                )
            elif part := self.said(said, asked, star=bool(one["star"])):
                found.append(part)
        self.note(None if distance else no_distance(text))
        self.note(None if piece[0].endswith(")") else UNCLOSED)
        self.note(TWO_NEEDED if len(found) < 2 else None)
        terms = [one for one in found if isinstance(one, Term)]
        if len(found) < 2 or len(terms) < len(found):
            return every(found)
        return self.near_each_other(terms, distance[1] if distance else None)

    def near_each_other(self, terms: Sequence[Term], asked: str | None) -> QueryPart:
        """The terms with at most so many words between them; if that cannot be, all of them."""
        distance, told = distance_of(asked)
        self.note(told)
        if refusal := why_not_near(terms, distance):
            self.note(refusal)
            return cast("QueryPart", every(terms))
        return Near(tuple(terms), distance)
