# ruff: noqa: E501
"""Boxes in a column that ask for something, and paragraphs that only speak of it."""

import pytest

from crawler.extraction import extract_article

OWN = (
    "The pilots of the upper sound have agreed on a single timetable, and the harbour is quiet.",
    "Nobody on the other bank has read it yet, for the printer there is still waiting for ink.",
    "What they will read is short: three boats a day, and one more on the day of the market.",
    "The fourth boat is the one that both councils had promised not to speak about in public.",
)


def p(*paragraphs: str) -> str:
    return "".join(f"<p>{text}</p>" for text in paragraphs)


def read(box: str) -> tuple[list[str], list[tuple[str, str]]]:
    page = (
        "<html><head><title>Three Boats</title></head><body><main><article><h1>Three Boats</h1>"
        f'<div class="c">{p(*OWN[:2])}{box}{p(*OWN[2:])}</div></article></main></body></html>'
    )
    article = extract_article(page, "https://sound.example/boats")
    return [block.text for block in article.blocks], [(c.kind, c.rule) for c in article.chrome]


@pytest.mark.parametrize(
    "box",
    [
        (
            "<div><p>This content is hosted by a third party. By showing it you accept the terms of "
            "the other site.</p><button>Load content</button><p>Your choice is kept in a cookie until "
            "you close your browser.</p></div>"
        ),
        (
            "<div><h4>Externer Inhalt</h4><p>An dieser Stelle steht ein externer Inhalt, der den Text "
            "ergänzt.</p><label><input type=checkbox> Externen Inhalt anzeigen</label></div>"
        ),
        (
            "<div><p>Este contenido está alojado por un tercero; al mostrarlo, usted acepta sus "
            'condiciones.</p><a role="button" href="#">Mostrar contenido</a></div>'
        ),
        (
            "<div><p>外部コンテンツを表示すると、第三者にデータが送信されることがあります。</p>"
            "<button>コンテンツを表示</button></div>"
        ),
        (
            "<div><p>La mappa è fornita da Google: per mostrarla ci serve il consenso ai cookie.</p>"
            "<button>Attiva la mappa</button></div>"
        ),
    ],
)
def test_consent_to_a_part_of_another_site_is_no_text(box: str) -> None:
    texts, chrome = read(box)
    assert texts == [*OWN]
    assert ("cookie", "cookie: consent to a part of another site") in chrome


@pytest.mark.parametrize(
    "box",
    [
        (
            "<div><h3>Subscribe to continue reading</h3><p>Support the paper that follows every boat."
            "</p><ul><li>Unlimited access to all columns.</li><li>The daily crossword.</li></ul>"
            '<a href="/s">Subscribe now</a> <a href="/l">Log in</a></div>'
        ),
        (
            "<section><h4>Jetzt abonnieren und weiterlesen</h4><p>Mit dem Abo lesen Sie alle Texte, "
            "jeden Tag, auf jedem Gerät.</p><ul><li>Zugang zum Archiv seit 1921.</li></ul>"
            '<a href="/abo">Abonnieren</a></section>'
        ),
        (
            "<div><h3>구독하고 계속 읽기</h3><p>매일 모든 칼럼을 제한 없이 읽으실 수 있습니다.</p>"
            '<a href="/s">구독하기</a><a href="/l">로그인</a></div>'
        ),
    ],
)
def test_a_pitch_between_paragraphs_is_no_text(box: str) -> None:
    texts, _ = read(box)
    assert texts == [*OWN]


@pytest.mark.parametrize(
    "box",
    [
        (
            '<div class="promo"><h3>Das Abo der Hafenpost</h3><ul><li>Alle Fahrpläne</li></ul>'
            '<a href="/abo">Jetzt sichern</a></div>'
        ),
        (
            '<div class="newsletter-box"><h4>Notre abonnement du quai</h4><p>Tous les horaires.</p>'
            '<a href="/x">Je m’abonne au Quai</a></div>'
        ),
        (
            '<div class="c-subscription"><p>港の手紙を購読</p><p>毎朝の時刻表</p>'
            '<a href="/subscribe">詳しく</a></div>'
        ),
    ],
)
def test_a_box_named_as_a_pitch_with_its_button_is_no_text(box: str) -> None:
    texts, _ = read(box)
    assert texts == [*OWN]


@pytest.mark.parametrize(
    "box",
    [
        (
            '<div class="row"><h4>Zapisz się do newslettera</h4><p>Jeden list w tygodniu, bez reklam.</p>'
            '<form method="post"><input type="email" name="EMAIL"><button>Zapisz</button></form></div>'
        ),
        (
            '<div class="row"><p>メルマガで毎週水曜日に新しい記事をお届けします。</p><form method="post">'
            '<input type="text" name="email"><input type="submit" value="送信"></form></div>'
        ),
        (
            '<div class="row"><h4>הצטרפו לרשימת התפוצה</h4><p>מכתב אחד בשבוע על הנעשה בנמלים.</p>'
            '<form method="post"><input type="email" name="m"><button>שליחה</button></form></div>'
        ),
        (
            '<div class="row"><h3>Unser Newsletter</h3><p>Das Wichtigste der Woche von beiden Ufern, kurz '
            "zusammengefasst und immer am Freitag in Ihrem Postfach.</p>"
            '<form method="post"><input type="email" name="m"><button>Los</button></form><p>Mit dem '
            "Absenden stimmen Sie unserer Datenschutzerklärung zu.</p></div>"
        ),
    ],
)
def test_a_box_that_takes_an_address_for_a_newsletter_is_no_text(box: str) -> None:
    texts, chrome = read(box)
    assert texts == [*OWN]
    assert chrome


