"""What is asked of a site while its outlet file is drafted: pages, and whether they are columns."""

from dataclasses import dataclass, field

from archive.model.records import Article, Capture
from archive.text.sizes import text_size
from crawler.extraction.markup.page import Page, parse
from crawler.intake import intake
from crawler.session.outlet_crawl import OutletCrawl
from crawler.session.prober import Prober, Unanswered
from crawler.urls.normalising import normalise

LEAST_TEXT = 200
"""Size of a text that is a column whatever else the page says; a section page whose first
teaser is taken for its text has fewer."""
LEAST_DATED_TEXT = 120
"""Size of one that has a date: a short note."""

ARCHIVE_CLASSES = frozenset(("archive", "category", "tag", "blog", "home"))
"""Of WordPress's `body_class()` (developer.wordpress.org/reference/functions/get_body_class)."""


@dataclass(slots=True, kw_only=True)
class SiteReader:
    """Pages of one site, each asked once."""

    prober: Prober
    crawl: OutletCrawl
    refusals: dict[str, str] = field(default_factory=dict)
    """Address to why it gave no answer."""

    async def answer(self, url: str) -> Capture | None:
        """The answer of an address; None when there is none, and `refusals` says why."""
        held = self.prober.held(url)
        if held is not None:
            return held
        if url in self.refusals:
            return None
        try:
            return (await self.prober.ask(self.crawl, url)).capture
        except Unanswered as seen:
            self.refusals[url] = str(seen)
            return None

    async def page(self, url: str) -> Page | None:
        """The page at an address; None when there is none."""
        capture = await self.answer(url)
        if capture is None or not capture.body.strip():
            return None
        return parse(capture.body, normalise(capture.url))

    async def column(self, url: str) -> Article | None:
        """The column at an address; None when none can be read there."""
        capture = await self.answer(url)
        if capture is None or is_archive_page(parse(capture.body, normalise(capture.url))):
            return None
        reading = intake.read(capture, self.crawl.outlet)
        return reading.article if reading.outcome is None and is_column(reading.article) else None

    async def is_column(self, url: str) -> bool:
        """Whether a column can be read at an address."""
        return await self.column(url) is not None


def is_archive_page(page: Page) -> bool:
    """Whether WordPress says of a page, in the classes of its body, that it lists posts."""
    classes = {
        name for body in page.root.iter("body") for name in (body.get("class") or "").split()
    }
    return not ARCHIVE_CLASSES.isdisjoint(classes) and "single" not in classes


def is_column(article: Article | None) -> bool:
    """Whether what was read of a page is a column, and not the first lines of a section page."""
    if article is None:
        return False
    least = LEAST_TEXT if article.published is None else LEAST_DATED_TEXT
    return text_size(article.body) >= least
