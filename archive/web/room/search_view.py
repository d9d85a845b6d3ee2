"""What the search page shows of results: hits by column, filters to add and take off, pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from archive.search.known import span_in_words
from archive.search.query import parse
from archive.search.question import WORD_NEEDED
from archive.search.request import Search
from archive.search.results import Facet, Hit, Results
from archive.search.wording import only_ranked
from archive.web.room.addresses import Addresses
from archive.web.room.asked import FILTERS, is_empty, parameters, with_value, without_value
from archive.web.room.showing import StretchOfText, pieces, shortened
from archive.web.room.timeline import Bar, bars

FACETS = {"outlet": "outlet", "author": "author", "section": "section", "language": "lang"}
"""Facets that are lists, and their names in an address; years are the picture."""
HEADINGS = {
    "outlet": "Outlets",
    "author": "Authors",
    "section": "Sections",
    "language": "Languages",
}
KINDS = {
    "outlet": "Outlet",
    "author": "By",
    "section": "Section",
    "tag": "Tag",
    "lang": "Language",
}

MOST_AUTHORS = 10
"""Of a hit; a page may name hundreds."""
LINKED = 300
"""Signs of a query that stand in every link: 100 kB of a page for letters of three bytes."""


class Chip(NamedTuple):
    """A filter that holds, and the address of the search without it."""

    kind: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet, and the address of the search with it, or without it."""

    label: str
    count: int
    chosen: bool
    address: str


PARTS = {
    "total": "how many there are",
    "hits": "the hits",
    "texts": "how many texts they are",
    "undated": "how many the dates leave out",
    "beginnings": "what words that begin so, or each by itself, would find",
    "facets": "how many are of each outlet, year and author",
}
"""The parts of `Results` that may be left out, in words."""


class HitAuthors(NamedTuple):
    """The authors of a column that was found."""

    names: tuple[tuple[str, tuple[StretchOfText, ...]], ...]
    """Each name, and the same in stretches, those marked that were looked for."""
    more: int
    """How many are left out."""


class Choices(NamedTuple):
    """A facet as a list of values to choose."""

    heading: str
    field: str
    values: tuple[Choice, ...]


@dataclass(frozen=True)
class SearchView:
    """The results of a search with every address that its page links to."""

    search: Search
    results: Results
    to: Addresses

    @property
    def is_empty(self) -> bool:
        """Whether nothing is looked for."""
        return is_empty(self.search)

    @property
    def lacks_word(self) -> bool:
        """Whether nothing can be found as comments are searched without a word."""
        return WORD_NEEDED in self.results.notes

    @property
    def ranked(self) -> str | None:
        """How many hits were ranked, in words; None where all were."""
        return only_ranked(self.results)

    @property
    def is_long(self) -> bool:
        """Whether what was typed is too long to stand in each of some eighty links."""
        return len(self.search.query) > LINKED

    @cached_property
    def has_words(self) -> bool:
        """Whether words are looked for, by which hits are ranked and which are marked in them."""
        return bool(parse(self.search.query).terms)

    @property
    def carried(self) -> str:
        """What was typed, to be marked in a column that is opened."""
        return self.search.query if self.has_words and not self.is_long else ""

    def at(self, form: str = "", **changed: object) -> str:
        """The address of the same search, some of its values changed."""
        return self.to.search(form, **parameters(self.search, **changed))

    def groups(self) -> list[list[Hit]]:
        """Hits with comments under their column, in the order in which the columns come first."""
        groups: dict[str, list[Hit]] = {}
        for hit in self.results.hits:
            groups.setdefault(hit.public_id, []).append(hit)
        return list(groups.values())

    def written_by(self, hits: Sequence[Hit]) -> HitAuthors:
        """The authors of the column of some hits, each a name by itself."""
        hit = next((one for one in hits if one.where == "column"), hits[0])
        marks, at = hit.author_marks if hit.where == "column" else (), 0
        names = []
        for name in hit.authors[:MOST_AUTHORS]:
            shown = shortened(name)
            within = [
                (max(0, start - at), min(len(shown), end - at))
                for start, end in marks
                if start < at + len(shown) and end > at
            ]
            names.append((name, tuple(pieces(shown, within))))
            at += len(name) + len(", ")
        return HitAuthors(tuple(names), len(hit.authors) - len(names))

    def chips(self) -> Iterator[Chip]:
        """The filters that hold."""
        names = self._labels()
        for name, held in FILTERS.items():
            for value in getattr(self.search, held):
                label = names.get((name, value), value)
                without = self.to.search(**without_value(self.search, name, value))
                yield Chip(KINDS[name], label, without)
        if self.search.since or self.search.until:
            without = self.at(since=None, until=None)
            span = span_in_words(self.search.since, self.search.until).removeprefix("of ")
            yield Chip("Published", span, without)
        if self.search.where != "both":
            only = "columns only" if self.search.where == "column" else "comments only"
            yield Chip("Searched", only, self.at(where="both"))

    def facets(self) -> Iterator[Choices]:
        """The facets that have something to choose from."""
        for facet in self.results.facets or ():
            if facet.field in FACETS and facet.values:
                yield Choices(HEADINGS[facet.field], facet.field, tuple(self._choices(facet)))

    def bars(self) -> tuple[Bar, ...]:
        """The picture of the hits by year."""
        return bars(self.results.years or ())

    def undated(self) -> int:
        """How many hits have no year."""
        return sum(one.count for one in self.results.years or () if one.year is None)

    def is_chosen(self, year: int) -> bool:
        """Whether a year lies within the days that are chosen."""
        since, until = self.search.since, self.search.until
        if since is None and until is None:
            return False
        return (since is None or since.year <= year) and (until is None or year <= until.year)

    def in_year(self, year: int) -> str:
        """The address of the same search in one year."""
        return self.at(since=date(year, 1, 1), until=date(year, 12, 31))

    def unfinished(self) -> list[str]:
        """What the time did not suffice for, in words."""
        return [PARTS[part] for part in self.results.unfinished]

    def last_page(self) -> int | None:
        """How many pages there are, or are at least; None where that is not known."""
        found = self.results.texts if self.search.fold else self.results.total
        if found is None:
            return None
        return max(-(-found // self.search.size), self.search.page + self.results.has_next)

    def _choices(self, facet: Facet) -> Iterator[Choice]:
        name = FACETS[facet.field]
        for value in facet.values:
            changed = (
                without_value(self.search, name, *value.chosen)
                if value.chosen
                else with_value(self.search, name, value.value)
            )
            address = self.to.search(**changed)
            yield Choice(value.label, value.count, bool(value.chosen), address)

    def _labels(self) -> dict[tuple[str, str], str]:
        return {
            (FACETS[facet.field], one): value.label
            for facet in self.results.facets or ()
            if facet.field in FACETS
            for value in facet.values
            for one in value.chosen
        }
