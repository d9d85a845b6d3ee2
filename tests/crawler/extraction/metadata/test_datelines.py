"""The place in the dateline that opens a column's first paragraph."""

import pytest

from archive.model.records import Article, Block
from crawler.extraction import extract_article
from crawler.extraction.text.dateline import find_dateline
from tests.builders.read_fields import PROSE, URL

DATELINES = [
    ("en", "GENEVA — The tide went out at dawn.", "GENEVA"),
    ("en", "GENEVA, March 5 (Reuters) - The tide went out.", "GENEVA"),
    ("en", "PORT ILSE, March 5 (Reuters) - The tide went out.", "PORT ILSE"),
    ("en", "GENEVA, Switzerland (AP) — The tide went out.", "GENEVA, Switzerland"),
    ("en", "PORT ILSE, D.C. — The tide went out.", "PORT ILSE, D.C."),
    ("de", "Genf (dpa) – Die Ebbe kam am Morgen.", "Genf"),
    ("ru", "ЖЕНЕВА, 5 марта. /ТАСС/. Отлив начался на рассвете.", "ЖЕНЕВА"),
    ("ru", "ВЕРХНИЙ МЫС, 5 марта. /Корр. ТАСС Олег Савин/. Отлив начался.", "ВЕРХНИЙ МЫС"),
    ("zh", "新华社日内瓦3月5日电 潮水退去。", "日内瓦"),
    ("ko", "(제네바=가나뉴스) 썰물이 새벽에 시작되었다.", "제네바"),
    ("ja", "【ジュネーブ共同】夜明けに潮が引いた。", "ジュネーブ"),
    ("ja", "【ノルハム＝山本健二】夜明けに潮が引いた。", "ノルハム"),
    ("ja", "【北京・山本健二】夜明けに潮が引いた。", "北京"),
    ("zh", "中新网日内瓦3月5日电 潮水退去。", "日内瓦"),
    ("ja", "【北京AFP時事】夜明けに潮が引いた。", "北京"),
    ("zh", "法新社3月5日电 潮水退去。", None),
    ("zh", "中新网3月5日电 潮水退去。", None),
    ("ja", "【AFP＝時事】夜明けに潮が引いた。", None),
    ("ja", "【ジュネーブ・時事】夜明けに潮が引いた。", "ジュネーブ"),
    ("ja", "【ジュネーブ共同＝山本】夜明けに潮が引いた。", "ジュネーブ"),
    ("ja", "【ジュネーブ】夜明けに潮が引いた。", "ジュネーブ"),
    ("ru", "ЖЕНЕВА, 5 марта. Отлив начался на рассвете.", "ЖЕНЕВА"),
    ("uk", "ЖЕНЕВА, 5 березня — Відплив почався вдосвіта.", "ЖЕНЕВА"),
    ("de", "Genf/Wien (dpa) – Die Ebbe kam am Morgen.", "Genf/Wien"),
    ("fr", "Genève, le 5 mars 2019 – La marée est partie.", "Genève"),
    ("es", "Ginebra, 5 mar (EFE).- La marea se fue al alba.", "Ginebra"),
    ("it", "GINEVRA, 5 marzo (ANSA) - La marea è andata via.", "GINEVRA"),
    ("pt", "GENEBRA, 5 mar (Lusa) - A maré foi ao amanhecer.", "GENEBRA"),
    ("nl", "GENÈVE (ANP) - Het tij ging bij zonsopgang.", "GENÈVE"),
    ("pl", "Genewa (PAP) - Odpływ zaczął się o świcie.", "Genewa"),
    ("tr", "CENEVRE (AA) - Sular şafakta çekildi.", "CENEVRE"),
    ("ar", "جنيف (رويترز) - خرج المد عند الفجر.", "جنيف"),
    ("ru", "Женева, 5 марта. Отлив начался на рассвете.", None),
    ("ar", "خرج المد - كما قالوا - عند الفجر.", None),
    ("en", "Harbours – quiet ones – are rare.", None),
    ("en", "I — like the clerks — slept.", None),
    ("en", "Clerks (all of them) slept.", None),
    ("en", "NATO: nobody looked up.", None),
    ("en", "Editor’s note, March 5, 2019: The tide went out.", None),
    ("en", "GENEVA, March 5: The tide went out.", "GENEVA"),
]


@pytest.mark.parametrize(("language", "text", "dateline"), DATELINES)
def test_a_dateline_opens_the_first_paragraph(
    language: str, text: str, dateline: str | None
) -> None:
    blocks = [Block("heading", "Part one", level=2), Block("paragraph", text)]

    assert find_dateline(blocks, language) == dateline
    assert find_dateline([], language) is None


def read(begin: str) -> Article:
    return extract_article(f"<article><h1>Quiet harbours</h1>{begin}{PROSE}{PROSE}</article>", URL)


def test_a_place_that_styles_alone_set_off_is_the_dateline() -> None:
    place = "<p class='lead'><span class='location-stamp'>Mũi Cát</span>Ngọn hải đăng do hai nước "
    article = read(place + "cùng trông coi, nhưng chỉ có một cái bóng đèn mà thôi.</p>")

    assert article.dateline == "Mũi Cát"
    assert article.blocks[0].text.startswith("Mũi Cát Ngọn hải đăng")


def test_a_word_of_a_sentence_in_an_element_named_for_places_is_no_dateline() -> None:
    begin = "<p><a class='location' href='/genf'>Genf</a> ist am See gelegen, und die Fähre fährt "
    article = read(begin + "einmal am Tag von dort in den anderen Hafen hinüber.</p>")

    assert article.dateline is None
    assert article.blocks[0].text.startswith("Genf ist am See")
