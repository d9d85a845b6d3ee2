"""What daily work costs in archives of different sizes: `python -m scripts.bench_growth FOLDER…`.

For each archive (made by `synthetic_archive`) the bytes a column takes, and the wall milliseconds,
middle of several tries, of taking in one more, searching, showing, counting and checking.
"""

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from archive.duplicates import related
from archive.fixity.scope import sampled
from archive.fixity.verify import verify
from archive.folder.archive import Archive
from archive.reading import columns
from archive.reading.history import history
from archive.reading.statistics import stats
from archive.search.request import Search
from archive.search.search import search
from scripts.synthetic import column, tongue
from scripts.synthetic_archive import enter_outlets, take_in

TRIES = 7
MORE = 200
"""Columns taken in, of numbers that no archive has."""
FIRST_MORE = 100_000_000


def middle(work: Callable[[], object], tries: int = TRIES) -> float:
    """Milliseconds of the middle try."""
    spent = []
    for _ in range(tries):
        began = time.perf_counter()
        work()
        spent.append(1000 * (time.perf_counter() - began))
    return round(statistics.median(spent), 2)


def growing(folder: Path) -> float:
    """Milliseconds that one more column takes, its share of commits in it."""
    with Archive.writing(folder, command="bench") as archive:
        outlets = enter_outlets(archive)
        count = archive.db.table("articles").count
        first = FIRST_MORE + 20 * (count % 50_000)
        made = [column(number) for number in range(first, first + MORE)]
        began = time.perf_counter()
        for one in made:
            take_in(archive, one, outlet_id=outlets[one.outlet])
        archive.flush()
        return round(1000 * (time.perf_counter() - began) / MORE, 2)


def figures(folder: Path) -> dict[str, object]:
    """The figures of one archive."""
    spoken = tongue("en")
    with Archive.reading(folder) as archive:
        db = archive.db
        count = db.table("articles").count
        size = sum(path.stat().st_size for path in folder.glob("archive.db*"))
        (last,) = db.execute("SELECT max(id) FROM articles").fetchone()
        (one,) = db.execute("SELECT public_id FROM articles WHERE id = ?", (last // 2,)).fetchone()
        clustered = db.execute(
            "SELECT id FROM articles WHERE cluster_id IS NOT NULL LIMIT 1"
        ).fetchone()[0]
        phrase = " ".join(columns.column(db, one).article.body.split()[10:13]).strip(".")
        chance = random.Random(1)
        values: dict[str, object] = {
            "columns": count,
            "bytes a column": round(size / count),
            "search, rare": middle(lambda: search(archive, Search(query=spoken.names[7]))),
            "search, common": middle(lambda: search(archive, Search(query=spoken.words[40]))),
            "search, in most": middle(lambda: search(archive, Search(query=spoken.words[0]))),
            "search, phrase": middle(lambda: search(archive, Search(query=f'"{phrase}"'))),
            "show": middle(lambda: columns.column(db, one)),
            "history": middle(lambda: history(archive, one)),
            "duplicates of one": middle(lambda: related.relatives(db, clustered)),
            "duplicates, the largest": middle(
                lambda: related.largest_clusters(db, limit=20), tries=3
            ),
            "stats": middle(lambda: stats(archive, now=datetime.now(UTC)), tries=3),
            "verify --sample 1000": middle(
                lambda: list(verify(archive, scope=sampled(archive, 1000, chance=chance))), tries=1
            ),
        }
    return values


def main() -> None:
    """Print the figures of each archive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    arguments = parser.parse_args()
    for folder in arguments.folders:
        values = figures(folder)
        print(json.dumps({**values, "one more": growing(folder)}, indent=2), flush=True)


if __name__ == "__main__":
    main()
