"""The fuzz: damage that is the same each time, and extractors with planted faults."""

import os
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest

from archive.model.records import Article, Block
from crawler.extraction import extract_article
from scripts import fuzz_extraction
from scripts.corpus import read_records
from scripts.fuzz_extraction import Case, examine, make_case
from scripts.mutations import LARGEST, MUTATIONS

PAGE = b"<html><head><meta charset=utf-8></head><body>" + b"<p class='a'>caf\xc3\xa9</p>" * 20


def raising(html: bytes | str, url: str, **told: Any) -> Article:
    """As ours, but for pages of one outlet."""
    if "gazette" in url:
        raise RuntimeError("planted")
    return extract_article(html, url, **told)


def dying(html: bytes | str, url: str, **told: Any) -> Article:
    """Ends its process at the pages of one outlet."""
    if "gazette" in url:
        os._exit(11)
    return extract_article(html, url, **told)


def run(corpus: Path, keep: Path, *more: str) -> int:
    with pytest.raises(SystemExit) as ended:
        fuzz_extraction.main(
            ["--corpus", str(corpus), "--count", "6", "--jobs", "1", "--keep", str(keep), *more]
        )
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_is_bounded_and_the_same_for_the_same_chance(name: str) -> None:
    for seed in range(20):
        first = MUTATIONS[name](Random(seed), PAGE, PAGE[::-1])
        assert first == MUTATIONS[name](Random(seed), PAGE, PAGE[::-1])
        assert len(first) < 2 * LARGEST
        MUTATIONS[name](Random(seed), b"", b"")
    assert any(MUTATIONS[name](Random(seed), PAGE, PAGE[::-1]) != PAGE for seed in range(20))


def test_a_case_is_known_by_seed_and_number(corpus: Path) -> None:
    page, other = read_records(corpus)
    assert make_case(1, 7, page, other) == make_case(1, 7, page, other)
    assert make_case(1, 7, page, other) != make_case(2, 7, page, other)


def test_damaged_pages_are_read(corpus: Path, tmp_path: Path) -> None:
    assert run(corpus, tmp_path / "kept") == 0
    assert not list((tmp_path / "kept").iterdir())


@pytest.mark.parametrize(("extractor", "told"), [("raising", "planted"), ("dying", "died (11)")])
def test_a_planted_fault_is_found_and_its_pages_saved(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], extractor: str, told: str
) -> None:
    keep = tmp_path / "kept"
    assert run(corpus, keep, "--extractor", f"{__name__}:{extractor}") == 1
    shown = capsys.readouterr().out
    assert told in shown
    assert "6 damaged pages" in shown
    assert "failures: 3" in shown  # every second case is of the other outlet
    assert len(list(keep.iterdir())) == 3


def case(html: bytes = b"x") -> Case:
    return Case(1, "https://courier.example/a", ("truncate",), html, None)


def test_text_that_is_no_unicode_is_a_fault() -> None:
    broken = Article(url="https://courier.example/a", blocks=(Block("paragraph", "a \ud83d b"),))
    _, failure = examine(case(), lambda *_, **__: broken)
    assert failure == "half a surrogate pair in blocks"


def test_nothing_but_an_article_will_do() -> None:
    _, failure = examine(case(), lambda *_, **__: None)
    assert failure == "gave NoneType, not an Article"


def test_a_page_may_take_a_second_for_each_megabyte(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 1000, 2))
    monkeypatch.setattr(time, "process_time", lambda: next(clock))
    article = Article(url="https://courier.example/a")
    assert "took 2.0 s" in (examine(case(), lambda *_, **__: article)[1] or "")
    assert examine(case(b"x" * 3_000_000), lambda *_, **__: article)[1] is None
