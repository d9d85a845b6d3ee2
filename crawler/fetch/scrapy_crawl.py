"""What `scrapy crawl` needs around its spider: a run to carry out, summaries, an exit code.

`desk crawl` has all three from `crawler.jobs.crawling` and its verb.
"""

import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

from scrapy import signals

from archive.model.errors import DeskError
from crawler.fetch.scrapy_internals import fail_command
from crawler.session.opening import running_here
from crawler.session.run import Run
from crawler.terminal.summaries import show_summaries

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


def run_of_scrapy_crawl(
    crawler: "Crawler", *, outlet: str = "", limit: str | None = None, **_: str
) -> Run:
    """A run for `scrapy crawl`; when Scrapy ends it is closed, shown, and decides the exit code."""
    slugs = [slug.strip() for slug in outlet.split(",") if slug.strip()]
    most = int(limit) if limit else None
    opened = ExitStack()
    try:
        run = opened.enter_context(running_here(slugs, limit=most))
    except DeskError as error:
        sys.exit(f"Error: {error}")

    def engine_stopped() -> None:
        try:
            with opened:
                summaries = run.finish()
        except DeskError as fault:
            sys.stderr.write(f"Error: {fault}\n")
            failed = True
        else:
            show_summaries(summaries, quiet=False)
            failed = any(summary.failed for summary in summaries)
        if failed:
            fail_command(crawler)

    crawler.signals.connect(engine_stopped, signals.engine_stopped, weak=False)
    return run
