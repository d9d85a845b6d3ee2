"""Columns and comments that hold what was asked for: a page of them, how many there are, and which.

What matters most comes first: the number of matches and the page, then how many texts they are, the
facets, the years. A part whose time is over is left out and named.
"""

from contextlib import ExitStack
from dataclasses import dataclass, field

from archive.db import found, full_text
from archive.db.connection import faults_explained
from archive.db.full_text import IndexQuery
from archive.db.one_state import one_state
from archive.db.sqlite import Database
from archive.db.time_limits import left_out_when_interrupted
from archive.folder.open_archive import OpenArchive
from archive.search import asked, facets, wording
from archive.search.beginnings import beginnings, mended, words_alone
from archive.search.hits import hit
from archive.search.listing import RANKED_WHOLE, Listing, Matches
from archive.search.parts import wanted_terms
from archive.search.question import Question, question
from archive.search.request import Search
from archive.search.results import Beginnings, Facet, Hit, Results, Sample, WordAlone, YearCount
from archive.search.terms import Term

MOST_PAGES = 10**9
"""A page behind it has nothing either."""
SAMPLED_OF_ALL = 20_000
"""Rows that would be sampled if all of the archive matched; for facets enough from a tenth on."""
NOTHING = Matches(IndexQuery("column", ""), 0)


def search(archive: OpenArchive, wanted: Search, *, facets: bool = False) -> Results:
    """The page that is asked for, with counts; with `facets` also those of facets and years.

    Whatever is typed is read somehow. Statements may be interrupted when the time is over: what is
    left out then is named. All of it is read from one state of the archive.
    """
    run = SearchRun(archive.db, wanted, sampling=facets)
    parts = {
        "hits": run.find,
        "texts": run.count_texts,
        "undated": run.count_undated,
        "beginnings": run.count_beginnings,
        **({"facets": run.count_facets} if facets else {}),
    }
    with faults_explained(archive.folder), ExitStack() as state:
        with left_out_when_interrupted("total", run.unfinished):
            state.enter_context(one_state(archive.db.conn))
            run.count()
        if "total" in run.unfinished:  # without it nothing else is known
            run.unfinished += [name for name in ("hits", "facets") if name in parts]
            return run.results()
        for name, part in parts.items():
            with left_out_when_interrupted(name, run.unfinished):
                part()
    return run.results()


