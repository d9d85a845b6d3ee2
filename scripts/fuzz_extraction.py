"""Damages the corpus's pages thousands of times and reads each: no crash, no slow page, an Article.

    python -m scripts.fuzz_extraction --corpus DIR --count 10000 --seed 1 --jobs 2

A case is known by its seed and number and is the same in every run. A page may take one second of
CPU, a larger one a second per megabyte. What fails is saved, and its path printed; exit code 1.
Interrupted, it reports what it has seen.
"""

import argparse
import dataclasses
import importlib
import json
import multiprocessing
import os
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from random import Random
from typing import Any

from rich.console import Console
from rich.progress import Progress, TaskID

from archive.model.records import Article
from scripts.corpus import Record, read_records
from scripts.mutations import CHARSETS, mutated

EXTRACTOR = "crawler.extraction:extract_article"
SECONDS = 1.0
"""CPU seconds for a page, or for each megabyte of a larger one."""
STUCK = 120.0
"""Seconds after which a page without an answer is given up, with the process that reads it."""
WORST = 10
"""Slowest pages that the report names."""
AS_TEXT, WITH_CHARSET = 0.1, 0.2
"""Shares of the cases given as text with lone surrogates, and with a charset from a header."""

Extract = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One damaged page."""

    number: int
    url: str
    mutations: tuple[str, ...]
    html: bytes | str
    charset: str | None

    @property
    def size(self) -> int:
        """Bytes, also of a text."""
        html = self.html
        return len(html) if isinstance(html, bytes) else len(html.encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one case."""

    number: int
    url: str
    damage: str
    """The mutations, and the charset if one was given."""
    size: int
    seconds: float
    failure: str | None = None
    saved: Path | None = None


@dataclass(slots=True)
class Worker:
    """A process and what it still has to read."""

    process: SpawnProcess
    answers: Connection
    numbers: list[int]
    begun: int | None = None
    heard: float = dataclasses.field(default_factory=time.monotonic)


@dataclass(frozen=True, slots=True)
class Job:
    """What every worker of a run shares."""

    corpus: Path
    pages: int
    seed: int
    extractor: str
    keep: Path


def make_case(seed: int, number: int, record: Record, other: Record) -> Case:
    """The case of this number: its page, damaged as the seed has it."""
    chance = Random(f"{seed}:{number}")
    html, names = mutated(chance, record.html, other.html)
    charset = None
    if chance.random() < WITH_CHARSET:
        charset = chance.choice(CHARSETS).decode("ascii")
    as_text = chance.random() < AS_TEXT
    given = html.decode("utf-8", "surrogateescape") if as_text else html
    return Case(number, record.url, names, given, charset)


def cases(job: Job, numbers: Collection[int]) -> Iterator[Case]:
    """The cases of these numbers in the order of the corpus, each page read once."""
    order = list(range(job.pages))
    Random(job.seed).shuffle(order)
    by_page: dict[int, list[int]] = {}
    for number in sorted(numbers):
        by_page.setdefault(order[number % job.pages], []).append(number)
    before: Record | None = None
    for at, record in enumerate(read_records(job.corpus)):
        for number in by_page.get(at, ()):
            yield make_case(job.seed, number, record, before or record)
        before = record


def examine(case: Case, extract: Extract) -> tuple[float, str | None]:
    """CPU seconds the case took, and what is wrong with how it was read."""
    limit = SECONDS * max(1.0, case.size / 1e6)
    best = float("inf")
    for _ in range(2):  # a slow page once more: the machine may have been busy
        started = time.process_time()
        try:
            article = extract(case.html, case.url, charset=case.charset)
        except Exception:
            return time.process_time() - started, traceback.format_exc(limit=-6)
        best = min(best, time.process_time() - started)
        if best <= limit:
            break
    if best > limit:
        return best, f"took {best:.1f} s of CPU, {limit:.1f} s allowed"
    return best, fault_of(article)


def fault_of(article: object) -> str | None:
    """Why a record could not be kept, if it could not: no Article, or text that is no Unicode."""
    if not isinstance(article, Article):
        return f"gave {type(article).__name__}, not an Article"
    fields = {name.name: getattr(article, name.name) for name in dataclasses.fields(article)}
    fields |= {"blocks": [dataclasses.asdict(block) for block in article.blocks]}
    fields |= {"comments": [dataclasses.asdict(comment) for comment in article.comments]}
    fields |= {"chrome": [dataclasses.asdict(chrome) for chrome in article.chrome]}
    for name, value in fields.items():
        text = json.dumps(value, ensure_ascii=False, default=str)
        if any("\ud800" <= sign <= "\udfff" for sign in text):
            return f"half a surrogate pair in {name}"
    dates = [article.published, article.modified, *(c.published for c in article.comments)]
    if any(date is not None and date.utcoffset() is None for date in dates):
        return "a date without a zone"
    return None


