"""The page to read a column on: what it holds, in which structure, and where its links lead."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from archive.db.columns import addresses
from archive.folder.archive import Archive
from archive.model.identity import public_id
from archive.model.records import Article, Block, Chrome, Comment
from archive.reading import references
from archive.takedown import takedown
from tests.builders.any_column import keep, paragraphs
from tests.builders.archives import HOST, ColumnPage, new_archive, take_in
from tests.builders.room import Answer, Room, reading_room

TOKYO = timezone(timedelta(hours=9))
HARBOUR = Article(
    url=f"{HOST}/harbour",
    title="The harbour at night",
    kicker="Abroad",
    standfirst="What the pilots say of the ferry.",
    byline="By Ada Quay in Geneva",
    authors=("Ada Quay", "Bo Lind"),
    dateline="GENEVA",
    published=datetime(2016, 5, 8, 7, 30, tzinfo=TOKYO),
    published_precision="minute",
    section="Abroad",
    sections=("Abroad",),
    tags=("ferries",),
    language="en",
    blocks=(
        Block("paragraph", "The ferry left at nine; see the timetable, and the other timetable.",
              links=(("the timetable", "https://quay.example/times"),
                     ("the other timetable", "javascript:alert(1)"),
                     ("", "http://picture.example/1.jpg"))),
        Block("heading", "The first watch", 4),
        Block("quotation", "Nobody waves."),
        Block("quotation", "Not even the ferry."),
        Block("heading", "The second watch", 5),
        Block("item", "Ropes", 1),
        Block("item", "Thin ones", 2),
        Block("item", "Lamps", 1),
        Block("row", "Port\tFare"),
        Block("row", "Ombria\t3"),
        Block("verse", "The ferry goes,\nthe ferry comes"),
        Block("caption", "A ferry, seen from the mole."),
        Block("paragraph", "The end."),
    ),
    comments=(
        Comment(id="1", author="Jo", author_url="https://jo.example/", text="What a ferry!",
                published=datetime(2016, 5, 9, tzinfo=UTC), published_precision="day"),
        Comment(id="2", author="Cy", author_url="javascript:alert(2)", text="Aye.", parent="1",
                depth=1),
        Comment(id="3", author="Di", text="No.", parent="2", depth=2),
        Comment(id="4", author="Elsewhere", text="links here", kind="pingback",
                author_url="https://else.example/"),
        Comment(id="5", author="Gone Soon", text="I shall vanish."),
    ),
    comment_count=9,
    chrome=(Chrome("share", "Share this column", "phrase: whole line"),),
)  # fmt: skip
ARABIC = Article(
    url=f"{HOST}/arabic",
    title="العبّارة",
    language="ar",
    blocks=paragraphs("غادرت العبّارة الميناء، وكتب عنها Ada في الصحيفة."),
)
FORGOTTEN_ID = public_id(f"{HOST}/forgotten")
FORGOTTEN = Article(url=f"{HOST}/forgotten", title="Away", blocks=paragraphs("Words that went."))


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("desk")
    with new_archive(folder) as archive:
        fill(archive)
    with reading_room(folder) as opened:
        yield opened


def fill(archive: Archive) -> None:
    keep(archive, HARBOUR)
    keep(archive, replace(HARBOUR, comments=HARBOUR.comments[:-1]), day=1)
    keep(archive, ARABIC)
    keep(archive, replace(HARBOUR, url=f"{HOST}/copy"), slug="courier", day=2)
    for year in (2014, 2015, 2017, 2018):
        keep(
            archive,
            Article(
                url=f"{HOST}/{year}",
                title=f"Column of {year}",
                authors=("Ada Quay",),
                published=datetime(year, 1, 1, tzinfo=UTC),
                published_precision="year",
                blocks=paragraphs(f"Of the year {year} alone."),
            ),
        )
    for path, day, status in (("/gone", 0, 200), ("/gone", 3, 404)):
        take_in(archive, ColumnPage(path=path, day=day, status=status, paragraphs=("Went away.",)))
    keep(archive, FORGOTTEN)
    with archive.write() as db:
        article_id = references.resolve(db, f"{HOST}/harbour")
        addresses.insert_former_id(db, article_id, "formerid22")
    moment = "2026-11-24T00:00:00.000Z"
    found = takedown.find(archive, f"{HOST}/forgotten")
    takedown.take_down_column(archive, found, reason="asked for", raw=False, forgotten_at=moment)


def opened(room: Room, path: str = "/harbour", asked: str = "") -> Answer:
    """The page that a column's address leads to."""
    led = room.get(f"/column/{HOST.replace('/', '%2F')}{path.replace('/', '%2F')}")
    assert led.status == 301
    return room.get(led.headers["location"] + asked)


