"""Facts of columns by the names people give them, as the marks by which the index knows them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from archive.db import full_text, outlets
from archive.db.columns import counted
from archive.db.sqlite import Database
from archive.model.times import period
from archive.search.marks_of_days import marks_of_year
from archive.search.parts import Any, Every, Everything, Fact, QueryPart, Without, some
from archive.search.pieces import plain, short
from archive.search.request import Search
from archive.text import index_marks
from archive.text.folding import words
from archive.text.language_names import codes_of, name_of

NAMED = 3
"""Outlets that are named one by one in what is said back; of more there is a number."""

Clicked = Literal["outlet", "author", "section", "tag", "lang"]


def clicks(wanted: Search) -> Iterator[QueryPart]:
    """What was clicked: of each kind any of the values."""
    kinds: dict[Clicked, tuple[str, ...]] = {
        "author": wanted.authors,
        "outlet": wanted.outlets,
        "section": wanted.sections,
        "tag": wanted.tags,
        "lang": wanted.languages,
    }
    for field, values in kinds.items():
        marks = [Fact(field, plain(value), clicked=True) for value in values if plain(value)]
        if any_of := some(list(dict.fromkeys(marks))):
            yield any_of


def named(value: str) -> str:
    """A name in what is said back: in quotes when it could be taken for more than a name."""
    shown = short(plain(value).replace("“", "'").replace("”", "'"))
    parted = shown.casefold().split()
    simple = all(sign.isalnum() or sign in " .'’-&…" for sign in shown)
    return shown if simple and not {"and", "or", "but", "not", "by"} & set(parted) else f"“{shown}”"


@dataclass
class KnownFacts:
    """What an archive knows of the facts that are asked for."""

    db: Database
    notes: list[str]

    def note(self, sentence: str) -> None:
        """Tell what was read otherwise than it was asked."""
        self.notes.append(sentence)

    @cached_property
    def outlets(self) -> list[tuple[int, str, str]]:
        """Row, slug and name of each outlet."""
        return outlets.named(self.db)

    @cached_property
    def years(self) -> list[int]:
        """Those in which columns are printed."""
        return counted.years(self.db)

    def marked(self, part: QueryPart) -> QueryPart:
        """A part with the marks of all facts in it."""
        match part:
            case Fact():
                return self.fact(part)
            case Everything():
                return Everything(self.every_column())
            case Every(parts=parts):
                return Every(tuple(map(self.marked, parts)))
            case Any(parts=parts):
                return Any(tuple(map(self.marked, parts)))
            case Without(wanted=wanted, unwanted=unwanted):
                return Without(self.marked(wanted), self.marked(unwanted))
            case _:
                return part

    def every_column(self) -> tuple[str, ...]:
        """Marks of which each column has one."""
        return (*map(index_marks.year_mark, self.years), index_marks.UNDATED)

    def fact(self, mark: Fact) -> Fact:
        """One fact with its marks, and in words."""
        match mark.field:
            case "outlet":
                return self.outlet(mark)
            case "lang":
                return self.language(mark)
            case "before" | "after" | "date":
                first, last = period(mark.value) or (date.min, date.max)
                return self.days(*((first, None) if mark.field == "after" else (None, last)))
            case "author":
                whole, said = index_marks.author_mark(mark.value), f"by {named(mark.value)}"
            case "section":
                whole = index_marks.section_mark(mark.value)
                said = f"in the section {named(mark.value)}"
            case "tag":
                whole, said = index_marks.tag_mark(mark.value), f"tagged {named(mark.value)}"
        return self.held(replace(mark, marks=(whole,), said=said))

    def held(self, mark: Fact) -> Fact:
        """The fact; it is told when no column has it."""
        if not full_text.any_column(self.db, mark.expression()):
            self.note(f"No column in this archive is {mark.said}.")
        return mark

    def outlet(self, mark: Fact) -> Fact:
        """Outlets by slug or, where they are typed, by words of their names."""
        typed = mark.value.rstrip("*")
        slug = outlets.slug_asked(self.db, typed)
        here = [one for one in self.outlets if one[1] == slug]
        if not here and not mark.clicked:
            asked = [word.folded for word in words(typed)]
            here = [one for one in self.outlets if is_called(one[2], asked, mark.value)]
        if not here:
            known = ", ".join(slug for _, slug, _ in self.outlets[:20]) or "none yet"
            self.note(f"No outlet is called {named(mark.value)}; this archive has: {known}.")
        names = " or ".join(named(name) for _, _, name in here[:NAMED]) or named(mark.value)
        if len(here) > NAMED:
            names = f"{len(here):,} outlets called {named(mark.value)}"
        marks = tuple(index_marks.outlet_mark(row) for row, _, _ in here)
        return replace(mark, marks=marks, said=f"in {names}")

    def language(self, mark: Fact) -> Fact:
        """A language by its code or English name."""
        codes = codes_of(mark.value)
        name = name_of(codes[0])
        said = f"in {named(name)}" if name != codes[0] else f"in the language {named(name)}"
        marks = tuple(map(index_marks.language_mark, codes))
        return self.held(replace(mark, marks=marks, said=said))

    def days(self, since: date | None, until: date | None) -> Fact:
        """The columns printed in a span of days; whole years and months are asked as such."""
        first, last = since or date.min, until or date.max
        marks = [mark for year in self.years for mark in marks_of_year(year, first, last)]
        return Fact("date", "", marks=tuple(marks), said=span_in_words(since, until))


def is_called(name: str, asked: list[str], typed: str) -> bool:
    """Whether all words asked for are in a name; with a star the last may go on."""
    there = [word.folded for word in words(name)]
    if not asked:
        return False
    *whole, last = asked
    if not set(whole).issubset(there):
        return False
    return any(one.startswith(last) for one in there) if typed.endswith("*") else last in there


def span_in_words(since: date | None, until: date | None) -> str:
    """A span of days in as few words as tell it."""
    first, last = since or date.min, until or date.max
    begin, end = first.isoformat(), last.isoformat()
    if (first.month, first.day) == (1, 1) and (last.month, last.day) == (12, 31):
        begin, end = f"{first.year:04}", f"{last.year:04}"
    elif first.day == 1 and (last == date.max or (last + timedelta(days=1)).day == 1):
        begin, end = begin[:7], end[:7]
    if until is None:
        return f"from {begin} on"
    if since is None:
        return f"until {end}"
    if begin == end:
        return f"of {begin}"
    return f"{begin}–{end}" if len(begin) == 4 else f"{begin} to {end}"
