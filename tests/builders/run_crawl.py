"""The process in which a test crawls: it prints the summaries as JSON, or an error in one line."""

import json
import os
import sys
import warnings
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

from scrapy.exceptions import ScrapyDeprecationWarning

from archive.model.errors import DeskError
from crawler.config import desk_file
from crawler.config.outlet_files import load_outlets
from crawler.jobs.crawling import crawl

warnings.simplefilter("error", ScrapyDeprecationWarning)
# What a crawl loads when it starts, loaded here once for many crawls.
for module in (
    "crawler.spiders.columns",
    "crawler.fetch.middlewares",
    "crawler.fetch.pipelines",
    "crawler.fetch.recording_handler",
):
    import_module(module)


def run(
    folder: Path,
    slugs: Sequence[str],
    *,
    limit: int | None,
    code: str | None,
    environment: Mapping[str, str],
    output: Path,
    error: Path,
) -> None:
    """Ends the process with the crawl's exit code; its output is written to two files."""
    for path, stream in ((output, sys.stdout), (error, sys.stderr)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), stream.fileno())
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    if code is not None:
        exec(code, {})
    sys.exit(main(folder, slugs, limit=limit))


def main(folder: Path, slugs: Sequence[str], *, limit: int | None) -> int:
    outlets = load_outlets(folder, slugs)
    settings = desk_file.load(folder)
    try:
        summaries = crawl(folder, outlets, limit=limit, settings=settings)
    except DeskError as error:
        sys.stderr.write(f"Error: {error}\n")
        return 1
    json.dump([summary.as_dict() for summary in summaries], sys.stdout)
    return 1 if any(summary.failed for summary in summaries) else 0
