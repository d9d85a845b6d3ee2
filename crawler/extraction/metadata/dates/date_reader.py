"""Reads dates in one page's language, day order and zone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from crawler.extraction.metadata.dates.day_order import BY_NUMBERS
from crawler.extraction.text.dates import PrintedDate, parse_date
from crawler.extraction.text.number_order import month_first


@dataclass(slots=True)
class DateReader:
    """Reads dates as this page writes them."""

    language: str | None
    zone: tzinfo | None
    captured_at: datetime | None
    day_first: Callable[[], bool] | None = None
    """Whether the page writes the day first although its language puts the month first; called
    once, at the first date that leaves the order open."""
    _asked: bool = False
    _known: set[date] = field(default_factory=set)

    def know(self, dates: Iterable[PrintedDate]) -> None:
        """Takes note of days that the page has elsewhere, by which 3/4/2019 is read."""
        self._known.update(
            known.moment.date() for known in dates if known.precision not in ("month", "year")
        )

    def read(self, text: str) -> PrintedDate | None:
        """The first date in a short text, as `parse_date` reads it."""
        open_order = not self._asked and self.day_first is not None and BY_NUMBERS.search(text)
        if open_order and self.day_first is not None and month_first(self.language):
            self._asked = True
            self.language = "en-GB" if self.day_first() else self.language
        return parse_date(
            text,
            language=self.language,
            zone=self.zone,
            captured_at=self.captured_at,
            known=self._known,
        )
