"""Reading a query: what it is understood as, what it finds, and what is refused by name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.model.records import Comment
from archive.search.query import parse
from archive.search.request import Search
from archive.search.search import search
from tests.builders.archives import ColumnPage, new_archive, take_in_all

TEXTS = {
    "one": "Cuba wrote to the DPRK about sugar.",
    "two": "Havana had no answer from Pyongyang.",
    "three": "Cuba and Havana are named here alone.",
    "four": "Pyongyang spoke. Of sugar, long after that and after many words more, Cuba did too.",
    "five": "Nothing else.",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("desk")
    with new_archive(folder) as archive:
        take_in_all(
            archive,
            [
                ColumnPage(
                    path=f"/{name}",
                    title=f"Letter {name}" if name != "five" else "Cuba by night",
                    paragraphs=(text,),
                    authors=("Vera Lindqvist",) if name in ("two", "five") else ("Jo Łuk",),
                    comments=(Comment(id="1", text="Cuba, again!", author="Vera Lindqvist"),)
                    if name == "one"
                    else (),
                )
                for name, text in TEXTS.items()
            ],
        )
    with Archive.reading(folder) as archive:
        yield archive


def found(archive: Archive, query: str) -> set[str]:
    """The last words of the headlines that are found, and where there is a comment."""
    return {
        "comment" if hit.where == "comments" else (hit.title or "").split()[-1]
        for hit in search(archive, Search(query=query)).hits
    }


@pytest.mark.parametrize(
    ("query", "understood", "hits"),
    [
        (
            "(Cuba OR Havana) (DPRK OR Pyongyang)",
            "(Cuba OR Havana) AND (DPRK OR Pyongyang)",
            {"one", "two", "four"},
        ),
        ("cuba OR havana sugar", "cuba OR (havana AND sugar)",
         {"one", "three", "four", "night", "comment"}),
        ("(cuba OR havana) sugar", "(cuba OR havana) AND sugar", {"one", "four"}),
        ("(cuba OR havana) -(sugar OR again)", "(cuba OR havana) NOT (sugar OR again)",
         {"two", "three", "night"}),
        ("sugar (cuba (dprk OR (pyongyang spoke)))",
         "sugar AND cuba AND (dprk OR (pyongyang AND spoke))", {"one", "four"}),
        ("（cuba OR havana） sugar", "(cuba OR havana) AND sugar", {"one", "four"}),
        ("NEAR(pyongyang sugar, 2)", "NEAR(pyongyang sugar, 2)", {"four"}),
        ("NEAR(pyongyang cuba, 2)", "NEAR(pyongyang cuba, 2)", set()),
        ("cuba NEAR/5 sugar", "NEAR(cuba sugar, 5)", {"one"}),
        ("NEAR(cuba sugar, 5", "NEAR(cuba sugar, 5)", {"one"}),
        ("title:NEAR(night cuba, 2)", "title:NEAR(night cuba, 2)", {"night"}),
        ("title:night NEAR/2 title:cuba", "title:NEAR(night cuba, 2)", {"night"}),
        ("cuba NEAR sug*", "NEAR(cuba sug*, 10)", {"one", "four"}),
        ('"cuba wrote" NEAR/3 "the dprk"', 'NEAR("cuba wrote" "the dprk", 3)', {"one"}),
        ("title:cuba", "title:cuba", {"night"}),
        ("Title: cub*", "title:cub*", {"night"}),
        ('title:"cuba by"', 'title:"cuba by"', {"night"}),
        ('title:"cuba night"', 'title:"cuba night"', set()),
        ("-title:cuba cuba", "cuba NOT title:cuba", {"one", "three", "four", "comment"}),
        ("title:(cuba OR two)", "title:cuba OR title:two", {"two", "night"}),
        ("author:lindqvist", "author:lindqvist", {"two", "night", "comment"}),
        ('author:"Vera Lindqvist" pyongyang', 'author:"Vera Lindqvist" AND pyongyang', {"two"}),
        ("author:luk sugar", "author:luk AND sugar", {"one", "four"}),
        ("Vera Lindqvist", "Vera AND Lindqvist", {"two", "night", "comment"}),
        ("author:cuba", "author:cuba", set()),
    ],
)  # fmt: skip
def test_a_query_is_understood_and_shown_as_it_is_run(
    archive: Archive, query: str, understood: str, hits: set[str]
) -> None:
    assert found(archive, query) == hits
    assert search(archive, Search(query=query)).query == understood
    again = parse(understood)
    assert (str(again), again.expression()) == (understood, parse(query).expression())


def test_who_wrote_a_column_stands_with_it_and_before_who_is_named_in_it(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        take_in_all(
            archive,
            [
                ColumnPage(path="/by", title="A", authors=("Vera Lindqvist",)),
                ColumnPage(
                    path="/on",
                    title="B",
                    paragraphs=("Vera Lindqvist spoke. Vera Lindqvist left. Lindqvist!",),
                ),
            ],
        )
        hits = search(archive, Search(query="vera lindqvist")).hits
    assert [(hit.title, hit.author) for hit in hits] == [("A", "Vera Lindqvist"), ("B", "Ada Quay")]


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("outlet:herald ferry", "No field 'outlet:'; fields are title: and author:, .*--outlet"),
        ("tilte:cuba", 'put them in quotes: "tilte:cuba"'),
        ("cuba (-sugar)", "Nothing is looked for in the group that excludes sugar"),
        ("cuba NEAR (sugar OR dprk)", r"NEAR stands between .*, not beside \(sugar OR dprk\)"),
        ("NEAR cuba", "NEAR stands between two words or phrases"),
        ("NEAR(cuba -sugar)", r"NEAR\(cuba -sugar\) takes words and phrases, not '-'"),
        ("title:cuba NEAR sugar", "title:cuba and sugar stand in different ones"),
        ("author:jo NEAR title:cuba", "author:jo and title:cuba stand in different ones"),
        ("NEAR(قال سلام القرى, 12)", "spelt in 7,500 ways together, and 1,024 can be looked for"),
        ("cuba " * 65, "More than 64 words"),
        ("(" * 21 + "cuba", "More than 20 groups"),
    ],
)
def test_what_cannot_be_done_is_refused_by_name(query: str, line: str) -> None:
    with pytest.raises(DeskError, match=line):
        parse(query)


@pytest.mark.parametrize(
    ("query", "understood"),
    [
        ("10:30", '"10 30"'),
        ("https://a.example/b", '"https a example b"'),
        ('"note:this"', '"note this"'),
        ('"OR"', '"OR"'),
        ("(cuba", "cuba"),
        ("cuba) sugar", "cuba AND sugar"),
        ("a OR b) c", "(a OR b) AND c"),
        ('צה"ל', '"צה ל"'),
        ("co\u00adoperate", "cooperate"),
    ],
)
def test_signs_that_are_no_operators_are_space_between_words(query: str, understood: str) -> None:
    assert str(parse(query)) == understood


@pytest.mark.parametrize(
    "query",
    [
        "http://x.example/z\u200bStraße^afoo:*-",
        "co\u00adop",
        "ab\u200d1,000",
        "می\u200cخواهد",
        "日\u200b本",
        "e\u200b\u0301t\ufeffé",
        "NE\u200bAR(cuba sugar, 2)",
        "-\u2060cuba sugar",
        "title\u200b:cuba",
    ],
)
def test_what_nobody_sees_makes_no_other_query_than_the_one_that_is_shown(query: str) -> None:
    shown = parse(query)
    again = parse(str(shown))
    assert (str(again), again.expression()) == (str(shown), shown.expression())
