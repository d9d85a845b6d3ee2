"""Candidates for a field are weighed in one place, and what was considered is kept."""

from crawler.extraction.metadata.evidence import (
    LONGEST_SHOWN,
    MOST_SHOWN,
    Evidence,
    considered,
    decide,
)


def candidate(text: str, **points: float) -> Evidence[str]:
    return Evidence(text, text, "text", dict(points))


def test_the_heaviest_candidate_is_taken_and_the_first_of_equals() -> None:
    light = candidate("2016", caption=-1.0, printed=2.0)
    heavy, equal = candidate("2018", stated=3.0), candidate("2019", stated=3.0)
    assert decide([light, heavy, equal]) is heavy


def test_nothing_is_taken_where_more_speaks_against_than_for() -> None:
    assert decide([candidate("1970", stated=3.0, epoch=-3.0)]) is None
    assert decide([candidate("2018", printed=1.0)], least=1.0) is None
    assert decide([]) is None


def test_a_reason_given_twice_counts_twice() -> None:
    evidence = candidate("2018")
    evidence.add("agrees", 0.5)
    evidence.add("agrees", 0.5)
    assert evidence.weight == 1.0


def test_what_was_considered_has_the_chosen_one_first_then_the_heaviest() -> None:
    first, second, third = (candidate(text, points=n) for n, text in enumerate("abc"))
    records = considered([first, second, third], second)
    assert [(record.text, record.chosen) for record in records] == [
        ("b", True),
        ("c", False),
        ("a", False),
    ]
    assert records[1].reasons == (("points", 2.0),)


def test_what_is_kept_is_bounded() -> None:
    many = [candidate("x" * 1_000_000, points=n) for n in range(500)]
    records = considered(many, many[0])
    assert len(records) == MOST_SHOWN
    assert all(len(record.text) == LONGEST_SHOWN for record in records)
