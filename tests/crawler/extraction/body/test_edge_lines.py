"""Buttons and the author's name at either end of a text are none of it."""

import pytest

from crawler.extraction import extract_article

URL = "https://harbour.example/2021/03/ferry/"
SENTENCE = "The ferry came in late, with two envoys on it and no treaty, and nobody asked why. "
TEXT = "".join(f"<p>{at}. {SENTENCE * 2}</p>" for at in range(3))
BODY = "\n\n".join(f"{at}. {SENTENCE * 2}".strip() for at in range(3))
HEAD = (
    "<title>The ferry</title><meta name=author content='Ines Prow'>"
    "<meta property='og:type' content='article'>"
)


def body_of(before: str = "", after: str = "") -> str:
    page = f"{HEAD}<div><h1>The ferry</h1>{before}{TEXT}{after}</div>"
    return extract_article(page, URL).body


@pytest.mark.parametrize(
    "buttons",
    [
        "<ul class=Area><li>シェア</li><li>ツイート</li><li>印刷</li></ul>",
        "<p>Share</p><p>Print</p>",
        "<p><a href=/print>Версия для печати</a></p>",
    ],
)
def test_buttons_at_the_ends_are_left_out(buttons: str) -> None:
    assert body_of(buttons) == BODY
    assert body_of(after=buttons) == BODY


@pytest.mark.parametrize(
    "line", ["<div><a href=/@prow><p>Ines Prow</p></a></div>", "<p>Share</p><p>Print</p>"]
)
def test_what_stands_below_a_subtitle_is_left_out(line: str) -> None:
    subtitle = "What it cost two capitals"
    assert body_of(f"<h2>{subtitle}</h2>{line}") == f"{subtitle}\n\n{BODY}"


def test_a_lone_word_that_columns_print_too_stays() -> None:
    assert body_of(after="<p>Print</p>") == f"{BODY}\n\nPrint"


def test_the_authors_address_behind_the_text_is_left_out() -> None:
    text = "해안의 두 도시는 배가 늦는 까닭을 서로에게 묻지 않았다. 아무도 먼저 묻고 싶지 않았다."
    article = extract_article(
        "<title>늦은 배</title><h1>늦은 배</h1><div><span class=writer>박나루 논설위원</span></div>"
        f"<div itemprop=articleBody>{text}<br><br>{text}!<br><br>"
        "박나루 논설위원 naru@x.example</div>",
        URL,
    )
    assert (article.byline, article.body) == ("박나루 논설위원", f"{text}\n\n{text}!")


@pytest.mark.parametrize("line", ["Print", "Otto Keel", "Nobody came, and nobody asked."])
def test_lines_that_may_be_text_stay(line: str) -> None:
    text = f"<div class=entry-content>{TEXT}<p>{line}</p><p>It rained.</p></div>"
    page = f"{HEAD}<div class=hentry><h1>The ferry</h1>{text}</div>"
    assert extract_article(page, URL).body == f"{BODY}\n\n{line}\n\nIt rained."


def test_a_text_of_nothing_else_stays() -> None:
    page = f"{HEAD}<div class=hentry><h1>The ferry</h1><div class=entry-content><p>Ines Prow"
    assert extract_article(page, URL).body == "Ines Prow"


@pytest.mark.parametrize(
    "line",
    [
        "jmr/cpy",
        "EFE jmr/cpy",
        "bur-jmr/cpy/ds",
        "انتهای پیام/",
        "انتهای پیام / ۱۲۳",
        "（完）",
        "박나루 기자 naru@harbour.example",
        "= 박나루 국제부 선임기자 (naru@harbour.example)",
        "무단 전재 및 재배포 금지",
        "저작권자 © 항구신문, 무단 전재-재배포, AI 학습 및 활용 금지",
        "<저작권자(c) 항구신문, 무단 전재-재배포 금지>",
        "Copyright ⓒ 항구신문. All rights reserved. 무단전재 및 재배포 금지.",
    ],
)
def test_what_agencies_print_below_a_text_is_left_out(line: str) -> None:
    line = line.replace("<", "&lt;").replace(">", "&gt;")
    assert body_of(after=f"<p>{line}</p>") == BODY


def test_a_reporters_line_and_a_copyright_below_it_are_left_out() -> None:
    below = "<p>박나루 기자 naru@harbour.example</p><p>저작권자 ⓒ 항구신문 무단전재 금지</p>"
    assert body_of(after=below) == BODY


@pytest.mark.parametrize(
    "line",
    [
        "He read both/either of them.",
        "저작권법은 무단 전재를 금지한다.",
        "무단 전재를 금지하는 법은 오래되었다. 그러나 아무도 지키지 않는다.",
        "박나루 기자는 답을 듣지 못했다.",
        "협상은 끝",
        "協定は未完",
        "AC/DC",
    ],
)
def test_a_last_sentence_stays(line: str) -> None:
    assert body_of(after=f"<p>{line}</p>") == f"{BODY}\n\n{line}"
