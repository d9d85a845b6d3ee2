"""Headline and kicker in one heading, whichever way a page parts them."""

import pytest

from tests.builders.read_fields import PROSE, fields_of

SEA = "Seefahrt"
HEADLINE = "Stille Häfen im Norden der Küste"
LETTERS = "".join(f"<i>{letter}</i>" for letter in "Quiet harbours")
OTHER_WORDING = "<meta property='og:title' content='Was die Ebbe den Zöllnern ließ'>"
JOINED = f"<meta property='og:title' content='{SEA}: {HEADLINE}'>"


@pytest.mark.parametrize(
    ("stated", "heading"),
    [
        (OTHER_WORDING, "<span class='a'>{k}<i class='sr-only'>:</i></span> <span>{h}</span>"),
        (OTHER_WORDING, "<span>{k}</span><span class='sep'>: </span><span>{h}</span>"),
        # names of lines are given by their place on the page of one outlet, and swapped on another
        (
            OTHER_WORDING,
            "<div class='subline'>{k}<i class='sr-only'>:</i></div><div class='topline'>{h}</div>",
        ),
        (OTHER_WORDING, "<span class='teaser__kicker'>{k}</span><span>{h}</span>"),
        (OTHER_WORDING, "<span class='articleoverline'>{k}</span> {h}"),
        (OTHER_WORDING, "<span class='headline'>{h}</span> <span class='kicker'>{k}</span>"),
        (OTHER_WORDING, "<a href='/x'><small>{k}</small> {h}</a>"),
        (JOINED, "<span class='subtitle'>{k}</span> {h}"),
        (JOINED, "<div>{k}</div>{h}"),
        (JOINED, "{k}<br>{h}"),
        (JOINED, "<span class='block text-l'>{k}</span><span>{h}</span>"),
        (f"<title>{HEADLINE}</title>", "{k}<br/>{h}"),
        (f"<title>{HEADLINE} | Laterne</title>", "<b>{k}:</b> {h}"),
    ],
)
def test_the_kicker_in_a_heading_is_told_from_the_headline(stated: str, heading: str) -> None:
    printed = heading.format(k=SEA, h=HEADLINE)
    fields = fields_of(f"{stated}<h1>{printed}</h1>{PROSE}")

    assert (fields.title, fields.kicker) == (HEADLINE, SEA)


@pytest.mark.parametrize(
    ("stated", "heading", "headline"),
    [
        ("", "The <span class='hl'>quiet</span> harbours", "The quiet harbours"),
        ("", "<span>“</span>Quiet<span>”</span> harbours", "“Quiet” harbours"),
        ("", "<span class='cap'>Q</span>uiet harbours", "Quiet harbours"),
        ("", "Quiet<br>harbours", "Quiet harbours"),
        ("", "<span>Quiet</span><span>Harbours</span>", "Quiet Harbours"),
        # a colon in the headline, not behind a label: the page states it whole
        (
            "<meta property='og:title' content='Harbours: quiet at last'>",
            "<span>Harbours:</span> quiet at last",
            "Harbours: quiet at last",
        ),
        # a small first word of a headline that is stated whole
        (
            "<meta property='og:title' content='The quiet harbours'>",
            "<small>The</small> quiet harbours",
            "The quiet harbours",
        ),
    ],
)
def test_a_heading_of_several_elements_may_be_one_headline(
    stated: str, heading: str, headline: str
) -> None:
    fields = fields_of(f"{stated}<h1>{heading}</h1>{PROSE}")

    assert (fields.title, fields.kicker) == (headline, None)


@pytest.mark.parametrize(
    "heading",
    [
        "<span aria-hidden='true'>Quiet harbours</span><span class='sr-only'>Quiet harbours</span>",
        "<span class='screen-reader-text'>Article:</span> Quiet harbours",
        "<span class='mobile'>Quiet harbours</span><span class='desktop'>Quiet harbours</span>",
        f"<b class='sr-only'>Quiet harbours</b><b aria-hidden='true'>{LETTERS}</b>",
        "<span aria-hidden='true'>Quiet harbours</span>",
        "<span class='sr-only'>Quiet harbours</span>",
        "Quiet harbours<a class='headerlink' aria-hidden='true'>#</a>",
    ],
)
def test_what_a_heading_says_twice_or_to_listeners_is_read_once(heading: str) -> None:
    fields = fields_of(f"<h1>{heading}</h1>{PROSE}")

    assert (fields.title, fields.kicker) == ("Quiet harbours", None)


def test_entities_escaped_twice_are_read_in_headings_and_titles() -> None:
    fields = fields_of(f"<h1>Quiet harbours &amp;amp; loud clerks&amp;#8217; offices</h1>{PROSE}")

    assert fields.title == "Quiet harbours & loud clerks’ offices"
