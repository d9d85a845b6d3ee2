"""Other columns below the column: the text of endless pages, and what only looks like it."""

import pytest

from archive.model.records import Article
from crawler.extraction import extract_article

TITLE, OTHER = "The Pilots of the Upper Sound", "A Lamp for the Reef"
OWN = (
    "The pilots of the upper sound have agreed on a single timetable, and the harbour is quiet.",
    "Nobody on the other bank has read it yet, for the printer there is still waiting for ink.",
    "What they will read is short: three boats a day, and one more on the day of the market.",
)
FOREIGN = (
    "The lamp on the reef has been out since the autumn, and three councils are to blame for it.",
    "A fourth one was founded in order to find out which of the three has mislaid the matches.",
    "It has met twice, both times by daylight, and has so far seen no reason to buy any of them.",
)


def p(paragraphs: tuple[str, ...]) -> str:
    return "".join(f"<p>{text}</p>" for text in paragraphs)


def read(markup: str, head: str = "") -> Article:
    return extract_article(
        f'<html><head><title>{TITLE} - The Sound</title><meta property="og:title" '
        f'content="{TITLE}">{head}</head><body><main>{markup}</main></body></html>',
        "https://sound.example/pilots",
    )


def byline(name: str, day: str) -> str:
    return f'<p class="byline">By <a rel="author" href="/a">{name}</a> <time datetime="{day}">{day}</time></p>'  # noqa: E501


def one(tag: str, title: str, text: tuple[str, ...], name: str, day: str, box: str) -> str:
    end = box.split()[0]
    return f'<{box}><{tag} class="title">{title}</{tag}>{byline(name, day)}<div>{p(text)}</div></{end}>'  # noqa: E501


BOXES = ('article class="story"', 'div class="story post-12"', 'section class="entry"', "article")
BESIDE, BELOW = "{0}{1}", "{0}<div class='more'>{1}</div>"
SECOND = (
    *(("h1", box, BESIDE) for box in BOXES),
    *(("h2", box, BESIDE) for box in BOXES if box != "article"),  # there it may be a crosshead
    *(("h1", box, BELOW) for box in BOXES if box.startswith("article")),
)
"""Tag of both headlines, box of both columns, and where the second stands."""


@pytest.mark.parametrize(("tag", "box", "wrap"), SECOND)
def test_a_second_column_goes_with_its_headline_and_fields(tag: str, box: str, wrap: str) -> None:
    first = one(tag, TITLE, OWN, "Ilse Marrow", "2024-05-03", box)
    second = one(tag, OTHER, FOREIGN, "Jonas Wrack", "2024-05-04", box)
    article = read(wrap.format(first, second))
    assert [block.text for block in article.blocks] == [*OWN]
    assert (article.title, article.authors) == (TITLE, ("Ilse Marrow",))
    assert str(article.published).startswith("2024-05-03")
    others = [c for c in article.chrome if c.kind == "other-column"]
    assert [c.rule for c in others] == ["other-column: second headline"]
    assert FOREIGN[2] in others[0].text


def test_a_second_column_goes_where_the_first_headline_stands_above_the_article() -> None:
    first = f"<header><h1>{TITLE}</h1></header><article>{p(OWN)}</article>"
    day = '<time datetime="2024-05-04T10:15">4 May 2024</time>'
    second = f"<article><h1>{OTHER}</h1>{day}{p(FOREIGN)}</article>"
    article = read(first + second)
    assert [block.text for block in article.blocks] == [*OWN]


def test_a_day_below_a_standfirst_and_a_caption_is_that_of_the_headline() -> None:
    first = f"<article><h1>{TITLE}</h1>{p(OWN)}</article>"
    deck = f"<h2>{FOREIGN[0]} {FOREIGN[1]}</h2><figure><figcaption>{OWN[1]} {OWN[2]}</figcaption>"
    day = '</figure><div class="datePublished">04.05.2024 - 10:15</div>'
    second = f"<article><h1>{OTHER}</h1>{deck}{day}{p(FOREIGN)}</article>"
    article = read(f'{first}<div class="under">{second}</div>')
    assert [block.text for block in article.blocks] == [*OWN]


def test_a_second_column_without_a_day_goes_where_all_its_names_are_those_of_the_first() -> None:
    story = '<article class="story" id="{}"><h1 class="main-title">{}</h1>{}</article>'
    first, second = story.format(1, TITLE, p(OWN)), story.format(2, OTHER, p(FOREIGN))
    article = read(f'{first}<div class="below">{second}</div>')
    assert [block.text for block in article.blocks] == [*OWN]