def test_a_column_is_shown_with_all_that_its_page_prints(room: Room) -> None:
    page = opened(room)
    assert page.status == 200
    assert page.said("h1") == ["The harbour at night"]
    assert page.said(".kicker") == ["Abroad"]
    assert page.said(".standfirst") == ["What the pilots say of the ferry."]
    assert page.links(".byline a") == ["/author/Ada%20Quay", "/author/Bo%20Lind"]
    (byline,) = page.said(".byline")
    assert "printed as By Ada Quay in Geneva" in byline
    (about,) = page.said(".column > header .about")
    assert "GENEVA" in about
    assert "8 May 2016, 07:30 (UTC+9)" in about
    (year,) = opened(room, "/2014").said(".column > header .about")
    assert year.endswith("2014 (the page gives the year only)")


def test_the_text_has_its_structure(room: Room) -> None:
    page = opened(room).page
    text = page.cssselect(".text")[0]
    assert [(one.tag, one.text_content()) for one in text.cssselect("h2, h3, h4, h5")] == [
        ("h2", "The first watch"),
        ("h3", "The second watch"),
    ]
    (quotation,) = text.cssselect("blockquote")
    assert [one.text for one in quotation] == ["Nobody waves.", "Not even the ferry."]
    items = text.cssselect("ul")[0]
    assert [one.text for one in items] == ["Ropes", "Lamps"]
    assert [one.text_content() for one in items.cssselect("li li")] == ["Thin ones"]
    assert [[cell.text_content() for cell in row] for row in text.cssselect("tr")] == [
        ["Port", "Fare"],
        ["Ombria", "3"],
    ]
    assert text.cssselect("p.verse")[0].text_content() == "The ferry goes,\nthe ferry comes"
    (caption,) = text.cssselect("figure > figcaption")
    assert caption.text_content() == "Picture: A ferry, seen from the mole."


def test_links_of_the_text_lead_outside_and_say_so(room: Room) -> None:
    page = opened(room)
    links = [(one.get("href"), one.text_content()) for one in page.page.cssselect(".text a")]
    assert links == [
        ("https://quay.example/times", "the timetable"),
        ("http://picture.example/1.jpg", "picture.example"),
    ]
    for link in page.page.cssselect("a"):
        if not str(link.get("href")).startswith(("/", "#")):
            assert (link.get("rel"), link.get("class")) == ("noopener nofollow", "outside")
    assert "javascript" not in page.text


def test_language_and_direction_are_those_of_the_column(room: Room) -> None:
    page = opened(room, "/arabic").page
    (column,) = page.cssselect("article.column")
    assert column.get("lang") == "ar"
    assert {one.get("dir") for one in column.cssselect("h1, .text, .text p")} == {"rtl"}
    assert page.get("lang") == "en"
    (english,) = opened(room).page.cssselect("article.column")
    assert english.get("lang") == "en"
    assert {one.get("dir") for one in english.cssselect(".text p")} == {"ltr"}
    assert {one.get("dir") for one in opened(room).page.cssselect(".said")} == {"auto"}


def test_words_looked_for_are_marked_wherever_they_stand(room: Room) -> None:
    page = opened(room, asked="?q=ferry+OR+quay")
    marks = [(one.getparent(), one.text) for one in page.page.cssselect("mark")]
    assert [text for _, text in marks] == [
        *("ferry", "Quay", "Quay", "ferry", "ferry", "ferry", "ferry", "ferry", "ferry"),
    ]
    assert [one.get("id") for one in page.page.cssselect("mark")] == ["place"] + [None] * 8
    assert page.links(".places a") == ["#place", "/?q=ferry+OR+quay"]
    assert "stands in 9 places" in page.said(".places")[0]
    assert all(one.get("data-step") is not None for one in page.page.cssselect("mark"))
    title = opened(room, asked="?q=title:ferry")
    assert title.said("mark") == []
    assert "stands nowhere on this page" in title.said(".places")[0]
    assert opened(room, asked="?q=%22%28").status == 200


def test_comments_stand_in_threads_and_pingbacks_apart(room: Room) -> None:
    page = opened(room)
    first = page.page.cssselect("#comments > .thread > li")
    assert [one.cssselect(".said")[0].text for one in first] == [
        *("What a ferry!", "I shall vanish.", "links here"),
    ]
    answers = first[0].cssselect(".thread .said")
    assert [one.text for one in answers] == ["Aye.", "No."]
    assert page.said("#comments > h3") == ["Pages that link here"]
    assert page.said("#comments > h2") == ["4 comments, 1 pingback or trackback"]
    assert "The page itself counts 9." in page.said("#comments > p")
    assert page.links(".comment a.outside") == ["https://jo.example/", "https://else.example/"]
    assert "9 May 2016" in page.said(".comment .about")[0]
    (vanished,) = page.page.cssselect(".vanished")
    assert "Not on the page any more; seen last on 2 November 2026." in vanished.text_content()


