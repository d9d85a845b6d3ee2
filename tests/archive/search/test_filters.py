"""Facts of columns: typed as fields or clicked, said back, counted in facets."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from itertools import repeat
from pathlib import Path

import pytest

from archive.db.outlets import rename_outlet
from archive.folder.archive import Archive
from archive.model.records import Comment
from archive.reading.coverage import holdings
from archive.search import facets as facets_module
from archive.search import listing
from archive.search.request import Search
from archive.search.results import FacetField, Results, Sample, YearCount
from archive.search.search import search
from archive.text.index_marks import SECTION_WORD, TAG_WORD
from archive.text.index_words import AUTHOR, TITLE
from tests.builders.archives import ColumnPage, new_archive, outlet, take_in

CALLOWAY, VAZ = "Ines Calloway", "Rui Vaz, of Porto"
COLUMNS = {
    "one": ColumnPage(
        title="one", authors=(CALLOWAY,), section="World", tags=("trade", "high seas"),
        language="en", published=datetime(2015, 3, 1, tzinfo=UTC),
        paragraphs=("The tariff on herring, and a bridge.",),
        comments=(
            Comment(id="c1", text="A tariff!", author="Bo",
                    published=datetime(2017, 1, 1, tzinfo=UTC), published_precision="day"),
            Comment(id="c2", text="Another tariff, undated.", author="Cy"),
        ),
    ),
    "two": ColumnPage(
        title="two", authors=(CALLOWAY, VAZ), section="world", tags=("Trade",), language="en-GB",
        published=datetime(2015, 12, 31, 23, tzinfo=UTC), precision="minute",
        paragraphs=("A tariff on salt.",),
    ),
    "three": ColumnPage(
        title="three", authors=(VAZ,), section="Wirtschaft", language="de",
        published=datetime(2016, 6, 1, tzinfo=UTC), precision="month",
        paragraphs=("Ein Tariff, a tariff.",),
    ),
    "four": ColumnPage(
        title="four", authors=(), section=None, published=datetime(2016, 1, 1, tzinfo=UTC),
        precision="year", paragraphs=("Some tariff or other.",), language="fr",
        comments=(Comment(id="c3", text="Le tariff.", author="Di"),),
    ),
    "five": ColumnPage(
        title="five", authors=(VAZ,), section="World", published=None, language=None,
        paragraphs=("A tariff of no date.",),
    ),
}  # fmt: skip
OF = {"one": "courier", "two": "courier", "three": "bote", "four": "gazette", "five": "courier"}
LESS_EXACT = "{} dated less exactly left out"
NAMES = {"courier": "The Courier", "bote": "Der Bote, and Kurier", "gazette": "La Gazette"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder: Path = tmp_path_factory.mktemp("desk")
    with new_archive(folder) as archive:
        for name, page in COLUMNS.items():
            row = archive.upsert_outlet(
                slug=OF[name], name=NAMES[OF[name]], home=f"https://{OF[name]}.example/",
                language="en", timezone="UTC", country=None,
            )  # fmt: skip
            take_in(archive, replace(page, path=f"/{name}"), outlet_id=row)
    with Archive.reading(folder) as archive:
        yield archive


def names(results: Results) -> set[str]:
    """Columns by their headline, comments by their key."""
    return {hit.comment or hit.title or "" for hit in results.hits}


@pytest.mark.parametrize(
    ("wanted", "found", "understood"),
    [
        (Search(outlets=("courier",)), "one two five", "in The Courier"),
        (Search(query="tariff", outlets=("courier", "gazette")), "one c1 c2 two four c3 five",
         "tariff, in The Courier or in La Gazette"),
        (Search(query="tariff", outlets=("bote",)), "three", "tariff, in “Der Bote, and Kurier”"),
        (Search(query="outlet:courier tariff"), "one c1 c2 two five", "tariff, in The Courier"),
        (Search(query='outlet:"kurier bote" tariff'), "three",
         "tariff, in “Der Bote, and Kurier”"),
        (Search(query="tariff -outlet:courier"), "three four c3",
         "tariff, but not in The Courier"),
        (Search(query="tariff (outlet:bote OR outlet:gaz*)"), "three four c3",
         "tariff, in “Der Bote, and Kurier” or in La Gazette"),
        (Search(query="salt OR outlet:bote"), "two three",
         "salt or in “Der Bote, and Kurier”"),
        (Search(query="another OR (tariff outlet:bote)"), "c2 three",
         "another or (tariff and in “Der Bote, and Kurier”)"),
        (Search(query="tariff", sections=("World",)), "one c1 c2 two five",
         "tariff, in the section World"),
        (Search(query="tariff section:world"), "one c1 c2 two five",
         "tariff, in a section called world"),
        (Search(tags=("trade",)), "one two", "tagged trade"),
        (Search(query="tag:seas"), "one", "tagged seas"),
        (Search(query="tariff", authors=(CALLOWAY, VAZ)), "one c1 c2 two three five",
         "tariff, by Ines Calloway or by “Rui Vaz, of Porto”"),
        (Search(query="tariff author:vaz"), "two three five", "tariff, by vaz"),
        (Search(query="title:three tariff"), "three", "“three” in the headline, and tariff"),
        (Search(query="tariff ein title:(two OR thr*) author:vaz"), "three",
         "“two” in the headline or “thr*” in the headline, and tariff and ein, by vaz"),
        (Search(query="tariff -title:three author:NEAR(rui vaz, 2)"), "two five",
         "tariff, by rui and vaz within 2 words of each other, but not “three” in the headline"),
        (Search(query="title:five OR (salt title:two)"), "two five",
         "“five” in the headline or (salt and “two” in the headline)"),
        (Search(query="tariff", languages=("en",)), "one c1 c2 two", "tariff, in English"),
        (Search(query="lang:English"), "one two", "in English"),
        (Search(query="lang:en-gb"), "two", "in “English (gb)”"),
        (Search(query="tariff lang:german"), "three", "tariff, in German"),
        (Search(query="tariff after:2015 before:2015"), "one two c2",
         "tariff, 2015; 1 undated column left out"),
        (Search(query="tariff after:2016"), "c1 three four c3",
         "tariff, from 2016 on; 1 undated column left out"),
        (Search(query="tariff before:2015-12"), "one two c2",
         "tariff, until 2015; 1 undated column left out"),
        (Search(query="tariff after:2016-06-02"), "c1",
         "tariff, from 2016-06-02 on; 1 undated column and 2 dated less exactly left out"),
        (Search(query="tariff outlet:bote after:2016-06-02"), "",
         "tariff, in “Der Bote, and Kurier”, from 2016-06-02 on; "
         + LESS_EXACT.format("1 column")),
        (Search(query="tariff after:2016-02 before:2016-06-15 -outlet:courier"), "",
         "tariff, but not in The Courier, 2016-02-01 to 2016-06-15; "
         + LESS_EXACT.format("2 columns")),
        (Search(query="tariff", since=date(2015, 12, 31), until=date(2016, 6, 30)), "two three",
         "tariff, 2015-12-31 to 2016-06-30; " + LESS_EXACT.format("1 undated column and 1")),
        (Search(query="after:2015", since=date(2016, 1, 1), where="column"), "three four",
         "from 2016 on, in columns alone; 1 undated column left out"),
        (Search(query="tariff -after:2016", where="column"), "one two five",
         "tariff, but not from 2016 on, in columns alone"),
        (Search(query="-tariff"), "", "everything, but not tariff"),
        (Search(query="-salt -outlet:courier"), "three four",
         "everything, but not (salt or in The Courier)"),
        (Search(query="tariff in:comments"), "c1 c2 c3", "tariff, in comments alone"),
        (Search(query="le in:comments before:2016-12-30"), "",
         "le, until 2016-12-30, in comments alone"),
        (Search(query="le in:comments before:2016 after:2016"), "c3",
         "le, 2016, in comments alone"),
        (Search(query="le in:comments after:2016-01-02"), "",
         "le, from 2016-01-02 on, in comments alone"),
        (Search(query="-in:comments tariff before:2015-03-01"), "one",
         "tariff, until 2015-03-01, in columns alone; 1 undated column left out"),
    ],
    ids=str,
)  # fmt: skip
def test_facts_choose_columns_and_are_said_back(
    archive: Archive, wanted: Search, found: str, understood: str
) -> None:
    results = search(archive, wanted)
    assert names(results) == set(found.split())
    assert results.total == len(found.split())
    assert results.understood == understood
    assert results.notes == ()


@pytest.mark.parametrize(
    ("wanted", "note"),
    [
        (Search(query="outlet:nowhere tariff"), "No outlet is called nowhere; this archive has: "),
        (Search(outlets=("Nowhere",), query="tariff"), "No outlet is called Nowhere"),
        (Search(authors=("Nobody",)), "No column in this archive is by Nobody."),
        (Search(tags=("x, or y",)), "No column in this archive is tagged “x, or y”."),
        (Search(query="tariff lang:xx"), "No column in this archive is in the language xx."),
        (Search(query="tariff", since=date(2016, 1, 1), until=date(2015, 1, 1)), "is after"),
        (Search(query="in:comments"), "Comments are found by their words"),
        (Search(query="-tariff outlet:courier in:comments"), "Comments are found by their words"),
        (Search(outlets=("courier",), where="comments"), "Comments are found by their words"),
    ],
    ids=str,
)
def test_what_no_column_is_finds_nothing_and_is_told(
    archive: Archive, wanted: Search, note: str
) -> None:
    results = search(archive, wanted)
    assert (results.total, results.hits) == (0, ())
    assert note in " ".join(results.notes)


def counts(results: Results, field: FacetField) -> dict[str, int]:
    """The values of a facet."""
    (facet,) = (one for one in results.facets or () if one.field == field)
    return {value.value: value.count for value in facet.values}


def test_facets_count_places_by_what_choosing_them_would_give(archive: Archive) -> None:
    wanted = Search(query="tariff")
    results = search(archive, wanted, facets=True)
    assert results.sampled is None
    assert counts(results, "outlet") == {"courier": 5, "gazette": 2, "bote": 1}
    assert counts(results, "author") == {CALLOWAY: 4, VAZ: 3}
    assert counts(results, "section") == {"World": 5, "Wirtschaft": 1}
    assert counts(results, "language") == {"en": 4, "fr": 2, "de": 1}
    assert counts(results, "year") == {"2015": 3, "2016": 3, "2017": 1}
    assert results.years == (
        *(YearCount(2015, 3), YearCount(2016, 3), YearCount(2017, 1), YearCount(None, 1)),
    )
    kinds = {"outlet": "outlets", "author": "authors", "section": "sections",
             "language": "languages"}  # fmt: skip
    for field, kind in kinds.items():
        for value, count in counts(results, field).items():  # type: ignore[arg-type]  # keys of it
            chosen = replace(wanted, **{kind: (value,)})  # type: ignore[arg-type]  # names of it
            assert search(archive, chosen).total == count, value
    labels = {one.value: one.label for facet in results.facets or () for one in facet.values}
    assert (labels["en"], labels["bote"]) == ("English", "Der Bote, and Kurier")


def test_a_chosen_value_stands_in_its_facet_whatever_its_count(archive: Archive) -> None:
    wanted = Search(query="salt", outlets=("courier", "bote"), languages=("de", "en"))
    results = search(archive, wanted, facets=True)
    assert counts(results, "outlet") == {"courier": 1, "bote": 0}
    assert counts(results, "language") == {"en": 1, "de": 0}


@pytest.mark.parametrize(
    ("wanted", "field", "values"),
    [
        (Search(authors=("ines  calloway", "INES CALLOWAY")), "author", {CALLOWAY: 2, VAZ: 1}),
        (Search(sections=("WORLD",)), "section", {"World": 3}),
        (Search(outlets=("COURIER",)), "outlet", {"courier": 3}),
        (Search(languages=("EN",)), "language", {"en": 2}),
        (Search(languages=("en_gb",)), "language", {"en": 1, "en-gb": 1}),
    ],
    ids=str,
)
def test_a_value_chosen_in_another_spelling_stands_once_with_its_count(
    archive: Archive, wanted: Search, field: FacetField, values: dict[str, int]
) -> None:
    results = search(archive, wanted, facets=True)
    assert counts(results, field) == values
    (facet,) = (one for one in results.facets or () if one.field == field)
    (chosen,) = (one.chosen for one in facet.values if one.chosen)
    assert chosen == wanted.authors + wanted.sections + wanted.outlets + wanted.languages


def test_facets_of_very_much_are_estimates_that_say_so(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets_module, "FACETED_WHOLE", 4)
    monkeypatch.setattr(facets_module, "FACETED_SAMPLE", 4)
    results = search(archive, Search(query="tariff"), facets=True)
    assert results.total == 8
    assert results.sampled is not None
    assert results.sampled == Sample(results.sampled.looked_at, 8)
    assert 0 < results.sampled.looked_at < 8
    exact = search(archive, Search(query="salt"), facets=True)
    assert (exact.sampled, counts(exact, "outlet")) == (None, {"courier": 1})


def test_a_sample_is_the_same_whether_it_is_taken_at_once_or_later(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets_module, "FACETED_WHOLE", 4)
    monkeypatch.setattr(facets_module, "FACETED_SAMPLE", 5)
    at_once = search(archive, Search(query="tariff"), facets=True)
    monkeypatch.setattr("archive.search.search.SAMPLED_OF_ALL", 1)
    later = search(archive, Search(query="tariff"), facets=True)
    assert at_once.sampled is not None
    assert (later.sampled, later.facets, later.years) == (
        at_once.sampled,
        at_once.facets,
        at_once.years,
    )


@pytest.mark.parametrize("query", ["author:vaz", "section:world", "tag:trade", "author:a* tag:*"])
def test_facts_alone_are_not_ranked_however_they_are_typed(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    monkeypatch.setattr(listing, "RANKED_WHOLE", 0)
    monkeypatch.setattr(listing, "RANKED_NEWEST", 1)
    by_relevance = search(archive, Search(query=query))
    assert by_relevance.ranked == by_relevance.total
    assert by_relevance.hits == search(archive, Search(query=query, order="newest")).hits


def test_an_outlet_is_found_by_what_it_was_called_before(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        row = outlet(archive, "harbour")
        take_in(archive, ColumnPage(paragraphs=("A ferry.",)), outlet_id=row)
        assert rename_outlet(archive.db, "harbour", "haven")
    with Archive.reading(tmp_path) as archive:
        for wanted in (
            Search(outlets=("harbour",)),
            Search(query="outlet:harbour"),
            Search(outlets=("HAVEN",)),
        ):
            results = search(archive, wanted)
            assert (results.total, results.notes) == (1, ())
        assert holdings(archive.db, ["harbour"]) == holdings(archive.db)


@pytest.mark.parametrize("mark", [TITLE, AUTHOR, SECTION_WORD, TAG_WORD], ids=ascii)
def test_no_text_is_found_by_a_field_whose_mark_it_holds(tmp_path: Path, mark: str) -> None:
    field = {TITLE: "title", AUTHOR: "author", SECTION_WORD: "section", TAG_WORD: "tag"}[mark]
    forged = f"{mark}opinion {mark}opinion {mark}page"
    comment = Comment(id="1", text=forged, author="Bo")
    page = ColumnPage(title="x", paragraphs=(forged,), captions=(forged,), comments=(comment,))
    with new_archive(tmp_path) as archive:
        take_in(archive, page, outlet_id=outlet(archive, "harbour"))
    with Archive.reading(tmp_path) as archive:
        for asked in ("opinion", '"opinion page"', "NEAR(opinion page)", "opin*"):
            assert search(archive, Search(query=f"{field}:{asked}")).total == 0, asked


def test_what_the_time_does_not_suffice_for_is_left_out_and_named(archive: Archive) -> None:
    wanted = Search(query="tariff after:2014", order="newest")
    left_out = []
    for steps in (*range(0, 1_600, 20), 10_000):
        ticks = repeat(None, steps)
        archive.db.conn.set_progress_handler(partial(next, ticks, True), 10)
        try:
            results = search(archive, wanted, facets=True)
        finally:
            archive.db.conn.set_progress_handler(None, 0)
        assert not archive.db.conn.in_transaction
        left_out.append(results.unfinished)
        assert "hits" in results.unfinished or len(results.hits) == 7
        finished = "total" not in results.unfinished
        assert (results.total, results.ranked) == ((7, 7) if finished else (0, 0))
        assert ("facets" in results.unfinished) == (results.facets is None)
    assert left_out[0] == ("total", "hits", "facets")
    assert left_out[-1] == ()
    assert any(parts and "hits" not in parts for parts in left_out)
