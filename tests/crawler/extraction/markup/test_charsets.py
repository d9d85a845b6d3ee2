"""Bytes in every charset that old pages are in, declared rightly, wrongly or not at all."""

import time

import pytest

from crawler.extraction.markup.charsets import MAX_BYTES, decoded

TEXTS = {
    "ja": "両国の代表団は港の古い税関で三度目の会談を開き、声明を出さずに別々の門から去った。",
    "zh": "两国代表团第三次在港口上方的旧海关大楼会晤，又第三次在没有联合声明的情况下离开。",
    "zh-Hant": "兩國代表團第三次在港口上方的舊海關大樓會晤，又第三次在沒有聯合聲明的情況下離開。",
    "ko": "두 나라 대표단은 옛 세관에서 세 번째로 만났지만 공동 성명 없이 서로 다른 문으로 떠났다.",
    "ru": "Делегации в третий раз встретились в старой таможне над гаванью и снова разошлись.",
    "uk": "Делегації втретє зустрілися у старій митниці над гаванню і знову розійшлися ні з чим.",
    "el": "Οι δύο αντιπροσωπείες συναντήθηκαν για τρίτη φορά στο παλιό τελωνείο.",
    "he": "שתי המשלחות נפגשו בפעם השלישית בבית המכס הישן שמעל הנמל ושוב נפרדו בלא הצהרה משותפת.",
    "ar": "التقى الوفدان للمرة الثالثة في مبنى الجمارك القديم فوق الميناء وافترقا.",
    "th": "คณะผู้แทนทั้งสองประเทศพบกันเป็นครั้งที่สามที่อาคารศุลกากรเก่าเหนือท่าเรือ",
    "cs": "Obě delegace se potřetí sešly ve staré celnici nad přístavem a rozešly se.",
    "fr": "Les deux délégations se sont retrouvées à l’ancienne douane à côté du café.",
}
IN_CHARSETS = [
    ("ja", "euc_jp"), ("ja", "cp932"), ("zh", "gb18030"), ("zh-Hant", "big5"), ("ko", "cp949"),
    ("ru", "cp1251"), ("ru", "koi8-r"), ("ru", "iso8859-5"), ("uk", "koi8-u"),
    ("el", "cp1253"), ("he", "cp1255"), ("ar", "cp1256"), ("th", "cp874"), ("cs", "cp1250"),
]  # fmt: skip


def page(text: str, declared: str = "") -> str:
    head = f"<html><head>{declared}<title>{text[:12]}</title></head>"
    menu = "<div id='nav'><a href='/'>Home</a> <a href='/about.html'>About us</a></div>"
    return f"{head}<body>{menu}<h1>{text[:12]}</h1><p>{text}</p><p>{text}</p></body></html>"


@pytest.mark.parametrize(("language", "charset"), IN_CHARSETS)
def test_an_undeclared_charset_is_told_by_the_bytes(language: str, charset: str) -> None:
    markup = page(TEXTS[language])
    assert decoded(markup.encode(charset)) == markup


@pytest.mark.parametrize(("language", "charset"), [("fr", "cp1252"), ("ru", "cp866")])
def test_chardet_tells_what_charset_normalizer_does_not(language: str, charset: str) -> None:
    pytest.importorskip("chardet", reason="without it bs4.dammit asks charset-normalizer")
    markup = page(TEXTS[language])
    assert decoded(markup.encode(charset)) == markup


@pytest.mark.parametrize(("language", "charset"), IN_CHARSETS)
@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "utf-8"])
def test_another_script_declared_as_western_is_not_believed(
    language: str, charset: str, declared: str
) -> None:
    if language == "cs":
        return  # accented Latin letters in either charset: nothing contradicts the declaration
    markup = page(TEXTS[language], f"<meta charset='{declared}'>")
    assert decoded(markup.encode(charset), declared) == markup


