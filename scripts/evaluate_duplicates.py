"""How well duplicates are found: `python -m scripts.evaluate_duplicates FOLDER -n 100000`.

Makes a synthetic archive (or goes on with one), then prints the recall of each kind of copy,
the precision of all pairs, the share of look-alikes that were joined with another column, and what
it costs to take in one more column at 1,000, 10,000 and 100,000, in this one run. `--formulaic`
takes the short, formulaic columns of `formulaic` instead, and prints the precision and recall of
all pairs of columns that stand in one cluster, by language, by kind of copy and by style.
"""

import argparse
import json
import statistics
import time
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

from archive.duplicates import clustering
from archive.folder.archive import Archive
from archive.model.identity import text_id
from archive.model.versions import Text
from scripts import formulaic
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


def take_in_formulaic(archive: Archive, columns: list[Column]) -> float:
    """CPU milliseconds that each of some columns cost."""
    outlets = enter_outlets(archive)
    began = time.process_time()
    for made in columns:
        take_in(archive, made, outlet_id=outlets[made.outlet], edited=False)
    return 1000 * (time.process_time() - began) / len(columns)


def evaluate_clusters(archive: Archive, columns: list[Column]) -> dict[str, Any]:
    """Precision and recall of the pairs of columns that stand in one cluster."""
    cluster_of = dict(archive.db.execute("SELECT url, cluster_id FROM articles"))
    clusters: dict[int, list[Column]] = {}
    for made in columns:
        held = cluster_of[made.url]
        if held is not None:
            clusters.setdefault(held, []).append(made)
    right: Counter[str] = Counter()
    joined: Counter[str] = Counter()
    for members in clusters.values():
        for one, other in combinations(members, 2):
            names = {"all", one.language, *styles(one), *styles(other)}
            joined.update(names)
            right.update(names if kin(one) == kin(other) else ())
    found: Counter[str] = Counter()
    planted: Counter[str] = Counter()
    by_number = {made.number: made for made in columns}
    for made in columns:
        if made.original is None:
            continue
        names = {"all", made.language, str(made.copy), *styles(made)}
        planted.update(names)
        held = cluster_of[made.url]
        if held is not None and held == cluster_of[by_number[made.original].url]:
            found.update(names)
    return {
        "precision": {name: round(right[name] / joined[name], 4) for name in sorted(joined)},
        "recall": {name: round(found[name] / planted[name], 4) for name in sorted(planted)},
        "largest cluster": max(map(len, clusters.values()), default=0),
        "pairs of columns": joined["all"],
    }


def styles(made: Column) -> list[str]:
    """The style a column is written in, if it has one."""
    return [made.look_alike] if made.look_alike is not None else []


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-n", "--columns", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--words", type=int, default=700, help="of a column, on the average")
    parser.add_argument("--formulaic", action="store_true", help="short columns full of formulas")
    arguments = parser.parse_args()
    Archive.create(arguments.folder)
    if arguments.formulaic:
        columns = formulaic.columns(arguments.seed)
        with Archive.writing(arguments.folder, command="synthetic") as archive:
            cost_of_each = take_in_formulaic(archive, columns)
            found = evaluate_clusters(archive, columns)
        print(json.dumps({**found, "CPU ms a column": round(cost_of_each, 2)}, indent=2))
        return
    numbers = order(arguments.columns, seed=arguments.seed)
    with Archive.writing(arguments.folder, command="synthetic") as archive:
        cost = grow(archive, numbers, seed=arguments.seed, size=arguments.words)
        figures = evaluate(archive, numbers, seed=arguments.seed, size=arguments.words)
    print(json.dumps({**figures, "CPU ms a column": cost}, indent=2))


if __name__ == "__main__":
    main()
