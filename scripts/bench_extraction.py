"""What each stage of the extractor costs: milliseconds of CPU per page, and its share.

    python -m scripts.bench_extraction --corpus DIR            # every tenth page
    python -m scripts.bench_extraction --corpus DIR --every 1

A stage's time is its own, without that of stages inside it; `rest` is what none of them names. Each
page is read several times and its quickest reading counts, since other work on the machine only
ever adds.
"""

import argparse
import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import wraps
from pathlib import Path
from typing import Any
from unittest import mock

from rich.console import Console
from rich.table import Table

from crawler import extraction
from crawler.extraction.body import body, classifier
from crawler.extraction.markup import page
from scripts.corpus import read_records

WHOLE = "rest"
STAGES: tuple[tuple[str, object, str], ...] = (
    ("decode", page, "as_utf8"),
    ("parse", page, "elements_of"),
    ("lists of the tree", extraction, "parse"),
    ("index", extraction, "index_page"),
    ("discussion", extraction, "find_discussion"),
    ("furniture", extraction, "find_furniture"),
    ("fields", extraction, "read_fields"),
    ("segments", body, "segment_page"),
    ("features", body, "segment_features"),
    ("body", extraction, "select_body"),
    ("page kind", extraction, "page_kind"),
    ("chrome", extraction, "chrome_of"),
    ("next page", extraction, "find_next_page"),
    (WHOLE, extraction, "extract_article"),
)
"""Stages in the order they run, with the place each is called from. The model is timed apart."""
ROUNDS = 3
"""Readings of each page."""
WARM_UP = 20
"""Pages read before any counts: the model and the tables of words are made on first use."""


class Clock:
    """CPU seconds by stage; a stage that runs inside another counts for itself alone."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._inner = [0.0]

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, with what it takes by itself put down to a stage."""

        @wraps(function)
        def run(*args: object, **named: object) -> object:
            self._inner.append(0.0)
            before = time.process_time()
            try:
                return function(*args, **named)
            finally:
                whole = time.process_time() - before
                net = whole - self._inner.pop()
                self._inner[-1] += whole
                self.spent[stage] = self.spent.get(stage, 0.0) + net

        return run


@contextmanager
def stages_timed(clock: Clock) -> Iterator[None]:
    """Within it, every stage of the extractor puts its time down."""
    with ExitStack() as patches:
        for stage, place, name in STAGES:
            timed = clock.timed(stage, getattr(place, name))
            patches.enter_context(mock.patch.object(place, name, timed))
        weighing = clock.timed("model", classifier.load())
        patches.enter_context(mock.patch.object(classifier, "load", return_value=weighing))
        yield


def costs(pages: Sequence[tuple[bytes, str]], *, rounds: int = ROUNDS) -> dict[str, float]:
    """Milliseconds per page by stage, in the order the stages run."""
    for html, url in pages[:WARM_UP]:
        extraction.extract_article(html, url)
    total: dict[str, float] = {}
    for html, url in pages:
        readings = []
        for _ in range(rounds):
            clock = Clock()
            gc.collect(0)
            with stages_timed(clock):
                extraction.extract_article(html, url)
            readings.append(clock.spent)
        quickest = min(readings, key=lambda spent: sum(spent.values()))
        for stage, seconds in quickest.items():
            total[stage] = total.get(stage, 0.0) + seconds
    order = [stage for stage, _, _ in STAGES]
    order.insert(order.index("body"), "model")
    return {stage: total[stage] / len(pages) * 1000 for stage in order if stage in total}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.bench_extraction", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--corpus", type=Path, required=True, metavar="DIR")
    parser.add_argument("--every", type=int, default=10, metavar="N", help="every Nth page (10)")
    chosen = parser.parse_args(arguments)
    pages = [(record.html, record.url) for record in read_records(chosen.corpus)][:: chosen.every]
    if not pages:
        parser.error(f"{chosen.corpus}: no *.jsonl.gz with pages in it")
    spent = costs(pages)
    whole = sum(spent.values())
    kilobytes = sum(len(html) for html, _ in pages) / len(pages) / 1000
    table = Table(title=f"{len(pages)} pages of {kilobytes:.0f} KB on average")
    table.add_column("stage")
    table.add_column("ms per page", justify="right")
    table.add_column("share", justify="right")
    for stage, milliseconds in spent.items():
        table.add_row(stage, f"{milliseconds:.2f}", f"{milliseconds / whole:.0%}")
    table.add_section()
    table.add_row("all", f"{whole:.2f}", "100%")
    Console().print(table)


if __name__ == "__main__":
    main()
