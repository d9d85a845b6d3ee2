# ruff: noqa: E501
"""Lists of pages that are the column, or its own: digests, glossaries, sources, questions; and
answers, letters and notes at its foot that look like boxes of a plugin."""

from collections.abc import Callable

import pytest

from crawler.extraction import extract_article

TITLE = "Three Boats and a Slate"
TEXTS = {
    "en": (
        "The pilots of the upper sound have agreed on a single timetable, and the harbour is quiet again.",
        "Nobody on the other bank has read it yet, for the printer there is still waiting for his ink.",
        "What they will read is short: three boats a day, and one more on the day of the market.",
        "The ministry in the capital has said nothing, which the captains read as consent.",
        "In the customs house the old ledger lies open at the page of the last treaty.",
    ),
    "zh": (
        "上游海峡的引水员已就统一的时刻表达成一致，港口重新恢复了平静，书记员如此说道。",
        "对岸至今无人读到它，因为那里的印刷工还在等墨水和第二位书记员的到来。",
        "他们将读到的内容很短：每天三班船，集市日再加一班，如果冰层允许的话。",
        "首都的部委一言不发，船长们把这视为同意，寡妇们却把它当作警告来读。",
        "海关大楼里旧账本摊开在上次条约的那一页，有人在里面夹了一朵干花。",
    ),
    "ar": (
        "اتفق مرشدو المضيق الأعلى على جدول زمني واحد، وعاد الهدوء إلى الميناء كما يقول الكاتب.",
        "لم يقرأه أحد على الضفة الأخرى بعد، لأن الطابع هناك لا يزال ينتظر الحبر وكاتباً ثانياً.",
        "ما سيقرؤونه قصير: ثلاثة قوارب في اليوم، وقارب آخر في يوم السوق إذا سمح الجليد.",
        "لم تقل الوزارة في العاصمة شيئاً، وهو ما يقرؤه القباطنة على أنه موافقة.",
        "في دار الجمارك يرقد الدفتر القديم مفتوحاً على صفحة المعاهدة الأخيرة.",
    ),
}
EN = TEXTS["en"]


def p(*paragraphs: str) -> str:
    return "".join(f"<p>{text}</p>" for text in paragraphs)


def body(inner: str, language: str = "en", author: str = "") -> str:
    page = (
        f'<html lang="{language}"><head><title>{TITLE}</title><meta property="og:title" '
        f'content="{TITLE}">{author}</head><body><main><article class="post"><h1>{TITLE}</h1>'
        f'<div class="entry-content">{inner}</div></article></main></body></html>'
    )
    return extract_article(page, "https://sound.example/2026/05/01/boats/").body


def listed(item: str, group: str) -> Callable[[tuple[str, ...]], str]:
    def drawn(texts: tuple[str, ...]) -> str:
        return group.format("".join(item.format(n, text) for n, text in enumerate(texts, 1)))

    return drawn


LISTS = {
    "digest": listed(
        '<li><a href="/2026/0{0}/fog/">Fog {0}</a> {1}</li>',
        '<div class="links"><ul class="reading-list">{}</ul></div>',
    ),
    "timeline": listed(
        '<div class="event"><a href="/2019/0{0}/x/">{0} May 2019</a> {1}</div>',
        '<div class="timeline">{}</div>',
    ),
    "glossary": listed(
        '<div class="term"><a href="/glossary/{0}/">Slate {0}</a>: {1}</div>',
        '<div class="glossary">{}</div>',
    ),
    "sources": listed(
        '<li id="fn{0}"><a href="/archive/{0}/">{0}/26</a> {1}</li>',
        '<ol class="footnotes">{}</ol>',
    ),
    "letters": listed(
        '<div class="letter"><a href="/2026/04/{0}/">On the boats {0}</a><p>{1}</p></div>',
        '<div class="letters">{}</div>',
    ),
}


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("name", LISTS)
def test_lists_that_an_editor_wrote_at_the_foot_stay(name: str, language: str) -> None:
    texts = TEXTS[language]
    found = body(p(texts[0]) + LISTS[name](texts[1:]), language)
    assert all(text in found for text in texts)


@pytest.mark.parametrize("language", TEXTS)
def test_a_digest_with_days_that_is_longer_than_its_opening_stays(language: str) -> None:
    texts = TEXTS[language]
    items = listed(
        '<div class="item"><h3><a href="/2026/04/{0}/">Boat {0}</a></h3><p>{1}</p><p>2026-04-0{0}</p></div>',
        "{}",
    )
    found = body(p(texts[0]) + items(texts[1:]), language)
    assert all(text in found for text in texts)


def test_the_columns_of_a_year_under_a_heading_stay() -> None:
    items = listed(
        '<div class="item"><h3><a href="/2026/04/{0}/">Boat {0}</a></h3><p>{1}</p></div>',
        "<h2>Read also</h2>{}",
    )
    found = body(p(EN[0]) + items(EN[1:]))
    assert all(text in found for text in EN)


def test_a_list_that_the_text_leads_to_stays() -> None:
    items = listed(
        '<article class="pick"><h3><a href="/2026/04/{0}/">Boat {0}</a></h3><p>{1}</p></article>',
        '<div class="picks">{}</div>',
    )
    found = body(p(EN[0], "These are the four that our readers sent back:") + items(EN[1:]))
    assert all(text in found for text in EN)


ADA = '<meta name="author" content="Ada Quay">'


@pytest.mark.parametrize(
    "box",
    [
        '<div class="answer"><img src="/a.jpg"><p>Ada Quay:</p><p>{}</p></div>',
        '<div class="afterword"><p>{}</p><img src="/sign.png"><p>Ada Quay</p></div>',
        '<div class="verdict"><p>By Ada Quay</p><p>{}</p><a href="/author/ada">more</a></div>',
    ],
)
def test_what_an_author_says_beside_a_picture_stays(box: str) -> None:
    found = body(p(*EN[:2]) + box.format(EN[2]), author=ADA)
    assert all(text in found for text in EN[:3])


def test_what_is_asked_of_a_reader_above_a_form_stays() -> None:
    form = '<form action="/petition"><input type="email"><input type="submit"></form>'
    box = f'<div class="act"><h3>Write to the captains</h3><p>{EN[3]}</p>{form}</div>'
    assert EN[3] in body(p(*EN[:3]) + box)


def test_the_end_of_a_column_in_a_box_for_a_pitch_stays() -> None:
    pitch = '<div class="cta"><a href="/subscribe">Subscribe</a><p>Subscribe now</p><p><a href="/login">Log in</a></p>'
    before = (f"{text} It is said so on both banks, and nobody has denied it." for text in EN)
    behind = [
        f"Long ago it was otherwise, and very few remember it now. {text}" for text in EN[::-1]
    ]
    found = body(p(*before) + pitch + p(*behind[1:]))
    assert all(text in found for text in behind[1:])
