# ruff: noqa: E501
"""Parts of a page that look like boxes apart from its text, and belong to it."""

import pytest

from crawler.extraction import extract_article

OWN = (
    "The pilots of the upper sound have agreed on a single timetable, and the harbour is quiet, says the clerk who printed it.",
    "Nobody on the other bank has read it yet, for the printer there is still waiting for ink and for a second clerk to read it.",
    "What they will read is short: three boats a day, and one more on the day of the market, if the ice allows one more.",
)
PARTS = tuple(
    (
        f"How the {bank} bank counts its boats",
        (
            f"The {bank} bank counts them at noon, when the fog lifts, and writes the number on a slate "
            f"that the clerk carries to the other side. On the {bank} bank the slate is read aloud twice, "
            "and whoever doubts the number may count again, at his own cost, before the bell is rung."
        ),
    )
    for bank in ("northern", "southern", "eastern")
)


def p(*paragraphs: str) -> str:
    return "".join(f"<p>{text}</p>" for text in paragraphs)


def texts(inner: str, *, title: str = "Three Boats and a Slate") -> str:
    head = f'<title>{title}</title><meta property="og:title" content="{title}">'
    page = f"<html><head>{head}</head><body><main>{inner}</main></body></html>"
    return extract_article(page, "https://sound.example/boats").body


def test_parts_with_headings_like_the_first_are_no_other_columns() -> None:
    sections = "".join(
        f'<section class="part"><h2 class="t">{heading}</h2>{p(text)}</section>'
        for heading, text in PARTS
    )
    first = f'<section class="part"><h2 class="t">Three Boats and a Slate</h2>{p(*OWN)}</section>'
    body = texts(first + sections)
    assert all(text in body for _, text in PARTS)


@pytest.mark.parametrize("name", ["panel", "slide"])
def test_hidden_panels_beside_the_text_are_its_parts(name: str) -> None:
    panels = "".join(
        f'<div class="{name} {name}-{at}" style="display:none"><h3>{heading}</h3>{p(text)}</div>'
        for at, (heading, text) in enumerate(PARTS)
    )
    body = texts(f"<article><h1>Three Boats and a Slate</h1>{p(*OWN, *OWN)}{panels}</article>")
    assert all(text in body for _, text in PARTS)


def test_hidden_parts_that_look_alike_stay_wherever_they_stand() -> None:
    parts = "".join(
        f'<div class="facts facts-{at}" hidden><h3>{heading}</h3>{p(text)}</div>'
        for at, (heading, text) in enumerate(PARTS)
    )
    body = texts(
        f'<h1>Three Boats and a Slate</h1><div class="top"><div class="text"><div>{p(*OWN, *OWN)}'
        f'</div></div></div><section class="facts-all">{parts}</section>'
    )
    assert all(text in body for _, text in PARTS)


def test_a_page_that_lists_columns_keeps_its_list() -> None:
    entries = "".join(
        f'<div class="entry"><h3><a href="/read/{at}">{heading}</a></h3>{p(text)}</div>'
        for at, (heading, text) in enumerate(PARTS)
    )
    body = texts(f'<h1>Three Boats and a Slate</h1>{p(OWN[0])}<div class="all">{entries}</div>')
    assert all(text in body for _, text in PARTS)


def test_links_side_by_side_in_a_paragraph_are_no_entries() -> None:
    last = '<p class="text"><a href="/slates">The slates</a><a href="/bells">and the bells</a></p>'
    assert "and the bells" in texts(
        f'<article><h1>Three Boats and a Slate</h1><div class="c">{p(*OWN)}<p class="text">'
        f"They are counted by hand, as are:</p>{last}</div></article>"
    )


def test_questions_behind_the_named_element_go_on_with_the_text() -> None:
    long = " ".join(OWN) * 3
    asked = "".join(
        f"<div><h3>{heading}?</h3>{p(text + ' ' + text)}</div>" for heading, text in PARTS
    )
    body = texts(
        f'<article><h1>Three Boats and a Slate</h1><div class="entry-content">{p(long, *OWN, long)}'
        f'</div><div class="asked">{asked}</div></article>'
    )
    assert all(text in body for _, text in PARTS)


def test_questions_in_fields_of_drupals_go_on_with_the_text() -> None:
    long = " ".join(OWN) * 3
    field = '<div class="field field--label-hidden field--type-text-long">{}</div>'
    asked = "".join(
        f'<div class="accordion-item"><h3>{heading}?</h3>{field.format(p(text + " " + text))}</div>'
        for heading, text in (*PARTS, ("Who prints the timetable", " ".join(OWN[::-1])))
    )
    body = texts(
        f'<article class="node"><h1>Three Boats and a Slate</h1><div class="field field--name-body">'
        f'{p(long, *OWN, long)}</div><div class="faq-container">{asked}</div></article>'
    )
    assert all(text in body for _, text in PARTS)


def test_hidden_templates_that_look_alike_are_no_parts() -> None:
    lines = ('{* join {"custom": true} *}', "{| boundAddress |}", "We have sent a line to you. ")
    templates = "".join(
        f'<div class="panel-x" style="display:none">{p(*lines, *lines)}</div>' for _ in range(9)
    )
    body = texts(f"<article><h1>Three Boats and a Slate</h1>{p(*OWN)}{templates}</article>")
    assert "boundAddress" not in body
