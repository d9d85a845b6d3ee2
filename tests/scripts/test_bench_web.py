"""The bench of the reading room: each kind of question finds something, and is told as it was."""

from contextlib import closing
from pathlib import Path

import pytest

from archive.db import connection
from archive.folder.open_archive import OpenArchive
from scripts.bench_web.archives import build
from scripts.bench_web.asking import Answer, SearchLayer, pages_of
from scripts.bench_web.figures import measured, middle, percentile, summed_up
from scripts.bench_web.questions import MAKERS, Chooser, Kind, Question


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The working folder of a small archive."""
    place = tmp_path_factory.mktemp("bench")
    return build(place, 200, processes=1, progress=lambda what, done, total: None)


@pytest.mark.parametrize("kind", list(MAKERS))
def test_each_kind_of_question_is_asked_and_each_search_finds_something(
    folder: Path, kind: Kind
) -> None:
    with OpenArchive.reading(folder) as archive:
        questions = Chooser(archive.db, seed=1).questions(kind, 3)
        answers = [SearchLayer(archive).ask(question) for question in questions]
    assert questions
    assert all(answer is None or answer.said["total"] > 0 for answer in answers)
    assert all(
        answer is not None
        for question, answer in zip(questions, answers, strict=True)
        if question.is_search
    )


def test_rare_words_stand_in_few_columns(folder: Path) -> None:
    with closing(connection.open_to_read(folder)) as db:
        chooser = Chooser(db, seed=1)
        rare, common = (chooser.questions(kind, 3) for kind in ("rare", "common"))
        assert {chooser.count(question.query) for question in rare} == {1}
        assert min(chooser.count(question.query) for question in common) >= 40


def test_an_address_says_all_that_is_asked() -> None:
    question = Question(
        kind="filters", query="one two", outlet="courier", since="2001-01-01", newest=True, page=3
    )
    assert question.address == "/?q=one+two&outlet=courier&from=2001-01-01&sort=newest&page=3"
    assert Question(kind="front page").address == "/"


def test_the_search_page_says_how_much_it_found(folder: Path) -> None:
    with closing(connection.open_to_read(folder)) as db:
        (question,) = Chooser(db, seed=1).questions("medium", 1)
    with pages_of(folder) as pages:
        answer = pages.ask(question)
    assert answer.problem is None
    assert answer.said["total"] > 0
    assert answer.size > 1_000


def test_a_page_that_is_not_there_is_told_and_not_measured(folder: Path) -> None:
    nowhere = Question(kind="diff", path="/column/none/history?from=1&to=2")
    with pages_of(folder) as pages:
        found = measured(pages, "diff", [nowhere])
    assert found is not None
    assert found.median_ms is None
    assert list(found.problems.values()) == [1]


def test_the_middle_of_some_answers_counts_and_a_bad_one_before_all() -> None:
    answers = [Answer(seconds, 0.1) for seconds in (0.5, 0.1, 0.3)]
    assert middle(answers).seconds == 0.3
    assert middle([*answers, Answer(0.05, 0, problem="503")]).problem == "503"


def test_percentiles_are_values_that_were_measured() -> None:
    assert percentile([float(number) for number in range(1, 101)], 95) == 95
    assert percentile([3.0, 1.0, 2.0], 50) == 2
    assert percentile([], 50) is None


def test_what_was_sampled_is_said_with_the_figures() -> None:
    whole = Answer(0.1, 0.1, said={"total": 30, "ranked": 30})
    part = Answer(0.1, 0.1, said={"total": 90_000, "ranked": 5_000})
    counted = Answer(
        0.1, 0.1, said={"total": 9, "ranked": 9, "sampled": {"looked_at": 4, "total": 9}}
    )
    assert summed_up("common", [whole]).sampled == ""
    assert summed_up("common", [whole, part, counted]).sampled == (
        "1 of 3: the newest 5,000 or more ranked; 1 of 3: facets of 4 or more"
    )
