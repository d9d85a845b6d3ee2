"""What an extractor costs: peak memory in a process of its own, CPU against another's in turns.

On a shared machine seconds say little; what counts are ratios, taken page by page in one process.
"""

import argparse
import json
import logging
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from scripts.corpus import Record, read_records
from scripts.reading import EXTRACTORS, OURS, Prediction, Reader, loaded


class Run:
    """A child process that reads every page with one extractor and holds none of them."""

    def __init__(self, corpus: Path, extractor: str = OURS) -> None:
        command = [sys.executable, "-m", "scripts.costs", "--corpus", str(corpus.resolve())]
        self.process = subprocess.Popen(
            [*command, "--extractor", extractor],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parent.parent,
        )

    def result(self) -> Mapping[str, float]:
        """Pages, CPU seconds and peak megabytes of the child, when it is done."""
        output, _ = self.process.communicate()
        if self.process.returncode:
            raise SystemExit(
                f"the process that measures memory ended with {self.process.returncode}"
            )
        measured: Mapping[str, float] = json.loads(output.splitlines()[-1])
        return measured


def peak_megabytes() -> float:
    """The most memory this process has held at once.

    Linux counts in `ru_maxrss` what the process that started this one held; `VmHWM` does not.
    """
    try:
        for line in Path("/proc/self/status").read_text("ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    except OSError:
        pass
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def timed(read: Reader, record: Record) -> tuple[float, Prediction]:
    """CPU seconds of one reading, and what was read."""
    started = time.process_time()
    prediction = read(record.html, record.url)
    return time.process_time() - started, prediction


def in_turns(
    readers: Mapping[str, Reader], records: Sequence[Record], *, rounds: int
) -> dict[str, float]:
    """CPU seconds of each reader for the records, the best of some rounds for each page.

    Readers alternate from page to page and a round goes through all the pages, so that neither the
    machine's load nor what a reader keeps of the page before favours one of them.
    """
    names = list(readers)
    best: dict[tuple[str, int], float] = {}
    for turn in range(rounds):
        for at, record in enumerate(records):
            first = (turn + at) % len(names)
            for name in names[first:] + names[:first]:
                seconds, _ = timed(readers[name], record)
                best[name, at] = min(seconds, best.get((name, at), seconds))
    return {name: sum(best[name, at] for at in range(len(records))) for name in names}


def main() -> None:
    """Reads the corpus once and prints pages, CPU seconds and peak memory as JSON."""
    parser = argparse.ArgumentParser(prog="python -m scripts.costs", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--extractor", choices=list(EXTRACTORS), default=OURS)
    asked = parser.parse_args()
    logging.disable()
    read = loaded(asked.extractor)
    pages, busy = 0, 0.0
    for record in read_records(asked.corpus):
        pages += 1
        busy += timed(read, record)[0]
    measured: dict[str, Any] = {"pages": pages, "cpu": busy, "memory": peak_megabytes()}
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
