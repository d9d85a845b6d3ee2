"""The growth script: what grows with the page passes, what grows as its square is marked."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import growth_extraction
from scripts.bad_input import BAD_INPUT
from scripts.growth_extraction import Measured, longer_pages, measured


class Clock:
    """A clock that an extractor moves on."""

    now = 0.0


def extractor(cost: Callable[[int], float]) -> Callable[[bytes, str], None]:
    def extract(html: bytes, url: str) -> None:
        Clock.now += cost(len(html))

    return extract


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "process_time", lambda: Clock.now)


def linear(size: int) -> float:
    return size * 0.2e-6


def quadratic(size: int) -> float:
    return size**2 * 0.2e-12


@pytest.mark.parametrize(("cost", "bad"), [(linear, False), (quadratic, True)])
def test_what_grows_as_a_square_is_marked(cost: Callable[[int], float], *, bad: bool) -> None:
    pages = [b"x" * size for size in (200_000, 2_000_000)]
    assert measured("a page", pages, extractor(cost)).is_bad == bad


def test_over_a_second_per_megabyte_is_marked_also_where_it_is_linear() -> None:
    assert Measured("a page", (1_000_000, 10_000_000), (1.2, 12.0)).is_bad
    assert not Measured("a page", (1_000_000, 10_000_000), (0.9, 9.0)).is_bad
    assert not Measured("too quick to say", (1000, 10_000), (0.0001, 0.02)).is_bad


@pytest.mark.parametrize(("cost", "code"), [(linear, 0), (quadratic, 1)])
def test_the_exit_code_says_whether_any_row_is_marked(
    cost: Callable[[int], float], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        growth_extraction.main(["--scale", "0.2"], extract=extractor(cost))
    assert ended.value.code == code
    shown = capsys.readouterr().out
    assert "invented prose" in shown
    assert ("too slow" in shown) == bool(code)


def test_the_body_of_a_page_is_repeated_and_its_head_is_not() -> None:
    make = dict(longer_pages(None))["invented prose"]
    assert make(10).count(b"<h1>") == make(1).count(b"<h1>") == 1
    assert make(10).count(b"<h2>") == 10 * make(1).count(b"<h2>")


def test_the_corpus_gives_a_page_of_each_kind_it_has(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(growth_extraction, "USUAL", range(100, 10_000))
    names = [name for name, _ in longer_pages(corpus)]
    assert "corpus, prose" in names
    assert "corpus, tables" not in names


@pytest.mark.parametrize("name", BAD_INPUT)
def test_bad_input_grows_with_its_size(name: str) -> None:
    _, make = BAD_INPUT[name]
    assert len(make(1)) < len(make(200))
