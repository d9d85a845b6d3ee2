"""Whether two checkouts do the same: articles, archives, what verbs print, and what it costs.

    git worktree add /tmp/before COMMIT && (cd /tmp/before && scripts/setup)
    python -m scripts.compare_checkouts /tmp/before --corpus DIR [--corpus DIR …]

Both checkouts are given the same inputs, by servers and scripts of this one: the demo outlet and
the corpus's WordPress pages on one port, the same synthetic columns, the same pages and files. A
line per comparison; exit code 1 when one of them differs. Costs are CPU time of both in turns, as a
ratio; a ratio over `--most` is a difference, too. For a step that must change nothing.
"""

import json
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click

from scripts import bench_crawl, crawl_corpus
from scripts.bad_input import BAD_INPUT
from scripts.corpus import read_records
from scripts.demo.folder import outlet_file
from scripts.demo.server import serving

HERE = Path(__file__).parent.parent
WORKER = Path(__file__).with_name("article_worker.py")
BAD_INPUT_SHARE = 0.02
"""Of the full size of each bad input: what matters here is what is said of it."""
TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|\+00:00)?")
"""Moments in what a verb prints: when it was run is left out of the comparison."""
SECONDS = re.compile(r'("(?:seconds|cpu|took)\w*": )[\d.]+')
OUTLET = "demo"

READING_VERBS: tuple[tuple[str, ...], ...] = (
    ("--help",),
    ("outlets", "list"),
    ("outlets", "show", OUTLET),
    ("outlets", "check"),
    ("search", "treaty heron*", "--json"),
    ("search", "등대", "--json"),
    ("search", "harbour OR lamp*", "--in", "comments", "--newest", "--json"),
    ("search", "nothing-of-the-kind", "--json"),
    ("stats", "--json"),
    ("duplicates", "--json"),
    ("forget", "--list"),
    ("verify", "--json"),
    ("verify", "--log", "--json"),
    ("schedule", "--json"),
    ("health", "--json"),
    ("dump",),
)
"""What is asked of one and the same folder, with its exit code."""
COLUMN_VERBS: tuple[tuple[str, ...], ...] = (
    ("show", "ID", "--json"),
    ("show", "ID", "--comments", "--chrome", "--versions"),
    ("history", "ID", "--json"),
    ("history", "ID"),
    ("duplicates", "ID", "--json"),
)
"""What is asked of some columns of it."""
COLUMNS_ASKED = 8
WRITING_VERBS: tuple[tuple[str, ...], ...] = (
    ("reextract", "--json"),
    ("duplicates", "--recompute", "--json"),
    ("import", "PAGE", "--outlet", OUTLET, "--json"),
    ("import", "PAGE", "--outlet", OUTLET, "--dry-run", "--json"),
    ("merge", "OTHER", "--json"),
    ("forget", "ID", "--reason", "a test", "--raw", "--yes", "--json"),
    ("verify", "--repair", "--json"),
    ("crawl", "no-such-outlet", "--json"),
    ("extract", "PAGE", "--json"),
    ("extract", "PAGE", "--outlet", OUTLET),
)
"""What is asked of a copy of it, each of a new one; the copy's digest is compared as well."""


@dataclass(frozen=True, slots=True)
class Checkout:
    """A checkout with its own environment."""

    folder: Path

    def python(self, *words: str, cwd: Path | None = None) -> str:
        """What a module of the checkout prints; its failure ends the comparison."""
        done = self._run([self.folder / ".venv/bin/python", *words], cwd or self.folder)
        if done.returncode:
            raise SystemExit(f"{' '.join(words)} in {self.folder} failed: {done.stderr[-2000:]}")
        return done.stdout

    def desk(self, folder: Path, *words: str) -> tuple[int, str, str]:
        """Exit code, output and errors of `desk` in a working folder."""
        done = self._run([self.folder / ".venv/bin/desk", *words], folder)
        here = str(self.folder)  # `desk schedule` names the command
        return done.returncode, done.stdout.replace(here, "…"), done.stderr.replace(here, "…")

    def digest(self, folder: Path) -> str:
        """`desk dump --digest` of a working folder."""
        code, printed, errors = self.desk(folder, "dump", "--digest")
        return printed.strip() if code == 0 else f"exit code {code}: {errors}"

    def _run(self, command: Sequence[str | Path], cwd: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=cwd, check=False, capture_output=True, text=True, encoding="utf-8"
        )


