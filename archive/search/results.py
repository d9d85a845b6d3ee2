"""What a search answers: hits of one page, counts, and what is to be said about them."""

from dataclasses import dataclass
from typing import Literal

from archive.search.snippets import Marks, Snippet

FacetField = Literal["outlet", "year", "author", "section", "language"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One column, or one comment under it, that matches."""

    public_id: str
    """Of the column, also when the hit is a comment under it: by it comments are grouped."""
    comment: str | None = None
    """Of a comment, its key among those of its column; None of a column."""
    title: str | None
    """Of the column, also when the hit is a comment."""
    title_marks: Marks
    outlet: str
    outlet_name: str
    section: str | None
    language: str | None
    """Of the column; the snippet of a comment need not be in it."""
    published: str | None
    """Of the column or the comment, as far as the page gave it; else a comment has its column's."""
    column_published: str | None
    """Of the column, also when the hit is a comment."""
    url: str | None
    where: Literal["column", "comments"]
    author: str | None
    """Who wrote it: the authors of a column, one after another, or its byline; a comment's name."""
    author_marks: Marks
    authors: tuple[str, ...]
    """Of the column, also when the hit is a comment; none where it has only a byline."""
    snippet: Snippet
    in_caption: bool = False
    """Whether the snippet is what stands below a picture of the column."""
    score: float
    """The higher the better; zero where the order is by date."""
    copies: int = 0
    """How many other columns have this text or much of it; zero when hits are not folded."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value that columns have in a field, and how many of the places found have it."""

    value: str
    """What a filter takes: a slug, a year, a name, a section, a code of a language."""
    label: str
    """What a reader calls it."""
    count: int
    """Places, so that copies of one text count each."""
    chosen: tuple[str, ...] = ()
    """The filters that choose it, as they were asked for, in whatever spelling."""


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one field that the places found have: the most frequent, the most first.

    Values that are chosen as filters stand among them whatever their count.
    """

    field: FacetField
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class YearCount:
    """How many places of one year were found; `year` None for those without a date."""

    year: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Sample:
    """That counts of facets are estimates, made from so many of all the places found."""

    looked_at: int
    total: int


@dataclass(frozen=True, slots=True)
class Beginnings:
    """A query for words that begin as those do that were looked for, and how many places it finds.

    As in `ferr*` for `ferr`, or, where that finds nothing, for `ferries`.
    """

    query: str
    total: int


@dataclass(frozen=True, slots=True)
class WordAlone:
    """A word or phrase of a search, and how many places it is found in by itself."""

    query: str
    total: int
    shorter: Beginnings | None
    """Of a word that is nowhere, a shorter beginning that finds something, as `ferr*` of `ferries`;
    None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The hits of one page of a search, and what was found in all."""

    total: int
    """Places: columns and comments that match."""
    texts: int | None = None
    """Matches when columns that are one text count once; None when hits are not folded, and of so
    many columns that counting would take as long as ranking."""
    comments: int = 0
    """How many of these are comments."""
    ranked: int
    """How many of them were ranked; `total` unless there were too many columns, of which the newest
    are ranked then, or too many comments, of which those that were stored last."""
    ranked_comments: int = 0
    """How many of those ranked are comments."""
    hits: tuple[Hit, ...]
    page: int
    has_next: bool
    """Whether another page follows."""
    query: str
    """What was typed as it was read; typed again it is read the same."""
    understood: str
    """What was looked for, filters included, in plain words."""
    notes: tuple[str, ...] = ()
    """What was passed over or could not be done: a plain sentence each."""
    undated: int | None = None
    """Places that match but for the days asked for, as they have no date; None without such."""
    less_exact: int | None = None
    """Places that may be of the days and are left out, as only a year or month of them is known."""
    facets: tuple[Facet, ...] | None = None
    """None when they were not asked for, or left out."""
    years: tuple[YearCount, ...] | None = None
    """Oldest first, years without any left out; None as facets are."""
    sampled: Sample | None = None
    """None where counts of facets are exact."""
    beginnings: Beginnings | None = None
    """What to ask where nothing was found; None otherwise, and where that finds nothing either."""
    alone: tuple[WordAlone, ...] = ()
    """Where nothing was found, the first words each by itself: under the filters that were clicked,
    without `outlet:`, `lang:`, `before:` and `after:`."""
    unfinished: tuple[str, ...] = ()
    """What is left out as the time was over, by name: `hits`, `texts`, `undated`,
    `beginnings` with `alone`, `facets` with `years`; with `total` among them nothing is known, not
    even that."""
