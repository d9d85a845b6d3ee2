"""How well duplicates are found: `python -m scripts.evaluate_duplicates FOLDER -n 100000`.

Makes a synthetic archive (or goes on with one), then prints the recall of each kind of copy,
the precision of all pairs, the share of look-alikes that were joined with another column, and what
it costs to take in one more column at 1,000, 10,000 and 100,000, in this one run.
"""

import argparse
import json
import statistics
import time
from collections import Counter
from pathlib import Path

from archive.duplicates import clustering
from archive.folder.archive import Archive
from archive.model.identity import text_id
from archive.model.versions import Text
from scripts.synthetic import COPIES, Column, column
from scripts.synthetic_archive import enter_outlets, order, take_in

STEPS = (1_000, 10_000, 100_000, 1_000_000)
SAMPLE = 400
"""Columns whose time is taken at each size."""


def grow(
    archive: Archive, numbers: list[int], *, seed: int, size: int
) -> dict[int, dict[str, float]]:
    """CPU milliseconds a column costs at each size reached: in all, and for its duplicates."""
    outlets = enter_outlets(archive)
    spent: dict[int, list[tuple[float, float]]] = {}
    inner = 0.0
    enter = clustering.enter

    def timed(*given: object) -> None:
        nonlocal inner
        began = time.process_time()
        enter(*given)  # type: ignore[arg-type]
        inner += time.process_time() - began

    clustering.enter = timed  # type: ignore[assignment]
    held = int(archive.db.execute("SELECT count(*) FROM articles").fetchone()[0])
    for place, number in enumerate(numbers[held:], start=held):
        made = column(number, seed=seed, size=size)
        inner, began = 0.0, time.process_time()
        take_in(archive, made, outlet_id=outlets[made.outlet])
        step = next((step for step in STEPS if step - SAMPLE <= place < step), None)
        if step is not None:
            spent.setdefault(step, []).append((time.process_time() - began, inner))
        if place % 10_000 == 9_999:
            print(f"{place + 1:,} columns", flush=True)
    clustering.enter = enter
    return {
        step: {
            "mean": round(1000 * statistics.fmean(whole for whole, _ in times), 3),
            "median": round(1000 * statistics.median(whole for whole, _ in times), 3),
            "duplicates, mean": round(1000 * statistics.fmean(part for _, part in times), 3),
            "duplicates, median": round(1000 * statistics.median(part for _, part in times), 3),
        }
        for step, times in spent.items()
    }


def kin(made: Column) -> int:
    """What a column is one text with: its original, or itself."""
    return made.original if made.original is not None else made.number


def evaluate(archive: Archive, numbers: list[int], *, seed: int, size: int) -> dict[str, object]:
    """Recall by kind, precision, false joins."""
    db = archive.db
    texts: dict[int, list[Column]] = {}
    digests = dict(db.execute("SELECT url, body_digest FROM articles"))
    clusters = dict(db.execute("SELECT url, cluster_id FROM articles"))
    made_all = {number: column(number, seed=seed, size=size) for number in numbers}
    for made in made_all.values():
        texts.setdefault(text_id(digests[made.url]), []).append(made)
    pairs = db.execute("SELECT one_id, other_id, rule FROM text_pairs").fetchall()
    right = sum(
        any(kin(one) == kin(other) for one in texts[a] for other in texts[b]) for a, b, _ in pairs
    )
    recalled: Counter[str] = Counter()
    planted: Counter[str] = Counter()
    related = {(a, b) for a, b, _ in pairs}
    for made in made_all.values():
        if made.copy is None or made.original not in made_all:
            continue
        planted[made.copy] += 1
        ids = [text_id(digests[url]) for url in (made.url, made_all[made.original].url)]
        recalled[made.copy] += ids[0] == ids[1] or (min(ids), max(ids)) in related
    alike: Counter[str] = Counter()
    joined: Counter[str] = Counter()
    for made in made_all.values():
        if made.look_alike is not None:
            alike[made.look_alike] += 1
            joined[made.look_alike] += clusters[made.url] is not None
    return {
        "recall": {
            kind: round(recalled[kind] / planted[kind], 4) for kind in COPIES if planted[kind]
        },
        "pairs": len(pairs),
        "precision": round(right / max(1, len(pairs)), 4),
        "rules": Counter(rule for _, _, rule in pairs),
        "false joins": {kind: round(joined[kind] / alike[kind], 4) for kind in sorted(alike)},
        "shortest text not found": min(
            (
                len(Text(None, None, "\n\n".join(made.paragraphs)).body.split())
                for made in made_all.values()
                if made.copy and clusters[made.url] is None
            ),
            default=None,
        ),
    }


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-n", "--columns", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--words", type=int, default=700, help="of a column, on the average")
    arguments = parser.parse_args()
    Archive.create(arguments.folder)
    numbers = order(arguments.columns, seed=arguments.seed)
    with Archive.writing(arguments.folder, command="synthetic") as archive:
        cost = grow(archive, numbers, seed=arguments.seed, size=arguments.words)
        figures = evaluate(archive, numbers, seed=arguments.seed, size=arguments.words)
    print(json.dumps({**figures, "CPU ms a column": cost}, indent=2))


if __name__ == "__main__":
    main()
