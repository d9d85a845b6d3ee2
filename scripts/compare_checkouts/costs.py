"""What a crawl costs with each checkout."""

import statistics

from scripts import bench_crawl
from scripts.compare_checkouts.checkout import Pair, Report

PAGES = 600
SEED = 8


def compare_crawls(pair: Pair, report: Report, *, rounds: int, most: float) -> None:
    """CPU of `desk crawl` of the bench's small pages, in turns."""
    ratios = []
    with bench_crawl.serving(PAGES, seed=SEED) as root:
        for number in range(rounds):
            order = (0, 1) if number % 2 else (1, 0)
            costs = {at: bench_crawl.desk_crawl(root, pair[at].command) for at in order}
            ratios.append(costs[1].cpu_seconds / costs[0].cpu_seconds)
    ratio = statistics.median(ratios)
    report.line(
        f"CPU of a crawl of {PAGES} pages",
        same=ratio <= most,
        detail=f"median of {rounds} ratios {ratio:.3f} ({min(ratios):.3f} to {max(ratios):.3f})",
    )
