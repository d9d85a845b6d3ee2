"""When a column was published and changed: what is stated, printed, and in its address."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.extraction import extract_article
from tests.builders.read_fields import PROSE, fields_of, outlet_with_layout


def test_a_line_that_says_updated_is_of_the_change() -> None:
    fields = fields_of(
        "<h1>Quiet harbours</h1><p class='date'>Published: 5 March 2019 | Updated: 7 March 2019</p>"
        f"{PROSE}"
    )

    assert fields.published is not None
    assert fields.modified is not None
    assert fields.published.date().isoformat() == "2019-03-05"
    assert fields.modified.date().isoformat() == "2019-03-07"


def test_the_address_dates_a_column_that_nothing_else_dates() -> None:
    fields = fields_of(f"<h1>Quiet harbours</h1>{PROSE}", "https://lantern.example/2019/03/05/q/")
    month = fields_of(f"<h1>Quiet harbours</h1>{PROSE}")

    assert (fields.published_precision, fields.found_in["published"]) == ("day", "url")
    assert (month.published_precision, month.found_in["published"]) == ("month", "url")


def test_a_stated_moment_keeps_the_day_the_page_prints() -> None:
    fields = fields_of(
        "<meta property='article:published_time' content='2019-03-06T03:30:12Z'>"
        f"<h1>Quiet harbours</h1><p class='date'>5 March 2019, 10:30 p.m.</p>{PROSE}"
    )

    assert fields.published is not None
    assert fields.published.isoformat() == "2019-03-05T22:30:12-05:00"


def test_a_column_without_near_dates_has_the_only_one_the_page_prints() -> None:
    below = f"{PROSE * 3}<div><span>Posted on 5 March 2019</span></div><p>4 April 2020</p>"
    several = f"{PROSE * 3}<p>5 March 2019</p><p>4 April 2020</p>"

    found = fields_of(f"<h1>Quiet harbours</h1>{below}", "https://lantern.example/q")
    unsure = fields_of(f"<h1>Quiet harbours</h1>{several}", "https://lantern.example/q")

    assert found.published is not None
    assert found.published.date().isoformat() == "2019-03-05"
    assert unsure.published is None


@pytest.mark.parametrize(
    ("stated", "printed", "published"),
    [
        ("2019-03-06T03:30:12Z", "5 March 2019", "2019-03-05T23:30:12-04:00"),
        ("2019-03-05T22:15:00Z", "6 March 2019", "2019-03-06T00:15:00+02:00"),
        ("2019-03-05T22:15:00Z", "5 March 2019", "2019-03-05T22:15:00+00:00"),
        ("2019-03-06T03:30:12+01:00", "5 March 2019", "2019-03-06T03:30:12+01:00"),
    ],
)
def test_a_moment_stated_in_utc_keeps_the_printed_day(
    stated: str, printed: str, published: str
) -> None:
    fields = fields_of(
        f"<meta property='article:published_time' content='{stated}'>"
        f"<h1>Quiet harbours</h1><p class='date'>{printed}</p>{PROSE}"
    )

    assert fields.published is not None
    assert fields.published.isoformat() == published


def test_a_moment_stated_in_utc_keeps_the_day_of_the_address() -> None:
    fields = fields_of(
        "<meta property='article:published_time' content='2019-03-06T03:30:12Z'>"
        f"<h1>Quiet harbours</h1>{PROSE}",
        "https://lantern.example/2019/03/05/quiet-harbours/",
    )

    assert fields.published is not None
    assert fields.published.isoformat() == "2019-03-05T23:30:12-04:00"


def test_a_moment_stated_in_utc_is_told_in_the_outlets_zone(tmp_path: Path) -> None:
    fields = fields_of(
        "<meta property='article:published_time' content='2019-03-04T23:30:00Z'>"
        f"<h1>Quiet harbours</h1>{PROSE}",
        outlet=outlet_with_layout(tmp_path, ""),
    )

    assert fields.published is not None
    assert fields.published.isoformat() == "2019-03-05T08:30:00+09:00"


SAVED_AGAIN = """<script type="application/ld+json">
{"@type": "Article", "headline": "Quiet harbours",
 "datePublished": "2021-06-24T10:00:00Z", "dateModified": "2021-06-24T10:00:00Z"}</script>"""


def test_a_time_printed_by_the_headline_is_not_moved_to_the_day_of_a_teaser() -> None:
    fields = fields_of(
        "<h1>Quiet harbours</h1><div class='date'>5 March 2019, 10:39</div>"
        f"{PROSE * 2}<h3>Loud seas</h3><div class='date'>4 March 2019</div>"
    )

    assert fields.published is not None
    assert fields.published.isoformat() == "2019-03-05T10:39:00+00:00"


@pytest.mark.parametrize("changed", ["", "<div>Updated June 24, 2021</div>"])
def test_the_date_by_the_headline_outweighs_a_later_one_of_the_last_saving(changed: str) -> None:
    fields = fields_of(
        f"{SAVED_AGAIN}<h1>Quiet harbours</h1><div>March 5, 2019</div>{changed}{PROSE}"
    )

    assert fields.published is not None
    assert fields.modified is not None
    assert (fields.published.date().isoformat(), fields.found_in["published"]) == (
        "2019-03-05",
        "text",
    )
    assert fields.modified.date().isoformat() == "2021-06-24"


@pytest.mark.parametrize(
    "printed",
    [
        "<div>March 5, 2019</div><div>June 24, 2021</div>",  # both are printed
        "<p>Last updated: <time datetime='2019-03-05'>March 5, 2019</time></p>",
        f"{PROSE}{'<i></i>' * 60}<h3>Loud seas</h3><time datetime='2019-03-05'>March 5</time>",
        "<div>March 5, 2022</div>",  # later: a teaser's, or of a change
    ],
)
def test_a_stated_date_stays_where_the_print_does_not_speak_against_it(printed: str) -> None:
    fields = fields_of(f"{SAVED_AGAIN}<h1>Quiet harbours</h1>{printed}{PROSE}")

    assert fields.published is not None
    assert fields.published.date().isoformat() == "2021-06-24"


def test_words_in_front_of_a_time_element_tell_that_it_is_of_the_change() -> None:
    fields = fields_of(
        "<meta property='article:published_time' content='2019-03-05'><h1>Quiet harbours</h1>"
        f"<p><span>Last updated on</span> <time datetime='2019-04-07'>April 7</time></p>{PROSE}"
    )

    assert fields.modified is not None
    assert fields.modified.date().isoformat() == "2019-04-07"


@pytest.mark.parametrize(
    "page",
    [
        f"<p><b>05.03.2019</b> - The tide went out at dawn.</p>{PROSE}",
        f"<p>March 5, 2019 — The tide went out at dawn and took the clerks along.</p>{PROSE}",
        f"<meta name='w-published-date' content='2019-03-05'>{PROSE}",
        f"{PROSE * 3}<div>Diese Seite wurde zuletzt am 5. März 2019 um 13:22 Uhr geändert.</div>",
        f"<script>var page = {{'publishDate': '2019-03-05T10:00:00Z'}}</script>{PROSE}",
        f"<meta name='date' content='2019-03-05'>{PROSE}",
        f"<meta name='published' content='March 5, 2019'>{PROSE}",
        f"{PROSE * 3}<p>Orla<br>5 March 2019</p>",
        f"{PROSE * 3}<p><b>Aktualisiert am </b>05.03.2019.</p>",
        f"{PROSE * 3}<p>Letzte Änderung: 04.03.2019<br>Erschienen am: 05.03.2019<br>Harbours</p>",
    ],
)
def test_a_date_that_is_neither_stated_nor_by_the_headline_is_found_elsewhere(page: str) -> None:
    fields = fields_of(f"<h1>Quiet harbours</h1>{page}", "https://lantern.example/q")

    assert fields.published is not None
    assert fields.published.date().isoformat() == "2019-03-05"


def test_scripts_that_tell_of_several_days_date_no_column() -> None:
    fields = fields_of(
        "<script>[{'publishDate': '2019-03-05'}, {'publishDate': '2019-03-06'}]</script>"
        f"<h1>Quiet harbours</h1>{PROSE}",
        "https://lantern.example/q",
    )

    assert fields.published is None


def test_no_date_lies_after_the_capture() -> None:
    page = f"<h1>Quiet harbours</h1><p class='date'>5 March 2029</p>{PROSE}"

    fields = fields_of(page, "https://l.example/q", at=datetime(2020, 1, 1, tzinfo=UTC))

    assert fields.published is None


@pytest.mark.parametrize(
    ("stated", "printed"),
    [
        ("2019-03-05T22:00:00Z", "<p>Updated: 6 March 2019, 02:00</p>"),
        ("2019-03-05T22:00:00Z", "<p>Public lecture on 6 March 2019</p>"),
        ("2019-03-05T03:00:00Z", "<div class='related-item'><time>4 March 2019</time></div>"),
    ],
)
def test_a_change_or_something_else_tells_no_zone(stated: str, printed: str) -> None:
    fields = fields_of(
        f"<meta property='article:published_time' content='{stated}'>"
        f"<h1>Quiet harbours</h1>{printed}{PROSE}",
        "https://lantern.example/q",
    )

    assert fields.published == datetime.fromisoformat(stated)
    assert fields.published.utcoffset() == UTC.utcoffset(None)


def test_a_caption_of_the_same_day_is_not_the_line_of_the_date() -> None:
    caption = "<figure><img src=a><figcaption>Port, 5 March 2019</figcaption></figure>"
    fields = fields_of(
        "<meta property='article:published_time' content='2019-03-05T10:00:00Z'>"
        f"<h1>Quiet harbours</h1>{caption}{PROSE}"
    )

    assert "date" not in fields.elements


DRUPAL = """<h1>Quiet harbours</h1>
<div class="node" about="/node/91" typeof="sioc:Item foaf:Document"><div class="submitted">
<span property="dc:date dc:created" content="{}" datatype="xsd:dateTime" rel="sioc:has_creator">
Submitted by <span class="username" typeof="sioc:UserAccount" property="foaf:name">Jo Hale</span>
on Wed, {}</span></div>"""


@pytest.mark.parametrize(
    ("stated", "printed", "published"),
    [
        ("2013-04-03T12:10:00+02:00", "3 April 2013 - 12:10", "2013-04-03T12:10:00+02:00"),
        ("2013-04-03T12:10:00+02:00", "5 April 2013 - 12:10", "2013-04-05T12:10:00+00:00"),
    ],
)
def test_the_content_of_a_property_has_the_zone_of_the_day_it_prints(
    stated: str, printed: str, published: str
) -> None:
    fields = fields_of(f"{DRUPAL.format(stated, printed)}{PROSE}</div>")

    assert fields.published is not None
    assert fields.published.isoformat() == published


@pytest.mark.parametrize(
    "line",
    [
        "Published 14 May 2024 at 6:00, modified 15 May 2024 at 16:21",
        "Modified 15 May 2024 at 16:21, published 14 May 2024 at 6:00",
    ],
)
def test_a_change_is_read_from_the_line_of_the_day_that_is_stated(line: str) -> None:
    fields = fields_of(
        "<meta property='article:published_time' content='2024-05-14T04:00:08+00:00'>"
        f"<h1>Quiet harbours</h1><p class='meta'><span class='meta__date'>{line}</span></p>{PROSE}"
    )

    assert fields.modified is not None
    assert fields.modified.replace(tzinfo=None).isoformat() == "2024-05-15T16:21:00"


@pytest.mark.parametrize("head", ["", "<meta name='last-modified' content='2024-03-06T18:02:00'>"])
def test_the_line_of_the_last_change_is_none_of_the_text(head: str) -> None:
    article = extract_article(
        f"<html lang=ko><head>{head}</head><h1>두 나라의 등대지기</h1><ul><li>박선영 특파원</li>"
        "<li>입력 2024.03.05 11:20</li><li>수정 2024.03.06 18:02</li></ul><div>"
        "<p>두 사람은 밤마다 서로의 불빛을 보았지만 이름은 몰랐다. 두 나라는 외교 관계가 없다.</p>"
        "<p>이번 협정문은 세 줄뿐이다. 불은 함께 켜고, 기름값은 반씩 내고, 종을 친다.</p></div>",
        "https://lantern.example/q",
    )

    assert article.modified is not None
    assert [block.kind for block in article.blocks] == ["paragraph", "paragraph"]
