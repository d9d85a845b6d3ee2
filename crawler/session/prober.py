"""What a plan may ask of a site: one address after the other, each for one outlet.

The plans stand in `crawler.probing`, who answers them in `crawler.fetch`; neither needs the other.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from archive.model.records import Capture
from crawler.session.outlet_crawl import OutletCrawl
from crawler.session.seed_walk import Answer


class Unanswered(Exception):  # noqa: N818 - what is, not a fault of the program
    """An address gave no answer; the message is the reason a person reads."""


class Prober(Protocol):
    """Asks for addresses on behalf of one outlet at a time, and keeps count."""

    @property
    def asked(self) -> Sequence[str]:
        """Every address asked for, in order."""

    async def ask(self, crawl: OutletCrawl, url: str) -> Answer:
        """The answer of an address; Unanswered when there is none that may be read."""

    def held(self, url: str) -> Capture | None:
        """What an address answered before during this probe (a robots.txt, say)."""


ProbePlan = Callable[[Prober], Awaitable[None]]
"""What is to be found out; it ends when it has asked all it needs."""