class ArticleWorker:
    """`article_worker` in a process of one checkout."""

    def __init__(self, checkout: Checkout) -> None:
        self._process = subprocess.Popen(
            [
                checkout.folder / ".venv/bin/python",
                "-P",
                Path(__file__).with_name("article_worker.py"),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=checkout.folder,
            env={"PYTHONPATH": str(checkout.folder), "PATH": "/usr/bin:/bin"},
        )

    def read(self, file: Path, url: str) -> dict[str, Any]:
        """Digest of the article of a page, and the CPU seconds it took."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"file": str(file), "url": url}) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        """Ends the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


class Report:
    """Lines of what was compared; remembers whether anything differed."""

    def __init__(self) -> None:
        self.differences = 0

    def line(self, what: str, *, same: bool, detail: str = "") -> None:
        """One comparison."""
        self.differences += not same
        print(
            f"{'same  ' if same else 'DIFFER'}  {what}{': ' if detail else ''}{detail}", flush=True
        )


def articles(
    before: Checkout, after: Checkout, corpora: Sequence[Path], report: Report, *, most: float
) -> None:
    """Every field of the article of every annotated page, and CPU per page, in turns."""
    workers = ArticleWorker(before), ArticleWorker(after)
    for corpus in corpora:
        differing: list[str] = []
        spent = [0.0, 0.0]
        ratios: list[float] = []
        with tempfile.TemporaryDirectory(prefix="compare-") as scratch:
            file = Path(scratch) / "page.html"
            for number, record in enumerate(read_records(corpus)):
                file.write_bytes(record.html)
                order = (0, 1) if number % 2 else (1, 0)
                answers = {at: workers[at].read(file, record.url) for at in order}
                if answers[0]["digest"] != answers[1]["digest"]:
                    differing.append(record.url)
                for at in order:
                    spent[at] += answers[at]["cpu"]
                ratios.append(answers[1]["cpu"] / answers[0]["cpu"])
        detail = f"{len(ratios)} pages, {len(differing)} differ {' '.join(differing[:5])}".rstrip()
        report.line(f"articles of {corpus}", same=not differing, detail=detail)
        ratio = statistics.median(ratios)
        report.line(
            f"CPU per page of {corpus}",
            same=ratio <= most,
            detail=f"median of the pages' ratios {ratio:.3f}, of the sums {spent[1] / spent[0]:.3f}"
            f" ({spent[0]:.1f} s, {spent[1]:.1f} s)",
        )
    for worker in workers:
        worker.close()


def bad_inputs(before: Checkout, after: Checkout, scratch: Path, report: Report) -> None:
    """What `desk extract` prints of each bad input, and its exit code."""
    for name, (size, make) in BAD_INPUT.items():
        file = scratch / "bad.html"
        file.write_bytes(make(max(1, int(size * BAD_INPUT_SHARE))))
        printed = [one.desk(scratch, "extract", str(file), "--json") for one in (before, after)]
        report.line(f"desk extract of {name}", same=printed[0] == printed[1])


def demo_folder(checkout: Checkout, folder: Path, port: int) -> None:
    """A working folder into which a checkout has crawled both states of the demo outlet."""
    with serving(port=port, crawl_delay=0) as outlet:
        checkout.desk(folder.parent, "init", str(folder))
        (folder / "outlets" / f"{OUTLET}.toml").write_text(outlet_file(outlet.root), "utf-8")
        for state in (1, 2):
            outlet.publish(state)
            code, _, errors = checkout.desk(folder, "crawl", OUTLET)
            if code:
                raise SystemExit(f"the demo crawl of {checkout.folder} failed: {errors}")


def corpus_folder(checkout: Checkout, folder: Path, port: int, corpus: Path) -> None:
    """A working folder into which a checkout has crawled the corpus's WordPress pages."""
    pages = [
        page
        for page in crawl_corpus.corpus_pages(corpus)
        if crawl_corpus.WORDPRESS.search(page.html)
    ]
    with crawl_corpus.serving(pages, port=port) as server:
        checkout.desk(folder.parent, "init", str(folder))
        outlet = crawl_corpus.OUTLET.format(root=server.root)
        (folder / "outlets" / "corpus.toml").write_text(outlet, encoding="utf-8")
        checkout.desk(folder, "crawl", "corpus")


def synthetic_folder(checkout: Checkout, folder: Path, count: int) -> None:
    """A working folder that a checkout's own script has filled with synthetic columns."""
    checkout.python("-m", "scripts.synthetic_archive", str(folder), "-n", str(count))


def archives(
    before: Checkout,
    after: Checkout,
    scratch: Path,
    report: Report,
    *,
    what: str,
    make: Callable[[Checkout, Path], None],
) -> Path:
    """The folder made by the earlier checkout; digests are compared, and the later opens it."""
    folders = scratch / f"{what} before", scratch / f"{what} after"
    for checkout, folder in zip((before, after), folders, strict=True):
        make(checkout, folder)
    digests = [one.digest(folder) for one, folder in zip((before, after), folders, strict=True)]
    report.line(f"digest of {what}", same=digests[0] == digests[1], detail=" ".join(set(digests)))
    opened = scratch / f"{what} opened"
    shutil.copytree(folders[0], opened)
    verified = after.desk(opened, "verify")
    digest = after.digest(opened)
    report.line(
        f"{what} made before, opened and verified after",
        same=verified[0] == 0 and digest == digests[0],
        detail=(verified[1] + verified[2]).strip().splitlines()[-1],
    )
    return folders[0]


def verbs(before: Checkout, after: Checkout, folder: Path, scratch: Path, report: Report) -> None:
    """What each verb prints in one folder, byte for byte, moments of this run left out."""
    ids = public_ids(before, folder)
    some = ids[:: max(1, len(ids) // COLUMNS_ASKED)][:COLUMNS_ASKED]
    page = next((HERE / "tests/pages/wordpress").glob("*/page.html"))
    other = scratch / "other"
    shutil.copytree(folder, other)
    asked = [*READING_VERBS]
    asked += [tuple(one if w == "ID" else w for w in verb) for verb in COLUMN_VERBS for one in some]
    differing = [
        " ".join(verb)
        for verb in asked
        if len({printed(one.desk(folder, *verb)) for one in (before, after)}) > 1
    ]
    report.line(
        "reading verbs", same=not differing, detail=f"{len(asked)}, {len(differing)} differ"
    )
    for verb in differing:
        print(f"          desk {verb}")
    place = {"ID": ids[0], "PAGE": str(page), "OTHER": str(other)}
    for writing in WRITING_VERBS:
        words = [place.get(word, word) for word in writing]
        results = []
        for checkout in (before, after):
            copy = scratch / "copy"
            shutil.copytree(folder, copy)
            results.append((printed(checkout.desk(copy, *words)), checkout.digest(copy)))
            shutil.rmtree(copy)
        code = results[0][0][0]
        report.line(
            f"desk {' '.join(writing)}", same=results[0] == results[1], detail=f"exit code {code}"
        )


def public_ids(checkout: Checkout, folder: Path) -> list[str]:
    """Every public id of a folder."""
    _, dumped, _ = checkout.desk(folder, "dump")
    columns = (json.loads(line).get("column") for line in dumped.splitlines())
    return [column["public_id"] for column in columns if column]


def printed(ended: tuple[int, str, str]) -> tuple[int, str, str]:
    """What a verb ended with, without moments and durations."""
    code, output, errors = ended
    for text in (TIME, SECONDS):
        output, errors = text.sub(r"…", output), text.sub(r"…", errors)
    return code, output, errors


def crawl_costs(
    before: Checkout, after: Checkout, report: Report, *, rounds: int, most: float
) -> None:
    """CPU of `desk crawl` of the bench's small pages, in turns."""
    ratios = []
    with bench_crawl.serving(600, seed=8) as root:
        for number in range(rounds):
            costs = {
                at: bench_crawl.desk_crawl(root, (before, after)[at].folder / ".venv/bin/desk")
                for at in ((0, 1) if number % 2 else (1, 0))
            }
            ratios.append(costs[1].cpu_seconds / costs[0].cpu_seconds)
    ratio = statistics.median(ratios)
    report.line(
        "CPU of a crawl of 600 pages",
        same=ratio <= most,
        detail=f"median of {rounds} ratios {ratio:.3f} ({min(ratios):.3f} to {max(ratios):.3f})",
    )


def free_port() -> int:
    """A port nobody listens on: a column's public id comes from its address, port and all."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="compare-") as name:
        yield Path(name)


@click.command(help=__doc__)
@click.argument("before", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--corpus", "corpora", type=click.Path(exists=True, path_type=Path), multiple=True)
@click.option("--columns", default=2000, show_default=True, help="Of the synthetic archive.")
@click.option("--rounds", default=7, show_default=True, help="Crawls of each for their cost.")
@click.option("--most", default=1.03, show_default=True, help="Ratio of costs that is allowed.")
@click.option("--costs/--no-costs", default=True, help="Whether crawls are timed.")
def main(
    before: Path, corpora: tuple[Path, ...], columns: int, rounds: int, most: float, costs: bool
) -> None:
    """Compares, prints, and exits with 1 when anything differed."""
    first, second = Checkout(before.resolve()), Checkout(HERE)
    report = Report()
    with scratch_folder() as scratch:
        port = free_port()
        demo = archives(
            first, second, scratch, report, what="the demo",
            make=partial(demo_folder, port=port),
        )  # fmt: skip
        verbs(first, second, demo, scratch, report)
        for corpus in corpora[:1]:
            archives(
                first, second, scratch, report, what="the corpus's WordPress pages",
                make=partial(corpus_folder, port=port, corpus=corpus),
            )  # fmt: skip
        archives(
            first, second, scratch, report, what=f"{columns} synthetic columns",
            make=partial(synthetic_folder, count=columns),
        )  # fmt: skip
        bad_inputs(first, second, scratch, report)
    articles(first, second, corpora, report, most=most)
    if costs:
        crawl_costs(first, second, report, rounds=rounds, most=most)
    print(f"{report.differences} differ")
    sys.exit(1 if report.differences else 0)


if __name__ == "__main__":
    main()