@dataclass
class SearchRun:
    """One search, part by part."""

    db: Database
    wanted: Search
    sampling: bool = False
    """Whether facets will be counted, of which many matches are sampled as they are counted."""
    question: Question | None = None
    """None until it is put."""
    columns: Matches = NOTHING
    comments: Matches = NOTHING
    hits: tuple[Hit, ...] = ()
    ranked: int = 0
    ranked_comments: int = 0
    has_next: bool = False
    texts: int | None = None
    undated: int | None = None
    less_exact: int | None = None
    facets: tuple[Facet, ...] | None = None
    years: tuple[YearCount, ...] | None = None
    sampled: Sample | None = None
    beginnings: Beginnings | None = None
    alone: tuple[WordAlone, ...] = ()
    unfinished: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Places that match."""
        return self.columns.count + self.comments.count

    @property
    def page(self) -> int:
        """The page that is asked for, or the first."""
        return min(max(1, self.wanted.page), MOST_PAGES)

    def count(self) -> None:
        """Read what is asked, and count what matches; nothing is known before all is counted."""
        self.question = asking = question(self.db, self.wanted)
        columns = self.matches(asked.of_columns(self.db, asking))
        comments = self.matches(asked.of_comments_of(self.db, asking))
        self.columns, self.comments = columns, comments
        self.ranked, self.ranked_comments = self.total, comments.count

    def find(self) -> None:
        """Read the page."""
        size, asking = max(0, self.wanted.size), self.question
        if not (size and self.total and asking):
            return
        terms = terms_of(asking)
        has_score = any(term.field in (None, "title") for term in terms)  # others are conditions
        order = self.wanted.order if has_score else "newest"
        listing = Listing(
            self.db,
            self.columns,
            self.comments,
            order,
            self.wanted.fold,
            days=(asking.since, asking.until),
            beside_days=asked.beside_days(asking),
        )
        page = listing.page((self.page - 1) * size, size)
        if order == "relevance":
            self.ranked, self.ranked_comments = page.ranked, page.ranked_comments
        self.has_next = page.has_next
        self.hits = tuple(hit(self.db, one, terms) for one in page.shown)

    def matches(self, query: IndexQuery | None) -> Matches:
        """What matches in one index; nothing where it is not asked.

        Rows that are chosen by more than the index knows are chosen, and scored, once, if they are
        not too many.
        """
        if query is None:
            return NOTHING
        if query.sql:
            scores = full_text.scores(self.db, query, limit=RANKED_WHOLE + 1)
            if len(scores) <= RANKED_WHOLE:
                only = query.only([row for _, row in scores])
                return Matches(only, len(scores), scores=scores)
        if not self.sampling:
            return Matches(query, full_text.count(self.db, query))
        rows = sum(full_text.last_row(self.db, place) for place in full_text.INDEX)
        count, sample = full_text.count_and_sample(self.db, query, SAMPLED_OF_ALL / max(1, rows))
        return Matches(query, count, sample=sample)

    def count_texts(self) -> None:
        """Count what matches with columns that are one text once, unless there are too many."""
        if self.wanted.fold and self.columns.count <= RANKED_WHOLE:
            again = found.count_repeated(self.db, self.columns.query) if self.columns.count else 0
            self.texts = self.total - again

    def count_undated(self) -> None:
        """Count the columns that match but for the days, as their dates do not tell the day."""
        asking = self.question
        if asking and asking.dated and asking.where != "comments":
            self.undated = full_text.count(self.db, asked.of_undated(self.db, asking))
            less_exact = asked.of_less_exact(self.db, asking)
            self.less_exact = full_text.count(self.db, less_exact) if less_exact else 0

    def count_beginnings(self) -> None:
        """Count what words that begin so, and each word alone, would find, where nothing was."""
        if self.question and self.wanted.size and not self.total:
            self.beginnings = begun = beginnings(self.db, self.wanted, self.question)
            several = len(set(terms_of(self.question))) > 1
            alone = () if begun and not several else words_alone(self.db, self.wanted)
            self.beginnings = begun = begun or mended(self.db, self.wanted, alone)
            self.alone = () if begun and not several else alone

    def count_facets(self) -> None:
        """Count by outlet, year, author, section and language."""
        looked = facets.look_at(self.db, (self.columns, self.comments))
        self.years = facets.years(looked)
        self.facets = facets.facets(self.db, looked, self.wanted)
        self.sampled = looked.sample

    def results(self) -> Results:
        """What was found, as far as the time sufficed."""
        asking = self.question
        understood = wording.in_words(asking) if asking else ""
        return Results(
            total=self.total,
            texts=self.texts,
            comments=self.comments.count,
            ranked=self.ranked,
            ranked_comments=self.ranked_comments,
            hits=self.hits,
            page=self.page,
            has_next=self.has_next,
            query=asking.query if asking else "",
            understood=wording.with_left_out(understood, self.undated, self.less_exact),
            notes=asking.notes if asking else (),
            undated=self.undated,
            less_exact=self.less_exact,
            facets=self.facets,
            years=self.years,
            sampled=self.sampled,
            beginnings=self.beginnings,
            alone=self.alone,
            unfinished=tuple(self.unfinished),
        )


def terms_of(asking: Question | None) -> tuple[Term, ...]:
    """Every word and phrase that a hit may contain."""
    return tuple(wanted_terms(asking.part)) if asking and asking.part else ()
