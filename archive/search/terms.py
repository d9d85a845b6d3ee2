"""The terms of a query: words, and words in a row. Each is valid FTS5 and can be printed.

A term is looked for in every form in which the index may hold it (`archive.text.index_words`) and
found in a text by the same comparison, as SQLite's own `snippet()` cannot mark what was found by
its folded form.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from archive.text.clitics import with_clitics
from archive.text.folding import Word, as_letters, as_token, rows_among, signs, spelt_out
from archive.text.index_marks import SECTION_WORD, TAG_WORD
from archive.text.index_words import (
    ACRONYM,
    AROUND,
    AUTHOR,
    TITLE,
    pairs,
    row_of,
    tokens,
)
from archive.text.occurrences import stretches_with

Field = Literal["title", "author", "section", "tag"]
FIELDS: dict[Field, str] = {
    "title": TITLE,
    "author": AUTHOR,
    "section": SECTION_WORD,
    "tag": TAG_WORD,
}
"""What can stand before a colon, and the mark of its words in the index."""

OPERATORS = ("AND", "OR", "NOT", "NEAR")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to be found: a word, or words in a row."""

    words: tuple[Word, ...]
    prefix: bool
    """Whether the last word may go on."""
    field: Field | None = None
    column: str = ""
    """Where in an index it is looked for alone; empty for anywhere."""

    def __str__(self) -> str:
        typed = " ".join(word.text for word in self.words)
        if len(self.words) > 1 or typed in OPERATORS:
            typed = f'"{typed}"'
        return (f"{self.field}:" if self.field else "") + typed + ("*" if self.prefix else "")

    def expression(self) -> str:
        """The term in FTS5's language, safe to stand in any larger expression."""
        return in_column(self.column, self._anywhere())

    def _anywhere(self) -> str:
        found = self.phrases()
        one = self.words[0]
        if len(self.words) == 1 and one.has_initials and one.is_acronym and not self.field:
            found[1:] = [quoted([ACRONYM + one.folded])]
        if len(self.words) > AROUND + 1 and not all(word.is_plain for word in self.words):
            found.append("(" + " AND ".join(part._anywhere() for part in self._parts()) + ")")
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
        forms = self.forms()
        for place in range(len(text) - len(forms) + 1):
            row = text[place : place + len(forms)]
            if len(row) == 1 and self.words[0].is_run:
                yield from within(self.words[0].folded, row[0])
            elif all(self._is(word, forms[at], at) for at, word in enumerate(row)):
                yield row[0].start, row[-1].end

    def forms(self) -> list[frozenset[str]]:
        """What each word of a text may be that is a word of the term."""
        first, *others = self.words
        return [frozenset(spellings(first)), *(frozenset([word.folded]) for word in others)]

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


def in_column(column: str, expression: str) -> str:
    """An expression in FTS5's language, restricted to a column of the index if there is one."""
    return f"({column} : ({expression}))" if column else expression


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


def marks_of(terms: tuple[Term, ...], text: str) -> list[tuple[int, int]]:
    """Where the terms stand in a text, in order and without overlap."""
    forms = frozenset(form for term in terms for row in term.forms() for form in row)
    begun = tuple(form for term in terms if term.prefix for form in term.forms()[-1])
    runs = any(word.is_run for term in terms for word in term.words)
    stretches = stretches_with(forms, text) if forms else ()
    rows = rows_among(text, stretches, lambda one: one in forms or one.startswith(begun), runs=runs)
    found = {span for row in rows for term in terms for span in term.spans(row)}
    spans = sorted(found, key=lambda span: (span[0], -span[1]))
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
