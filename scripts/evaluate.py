"""Scores the extractor on annotated pages, holds it to its floors, and sets it beside its peers.

    python -m scripts.evaluate --corpus DIR                 # every figure, in sample
    python -m scripts.evaluate --corpus DIR --out-of-fold   # bodies by models of other publishers
    python -m scripts.evaluate --corpus DIR --gate          # exit 1 with a line per figure too low
    python -m scripts.evaluate --corpus DIR --peers         # beside the peers that can be imported

DIR holds annotated pages as `*.jsonl.gz`, and `metrics.py` to score with. Rules are not learned,
but written while looking at pages; only those of half the publishers (`open`) were looked at, the
others (`held`) were scored as a total. `--out-of-fold` needs the `train` extra, or the file that
`scripts.train_classifier --folds FILE` wrote.
"""

import argparse
import json
import logging
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from scripts.corpus import (
    FOLDS,
    Record,
    classifier_trees,
    read_fold_models,
    read_metrics,
    read_records,
)
from scripts.costs import Run, in_turns, timed
from scripts.figures import COST, FIGURES, MATTERS, Values, aggregated, costs, shortfalls
from scripts.reading import EXTRACTORS, OURS, Reader, loaded

SLOW = 1.0
"""CPU seconds that no page may take."""
ALL, OPEN, HELD = "all", "open", "held"
PARTS = (ALL, OPEN, HELD)
SAMPLE, ROUNDS = 150, 3
"""Pages on which CPU is taken again, in turns, as the best of so many rounds."""
SCREEN = 100
"""Columns of the tables where there is no terminal to ask."""


@dataclass(slots=True)
class Tally:
    """One extractor's scores by part and set of the corpus, and what it cost."""

    scores: dict[str, dict[str, list[dict[str, Any]]]] = field(
        default_factory=lambda: {part: {} for part in PARTS}
    )
    crashes: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    cpu: float = 0.0
    pages: int = 0

    def add(self, record: Record, read: Reader, metrics: ModuleType, *, exposed: bool) -> None:
        """Reads and scores one page."""
        seconds, prediction = timed(read, record)
        if seconds > SLOW:
            # Once more: on a shared machine a page may be slow for reasons of the machine.
            seconds = min(seconds, timed(read, record)[0])
        if seconds > SLOW:
            self.slow.append(f"{record.url}: {seconds:.1f} s")
        if prediction.get("crash"):
            self.crashes.append(f"{record.url}: {prediction['crash']}")
        score = metrics.score_page(record.gold, prediction, exposed)
        for part in (ALL, OPEN if record.is_open else HELD):
            self.scores[part].setdefault(record.corpus, []).append(score)
        self.cpu += seconds
        self.pages += 1

    def figures(self, part: str, metrics: ModuleType) -> dict[str, float | None]:
        """The figures of one part of the corpus; pages over a second are counted for the whole."""
        values = dict(aggregated(self.scores[part], metrics))
        return {**values, **costs(slow=len(self.slow))} if part == ALL else values


