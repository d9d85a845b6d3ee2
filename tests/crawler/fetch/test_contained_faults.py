"""A fault of the program ends one outlet's crawl, and is told everywhere a person looks."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

import pytest

from tests import ROOT
from tests.builders.crawls import (
    crawl,
    desk_process,
    fill,
    outlet_file,
    rows,
    started_crawl,
    working_folder,
)
from tests.builders.site import Page, Site, feed, publishing, sitemap

FAULTS = {
    "an outlet that is opened": "crawler.session.outlet_crawl:walk_of",
    "its first request": "crawler.session.seed_walk:SeedWalk.first",
    "a seed's answer": "crawler.session.seed_walk:SeedWalk.answered",
    "a seed without an answer": "crawler.session.seed_walk:SeedWalk.failed",
    "a candidate": "archive.frontier.visits:discover",
    "what is due": "archive.db.crawling.frontier:lease",
    "the answer of a visit": "crawler.session.outlet_crawl:OutletCrawl.multi_page_visit",
    "the extractor": "crawler.intake.intake:read",
    "a page": "crawler.intake.multi_page_visit:MultiPageVisit.reading",
    "the parts of a page": "crawler.intake.multi_page_visit:MultiPageVisit.next_part",
    "a page kept": "crawler.intake.intake:keep",
    "a visit settled": "archive.frontier.visits:settle",
    "progress": "crawler.session.outlet_crawl:OutletCrawl.note",
}
"""What the program may fail with, and the function that then raises for one outlet."""
FAULT = """
import importlib
module, _, names = {place!r}.partition(":")
holder = importlib.import_module(module)
*within, name = names.split(".")
for one in within:
    holder = getattr(holder, one)
real = getattr(holder, name)
def failing(*given, **told):
    reached = [
        *given,
        *(vars(one) for one in given if hasattr(one, "__dict__")),
        *(one.capture.url for one in given if hasattr(one, "capture")),
        *(one.seed.url for one in given if hasattr(one, "seed")),
    ]
    if {home!r} in repr(reached):
        raise ZeroDivisionError("of no use\\nto anyone")
    return real(*given, **told)
