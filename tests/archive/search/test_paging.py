"""Pages of a search: together they are the whole list, whatever the order, folded or not."""

import random
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from archive.folder.archive import Archive
from archive.model.records import Comment
from archive.search import listing
from archive.search.request import Order, Search
from archive.search.results import Hit
from archive.search.search import search
from tests.builders.archives import ColumnPage, new_archive, outlet, take_in

COLUMNS = 260
TEXTS = 90
"""Fewer than columns, so that most columns are copies."""
WORDS = "tariff herring cable pilot ledger summer winter bridge envoy signal copper orchard".split()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("desk")
    chance = random.Random(11)
    texts = [
        " ".join(f"{chance.choice(WORDS)} {number}x{at}" for at in range(40)) + " harbour."
        for number in range(TEXTS)
    ]
    first = datetime(2009, 3, 1, tzinfo=UTC)
    with new_archive(folder) as archive:
        rows = [outlet(archive, slug) for slug in ("herald", "post", "mail")]
        for number in range(COLUMNS):
            day = first + timedelta(days=chance.randrange(900), hours=chance.randrange(24))
            text = chance.randrange(TEXTS)
            page = ColumnPage(
                path=f"/{number}",
                title=f"Text {text}",
                paragraphs=(texts[text],),
                published=None if chance.random() < 0.1 else day,
                precision=chance.choice(("year", "month", "day", "day", "minute")),
                comments=(
                    Comment(
                        id="1",
                        text=f"The harbour, {chance.choice(WORDS)}!",
                        author="Bo",
                        published=day + timedelta(days=40) if number % 2 else None,
                        published_precision="day" if number % 2 else None,
                    ),
                )
                if number % 5 == 0
                else (),
            )
            take_in(archive, page, outlet_id=chance.choice(rows))
    with Archive.reading(folder) as archive:
        yield archive


def known(hit: Hit) -> tuple[str, str | None]:
    """What a hit is known by."""
    return hit.public_id, hit.comment


def paged(archive: Archive, wanted: Search) -> list[tuple[str, str | None]]:
    """The hits of all pages, one after another."""
    hits: list[Hit] = []
    for number in range(1, 1_000):
        results = search(archive, replace(wanted, page=number))
        assert len(results.hits) <= wanted.size
        hits += results.hits
        if not results.has_next:
            assert search(archive, replace(wanted, page=number + 1)).hits == ()
            break
    return [known(hit) for hit in hits]


ORDERS: tuple[Order, ...] = ("relevance", "newest")
SPANS = (
    (date(2009, 3, 17), date(2011, 2, 9)),
    (date(2010, 1, 1), date(2010, 12, 31)),
    (date(2010, 4, 11), None),
    (None, date(2010, 11, 30)),
)
ALL = [
    Search(query=query, order=order, fold=fold, where=where)
    for query in ("harbour", "outlet:post")
    for order in ORDERS
    for fold in (True, False)
    for where in ("both", "column")
]
OF_DAYS = [
    Search(query=query, order=order, fold=False, since=since, until=until)
    for query in ("harbour", "", "harbour NEAR text", "harbour -bridge")
    for order in ORDERS
    for since, until in SPANS
]


@pytest.mark.parametrize("wanted", ALL, ids=str)
def test_pages_are_the_whole_list_in_its_order(archive: Archive, wanted: Search) -> None:
    whole = search(archive, replace(wanted, size=1_000))
    hits = [known(hit) for hit in whole.hits]
    assert not whole.has_next
    assert len(set(hits)) == len(hits) == (whole.texts if wanted.fold else whole.total)
    assert paged(archive, replace(wanted, size=31)) == hits