def main(arguments: list[str] | None = None) -> None:
    """Reads, scores and prints; exits with 1 when the gate does not hold."""
    asked = _parser().parse_args(arguments)
    if not any(asked.corpus.glob("*.jsonl.gz")):
        sys.exit(f"{asked.corpus}: no *.jsonl.gz in it; name the folder of the corpus")
    metrics = read_metrics(asked.corpus)
    logging.disable()  # a peer's complaints about pages
    console = Console(stderr=asked.gate, width=None if sys.stdout.isatty() else SCREEN)
    if asked.peers:
        results = _beside_peers(asked.corpus, metrics, console)
        values = results[OURS]
    else:
        values_by_part = _ours(asked.corpus, metrics, asked.out_of_fold, console)
        values, results = values_by_part[ALL], values_by_part
        if not asked.gate:
            _print_figures(values_by_part, console, out_of_fold=bool(asked.out_of_fold))
    if asked.json:
        asked.json.write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    if asked.gate:
        sys.exit(_hold(values, out_of_fold=bool(asked.out_of_fold)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.evaluate",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--corpus", type=Path, required=True, metavar="DIR")
    parser.add_argument(
        "--out-of-fold",
        nargs="?",
        const=True,
        type=Path,
        metavar="FILE",
        help="read each page with a classifier that saw none of its publisher's; FILE holds them",
    )
    parser.add_argument("--peers", action="store_true", help="other extractors beside ours")
    parser.add_argument("--gate", action="store_true", help="only hold the figures to their floors")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE too")
    return parser


def _hold(values: Values, *, out_of_fold: bool) -> int:
    """Says what the gate found, and gives the exit code."""
    low = list(shortfalls(values, out_of_fold=out_of_fold))
    for line in low:
        print(f"gate: {line}")
    held = sum(figure.held_to(out_of_fold=out_of_fold) is not None for figure in FIGURES)
    if not low:
        print(f"gate: all {held} figures of the extractor hold")
    return 1 if low else 0


def _ours(
    corpus: Path, metrics: ModuleType, out_of_fold: Path | bool | None, console: Console
) -> dict[str, dict[str, float | None]]:
    """Our figures for the whole corpus and its halves."""
    memory = Run(corpus)  # in a process of its own while this one scores
    tally = Tally()
    read = loaded(OURS)
    for record in track(
        _in_folds(corpus, metrics, out_of_fold) if out_of_fold else read_records(corpus),
        "pages",
        total=_count(corpus),
        console=console,
        transient=True,
    ):
        tally.add(record, read, metrics, exposed=metrics.has_chrome(record.html))
    measured = memory.result()
    for kind, pages in (("crashed", tally.crashes), ("over one second", tally.slow)):
        for page in pages:
            console.print(f"{kind}: {page}", markup=False)
    console.print(
        f"{tally.pages} pages, {measured['cpu'] / measured['pages'] * 1000:.1f} ms of CPU each\n"
    )
    values_by_part = {part: tally.figures(part, metrics) for part in PARTS}
    values_by_part[ALL].update(costs(memory=measured["memory"]))
    return values_by_part


def _in_folds(corpus: Path, metrics: ModuleType, kept: Path | bool) -> Iterator[Record]:
    """The pages fold by fold, each while the classifier of its fold is in use."""
    if isinstance(kept, Path):
        models = read_fold_models(kept)
    else:
        from scripts import train_classifier  # needs lightgbm, and is needed only here

        examples = train_classifier.read_examples(corpus, metrics)
        models = train_classifier.fold_models([e for e in examples if len(e.rows)])
    for fold in range(FOLDS):
        with classifier_trees(models[fold]):
            yield from (record for record in read_records(corpus) if record.fold == fold)


def _beside_peers(
    corpus: Path, metrics: ModuleType, console: Console
) -> dict[str, dict[str, float | None]]:
    """The figures of every extractor that is here, taken page by page in turns."""
    names = [name for name, extractor in EXTRACTORS.items() if extractor.is_here]
    for name in EXTRACTORS.keys() - names:
        console.print(f"{name} cannot be imported here, and is left out")
    readers = {name: loaded(name) for name in names}
    tallies = {name: Tally() for name in names}
    for record in track(
        read_records(corpus), "pages", total=_count(corpus), console=console, transient=True
    ):
        exposed = metrics.has_chrome(record.html)
        for name in names:
            tallies[name].add(record, readers[name], metrics, exposed=exposed)
    step = max(1, _count(corpus) // SAMPLE)
    sample = list(read_records(corpus))[::step]
    again = in_turns(readers, sample, rounds=ROUNDS)
    values_by_name = {}
    for name in names:
        values_by_name[name] = tallies[name].figures(ALL, metrics)
        values_by_name[name].update(costs(memory=Run(corpus, name).result()["memory"]))
        if "trafilatura" in tallies:
            values_by_name[name].update(costs(ratio=tallies[name].cpu / tallies["trafilatura"].cpu))
    _print_peers(values_by_name, console)
    _print_speed(tallies, again, len(sample), console)
    return values_by_name


def _count(corpus: Path) -> int:
    return sum(1 for _ in read_records(corpus))


def _print_figures(values: Mapping[str, Values], console: Console, *, out_of_fold: bool) -> None:
    """One table per matter: what is asked, what is reached, and what the gate holds."""
    how = "out of fold" if out_of_fold else "in sample"
    for matter in MATTERS:
        table = Table(title=f"{matter}, {how}", title_justify="left")
        table.add_column("", width=27)
        for head in ("trafilatura", "floor", "aim", *PARTS, "gate"):
            table.add_column(head, justify="right")
        for figure in FIGURES:
            value = values[ALL].get(figure.name)
            elsewhere = value is None and figure.gate is None and matter != COST
            if figure.matter != matter or elsewhere:
                continue
            low = value is not None and figure.falls_short(value, figure.floor)
            table.add_row(
                figure.name,
                figure.shown(figure.trafilatura),
                figure.shown(figure.floor),
                figure.shown(figure.aim),
                *(figure.shown(values[part].get(figure.name)) for part in PARTS),
                figure.shown(figure.held_to(out_of_fold=out_of_fold)),
                style="bold red" if low else None,
            )
        console.print(table)


def _print_peers(values: Mapping[str, Values], console: Console) -> None:
    """One table per matter with a column per extractor."""
    for matter in MATTERS:
        table = Table(title=matter, title_justify="left")
        table.add_column("", width=27)
        for name in values:
            table.add_column(name, justify="right")
        for figure in FIGURES:
            if figure.matter == matter:
                cells = (figure.shown(column.get(figure.name)) for column in values.values())
                table.add_row(figure.name, *cells)
        console.print(table)


def _print_speed(
    tallies: Mapping[str, Tally], again: Mapping[str, float], sample: int, console: Console
) -> None:
    """CPU per page over the corpus and over the sample, both also against trafilatura's."""
    table = Table(title="CPU per page", title_justify="left")
    table.add_column("", width=27)
    for head in ("ms, every page once", "ratio", f"ms, best of {ROUNDS}, {sample} pages", "ratio"):
        table.add_column(head, justify="right")
    for name, tally in tallies.items():
        row = []
        for seconds, pages, whole in (
            (tally.cpu, tally.pages, {n: t.cpu for n, t in tallies.items()}),
            (again[name], sample, again),
        ):
            against = whole.get("trafilatura")
            row += [f"{seconds / pages * 1000:.1f}", f"{seconds / against:.2f}" if against else "–"]
        table.add_row(name, *row)
    console.print(table)


if __name__ == "__main__":
    main()
