"""What is asked of a search: one value for `desk search`, the page, its data and its feed."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Where = Literal["column", "comments", "both"]
Order = Literal["relevance", "newest"]
Day = date | None
Span = tuple[Day, Day]
"""The first and the last day, included; None where it is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """One page of what is looked for: words as typed, filters as clicked.

    Several filters of one kind mean any of them; all kinds must hold. Filters alone browse the
    archive, newest first; without words and filters nothing is looked for.
    """

    query: str = ""
    """As typed: words, phrases, operators, and the fields that `archive.search.query` tells."""
    outlets: tuple[str, ...] = ()
    """Slugs."""
    authors: tuple[str, ...] = ()
    """Whole names, as columns have them."""
    sections: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    """Codes, as columns have them."""
    since: date | None = None
    """The first day, as printed."""
    until: date | None = None
    """The last day, as printed; it is included."""
    where: Where = "both"
    order: Order = "relevance"
    fold: bool = True
    """Whether columns that are one text are one hit."""
    page: int = 1
    """From one; a smaller number is page one."""
    size: int = 20
    """Hits of a page; with zero there is only a count."""
