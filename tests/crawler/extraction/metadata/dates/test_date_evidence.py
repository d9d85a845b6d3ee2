"""Which of a page's dates is the column's, and why the others are not."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.config.outlets import Outlet
from tests.builders.read_fields import PROSE, fields_of, outlet_with_layout

URL = "https://lantern.example/q"
ONCE = """<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Quiet harbours",
"datePublished": "2018-07-30T06:00:00Z", "dateModified": "2018-07-30T06:00:00Z"}</script>"""
GERMAN = "<p>" + "Die Ebbe kam, und mit ihr gingen die Schreiber des Zollhauses. " * 5 + "</p>"
TWICE = f"{ONCE}<meta property='article:published_time' content='2018-07-30T06:00:00Z'>"


def day(html: str, url: str = URL, at: datetime | None = None) -> str | None:
    fields = fields_of(html, url, at=at)
    return fields.published.date().isoformat() if fields.published else None


@pytest.mark.parametrize(
    "printed",
    [
        "<figure><img src=a><figcaption>4 May 2016</figcaption></figure>",
        "<div class='wp-caption'><img src=a><p class='wp-caption-text'>Port, 4 May 2016</p></div>",
        "<p>The two leaders in the old port, 4 May 2016. Photo: Coast News</p>",
        "<div class='event-box'><span>4 May 2016</span></div>",
        "<div>When: <time datetime='2016-05-04'>4 May 2016</time></div>",
        "<ul><li><a href='/lamp'>The lamp on the old reef</a> <time>4 May 2016</time></li></ul>",
        "<div class='related-item'><p>4 May 2016</p></div>",
        "<div><h3><a href='/lamp'>The lamp on the reef</a></h3><p class=date>4 May 2016</p></div>",
        "<div><a href='/l'>礁の上の灯りは消えたまま</a><span class=date>2016年5月4日</span></div>",
        "<div class='teaser'><a href='/lamp'>Le phare</a> <time>4 May 2016</time></div>",
        "<aside class='promo-box'><time>4 May 2016</time><a href='/l'>Zwei Lampen</a></aside>",
        "<dl><dt>Member since</dt><dd class='date'>4 May 2016</dd></dl>",
        "<div class='replies'><div><b>Bert</b> <span class='date'>4 May 2016</span></div></div>",
        "<div id='comments'><div><b>Bert</b> <time>4 May 2016, 15:01</time></div></div>",
    ],
)
@pytest.mark.parametrize("page", ["{}<h1>Quiet harbours</h1>", "<h1>Quiet harbours</h1>{}"])
def test_an_older_date_of_something_else_is_not_the_columns(printed: str, page: str) -> None:
    assert day(f"{ONCE}{page.format(printed)}{PROSE}") == "2018-07-30"


CREDITS = (
    "<div class='date-and-credit'><p>By Orla Fennimore</p><p class=date>5 March 2019.</p></div>"
)


@pytest.mark.parametrize("text", [f"{CREDITS}{PROSE}", f"{PROSE * 60}{CREDITS}"])
def test_the_credits_of_a_text_have_its_day_and_those_of_a_picture_another(text: str) -> None:
    assert day(f"<h1>Quiet harbours</h1>{text}") == "2019-03-05"

    assert day(f"<div><h1>Quiet harbours</h1>{CREDITS}<img src=a>{PROSE}</div>") == "2019-03-05"
    beside = "<img src=a><p class=credit>The old port, 5 March 2019</p>"
    assert day(f"<div><h1>Quiet harbours</h1>{beside}{PROSE}</div>") is None

    of_picture = "<div><img src=a><p class=credit>The old port, 5 March 2019</p></div>"
    assert day(f"<h1>Quiet harbours</h1>{text.replace(CREDITS, of_picture)}") is None


@pytest.mark.parametrize(
    "printed", ["<p>4 May 2016</p>", "<p class='date'>Posted on 4 May 2016</p>"]
)
def test_two_places_that_state_a_day_are_believed_before_print(printed: str) -> None:
    assert day(f"{TWICE}<h1>Quiet harbours</h1>{printed}{PROSE}") == "2018-07-30"
    assert day(f"{ONCE}<h1>Quiet harbours</h1>{printed}{PROSE}") == "2016-05-04"


@pytest.mark.parametrize(
    "printed",
    [
        "<div class='card'><a href='/coast'>Northern Coast</a> <time>4 May 2016</time></div>",
        "<div class='teaser'><a href='/coast'>Coast</a> <time>4 May 2016</time></div>",
        "<div class='teaser'><a href='/author/i'>Ilse Marrow</a> <time>4 May 2016</time></div>",
    ],
)
def test_a_date_beside_a_section_or_an_author_is_the_columns(printed: str) -> None:
    assert day(f"{ONCE}<h1>Quiet harbours</h1>{printed}{PROSE}") == "2016-05-04"


def test_a_statement_told_apart_from_the_last_change_is_believed_before_print() -> None:
    changed = ONCE.replace('dateModified": "2018-07-30', 'dateModified": "2019-07-30')

    assert day(f"{changed}<h1>Quiet harbours</h1><p>4 May 2016</p>{PROSE}") == "2018-07-30"


def test_of_two_statements_the_printed_one_is_taken() -> None:
    other = "<meta property='article:published_time' content='2016-05-04T10:00:00Z'>"
    fields = fields_of(f"{ONCE}{other}<h1>Quiet harbours</h1><p>4 May 2016</p>{PROSE}", URL)

    assert fields.published == datetime(2016, 5, 4, 10, tzinfo=UTC)
    assert fields.found_in["published"] == "opengraph"


def test_numbers_are_read_in_the_order_that_agrees_with_what_is_stated() -> None:
    stated = "<meta property='article:published_time' content='2021-11-01T05:00:14'>"
    fields = fields_of(
        f"<html lang='de'>{stated}<p>11/01/2021</p><h1>Stille Häfen</h1>{GERMAN}", URL
    )

    assert fields.published == datetime(2021, 11, 1, 5, 0, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    "none",
    ["1970-01-01T00:00:00+00:00", "1969-12-31T19:00:00-05:00", "0001-01-01T00:00:00", "9999-12-31"],
)
def test_a_day_that_stands_for_none_leaves_the_others(none: str) -> None:
    stated = f"<meta property='article:published_time' content='{none}'><h1>Quiet harbours</h1>"
    alone = fields_of(f"{stated}{PROSE}", URL)

    assert alone.published is None
    assert day(f"{stated}<p>5 March 2019</p>{PROSE}") == "2019-03-05"
    [shown] = alone.candidates["published"]
    assert (shown.text, shown.chosen) == (none, False)
    assert dict(shown.reasons) == {"no day that a column can have": -20.0}


def test_what_was_not_taken_is_shown_with_its_reasons() -> None:
    caption = "<figure><figcaption>The port, 4 May 2016</figcaption></figure>"
    fields = fields_of(f"{TWICE}<h1>Quiet harbours</h1>{caption}{PROSE}", URL)

    taken, *others = fields.candidates["published"]
    assert (taken.text, taken.source, taken.chosen) == ("2018-07-30T06:00+00:00", "json-ld", True)
    assert ("stated in another place too", 2.0) in taken.reasons
    [printed] = [one for one in others if one.text == "2016-05-04"]
    assert ("in a caption", -8.0) in printed.reasons
    assert not printed.chosen


def test_a_date_of_something_else_dates_no_column() -> None:
    joined = "<dl><dt>Joined:</dt><dd>4 May 2016</dd></dl>"

    assert day(f"<h1>Quiet harbours</h1>{joined}{PROSE}<p>5 March 2019</p>{PROSE}") != "2016-05-04"
    assert day(f"<h1>Quiet harbours</h1>{joined}<p>5 March 2019</p>{PROSE}") == "2019-03-05"


def test_the_day_of_the_capture_above_the_headline_is_the_mastheads() -> None:
    page = "<div>Saturday, 28 November 2026</div><h1>Quiet harbours</h1><p>5 March 2019</p>"
    at = datetime(2026, 11, 28, 12, tzinfo=UTC)

    assert day(f"{page}{PROSE}", at=at) == "2019-03-05"


def test_a_change_before_the_publication_gives_way_to_another() -> None:
    fields = fields_of(
        ONCE.replace('dateModified": "2018', 'dateModified": "2017')
        + "<meta property='article:modified_time' content='2018-08-01T06:00:00Z'>"
        f"<h1>Quiet harbours</h1>{PROSE}",
        URL,
    )

    assert fields.modified == datetime(2018, 8, 1, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "signed",
    [
        '<a href="/author/sen/">Dr. A. K. Sen</a>',
        '<a href="/people/7" rel="author">José Ángel Ruiz de la Peña</a>',
        '<a href="/c/7" rel="category tag">Letters from the Outer Islands</a>',
    ],
)
def test_a_long_name_or_section_beside_a_date_is_no_other_column(signed: str) -> None:
    between = "<p>The ebb came.</p>" * 45  # the footer is far from the headline
    page = (
        f"<main><article><h1>Quiet harbours</h1><div class='entry-content'>{PROSE}{between}</div>"
        "<footer><span class='posted-on'>Published <time class='entry-date published'"
        f" datetime='2026-05-01T18:30:00+09:00'>1 May 2026</time></span> {signed}</footer>"
        "</article></main>"
    )
    published = fields_of(page, "https://lantern.example/2026/05/01/harbours/").published
    assert str(published) == "2026-05-01 18:30:00+09:00"


@pytest.mark.parametrize(
    "printed",
    [
        "<figure><img src=a><figcaption>The port on 4 May 2016</figcaption></figure>",
        "<div class='event-details'><p>Date: 4 May 2016, 7pm</p><p>Town Hall</p></div>",
        "<p class=date>Deadline: 4 May 2016</p>",
        "<p class=date>Bewerbungsschluss: 4. Mai 2016</p>",
        "<p>Date limite : 4 mai 2016</p>",
        "<p>On this day: 4 May 1916</p>",
        "<aside><h4>On this day</h4><p>4 May 1916</p><p>The pilots strike.</p></aside>",
        "<div class='author-box'><p>Ada Quay, born 4 May 1971</p></div>",
    ],
)
def test_a_date_of_something_else_is_no_last_resort_either(printed: str) -> None:
    assert day(f"<h1>Quiet harbours</h1>{PROSE}{printed}") is None
    assert day(f"<h1>Quiet harbours</h1>{printed}{PROSE}") is None


def test_a_date_beside_one_of_something_else_stays_unsure_far_from_the_headline() -> None:
    other = "<div class='event-details'><p>4 May 2016</p></div>"
    page = f"<h1>Quiet harbours</h1>{PROSE * 40}{other}<p>{{}}5 May 2016</p>"

    assert day(page.format("")) is None
    assert day(page.format("Posted on ")) == "2016-05-05"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Stand: 06.03.2019, 10:12 Uhr | Veröffentlicht: 04.03.2019, 08:00 Uhr"),
        ("tr", "Güncelleme: 06.03.2019 09:00 Yayınlanma: 04.03.2019 08:12"),
        ("it", "Pubblicato il 4 marzo 2019 - Ultima modifica 6 marzo 2019"),
        ("cs", "4. března 2019 8:12, aktualizováno 6. 3. 2019"),
        ("hu", "2019. március 4. 08:12 | Frissítve: 2019. március 6."),
        ("el", "Δημοσίευση: 04.03.2019, 08:12 · Ενημέρωση: 06.03.2019"),
        ("he", "פורסם: 04/03/2019 08:12 עודכן: 06/03/2019 09:00"),
        ("hi", "प्रकाशित: 4 मार्च 2019, 08:12 अपडेटेड: 6 मार्च 2019"),
        ("ro", "Publicat: 4 martie 2019, 08:12. Actualizat: 6 martie 2019"),
        ("uk", "Опубліковано 4 березня 2019 (оновлено 6 березня 2019)"),
        ("hr", "Objavljeno: 4. ožujka 2019. | Ažurirano: 6. ožujka 2019."),
    ],
)
def test_both_dates_of_a_line_are_read_by_their_labels(language: str, line: str) -> None:
    page = f"<html lang='{language}'><h1>X</h1><p class='date'>{line}</p><p>{'. ' * 9}</p></html>"
    fields = fields_of(page, URL)

    assert fields.published is not None
    assert fields.modified is not None
    days = [fields.published.date().isoformat(), fields.modified.date().isoformat()]
    assert days == ["2019-03-04", "2019-03-06"]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "Conférence le 4 mai 2019"),
        ("fr", "Conférence de presse, le samedi 4 mai 2019"),
        ("fr", "Le débat aura lieu le 4 mai 2019"),
        ("de", "Öffentlicher Vortrag am Samstag, 4. Mai 2019"),
        ("de", "Frühjahrskonzert: 4. Mai 2019"),
        ("en", "Public lecture on May 4, 2019"),
        ("en", "Harbour festival on Saturday, 4 May 2019"),
        ("es", "Conferencia el 4 de mayo de 2019"),
        ("it", "Concerto il 4 maggio 2019"),
        ("nl", "Lezing op 4 mei 2019"),
        ("ru", "Концерт состоится 4 мая 2019"),
        ("ja", "開催日 2019年5月4日"),
        ("en", "4 May 2019 – 9 June 2019"),
        ("en", "Ilse Marrow (March 4, 1951 – May 4, 2019)"),
        ("en", "Photo taken on 4 May 2019"),
        ("zh", "摄于2019年5月4日"),
    ],
)
def test_the_day_on_which_something_is_held_dates_no_column(language: str, line: str) -> None:
    html = f"<html lang={language}><h1>Quiet harbours</h1><p>{line}</p>{PROSE}"

    assert day(html) is None
    assert day(f"{html}<p>{line}</p>") is None


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "Par Orla Fennimore le 4 mai 2019"),
        ("fr", "Mis en ligne le 4 mai 2019"),
        ("fr", "Débats Le 4 mai 2019"),
        ("fr", "Paris, le 4 mai 2019"),
        ("de", "Ilse Marrow am 4. Mai 2019"),
        ("en", "Concert review, 4 May 2019"),
        ("en", "admin on May 4, 2019"),
        ("de", "Konzerte | 4. Mai 2019"),
        ("fr", "Expositions | Par Orla Fennimore le 4 mai 2019"),
        ("en", "News of the conference, posted on May 4, 2019"),
        ("en", "Filed under Festivals on May 4, 2019"),
        ("en", "A meeting report by Orla Fennimore on 4 May 2019"),
        ("en", "Special report: The Summit on Grain, 4 May 2019"),
        ("fr", "Publié dans la rubrique Rencontres le 4 mai 2019"),
        ("de", "Von der Sitzung berichtet Ilse Marrow am 4. Mai 2019"),
        ("it", "Incontro con il ministro | 4 maggio 2019"),
    ],
)
def test_a_day_joined_to_a_name_or_beside_a_section_dates_a_column(
    language: str, line: str
) -> None:
    assert day(f"<html lang={language}><h1>Quiet harbours</h1><p>{line}</p>{PROSE}") == "2019-05-04"


@pytest.mark.parametrize("headline", ["Grain summit on Friday", "The talks that will be held"])
def test_a_headline_is_no_label_of_the_date_below_it(headline: str) -> None:
    html = f"<html lang=en><h1>{headline}</h1><p>4 May 2019</p>{PROSE}"
    assert day(html) == "2019-05-04"


@pytest.mark.parametrize(
    ("language", "line"), [("en", "Retrieved 4 May 2019"), ("de", "Abgerufen am 4. Mai 2019")]
)
def test_the_day_on_which_a_source_was_read_dates_no_column(language: str, line: str) -> None:
    assert day(f"<html lang={language}><h1>Quiet harbours</h1>{PROSE}<p>{line}</p>") is None


def stating(days: list[str]) -> str:
    """Articles of one headline, each with another day."""
    return "".join(ONCE.replace("2018-07-30T", f"{one}T") for one in days)


def test_of_articles_that_contradict_each_other_the_printed_day_is_taken() -> None:
    days = ["2018-07-30", "2019-03-05"]
    printed = "<h1>Quiet harbours</h1><p>5 March 2019</p>"

    assert day(f"{stating(days)}{printed}{PROSE}") == "2019-03-05"
    assert day(f"{stating(days[::-1])}{printed}{PROSE}") == "2019-03-05"


def test_a_place_that_states_many_days_says_nothing() -> None:
    days = [f"2018-07-{number:02}" for number in range(1, 29)]
    metas = "".join(f"<meta property='article:published_time' content={one}>" for one in days)

    for stated in (stating(days), metas):
        assert day(f"{stated}<h1>Quiet harbours</h1>{PROSE}") is None
        assert day(f"{stated}<h1>Quiet harbours</h1><p>4 May 2016</p>{PROSE}") == "2016-05-04"
        assert day(f"{stated}<h1>Quiet harbours</h1><p>5 July 2018</p>{PROSE}") == "2018-07-05"


def test_a_change_on_the_day_of_the_publication_is_not_before_it() -> None:
    fields = fields_of(
        "<meta property='article:published_time' content='2018-07-30T16:00:00Z'>"
        f"<h1>Quiet harbours</h1><p>Updated: 30 July 2018</p>{PROSE}",
        URL,
    )

    assert fields.modified == datetime(2018, 7, 30, tzinfo=UTC)
    assert fields.modified_precision == "day"


HEADED = "<h2 class='date-header'>October 03, 2007</h2><h3>Quiet harbours</h3>"
POSTED_BELOW = "<p class='entry-footer'>Posted by Ann Wade on October 03, 2007 at 11:52 PM in Coast"
BLOGGER = "<a class='timestamp-link' href='/q'><abbr class='published' title='{}'>21:47</abbr></a>"


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        (f"{POSTED_BELOW}</p>", "2007-10-03T23:52:00+00:00"),
        (BLOGGER.format("2007-10-03T21:47:00+02:00"), "2007-10-03T21:47:00+02:00"),
        (
            BLOGGER.format("2007-10-03T21:47:00+02:00").replace(
                "'published'", "'published' itemprop='datePublished'"
            ),
            "2007-10-03T21:47:00+02:00",
        ),
        (
            "<abbr class='published' title='2007-10-03T15:00:00Z'>3 October 2007</abbr>",
            "2007-10-03T15:00:00+00:00",
        ),
    ],
)
def test_a_printed_day_is_completed_by_the_time_at_which_it_was_posted(
    printed: str, moment: str
) -> None:
    fields = fields_of(f"<title>Quiet harbours</title>{HEADED}{PROSE}{printed}", URL)

    assert fields.published is not None
    assert fields.published.isoformat() == moment
    assert fields.candidates["published"][0].text == moment.replace(":00+", "+")
    assert ("with the time that is printed for this day", 0.0) in (
        fields.candidates["published"][0].reasons
    )


@pytest.mark.parametrize(
    "printed",
    [
        POSTED_BELOW.replace("03", "04"),
        POSTED_BELOW.replace("Posted by ", ""),
        f"{POSTED_BELOW}</p>{POSTED_BELOW.replace('11:52', '11:40')}",
        "<abbr class='published' title='2007-10-02T22:10:00Z'>3 October 2007</abbr>",
    ],
)
def test_a_printed_day_gets_no_time_of_which_it_is_not_sure(printed: str) -> None:
    fields = fields_of(f"<title>Quiet harbours</title>{HEADED}{PROSE}{printed}</p>", URL)

    assert fields.published is not None
    assert fields.published.isoformat() == "2007-10-03T00:00:00+00:00"
    assert fields.published_precision == "day"


def test_a_time_without_a_zone_is_in_that_of_its_stated_day(tmp_path: Path) -> None:
    stated = "<meta property='article:published_time' content='2007-10-03T00:00:00+02:00'>"
    line = "<p class='date'>Posted on October 03, 2007 at 11:52 PM{}</p>"
    page = f"{stated}<h1>Quiet harbours</h1>{line}{PROSE}"

    def told(html: str, outlet: Outlet | None = None) -> str:
        published = fields_of(html, URL, outlet=outlet).published
        return published.isoformat() if published else ""

    assert told(page.format("")) == "2007-10-03T23:52:00+02:00"
    assert told(page.format(" +0900")) == "2007-10-03T23:52:00+09:00"
    outlet = outlet_with_layout(tmp_path, "")
    assert told(page.replace("+02:00", "Z").format(""), outlet) == "2007-10-03T23:52:00+09:00"


def test_a_moment_may_stand_in_the_datetime_of_an_abbreviation() -> None:
    stamp = "<abbr class='published' datetime='2007-10-03T15:00:00Z'>long ago</abbr>"
    fields = fields_of(f"<h1>Quiet harbours</h1>{stamp}{PROSE}", URL)
    assert fields.published == datetime(2007, 10, 3, 15, tzinfo=UTC)


def test_a_zone_that_is_not_printed_is_told_as_assumed() -> None:
    for clock, told in (("05:10", True), ("05:10 +0900", False), ("", False)):
        line = f"<p class='date'>9 March 2021 {clock}</p>"
        fields = fields_of(f"<h1>Quiet harbours</h1>{line}{PROSE}", URL)
        reasons = dict(fields.candidates["published"][0].reasons)
        assert ("no zone printed: UTC assumed" in reasons) == told


def test_what_was_considered_shows_the_moment_in_the_zone_in_which_it_is_taken() -> None:
    stated = "<meta property='article:published_time' content='2020-02-29T05:00:00Z'>"
    line = "<time datetime='2020-02-29T00:00:01-05:00'>29 February 2020</time>"
    fields = fields_of(f"{stated}<h1>Quiet harbours</h1>{line}{PROSE}", URL)
    taken = fields.candidates["published"][0]

    assert fields.published is not None
    assert fields.published.isoformat(timespec="minutes") == taken.text == "2020-02-29T00:00-05:00"
    assert taken.chosen
    assert "2020-02-29T05:00+00:00 in the page's or the outlet's own zone" in dict(taken.reasons)


def test_a_date_beside_a_link_that_is_no_address_is_read() -> None:
    box = (
        "<div><a href='http://[::1'>What the dredgers found below</a> <time>4 May 2016</time></div>"
    )
    fields = fields_of(f"<h1>Quiet harbours</h1>{box}{PROSE}", URL)

    assert fields.published == datetime(2016, 5, 4, tzinfo=UTC)
