"""Who signs a text below it, with what is printed beside the name."""

import pytest

from archive.model.records import Article
from crawler.extraction import extract_article

PROSE = (
    "<p>The pilots of the sound take on every ship that enters, and every one of the pilots comes "
    "from the same four villages on the shore.</p><p>Last month the governments agreed on "
    "something for the first time in eleven years: neither will train pilots of its own.</p>"
    "<p>It does not say who pays. The fee is still set by a board on which nobody has sat since "
    "the war, and whose last letter asked for a new stamp.</p>"
)


def read(end: str) -> Article:
    return extract_article(
        f"<article><h1>The pilots of the sound</h1>{PROSE}{end}</article>",
        "https://lantern.example/2019/03/the-pilots/",
    )


CREDIT = (
    "(Reporting by Thomas Arkwright in Port Ilse; additional reporting by Jost Abel; "
    "editing by Ines Calloway)"
)
SIGNED = [
    (
        "<p style='text-align:right'><strong>Minh Phương</strong> (Theo <em>AFP, Reuters</em>)</p>",
        "Minh Phương",
        "Minh Phương (Theo AFP, Reuters)",
    ),
    ("<p>Jost Abel (dpa)</p>", "Jost Abel", "Jost Abel (dpa)"),
    (
        "<p align='right'><b>Иван Лукин</b>, Верхний Мыс</p>",
        "Иван Лукин",
        "Иван Лукин, Верхний Мыс",
    ),
    ("<p>—Thomas Arkwright, Port Ilse</p>", "Thomas Arkwright", "—Thomas Arkwright, Port Ilse"),
    ("<p>Thomas Arkwright<br>Port Ilse</p>", "Thomas Arkwright", "Thomas Arkwright Port Ilse"),
    ("<p>Thomas Arkwright<br>Geneva</p>", "Thomas Arkwright", "Thomas Arkwright Geneva"),
    (
        "<p style='text-align:right'>Thomas Arkwright<br>Port Ilse, March 2024</p>",
        "Thomas Arkwright",
        "Thomas Arkwright Port Ilse, March 2024",
    ),
    (
        "<p>Thomas Arkwright<br>Our correspondent in Port Ilse</p>",
        "Thomas Arkwright",
        "Thomas Arkwright Our correspondent in Port Ilse",
    ),
    (
        "<p align='right'>Иван ЛУКИН,<br>наш соб. корр.<br>Верхний Мыс</p>",
        "Иван Лукин",
        "Иван ЛУКИН, наш соб. корр. Верхний Мыс",
    ),
    (
        "<p><b>Ignacio Robledo Arce</b><br>Corresponsal en Bogotá</p>",
        "Ignacio Robledo Arce",
        "Ignacio Robledo Arce Corresponsal en Bogotá",
    ),
    (
        "<p>Reporting by Thomas Arkwright; Editing by Ines Calloway</p>",
        "Thomas Arkwright",
        "Reporting by Thomas Arkwright; Editing by Ines Calloway",
    ),
    (f"<p>{CREDIT}</p>", "Thomas Arkwright", CREDIT),
    (
        "<p align='right'><b>Иван ЛУКИН</b>,<br>соб. корр. «Маяка»</p>",
        "Иван Лукин",
        "Иван ЛУКИН, соб. корр. «Маяка»",
    ),
]


@pytest.mark.parametrize(("end", "author", "byline"), SIGNED)
def test_a_source_a_place_or_an_office_beside_who_signs_is_no_author(
    end: str, author: str, byline: str
) -> None:
    article = read(end)

    assert article.authors == (author,)
    assert article.byline == byline


@pytest.mark.parametrize(
    ("end", "authors"),
    [
        ("<p>Jost Abel, Thomas Arkwright</p>", ("Jost Abel", "Thomas Arkwright")),
        ("<p>Jost Abel<br>Thomas Arkwright</p>", ("Jost Abel", "Thomas Arkwright")),
        (
            (
                "<blockquote>The lamp is lit, and nobody is at home.</blockquote>"
                "<p>— Thomas Arkwright, King of Lamps</p>"
            ),
            (),
        ),
        ("<p>Sincerely,<br>Thomas Arkwright</p>", ("Thomas Arkwright",)),
        ("<p>Thomas Arkwright<br>Nobody came, and the lamp burned out.</p>", ()),
        ("<p>The letter was never answered. (dpa)</p>", ("dpa",)),
        ("<p>Thomas Arkwright (photos)</p>", ()),
        ("<p>Jost Abel (Übersetzung)</p>", ()),
        ("<p>Thomas Arkwright<br>Nobody, they say</p>", ()),
        ("<p>Nobody came but the clerk<br>Port Ilse</p>", ()),
        ("<p>The clerks went home<br>Director of the port</p>", ()),
    ],
)
def test_what_names_nobody_beside_the_name_leaves_who_signs(
    end: str, authors: tuple[str, ...]
) -> None:
    assert read(end).authors == authors


def test_a_place_below_a_name_is_known_from_the_text() -> None:
    text = "The old legation at Port Ilse had one telegraph. " * 2
    article = extract_article(
        f"<html><body><h1>What it left out</h1><p>{text}</p><p>We have better wires now.</p>"
        "<p><i>Thomas Arkwright<br>Port Ilse</i></p></body></html>",
        "https://lantern.example/letters/14.html",
    )

    assert article.authors == ("Thomas Arkwright",)


def test_a_photo_credit_in_the_text_does_not_sign_it() -> None:
    article = extract_article(
        "<h1>兩國共用一座燈塔</h1><div class='text'><p>〔記者陳大文／岬城報導〕岬城外海的燈塔由"
        "兩個國家共同管理，守塔人每月十五日領兩份薪水，繳兩份稅。</p>"
        "<div class='photo'><img src='a.jpg'><p>守塔人站在燈塔下。（記者周小美攝）</p></div>"
        "<p>燈塔建於一九三一年，當時兩國尚未分家。分家以後，誰也不肯把燈熄掉，於是都留下來。</p></div>",
        "https://lantern.example/2019/03/tower",
    )

    assert article.authors == ("陳大文",)


@pytest.mark.parametrize(
    ("dateline", "authors"),
    [
        ("ВЕРХНИЙ МЫС, 4 апреля. /Корр. ТАСС Олег Савин/. ", ("Олег Савин",)),
        ("ВЕРХНИЙ МЫС, 4 апреля. /Корр. Маяк-Информ Олег Савин/. ", ("Олег Савин",)),
        ("ВЕРХНИЙ МЫС, 4 апреля. /ТАСС/. ", ()),
        ("Корреспондент /Корр. «Маяка» Верхний Мыс/. ", ()),
    ],
)
def test_the_correspondent_in_an_agencys_dateline_is_the_author(
    dateline: str, authors: tuple[str, ...]
) -> None:
    article = extract_article(
        f"<h1>Две столицы договорились о тумане</h1><p>{dateline}Делегации двух стран подписали "
        "соглашение о тумане, сообщил во вторник представитель порта.</p><p>Паром стоит у причала "
        "девятый год, а по документам он каждое утро уходит за границу и к вечеру приходит.</p>",
        "https://lantern.example/2019/04/fog",
    )

    assert article.authors == authors
