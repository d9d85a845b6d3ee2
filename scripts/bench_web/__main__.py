"""What searching and reading in the browser cost: `python -m scripts.bench_web --folder DIR`.

Makes the archives that are not in the folder yet, asks each the same kinds of questions, every one
twice or more. The first answers do not count; of the others each question's middle one does, and
median and 95th percentile of these are shown, wall and CPU. Wall says something only where nothing
else runs; more `--rounds` even out what a machine does for some seconds. Over HTTP, CPU is the
server's.
"""

import argparse
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path

from rich.console import Console

from archive.db import connection
from archive.folder.open_archive import OpenArchive
from crawler.terminal.progress_bars import progress_bar, step_reporter
from scripts.bench_web.archives import build
from scripts.bench_web.asking import LIMIT_MS, Layer, SearchLayer, over_http, pages_of
from scripts.bench_web.beside import ENGINES
from scripts.bench_web.figures import Figures, measured, table
from scripts.bench_web.questions import MAKERS, Chooser, Question

SIZES = (10_000, 100_000, 1_000_000)
QUERIES = 40
"""Questions of a kind."""
WIDTH = 140
"""Characters of a line of the table."""
LAYERS = ("search", "page", "http")


def main() -> None:
    """Make what is missing, ask, and show the figures."""
    arguments = parsed()
    console = Console(width=WIDTH)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    told: list[dict[str, object]] = []
    for columns in arguments.columns:
        with progress_bar(quiet=arguments.json) as bars:
            folder = build(
                arguments.folder.resolve(),
                columns,
                processes=arguments.processes,
                progress=step_reporter(bars),
            )
        if arguments.build_only:
            console.print(f"{folder}: {in_gigabytes(folder)}")
            continue
        questions = asked(folder, arguments.queries, seed=arguments.seed)
        beside = ["search", *arguments.beside] if arguments.beside else []
        for name in beside or arguments.layer:
            with layer(name, folder, alone=not beside, limit_ms=arguments.limit_ms) as (way, holds):
                rows = [*figures(way, questions, rounds=arguments.rounds)]
            title = f"{columns:,} columns, {holds}"
            told.append({"title": title, "load": os.getloadavg(), "rows": [*map(asdict, rows)]})
            if not arguments.json:
                console.print(table(title, rows))
    if arguments.json:
        print(json.dumps(told, indent=2))


def parsed() -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench_web", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="where the archives are kept")
    parser.add_argument(
        "--columns",
        type=int,
        nargs="+",
        default=SIZES,
        help="of the archives (default: %(default)s)",
    )
    parser.add_argument(
        "--layer", nargs="+", choices=LAYERS, default=["page", "http"], help="what is asked"
    )
    parser.add_argument(
        "--beside", nargs="+", choices=ENGINES, help="the search alone, and others over its texts"
    )
    parser.add_argument("--queries", type=int, default=QUERIES, help="of a kind (%(default)s)")
    parser.add_argument(
        "--rounds",
        type=int,
        default=1,
        help="after the first; of each question the middle answer counts (%(default)s)",
    )
    parser.add_argument("--seed", type=int, default=1, help="of the questions")
    parser.add_argument(
        "--limit-ms",
        type=int,
        default=LIMIT_MS,
        help="that a page of the layer page may take, for a busy machine (%(default)s)",
    )
    parser.add_argument("--processes", type=int, help="that make texts (default: one a core)")
    parser.add_argument("--build-only", action="store_true", help="ask nothing")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    return parser.parse_args()


def asked(folder: Path, number: int, *, seed: int) -> dict[str, list[Question]]:
    """So many questions of each kind about an archive."""
    with closing(connection.open_to_read(folder)) as db:
        chooser = Chooser(db, seed=seed)
        return {kind: chooser.questions(kind, number) for kind in MAKERS}


@contextmanager
def layer(name: str, folder: Path, *, alone: bool, limit_ms: int) -> Iterator[tuple[Layer, str]]:
    """A way to ask an archive, and what it asks; beside others only columns are searched."""
    holds = f"{in_gigabytes(folder)}, layer {name}"
    if name in ENGINES:
        with ENGINES[name](folder) as (engine, said):
            yield engine, said
    elif name == "search":
        with OpenArchive.reading(folder) as archive:
            about = holds if alone else f"{holds}: {held(archive)}"
            yield SearchLayer(archive, where="both" if alone else "column", facets=alone), about
    elif name == "page":
        with pages_of(folder, limit_ms=limit_ms) as pages:
            yield pages, holds
    else:
        with over_http(folder) as server:
            yield server, holds


def held(archive: OpenArchive) -> str:
    """What the archive's index of columns holds."""
    (size,) = archive.db.execute("SELECT sum(length(block)) FROM articles_fts_data").fetchone()
    names = [
        name for (name,) in archive.db.execute("SELECT name FROM pragma_table_info('articles_fts')")
    ]
    return (
        f"SQLite {sqlite3.sqlite_version}, FTS5: {size / 1e9:.2f} GB of words with positions"
        f" ({', '.join(names)}); texts, comments, versions and captures stand beside it"
    )


def figures(way: Layer, questions: dict[str, list[Question]], *, rounds: int) -> Iterator[Figures]:
    """The figures of each kind that can be asked."""
    for kind in MAKERS:
        found = measured(way, kind, questions[kind], rounds=rounds)
        if found is not None:
            yield found


def in_gigabytes(folder: Path) -> str:
    """The size of an archive's database."""
    return f"{(folder / connection.FILE).stat().st_size / 1e9:.2f} GB"


if __name__ == "__main__":
    main()