def test_comments_come_before_what_the_page_was(room: Room) -> None:
    page = opened(room).page
    kinds = [one.get("class") for one in page.cssselect(".reading > *")]
    assert kinds == ["column", "discussion", "beside"]


def test_beside_the_text_stands_what_the_page_was(room: Room) -> None:
    page = opened(room)
    beside = page.said(".beside")[0]
    assert "2 November 2026, 12:00 UTC" in beside
    assert "3 November 2026, 12:00 UTC" in beside
    assert "1 version, 2 captures" in beside
    assert "Share this column" in beside
    newest = room.get(f"/column/{page.said('.citation code')[0]}.json").json()["newest"]
    sent = f"Its body as sent{newest['size']:,} bytes, sha256 {newest['digest']}"
    assert f"{sent}Many servers send it compressed." in beside
    assert "phrase: whole line" in beside
    assert [link for link in page.links(".beside dl a") if link.endswith("/capture/2")]
    assert page.said(".citation")[0].startswith(
        "Ada Quay, Bo Lind, “The harbour at night”, The Harbour, 8 May 2016,"
        f" {HOST}/harbour, archived 3 November 2026 as foreign-desk "
    )
    assert page.said(".citation")[0].endswith(", version 1.")
    (note,) = opened(room, "/gone").said(".note")
    assert note.startswith("Gone from the web since 5 November 2026")


def test_other_places_and_what_is_around_are_linked(room: Room) -> None:
    page = opened(room)
    (copy,) = page.page.cssselect("#copies li")
    assert "the same text" in copy.text_content()
    assert copy.cssselect(".quiet bdi")[0].text_content() == "The Courier"
    other, comparison = (str(one.get("href")) for one in copy.cssselect("a"))
    assert room.get(other).said("h1") == ["The harbour at night"]
    compared = room.get(comparison)
    assert "They do not differ." in compared.said("main p")
    sections = {
        one.cssselect("h2")[0].text_content(): [
            item.text_content() for item in one.cssselect("li bdi")
        ]
        for one in page.page.cssselect(".beside section")
        if one.cssselect(".near")
    }
    years = [f"Column of {year}" for year in (2018, 2017, 2015, 2014)]
    assert sections["More by Ada Quay"] == years
    assert sections["Around it in The Harbour"] == years
    assert "More by Bo Lind" not in sections


@pytest.mark.parametrize("form", ["", ".json", "/history", "/history.json", "/capture/1"])
def test_a_column_named_otherwise_is_found_under_its_id(room: Room, form: str) -> None:
    own_id = opened(room).said(".citation code")[0]
    for reference in ("formerid22", own_id[:5], own_id.upper()):
        led = room.get(f"/column/{reference}{form}?q=ferry")
        assert (led.status, led.headers["location"]) == (301, f"/column/{own_id}{form}?q=ferry")
    assert room.get(f"/column/{own_id}{form}").status == 200
    led = room.get(f"/column/{HOST}/harbour{form}")
    assert (led.status, led.headers["location"]) == (301, f"/column/{own_id}{form}")


def test_what_is_not_there_or_was_forgotten_is_said_with_its_reason(room: Room) -> None:
    missing = room.get("/column/zzzzzzzzzz")
    assert (missing.status, missing.said("h1")) == (404, ["Not in this archive"])
    assert room.get("/column/zz%00'/history").status == 404
    assert room.get("/column/zzzzzzzzzz.json").json()["status"] == 404
    for reference in (FORGOTTEN_ID, f"{HOST}/forgotten".replace("/", "%2F")):
        for form in ("", "/history", "/capture/1"):
            gone = room.get(f"/column/{reference}{form}")
            assert gone.status == 410
            assert "was forgotten on 2026-11-24: asked for" in gone.text


def test_the_data_of_a_column_are_what_the_page_shows(room: Room) -> None:
    own_id = opened(room).said(".citation code")[0]
    told = room.get(f"/column/{own_id}.json").json()
    assert told["public_id"] == own_id
    assert [block["kind"] for block in told["article"]["blocks"]][:3] == [
        *("paragraph", "heading", "quotation"),
    ]
    assert told["discussion"]["readers"] == 4
    assert told["newest"]["number"] == 2
    assert told["by_outlet"]["older"][0]["title"] == "Column of 2015"


def test_a_page_without_the_columns_text_is_light(room: Room) -> None:
    page = opened(room)
    assert len(page.body) < 30_000
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert page.headers["x-content-type-options"] == "nosniff"
