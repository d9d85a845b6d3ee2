"""Readers while a crawl writes: `python -m scripts.soak_search --folder DIR`.

A copy of one of the archives of `bench_web` is served by `desk serve`, a loopback outlet is crawled
into it over and over, and clients search and read over HTTP, each with a pause between two pages.
Shows how many pages and columns there were, each kind of problem, and the times of the pages; exits
with 1 when there was any problem, or nothing was written.
"""

import argparse
import asyncio
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from rich.console import Console

from archive.db import connection
from crawler.terminal.progress_bars import progress_bar, step_reporter
from scripts.bench_crawl import serving as serving_pages
from scripts.bench_web.__main__ import asked
from scripts.bench_web.archives import build
from scripts.bench_web.asking import PATIENCE, serving
from scripts.bench_web.figures import percentile
from scripts.bench_web.questions import Question
from scripts.demo.folder import DESK
from scripts.generated_outlet import OUTLET

COLUMNS = 100_000
SECONDS = 300
CLIENTS = 20
PAUSE = 1.0
"""Seconds between two pages of a client."""
PAGES = 3_000
"""Columns of the outlet that is crawled."""
SLUG = "soak"
LOCKED = "locked"
"""What SQLite says, and we, where a writer or reader was waited for in vain."""


@dataclass(slots=True)
class Soak:
    """What happened so far."""

    seconds: list[float] = field(default_factory=list)
    """Of each page that was had."""
    problems: Counter[str] = field(default_factory=Counter)
    crawls: int = 0
    written: int = 0
    """Captures that came into the archive."""


def main() -> None:
    """Soak an archive, and show what came of it."""
    arguments = parsed()
    console = Console()
    with progress_bar(quiet=False) as bars:
        bench = arguments.folder.resolve()
        source = build(bench, arguments.columns, progress=step_reporter(bars))
    soak = Soak()
    with tempfile.TemporaryDirectory(prefix="soak-", dir=bench) as scratch:
        folder = Path(scratch) / "desk"
        shutil.copytree(source, folder)
        kinds = asked(folder, arguments.queries, seed=arguments.seed)
        questions = [question for of_kind in kinds.values() for question in of_kind]
        until = time.monotonic() + arguments.seconds
        with serving_pages(arguments.pages, seed=arguments.seed) as outlet:
            writer = threading.Thread(target=crawl, args=(folder, outlet, until, soak))
            writer.start()
            with serving(folder) as server:
                asyncio.run(read(server.root, questions, arguments, until, soak))
            writer.join()
        soak.written = captures(folder) - captures(source)
        size = (folder / connection.FILE).stat().st_size / 1e9
    title = (
        f"{arguments.columns:,} columns, {size:.2f} GB at the end, load {os.getloadavg()[0]:.1f}"
    )
    console.print(title, *report(soak, arguments), sep="\n")
    raise SystemExit(0 if soak.written and soak.seconds and not soak.problems.total() else 1)


def parsed() -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(prog="python -m scripts.soak_search", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="that of bench_web")
    parser.add_argument("--columns", type=int, default=COLUMNS, help="default: %(default)s")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="default: %(default)s")
    parser.add_argument("--clients", type=int, default=CLIENTS, help="default: %(default)s")
    parser.add_argument("--pause", type=float, default=PAUSE, help="default: %(default)s")
    parser.add_argument("--pages", type=int, default=PAGES, help="of the outlet that is crawled")
    parser.add_argument("--queries", type=int, default=10, help="of a kind (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of questions and pages")
    return parser.parse_args()


def crawl(folder: Path, outlet: str, until: float, soak: Soak) -> None:
    """Crawl an outlet, and again, until the time is over; what runs then is interrupted."""
    text = OUTLET.format(root=outlet)
    (folder / "outlets" / f"{SLUG}.toml").write_text(text, encoding="utf-8")
    while time.monotonic() < until and not soak.problems["crawl"]:
        command = [str(DESK), "crawl", SLUG, "--json"]
        with subprocess.Popen(
            command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as running:
            soak.crawls += 1
            try:
                _, said = running.communicate(timeout=until - time.monotonic())
            except subprocess.TimeoutExpired:
                running.send_signal(signal.SIGINT)
                _, said = running.communicate()
                continue
        if running.returncode:
            soak.problems["crawl"] += 1
            print(said, file=sys.stderr)


def captures(folder: Path) -> int:
    """How many captures an archive has."""
    with closing(connection.open_to_read(folder)) as db:
        return int(db.execute("SELECT count(*) FROM captures").fetchone()[0])


async def read(
    root: str,
    questions: Sequence[Question],
    arguments: argparse.Namespace,
    until: float,
    soak: Soak,
) -> None:
    """Have all clients read until the time is over."""
    limits = httpx.Limits(max_connections=arguments.clients)
    async with httpx.AsyncClient(base_url=root, timeout=PATIENCE, limits=limits) as client:
        readers = [
            reader(client, questions, random.Random(number), arguments.pause, until, soak)
            for number in range(arguments.clients)
        ]
        await asyncio.gather(*readers)


async def reader(
    client: httpx.AsyncClient,
    questions: Sequence[Question],
    chance: random.Random,
    pause: float,
    until: float,
    soak: Soak,
) -> None:
    """One client, which begins at any time within its pause."""
    await asyncio.sleep(chance.random() * pause)
    while time.monotonic() < until:
        question = chance.choice(questions)
        began = time.perf_counter()
        try:
            response = await client.get(question.address)
        except httpx.TransportError as fault:
            soak.problems[f"{question.kind}: {type(fault).__name__}"] += 1
            continue
        if response.status_code == httpx.codes.OK:
            soak.seconds.append(time.perf_counter() - began)
        else:
            said = LOCKED if LOCKED in response.text else f"status {response.status_code}"
            soak.problems[f"{question.kind}: {said}"] += 1
        await asyncio.sleep(pause)


def report(soak: Soak, arguments: argparse.Namespace) -> list[str]:
    """What happened, in lines."""
    wall = [1000 * seconds for seconds in soak.seconds]
    problems = [f"  {count} × {problem}" for problem, count in soak.problems.items() if count]
    took = ", ".join(
        f"{name} {percentile(wall, share)} ms"
        for name, share in (("median", 50), ("p95", 95), ("longest", 100))
    )
    return [
        f"{soak.crawls} crawls: {soak.written:,} captures written",
        f"{len(wall):,} pages to {arguments.clients} clients in {arguments.seconds} s: {took}",
        f"problems: {soak.problems.total()}",
        *problems,
    ]


if __name__ == "__main__":
    main()
