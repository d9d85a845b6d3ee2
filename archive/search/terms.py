"""What a query is made of: terms, and how they are joined. Each is valid FTS5 and can be printed.

A term is looked for in every form in which the index may hold it (`archive.text.index_words`) and
found in a text by the same comparison, as SQLite's own `snippet()` cannot mark what was found by
its folded form.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from typing import Literal

from archive.text.clitics import with_clitics
from archive.text.folding import Word, as_letters, as_token, signs, spelt_out
from archive.text.index_words import (
    ACRONYM,
    AROUND,
    AUTHOR,
    TITLE,
    pairs,
    row_of,
    tokens,
)

Field = Literal["title", "author"]
FIELDS: dict[Field, str] = {"title": TITLE, "author": AUTHOR}
"""What can stand before a colon, and the mark of its words in the index."""

OPERATORS = ("AND", "OR", "NOT", "NEAR")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to be found: a word, or words in a row."""

    words: tuple[Word, ...]
    prefix: bool
    """Whether the last word may go on."""
    field: Field | None = None

    def __str__(self) -> str:
        typed = " ".join(word.text for word in self.words)
        if len(self.words) > 1 or typed in OPERATORS:
            typed = f'"{typed}"'
        return (f"{self.field}:" if self.field else "") + typed + ("*" if self.prefix else "")

    def expression(self) -> str:
        """The term in FTS5's language, safe to stand in any larger expression."""
        found = self.phrases()
        one = self.words[0]
        if len(self.words) == 1 and one.has_initials and one.is_acronym and not self.field:
            found[1:] = [quoted([ACRONYM + one.folded])]
        if len(self.words) > AROUND + 1 and not all(word.is_plain for word in self.words):
            found.append("(" + " AND ".join(part.expression() for part in self._parts()) + ")")
        return found[0] if len(found) == 1 else f"({' OR '.join(found)})"

    def phrases(self) -> list[str]:
        """The forms the index may hold it in, each as a phrase; as it was typed first."""
        mark = FIELDS[self.field] if self.field else ""
        *_, last = self.words
        goes_on = self.prefix or (last.is_run and len(signs(last.text)) == 1)
        star = "*" if goes_on else ""
        found = [] if mark or self._is_parted() else [quoted([word.text for word in self.words])]
        plain = not mark and all(word.is_plain for word in self.words)
        for number, row in enumerate(self._rows()):
            if number or not plain:
                found.append(quoted([mark + token for token in row]))
        return [phrase + star for phrase in dict.fromkeys(found)]

    def spans(self, text: Sequence[Word]) -> Iterator[tuple[int, int]]:
        """Where the term stands among the words of a text."""
        forms = [frozenset(spellings(word) if at == 0 else [word.folded])
                 for at, word in enumerate(self.words)]  # fmt: skip
        for place in range(len(text) - len(forms) + 1):
            row = text[place : place + len(forms)]
            if len(row) == 1 and self.words[0].is_run:
                yield from within(self.words[0].folded, row[0])
            elif all(self._is(word, forms[at], at) for at, word in enumerate(row)):
                yield row[0].start, row[-1].end

    def _is(self, here: Word, forms: frozenset[str], at: int) -> bool:
        if self.words[at].is_run:
            if at == len(self.words) - 1:
                return here.folded.startswith(tuple(forms))
            if at == 0:
                return here.folded.endswith(tuple(forms))
        if self.prefix and at == len(self.words) - 1:
            return here.folded.startswith(tuple(forms))
        if self.words[at].has_initials and len(self.words) == 1 and len(here.folded) == 2:
            return here.folded in forms and here.is_acronym
        return here.folded in forms

    def _is_parted(self) -> bool:
        return any(word.is_parted for word in self.words)

    def _rows(self) -> Iterator[list[str]]:
        """Words in a row as the index holds them, for each spelling of the first."""
        first, *others = self.words
        if not others:
            if first.is_run:
                run = [as_letters(folded) for _, _, folded in signs(first.text)]
                yield pairs(run) or run
            else:
                yield from ([as_token(spelling)] for spelling in spellings(first))
            return
        *middle, last = others
        ending = row_of(middle) + next(Term((last,), prefix=False)._rows())
        spelt = [[as_token(spelling)] for spelling in spellings(first)]
        for start in [tokens(first)] if first.is_run else spelt:
            yield start + ending

    def _parts(self) -> Iterator["Term"]:
        """Its words as rows so short that the index knows them in every form."""
        size = AROUND + 1
        for start in range(len(self.words) - AROUND):
            at_end = start + size == len(self.words)
            yield Term(self.words[start : start + size], self.prefix and at_end, self.field)


