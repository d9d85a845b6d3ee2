"""What taking columns into an archive costs with each checkout, and whether the archives are equal.

Both take in the same columns by turns, so that the machine's load favours neither; of each column
the best of some rounds counts, each in a new archive.
"""

import subprocess
from pathlib import Path

from scripts.compare_checkouts.checkout import Checkout, Pair, Report

WORKER = Path(__file__).with_name("intake_worker.py")
KINDS = {"synthetic": 400, "formulaic": 240}
"""How many columns of each."""
ROUNDS = 3


class IntakeWorker:
    """`intake_worker` in a process of one checkout."""

    def __init__(self, checkout: Checkout, kind: str, count: int) -> None:
        self._process = subprocess.Popen(
            [checkout.folder / ".venv/bin/python", "-P", WORKER, kind, str(count)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=checkout.folder,
            env={"PYTHONPATH": str(checkout.folder), "PATH": "/usr/bin:/bin"},
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("the worker has no pipes")
        self._asked, self._answers = self._process.stdin, self._process.stdout

    def take_in(self) -> float:
        """CPU seconds of the next column."""
        self._asked.write("\n")
        self._asked.flush()
        return float(self._answers.readline())

    def close(self) -> str:
        """The archive's digest; ends the process."""
        self._asked.close()
        digest = self._answers.readline().strip()
        self._process.wait()
        return digest


def compare_intake(pair: Pair, report: Report, *, most: float) -> None:
    """Digests of the archives of each kind of columns, and CPU per column."""
    for kind, count in KINDS.items():
        best = [[float("inf")] * count, [float("inf")] * count]
        digests: set[str] = set()
        for _ in range(ROUNDS):
            workers = [IntakeWorker(checkout, kind, count) for checkout in pair]
            for number in range(count):
                for at in (0, 1) if number % 2 else (1, 0):
                    best[at][number] = min(best[at][number], workers[at].take_in())
            digests |= {worker.close() for worker in workers}
        report.line(f"{count} {kind} columns taken in", same=len(digests) == 1)
        before, after = (1000 * sum(each) / count for each in best)
        report.line(
            f"CPU per {kind} column",
            same=after <= most * before,
            detail=f"ratio {after / before:.3f} ({before:.2f} ms, {after:.2f} ms)",
        )
