"""The two item pipelines: separate the column from what stands around it, then keep it.

Each is one call into `intake`, which has the decisions; Scrapy's part is to call them in order.
"""

from dataclasses import dataclass

from archive.frontier.visits import DueVisit
from archive.model.errors import DeskError
from crawler.intake import intake
from crawler.intake.multi_page_visit import MultiPageVisit
from crawler.session.outlet_crawl import OutletCrawl
from crawler.session.seed_walk import Answer


@dataclass(slots=True)
class Visited:
    """A visit that was answered, on its way to an outcome."""

    crawl: OutletCrawl
    visit: DueVisit
    answer: Answer
    column_visit: MultiPageVisit
    reading: intake.Reading | None = None


class SeparateColumn:
    """Reads the page with its parts: column, reader comments and chrome separated."""

    def process_item(self, item: Visited) -> Visited:
        try:
            item.reading = item.column_visit.reading()
            if item.column_visit.fault is not None:
                item.crawl.note_fault(item.column_visit.fault)
        except Exception as fault:
            item.crawl.give_up(fault)
        return item


class ArchiveColumn:
    """Keeps what was read, and writes down what came of the visit."""

    def process_item(self, item: Visited) -> Visited:
        crawl, reading = item.crawl, item.reading
        if reading is None or crawl.over or crawl.run.fault is not None:
            return item
        try:
            crawl.take(item.visit, item.answer, reading)
        except DeskError as fault:
            crawl.run.stop(fault)
        except Exception as fault:
            crawl.give_up(fault)
        return item
