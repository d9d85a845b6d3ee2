"""A desk made hostile in each way is refused, or harmless, when it is merged."""

from pathlib import Path

import pytest

from scripts.hostile_desk.desks import make_desks
from scripts.hostile_desk.trial import PATIENCE, trial
from scripts.hostile_desk.ways import WAYS, Way

LOADED = 6 * PATIENCE
"""Seconds after which a merge has hung, also on a machine that does much else."""
SLOWEST = ("five thousand views", "a page of a table", "a body of")


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make_desks(tmp_path_factory.mktemp("desks"))


def test_there_are_more_than_forty_ways() -> None:
    assert len({way.name for way in WAYS}) == len(WAYS) > 40


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_hostile_desk_is_refused_or_harmless(
    way: Way, desks: tuple[Path, Path], tmp_path: Path
) -> None:
    done = trial(way, *desks, tmp_path / "trial", patience=LOADED)
    assert done.faults == ()
    assert done.verdict == ("harmless" if way.says is None else "refused")


@pytest.mark.timing
@pytest.mark.parametrize(
    "way", [way for way in WAYS if way.name.startswith(SLOWEST)], ids=lambda way: way.name
)
def test_no_hostile_desk_takes_ten_seconds(
    way: Way, desks: tuple[Path, Path], tmp_path: Path
) -> None:
    assert trial(way, *desks, tmp_path / "trial").seconds < PATIENCE
