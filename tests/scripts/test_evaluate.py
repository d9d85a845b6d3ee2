"""The evaluation: figures of pages that can be scored by hand, and the gate."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from scripts import evaluate, figures, reading
from scripts.corpus import is_open, read_records
from scripts.costs import in_turns
from scripts.figures import FIGURES, Figure, shortfalls

TITLE, BODY = "title exact, wcxb", "body F1, wcxb"
ON_HAND = {TITLE, BODY, "widget phrases in body", "crashes", "pages over one second"}


def gated(monkeypatch: pytest.MonkeyPatch, **floors: float | None) -> None:
    """The gate holds these figures only."""
    held = tuple(
        replace(figure, gate=floors.get(figure.column))
        if figure.name in ON_HAND
        else replace(figure, gate=None)
        for figure in FIGURES
    )
    monkeypatch.setattr(figures, "FIGURES", held)
    monkeypatch.setattr(evaluate, "FIGURES", held)


def named(name: str) -> Figure:
    return next(figure for figure in FIGURES if figure.name == name)


def test_the_figures_are_those_of_the_pages_and_of_each_half(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert is_open("https://courier.example/a") != is_open("https://gazette.example/b")
    right = "open" if is_open("https://courier.example/a") else "held"
    evaluate.main(["--corpus", str(corpus), "--json", str(tmp_path / "figures.json")])
    told = json.loads((tmp_path / "figures.json").read_text())
    assert told["all"][TITLE] == 0.5
    assert {told["open"][TITLE], told["held"][TITLE]} == {0.0, 1.0}
    assert told[right][TITLE] == 1.0
    assert told["all"][BODY] == 1.0
    assert told["all"]["widget phrases in body"] == 0.0
    assert told["all"]["crashes"] == told["all"]["pages over one second"] == 0
    assert 20 < told["all"]["peak memory, MB"] < 500
    assert told["all"]["section hit"] is None
    assert "2 pages" in capsys.readouterr().out


def test_the_gate_passes_what_is_at_its_floor(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gated(monkeypatch, title_exact=0.5, body_f1=1.0, chrome_leak_exposed=0.0, crashes=0)
    with pytest.raises(SystemExit) as ended:
        evaluate.main(["--corpus", str(corpus), "--gate"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == "gate: all 4 figures of the extractor hold\n"


def test_the_gate_names_each_figure_that_is_too_low(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gated(monkeypatch, title_exact=0.6, body_f1=1.0)
    with pytest.raises(SystemExit) as ended:
        evaluate.main(["--corpus", str(corpus), "--gate"])
    assert ended.value.code == 1
    assert capsys.readouterr().out == f"gate: {TITLE}: 0.500 (floor 0.600)\n"


def test_a_page_that_raises_is_a_crash_and_an_empty_prediction(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def raising(html: bytes, url: str) -> reading.Prediction:
        raise ValueError("no such page")

    planted = replace(reading.EXTRACTORS[reading.OURS], loaded=lambda: raising)
    monkeypatch.setattr(reading, "EXTRACTORS", {reading.OURS: planted})
    evaluate.main(["--corpus", str(corpus)])
    shown = capsys.readouterr().out
    assert shown.count("ValueError: no such page") == 2


def test_what_is_to_be_small_is_held_to_a_ceiling_and_what_is_not_to_be_had_falls_short() -> None:
    crashes = named("crashes")
    assert crashes.falls_short(1, 0)
    assert not crashes.falls_short(0, 0)
    assert named(BODY).falls_short(0.5, 0.6)
    lines = list(shortfalls({"crashes": 2.0}, out_of_fold=False))
    assert "crashes: 2 (ceiling 0)" in lines
    assert any(line.startswith("pages over one second: not to be had") for line in lines)


def test_no_floor_of_the_gate_is_beyond_what_a_figure_can_be() -> None:
    for figure in FIGURES:
        for floor in (figure.gate, figure.gate_out_of_fold):
            assert floor is None or floor >= 0
            assert floor is None or figure.matter == "Cost" or floor <= 1


def test_readers_take_turns_and_the_best_time_of_each_page_counts(corpus: Path) -> None:
    order: list[str] = []

    def reader(name: str) -> reading.Reader:
        return lambda html, url: order.append(name) or {}  # type: ignore[func-returns-value]

    records = list(read_records(corpus))
    taken = in_turns({name: reader(name) for name in "ab"}, records, rounds=2)
    assert "".join(order) == "abbabaab"
    assert set(taken) == {"a", "b"}


def test_peak_memory_never_falls() -> None:
    """In a process of its own: this one has held more already."""
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            (
                "from scripts.costs import peak_megabytes as peak\n"
                "before = peak()\n"
                "held = bytearray(b'x' * 50_000_000)\n"
                "after = peak()\n"
                "held.clear()\n"
                "print(before, after, peak())"
            ),
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    before, after, later = map(float, told.split())
    assert after > before + 45
    assert later >= after


def test_a_folder_without_pages_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"no \*\.jsonl\.gz"):
        evaluate.main(["--corpus", str(tmp_path)])


def test_a_folder_of_pages_alone_is_scored_as_the_corpus_beside_it(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert corpus.name == "corpus"
    further = corpus.parent / "further"
    further.mkdir()
    for pages in corpus.glob("*.jsonl.gz"):
        (further / "fundus-dev.jsonl.gz").write_bytes(pages.read_bytes())
    evaluate.main(["--corpus", str(further)])
    shown = capsys.readouterr().out
    assert "title exact, fundus" in shown
    assert "title exact, mozilla" not in shown  # none of its pages is here