def kept(markup: str, head: str = "") -> bool:
    return not [c for c in read(markup, head).chrome if c.kind == "other-column"]


PARTS = {
    "chapters": ("article", "", "<article><h1>{0}</h1>{1}</article>"),
    "questions": (
        'article class="faq"',
        ' class="q"',
        '<article class="faq"><h1 class="q">{0}?</h1>{1}</article>',
    ),
    "a debate": (
        "article",
        "",
        '<article><h1>{0}</h1><p class="byline"><a rel="author" href="/a">Jo</a></p>{1}</article>',
    ),
    "hours": (
        "article",
        "",
        '<article><h1>{0}</h1><time datetime="2024-05-03T10:15">10:15 Uhr</time>{1}</article>',
    ),
    "years": (
        'section class="part"',
        ' class="t"',
        '<section class="part"><h1 class="t">{0}</h1><p>It was <time>1953</time>.</p>{1}</section>',
    ),
    "quoted": (
        'section class="part"',
        ' class="t"',
        '<section class="part"><h1 class="t">{0}</h1>{1}<q><cite class="author">A</cite></q></section>',  # noqa: E501
    ),
    "a translation": ("article", "", '<article lang="nb"><h1>{0}</h1>{1}</article>'),
}
"""Box of the first headline, its names, and the boxes of the parts after it."""


@pytest.mark.parametrize("name", PARTS)
def test_parts_with_headings_like_the_headline_stay(name: str) -> None:
    box, names, part = PARTS[name]
    first = f"<{box}><h1{names}>{TITLE}</h1>{p(OWN)}</{box.split()[0]}>"
    second = tuple(text.replace("lamp", "bell").replace("councils", "bells") for text in FOREIGN)
    article = read(first + part.format(OTHER, p(FOREIGN)) + part.format("The bells", p(second)))
    assert {*OWN, *FOREIGN} <= {block.text for block in article.blocks}


def test_days_of_a_diary_stay() -> None:
    part = '<section class="p"><h2 class="t">{}</h2>{}</section>'
    day = f'<time datetime="2024-05-03">3 May</time>{p(FOREIGN)}'
    article = read(part.format(TITLE, p(OWN)) + part.format(OTHER, day))
    assert [block.text for block in article.blocks][-len(FOREIGN) :] == [*FOREIGN]


def test_parts_of_one_column_stay() -> None:
    parts = "".join(
        f'<article class="part"><{tag}>{title}</{tag}>{p(text)}</article>'
        for tag, title, text in (
            ("h1", TITLE, OWN),
            ("h2", "Before", FOREIGN),
            ("h2", "After", OWN),
        )
    )
    assert kept(parts)


@pytest.mark.parametrize("part", ["II.", "Part 2", "Teil 2: Der Hafen", "3) The harbour"])
def test_numbered_parts_with_headings_of_the_first_level_stay(part: str) -> None:
    first = f"<article><h1>{TITLE}</h1>{p(OWN)}</article>"
    assert kept(f"{first}<article><h1>{part}</h1>{p(FOREIGN)}</article>")


def test_entries_of_a_ticker_stay() -> None:
    entry = f'<article class="entry"><h1>10:15 A boat</h1>{p(FOREIGN)}</article>'
    assert kept(f"<article><h1>{TITLE}</h1>{p(OWN)}{entry * 3}</article>")
    live = '<script type="application/ld+json">{"@type":"LiveBlogPosting"}</script>'
    assert kept(f"<article><h1>{TITLE}</h1>{p(OWN)}</article>{entry * 3}", live)


def test_chapters_with_headings_of_the_first_level_in_one_article_stay() -> None:
    chapters = f"<section><h1>The harbour</h1>{p(FOREIGN)}</section>" * 2
    assert kept(f"<article><h1>{TITLE}</h1>{p(OWN)}{chapters}</article>")


def test_a_column_below_the_name_of_its_section_stays() -> None:
    markup = f"<h1>{TITLE}</h1><article><h1>{OTHER}</h1>{p(FOREIGN)}</article>"
    assert kept(markup)


def test_a_list_of_columns_stays_one() -> None:
    posts = "".join(
        f'<article class="post"><h2><a href="/{n}">Boat number {n}</a></h2>{p(FOREIGN)}</article>'
        for n in range(6)
    )
    article = extract_article(
        f"<html><head><title>The Sound</title></head><body><main>{posts}</main></body></html>",
        "https://sound.example/",
    )
    assert not [c for c in article.chrome if c.kind == "other-column"]
    assert article.page_kind == "listing"
