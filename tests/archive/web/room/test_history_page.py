"""A column's history on its page: what changed when, and any two versions word by word."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from archive.model.records import Article
from tests.builders.any_column import id_of, keep, paragraphs
from tests.builders.archives import HOST, ColumnPage, new_archive, outlet, take_in
from tests.builders.command import desk
from tests.builders.room import Answer, Room, reading_room

MANY = tuple(f"Paragraph {number} of the harbour." for number in range(9))
VERSIONS = {
    "en": ("The envoy left on Monday.", "The envoy left on Tuesday."),
    "zh": ("外交部长今天会谈。", "外交部长昨天会谈。"),
    "ja": ("昨日、外相が会談した。", "今日、外相が会談した。"),
    "ko": ("장관은 오늘 회담했다.", "장관은 어제 회담했다."),
    "ar": ("وصل الوزير أمس إلى الميناء.", "وصل الوزير اليوم إلى الميناء."),
    "he": ("השר הגיע אתמול לנמל.", "השר הגיע היום לנמל."),
}
CHANGED = {
    "en": ("Monday", "Tuesday"),
    "zh": ("今", "昨"),
    "ja": ("昨", "今"),
    "ko": ("오늘", "어제"),
    "ar": ("أمس", "اليوم"),
    "he": ("אתמול", "היום"),
}
IDS: dict[str, str] = {}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("desk")
    first = ColumnPage(paragraphs=MANY)
    with new_archive(folder) as archive:
        changed = replace(first, paragraphs=(*MANY[:4], "Nothing of the pier.", *MANY[5:]))
        for page in (
            first,
            replace(changed, day=1),
            replace(changed, day=2, title="The ferry that nobody shares"),
            replace(changed, day=3, status=404),
            replace(changed, day=5, title="The ferry that nobody shares", section="Home"),
        ):
            take_in(archive, page)
        take_in(archive, ColumnPage(path="/single", paragraphs=("Only once.",)))
        for language, texts in VERSIONS.items():
            for day, text in enumerate(texts):
                article = Article(
                    url=f"{HOST}/{language}",
                    title="Title",
                    language=language,
                    blocks=paragraphs(text),
                )
                keep(archive, article, day=day)
        for second, text in ((0, "Now."), (7, "Then."), (90, "Later.")):
            article = Article(url=f"{HOST}/hasty", title="Title", blocks=paragraphs(text))
            keep(archive, article, day=second / 86_400)
        paths = ("ferry", "single", "hasty", *VERSIONS)
        IDS.update({path: id_of(archive, f"/{path}") for path in paths})
    with reading_room(folder) as opened:
        yield opened


def history(room: Room, path: str = "ferry", asked: str = "") -> Answer:
    answer = room.get(f"/column/{IDS[path]}/history{asked}")
    assert answer.status == 200
    return answer


def test_versions_and_events_stand_on_one_line_of_time(room: Room) -> None:
    page = history(room)
    told = [line.split(" What changed")[0] for line in page.said(".line li > p:nth-child(2)")]
    assert told == [
        "Version 1: First seen",
        "Version 2: Text changed: 3 words removed, 2 added",
        "Version 3: Headline only changed: 3 words removed, 2 added",
        "Gone: not there any more",
        "Back again",
        "The section changed from Abroad",
    ]
    assert page.said(".line .headline") == [
        "The ferry that two ministers share",
        "The ferry that nobody shares",
    ]
    assert page.said(".line .moment")[3] == "5 November 2026, 12:00 UTC"
    captures = [link for link in page.links(".line a") if "/capture/" in link]
    own = f"/column/{IDS['ferry']}/capture/"
    each = ("1", "2", "3", "4", "5", "5")
    assert captures == [f"{own}{one}{form}" for one in each for form in ("", ".json")]
    assert f"{own}4.json" in page.links("#captures a")
    assert room.get(captures[1]).json()["number"] == 1
    assert [row[:1] for row in page.said("#captures tbody tr")] == ["1", "2", "3", "4", "5"]


def test_the_newest_change_is_shown_unless_others_are_asked_for(room: Room) -> None:
    page = history(room)
    assert page.said("#changed-title") == ["From version 2 to 3"]
    assert "Only the headline differs." in page.said("#changed p")[0]
    assert (page.said("#changed .text del"), page.said("#changed .text ins")) == (
        ["two ministers share"],
        ["nobody shares"],
    )
    first = history(room, asked="?from=1&to=2")
    assert "Only" not in first.said("#changed p")[0]
    assert "3 words removed, 2 added" in first.said("#changed p")[0]
    back = history(room, asked="?from=3&to=1")
    assert back.said("#changed-title") == ["From version 3 to 1"]
    assert back.said(".text.difference .headline del") == ["nobody shares"]


@pytest.mark.parametrize("language", VERSIONS)
@pytest.mark.parametrize("view", ["", "?view=beside"])
def test_a_difference_is_told_word_by_word_in_any_script(
    room: Room, language: str, view: str
) -> None:
    page = history(room, language, view)
    removed, added = CHANGED[language]
    (gone,), (come,) = (page.page.cssselect(f".text {tag}") for tag in ("del", "ins"))
    assert (gone.text_content().strip(), come.text_content().strip()) == (removed, added)
    # Each is isolated, so that it moves nothing beside it, in a text of the column's direction.
    assert gone.get("dir") == come.get("dir") == "auto"
    (text,) = page.page.cssselect(".text.difference")
    direction = "rtl" if language in ("ar", "he") else "ltr"
    assert (text.get("lang"), text.get("dir")) == (language, direction)
    assert {one.get("dir") for one in text.cssselect(".body, .body td")} <= {direction, None}


def test_what_went_and_what_came_in_its_place_do_not_touch(room: Room) -> None:
    (changed, *_) = history(room, asked="?from=1&to=2").page.cssselect("p.body:not(.same)")
    assert changed.text_content() == (
        "[removed: Paragraph 4] [added: Nothing] of the [removed: harbour] [added: pier]."
    )


def test_side_by_side_each_has_its_own_words_and_unchanged_ones_are_folded(room: Room) -> None:
    page = history(room, asked="?from=1&to=2&view=beside")
    rows = [row.cssselect("td") for row in page.page.cssselect(".sides tr.body:not(.same)")]
    texts = [(one.text_content(), other.text_content()) for one, other in rows]
    told = (
        "[removed: Paragraph 4] of the [removed: harbour].",
        "[added: Nothing] of the [added: pier].",
    )
    assert texts == [told]
    sides = {cell.get("data-side") for row in rows for cell in row}
    assert sides == {"Version 1", "Version 2"}
    assert len(page.page.cssselect(".sides tr.body")) < 9
    (whole, *_) = page.links(".sides .folded a")
    shown = room.get(whole.partition("#")[0])
    assert len(shown.page.cssselect(".sides tr.body")) >= 9
    assert shown.page.cssselect(".folded") == []
    assert len(history(room, asked="?from=1&to=2&whole=1").page.cssselect("p.body")) >= 9


@pytest.mark.parametrize(
    ("asked", "shown", "said"),
    [
        ("?from=2&to=2", "From version 1 to 2", "does not differ from itself"),
        ("?from=1&to=1", "From version 1 to 2", "does not differ from itself"),
        ("?from=0&to=99", "From version 1 to 3", "no version 0; this column has 1 to 3"),
        ("?from=-5", "From version 1 to 3", "no version -5"),
        ("?to=1000000000000", "From version 2 to 3", "no version 1000000000000"),
        ("?from=7&to=9", "From version 2 to 3", "no version 7"),
        ("?from=two&to=", "From version 2 to 3", "no version two"),
        ("?from=3", "From version 2 to 3", ""),
        ("?to=1", "From version 1 to 2", ""),
        ("?page=99&captures=-1", "From version 2 to 3", ""),
    ],
)
def test_versions_that_are_none_are_the_nearest_and_it_is_said(
    room: Room, asked: str, shown: str, said: str
) -> None:
    page = history(room, asked=asked)
    assert page.said("#changed-title") == [shown]
    notes = " ".join(page.said(".note"))
    assert said in notes
    assert bool(notes) == bool(said)


def test_a_column_with_one_version_has_nothing_to_compare(room: Room) -> None:
    page = history(room, "single")
    assert "nothing to compare" in page.said("#changed p")[0]
    assert page.said(".note") == []
    assert "one version" in history(room, "single", "?from=1&to=2").said(".note")[0]
    assert room.get(f"/column/{IDS['single']}/history.json").json()["comparison"] is None


def test_the_data_of_a_history_are_what_its_page_shows(room: Room) -> None:
    told = room.get(f"/column/{IDS['ferry']}/history.json?from=1&to=2").json()
    assert [entry["capture"]["kind"] for entry in told["entries"]] == [
        *("version", "version", "version", "gone", "back", "section"),
    ]
    assert told["entries"][2]["edit"]["parts"] == ["headline"]
    assert told["comparison"]["after"]["ordinal"] == 2
    assert [one["number"] for one in told["received"]] == [1, 2, 3, 4, 5]


def test_two_columns_are_compared_as_two_versions_are(room: Room) -> None:
    pair = f"/column/{IDS['zh']}/with/{IDS['ja']}"
    for asked in ("", "?view=beside", "?whole=1", ".json"):
        assert room.get(pair + asked).status == 200
    assert room.get(f"/column/{IDS['zh']}/with/zzzzzz").status == 404
    led = room.get(f"/column/{IDS['zh'][:6]}/with/{IDS['ja']}?whole=1")
    assert (led.status, led.headers["location"]) == (301, f"{pair}?whole=1")


def test_a_version_is_read_and_cited_by_itself(room: Room) -> None:
    own = f"/column/{IDS['ferry']}"
    (first, *_) = (link for link in history(room).links(".line a") if "version=" in link)
    assert first == f"{own}?version=1"
    page = room.get(first)
    assert page.status == 200
    assert page.said("h1") == ["The ferry that two ministers share"]
    assert page.said(".text p") == list(MANY)
    assert page.said(".note strong") == ["Version 1 of 3, not the newest:"]
    assert page.links(".note a") == [own, f"{own}/history?from=1&to=3#changed"]
    assert page.said(".citation")[0].endswith(
        f"archived 2 November 2026 as foreign-desk {IDS['ferry']}, version 1."
    )
    assert {f"{own}/capture/1", f"{own}/capture/1.json"} < set(page.links(".beside a"))
    assert page.links("link[rel=canonical]") == [first]
    told = room.get(f"{own}.json?version=1").json()
    assert (told["ordinal"], told["newest"], told["seen_at"][:10]) == (1, 3, "2026-11-02")
    assert [block["text"] for block in told["article"]["blocks"]] == list(MANY)
    assert {"url", "published", "section"} <= set(told["of_newest"]) <= set(told["article"])
    assert not {"title", "standfirst", "blocks"} & set(told["of_newest"])
    assert room.get(f"{own}.json?version=3").json()["of_newest"] == []


def test_a_version_of_a_column_that_is_gone_says_so(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        outlet(archive)
        for page in (
            ColumnPage(),
            ColumnPage(day=1, paragraphs=MANY),
            ColumnPage(day=2, status=404),
        ):
            take_in(archive, page)
        archive.flush()
        (own,) = archive.db.execute("SELECT public_id FROM articles").fetchone()
    with reading_room(tmp_path) as room:
        for version in (1, 2):
            said = room.get(f"/column/{own}?version={version}").said(".version-note p")
            assert any(line.startswith("Gone from the web since 4 November 2026") for line in said)
        assert room.get(f"/column/{own}.json?version=1").json()["state"] == "gone"


def test_what_a_site_took_away_for_good_is_told_apart(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        for page in (ColumnPage(), ColumnPage(day=1, status=410)):
            take_in(archive, page)
        own = id_of(archive, "/ferry")
    with reading_room(tmp_path) as room:
        told = room.get(f"/column/{own}/history")
        assert told.said(".line .event > p:nth-child(2)") == [
            "Gone: not there any more, and its site says for good (410)"
        ]
        entries = room.get(f"/column/{own}/history.json").json()["entries"]
        assert [entry["capture"]["status"] for entry in entries] == [200, 410]
    (tmp_path / "desk.toml").touch()
    assert "gone, by its answer for good (410)" in desk(tmp_path, "history", own).output


def test_the_publishers_own_date_of_change_is_told_beside_what_was_seen(tmp_path: Path) -> None:
    printed = datetime(2016, 5, 8, 7, 30, tzinfo=timezone(timedelta(hours=9)))
    with new_archive(tmp_path) as archive:
        for path, modified in (("/changed", printed + timedelta(days=2)), ("/same", printed)):
            article = Article(
                url=f"{HOST}{path}",
                title="Title",
                published=printed,
                published_precision="minute",
                modified=modified,
                modified_precision="day" if modified > printed else "minute",
                blocks=paragraphs("Seen later."),
            )
            keep(archive, article)
        changed, same = (id_of(archive, path) for path in ("/changed", "/same"))
    with reading_room(tmp_path) as room:
        (said,) = room.get(f"/column/{changed}/history").said("#line > .about")
        assert said.startswith(
            "By what its newest page prints: published 8 May 2016, 07:30 (UTC+9),"
            " changed by its publisher 10 May 2016."
        )
        told = room.get(f"/column/{changed}/history.json").json()
        assert (told["modified"][:10], told["modified_precision"]) == ("2016-05-10", "day")
        assert not room.get(f"/column/{same}/history").said("#line > .about")


def test_the_newest_version_by_itself_is_said_to_be_the_newest(room: Room) -> None:
    own = f"/column/{IDS['ferry']}"
    (link,) = room.get(own).links(".cite a")
    page = room.get(link)
    assert page.said(".note strong") == ["Version 3 of 3, the newest:"]
    assert page.said(".text p")[4] == "Nothing of the pier."
    assert page.said(".citation")[0].endswith(", version 3.")
    today = room.get(f"/column/{IDS['ferry']}").said(".citation")
    assert today[0].endswith(f" as foreign-desk {IDS['ferry']}, version 3.")


@pytest.mark.parametrize("version", ["0", "4", "-1", "x", "%00", "9" * 50, "%D9%A1", "1.0"])
def test_a_version_that_is_none_is_not_there_and_it_is_said(room: Room, version: str) -> None:
    page = room.get(f"/column/{IDS['ferry']}?version={version}")
    assert page.status == 404
    assert page.said(".plain p")[0].endswith("; it has versions 1 to 3")
    alone = room.get(f"/column/{IDS['single']}.json?version={version}2")
    assert alone.status == 404
    assert alone.json()["error"].endswith("; it has one version only")


def test_a_version_keeps_its_text_as_it_was_received(room: Room) -> None:
    for language, texts in VERSIONS.items():
        page = room.get(f"/column/{IDS[language]}?version=1")
        assert page.said(".text p") == [texts[0]]
        (column,) = page.page.cssselect("article.column")
        assert column.get("lang") == language


def test_moments_of_one_minute_are_told_with_their_seconds(room: Room) -> None:
    hasty = history(room, "hasty", "?from=1&to=2")
    moments = [
        "2 November 2026, 12:00:00 UTC",
        "2 November 2026, 12:00:07 UTC",
        "2 November 2026, 12:01 UTC",
    ]
    assert hasty.said(".line .moment") == moments
    assert hasty.said("#captures time") == moments
    assert moments[1] in hasty.said(".difference .about")[0]
    assert moments[1] in room.get(f"/column/{IDS['hasty']}?version=1").said(".about")[1]
