"""What is found by outlet, year, author, section and language, counted in one pass.

Counts are of places: columns, with copies of one text each, and comments, which count for the
outlet, authors, section and language of their column and for the year of their own date. Of very
many a sample is looked at, spread evenly over the archive, and its counts are scaled.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from heapq import nlargest
from operator import itemgetter
from typing import NamedTuple

from archive.db import found, outlets
from archive.db.found import CountedFacts
from archive.db.sqlite import Database
from archive.search.listing import Matches
from archive.search.request import Search
from archive.search.results import Facet, FacetField, FacetValue, Sample, YearCount
from archive.text.index_marks import author_mark, section_mark
from archive.text.language_names import name_of

FACETED_WHOLE = 5_000
"""Matches of both indexes; to look at one takes about 2 µs, and as long for its authors."""
FACETED_SAMPLE = 2_000
"""Matches that are looked at where there are more; a tenth of them is then told to within 1.3 %
(19 times of 20)."""
VALUES = 12
"""Values of a facet, besides those that are chosen."""
MERGED = 300
"""Spellings of a field that are compared with each other, the most frequent ones."""


class Looked(NamedTuple):
    """What was looked at of all that was found."""

    facts: list[CountedFacts]
    authors: Counter[str]
    found: int

    @property
    def scale(self) -> float:
        """Of how many places one of those looked at stands for."""
        return self.found / len(self.facts) if self.facts else 1.0

    @property
    def sample(self) -> Sample | None:
        """What is to be said of the counts; None where all was looked at."""
        seen = len(self.facts)
        return None if seen == self.found else Sample(looked_at=seen, total=self.found)

    def scaled(self, count: int) -> int:
        """How many places there are, by the number of those that were looked at."""
        return round(count * self.scale)


def look_at(db: Database, matches: Sequence[Matches]) -> Looked:
    """The facts of all that matches, or of a sample of it."""
    total = sum(one.count for one in matches)
    share = FACETED_SAMPLE / total if total > FACETED_WHOLE else 1.0
    facts = [
        fact
        for one in matches
        if one.count
        for fact in found.facts(db, one.query.place, one.some(db, share))
    ]
    return Looked(facts, Counter(found.authors(db, [fact[0] for fact in facts])), total)


def facets(db: Database, looked: Looked, wanted: Search) -> tuple[Facet, ...]:
    """The most frequent values of each field, and the chosen ones."""
    names = {row: (slug, name) for row, slug, name in outlets.named(db)}
    slugs = dict(names.values())
    by_outlet, by_year, by_language, by_section = (
        Counter(map(itemgetter(at), looked.facts)) for at in range(1, 5)
    )
    chosen_years = sorted({str(day.year) for day in (wanted.since, wanted.until) if day})

    def today(slug: str) -> str:
        return slug if slug in slugs else outlets.slug_asked(db, slug) or slug

    return (
        facet("outlet", {names[row][0]: n for row, n in by_outlet.items()}, looked,
              wanted.outlets, labels=slugs.get, same=today),
        facet("year", known(by_year), looked, chosen_years),
        facet("author", merged(looked.authors, author_mark, wanted.authors), looked,
              wanted.authors, same=author_mark),
        facet("section", merged(known(by_section), section_mark, wanted.sections), looked,
              wanted.sections, same=section_mark),
        facet("language", by_base(by_language, wanted.languages), looked, wanted.languages,
              labels=name_of, same=whole_code),
    )  # fmt: skip


def facet(
    field: FacetField,
    counts: Mapping[str, int],
    looked: Looked,
    chosen: Sequence[str],
    *,
    labels: Callable[[str], str | None] = str,
    same: Callable[[str], str] = str,
) -> Facet:
    """The values of one field; of equal counts by their labels.

    What is chosen stands in the spelling that is counted: both are `same`.
    """
    label = {value: labels(value) or value for value in counts}
    ranked = sorted(counts, key=lambda value: (-counts[value], label[value]))
    spelt = {same(value): value for value in counts} if chosen else {}
    asked: dict[str, list[str]] = {}
    for one in chosen:
        asked.setdefault(spelt.setdefault(same(one), one), []).append(one)
    shown = dict.fromkeys([*ranked[:VALUES], *asked])
    return Facet(
        field,
        tuple(
            FacetValue(
                value,
                labels(value) or value,
                looked.scaled(counts.get(value, 0)),
                tuple(asked.get(value, ())),
            )
            for value in shown
        ),
    )


def merged(
    counts: Mapping[str, int], mark: Callable[[str], str], chosen: Sequence[str]
) -> dict[str, int]:
    """Counts of values that the index takes for one, under the spelling that is most frequent."""
    if len(counts) > MERGED and not chosen:
        counts = dict(nlargest(MERGED, counts.items(), key=itemgetter(1)))
    spelt: dict[str, str] = {}
    together: dict[str, int] = {}
    for value, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        shown = spelt.setdefault(mark(value), value)
        together[shown] = together.get(shown, 0) + count
    return together


def known(counts: Mapping[str | None, int]) -> dict[str, int]:
    """Counts without that of columns of which it is not known."""
    return {value: count for value, count in counts.items() if value}


def by_base(counts: Mapping[str | None, int], chosen: Sequence[str]) -> dict[str, int]:
    """Counts of languages without their regions, and of the regions that are chosen."""
    regions = {code for code in map(whole_code, chosen) if "-" in code}
    together: dict[str, int] = {}
    for stored, count in known(counts).items():
        code = whole_code(stored)
        for one in {code.partition("-")[0], *regions.intersection([code])}:
            together[one] = together.get(one, 0) + count
    return together


def whole_code(code: str) -> str:
    """A code of a language as codes are compared."""
    return code.strip().replace("_", "-").lower()


def years(looked: Looked) -> tuple[YearCount, ...]:
    """How many places there are of each year, the oldest first, those without a date last."""
    counts = Counter(year for _, _, year, _, _ in looked.facts)
    dated = [YearCount(int(year), looked.scaled(n)) for year, n in sorted(known(counts).items())]
    undated = [YearCount(None, looked.scaled(counts[None]))] if counts[None] else []
    return (*dated, *undated)
