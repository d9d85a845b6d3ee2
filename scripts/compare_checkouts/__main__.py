"""Compares this checkout with another one: for a step that must change nothing.

    git worktree add /tmp/before COMMIT && (cd /tmp/before && scripts/setup)
    python -m scripts.compare_checkouts /tmp/before --corpus DIR [--corpus DIR …]

Both are given the same inputs, by servers and scripts of this one: the demo outlet and the corpus's
WordPress pages on one port, the same synthetic columns, the same pages and files. A line per
comparison; exit code 1 when one of them differs. Costs are CPU time of both in turns, as a ratio; a
ratio over `--most` is a difference, too.
"""

import sys
import tempfile
from pathlib import Path

import click

from scripts.compare_checkouts.archives import compare_archives
from scripts.compare_checkouts.articles import compare_articles
from scripts.compare_checkouts.checkout import HERE, Checkout, Report
from scripts.compare_checkouts.costs import compare_crawls
from scripts.compare_checkouts.intake import compare_intake
from scripts.compare_checkouts.verbs import compare_bad_inputs, compare_verbs


@click.command(help=__doc__)
@click.argument("before", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--corpus", "corpora", type=click.Path(exists=True, path_type=Path), multiple=True)
@click.option("--columns", default=2000, show_default=True, help="Of the synthetic archive.")
@click.option("--rounds", default=7, show_default=True, help="Crawls of each for their cost.")
@click.option("--most", default=1.03, show_default=True, help="Ratio of costs that is allowed.")
@click.option("--costs/--no-costs", default=True, help="Whether intake and crawls are timed.")
def main(
    before: Path, corpora: tuple[Path, ...], columns: int, rounds: int, most: float, costs: bool
) -> None:
    """Compares, prints, and exits with 1 when anything differed."""
    pair = Checkout(before.resolve()), Checkout(HERE)
    report = Report()
    with tempfile.TemporaryDirectory(prefix="compare-") as name:
        scratch = Path(name)
        demo = compare_archives(pair, scratch, report, corpora=corpora, columns=columns)
        compare_verbs(pair, demo, scratch, report)
        compare_bad_inputs(pair, scratch, report)
    compare_articles(pair, corpora, report, most=most)
    if costs:
        compare_intake(pair, report, most=most)
        compare_crawls(pair, report, rounds=rounds, most=most)
    print(f"{report.differences} differ")
    sys.exit(1 if report.differences else 0)


if __name__ == "__main__":
    main()