@pytest.mark.parametrize("wanted", [*ALL, *OF_DAYS], ids=str)
@pytest.mark.parametrize(("most", "newest"), [(0, 30), (20, 1), (120, 60)])
def test_pages_of_what_is_too_much_to_rank_are_the_whole_list_too(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, wanted: Search, most: int, newest: int
) -> None:
    exact = search(archive, replace(wanted, size=1_000))
    monkeypatch.setattr(listing, "RANKED_WHOLE", most)
    monkeypatch.setattr(listing, "RANKED_NEWEST", newest)
    monkeypatch.setattr(listing, "SORTED_WHOLE", most)
    monkeypatch.setattr(listing, "SORTED_NEWEST", newest)
    monkeypatch.setattr(listing, "DATED_WHOLE", most)
    monkeypatch.setattr(listing, "DATED_NEWEST", newest)
    monkeypatch.setattr(listing, "READ_AROUND", newest // 3)
    pages = paged(archive, replace(wanted, size=23))
    assert len(set(pages)) == len(pages)
    if not wanted.fold:
        assert sorted(pages, key=str) == sorted(map(known, exact.hits), key=str)
    elif wanted.order == "newest" and wanted.where == "column":
        assert pages == [known(hit) for hit in exact.hits]
    else:
        assert set(pages) == {known(hit) for hit in exact.hits}
    again = search(archive, replace(wanted, size=1_000))
    assert again.total == exact.total
    assert {known(hit) for hit in again.hits} == set(pages)


@pytest.mark.parametrize("seed", range(3))
def test_days_asked_for_are_those_that_are_printed(archive: Archive, seed: int) -> None:
    chance = random.Random(seed)
    stored = archive.db.execute(
        "SELECT public_id, published, published_precision FROM articles WHERE published IS NOT NULL"
    ).fetchall()
    for _ in range(40):
        since, until = sorted(
            date(2009, 1, 1) + timedelta(days=chance.randrange(1_200)) for _ in range(2)
        )
        wanted = Search(since=since, until=until, fold=False, size=1_000)
        found = {hit.public_id for hit in search(archive, wanted).hits}
        assert found == {
            public_id
            for public_id, published, precision in stored
            if is_within(published, precision, since, until)
        }


def is_within(published: str, precision: str, since: date, until: date) -> bool:
    """Whether all days that a date may be are in a span."""
    year, month, day = (int(part) for part in published[:10].split("-"))
    first, last = date(year, month, day), date(year, month, day)
    if precision == "month":
        first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    elif precision == "year":
        first, last = date(year, 1, 1), date(year, 12, 31)
    return since <= first and last <= until


@pytest.mark.parametrize("damaged", ["soon", "0000-01-01", "2012-19-01", "²012"])
def test_a_damaged_date_of_a_comment_leaves_the_others_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damaged: str
) -> None:
    monkeypatch.setattr(listing, "SORTED_WHOLE", 0)
    monkeypatch.setattr(listing, "SORTED_NEWEST", 2)
    with new_archive(tmp_path) as archive:
        for number in range(6):
            comment = Comment(id="1", text="The harbour!", author="Bo")
            published = datetime(2012, 1 + number, 3, tzinfo=UTC)
            page = ColumnPage(path=f"/{number}", title=f"{number}", paragraphs=("The harbour.",))
            take_in(archive, replace(page, published=published, comments=(comment,)))
        archive.flush()
        archive.db.execute(
            "UPDATE comments SET published = ?, published_precision = 'day' WHERE id = 1",
            (damaged,),
        )
    with Archive.reading(tmp_path) as archive:
        results = search(archive, Search(query="harbour", order="newest", fold=False))
    columns = [hit.title for hit in results.hits if hit.where == "column"]
    assert results.total == 12
    assert columns == ["5", "4", "3", "2", "1", "0"]


def test_a_hit_of_several_copies_is_the_newest_by_date_and_the_earliest_by_relevance(
    archive: Archive,
) -> None:
    plain = search(
        archive, Search(query="harbour", where="column", order="newest", fold=False, size=1_000)
    ).hits
    folded = search(
        archive, Search(query="harbour", where="column", order="newest", size=1_000)
    ).hits
    ranked = search(archive, Search(query="harbour", where="column", size=1_000)).hits
    by_text: dict[str | None, list[Hit]] = {}
    for hit in plain:
        by_text.setdefault(hit.title, []).append(hit)
    assert [hit.title for hit in folded] == list(by_text)
    assert sorted(map(str, by_text)) == sorted(str(hit.title) for hit in ranked)
    for hit in folded:
        of_text = by_text[hit.title]
        assert (hit.copies, hit.public_id) == (len(of_text) - 1, of_text[0].public_id)
    for hit in ranked:
        of_text = by_text[hit.title]
        dated = [one.published for one in of_text if one.published]
        assert hit.copies == len(of_text) - 1
        assert bool(hit.published) == bool(dated)
        assert not any(is_earlier(one, hit.published or "") for one in dated)


def is_earlier(one: str, other: str) -> bool:
    """Whether a date is before another, as far as both are printed."""
    known = min(len(one), len(other), 10)
    return one[:known] < other[:known]


@pytest.mark.parametrize("order", ["relevance", "newest"])
def test_a_page_that_is_none_is_empty_or_the_first(archive: Archive, order: Order) -> None:
    wanted = Search(query="harbour", order=order)
    first = search(archive, wanted)
    for number in (0, -1, -(10**9)):
        assert search(archive, replace(wanted, page=number)) == first
    for number in (10**9, 10**18):
        beyond = search(archive, replace(wanted, page=number))
        assert (beyond.hits, beyond.has_next, beyond.total) == ((), False, first.total)
