"""Searching: what is found, in which order, and what is marked."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from archive.db.connection import FILE
from archive.folder.archive import Archive
from archive.folder.open_archive import OpenArchive
from archive.model.errors import DeskError
from archive.model.records import Comment
from archive.search import listing
from archive.search.pieces import IS_UNSEEN, NO_TEXT
from archive.search.query import parse
from archive.search.request import Search
from archive.search.results import Hit
from archive.search.search import search
from archive.search.snippets import snippet
from tests.builders.archives import (
    NOON,
    ColumnPage,
    new_archive,
    numbered,
    outlet,
    take_in,
    take_in_all,
)
from tests.builders.naughty import NAUGHTY

KOREAN = "어제 평양에서 김일성은 남북정상회담을 언급했다."
CHINESE = "中美外交部长昨天在北京举行会谈，双方谈到G20峰会。"
ARABIC = "تَحَدَّثَ الرَّئِيسُ عَنِ السِّيَاسَةِ"
FILLER = "Nothing of note was said about the harbour that day, or about its cranes. "
COLUMNS = {
    "herald": (
        ColumnPage(
            path="/envoy",
            title="The envoy and the ferry",
            standfirst="A crossing in autumn",
            paragraphs=(
                FILLER * 40,
                "Then the envoy from Łódź crossed the border by ferry.",
                FILLER * 40,
            ),
            published=datetime(2001, 5, 31, 23, 30, tzinfo=UTC),
            precision="minute",
            comments=(
                Comment(id="1", text="The ferry was late, as ever.", author="Zoë Marsh"),
                Comment(id="2", text="대북 정책은 회담보다 어렵다", author="이 독자"),
            ),
        ),
        ColumnPage(
            path="/mixed",
            title="Many tongues",
            paragraphs=(
                ARABIC,
                "Die Außenpolitik der Straße. Зелёный стол и мой дом.",
                "The Kim Il-sung era ended; state-building did not.",
            ),
            published=None,
        ),
    ),
    "post": (
        ColumnPage(
            path="/ferries",
            title="Ferries",
            paragraphs=("A ferry, a ferry, once more a ferry: the border has no bridge.",),
            published=datetime(1999, 1, 2, tzinfo=UTC),
        ),
        ColumnPage(path="/korea", title="북한 외무성의 하루", paragraphs=(KOREAN,), published=NOON),
        ColumnPage(path="/china", title="外交的一天", paragraphs=(CHINESE,), published=NOON),
    ),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("desk")
    with new_archive(folder) as archive:
        for slug, pages in COLUMNS.items():
            outlet_id = outlet(archive, slug)
            for page in pages:
                take_in(archive, page, outlet_id=outlet_id)
    with Archive.reading(folder) as archive:
        yield archive


def titles(archive: Archive, query: str, **kwargs: object) -> list[str | None]:
    return [hit.title for hit in search(archive, Search(query=query, **kwargs)).hits]  # type: ignore[arg-type]


def marked(hit: Hit) -> list[str]:
    return [hit.snippet.text[start:end] for start, end in hit.snippet.marks]


@pytest.mark.parametrize(
    ("query", "title", "marks"),
    [
        ("김일성", "북한 외무성의 하루", ["김일성"]),
        ("회담", "북한 외무성의 하루", ["회담"]),
        ("정상회담 평양", "북한 외무성의 하루", ["평양", "정상회담"]),
        ("外交", "外交的一天", ["外交"]),
        ("峰", "外交的一天", ["峰"]),
        ("G20", "外交的一天", ["G20"]),
        ("G20峰会", "外交的一天", ["G20峰会"]),
        ('"外交部长昨天"', "外交的一天", ["外交部长昨天"]),
        ("السياسة", "Many tongues", ["السِّيَاسَةِ"]),
        ("strasse", "Many tongues", ["Straße"]),
        ("Straße", "Many tongues", ["Straße"]),
        ("AUSSENPOL*", "Many tongues", ["Außenpolitik"]),
        ("зеленый", "Many tongues", ["Зелёный"]),
        ("il-sung", "Many tongues", ["Il-sung"]),
        ('"kim il-s*', "Many tongues", ["Kim Il-sung"]),
        ("lodz", "The envoy and the ferry", ["Łódź"]),
        ("cross*", "The envoy and the ferry", ["crossed"]),
    ],
)
def test_words_of_many_scripts_are_found_and_marked(
    archive: Archive, query: str, title: str, marks: list[str]
) -> None:
    (hit,) = search(archive, Search(query=query, where="column")).hits
    assert hit.title == title
    assert marked(hit) == marks


def test_a_phrase_of_korean_words_asks_for_them_in_a_row(archive: Archive) -> None:
    assert titles(archive, '"북한 외무성"') == ["북한 외무성의 하루"]
    assert titles(archive, '"외무성 북한"') == []
    (hit,) = search(archive, Search(query='"북한 외무성"')).hits
    assert hit.title is not None
    assert [hit.title[start:end] for start, end in hit.title_marks] == ["북한 외무성의"]


def test_words_must_all_be_there_and_operators_work(archive: Archive) -> None:
    both = {"The envoy and the ferry", "Ferries"}
    assert set(titles(archive, "ferry border", where="column")) == both
    assert titles(archive, "ferry -envoy", where="column") == ["Ferries"]
    assert titles(archive, "ferry NOT envoy", where="column") == ["Ferries"]
    assert set(titles(archive, "bridge OR envoy", where="column")) == both
    assert titles(archive, "bridge envoy") == []
    assert titles(archive, "ferry and border", where="column") == ["The envoy and the ferry"]
    assert titles(archive, '"the envoy from"') == ["The envoy and the ferry"]
    assert titles(archive, "мои") == []


def test_comments_are_found_on_their_own_under_their_column(archive: Archive) -> None:
    results = search(archive, Search(query="ferry", where="comments"))
    assert results.total == 1
    (hit,) = results.hits
    assert (hit.where, hit.author, hit.title) == (
        "comments",
        "Zoë Marsh",
        "The envoy and the ferry",
    )
    assert hit.published == "2001-05-31 23:30"
    assert marked(search(archive, Search(query="회담", where="comments")).hits[0]) == ["회담"]
    assert search(archive, Search(query="zoe", where="comments")).total == 1
    assert search(archive, Search(query="ferry", where="both")).total == 3


def test_hits_come_by_relevance_or_newest_first(archive: Archive) -> None:
    assert titles(archive, "ferry", where="column") == ["Ferries", "The envoy and the ferry"]
    assert titles(archive, "ferry", where="column", order="newest")[1] == "Ferries"
    assert len(titles(archive, "ferry", where="column", size=1)) == 1
    everything = "ferry OR 회담 OR 外交 OR kim"
    assert titles(archive, everything, where="column", order="newest")[-1] == "Many tongues"


def test_outlets_and_days_restrict_and_both_days_are_included(archive: Archive) -> None:
    assert titles(archive, "ferry", where="column", outlets=("post",)) == ["Ferries"]
    may = date(2001, 5, 31)
    assert titles(archive, "ferry", where="column", since=may, until=may) != []
    assert titles(archive, "ferry", where="column", until=date(2001, 5, 30)) == ["Ferries"]
    assert titles(archive, "ferry", where="column", since=date(2001, 6, 1)) == []
    unknown = search(archive, Search(query="ferry", outlets=("pots",)))
    assert (unknown.total, unknown.hits) == (0, ())
    assert unknown.notes == ("No outlet is called pots; this archive has: herald, post.",)


def test_a_snippet_is_one_line_around_the_hits(archive: Archive) -> None:
    (hit,) = search(archive, Search(query="envoy ferry lodz", where="column")).hits
    assert len(hit.snippet.text) <= 242
    assert "\n" not in hit.snippet.text
    assert hit.snippet.text.startswith("…")
    assert marked(hit) == ["envoy", "Łódź", "ferry"]
    assert (hit.outlet, hit.outlet_name) == ("herald", "The Herald")


def test_a_snippet_is_where_the_most_different_words_stand_together() -> None:
    terms = parse("who are brothers-in-law").terms
    often = "Who are they who are here, who are there, and who are not? "
    all_three = "Two mayors who are brothers-in-law met. "
    shown = snippet(often + FILLER * 9 + all_three + FILLER * 9 + all_three, terms)
    marks = [shown.text[start:end] for start, end in shown.marks]
    assert marks == ["who", "are", "brothers-in-law"]
    twice = snippet(all_three + FILLER * 9 + all_three + often, terms)
    assert len(twice.marks) > len(marks)
    assert not twice.text.startswith(shown.text[:9])


def test_a_snippet_of_wide_signs_has_half_as_many() -> None:
    shown = snippet("外交" * 200 + "会谈" + "外交" * 200, parse("会谈").terms)
    assert [shown.text[start:end] for start, end in shown.marks] == ["会谈"]
    assert len(shown.text) == 122


def test_a_hit_down_a_text_is_shown_also_among_many_terms() -> None:
    terms = parse(" OR ".join(["envoy", *(f"word{number}" for number in range(59))])).terms
    shown = snippet("quay " * 1_500 + "envoy " + "quay " * 500, terms)
    assert [shown.text[start:end] for start, end in shown.marks] == ["envoy"]


def test_a_hit_far_down_a_very_long_text_is_shown() -> None:
    text = "Nothing of note. " * 5_000 + "The envoy came. " + "Nothing of note. " * 5_000
    shown = snippet(text, parse("envoy").terms)
    assert [shown.text[start:end] for start, end in shown.marks] == ["envoy"]
    early = snippet("An envoy. " + text + "envoy " * 20, parse("envoy").terms)
    assert early.text.startswith("An envoy.")
    assert len(early.marks) == 1


@pytest.mark.parametrize(
    "query", ["", '"', '"" ""', "**", "* **", "AND", "OR NOT", "-", "…()", "in:comments"]
)
def test_nothing_to_search_for_is_told(archive: Archive, query: str) -> None:
    results = search(archive, Search(query=query), facets=True)
    assert (results.total, results.hits, results.unfinished) == (0, (), ())
    assert bool(results.notes) == bool(query)


def test_a_star_alone_is_every_column_also_those_without_a_date(archive: Archive) -> None:
    ((columns,),) = archive.db.execute("SELECT count(*) FROM articles")
    dated = search(archive, Search(since=date.min, fold=False))
    assert dated.undated
    assert dated.total + dated.undated == columns
    every = search(archive, Search(query=" * ", fold=False, size=columns))
    assert (every.total, len(every.hits), every.notes) == (columns, columns, ())
    assert (every.query, every.understood) == ("*", "everything")
    assert search(archive, Search(query="*", since=date.min, fold=False)).total == dated.total
    english = search(archive, Search(query="*", languages=("en",)))
    assert english.total == search(archive, Search(languages=("en",))).total


@pytest.mark.parametrize(
    ("query", "offered"),
    [
        ("ferr", "ferr*"),
        ("author:quay ferr -treaties", "(author:quay* AND ferr*) NOT treaties"),
        ("ferry", None),  # it is there
        ("ferr*", None),
        ("fer", None),
        ("zzzz", None),
        ("ferr zzzz", None),
        ("ferrying", "ferry*"),
        ("ferrying envoy border", "ferry* AND envoy AND border"),
        ("ferrying outlet:herald -treaties", "(ferry* AND outlet:herald) NOT treaties"),
        ("ferrying late in:comments", "ferry* AND late in:comments"),
        ("ferrying OR zzzz", None),
        ("ferr OR zzzz", None),
        ('"two ferr"', None),
        ("(", None),
    ],
)
def test_where_a_word_is_nowhere_those_that_begin_so_are_offered(
    archive: Archive, query: str, offered: str | None
) -> None:
    found = search(archive, Search(query=query)).beginnings
    assert (found and found.query) == offered
    assert search(archive, Search(query=query, size=0)).beginnings is None
    if found:
        assert found.total == search(archive, Search(query=found.query)).total > 0


@pytest.mark.parametrize(
    ("query", "alone"),
    [
        ("ferry zzzz", "ferry 3, zzzz 0"),
        ('"border has" korea ferry', '"border has" 1, korea 0, ferry 3'),
        (
            "author:quay title:ferry ferriez -two",
            "author:quay 5, title:ferry 1, ferriez 0 (ferrie* 1)",
        ),
        (
            "ferrying late in:comments",
            "ferrying in:comments 0 (ferry* in:comments 1), late in:comments 1",
        ),
        ("NEAR(bridge late, 3) outlet:post", "bridge 1, late 1"),
        ("ferr zzzz", "ferr 0 (ferr* 3), zzzz 0"),
        ("ferrying", ""),  # `ferry*` is offered
        ("ferrying outlet:harold", "ferrying 0 (ferry* 3)"),
        ("title:bridgework", ""),
        ("ferr", ""),  # `ferr*` is offered
        ("zzzz", ""),
        ("ferry border", ""),
        ("회담도 ferry", "회담도 0, ferry 3"),
        ("a1 b1 c1 d1 e1 f1 ferry", "a1 0, b1 0, c1 0, d1 0, e1 0, f1 0"),
    ],
)
def test_where_nothing_is_found_each_word_is_counted_alone(
    archive: Archive, query: str, alone: str
) -> None:
    results = search(archive, Search(query=query))
    told = []
    for one in results.alone:
        assert one.total == search(archive, Search(query=one.query)).total
        told.append(f"{one.query} {one.total}")
        if one.shorter:
            assert one.shorter.total == search(archive, Search(query=one.shorter.query)).total
            told[-1] += f" ({one.shorter.query} {one.shorter.total})"
    assert ", ".join(told) == alone
    assert search(archive, Search(query=query, size=0)).alone == ()


def test_a_word_alone_is_counted_under_the_filters_that_are_chosen(archive: Archive) -> None:
    of_post = search(archive, Search(query="ferry envoy", outlets=("post",), where="column"))
    assert [(one.query, one.total) for one in of_post.alone] == [("ferry", 1), ("envoy", 0)]


def test_any_typing_whatever_is_a_valid_query(archive: Archive) -> None:
    """A few hundred strings of operators, quotes, scripts and oddities, from a fixed seed."""
    chance = random.Random(7)
    pieces = [
        *('"', "'", "*", "(", ")", "-", "+", "^", ":", "{", "}", "~", " ", "\x00", "\ud7ff", "“"),
        *("AND", "OR", "NOT", "NEAR", "NEAR(a b, 2)", "title:x", "ferry", "é", "회담", "外", "½"),
        *("outlet:", "section:", "-lang:", "before:", "after:20", "in:", "tag:(", "author:"),
        *("ّ", "́", "𠀋", "x" * 500, "a-b", "U.S.", "👍", "ſ", "İ", "ǆ"),
    ]
    for _ in range(800):
        typed = "".join(chance.choice(pieces) for _ in range(chance.randint(1, 9)))
        assert search(archive, Search(query=typed, size=2)).unfinished == ()
    for typed in ("(ferry OR (border -bridge " * 10, '"' + "ß " * 64 + '"* OR ' + "ß " * 63):
        search(archive, Search(query=typed))
    for string in NAUGHTY:
        one = (string,)
        for wanted in (
            Search(query=string),
            Search(query=string, order="newest", page=3, where="comments"),
            Search(outlets=one, authors=one),
            Search(sections=one, tags=one, languages=one),
        ):
            results = search(archive, wanted, facets=True)
            assert results.unfinished == ()
            said = " ".join((results.understood, results.query, *results.notes))
            assert not IS_UNSEEN.search(said)
            assert not NO_TEXT.search(said)


def test_of_too_many_matches_only_the_newest_are_ranked(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "RANKED_WHOLE", 1)
    monkeypatch.setattr(listing, "RANKED_NEWEST", 1)
    results = search(archive, Search(query="ferry", where="column"))
    assert (results.total, results.ranked) == (2, 1)
    assert [hit.title for hit in results.hits] == ["The envoy and the ferry", "Ferries"]
    old = search(archive, Search(query="ferry OR lodz", where="column", until=date(2000, 1, 1)))
    assert [hit.title for hit in old.hits] == ["Ferries"]
    monkeypatch.setattr(listing, "RANKED_WHOLE", 0)
    old = search(archive, Search(query="ferry", where="both", until=date(2000, 1, 1)))
    assert [hit.title for hit in old.hits] == ["Ferries"]
    assert search(archive, Search(query="ferry", where="comments")).ranked == 1


def test_a_damaged_index_is_told_and_no_traceback(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        take_in(archive, ColumnPage(title="One", paragraphs=("A ferry.",)))
    with sqlite3.connect(tmp_path / "archive.db") as db:
        db.execute("UPDATE articles_fts_data SET block = x'ffffffffff' WHERE id = 10")
    db.close()
    with Archive.reading(tmp_path) as archive, pytest.raises(DeskError, match="desk verify"):
        search(archive, Search(query="ferry"))


def test_a_search_is_of_one_state_while_others_write(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        take_in_all(archive, map(numbered, range(30)))
    with closing(sqlite3.connect(tmp_path / FILE)) as writer, OpenArchive.reading(tmp_path) as kept:
        statements: list[str] = []

        def write_between(statement: str) -> None:
            statements.append(statement)
            if len(statements) == 3:  # something is counted by then
                writer.execute("DELETE FROM articles_fts WHERE rowid = 5")
                writer.commit()

        kept.db.conn.set_trace_callback(write_between)
        found = search(kept, Search(query="column", size=50))

    assert found.total == len(found.hits) == 30


def test_a_typed_author_is_a_condition_and_does_not_count_for_relevance(tmp_path: Path) -> None:
    name = "Ines Calloway"
    long, short = "The bridge stood still. " * 40, "Some tariff, in passing. "
    pages = [
        ColumnPage(path=f"/{number}", title=f"{number}", paragraphs=(short * (1 + number % 3),))
        for number in range(12)
    ]
    by_her = [Comment(id=f"{n}", text="A tariff, then.", author=name) for n in range(3)]
    by_others = [Comment(id=f"o{n}", text="Well, well.", author=f"Bo {n}") for n in range(60)]
    about = ColumnPage(
        comments=(*by_her, *by_others),
        path="/about",
        title="The tariff",
        paragraphs=(f"The tariff. {long}",),
    )
    others = [
        ColumnPage(path=f"/o{number}", title=f"o{number}", paragraphs=(short,), authors=("Bo",))
        for number in range(40)
    ]
    with new_archive(tmp_path) as archive:
        take_in_all(archive, [replace(page, authors=(name,)) for page in (about, *pages)] + others)
    with Archive.reading(tmp_path) as archive:
        chosen = search(archive, Search(query="tariff", authors=(name,), fold=False)).hits
        for typed in (f'tariff author:"{name}"', "author:calloway tariff -herring"):
            found = search(archive, Search(query=typed, fold=False)).hits
            assert list(map(scored, found)) == list(map(scored, chosen))
        alone = search(archive, Search(query=f'author:"{name}"', fold=False, size=50))
        assert alone.ranked == alone.total == 16
        days = [hit.published or "" for hit in alone.hits]
        assert days == sorted(days, reverse=True)


def scored(hit: Hit) -> tuple[str | None, str | None, float]:
    """What a hit is, and its score."""
    return hit.title, hit.comment, round(hit.score, 9)
