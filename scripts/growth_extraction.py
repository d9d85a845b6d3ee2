"""How the extractor's time grows with the page: real pages made longer, and input made to hurt.

    python -m scripts.growth_extraction                  # invented pages
    python -m scripts.growth_extraction --corpus DIR     # pages of the corpus too

Each page's body is repeated 1, 10 and 100 times, each bad input is made at a tenth and at its full
size. Time may grow with the size and no faster: where the seconds per megabyte of the largest are
more than `GROWTH` times those of the one before, or more than a second, the row is marked, and the
exit code is 1.
"""

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from crawler.extraction import extract_article
from scripts.bad_input import BAD_INPUT
from scripts.corpus import read_records

Extract = Callable[[bytes, str], Any]
Make = Callable[[int], bytes]

TIMES = (1, 10, 100)
GROWTH = 2.5
"""Linear time stays near 1, n log n below 1.5, and what grows as a square shows 10. Between lie
caches that a large tree no longer fits in."""
TOO_QUICK = 0.05
"""Seconds below which a time says nothing of growth."""
SECONDS_PER_MEGABYTE = 1.0
LARGEST = 50_000_000
"""Bytes of the longest page made of the corpus: more would measure the memory."""
URL = "https://growth.example/2019/05/a-column"

MARKS = {
    "prose": re.compile(rb"<p[\s>]"),
    "comments": re.compile(rb"""(?:class|id)=["']?comment[-\s"']""", re.IGNORECASE),
    "tables": re.compile(rb"<td[\s>]", re.IGNORECASE),
    "links": re.compile(rb"<a\s", re.IGNORECASE),
}
"""What a page of each kind has most of: for its size the most of the corpus."""
USUAL = range(20_000, 300_000)
"""Bytes of the pages looked at."""
BODY = re.compile(rb"(.*<body[^>]*>)(.*)(</body>.*)", re.DOTALL | re.IGNORECASE)

SENTENCE = (
    "The harbour commission met on Tuesday and put off what it had met for, as it always does. "
)
INVENTED: Mapping[str, str] = {
    "prose": f"<p>{SENTENCE * 4}</p><h2>What follows</h2><p>{SENTENCE * 2}</p>" * 10,
    "comments": "<ol class='comment-list'>"
    + "<li id='comment-7' class='comment depth-1'><div class='comment-author'><cite class='fn'>"
    "A reader</cite></div><div class='comment-meta'>May 4, 2019 at 9:15 am</div>"
    f"<div class='comment-content'><p>{SENTENCE}</p></div></li>" * 20 + "</ol>",
    "tables": "<table>"
    + f"<tr><td>Tonnage</td><td>17</td><td>{SENTENCE}</td></tr>" * 30
    + "</table>",
    "links": "<ul>" + "<li><a href='/2019/05/tide'>A tide of letters</a></li>" * 60 + "</ul>",
}
HEAD = (
    "<!DOCTYPE html><html lang='en'><head><title>A column</title></head><body><h1>A column</h1>"
    f"<article><p>{SENTENCE}</p></article>"
)


@dataclass(frozen=True, slots=True)
class Measured:
    """The seconds that one kind of page took at each of its sizes, in rising order."""

    name: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]

    @property
    def growth(self) -> float:
        """Seconds per byte of the largest against those of the one before it."""
        if self.seconds[-1] < TOO_QUICK:
            return 1.0
        before = max(self.seconds[-2], TOO_QUICK / 10) / self.sizes[-2]
        return self.seconds[-1] / self.sizes[-1] / before

    @property
    def per_megabyte(self) -> float:
        """Seconds per megabyte of the largest; a page below one counts as one."""
        return self.seconds[-1] / max(1.0, self.sizes[-1] / 1e6)

    @property
    def is_bad(self) -> bool:
        """Whether time grows faster than the page, or is too long."""
        return self.growth > GROWTH or self.per_megabyte > SECONDS_PER_MEGABYTE


def longer_pages(corpus: Path | None) -> Iterator[tuple[str, Make]]:
    """Pages of several kinds by name, each with a function that repeats its body."""
    for kind, body in INVENTED.items():
        yield f"invented {kind}", _repeating(HEAD.encode(), body.encode(), b"</body></html>")
    if corpus is None:
        return
    best: dict[str, tuple[float, bytes]] = {}
    for record in read_records(corpus):
        if len(record.html) in USUAL:
            for kind, mark in MARKS.items():
                share = len(mark.findall(record.html)) / len(record.html)
                if share > best.get(kind, (0.0, b""))[0] and BODY.fullmatch(record.html):
                    best[kind] = share, record.html
    for kind, (_, html) in best.items():
        parts = BODY.fullmatch(html)
        assert parts is not None
        yield f"corpus, {kind}", _repeating(*parts.groups())


def _repeating(head: bytes, body: bytes, tail: bytes) -> Make:
    def make(times: int) -> bytes:
        return head + body * min(times, max(1, LARGEST // len(body))) + tail

    return make


def measured(name: str, pages: list[bytes], extract: Extract) -> Measured:
    """The CPU seconds of each page: the best of three, of one where that is long."""
    seconds = []
    for page in pages:
        best = float("inf")
        for _ in range(3):
            started = time.process_time()
            extract(page, URL)
            best = min(best, time.process_time() - started)
            if best > 1.0:
                break
        seconds.append(best)
    return Measured(name, tuple(map(len, pages)), tuple(seconds))


def growths(corpus: Path | None, scale: float, extract: Extract) -> Iterator[Measured]:
    """Everything measured, as it is measured."""
    extract(HEAD.encode(), URL)  # what is made once is made before
    for name, make in longer_pages(corpus):
        yield measured(name, [make(max(1, round(times * scale))) for times in TIMES], extract)
    for name, (size, make) in BAD_INPUT.items():
        sizes = (max(1, round(size * scale / 10)), max(2, round(size * scale)))
        yield measured(name, [make(each) for each in sizes], extract)


def main(arguments: list[str] | None = None, *, extract: Extract = extract_article) -> None:
    """Prints a row for each; exits with 1 when any is bad."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.growth_extraction",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--corpus", type=Path, metavar="DIR")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the sizes, to be quick")
    asked = parser.parse_args(arguments)
    console = Console(width=None if sys.stdout.isatty() else 100)
    table = Table(title="CPU seconds by size")
    table.add_column("", width=34)
    for head in ("×1", "×10", "×100", "MB", "s/MB", "growth", ""):
        table.add_column(head, justify="right")
    bad = 0
    with console.status("") as status:
        for row in growths(asked.corpus, asked.scale, extract):
            status.update(row.name)
            bad += row.is_bad
            times = [f"{seconds:.3f}" for seconds in row.seconds]
            table.add_row(
                row.name,
                *([""] * (len(TIMES) - len(times))),
                *times,
                f"{row.sizes[-1] / 1e6:.1f}",
                f"{row.per_megabyte:.2f}",
                f"{row.growth:.2f}",
                "too slow" if row.is_bad else "",
                style="bold red" if row.is_bad else None,
            )
    console.print(table)
    console.print(
        f"{bad} grow faster than the page or take over {SECONDS_PER_MEGABYTE:.0f} s per megabyte"
        if bad
        else "time grows with the page and no faster"
    )
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
