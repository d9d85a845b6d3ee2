"""Boxes at the foot of a column: entries of other columns, a box on the author, a form and a pitch;
and what looks like one of them and is the column's."""

import pytest

from crawler.extraction import extract_article

URL = "https://harbour.example/2026/05/01/lamps/"
TEXT = "The keeper counted nine lamps, and the ministry believed him."
MORE = "By the evening there were eight, which nobody had been told."
PAGE = """<html lang="en"><head><title>Nine Lamps - The Saltmarsh Review</title>
<meta name="author" content="Ada Quay"></head><body class="single"><main><article class="post">
<header><h1 class="entry-title">Nine Lamps</h1></header>
<div class="entry-content"><p>{text}</p><p>{more}</p>{foot}</div></article></main></body></html>"""


def body_with(foot: str, more: str = MORE) -> str:
    return extract_article(PAGE.format(text=TEXT, more=more, foot=foot), URL).body


def entries(item: str, group: str = "{}") -> str:
    """Three entries of other columns, each with its first words."""
    told = (
        (
            "/2026/04/02/salt/",
            "Salt",
            "A ministry that counts its salt has seldom counted friends.",
        ),
        ("/2026/04/09/fog/", "Fog", "The ferry did not sail this morning, and nobody asked why."),
        ("/2026/04/16/chair/", "Chair", "A third chair stood between the two envoys all day."),
    )
    return group.format("".join(item.format(*one) for one in told))


@pytest.mark.parametrize(
    ("item", "group"),
    [
        (
            '<li><a href="{0}" rel="bookmark">{1}</a> <small>{2}</small></li>',
            "<div class='yarpp yarpp-related'><h3>Verwandte Texte:</h3><ol>{}</ol></div>",
        ),
        (
            '<li><a href="{0}" class="crp_link"><span>{1}</span></a><span> {2}</span></li>',
            '<div class="crp_related"><h3>Ещё об этом</h3><ul>{}</ul></div>',
        ),
        (
            '<article><div class="entry"><h3><a href="{0}">{1}</a></h3><p>{2}</p></div></article>',
            '<div class="wp-block-newspack-blocks-homepage-articles"><div>{}</div></div>',
        ),
        (
            '<li class="wp-block-post"><h3><a href="{0}">{1}</a></h3><p>{2}</p></li>',
            (
                '<h2 class="wp-block-heading">関連記事</h2>'
                '<div class="wp-block-query"><ul class="wp-block-post-template">{}</ul></div>'
            ),
        ),
    ],
)
def test_entries_of_other_columns_are_no_text(item: str, group: str) -> None:
    assert body_with(entries(item, group)) == f"{TEXT}\n\n{MORE}"


def test_a_list_that_an_editor_wrote_stays() -> None:
    items = entries('<li><a href="{0}">{1}</a>: {2}</li>')
    assert "between the two envoys" in body_with(f'<ul class="wp-block-list">{items}</ul>')


def test_entries_that_lead_to_other_sites_stay() -> None:
    items = entries('<div class="press"><a href="https://dunlin.example{0}">{1}</a> {2}</div>')
    assert "between the two envoys" in body_with(f'<div class="press-review">{items}</div>')


def test_entries_before_the_text_has_ended_stay() -> None:
    items = entries('<div class="step"><a href="{0}">{1}</a> {2}</div>')
    last = "So the lamps went out one by one, as the ministry had feared they might."
    assert last in body_with(f'<div class="steps">{items}</div><p>{last}</p>')


@pytest.mark.parametrize(
    "box",
    [
        (
            '<div class="saboxplugin-wrap"><img src="/a.png"><div class="saboxplugin-authorname">'
            '<a href="/author/ada/" rel="author"><span>Ada Quay</span></a></div>'
            "<div class='saboxplugin-desc'><p>Ada Quay schreibt für die Revue.</p></div></div>"
        ),
        (
            '<div class="wp-block-post-author"><div><img src="/a.png"></div><div><p>Escrito por</p>'
            "<p>Ada Quay</p><p>Ada Quay escribe para la Revista.</p></div></div>"
        ),
        (
            '<div class="abh_box"><section><div><a href="/author/ada/">Ada Quay</a></div>'
            "<div>Ada Quay пишет для журнала.</div></section></div>"
        ),
        (
            '<div class="lower"><img src="/a.png"><a href="/author/ada/">Ada Quay</a>'
            "<p>Keeps the lamps of the outer quay, and counts them.</p></div>"
        ),
    ],
)
def test_a_box_on_the_author_is_no_text(box: str) -> None:
    assert body_with(box) == f"{TEXT}\n\n{MORE}"


def test_a_line_on_the_author_that_an_editor_wrote_stays() -> None:
    assert "mapmaker" in body_with("<p><em>Ada Quay is a mapmaker on the outer quay.</em></p>")


FORM = '<form action="/subscribe" method="post"><input type="email" name="email"></form>'


@pytest.mark.parametrize(
    "box",
    [
        (
            '<div class="wp-block-group"><hr><h3>Entdecke mehr</h3>'
            f"<p>Melde dich an, um Beiträge zu erhalten.</p><div>{FORM}</div></div>"
        ),
        f'<div class="newsletter-pitch"><p>購読すると最新の投稿が届きます。</p>{FORM}</div>',
    ],
)
def test_a_form_with_its_pitch_is_no_text(box: str) -> None:
    assert body_with(box) == f"{TEXT}\n\n{MORE}"


def test_text_beside_a_form_stays() -> None:
    last = "So the lamps went out one by one, as the ministry had feared they might."
    assert last in body_with(f"<div><p>{MORE}</p><p>{last}</p>{FORM}</div>")
