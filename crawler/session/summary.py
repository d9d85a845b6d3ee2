"""What a crawl of one outlet came to: outcomes counted, bad pages named, what needs attention.

Records only; they are filled in by `run` and shown by the command line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from archive.model.records import Outcome

BAD = frozenset((Outcome.FAILED, Outcome.UNREADABLE, Outcome.GATED, Outcome.REFUSED))
"""Outcomes whose pages are named, so that a person can look."""


@dataclass(frozen=True, slots=True)
class BadPage:
    """A page that gave no column, and why."""

    url: str
    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class LeftColumn:
    """A known column whose page was found out of scope for the first time."""

    url: str
    title: str | None


@dataclass(frozen=True, slots=True)
class SeedReport:
    """What one seed gave."""

    url: str
    yielded: int
    """Candidates it named; after a 304, those of the answer we hold."""
    new: int
    """Those of them that were not known before."""
    problem: str | None = None
    """What was wrong with its answer; None when it was good."""
    silent: bool = False
    """It used to yield, and now gave nothing at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One outlet's part of a crawl."""

    outlet: str
    """Its slug."""
    started_at: datetime
    """When the crawl began; earlier than the command when an unfinished one was continued."""
    continued: bool
    finish_reason: str
    """finished, limit, fault (of the program), silent (a site does not answer), not asked, shutdown
    (interrupted), or a cause."""
    outcomes: Mapping[Outcome, int]
    seeds: tuple[SeedReport, ...]
    bad: tuple[BadPage, ...]
    requests: int
    """Exchanges, with robots.txt, seeds, redirects and retries."""
    seconds: float
    left: tuple[LeftColumn, ...] = ()
    problem: str | None = None
    """Why the outlet failed, in one line; None when it did not."""
    columns_read: int = 0
    """Columns among the answers."""
    layout_failures: Mapping[str, int] = field(default_factory=dict)
    """Field to the columns on which the outlet's own selectors for it found nothing."""
    settled: Mapping[str, tuple[Outcome, str | None]] = field(default_factory=dict)
    """Outcome and reason of each address, when single ones were asked for."""

    @property
    def failed(self) -> bool:
        """Whether the outlet needs attention: the command then ends with 1."""
        return self.problem is not None

    def as_dict(self) -> dict[str, Any]:
        """The summary for JSON."""
        return {
            "outlet": self.outlet,
            "started_at": self.started_at.isoformat(),
            "continued": self.continued,
            "finish_reason": self.finish_reason,
            "outcomes": {kind.value: self.outcomes.get(kind, 0) for kind in Outcome},
            "seeds": [
                {
                    "url": seed.url,
                    "yielded": seed.yielded,
                    "new": seed.new,
                    "problem": seed.problem,
                    "silent": seed.silent,
                }
                for seed in self.seeds
            ],
            "bad": [
                {"url": page.url, "outcome": page.outcome.value, "reason": page.reason}
                for page in self.bad
            ],
            "left": [{"url": one.url, "title": one.title} for one in self.left],
            "requests": self.requests,
            "seconds": round(self.seconds, 3),
            "columns_read": self.columns_read,
            "layout_failures": dict(self.layout_failures),
            "failed": self.failed,
            "problem": self.problem,
        }
