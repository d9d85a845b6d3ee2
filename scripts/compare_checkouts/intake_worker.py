"""Takes columns into an archive with whichever checkout it is started in, one for each line read.

    PYTHONPATH=CHECKOUT CHECKOUT/.venv/bin/python -P intake_worker.py KIND COUNT

KIND is `synthetic` or `formulaic`. Each line of standard output is the CPU seconds of one column,
the last one after the end of the input the archive's digest.
"""

import sys
import tempfile
import time
from pathlib import Path

from archive.folder.archive import Archive
from archive.reading.dump import digest
from scripts import formulaic, synthetic_archive
from scripts.synthetic import Column

SEED = 1
WORDS = 700


def columns(kind: str, count: int) -> list[Column]:
    """The first columns of a kind."""
    if kind == "formulaic":
        return formulaic.columns(SEED)[:count]
    numbers = synthetic_archive.order(count, seed=SEED)
    return synthetic_archive.make(numbers, seed=SEED, size=WORDS)


def main() -> None:
    """Takes in a column for every line until the input ends."""
    kind, count = sys.argv[1], int(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="intake-") as name:
        folder = Path(name)
        Archive.create(folder)
        with Archive.writing(folder, command="compare") as archive:
            outlets = synthetic_archive.enter_outlets(archive)
            for made, _ in zip(columns(kind, count), sys.stdin, strict=False):
                began = time.process_time()
                synthetic_archive.take_in(archive, made, outlet_id=outlets[made.outlet])
                print(time.process_time() - began, flush=True)
            archive.flush()
            print(digest(archive), flush=True)


if __name__ == "__main__":
    main()
