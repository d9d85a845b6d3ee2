"""An archive that a former foreign-desk made goes on as if today's had made it."""

import errno
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Timer
from time import monotonic, sleep

import pytest

from archive.folder.archive import Archive
from archive.reading.dump import dump
from tests import ROOT
from tests.builders import former_outlet
from tests.builders.command import desk
from tests.builders.crawls import crawl
from tests.builders.site import Site, publishing

FORMER = ROOT / "tests" / "data" / "archive-2026-11.tar.gz"
SOUND = "Everything is as it was put in: database, full-text index, texts, captures.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with tarfile.open(FORMER) as packed:
        if hasattr(tarfile, "data_filter"):  # not in Python before 3.11.4
            packed.extraction_filter = tarfile.data_filter
        packed.extractall(tmp_path)
    return tmp_path


@pytest.fixture
def site() -> Iterator[Site]:
    with ExitStack() as held:
        yield published_when_free(held)


def published_when_free(held: ExitStack, *, within: float = 120) -> Site:
    """The outlet's site. Another run of these tests may have its one address for some seconds."""
    end = monotonic() + within
    while True:
        try:
            return held.enter_context(publishing(former_outlet.ADDRESS))
        except OSError as fault:
            if fault.errno != errno.EADDRINUSE or monotonic() > end:
                raise
            sleep(0.1)


def test_what_a_former_version_archived_is_brought_up_to_date_whole(folder: Path) -> None:
    refused = desk(folder, "verify")
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    assert "made by an older foreign-desk" in refused.stderr
    with Archive.writing(folder, command="test") as archive:
        assert list(dump(archive)) == (folder / "dump.jsonl").read_text("utf-8").splitlines()
    assert desk(folder, "verify").stdout == SOUND
    for query in ("herring", "author:takeda", "鯡魚", "author:สมชาย"):
        assert "1 of 1 " in desk(folder, "search", query, "--in", "column").stdout, query
    assert desk(folder, "search", "forgotten").exit_code == 1
    shown = desk(folder, "show", f"{former_outlet.HOME}1/the-lamp/", "--comments").stdout
    assert "put off four times" in shown
    assert "Eleven treaties" in shown
    history = desk(folder, "history", f"{former_outlet.HOME}1/the-lamp/", "--diff", "1", "2").stdout
    assert "three" in history


def test_the_crawls_of_a_former_version_are_gone_on_with(folder: Path, site: Site) -> None:
    former = (folder / "dump.jsonl").read_text("utf-8").splitlines()
    former_outlet.publish(site, 2)
    assert crawl(folder, "harbour").code == 0
    with Archive.reading(folder) as archive:
        assert list(dump(archive)) == former
    former_outlet.publish(site, 3)
    assert crawl(folder, "harbour").outcomes()["new"] == 1
    with Archive.reading(folder) as archive:
        (added,) = set(dump(archive)) - set(former)
    assert "8/a-bell" in added
    assert "/7/forgotten/" not in site.paths()
    assert desk(folder, "verify").stdout == SOUND


def test_the_one_address_of_the_outlet_is_waited_for() -> None:
    with ExitStack() as first, ExitStack() as second:
        published_when_free(first)
        Timer(0.3, first.close).start()
        assert published_when_free(second).home == former_outlet.HOME


def test_verify_says_once_that_duplicates_were_found_by_a_former_method(folder: Path) -> None:
    with Archive.writing(folder, command="test"):
        pass
    told = desk(folder, "verify")
    assert (told.exit_code, told.stdout) == (0, SOUND)
    assert told.stderr.count("\n") == told.stderr.count("desk duplicates --recompute") == 1
    assert desk(folder, "duplicates", "--recompute").exit_code == 0
    again = desk(folder, "verify")
    assert (again.stdout, again.stderr) == (SOUND, "")
