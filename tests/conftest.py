"""What tests of both packages are given, and how they are shared out among processes."""

import gc
import multiprocessing
import sys
from collections.abc import Iterator
from contextlib import chdir
from multiprocessing import forkserver
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from archive.folder.archive import Archive
from tests import ROOT
from tests.builders.archives import new_archive
from tests.builders.site import Site, publishing

TOGETHER = (
    "tests/archive/fixity/test_damage.py",
    "tests/archive/fixity/test_lost_rows.py",
    "tests/archive/fixity/test_text_indexes.py",
    "tests/archive/search/test_filters.py",
    "tests/archive/search/test_indian_scripts.py",
    "tests/archive/search/test_nearness.py",
    "tests/archive/search/test_paging.py",
    "tests/archive/search/test_quality.py",
    "tests/archive/search/test_queries.py",
    "tests/archive/search/test_ranking.py",
    "tests/archive/search/test_scripts.py",
    "tests/archive/search/test_search.py",
    "tests/archive/web/room/test_author_pages.py",
    "tests/archive/web/room/test_capture_text.py",
    "tests/archive/web/room/test_column_page.py",
    "tests/archive/web/room/test_history_page.py",
    "tests/archive/web/room/test_hostile_columns.py",
    "tests/archive/web/room/test_hostile_in_chromium.py",
    "tests/archive/web/room/test_in_chromium.py",
    "tests/archive/web/room/test_long_columns.py",
    "tests/archive/web/room/test_long_histories.py",
    "tests/archive/web/room/test_long_names.py",
    "tests/archive/web/room/test_outlet_pages.py",
    "tests/archive/web/room/test_queries_page.py",
    "tests/archive/web/room/test_search_page.py",
    "tests/archive/web/test_limits.py",
    "tests/archive/web/test_serving.py",
    "tests/archive/web/test_web.py",
    "tests/crawler/cli/test_faces_of_a_search.py",
    "tests/crawler/fetch/test_recording_handler.py",
    "tests/crawler/jobs/test_demo_crawl.py",
    "tests/crawler/jobs/test_merging.py",
    "tests/crawler/jobs/test_rebuild.py",
    "tests/crawler/jobs/test_wordpress.py",
    "tests/crawler/jobs/test_wordpress_bent.py",
    "tests/crawler/jobs/test_wordpress_furniture.py",
    "tests/docs/test_glossary.py",
    "tests/scripts/test_bench_archives.py",
    "tests/scripts/test_bench_web.py",
    "tests/scripts/test_demo.py",
    "tests/scripts/test_hostile_desk.py",
    "tests/scripts/test_kill_verbs.py",
)
"""Modules with a costly fixture for all of their tests, which therefore run in one process."""

TOGETHER_BY_PARAMETER = frozenset(("tests/crawler/jobs/test_wordpress.py",))
"""Those of them whose costly fixture has a parameter: the tests of each value go together."""

LONGEST = (
    "tests/crawler/jobs/test_wordpress_faults.py",
    "tests/crawler/jobs/test_wordpress.py",
    "tests/crawler/jobs/test_wordpress_bent.py",
    "tests/crawler/jobs/test_wordpress_furniture.py",
    "tests/archive/fixity/test_damage.py",
    "tests/archive/fixity/test_lost_rows.py",
    "tests/crawler/jobs/test_rebuild.py",
    "tests/crawler/fetch/test_connections.py",
    "tests/crawler/session/test_walls.py",
    "tests/crawler/session/test_weeks_of_crawls.py",
    "tests/archive/duplicates/test_duplicates.py",
)
"""Modules that begin first, as one of their tests that began last would be waited for alone."""


class SchedulingByFixture(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Tests go one by one to the process that is free; modules with a costly fixture as a whole.

    xdist's own marks for this (`xdist_group`) group nothing under pytest 9.2
    (https://github.com/pytest-dev/pytest-xdist/issues/1386).
    """

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        if module in TOGETHER_BY_PARAMETER:
            return f"{module}[{nodeid.partition('[')[2]}"
        return module if module in TOGETHER else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> SchedulingByFixture:
    config.option.loadscopereorder = (
        False  # by the number of tests, which says little of their time
    )
    return SchedulingByFixture(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):  # one of several processes
        items.sort(key=lambda item: turn(item.nodeid))


def turn(nodeid: str) -> int:
    """When a test begins, among several processes: the longest first, then costly fixtures."""
    module = nodeid.partition("::")[0]
    if module in LONGEST:
        return LONGEST.index(module)
    return len(LONGEST) + (module not in TOGETHER)


gc.disable()
"""Until the tests are collected: nothing of ten thousand tests is garbage."""

PRELOADED = {
    "tests.builders.crawls": ("tests.builders.forked", "tests.builders.loaded"),
    "archive.web.statements": ("archive.web.statements", "archive.web"),
    "tests.builders.served": ("archive.web.server",),
    "scripts.kill_verbs.running": ("scripts.kill_verbs.loaded",),
}
"""What is to be loaded before processes are forked, by the module that forks them."""


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was collected stays to the end, and is not looked through for garbage again.

    There is one server of forks in a process, and each of these modules says of it what it
    loads: that which was imported last would be heard alone.
    """
    gc.freeze()
    gc.enable()
    wanted = [
        name for forking, names in PRELOADED.items() if forking in sys.modules for name in names
    ]
    multiprocessing.set_forkserver_preload(wanted)
    if hasattr(session.config, "workerinput"):  # among many tests, some will fork
        with chdir(ROOT):
            forkserver.ensure_running()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An archive without a column, open for writing."""
    with new_archive(tmp_path) as archive:
        yield archive


@pytest.fixture
def site() -> Iterator[Site]:
    """A small publication on loopback, without a page."""
    with publishing() as site:
        yield site
