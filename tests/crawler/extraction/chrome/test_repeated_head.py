"""The headline and the standfirst that stand in the text once more."""

import pytest

from crawler.extraction import extract_article

TITLE = "The Pilots of the Upper Sound"
DECK = "Three boats a day, and a fourth one that nobody in either council speaks about."
PARAGRAPHS = (
    "The pilots of the upper sound have agreed on a single timetable, and the harbour is quiet.",
    "Nobody on the other bank has read it yet, for the printer there is still waiting for ink.",
    "What they will read is short: three boats a day, and one more on the day of the market.",
)


def texts(head: str, *inner: str, title: str = TITLE) -> list[str]:
    page = (
        f'<html><head><title>{title}</title><meta property="og:title" content="{title}"></head>'
        f"<body><main><article><header><h1>{title}</h1>{head}</header>"
        f'<div class="entry-content">{"".join(inner)}</div></article></main></body></html>'
    )
    return [block.text for block in extract_article(page, "https://sound.example/a").blocks]


def p(*paragraphs: str) -> str:
    return "".join(f"<p>{text}</p>" for text in paragraphs)


@pytest.mark.parametrize(
    "again",
    [
        f"<h1>{TITLE}</h1>",
        f'<h2 class="print-title">{TITLE}</h2>',
        f"<p><strong>{TITLE}.</strong></p>",
        f"<p>{TITLE.upper()}</p>",
        f"<div>“{TITLE}”</div>",
        f"<h4>Abroad</h4><h1>{TITLE}</h1><h5>in the harbour</h5>",
    ],
)
def test_a_headline_printed_again_before_the_text_is_no_text(again: str) -> None:
    kept = [text for text in texts("", again, p(*PARAGRAPHS)) if "harbour" not in text[:16]]
    assert [text for text in kept if text != "Abroad"] == [*PARAGRAPHS]


def test_a_print_view_has_its_kicker_and_its_authors_place_in_headings() -> None:
    head = (
        f"<h1>{TITLE}</h1><h3>Abroad</h3><h1>{TITLE}</h1><h2>{DECK}</h2><h5>in the north port</h5>"
    )
    found = texts("", head, p(*PARAGRAPHS))
    assert found == [DECK, *PARAGRAPHS]


def test_a_crosshead_under_the_headline_printed_again_stays() -> None:
    inner = f"<h1>{TITLE}</h1><h2>{DECK}</h2><h3>Before</h3>{p(PARAGRAPHS[0])}<h3>After</h3>"
    assert texts("", inner, p(*PARAGRAPHS[1:])) == [
        DECK, "Before", PARAGRAPHS[0], "After", *PARAGRAPHS[1:]
    ]  # fmt: skip


def test_a_refrain_and_a_crosshead_may_say_what_the_headline_says() -> None:
    refrain = "Never without a lamp!"
    inner = (p(*PARAGRAPHS[:2]), f"<h2>{refrain}</h2>", p(PARAGRAPHS[2], refrain))
    found = texts("", *inner, title=refrain)
    assert found.count(refrain) == 2


def test_a_post_that_says_no_more_than_its_headline_keeps_it() -> None:
    title = "The lamp on the reef is lit again"
    assert texts("", p(f"{title}."), title=title) == [f"{title}."]


def test_a_standfirst_is_printed_once() -> None:
    found = texts(f'<p class="standfirst">{DECK}</p>', f"<p><b>{DECK}</b></p>", p(*PARAGRAPHS))
    assert found.count(DECK) <= 1
    assert found[-3:] == [*PARAGRAPHS]


@pytest.mark.parametrize("above", ["h2", "h3"])
def test_a_first_part_that_is_called_like_the_whole_keeps_its_headings(above: str) -> None:
    guide = f"<{above}>What to Know of the Boats</{above}><h3>{TITLE}</h3>"
    found = texts("", guide, p(PARAGRAPHS[0]), "<h3>Before</h3>", p(*PARAGRAPHS[1:]))
    assert found[:2] == ["What to Know of the Boats", TITLE]