@pytest.mark.parametrize(
    ("language", "charset", "declared"),
    [
        ("ru", "koi8-r", "windows-1251"),
        ("ru", "cp1251", "koi8-r"),
        ("ja", "euc_jp", "shift_jis"),
        ("ja", "cp932", "euc-jp"),
        ("zh", "gb18030", "euc-kr"),
    ],
)
def test_a_declaration_that_makes_no_text_is_not_believed(
    language: str, charset: str, declared: str
) -> None:
    markup = page(TEXTS[language], f"<meta charset='{declared}'>")
    assert decoded(markup.encode(charset)) == markup


@pytest.mark.parametrize("header", ["shift_jis", "iso-8859-1", None])
def test_the_declaration_that_makes_a_text_is_believed(header: str | None) -> None:
    markup = page(TEXTS["ja"], "<meta charset='euc-jp'>")
    assert decoded(markup.encode("euc_jp"), header) == markup


@pytest.mark.parametrize(
    ("label", "charset", "language"),
    [
        ("gb2312", "gbk", "zh"),
        ("x-gbk", "gbk", "zh"),
        ("chinese", "gbk", "zh"),
        ("x-euc-jp", "euc_jp", "ja"),
        ("windows-31j", "cp932", "ja"),
        ("ks_c_5601-1989", "cp949", "ko"),
        ("tis-620", "cp874", "th"),
        ("iso-8859-8-i", "iso8859-8", "he"),
        ("x-cp1251", "cp1251", "ru"),
    ],
)
def test_labels_of_old_pages_are_known(label: str, charset: str, language: str) -> None:
    word = TEXTS[language][:6]
    assert decoded(f"<meta charset={label}><p>{word}".encode(charset)).endswith(word)


def test_a_name_outside_gb2312_is_read_where_that_is_declared() -> None:
    markup = "<meta http-equiv=Content-Type content='text/html; charset=gb2312'><p>朱镕基、陶喆"
    assert decoded(markup.encode("gbk")) == markup


def test_a_declaration_behind_scripts_is_found_and_one_in_a_comment_is_not() -> None:
    script = f"<script>{'var a = 1;' * 3000}</script>"
    commented = "<!-- <meta charset=koi8-r> -->"
    markup = f"<head>{commented}{script}<meta charset=windows-1251></head><p>Посол"
    assert decoded(markup.encode("cp1251")) == markup


def test_damaged_bytes_do_not_shake_a_right_declaration() -> None:
    markup = page(TEXTS["ja"] * 4, "<meta charset='shift_jis'>")
    damaged = markup.encode("cp932").replace(b"</p>", b"\xff</p>")
    assert TEXTS["ja"][:30] in decoded(damaged)


def test_rules_and_ellipses_do_not_shake_a_western_declaration() -> None:
    markup = f"<meta charset=iso-8859-1><p>{'—' * 40}</p><p>{'·' * 40}</p><p>déjà vu</p>{'»' * 9}"
    assert decoded(markup.encode("cp1252")) == markup


@pytest.mark.parametrize("declared", ["", "<meta charset=iso-2022-jp>", "<meta charset=utf-8>"])
def test_iso_2022_jp_is_read_whatever_is_declared(declared: str) -> None:
    markup = page(TEXTS["ja"], declared)
    assert decoded(markup.encode("iso2022_jp")) == markup


def test_signs_of_windows_and_half_width_kana_are_read_in_iso_2022_jp() -> None:
    data = b"<p>\x1b$B-!-j\x1b(B 1 \x1b(I6E\x1b(B \x1b$@Bg;H\x1b(J</p>"
    assert decoded(data) == "<p>①㈱ 1 ｶﾅ 大使</p>"


def test_iso_2022_jp_cut_off_within_a_character_is_read_to_there() -> None:
    assert decoded("<p>大使".encode("iso2022_jp")[:-4]).startswith("<p>大")


def test_iso_2022_kr_and_hz_are_read() -> None:
    assert decoded(page(TEXTS["ko"]).encode("iso2022_kr")) == page(TEXTS["ko"])
    assert decoded(page(TEXTS["zh"]).encode("hz")) == page(TEXTS["zh"])


