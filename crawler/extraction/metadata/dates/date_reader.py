"""Reads dates in one page's language, day order and zone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from crawler.extraction.metadata.dates.day_order import BY_NUMBERS
from crawler.extraction.text.dates import parse_date
from crawler.extraction.text.moments import PrintedDate
from crawler.extraction.text.number_order import month_first


@dataclass(slots=True)
class DateReader:
    """Reads dates as this page writes them."""

    language: str | None
    zone: tzinfo | None
    captured_at: datetime | None
    day_first: Callable[[], bool | None] | None = None
    """Whether the page's other dates have the day first, None if they do not tell; called once, at
    the first date that leaves the order open."""
    _by_numbers: str | None = None
    """The language whose order the page's numeric dates have."""
    _known: set[date] = field(default_factory=set)

    def know(self, dates: Iterable[PrintedDate]) -> None:
        """Takes note of days that the page has elsewhere, by which 3/4/2019 is read."""
        self._known.update(
            known.moment.date() for known in dates if known.precision not in ("month", "year")
        )

    def read(self, text: str) -> PrintedDate | None:
        """The first date in a short text, as `parse_date` reads it."""
        return parse_date(
            text,
            language=self._order() if BY_NUMBERS.search(text) else self.language,
            zone=self.zone,
            captured_at=self.captured_at,
            known=self._known,
        )

    def _order(self) -> str:
        """The page's language, or one with the order that its other dates have."""
        if self._by_numbers is None:
            day_first = self.day_first() if self.day_first is not None else None
            by_language = not month_first(self.language)
            swapped = day_first is not None and day_first != by_language
            told = "en-GB" if day_first else "en-US"
            self._by_numbers = told if swapped else self.language or ""
        return self._by_numbers
