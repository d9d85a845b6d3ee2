"""A verb that was killed, or met a full disk, is run again and ends as if nothing had been."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import full_disk
from scripts.generated_outlet import GeneratedOutlet, serving
from scripts.kill_verbs import running
from scripts.kill_verbs.folders import Folders
from scripts.kill_verbs.running import Call, calls_in
from scripts.kill_verbs.trial import Trial, drawn
from scripts.kill_verbs.verbs import VERBS, Verb

COLUMNS = 10
"""As many as it takes for one with two pages."""
FREE_KB = 64

Site = tuple[GeneratedOutlet, Folders]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(columns=COLUMNS) as outlet:
        yield outlet, Folders(tmp_path_factory.mktemp("folders"), outlet)


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_a_verb_that_is_killed_or_meets_a_full_disk_loses_nothing(
    verb: Verb, site: Site, tmp_path: Path
) -> None:
    if reason := running.why_not() or full_disk.why_not():
        pytest.skip(reason)
    outlet, folders = site
    outlet.publish(verb.state)
    trial = Trial(verb, folders, tmp_path)
    kills = list(trial.kills(1, random.Random(verb.name)))
    assert [kill for kill in kills if not kill.well] == []
    assert any(kill.reached for kill in kills)
    reference = trial.unkilled.standing
    assert full_disk.fill(verb, folders, tmp_path, reference, free_kb=FREE_KB).faults == ()


def test_calls_are_counted_by_thread_and_file_and_found_by_their_folder() -> None:
    log = """\
7 write(3</tmp/desk/archive.db-wal>, ""..., 24) = 24
8 write(3</tmp/desk/archive.db-wal>, ""..., 24) = 24
7 write(1</dev/pts/0>, ""..., 3) = 3
7 write(3</tmp/desk/archive.db-wal>, ""..., 4096) = 4096
7 write(4</tmp/desk/warc/desk-20260302120000-0123456789ab.warc.gz>, ""..., 99) = 99
7 rename("/tmp/desk/.a.toml.01234567.part", "/tmp/desk/a.toml") = 0
7 +++ exited with 0 +++
"""
    assert calls_in(log, Path("/tmp/desk")) == [
        Call("write", 1, "write archive.db-wal", "archive.db-wal"),
        Call("write", 1, "write archive.db-wal", "archive.db-wal"),
        Call("write", 2, "write archive.db-wal", "archive.db-wal"),
        Call("write", 4, "write warc/desk.warc.gz"),
        Call("rename", 1, "rename .a.toml.part"),
    ]


def test_a_verb_with_more_calls_than_can_be_counted_is_refused_before_the_first_kill(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if reason := running.why_not():
        pytest.skip(reason)
    monkeypatch.setattr(running, "MOST_COUNTED", 1)
    with pytest.raises(SystemExit, match=r"counts up to 1; give the site fewer --columns"):
        Trial(VERBS[0], site[1], tmp_path)


def test_rare_calls_are_drawn_as_well() -> None:
    calls = [Call("pwrite64", nth, "pwrite64 archive.db-wal") for nth in range(1000)]
    rare = Call("rename", 1, "rename a.toml")
    chosen = drawn([*calls, rare], 10, random.Random(1))
    assert rare in chosen
    assert len(set(chosen)) == 10
    assert len(drawn([rare], 10, random.Random(1))) == 1
