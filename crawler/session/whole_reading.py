"""When a seed was last read to its end, and what has kept crawls from doing so. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from archive.frontier.revisits import FAULTS_AT_ONCE
from archive.model.times import moment, moment_text

WHOLE_AT = "whole_at"
"""Key of a seed's memory: when it was last read to its end, or as far as its `limit` allows."""
CUT_SHORT = "cut_short"
"""Key of a seed's memory: how many crawls in a row could not read it to its end, and why."""
WHOLE_AGAIN = timedelta(days=6)
"""After which a seed is read to its end again: what it names otherwise or no longer is seen within
a week."""


def time_in(memory: Mapping[str, Any], key: str) -> datetime | None:
    """A time that an earlier walk wrote down; None when there is none."""
    written = memory.get(key)
    return moment(written) if isinstance(written, str) else None


@dataclass(frozen=True, slots=True)
class WholeReading:
    """What is remembered of a seed's readings to its end."""

    at: datetime | None = None
    """When it was last read as far as may be, or as far as it answers; None: read it now."""
    cut_short: int = 0
    """Crawls in a row that a page kept from its end."""
    why: str | None = None
    """What that page answered the last time."""

    @classmethod
    def of(cls, memory: Mapping[str, Any]) -> Self:
        """What a seed's memory has of it."""
        cut_short = memory.get(CUT_SHORT, {})
        return cls(time_in(memory, WHOLE_AT), cut_short.get("times", 0), cut_short.get("why"))

    def memory(self) -> dict[str, Any]:
        """What is to be remembered of it."""
        told: dict[str, Any] = {} if self.at is None else {WHOLE_AT: moment_text(self.at)}
        if self.cut_short:
            told[CUT_SHORT] = {"times": self.cut_short, "why": self.why}
        return told

    def after(self, *, now: datetime, cut_short: str | None) -> "WholeReading":
        """What is to be remembered after one more that `cut_short` kept from the end, if anything.

        The next crawls try again at once; a page that fails again and again is then asked as often
        as a seed is read to its end.
        """
        if cut_short is None:
            return WholeReading(now)
        times = self.cut_short + 1
        return WholeReading(now if times >= FAULTS_AT_ONCE else None, times, cut_short)

    def is_lately(self, now: datetime) -> bool:
        """Whether it was read lately."""
        return self.at is not None and now - self.at < WHOLE_AGAIN

    @property
    def lasting_fault(self) -> str | None:
        """What kept several crawls in a row from its end, in words."""
        if self.cut_short < FAULTS_AT_ONCE:
            return None
        return f"not read to its end in {self.cut_short} crawls: {self.why}"
