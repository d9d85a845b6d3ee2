"""The search page, its data and its feed, over a real archive."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain, repeat
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote, unquote
from xml.etree import ElementTree

import pytest

from archive.db import time_limits
from archive.db.connection import FILE
from archive.model.records import Comment
from archive.search.pieces import FIELDS
from archive.web.room.policy import POLICY
from tests.builders.archives import ColumnPage, new_archive, take_in_all
from tests.builders.room import Room, reading_room

ATOM = "{http://www.w3.org/2005/Atom}"
FERRY = ColumnPage(
    path="/ferry",
    title="The ferry <b>sails</b>",
    authors=("Mara Hale", "Odd <b>"),
    published=datetime(2012, 3, 4, tzinfo=UTC),
    comments=(Comment(id="1", text="The ferry was late & full.", author="Bo <i>Quill</i>"),),
)
COLUMNS = (
    FERRY,
    ColumnPage(
        path="/talks",
        title="회담",
        paragraphs=("평양에서 남북정상회담이 열렸다.",),
        published=datetime(2014, 5, 6, tzinfo=UTC),
        authors=("Jun Baek",),
    ),
    ColumnPage(path="/undated", title="Of no day", paragraphs=("Eels.",), published=None),
    *(
        ColumnPage(
            path=f"/herring/{number}",
            title=f"Herring {number}",
            paragraphs=(f"Herring of the catch number {number}, weighed on quay {number * 7}.",),
            published=datetime(2001 + number, 1, 2, tzinfo=UTC),
        )
        for number in range(25)
    ),
)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("desk")
    with new_archive(folder) as archive:
        take_in_all(archive, COLUMNS)
    with reading_room(folder) as room:
        yield room


def test_hits_are_marked_and_lead_to_their_columns(room: Room) -> None:
    found = room.get("/?q=ferry&in=column")

    assert found.status == 200
    assert found.said(".hit h2") == ["The ferry <b>sails</b>"]
    assert set(found.said(".hit mark")) == {"ferry"}
    (headline,) = found.links(".hit h2 a")
    public_id = room.get("/.json?q=ferry&in=column").json()["hits"][0]["public_id"]
    assert headline == f"/column/{public_id}?q=ferry"


def test_an_id_or_an_address_that_is_looked_for_leads_to_its_column(room: Room) -> None:
    hit = room.get("/.json?q=ferry&in=column").json()["hits"][0]
    public_id = hit["public_id"]
    for query, by in ((public_id, "id"), (quote(hit["url"]), "address")):
        found = room.get(f"/?q={query}")
        (said,) = found.said(".meant")
        assert said == f"This is the {by} of: The ferry <b>sails</b>, The Harbour, 4 March 2012"
        assert found.links(".meant a") == [f"/column/{public_id}"]
        assert not found.said(".nothing")
        assert room.get(f"/.json?q={query}").json()["meant"]["column"]["public_id"] == public_id
    assert not room.get("/?q=ferry").said(".meant")
    assert room.get("/.json?q=ferry").json()["meant"] is None


def test_each_author_of_a_hit_is_a_link_and_those_looked_for_are_marked(room: Room) -> None:
    for query in ("author:hale", "late"):  # a column; a comment under it
        found = room.get(f"/?q={query}&from=2012-03&to=2012-03")
        assert found.links(".hit > .about a")[1:] == [
            "/author/Mara%20Hale",
            "/author/Odd%20%3Cb%3E",
        ]
        assert "· Mara Hale, Odd <b>" in found.said(".hit > .about")[0]
    assert room.get("/?q=author:hale").said(".hit > .about mark") == ["Hale"]
    assert room.get("/?q=author:(hale OR odd)").said(".hit > .about mark") == ["Hale", "Odd"]


def test_a_link_above_the_hits_leads_to_what_narrows_them(room: Room) -> None:
    found = room.get("/?q=ferry")
    (place,) = found.links(".to-narrow a")
    assert found.page.get_element_by_id(place.removeprefix("#")).tag == "aside"


@pytest.mark.parametrize("asked", ["q=in:comments", "in=comments&outlet=harbour", "in=comments"])
def test_comments_without_a_word_are_told_to_need_one(room: Room, asked: str) -> None:
    found = room.get(f"/?{asked}")
    assert found.said(".note") == [
        "Comments are found by their words: add one that is to be in them."
    ]
    assert not found.said(".nothing")


def test_beside_the_box_a_link_leads_to_several_searches(room: Room) -> None:
    (several,) = room.get("/").links(".ask .below > p a")
    assert room.get(several).said("h1") == ["Several searches at once"]


def test_under_a_filter_of_years_it_is_said_how_many_columns_they_hold(room: Room) -> None:
    held = "Searched 28 columns of The Harbour, 2001–2025; 5 of them in 2012–2014"
    for asked in (
        "q=herring&from=2012&to=2014",
        "q=herring after:2012 before:2014",
        "q=after:2012 before:2014",
        "q=after:2010 -eel before:2014&from=2012&to=2019",
    ):
        (said,) = room.get(f"/?{asked}").said(".coverage")
        assert said.startswith(held)
    (either,) = room.get("/?q=herring OR after:2012").said(".coverage")
    assert "of them" not in either


def test_of_comments_it_is_said_whose_were_searched(room: Room) -> None:
    held = "Searched the comments of 28 columns of The Harbour, 2001–2025; 1 has no date."
    for asked in ("q=ferry in:comments", "q=ferry&in=comments", "q=late in:comments after:2012"):
        (said,) = room.get(f"/?{asked}").said(".coverage")
        assert said.startswith(held)
    (columns,) = room.get("/?q=ferry in:comments&in=column").said(".coverage")
    assert columns.startswith("Searched 28 columns of The Harbour")


def test_places_are_marked_within_words_of_korean(room: Room) -> None:
    assert "회담" in room.get("/?q=회담").said(".snippet mark")


def test_comments_stand_under_their_column(room: Room) -> None:
    found = room.get("/?q=ferry")

    assert found.said(".hit h2") == ["The ferry <b>sails</b>"]
    (comment,) = found.said(".hit .comment-hit")
    assert "Bo <i>Quill</i>" in comment
    assert "The ferry was late & full." in comment
    (link,) = found.links(".comment-hit a")
    page, _, anchor = link.partition("#")
    said = room.get(page).page.get_element_by_id(anchor)
    assert said.cssselect(".said")[0].text_content() == "The ferry was late & full."


@pytest.mark.parametrize("form", ["", ".json", ".atom"])
def test_no_form_of_an_answer_may_load_anything_from_elsewhere(room: Room, form: str) -> None:
    headers = room.get(f"/{form}?q=ferry").headers

    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("sort", ["", "&sort=newest", "&sort=relevance"])
def test_page_data_and_feed_have_the_same_hits_the_feed_always_the_newest_first(
    room: Room, sort: str
) -> None:
    newest = room.get("/?q=weighed&sort=newest").links(".hit h2 a")
    page = [link.split("/")[2].split("?")[0] for link in newest]
    data = [hit["public_id"] for hit in room.get("/.json?q=weighed&sort=newest").json()["hits"]]
    feed = ElementTree.fromstring(room.get(f"/.atom?q=weighed{sort}").body)
    fed = [
        str(entry.findtext(f"{ATOM}id")).rpartition("/")[2] for entry in feed.iter(f"{ATOM}entry")
    ]

    assert len(page) == 20
    assert page == data == fed


def test_pages_lead_on_and_back(room: Room) -> None:
    first = room.get("/?q=weighed&sort=newest")
    (onward,) = first.links('a[rel="next"]')
    second = room.get(onward)

    assert first.said(".pages span") == ["Page 1 of 2"]
    assert second.said(".hit h2") == [f"Herring {number}" for number in range(4, -1, -1)]
    assert second.links('a[rel="prev"]') == ["/?q=weighed&sort=newest"]
    assert second.links('a[rel="next"]') == []


@pytest.mark.parametrize("page", ["0", "-1", "1000000000", "9" * 400, "x", "٣", "1.5", ""])
def test_no_number_of_a_page_is_an_error(room: Room, page: str) -> None:
    assert room.get(f"/?q=weighed&page={page}").status == 200


@pytest.mark.parametrize("day", ["2015-13", "2015-06-31", "0000", "99999", "9999-12", "x", "٢٠١٥"])
def test_no_day_is_an_error(room: Room, day: str) -> None:
    assert room.get(f"/?q=weighed&from={day}").status == 200
    assert room.get(f"/?q=weighed&to={day}").status == 200


def test_a_day_that_is_none_is_said(room: Room) -> None:
    assert room.get("/?q=weighed&from=soon&to=later").said(".note") == [
        f"“{typed}” is no day, and was left out; days are 2015, 2015-06 or 2015-06-30."
        for typed in ("soon", "later")
    ]


def test_filters_can_be_taken_off(room: Room) -> None:
    found = room.get("/?q=weighed&from=2003&to=2004-06")

    assert sorted(found.said(".hit h2")) == ["Herring 2", "Herring 3"]
    assert any("2003-01 to 2004-06" in chip for chip in found.said(".chips a"))
    assert found.links(".chips a") == ["/?q=weighed"]
    (year,) = room.get("/?q=weighed&from=2003&to=2003").said(".chips a")
    assert year == "Take off the filter Published: 2003 ✕"


def test_the_help_tells_of_every_field_that_is_read(room: Room) -> None:
    examples = room.get("/").said(".signs code")
    told = {example.partition(":")[0] for example in examples if ":" in example}
    assert told == set(FIELDS)
    assert {"in:column", "in:comments"} <= set(examples)


def test_where_a_word_is_nowhere_a_link_leads_to_those_that_begin_so(room: Room) -> None:
    nothing = room.get("/?q=herrin&from=2012&to=2014")
    (there,) = room.get("/?q=herring&from=2012&to=2014").said(".understood strong")
    assert f"with beginnings of words: herrin* finds {there}" in nothing.said(".nothing li")
    (link,) = (one for one in nothing.links(".nothing a") if "herrin*" in unquote(one))
    assert room.get(link).said(".understood strong") == [there]
    mended = room.get("/?q=herring+herringen&from=2012&to=2014")
    offer = f"with beginnings of words: herring AND herrin* finds {there}"
    assert mended.said(".nothing li")[0] == offer
    assert room.get(mended.links(".nothing a")[0]).said(".understood strong") == [there]
    assert not any("beginnings" in one for one in room.get("/?q=zzzz").said(".nothing li"))


def test_where_nothing_is_found_each_word_leads_to_what_it_finds_alone(room: Room) -> None:
    nothing = room.get("/?q=herring+herringen+zzzz&from=2012&to=2014")
    (there,) = room.get("/?q=herring&from=2012&to=2014").said(".understood strong")
    (said,) = (one for one in nothing.said(".nothing li") if "by itself" in one)
    assert said == (
        "what each word finds by itself –"
        f" herring: {there}; herringen: 0 (herrin* finds {there}); zzzz: 0"
    )
    links = [one for one in nothing.links(".nothing a") if "q=herrin" in one and "from" in one]
    assert [room.get(link).said(".understood strong") for link in links] == [[there]] * 2


def test_it_is_said_that_older_wordings_are_not_searched(room: Room) -> None:
    assert "The newest wording of each column is searched" in " ".join(
        room.get("/").said(".hint p")
    )
    nothing = room.get("/?q=zzzz")
    assert any("only the newest wording" in one for one in nothing.said(".nothing li"))
    assert "/changed" in nothing.links(".nothing a")


def test_what_was_typed_is_text_in_every_place(room: Room) -> None:
    typed = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    found = room.get(f"/?q={typed}&outlet={typed}&author={typed}&tag={typed}")

    assert found.status == 200
    assert not found.page.xpath("//script[not(@src)] | //img | //*[@onerror]")
    assert found.page.cssselect("#q")[0].get("value") == typed


def test_a_first_visit_says_what_is_here_and_shows_the_newest(room: Room) -> None:
    found = room.get("/")

    assert found.status == 200
    (lead,) = found.said(".lead")
    assert lead.startswith("28 columns of 1 outlet, 2001–2025")
    assert found.said(".columns li > a")[:2] == ["Herring 24", "Herring 23"]
    (everything,) = found.links(".results > p a")
    all_of_them = room.get(everything)
    assert all_of_them.said(".understood strong") == [str(len(COLUMNS))]
    assert all_of_them.said("ul.tools strong") == ["Newest first"]
    assert "?" not in all_of_them.links(".hit h2 a")[0]


def test_an_empty_archive_says_what_to_do(tmp_path: Path) -> None:
    new_archive(tmp_path).close()
    with reading_room(tmp_path) as room:
        found = room.get("/")

    assert found.status == 200
    assert "desk crawl" in found.said(".welcome code")


def test_a_count_stands_beside_what_was_searched(room: Room) -> None:
    (coverage,) = room.get("/?q=ferry").said(".summary .coverage")

    assert coverage.startswith("Searched 28 columns of ")


@pytest.mark.parametrize("one", ["-(", "(", "title:", "aaa:x ", "the ", "회담 ", "<b> ", '"ß '])
def test_a_page_of_a_long_search_is_no_longer_than_a_page_may_be(room: Room, one: str) -> None:
    found = room.get(f"/?q={quote((one * 3_000)[:5_000])}&outlet=harbour")

    assert found.status == 200
    assert len(found.body) < 110_000
    assert any("first 1,500 signs" in note for note in found.said(".note"))


def test_a_feed_leads_to_the_columns_pages(room: Room) -> None:
    feed = ElementTree.fromstring(room.get("/.atom?q=ferry&in=column").body)
    public_id = room.get("/.json?q=ferry&in=column").json()["hits"][0]["public_id"]
    links = [link.get("href") for link in feed.iter(f"{ATOM}link")]

    assert links == [
        "http://localhost/.atom?q=ferry&in=column",
        "http://localhost/?q=ferry&in=column",
        f"http://localhost/column/{public_id}?q=ferry",
    ]


def test_an_entry_of_a_feed_is_of_the_moment_that_its_text_was_seen_first(tmp_path: Path) -> None:
    later = Comment(id="2", text="And the ferry sank.", author="Ida")
    with new_archive(tmp_path) as archive:
        pages = (
            FERRY,
            replace(FERRY, day=1, comments=(*FERRY.comments, later)),
            replace(FERRY, day=2, title="The ferry sailed"),
            replace(FERRY, day=3, title="The ferry sailed"),
            replace(COLUMNS[1], path="/old", paragraphs=("A ferry.",), published=None, day=5),
        )
        take_in_all(archive, pages)
    with reading_room(tmp_path) as room:
        feed = ElementTree.fromstring(room.get("/.atom?q=ferry").body)
    told = {
        str(entry.findtext(f"{ATOM}summary"))[:9]: (
            str(entry.findtext(f"{ATOM}updated"))[:10],
            (entry.findtext(f"{ATOM}published") or "")[:10],
        )
        for entry in feed.iter(f"{ATOM}entry")
    }
    assert told["The ferry"] == ("2026-11-02", "2012-03-04")
    assert told["And the f"] == ("2026-11-03", "2012-03-04")
    assert told["A ferry."] == ("2026-11-07", "")
    (column,) = (text for text in told if text not in ("The ferry", "And the f", "A ferry."))
    assert told[column] == ("2026-11-04", "2012-03-04")
    assert str(feed.findtext(f"{ATOM}updated"))[:10] == "2026-11-07"


def test_the_data_behind_the_pages_is_there_as_datasette_has_it(room: Room) -> None:
    (data,) = (link for link in room.get("/").links("header nav a") if "archive" in link)

    assert room.get(data).status == 200


def test_a_page_whose_time_is_over_shows_what_it_has_and_says_so(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/?q=ferry&from=2000"
    whole = room.get(address)
    monkeypatch.setattr(time_limits, "STEPS", 1)
    seen = set()
    for ticks in range(1_000, 60_000, 1_000):
        clock = chain([0.0], repeat(0.0, ticks), repeat(1e9))
        with monkeypatch.context() as patched:
            clocked = SimpleNamespace(monotonic=partial(next, clock))
            patched.setattr(time_limits, "time", clocked)
            found = room.get(address)
        if found.status == 503:  # not even the outlets were read
            assert ticks < 5_000
            continue
        assert not found.said(".facets") or found.said(".hits"), ticks
        assert "Nothing in this archive matches" not in found.text
        assert "the newest 0" not in found.text
        (understood,) = found.said(".understood")
        left_out = [note for note in found.said(".note") if note.startswith("Left out")]
        seen.add(tuple(left_out))
        assert understood == whole.said(".understood")[0] or left_out, ticks
        if not left_out:
            break
    assert found.said(".hits") == whole.said(".hits")
    assert len(seen) > 3


def test_of_an_unfit_archive_no_path_of_the_machine_is_told(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as db, db:
        db.execute("CREATE TABLE other (id)")
    with reading_room(tmp_path) as room:
        found = room.get("/")

    assert found.status == 503
    assert "archive.db" in found.text
    assert str(tmp_path) not in found.text


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/nowhere", "There is no page at this address"),
        ("/nowhere/at/all", "There is no page at this address"),
        ("/-/threads", "There is no page at this address"),
        ("/archive/nothing", "Table not found"),
    ],
)
def test_an_address_of_no_page_has_a_page_that_leads_to_the_search(
    room: Room, address: str, said: str
) -> None:
    found = room.get(address)
    assert found.status == 404
    assert found.headers["content-security-policy"] == POLICY
    assert found.said("h1") == ["Not in this archive"]
    assert found.said(".plain p")[0].startswith(said)
    assert "/" in found.links(".plain a")
    assert room.get(f"{address}.json").json()["status"] == 404
