"""Boxes that a reader does not see: what goes, and what a script would show and so stays."""

import pytest

from archive.model.records import Article
from crawler.extraction import extract_article

PARAGRAPHS = (
    "The pilots of the upper sound have agreed on a single timetable, and the harbour is quiet.",
    "Nobody on the other bank has read it yet, for the printer there is still waiting for ink.",
    "What they will read is short: three boats a day, and one more on the day of the market.",
    "The fourth boat is the one that both councils had promised not to speak about in public.",
)
DECOY = "This copy was made by a machine in the cellar, and the cellar asks you to send it back."
FORM = "Please give the address of your account, and we shall send you a link to a new password."


def read(*parts: str, head: str = "") -> Article:
    return extract_article(
        f"<html><head><title>Three Boats</title>{head}</head><body><main><article>"
        f"<h1>Three Boats</h1>{''.join(parts)}</article></main></body></html>",
        "https://sound.example/three-boats",
    )


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks]


def p(*paragraphs: str) -> str:
    return "".join(f"<p>{text}</p>" for text in paragraphs)


@pytest.mark.parametrize(
    "hiding",
    [
        'style="display:none"',
        'style="visibility: hidden"',
        "hidden",
        'hidden=""',
        'style="position:absolute; left:-9999px"',
        'style="position:absolute;top:-200em"',
        'style="position:absolute;clip:rect(1px,1px,1px,1px);height:1px;overflow:hidden"',
        'style="position:absolute;clip-path:inset(50%)"',
        'style="text-indent:-9999px"',
        'style="height:0;opacity:0;"',
        'style="max-height:0px;overflow:hidden"',
        'style="font-size:0"',
        'aria-hidden="true"',
        'class="note hidden"',
        'class="screen-reader-text"',
        'role="dialog"',
        'aria-modal="true"',
        'class="copy-guard"',
        'id="guard"',
    ],
)
@pytest.mark.parametrize("tag", ["p", "div"])
def test_what_a_reader_does_not_see_is_no_text_of_the_column(hiding: str, tag: str) -> None:
    sheet = "<style>a{color:red} .copy-guard, #guard { display : none }</style>"
    box = f"<{tag} {hiding}>{DECOY if tag == 'p' else p(DECOY)}</{tag}>"
    article = read(p(*PARAGRAPHS[:2]), box, p(*PARAGRAPHS[2:]), head=sheet)
    assert texts(article) == [*PARAGRAPHS]
    assert [(c.kind, c.text) for c in article.chrome if DECOY in c.text] == [("hidden", DECOY)]


@pytest.mark.parametrize(
    "head",
    [
        "<style>@media print { .aside { display:none } }</style>",
        "<style>.js .aside { display:none }</style>",
        "<style>.aside{display:none} .open .aside{display:block}</style>",
        "<style>.aside{color:red}</style>",
    ],
)
def test_a_sheet_that_may_show_a_box_hides_nothing(head: str) -> None:
    article = read(p(*PARAGRAPHS[:2]), f'<div class="aside">{p(PARAGRAPHS[2])}</div>', head=head)
    assert texts(article) == [*PARAGRAPHS[:3]]


@pytest.mark.parametrize(
    "names", ["hidden md:block", "d-none d-lg-block", "hide show", "sr-only sr-only-focusable"]
)
def test_what_larger_screens_show_stays(names: str) -> None:
    article = read(p(*PARAGRAPHS[:2]), f'<div class="{names}">{p(PARAGRAPHS[2])}</div>')
    assert texts(article) == [*PARAGRAPHS[:3]]


@pytest.mark.parametrize(
    "hiding",
    [
        "hidden",
        'style="display:none"',
        'style="visibility:hidden"',
        'class="hidden"',
        'aria-hidden="true"',
        'id="S:0" hidden',
        'class="content" role="dialog"',
    ],
)
def test_a_column_that_only_a_script_shows_is_kept(hiding: str) -> None:
    article = read(f"<div {hiding}>{p(*PARAGRAPHS)}</div>")
    assert texts(article) == [*PARAGRAPHS]


def test_paragraphs_that_a_script_shows_one_by_one_are_kept() -> None:
    article = read(*(f"<p hidden>{text}</p>" for text in PARAGRAPHS))
    assert texts(article) == [*PARAGRAPHS]


def test_what_is_hidden_in_a_column_that_a_script_shows_is_none_of_it() -> None:
    box = f'<div style="display:none">{p(DECOY)}</div>'
    article = read(f"<div hidden>{p(*PARAGRAPHS)}{box}</div>")
    assert texts(article) == [*PARAGRAPHS]


@pytest.mark.parametrize(
    "before",
    [
        "<h2><button aria-expanded=false>Who sails it?</button></h2>",
        '<h2><a href="#answer">Who sails it?</a></h2>',
        '<h2 onclick="open()">Who sails it?</h2>',
    ],
)
def test_the_answer_under_a_question_is_kept(before: str) -> None:
    answer = f'<div id="answer" style="display:none">{p(PARAGRAPHS[3])}</div>'
    article = read(p(*PARAGRAPHS[:3]), before, answer)
    assert texts(article)[-1] == PARAGRAPHS[3]


def test_the_rest_behind_a_button_is_kept() -> None:
    rest = f'<div style="display:none">{p(*PARAGRAPHS[2:])}</div>'
    article = read(p(*PARAGRAPHS[:2]), rest, "<button>Read on</button>")
    assert texts(article) == [*PARAGRAPHS]


def test_the_rest_of_a_column_that_is_longer_than_its_teaser_is_kept() -> None:
    rest = f'<div class="rest" style="display:none">{p(*PARAGRAPHS, *PARAGRAPHS[::-1])}</div>'
    article = read(p("A short teaser on the three boats, and on what became of the fourth."), rest)
    assert PARAGRAPHS[3] in texts(article)


@pytest.mark.parametrize(
    "field", ['<input type="email">', "<p>{* signInEmailAddress *}</p>", "<p>{{ user.name }}</p>"]
)
def test_a_hidden_form_is_no_folded_part_of_a_column(field: str) -> None:
    form = f'<div style="display:none">{p(FORM)}{field}</div>'
    article = read(p(*PARAGRAPHS), "<button>Sign in</button>", form)
    assert texts(article) == [*PARAGRAPHS]


@pytest.mark.parametrize(
    "hiding",
    ['style="position:absolute;left:-999em"', 'class="sr-only"', 'class="visually-hidden"'],
)
def test_words_for_screen_readers_are_no_words_of_a_sentence(hiding: str) -> None:
    sentence = f'See <a href="/log">the log<span {hiding}> (opens a new window)</span></a> of 1987.'
    article = read(p(*PARAGRAPHS, sentence))
    assert texts(article)[-1] == "See the log of 1987."
