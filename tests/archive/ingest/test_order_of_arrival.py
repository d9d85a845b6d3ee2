"""Pages that come late or in one millisecond: text and fields are of one page in any order."""

from itertools import permutations
from pathlib import Path

import pytest

from archive.fixity.verify import verify
from archive.reading import dump
from tests.builders.archives import (
    HEADLINE,
    REPLY,
    SECOND,
    WELL,
    ColumnPage,
    new_archive,
    take_in_all,
)

THIRD = ("Three envoys took the train.", "All of them paid.")
CASES = {
    "texts": (ColumnPage(), ColumnPage(paragraphs=SECOND), ColumnPage(paragraphs=THIRD)),
    "headlines": (ColumnPage(), ColumnPage(title="One"), ColumnPage(title=HEADLINE, section="X")),
    "fields": tuple(ColumnPage(section=name) for name in ("Abroad", "At home", "Sport")),
    "comments": (
        ColumnPage(comments=(WELL,)),
        ColumnPage(comments=(WELL, REPLY)),
        ColumnPage(),
    ),
    "late, after it was gone": (
        ColumnPage(),
        ColumnPage(day=3, paragraphs=SECOND, section="Other", comments=(WELL,)),
        ColumnPage(day=5, status=404),
    ),
    "gone at once": (
        ColumnPage(),
        ColumnPage(paragraphs=SECOND, section="Other"),
        ColumnPage(status=404),
    ),
    "confirmed at once": (
        ColumnPage(),
        ColumnPage(paragraphs=SECOND, section="Other"),
        ColumnPage(status=304),
    ),
    "two addresses": (
        ColumnPage(path="/a", canonical="/a"),
        ColumnPage(path="/b", canonical="/b", paragraphs=SECOND),
        ColumnPage(path="/b", day=1, canonical="/b", via=("/a",), paragraphs=THIRD),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_column_is_the_same_whatever_came_first(tmp_path: Path, name: str) -> None:
    pages, digests = CASES[name], set()
    for number, order in enumerate(permutations(pages)):
        if order[0].status != 200:
            continue
        with new_archive(tmp_path / str(number)) as archive:
            take_in_all(archive, order)
            archive.flush()
            assert [str(problem) for problem in verify(archive)] == [], order
            digests.add(dump.digest(archive))
    assert len(digests) == 1
