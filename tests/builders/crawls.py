"""Crawls of small publications on loopback, each in a process of its own.

Twisted's reactor runs once in a process. The processes are forked from one that has loaded Scrapy
and the crawler, which takes longer than most of the crawls.
"""

import json
import multiprocessing
import os
from collections.abc import Callable, Sequence
from contextlib import chdir
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing import forkserver
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory
from typing import Any

from archive.folder.archive import Archive
from tests import ROOT
from tests.builders import forked
from tests.builders.archives import empty_archive
from tests.builders.site import Page, Site, column, feed

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([forked.__name__, "tests.builders.loaded"])
SECONDS = 60
"""A crawl that takes longer has hung."""

OUTLET = """\
name = "{name}"
home = "{home}"
language = "en"
timezone = "Europe/Lisbon"
revisit_after = "0s"

[scope]
exclude = ["^/about"]
sections = ["Foreign Affairs"]

[[seeds]]
feed = "/feed"
"""


CLOCK = """
from datetime import datetime, timedelta
from crawler.fetch import recording_handler
from crawler.fetch.middlewares import capture
from crawler.session import run

class Moved(datetime):
    @classmethod
    def now(cls, zone=None):
        return datetime.now(zone) + timedelta(seconds={seconds})

for module in (run, recording_handler, capture):
    module.datetime = Moved
"""


def clock_moved(by: timedelta) -> str:
    """Code for a crawl whose clock differs from ours, so that one of weeks takes a minute."""
    return CLOCK.format(seconds=by.total_seconds())


def clock_at(moment: datetime) -> str:
    """Code for a crawl whose clock goes from a moment on, for what depends on the time of day."""
    return clock_moved(moment - datetime.now(UTC))


@dataclass(frozen=True)
class CrawlResult:
    """How a crawl ended, and what it printed."""

    code: int
    summaries: list[dict[str, Any]]
    error: str

    def outcomes(self, index: int = 0) -> dict[str, int]:
        """The outcomes that an outlet's crawl had, with their counts."""
        counts: dict[str, int] = self.summaries[index]["outcomes"]
        return {name: count for name, count in counts.items() if count}


def outlet_file(site: Site, name: str = "The Harbour Review") -> str:
    """The outlet file of a publication on loopback."""
    return OUTLET.format(name=name, home=site.home)


def working_folder(folder: Path, **outlets: str) -> Path:
    """A working folder with these outlet files."""
    (folder / "outlets").mkdir(parents=True)
    (folder / "desk.toml").write_text("")
    (folder / "scrapy.cfg").write_text("[settings]\ndefault = crawler.settings\n")
    for slug, text in outlets.items():
        (folder / "outlets" / f"{slug}.toml").write_text(text)
    return empty_archive(folder)


def fill(site: Site, *titles: str) -> list[str]:
    """The paths of new columns with these titles; the publication's feed names them all."""
    paths = [
        f"/{number}/{title.lower().replace(' ', '-')}/" for number, title in enumerate(titles, 1)
    ]
    for path, title in zip(paths, titles, strict=True):
        site.pages[path] = Page(column(title), headers={"ETag": f'"{title}"'})
    site.pages["/feed"] = Page(feed(site.home, paths), headers={"ETag": '"feed 1"'})
    return paths


def crawl(
    folder: Path, *slugs: str, limit: int | None = None, code: str | None = None
) -> CrawlResult:
    """What a crawl came to; `code` runs before it, to have the machine misbehave."""
    done = _finished(folder, forked.crawl_outlets, folder, slugs, limit, code=code)
    return CrawlResult(done.returncode, json.loads(done.stdout or "[]"), done.stderr)


def desk_process(folder: Path, *words: str, code: str | None = None) -> CompletedProcess[str]:
    """What `desk` came to in a folder, for verbs that may start a crawl; `code` as in `crawl`."""
    return _finished(folder, forked.desk, *words, code=code)


def started_crawl(folder: Path, *, code: str | None = None) -> ForkServerProcess:
    """A crawl that is running, for a test that ends it; `code` as in `crawl`."""
    null = Path(os.devnull)
    arguments = (folder, (), None)
    return _started(folder, forked.crawl_outlets, arguments, code=code, output=null, error=null)


def _finished(
    folder: Path, work: Callable[..., int], *arguments: object, code: str | None = None
) -> CompletedProcess[str]:
    with TemporaryDirectory() as temporary:
        output, error = Path(temporary, "output"), Path(temporary, "error")
        process = _started(folder, work, arguments, code=code, output=output, error=error)
        process.join(SECONDS)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise TimeoutError(f"over {SECONDS} s: {arguments}: {error.read_text('utf-8')}")
        printed = (path.read_text("utf-8") for path in (output, error))
        return CompletedProcess([work.__name__], process.exitcode, *printed)


def _started(
    folder: Path, work: Callable[..., int], arguments: Sequence[object], **how: Any
) -> ForkServerProcess:
    with chdir(ROOT):  # where the server that forks finds what it is to load
        forkserver.ensure_running()
    process = FORKS.Process(
        target=forked.run,
        args=(work, *arguments),
        kwargs={**how, "folder": folder, "environment": dict(os.environ)},
    )
    process.start()
    return process


def rows(folder: Path, sql: str) -> list[Any]:
    """What the archive of a working folder answers to a statement."""
    with Archive.reading(folder) as archive:
        return archive.db.execute(sql).fetchall()
