"""What runs in a process that is forked from one that has loaded Scrapy and the crawler."""

import json
import os
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from scrapy.exceptions import ScrapyDeprecationWarning

from archive.model.errors import DeskError
from crawler.cli.desk import main
from crawler.config import desk_file
from crawler.config.outlet_files import load_outlets
from crawler.jobs.crawling import crawl

warnings.simplefilter("error", ScrapyDeprecationWarning)


def run(
    work: Callable[..., int],
    *arguments: object,
    folder: Path,
    code: str | None,
    environment: Mapping[str, str],
    output: Path,
    error: Path,
) -> None:
    """Ends the process with what the work returns; its output is written to two files."""
    for path, stream in ((output, sys.stdout), (error, sys.stderr)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), stream.fileno())
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    if code is not None:
        exec(code, {})
    sys.exit(work(*arguments))


def crawl_outlets(folder: Path, slugs: Sequence[str], limit: int | None) -> int:
    """The exit code of a crawl, whose summaries are printed as JSON."""
    outlets = load_outlets(folder, slugs)
    settings = desk_file.load(folder)
    try:
        summaries = crawl(folder, outlets, limit=limit, settings=settings)
    except DeskError as error:
        sys.stderr.write(f"Error: {error}\n")
        return 1
    json.dump([summary.as_dict() for summary in summaries], sys.stdout)
    return 1 if any(summary.failed for summary in summaries) else 0


def desk(*words: str) -> int:
    """Ends in the exit code of a verb."""
    main(words, prog_name="desk")
    return 0  # not reached: click ends the process
