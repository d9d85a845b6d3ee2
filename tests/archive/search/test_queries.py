"""Reading a query: what it is read as, what it finds, and what is noted."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.folder.archive import Archive
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


def asked(query: str) -> tuple[str, str | None, str]:
    """A query as it is said, where it looks, and what the index is asked."""
    read = parse(query)
    return str(read), read.place, read.part.expression() if read.part else ""


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
        ("Title:cub*", "title:cub*", {"night"}),
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
    assert asked(understood) == asked(query)


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


LONE = "has nothing beside it"
UNCLOSED = "is not closed"


@pytest.mark.parametrize(
    ("query", "read", "note"),
    [
        ("tilte:cuba", '"tilte cuba"', "`tilte:` is no field"),
        ('site:"by night" cuba', 'site AND "by night" AND cuba', "`site:` is no field"),
        ("cuba (-sugar)", "cuba NOT sugar", None),
        ("-cuba", "-cuba", None),
        ("(-cuba) (-(sugar OR tea))", "-(cuba OR sugar OR tea)", None),
        ("tea AND NOT cuba", "tea NOT cuba", None),
        ("tea AND -cuba", "tea NOT cuba", None),
        ("tea NOT AND cuba", "tea AND cuba", LONE),
        ("tea OR NOT cuba", "tea NOT cuba", LONE),
        ("NOT NOT cuba", "-cuba", LONE),
        ("cuba NEAR (sugar OR dprk)", "cuba AND (sugar OR dprk)", "words and phrases"),
        ("NEAR cuba", "cuba", LONE),
        ("cuba NEAR", "cuba", LONE),
        ("cuba OR NEAR tea", "cuba OR tea", LONE),
        ("NEAR(cuba -sugar)", "NEAR(cuba sugar, 10)", "`-` in it was passed over"),
        ("outlet:herald NEAR cuba", "outlet:herald AND cuba", "words and phrases"),
        ("title:cuba NEAR sugar", "title:cuba AND sugar", "words of one text"),
        ("cuba NEAR/99999999999999 tea", "NEAR(cuba tea, 1000)", "NEAR reaches 1,000 words."),
        ("NEAR(cuba tea, 1001)", "NEAR(cuba tea, 1000)", "NEAR reaches 1,000 words."),
        ("NEAR(cuba tea, 1000)", "NEAR(cuba tea, 1000)", None),
        ("NEAR(cuba tea, -5)", "NEAR(cuba tea, 10)", "`NEAR/-5`: the distance is a number"),
        ("NEAR(cuba tea, 2.5)", "NEAR(cuba tea, 10)", "`NEAR/2.5`: the distance is a number"),
        ("NEAR(cuba tea, few)", "NEAR(cuba tea few, 10)", "`few` is no distance for NEAR( )"),
        ("NEAR(cuba, tea)", "NEAR(cuba tea, 10)", None),
        ("NEAR(cuba tea,)", "NEAR(cuba tea, 10)", None),
        ("cuba NEAR/few tea", "NEAR(cuba tea, 10)", "`NEAR/few`: the distance is a number"),
        ("cuba NEAR/-3 tea", "NEAR(cuba tea, 10)", "`NEAR/-3`: the distance is a number"),
        ("cuba NEAR/ tea", "NEAR(cuba tea, 10)", "`NEAR/`: the distance is a number"),
        ("after:", "after", "`after:` has nothing behind it; looked for the word."),
        ("after: cuba", "cuba", "`after:` has a blank behind it and was passed over"),
        ("title: cub* tea", "cub* AND tea", "`title:` has a blank behind it"),
        ("tea -Outlet: (cuba OR in: dprk)", "tea NOT (cuba OR dprk)", "`Outlet:` has a blank"),
        ("author:lang: tea", "author:tea", "`lang:` has a blank"),
        ("NEAR(cuba tag: tea, 3)", "NEAR(cuba tea, 3)", "`tag:` in it was passed over"),
        ("cuba before: ", "cuba AND before", "`before:` has nothing behind it"),
        ("(cuba Title:)", "cuba AND Title", "`Title:` has nothing behind it"),
        ("cuba|tea", '"cuba tea"', "`|` is no sign of a query; write OR"),
        ("cuba | tea", "cuba AND tea", "`|` is no sign of a query; write OR"),
        ("NEAR(cuba|tea sugar, 5)", 'NEAR("cuba tea" sugar, 5)', "`|` is no sign"),
        ('"cuba|tea"', '"cuba tea"', None),
        ("cu*a tea", '"cu a" AND tea', "`*` in `cu*a` was passed over: only the end of a word"),
        ("*uba", "uba", "`*` in `*uba` was passed over"),
        ("cub? tea", "cub AND tea", "`?` in `cub?` was passed over"),
        ("cub! tea", "cub AND tea", "`!` in `cub!` was passed over"),
        ("NEAR(cu*a tea, 5)", 'NEAR("cu a" tea, 5)', "`*` in `cu*a` was passed over"),
        ("cub** tea*", "cub* AND tea*", None),
        ("https://a.example/b?c=1", '"https a example b c 1"', None),
        ("cuba w/7 tea", 'cuba AND "w 7" AND tea', "write NEAR(ferry bridge, 7) for words near"),
        ("cuba PRE/5 tea", 'cuba AND "PRE 5" AND tea', "`PRE/5` is no sign of a query"),
        ("cuba adj3 tea", "cuba AND adj3 AND tea", "write NEAR(ferry bridge, 3)"),
        ("cuba near/5 tea", 'cuba AND "near 5" AND tea', "`near/5` is no sign of a query"),
        ("cuba/5 tea", '"cuba 5" AND tea', "write NEAR(ferry bridge, 5)"),
        ("cuba /s tea", "cuba AND s AND tea", "write NEAR(ferry bridge, 5)"),
        ("9/11 24/7", '"9 11" AND "24 7"', None),
        ("NEAR(cuba tea", "NEAR(cuba tea, 10)", UNCLOSED),
        ("NEAR(cuba", "cuba", "NEAR( ) takes two words or phrases, as in NEAR(ferry bridge, 5)."),
        ("NEAR(", "", "NEAR( ) takes two words"),
        ("cuba & tea", "cuba AND tea", "`&` was passed over; all words must be there anyway."),
        ("R&D AT&T", '"R D" AND "AT T"', None),
        ("+cuba tea", "cuba AND tea", "`+` was passed over; all words must be there anyway."),
        ("+49 C++", "49 AND C", None),
        ("cuba~ tea", "cuba AND tea", "`~` is no sign of a query"),
        ("tea 2014", "tea AND 2014", "as a word; columns printed in 2014: `af"),
        ("2012-2016", '"2012 2016"', "in a row; columns printed from 2012 to 2016: `after:2012"),
        ("tea 2016..2012", 'tea AND "2016 2012"', "from 2012 to 2016: `after:2012 before:2016`."),
        ("2012–2016", '"2012 2016"', "from 2012 to 2016: `after:2012 before:2016`."),
        ("tea -2014", "tea NOT 2014", ""),
        ("tea NOT 2012-2016", 'tea NOT "2012 2016"', ""),
        ('tea "2014" "since 2012-2016"', 'tea AND 2014 AND "since 2012 2016"', ""),
        ("title:2014 after:2014 tea", "title:2014 AND after:2014 AND tea", ""),
        ("title:(2014 OR 2015) 2100 9/11", '(title:2014 OR title:2015) AND 2100 AND "9 11"', ""),
        ('"cuba tea"~5', '"cuba tea" AND 5', "`~` is no sign of a query"),
        ("cuba or tea", "cuba AND or AND tea", "“or” was looked for as a word; in capitals, OR"),
        ("(cuba) not (tea)", "cuba AND not AND tea", "“not” was looked for as a word; in"),
        ('"cuba by" and tea', '"cuba by" AND and AND tea', "“and” was looked for as a word; all"),
        ('"cuba or tea" or', '"cuba or tea" AND or', None),
        ("or cuba Or tea", "or AND cuba AND Or AND tea", None),
        ("NEAR(قال سلام القرى, 12)", "قال AND سلام AND القرى", "spelt in 7,500 ways together"),
        ("cuba " * 65, " AND ".join(["cuba"] * 64), "Only the first 64 words"),
        ('"' + "cuba " * 65 + '"*', '"' + " ".join(["cuba"] * 64) + '"', "Only the first 64 words"),
        ("(" * 21 + "cuba" + ")" * 21 + " tea", "cuba AND tea", "only 20 were told apart"),
        ("(cuba", "cuba", UNCLOSED),
        ('"cuba by', '"cuba by"', UNCLOSED),
        ("cuba) sugar", "cuba AND sugar", "A bracket that closes nothing was passed over."),
        ("a OR b) c", "(a OR b) AND c", "closes nothing"),
        ("AND cuba", "cuba", LONE),
        ("cuba OR", "cuba", LONE),
        ("cuba OR OR tea", "cuba OR tea", LONE),
        ("OR", "", "no word or number"),
        ("…()", "", "no word or number"),
        ("", "", None),
        ("cuba before:soon", "cuba", "`before:soon` is no date"),
        ("cuba after:2015-02-30", "cuba", "`after:2015-02-30` is no date"),
        ("before:2015/6 cuba", 'before:"2015/6" AND cuba', None),
        ("in:comments cuba OR tea", "(cuba OR tea) in:comments", None),
        ("-in:comments cuba", "cuba in:column", None),
        ("in:box cuba", "box AND cuba", "`in:` takes comments or column"),
        ('outlet:"The Herald" OR lang:en', 'outlet:"The Herald" OR lang:en', None),
        ("outlet:(herald OR post) -section:sport",
         "(outlet:herald OR outlet:post) NOT section:sport", None),
        ("title: OR cuba", "cuba", LONE),
        ("a\x00b \ud800 c\x1b", "a AND b AND c", None),
    ],
)  # fmt: skip
def test_what_is_no_query_is_read_as_what_comes_nearest_and_noted(
    query: str, read: str, note: str | None
) -> None:
    found = parse(query)
    assert str(found) == read
    assert asked(read) == asked(query)
    if note:
        assert note in " ".join(found.notes)
    else:
        assert found.notes == ()


def test_a_long_query_takes_no_longer_than_its_length() -> None:
    signs = ["*", "*?", "+", "a/", "a or ", "é~", "NEAR(a* b?) "]
    pieces = [
        *signs,
        "x ",
        "(",
        '"',
        "NEAR(",
        "title:",
        "-(",
        "a NEAR/9 ",
        "(a OR ",
        "NOT ",
        ", 1",
        "ة",
    ]
    for piece in pieces:
        parse(piece * (10_000 // len(piece)))
        assert len(parse(piece * 200_000).notes) < 9


def test_each_kind_of_sign_that_is_none_is_told_once() -> None:
    notes = parse("fer*y br?dge or tea or ship w/5 sea adj3 port +sail +oar 2014 2015").notes
    assert [re.split("[:;]", note)[0] for note in notes] == [
        "`*` in `fer*y` was passed over",
        "`w/5` is no sign of a query",
        "`+` was passed over",
        "“or” was looked for as a word",
        "`2014` was looked for as a word",
    ]


@pytest.mark.parametrize(
    ("query", "understood"),
    [
        ("10:30", '"10 30"'),
        ("https://a.example/b", '"https a example b"'),
        ('"note:this"', '"note this"'),
        ('"OR"', '"OR"'),
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
    assert asked(str(parse(query))) == asked(query)