@dataclass(frozen=True, slots=True)
class Near:
    """Terms of one field, or of none, with at most so many words between them."""

    terms: tuple[Term, ...]
    distance: int

    def __str__(self) -> str:
        field = self.terms[0].field
        inside = " ".join(str(replace(term, field=None)) for term in self.terms)
        return (f"{field}:" if field else "") + f"NEAR({inside}, {self.distance})"

    def ways(self) -> int:
        """In how many ways the terms may be spelt together in the index."""
        return prod(len(term.phrases()) for term in self.terms)

    def expression(self) -> str:
        """The terms in each of their forms, near each other."""
        ways = product(*(term.phrases() for term in self.terms))
        found = [f"NEAR({' '.join(way)}, {self.distance})" for way in ways]
        return found[0] if len(found) == 1 else f"({' OR '.join(found)})"


@dataclass(frozen=True, slots=True)
class Every:
    """All parts are in the same column or comment."""

    parts: tuple["QueryPart", ...]

    def __str__(self) -> str:
        return " AND ".join(in_group(part, Any) for part in self.parts)

    def expression(self) -> str:
        """The parts joined with AND."""
        return " AND ".join(map(apart, self.parts))


@dataclass(frozen=True, slots=True)
class Any:
    """One part or more is there."""

    parts: tuple["QueryPart", ...]

    def __str__(self) -> str:
        return " OR ".join(in_group(part, Every) for part in self.parts)

    def expression(self) -> str:
        """The parts joined with OR."""
        return " OR ".join(map(apart, self.parts))


@dataclass(frozen=True, slots=True)
class Without:
    """Something is there, and something else is not."""

    wanted: "QueryPart"
    unwanted: "QueryPart"

    def __str__(self) -> str:
        excluded = in_group(self.unwanted, Any, Every)
        return f"{in_group(self.wanted, Any, Every)} NOT {excluded}"

    def expression(self) -> str:
        """The two joined with NOT."""
        return f"{apart(self.wanted)} NOT {apart(self.unwanted)}"


QueryPart = Term | Near | Every | Any | Without


def in_group(part: QueryPart, *kinds: type) -> str:
    """A part as it is printed, in parentheses if it is of one of the kinds or excludes."""
    return f"({part})" if isinstance(part, (*kinds, Without)) else str(part)


def apart(part: QueryPart) -> str:
    """A part in FTS5's language as it may stand beside others."""
    return part.expression() if isinstance(part, (Term, Near)) else f"({part.expression()})"


def wanted_terms(part: QueryPart) -> Iterator[Term]:
    """Every term that a hit may contain."""
    match part:
        case Term():
            yield part
        case Near(terms=terms):
            yield from terms
        case Without(wanted=wanted):
            yield from wanted_terms(wanted)
        case Every(parts=parts) | Any(parts=parts):
            for one in parts:
                yield from wanted_terms(one)


def spellings(word: Word) -> list[str]:
    """The folded forms in which a word may stand in a text."""
    return list(dict.fromkeys([*with_clitics(word.folded), spelt_out(word.text)]))


def within(wanted: str, word: Word) -> Iterator[tuple[int, int]]:
    """Where signs stand in a run of them."""
    if not word.is_run or wanted not in word.folded:
        return
    run = signs(word.text)
    ends = [(start, end) for start, end, folded in run for _ in folded]
    here = "".join(folded for _, _, folded in run)
    place = here.find(wanted)
    while place >= 0:
        after = place + len(wanted)
        yield word.start + ends[place][0], word.start + ends[after - 1][1]
        place = here.find(wanted, after)


def quoted(parts: Sequence[str]) -> str:
    """Words in a row as FTS5 writes them."""
    return '"' + " ".join(parts).replace('"', " ") + '"'
