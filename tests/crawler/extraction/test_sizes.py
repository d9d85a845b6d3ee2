"""Thresholds that count prose measure Chinese, Japanese and Korean as they do English."""

import pytest

from archive.model.records import Article
from crawler.extraction import extract_article
from crawler.extraction.metadata.headlines.vicinity import is_prose

URL = "https://example.org/2019/05/the-envoy/"
SENTENCES = {
    "zh": "两国代表团第三次在旧海关大楼会晤，又第三次在没有联合声明的情况下从不同的门离开。",
    "ja": "両国の代表団は港の古い税関で三度目の会談を開き、声明を出さずに別々の門から去った。",
    "ko": "두 나라 대표단은 옛 세관에서 세 번째로 만났지만 공동 성명 없이 서로 다른 문으로 떠났다.",
}
each_language = pytest.mark.parametrize("language", SENTENCES)


def read(body: str, head: str = "") -> Article:
    return extract_article(f"<head>{head}</head><body>{body}</body>", URL)


def paragraphs(language: str, number: int) -> str:
    return "".join(f"<p>{at}. {SENTENCES[language]}</p>" for at in range(number))


@each_language
def test_a_whole_column_behind_a_paywall_is_a_column(language: str) -> None:
    head = '<script type="application/ld+json">{"isAccessibleForFree": false}</script>'
    assert read(f"<article><h1>X</h1>{paragraphs(language, 8)}", head).page_kind == "column"
    assert read(f"<article><h1>X</h1>{paragraphs(language, 2)}", head).page_kind == "paywall"


@each_language
def test_a_column_in_a_box_named_like_share_buttons_is_kept(language: str) -> None:
    column = f"<article><h1>X</h1><div class='sharedaddy'>{paragraphs(language, 6)}</div></article>"
    assert read(column).body.count("3. ") == 1


@each_language
def test_a_paragraph_with_line_breaks_is_no_verse(language: str) -> None:
    lines = "<br>".join([SENTENCES[language]] * 4)
    (block,) = read(f"<article><p>{lines}</p></article>").blocks
    assert block.kind == "paragraph"


def test_short_lines_are_verse() -> None:
    (block,) = read("<article><p>两国的船在雾中相认<br>灯塔不问旗的颜色<br>潮水各自回家</p>").blocks
    assert block.kind == "verse"


@pytest.mark.parametrize("language", ["zh", "ja"])
def test_a_sentence_without_spaces_is_prose(language: str) -> None:
    assert is_prose(SENTENCES[language])
    assert is_prose(f"「{SENTENCES[language]}」")


@pytest.mark.parametrize(
    "line", ["林晓雯", "记者林晓雯报道。", "2019年5月3日 10時15分", "東京 岸本遥"]
)
def test_a_byline_or_date_without_spaces_is_no_prose(line: str) -> None:
    assert not is_prose(line)


@each_language
def test_a_short_pull_quote_is_left_out(language: str) -> None:
    quote = SENTENCES[language][:16].rstrip()
    article = read(
        f"<article>{paragraphs(language, 3)}<blockquote><p>{quote}</p></blockquote>"
        f"{paragraphs(language, 3)}</article>"
    )
    assert quote not in [block.text for block in article.blocks]
