"""Lists of other columns under a column, drawn by plugins known and unknown."""

import pytest

from crawler.extraction import extract_article
from crawler.extraction.chrome import related_boxes
from crawler.extraction.chrome.related_boxes import MOST_LISTS, find_related
from crawler.extraction.chrome.taken import Taken, taken_of
from crawler.extraction.markup.page import parse
from crawler.extraction.markup.segmenter import segment_page

TEXTS = {
    "en": ("The lamp on the reef is lit again, and nobody on either coast has said a word of it.",),
    "ko": ("등대는 다시 켜졌고 양쪽 해안의 누구도 말하지 않았다.", "봄이 오면 기름값을 나눈다."),
    "ja": ("灯台は再び灯ったが、両岸の誰も何も言わなかった。", "春には油代を分け合う。"),
    "zh": ("灯塔又亮了，两岸没有人说一句话。", "春天他们分摊油钱。"),
}
EXCERPTS = {
    "en": "Last autumn the meeting in the harbour ended at its third door, and the captains […]",
    "ko": "작년 가을 항구의 회의는 세 번째 문에서 끝났고 아무도 성명을 남기지 않았다 […]",
    "ja": "昨年の秋、港での会議は三番目の扉で終わり、誰も声明を残さなかった。船長たちは…",
    "zh": "去年秋天港口的会议在第三扇门前结束，没有人留下声明。船长们彼此知道名字……",
}
HEADINGS = {
    "en": "You might also like",
    "ko": "함께 보면 좋은 글",
    "ja": "関連記事",
    "zh": "相关阅读",
}
TITLE = "The Lamp on the Reef"


def read(language: str, box: str) -> tuple[list[str], list[tuple[str, str]]]:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in TEXTS[language])
    page = (
        f'<html lang="{language}"><head><title>{TITLE}</title></head><body><main><article>'
        f'<h1>{TITLE}</h1><div class="entry-content">{text}{box}</div></article></main></body>'
    )
    article = extract_article(page, "https://reef.example/2022/lamp/")
    return [block.text for block in article.blocks], [(c.kind, c.text) for c in article.chrome]


def item(language: str, number: int, *, host: str = "", date: str = "") -> str:
    href = f"{host}/2021/boat-{number}/"
    return (
        f'<a href="{href}"><img src="/b.jpg" alt=""></a><h3><a href="{href}">Boat {number} is '
        f"late</a></h3><p>{EXCERPTS[language]}</p>{date}"
    )


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize(
    "heading", ["{}", "<h2>{}</h2>", "<div class='head'><span>{}</span></div>"]
)
@pytest.mark.parametrize("wrap", ["<section>{}{}</section>", "{}<div class='grid-x'>{}</div>"])
def test_a_list_of_other_columns_is_known_by_its_structure(
    language: str, heading: str, wrap: str
) -> None:
    items = "".join(f'<div class="cell-{n}">{item(language, n)}</div>' for n in (1, 2, 3))
    label = "" if heading == "{}" else heading.format(HEADINGS[language])
    texts, chrome = read(language, wrap.format(label, items))
    assert texts == [*TEXTS[language]]
    assert any(kind == "related" and EXCERPTS[language] in text for kind, text in chrome)


@pytest.mark.parametrize("language", TEXTS)
def test_jetpacks_related_posts_are_taken_whatever_their_excerpts_are_long(language: str) -> None:
    long = EXCERPTS[language] * 12
    posts = "".join(
        f'<div class="jp-relatedposts-post jp-relatedposts-post{n}" data-post-id="{n}">'
        f'<h4 class="jp-relatedposts-post-title"><a class="jp-relatedposts-post-a" '
        f'href="/2021/boat-{n}/">Boat {n}</a></h4><p class="jp-relatedposts-post-excerpt">{long}'
        f'</p><p class="jp-relatedposts-post-date">2021-05-0{n}</p>'
        f'<p class="jp-relatedposts-post-context">In "Foreign Affairs"</p></div>'
        for n in (1, 2, 3)
    )
    box = (
        f'<div id="jp-relatedposts" class="jp-relatedposts"><h3 class="jp-relatedposts-headline">'
        f'<em>Related</em></h3><div class="jp-relatedposts-items">{posts}</div></div>'
    )
    texts, chrome = read(language, box)
    assert texts == [*TEXTS[language]]
    assert any(kind == "related" and "Boat 3" in text for kind, text in chrome)


PARAGRAPH = (
    "A whole paragraph on the boat, on what it carried, and on who was waiting for it there."
)


BOOK = '<div class="book">{}</div>'
LINKED = '<h3><a href="{}boat-{}/">Boat</a></h3><p>{}</p>'


@pytest.mark.parametrize(
    "box",
    [
        "".join(BOOK.format(item("en", n, host="https://shop.example")) for n in (1, 2)),
        "".join(LINKED.format("/2021/", n, PARAGRAPH) for n in (1, 2)),
        "".join(BOOK.format(LINKED.format("#", n, PARAGRAPH)) for n in (1, 2)),
        "".join(BOOK.format(LINKED.format("/2021/", n, PARAGRAPH)) for n in (1, 2)),
        f'<ul><li><a href="/2021/boat-1/">Boat 1</a>: {PARAGRAPH}</li><li>{PARAGRAPH}</li></ul>',
    ],
)
def test_what_a_column_says_of_other_pages_is_its_text(box: str) -> None:
    _, chrome = read("en", box)
    assert not [text for kind, text in chrome if kind == "related"]


def test_of_very_many_lists_the_first_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []

    def led_to(_: Taken, at: int) -> bool:
        looked_at.append(at)
        return True

    monkeypatch.setattr(related_boxes, "are_led_to", led_to)
    item = '<div class="i"><a href="/{0}/{1}">A bridge of {1}</a> 3 May 2024</div>'
    lists = "".join(
        f"<p>These lead to one another:</p><div>{item.format('a', n)}{item.format('b', n)}</div>"
        for n in range(MOST_LISTS + 50)
    )
    page = parse(
        f"<h1>Bridges</h1><p>They are counted twice a year.</p>{lists}", "https://a.example/"
    )
    find_related(taken_of(page, segment_page(page, (), {}).segments))
    assert len(looked_at) == MOST_LISTS
