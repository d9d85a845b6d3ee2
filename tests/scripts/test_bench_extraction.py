"""What a stage of the extractor costs is told apart from what the stages inside it cost."""

import time

import pytest

from scripts.bench_extraction import STAGES, WHOLE, Clock, costs

COLUMN = "<h1>Lamps</h1>" + "<p>The pilots counted the lamps along the reef, one by one.</p>" * 9


def test_every_stage_is_timed_once_a_page_is_read() -> None:
    spent = costs([(COLUMN.encode(), "https://harbour.example/2019/08/lamps/")], rounds=1)

    assert set(spent) == {stage for stage, _, _ in STAGES} | {"model"}
    assert list(spent)[-1] == WHOLE


def test_the_time_of_an_inner_stage_is_not_that_of_the_outer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seconds = [0.0]
    monkeypatch.setattr(time, "process_time", lambda: seconds[0])
    clock = Clock()

    def inner() -> None:
        seconds[0] += 2

    inner_timed = clock.timed("inner", inner)

    def outer() -> None:
        seconds[0] += 1
        inner_timed()

    clock.timed("outer", outer)()

    assert clock.spent == {"inner": 2, "outer": 1}
