"""Crawls outlets of a working folder and prints the summaries as JSON; a process of its own.

python -m tests.builders.run_crawl FOLDER [--limit N] [SLUG…]
"""

import argparse
import json
import sys
import warnings
from pathlib import Path

from scrapy.exceptions import ScrapyDeprecationWarning

from archive.model.errors import DeskError
from crawler.config import desk_file
from crawler.config.outlets import load_outlets
from crawler.jobs.crawling import crawl


def main() -> int:
    warnings.simplefilter("error", ScrapyDeprecationWarning)
    told = argparse.ArgumentParser()
    told.add_argument("folder", type=Path)
    told.add_argument("slugs", nargs="*")
    told.add_argument("--limit", type=int)
    args = told.parse_args()
    outlets = load_outlets(args.folder, args.slugs)
    settings = desk_file.load(args.folder)
    try:
        summaries = crawl(args.folder, outlets, limit=args.limit, settings=settings)
    except DeskError as error:
        sys.stderr.write(f"Error: {error}\n")
        return 1
    json.dump([summary.as_dict() for summary in summaries], sys.stdout)
    return 1 if any(summary.failed for summary in summaries) else 0


if __name__ == "__main__":
    sys.exit(main())
