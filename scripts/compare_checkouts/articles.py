"""Articles that both checkouts read from the same pages, and the CPU time each page takes."""

import json
import statistics
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scripts.compare_checkouts.checkout import Checkout, Pair, Report
from scripts.corpus import read_records

WORKER = Path(__file__).with_name("article_worker.py")
OUTLET = """\
name = "An outlet"
home = {home}
language = "fr"
timezone = "Asia/Kathmandu"
[[seeds]]
feed = "/feed/"
[[layouts]]
title = "h2"
byline = ["cite", "xpath: //time"]
strip = ["figure", "aside"]
"""
"""Odd on purpose: its language, zone and selectors must make a difference."""


class ArticleWorker:
    """`article_worker` in a process of one checkout."""

    def __init__(self, checkout: Checkout) -> None:
        self._process = subprocess.Popen(
            [checkout.folder / ".venv/bin/python", "-P", WORKER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=checkout.folder,
            env={"PYTHONPATH": str(checkout.folder), "PATH": "/usr/bin:/bin"},
        )

    def read(self, file: Path, url: str, outlet: Path | None = None) -> dict[str, Any]:
        """Digest of the article of a page, and the CPU seconds it took."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("the worker has no pipes")
        asked = {"file": str(file), "url": url, "outlet": str(outlet) if outlet else None}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        """Ends the process."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait()


def compare_articles(pair: Pair, corpora: Sequence[Path], report: Report, *, most: float) -> None:
    """Every field of the article of every annotated page, without an outlet and with an odd one,
    and CPU per page, in turns."""
    workers = ArticleWorker(pair[0]), ArticleWorker(pair[1])
    for corpus in corpora:
        with tempfile.TemporaryDirectory(prefix="compare-") as scratch:
            _compare_corpus(workers, corpus, Path(scratch), report, most=most)
    for worker in workers:
        worker.close()


def _compare_corpus(
    workers: tuple[ArticleWorker, ArticleWorker],
    corpus: Path,
    scratch: Path,
    report: Report,
    *,
    most: float,
) -> None:
    differing: list[str] = []
    seconds = [0.0, 0.0]
    ratios: list[float] = []
    file, outlet = scratch / "page.html", scratch / "outlet.toml"
    for number, record in enumerate(read_records(corpus)):
        file.write_bytes(record.html)
        order = (0, 1) if number % 2 else (1, 0)
        answers = {at: workers[at].read(file, record.url) for at in order}
        home = json.dumps(record.url or "https://outlet.example/")
        outlet.write_text(OUTLET.format(home=home), encoding="utf-8")
        odd = {at: workers[at].read(file, record.url, outlet)["digest"] for at in order}
        if answers[0]["digest"] != answers[1]["digest"] or odd[0] != odd[1]:
            differing.append(record.url)
        for at in order:
            seconds[at] += answers[at]["cpu"]
        ratios.append(answers[1]["cpu"] / answers[0]["cpu"])
    detail = f"{len(ratios)} pages, {len(differing)} differ {' '.join(differing[:5])}".rstrip()
    report.line(f"articles of {corpus}", same=not differing, detail=detail)
    ratio = statistics.median(ratios)
    report.line(
        f"CPU per page of {corpus}",
        same=ratio <= most,
        detail=f"median of the pages' ratios {ratio:.3f}, of the sums "
        f"{seconds[1] / seconds[0]:.3f} ({seconds[0]:.1f} s, {seconds[1]:.1f} s)",
    )
