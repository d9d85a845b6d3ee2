"""What the full-text index holds of a column beside its words."""

import sqlite3
import sys
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from itertools import islice

import pytest

from archive.text.index_marks import (
    LETTERS,
    SECTION_WORD,
    TAG_WORD,
    UNDATED,
    author_mark,
    column_marks,
    day_mark,
    language_mark,
    month_mark,
    outlet_mark,
    section_mark,
    tag_mark,
    year_mark,
)
from archive.text.index_words import GAP

HOSTILE = (
    "",
    " ",
    "\t\n\x00\x1f",
    "?!…",
    '"" OR NEAR("x" *)',
    "a:b AND NOT c^2 -d",
    "' OR 1=1; --",
    "<script>alert(1)</script>",
    "Foreign Affairs",
    "U.S./E.U.",
    "Ünïcödé Z̷͉̈́ä̸l̶g̸o̵",
    "👩‍👩‍👧 🇨🇺 #️⃣",
    "田中さんにあげて下さい",
    "العربيّة، مُنَاقَشَةُ",
    "विदेश नीति",
    "\u202etxet\u202c\u200b\ufeff",
    "\ue000\uf8f4\uf8fd\U000f0000\U0010fffd",
    "\ud800",
    "x" * 10_000,
    "? " * 5_000,
    "é" * 10_000,
)


def tokenized(texts: Iterable[str]) -> list[list[str]]:
    """The tokens that the archive's index makes of each text."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='unicode61 remove_diacritics 2')")
        db.execute("CREATE VIRTUAL TABLE seen USING fts5vocab(t, instance)")
        rows = [*enumerate(texts)]
        db.executemany("INSERT INTO t (rowid, x) VALUES (?, ?)", rows)
        found: list[list[str]] = [[] for _ in rows]
        for term, doc in db.execute("SELECT term, doc FROM seen ORDER BY doc, offset"):
            found[doc].append(term)
    return found


@pytest.mark.parametrize("mark", [section_mark, tag_mark, author_mark, language_mark])
def test_a_mark_is_one_token_whatever_it_says(mark: object) -> None:
    assert callable(mark)
    made = [mark(value) for value in HOSTILE]
    assert tokenized(made) == [[one] for one in made]
    assert all(len(one) < 400 for one in made)


def test_every_sign_of_unicode_is_written_in_letters() -> None:
    every = (LETTERS[code] for code in range(sys.maxunicode + 1))
    packed = list(iter(lambda: "".join(islice(every, 1000)), ""))
    assert all(len(tokens) == 1 for tokens in tokenized("a" + pack for pack in packed))


def test_values_are_told_apart_but_for_their_spelling() -> None:
    assert section_mark(" Foreign \n Affairs ") == section_mark("foreign affairs")
    assert section_mark("Politique étrangère") == section_mark("POLITIQUE ETRANGERE")
    distinct = (
        "Foreign Affairs",
        "ForeignAffairs",
        "Foreign-Affairs",
        "Foreign",
        "?",
        "!",
        "x" * 99,
    )
    assert len({tag_mark(value) for value in (*distinct, "x" * 98)}) == len(distinct) + 1
    assert len({mark("Cuba") for mark in (section_mark, tag_mark, author_mark)}) == 3


def test_a_column_has_a_mark_for_each_fact_and_the_words_of_section_and_tags() -> None:
    marks = column_marks(
        outlet_id=7,
        language="en-GB",
        section="World Affairs",
        tags=("Cuba", "Fidel Castro", "cuba"),
        authors=("Ana Li", "Jo Ash"),
        published="2012-06-01T01:30:00+09:00",
        precision="minute",
    )
    assert marks.split() == [
        *(outlet_mark(7), language_mark("en"), language_mark("en-gb")),
        *(section_mark("World affairs"), tag_mark("Cuba"), tag_mark("Fidel Castro")),
        *(author_mark("Ana Li"), author_mark("Jo Ash")),
        *(year_mark(2012), month_mark(2012, 6), day_mark(date(2012, 6, 1))),
        *(GAP, SECTION_WORD + "world", SECTION_WORD + "affairs"),
        *(GAP, TAG_WORD + "cuba", GAP, TAG_WORD + "fidel", TAG_WORD + "castro"),
        *(GAP, TAG_WORD + "cuba"),
    ]


def dated(published: str | None, precision: str | None) -> list[str]:
    return column_marks(
        outlet_id=1,
        language=None,
        section=None,
        tags=(),
        authors=(),
        published=published,
        precision=precision,
    ).split()[1:]


def test_a_date_is_marked_only_as_exactly_as_it_was_printed() -> None:
    year, month, day = year_mark(2012), month_mark(2012, 1), day_mark(date(2012, 1, 1))
    assert dated("2012-01-01T00:00:00+00:00", "year") == [year]
    assert dated("2012-01-01T00:00:00+00:00", "month") == [year, month]
    assert dated("2012-01-01T00:00:00+00:00", "day") == [year, month, day]
    assert dated("2012-01-01T00:00:00+00:00", None) == [year, month, day]
    assert dated(None, None) == [UNDATED]


def test_nothing_that_a_page_says_makes_the_mark_of_another_fact() -> None:
    forged = f"x {outlet_mark(3)} {UNDATED}{year_mark(1999)}"
    marks = column_marks(
        outlet_id=1,
        language=forged,
        section=forged,
        tags=(forged,),
        authors=(forged,),
        published="2012-01-01T00:00:00+00:00",
        precision="day",
    )
    (tokens,) = tokenized([marks])
    assert not {outlet_mark(3), UNDATED, year_mark(1999)} & set(tokens)


def test_names_of_signs_alone_are_told_apart() -> None:
    names = (".", "..", ". .", ",", "'", "’", "\u0301", "-", "?!", "x")
    for mark in (author_mark, section_mark, tag_mark):
        assert len({mark(name) for name in (*names, "")}) == len(names) + 1
        assert mark(" .  . ") == mark(". .")
        assert mark("\u200b.") == mark(".")
        assert mark("\u200b") == mark("")