@pytest.mark.parametrize(
    "form",
    [
        '<form><input type="email" name="from"><textarea name="letter"></textarea></form>',
        '<form><input type="search" name="q"><input type="email" name="m"></form>',
        "",
    ],
)
def test_a_paragraph_beside_another_form_may_speak_of_newsletters(form: str) -> None:
    said = "The harbour newsletter printed the timetable before either council had seen it."
    texts, _ = read(f"<div>{p(said)}{form}</div>")
    assert said in texts


ADDRESS = '<form action="/n"><input type="email" name="email"><button>OK</button></form>'


@pytest.mark.parametrize(
    "box",
    [
        p(
            "The council did not account for the ink, nor for the pens, nor for the three pencils, and "
            "the printer on the other bank was not asked about any of them."
        )
        + ADDRESS,
        p(
            "No pilot would account for it.",
            "The boats were moored on both banks all that week, and nobody went out to them at all.",
            "The clerk went home early on the day of the market, and left the door of his room ajar.",
            "The printer, who had never been asked about any of it, went on to set his own timetable.",
            "It has four boats a day.",
            "Our newsletter",
        )
        + ADDRESS,
        p("They all know what it is about, and who stood above them.") + ADDRESS,
        p("Did the pilots consent?", "They did, in a winter.", "And the fourth boat?")
        + '<p><a href="/ink">View</a></p>',
        p(
            "部长说他不同意这个条约，也不会在任何一份文件上签字。",
            "书记们没有找到任何新的东西，只好在中午以前回家去了。",
            "北方的使节还在等待答复，已经等了整整一个冬天。",
            "没有人愿意说是谁签了那份文件，虽然国外早已知道了。",
            "法官每个星期五在法院的台阶上大声朗读失踪者的名单。",
        )
        + "<button>查看</button>",
    ],
)
def test_text_in_one_box_with_a_field_or_a_button_stays(box: str) -> None:
    texts, chrome = read(f"<div>{box}</div>")
    assert len(texts) > len(OWN)
    assert not [kind for kind, _ in chrome if kind in ("cookie", "subscribe")]


@pytest.mark.parametrize(
    "box",
    [
        '<div class="banner"><p>The members carried a <a href="/b">banner</a> of the council.</p></div>',
        '<div class="product"><h3>The slate</h3><p>It is read twice.</p><a href="/s">Slates</a></div>',
        '<div><h3>Who subscribed</h3><p>Two banks did.</p><a href="/x">The list</a></div>',
    ],
)
def test_a_box_that_only_has_its_name_or_its_words_is_no_pitch(box: str) -> None:
    _, chrome = read(box)
    assert not [kind for kind, _ in chrome if kind == "subscribe"]


HEADERS = (
    ("Name", "Provider", "Purpose", "Duration"),
    ("Cookie", "Host", "Description", "Expiry"),
    ("Name", "Anbieter", "Zweck", "Laufzeit"),
    ("Nom", "Fournisseur", "Finalité", "Durée"),
    ("名称", "提供者", "目的", "有効期限"),
)


def rows(*cells: tuple[str, ...]) -> str:
    return "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)


@pytest.mark.parametrize("header", HEADERS)
def test_a_table_of_cookies_is_no_text(header: tuple[str, ...]) -> None:
    told = "Registers an id by which the makers of the site count visits, in a cookie of theirs."
    box = rows(header, ("_ga", "Tide", told, "2 years"), ("_shore_x", "Sound", told, "1 day"))
    texts, chrome = read(f"<div><h4>Cookies</h4><table>{box}</table></div>")
    assert texts == [*OWN]
    assert ("cookie", "cookie: table of cookies") in chrome


@pytest.mark.parametrize(
    "box",
    [
        (
            f"<table>{rows(('Name', 'Purpose', 'Duration'), ('Treaty of Holm', 'Peace', '3 years'))}"
            "</table>"
        ),
        "<p>The council has a cookie for each of its third parties, and subscribes to all.</p>",
        (
            '<div><p>The pilots subscribe to one paper, and keep an account of it.</p><a href="/x">Log'
            " in</a></div>"
        ),
        (
            "<div><h3>Create an account</h3><p>The clerk opens an account for each boat at noon.</p>"
            "</div>"
        ),
    ],
)
def test_a_column_may_speak_of_accounts_cookies_and_durations(box: str) -> None:
    _, chrome = read(box)
    assert not [kind for kind, _ in chrome if kind in ("cookie", "subscribe")]
