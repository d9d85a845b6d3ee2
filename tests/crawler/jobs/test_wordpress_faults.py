"""A real WordPress, crawled with the `desk` command while answers are spoilt on their way: three
runs lose nothing, and none is less polite for it."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest

from scripts.demo.folder import desk
from scripts.faults import FAULTS
from scripts.loopback_server import answering
from scripts.spoiling_proxy import Exchange, FaultProxy, chosen
from scripts.wordpress.content import Blog, first
from scripts.wordpress.lab import WordPress, wordpress
from scripts.wordpress.packages import CLASSIC
from scripts.wordpress.processes import free_port
from tests.builders.wordpress_site import (
    SLUG,
    Kept,
    columns_of,
    comments_of,
    differing,
    make_folder,
    need_packages,
)

pytestmark = pytest.mark.timeout(600)

RUNS = 3
COLUMNS = 140
"""Enough that three of them have long threads, and that each fault falls on several."""
CRAWL_DELAY = 0.05
"""Seconds; 400 requests are then made in less than a minute."""
TIMEOUT = 10
"""Seconds until a crawl gives up an answer: fifteen times what the slowest, REST's listing of a
hundred posts, takes on an idle machine. What a busy one fails to answer in time would be a further
fault, of which the seed knows nothing."""
LATE = 0.03
"""Seconds by which a request may be seen late, and the next in time, on a busy machine."""


@pytest.fixture
def site() -> Iterator[WordPress]:
    need_packages()
    with wordpress() as started:
        yield started


def test_after_three_runs_through_faults_the_archive_is_equal(
    site: WordPress, tmp_path: Path
) -> None:
    blog = first(datetime.now(UTC), columns=COLUMNS)
    site.seed(blog.as_told(CLASSIC))
    site.change([{"do": "option", "option": "lab_crawl_delay", "value": str(CRAWL_DELAY)}])
    folders = [tmp_path / "plain" / "desk", tmp_path / "spoilt" / "desk"]
    for folder in folders:
        folder.parent.mkdir()
        make_folder(folder, site)
    plain, spoilt = folders
    desk(plain, "crawl", SLUG, "--quiet")
    settings = spoilt / "desk.toml"
    settings.write_text(settings.read_text("utf-8") + f"timeout = {TIMEOUT}\n", "utf-8")
    behind = free_port()
    site.serve_at(behind)
    try:
        with answering(FaultProxy(behind, port=site.port, seed=faults_seed(blog))) as proxy:
            for _ in range(RUNS):
                desk(spoilt, "crawl", SLUG, "--quiet", check=False)
    finally:
        site.serve_at(site.port)
    exchanges = sorted(proxy.exchanges, key=lambda exchange: exchange.began)
    met = {exchange.fault for exchange in exchanges if exchange.fault}
    assert met == set(FAULTS)
    check_manners(exchanges)
    kept = Kept.of(spoilt, "kept")
    late = [one.target for one in exchanges if one.dropped and not one.fault]
    assert differing(kept.columns(), columns_of(blog)) == {}, f"not answered in time: {late}"
    assert differing(kept.comments(), comments_of(blog)) == {}, f"not answered in time: {late}"
    assert desk(spoilt, "dump", "--digest").stdout == desk(plain, "dump", "--digest").stdout
    desk(spoilt, "verify")


def faults_seed(blog: Blog) -> int:
    """The first seed with which columns meet each fault at once, and none meets one in each run."""
    paths = [quote(path) for path in blog.columns()]

    def fits(seed: int) -> bool:
        runs = [[chosen(path, run, seed=seed)[0] for path in paths] for run in range(1, RUNS + 1)]
        return set(runs[0]) >= set(FAULTS) and all(None in met for met in zip(*runs, strict=True))

    return next(seed for seed in itertools.count(1) if fits(seed))


def check_manners(exchanges: list[Exchange]) -> None:
    """Crawl-delay, Retry-After and one connection at a time, as the proxy saw them."""
    for before, after in pairwise(exchanges):
        told = f"{before} then {after}"
        assert after.began - before.began >= CRAWL_DELAY - LATE, told
        if before.retry_after is not None:
            assert after.began - before.ended >= before.retry_after - LATE, told
        if not before.dropped:  # when a client leaves, the proxy hears of it late
            assert after.began >= before.ended, told
