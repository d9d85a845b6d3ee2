"""Words near each other: at any distance, in whatever form the index holds them."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.folder.archive import Archive
from archive.model.records import Comment
from archive.search.request import Search
from archive.search.search import search
from tests.builders.archives import ColumnPage, new_archive, take_in_all

TEXTS = {
    "street": "The council spoke of the Straße that leads from the harbour to the customs house.",
    "reise": "Der Außenminister sprach am Dienstag lange mit seinem alten Freund über Fähren.",
    "arabic": "وقال الوزير في مؤتمر صحفي امس ان السلام يبدا من القرى الصغيرة",
    "far": "Die Straße im Norden. " + "Nothing is said here of either. " * 5 + "Zwei Gäßchen dort.",
    "japanese": "昨日の会談で条約の改正と渡し船の運賃について話し合った。",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("desk")
    with new_archive(folder) as archive:
        pages = [
            ColumnPage(
                path=f"/{name}",
                title=f"Große Fähren und alte Häfen: {name}",
                paragraphs=(text,),
                authors=("Jørgen af Klint", "Vera Straße"),
                comments=(Comment(id="1", text="Straße, or a road to the customs house?"),)
                if name == "street"
                else (),
            )
            for name, text in TEXTS.items()
        ]
        take_in_all(archive, pages)
    with Archive.reading(folder) as archive:
        yield archive


def found(archive: Archive, query: str) -> set[str]:
    """The last words of the headlines that are found, and where there is a comment."""
    results = search(archive, Search(query=query))
    assert results.total == len(results.hits)
    return {
        "comment" if hit.where == "comments" else (hit.title or "").split()[-1]
        for hit in results.hits
    }


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("strasse NEAR/8 customs", {"street", "comment"}),
        ("strasse NEAR/7 customs", {"street", "comment"}),
        ("strasse NEAR/6 customs", {"comment"}),
        ("straße NEAR/7 customs", {"street", "comment"}),
        ("NEAR(customs STRASSE spoke, 10)", {"street"}),
        ("NEAR(customs STRASSE spoke, 9)", set()),
        ('"strasse that leads" NEAR/5 "customs house"', {"street"}),
        ('"strasse that leads" NEAR/4 "customs house"', set()),
        ("strass* NEAR/7 custom*", {"street", "comment"}),
        ("aussenminister NEAR/9 freund", {"reise"}),
        ("aussenminister NEAR/6 freund", set()),
        ("قال NEAR/6 سلام", {"arabic"}),
        ("قال NEAR/5 سلام", set()),
        ("条约 NEAR/4 渡し", {"japanese"}),
        ("条約 NEAR/3 渡し", set()),
        ("strasse NEAR/9 gässchen", set()),
        ("strasse NEAR/60 gässchen", {"far"}),
        ("title:NEAR(grosse hafen, 3)", set(TEXTS)),
        ("title:NEAR(grosse hafen, 2)", set()),
        ("author:NEAR(jorgen klint, 1)", set(TEXTS)),
        ("author:NEAR(klint strasse, 9)", set()),
        ("strasse -(strasse NEAR/7 customs)", {"reise", "arabic", "far", "japanese"}),
        ("council -(strasse NEAR/6 customs)", {"street"}),
        ("(strasse NEAR/6 customs) OR (aussenminister NEAR/9 freund)", {"comment", "reise"}),
        ("(strasse NEAR/7 customs) council", {"street"}),
    ],
)
def test_distances_are_those_of_the_text(archive: Archive, query: str, hits: set[str]) -> None:
    assert found(archive, query) == hits


def test_what_is_near_is_what_a_reader_would_count(tmp_path: Path) -> None:
    chance = random.Random(1)
    vocabulary = ["ferry", "Straße", "harbour", "Außen", "tariff", "naïve", "1,000", "U.S.", "net"]
    typed = ["ferry", "strasse", "harbour", "aussen", "tariff", "naive", "1000", "us", "net"]
    texts = [chance.choices(range(len(vocabulary)), k=30) for _ in range(25)]
    with new_archive(tmp_path) as archive:
        take_in_all(
            archive,
            [
                ColumnPage(
                    path=f"/{number}",
                    title=f"Nr {number}",
                    paragraphs=(" ".join(vocabulary[at] for at in text),),
                )
                for number, text in enumerate(texts)
            ],
        )
    with Archive.reading(tmp_path) as archive:
        for _ in range(60):
            one, other = chance.sample([0, 1, 2, 3, 4, 5, 6, 8], 2)
            distance = chance.randrange(12)
            near = {
                str(number)
                for number, text in enumerate(texts)
                if any(
                    0 < abs(a - b) <= distance + 1
                    for a, here in enumerate(text)
                    for b, there in enumerate(text)
                    if (here, there) == (one, other)
                )
            }
            query = f"NEAR({typed[one]} {typed[other]}, {distance})"
            results = search(archive, Search(query=query, size=100))
            assert {(hit.title or "").split()[-1] for hit in results.hits} == near, query
            assert results.total == len(near)