def work(job: Job, numbers: Collection[int], answers: Connection) -> None:
    """Reads the cases of these numbers; says before each which it is, and after it what came."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process
    module, _, name = job.extractor.partition(":")
    extract = getattr(importlib.import_module(module), name)
    for case in cases(job, numbers):
        answers.send(case.number)
        answers.send(result_of(case, *examine(case, extract), job.keep))
    answers.send(None)


def result_of(case: Case, seconds: float, failure: str | None, keep: Path) -> Result:
    """The result of a case; one that failed is saved."""
    damage = " ".join(case.mutations) + (
        "" if case.charset is None else f" as {case.charset[:20]!r}"
    )
    saved = None
    if failure:
        saved = keep / f"case-{case.number}.html"
        text = case.html
        saved.write_bytes(
            text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
        )
    return Result(case.number, case.url, damage, case.size, seconds, failure, saved)


class Fuzz:
    """A run: workers, and what they have found so far."""

    def __init__(self, job: Job, progress: Progress, task: TaskID) -> None:
        self.job, self.progress, self.task = job, progress, task
        self.results: list[Result] = []
        self.workers: list[Worker] = []

    def run(self, count: int, jobs: int) -> None:
        """Reads all the cases; a worker that dies costs one case, and another goes on."""
        # Cases of one page go to one worker, so that a page is damaged where it is read.
        for share in range(jobs):
            self.start([n for n in range(count) if n % self.job.pages % jobs == share])
        try:
            while self.workers:
                self.listen()
        finally:
            for worker in self.workers:
                worker.process.kill()

    def start(self, numbers: list[int]) -> None:
        """Starts a worker, if there is anything for it to read."""
        if not numbers:
            return
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=work, args=(self.job, numbers, theirs), daemon=True)
        process.start()
        theirs.close()
        self.workers.append(Worker(process, ours, numbers))

    def listen(self) -> None:
        """Takes in what the workers say next, and replaces those that say nothing any more."""
        heard = wait([worker.answers for worker in self.workers], timeout=1.0)
        for worker in list(self.workers):
            if worker.answers in heard:
                self.take(worker)
            elif time.monotonic() - worker.heard > STUCK:
                worker.process.kill()
                self.replace(worker, f"no answer after {STUCK:.0f} s")

    def take(self, worker: Worker) -> None:
        """Takes one message of a worker."""
        worker.heard = time.monotonic()
        try:
            message = worker.answers.recv()
        except EOFError:
            worker.process.join()
            self.replace(worker, f"its process died ({worker.process.exitcode})")
            return
        if message is None:
            worker.process.join()
            self.workers.remove(worker)
        elif isinstance(message, Result):
            self.keep(worker, message)
        else:
            worker.begun = message

    def keep(self, worker: Worker, result: Result) -> None:
        """Keeps a result, and shows a failure at once."""
        worker.numbers.remove(result.number)
        worker.begun = None
        self.results.append(result)
        self.progress.advance(self.task)
        if result.failure:
            self.progress.console.print(described(result), markup=False, highlight=False)

    def replace(self, worker: Worker, failure: str) -> None:
        """Counts the case a worker was lost with, and has another read what it left."""
        self.workers.remove(worker)
        if worker.begun is None:
            raise SystemExit(f"fuzz: a process ended before it read anything: {failure}")
        case = next(cases(self.job, [worker.begun]))
        self.keep(worker, result_of(case, 0.0, failure, self.job.keep))
        self.start(worker.numbers)


def described(result: Result) -> str:
    """A failure in full."""
    return f"case {result.number}: {result.url}\n  {result.damage}\n  saved: {result.saved}\n" + (
        "".join(f"  {line}\n" for line in (result.failure or "").splitlines())
    )


def report(results: list[Result], console: Console) -> None:
    """What was read, how quickly, which pages were slowest, and how often what failed."""
    size, busy = sum(r.size for r in results), sum(r.seconds for r in results)
    console.print(f"{len(results)} damaged pages, {size / 1e6:.0f} MB, {busy:.0f} s of CPU")
    console.print("slowest:")
    for result in sorted(results, key=lambda r: -r.seconds)[:WORST]:
        each = result.seconds / max(1.0, result.size / 1e6)
        console.print(
            f"  {result.seconds:6.2f} s  {result.size / 1e6:5.2f} MB  {each:5.2f} s/MB  "
            f"case {result.number}: {result.damage}",
            markup=False,
            highlight=False,
        )
    failures = Counter(
        result.failure.strip().splitlines()[-1] for result in results if result.failure
    )
    console.print(f"failures: {failures.total()}")
    for failure, times in failures.most_common():
        console.print(f"  {times} × {failure}", markup=False, highlight=False)


def main(arguments: list[str] | None = None) -> None:
    """Runs the cases and reports; exits with 1 when any failed."""
    asked = _parser().parse_args(arguments)
    pages = sum(1 for _ in read_records(asked.corpus))
    if not pages:
        sys.exit(f"{asked.corpus}: no *.jsonl.gz in it; name the folder of the corpus")
    keep = asked.keep or Path(tempfile.mkdtemp(prefix="fuzz-"))
    keep.mkdir(parents=True, exist_ok=True)
    job = Job(asked.corpus, pages, asked.seed, asked.extractor, keep)
    console = Console()
    with Progress(console=console, transient=True) as progress:
        fuzz = Fuzz(job, progress, progress.add_task("damaged pages", total=asked.count))
        try:
            fuzz.run(asked.count, asked.jobs)
        except KeyboardInterrupt:
            progress.console.print("interrupted")
    report(fuzz.results, console)
    failed = any(result.failure for result in fuzz.results)
    if not failed and not asked.keep:
        keep.rmdir()
    sys.exit(1 if failed else 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.fuzz_extraction",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--corpus", type=Path, required=True, metavar="DIR")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where what fails is saved")
    parser.add_argument("--extractor", default=EXTRACTOR, metavar="MODULE:FUNCTION")
    return parser


if __name__ == "__main__":
    main()