setattr(holder, name, failing)
"""


@pytest.mark.parametrize(
    "moment",
    [
        "0001-01-01T00:00:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "9999-12-31T23:59:59Z",
        "0001-01-01",
        "0000-00-00T00:00:00",
    ],
)
def test_a_date_at_the_edge_of_the_calendar_costs_no_column(
    site: Site, tmp_path: Path, moment: str
) -> None:
    outlet = outlet_file(site).replace('feed = "/feed"', 'sitemap = "/sitemap.xml"')
    outlet = outlet.replace("Europe/Lisbon", "Asia/Seoul")
    (first, second) = fill(site, "Ferries", "Customs")
    site.pages["/sitemap.xml"] = Page(sitemap(site.home, {first: moment, second: "2024-05-01"}))
    done = crawl(working_folder(tmp_path / "desk", harbour=outlet))
    assert (done.code, done.error) == (0, "")
    assert done.outcomes() == {"new": 2}


@pytest.mark.parametrize("place", FAULTS.values(), ids=FAULTS)
def test_a_fault_fails_its_outlet_aloud_and_no_other(
    site: Site, tmp_path: Path, place: str
) -> None:
    with publishing() as sound:
        listed = fill(site, "Ferries", "Customs")
        site.pages["/feed"] = Page(feed(site.home, listed))
        if place.endswith("SeedWalk.failed"):
            site.pages["/feed"] = Page(raw=b"\x00")
        fill(sound, "Treaties")
        harbour, strait = outlet_file(site), outlet_file(sound, "The Strait Review")
        folder = working_folder(tmp_path / "desk", harbour=harbour, strait=strait)
        within = site.home.removeprefix("http://").rstrip("/")
        done = crawl(folder, code=FAULT.format(place=place, home=within))
    assert done.code == 1
    assert done.error == ""
    failed, passed = done.summaries
    assert "ZeroDivisionError: of no use to anyone" in failed["problem"]
    assert failed["problem"].startswith("a fault of the program: ")
    assert passed["failed"] is False
    assert done.outcomes(1) == {"new": 1}
    ((reason,),) = rows(
        folder,
        "SELECT finish_reason FROM crawls JOIN outlets ON outlets.id = outlet_id"
        " WHERE slug = 'harbour'",
    )
    assert reason.startswith("fault: ZeroDivisionError: of no use to anyone")
    health = desk_process(folder, "health", "--json")
    assert health.returncode == 1
    alarms = {one["outlet"]: one["alarms"] for one in json.loads(health.stdout)}
    assert any("a fault: ZeroDivisionError" in alarm for alarm in alarms["harbour"])
    assert not any("fault" in alarm for alarm in alarms["strait"])


def test_a_fault_with_one_address_that_is_fetched_spares_those_of_other_outlets(
    site: Site, tmp_path: Path
) -> None:
    with publishing() as sound:
        (path,) = fill(site, "Ferries")
        (other,) = fill(sound, "Treaties")
        harbour, strait = outlet_file(site), outlet_file(sound, "The Strait Review")
        folder = working_folder(tmp_path / "desk", harbour=harbour, strait=strait)
        urls = [f"{one.home.rstrip('/')}{at}" for one, at in ((site, path), (sound, other))]
        place = "archive.frontier.visits:asked_for"
        done = desk_process(folder, "fetch", *urls, code=FAULT.format(place=place, home=site.home))
    failed, fetched = done.stdout.splitlines()
    assert done.returncode == 1
    assert failed.startswith(f"not asked  {urls[0]}: a fault of the program: ZeroDivisionError")
    assert fetched.startswith("new  ")


OUTLETS = tuple(f"section-{number}" for number in range(12))
"""Outlets on one host, so that many requests wait for it."""


@contextmanager
def scrapy_crawl(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A running `scrapy crawl columns`."""
    words = [
        sys.executable,
        "-m",
        "scrapy",
        "crawl",
        "columns",
        "-a",
        f"outlet={','.join(OUTLETS)}",
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        words, cwd=folder, env=environment, stdout=DEVNULL, stderr=DEVNULL
    ) as process:
        yield process
        process.wait(20)


@contextmanager
def desk_crawl(folder: Path) -> Iterator[ForkServerProcess]:
    """A running `desk crawl`."""
    process = started_crawl(folder)
    yield process
    process.join(20)
    assert not process.is_alive()


@pytest.mark.parametrize("running", [desk_crawl, scrapy_crawl])
def test_after_an_interruption_nothing_more_is_sent(
    site: Site, tmp_path: Path, running: Any
) -> None:
    fill(site, *(f"Column {number}" for number in range(100)))
    outlet = f"delay = 0.05\n{outlet_file(site)}"
    folder = working_folder(tmp_path / "desk", **dict.fromkeys(OUTLETS, outlet))
    with running(folder) as crawling:
        until = time.monotonic() + 30
        while len(site.asked) < 30 and time.monotonic() < until:
            time.sleep(0.01)
        os.kill(crawling.pid, signal.SIGTERM)
        sent = len(site.asked)
    assert len(site.asked) <= sent + 2
    assert rows(folder, "SELECT COUNT(*) FROM frontier WHERE leased_at IS NOT NULL") == [(0,)]
    assert rows(folder, "SELECT COUNT(*) FROM crawls WHERE finished_at IS NULL") == [(12,)]


SLOW = "^/2020/01/(a|aa)+$"


def test_a_pattern_that_is_searched_for_ever_is_told_in_time(site: Site, tmp_path: Path) -> None:
    (path,) = fill(site, "Ferries")
    site.pages["/feed"] = Page(feed(site.home, ["/2020/01/" + "a" * 60 + "-", path]))
    outlet = outlet_file(site).replace("[scope]", f"[scope]\ninclude = ['{SLOW}']")
    done = crawl(working_folder(tmp_path / "desk", harbour=outlet))
    assert done.code == 1
    told = f"the scope's pattern {SLOW!r} cannot be searched for within 1 s"
    assert told in done.summaries[0]["problem"]