@pytest.mark.parametrize(
    "text",
    [
        "<p>see /~envoy/ and ~{a}~ in the code",
        "<script>x = /~{ab}~}/; y = '/~home'</script>",
        "\x1b[31mred\x1b[0m in a terminal's log, for $B dollars",
    ],
)
def test_plain_text_with_such_marks_stays_as_it_is(text: str) -> None:
    assert decoded(text.encode()) == text


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_read_whatever_is_declared(charset: str) -> None:
    markup = page(TEXTS["zh"], "<meta charset=gb2312>")
    assert decoded(markup.encode(charset), "iso-8859-1") == markup


@pytest.mark.timing
@pytest.mark.parametrize(
    "piece", [b"<meta ", b"<!-- ", b"~{aa", b"\x1b$B", b"<meta charset=\xff", b"\xe9<", b"<?xml "]
)
def test_no_bytes_take_more_than_linear_time(piece: bytes) -> None:
    started = time.process_time()
    decoded(piece * (MAX_BYTES // 4 // len(piece)) + b"\xff")
    decoded(piece * (MAX_BYTES // 4 // len(piece)))
    assert time.process_time() - started < 4


def test_hebrew_of_short_words_is_told_from_western_letters() -> None:
    text = "מנהל הנמל מנהל שני ספרים, והמשרד רואה רק אחד מהם. עד האביב לא היה לאיש אכפת."
    for declared in ("", "<meta charset=iso-8859-1>", "<meta charset=utf-8>"):
        markup = f"{declared}<h1>{text[:20]}</h1><p>{text}</p>"
        assert decoded(markup.encode("cp1255")) == markup


@pytest.mark.parametrize("text", ["På øya bor én mann", "Følg med på værmeldingen"])
def test_accented_letters_within_latin_words_are_no_cyrillic(text: str) -> None:
    for declared in ("", "<meta charset=utf-8>", "<meta charset=windows-1251>"):
        markup = f"{declared}<title>{text}</title><h1>{text}</h1><p>{text}"
        assert decoded(markup.encode("cp1252")) == markup


@pytest.mark.parametrize("declared", ["", "<meta charset=euc-jp>", "<meta charset=utf-8>"])
def test_signs_of_nec_are_read_in_euc_jp(declared: str) -> None:
    text = "第①章　Ⅲ節　㈱港湾は帳簿を二冊つけている。№３の書類は誰も気にしなかった。"
    markup = f"{declared}<h1>{text[:10]}</h1><p>{text}</p>"
    assert decoded(markup.encode("euc_jis_2004")) == markup


def test_arabic_in_the_standards_charset_is_told() -> None:
    markup = page(TEXTS["ar"])
    assert decoded(markup.encode("iso8859-6")) == markup


def test_utf_8_with_a_piece_in_another_charset_stays_utf_8() -> None:
    text = "A nadie le importó hasta la primavera. ¡Qué señor! ¿Y el ministerio? Ninguno más vio."
    data = f"<p>{text}</p>".encode() * 2 + b"<p>caf\xe9 \x93No\x94 d\xe9j\xe0</p>"
    for declared in ("iso-8859-1", "windows-1251", "gbk", None):
        assert text in decoded(data, declared)


OTHER_LATIN = {
    "pl": (
        "Źródła milczą, a łodzie wciąż płyną przez cieśninę; żaden z posłów nie pytał.",
        "cp1250",
    ),
    "cs": ("Příští týden si šťastní vyslanci řeknou, že smlouvu nikdo nečetl.", "iso8859-2"),
    "hu": ("Az őrök fázósan álltak a hídfőnél, míg a küldöttség föl nem tűnt.", "iso8859-2"),
    "hr": ("Ništa novo nisu rekli; čekali smo na kiši, a dječak je plaćao žmigavcem.", "iso8859-2"),
    "ro": ("Miniştrii s-au întâlnit şi n-au spus nimic; ţăranii râdeau.", "cp1250"),
    "tr": ("Dışarıda yağmurda bekledik; şoförler çay içiyordu.", "cp1254"),
    "lt": ("Laukėme lauke lyjant, šalta žiema, ąžuolai už upės, ir niekas nieko nesakė.", "cp1257"),
}


@pytest.mark.parametrize("language", OTHER_LATIN)
@pytest.mark.parametrize("declared", ["", "<meta charset='iso-8859-1'>"])
def test_the_stated_language_tells_which_latin_letters_are_meant(
    language: str, declared: str
) -> None:
    text, charset = OTHER_LATIN[language]
    markup = page(text, declared).replace("<html", f"<html class='x' lang='{language}-XX'")
    assert decoded(markup.encode(charset), "iso-8859-1") == markup


@pytest.mark.parametrize("declared", ["", "<meta charset='iso-8859-1'>"])
def test_a_language_that_windows_1252_can_write_stays_in_it(declared: str) -> None:
    text = (
        "Öösel jäävad kõik tänavad pimedaks, ütles žürii, ja õhtuti põlevad tuled üksnes jõe ääres."
    )
    markup = page(text, declared).replace("<html", "<html lang=et")
    assert decoded(markup.encode("cp1252"), "iso-8859-1") == markup


def test_a_stated_language_that_the_text_is_not_in_changes_nothing() -> None:
    for language in OTHER_LATIN:
        markup = page(TEXTS["fr"]).replace("<html", f"<html lang={language}")
        assert decoded(markup.encode("cp1252"), "iso-8859-1") == markup


def test_turkish_with_many_capitals_with_a_dot_is_turkish() -> None:
    markup = page("İran, İsrail ve İzmir: Dışarıda bekledik.").replace("<html", "<html lang=tr")
    assert decoded(markup.encode("cp1254"), "iso-8859-1") == markup


@pytest.mark.parametrize("declared", ["", "<meta charset='windows-1252'>"])
def test_estonian_is_mostly_in_the_western_charset(declared: str) -> None:
    text = "Öösel jäädi külla, õhtul mindi üle põllu koju; küll jõuab, ütles öövaht. " * 3 + "Šokk."
    markup = page(text, declared).replace("<html", "<html lang=et")
    assert decoded(markup.encode("cp1252"), "iso-8859-1") == markup


def test_a_western_text_whose_letters_the_stated_language_has_stays_as_it_is() -> None:
    text = "La situación económica empeoró según la comisión, así informó también él. " * 3
    markup = page(f"{text} El señor.").replace("<html", "<html lang=hu")
    assert decoded(markup.encode("cp1252"), "iso-8859-1") == markup


def test_signs_within_words_show_letters_of_another_charset() -> None:
    text, _ = OTHER_LATIN["pl"]
    for charset in ("cp1250", "iso8859-2"):
        assert decoded(page(text).encode(charset), "iso-8859-1") == page(text)
    prices = page("It cost £5, then ½ of £7, and 3 m² of £9 at 20 °C, © and ® and all: £££.")
    assert decoded(prices.encode("cp1252"), "iso-8859-1") == prices
    breadcrumbs = page("Home»World»Asia»Korea»Column: l´ami, nº5, Mª José y el niño.")
    assert decoded(breadcrumbs.encode("cp1252"), "iso-8859-1") == breadcrumbs


def test_halves_of_characters_are_no_signs_of_a_western_text() -> None:
    markup = page("兩國部長會談一小時,沒有新消息。記者在雨中等候,雨是當天唯一的新聞。港口開放。")
    assert decoded(markup.encode("big5"), "iso-8859-1") == markup


@pytest.mark.timing
def test_a_long_word_of_bytes_in_no_charset_costs_linear_time() -> None:
    started = time.process_time()
    decoded(b"<p>" + b"\xff\xe9" * 50_000)
    assert time.process_time() - started < 2
