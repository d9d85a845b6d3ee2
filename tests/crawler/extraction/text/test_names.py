"""Bylines as newspapers print them, and the names in them."""

import pytest

from crawler.extraction.text.names import authors_of, is_name, without_by

BYLINES = [
    ("By Orla Fennimore", ["Orla Fennimore"]),
    ("by Orla Fennimore and Tadeusz Wrona", ["Orla Fennimore", "Tadeusz Wrona"]),
    ("By Orla Fennimore, Tadeusz Wrona & Mei-Ling Zhao", None),
    ("BY ORLA FENNIMORE in Geneva", ["Orla Fennimore"]),
    ("By Orla Fennimore, Geneva", ["Orla Fennimore"]),
    ("By Orla Fennimore | Senior Correspondent | March 5, 2019", ["Orla Fennimore"]),
    ("By Orla Fennimore, Head of the Geneva bureau", ["Orla Fennimore"]),
    ("Written by Orla Fennimore\nPhotos by Tadeusz Wrona", ["Orla Fennimore"]),
    ("By\nOrla Fennimore", ["Orla Fennimore"]),
    ("Posted by kestrel77", ["kestrel77"]),
    ("By Abby Bywater", ["Abby Bywater"]),
    ("Orla Fennimore (Reuters)", ["Orla Fennimore"]),
    ("Orla Fennimore, orla@lantern.example", ["Orla Fennimore"]),
    ("Dr. Orla Fennimore, PhD", ["Orla Fennimore"]),
    ("By Orla Fennimore ⋅ Editor ⋅ Updated 5 March", ["Orla Fennimore"]),
    ("By Orla Fennimore, Home and Harbour Safety Expert", ["Orla Fennimore"]),
    ("By Orla Fennimore, Head of Sales and Community Ties at Lantern", ["Orla Fennimore"]),
    ("This post was written by Orla Fennimore", ["Orla Fennimore"]),
    ("by kestrel77\n5 March\nHarbour Watch Forum", ["kestrel77"]),
    ("Eingestellt von Annegret Möhle", ["Annegret Möhle"]),
    ("Von Annegret Möhle", ["Annegret Möhle"]),
    ("Von Annegret Möhle und Jost van der Veen", ["Annegret Möhle", "Jost van der Veen"]),
    ("Ein Kommentar von Annegret Möhle", ["Annegret Möhle"]),
    ("Von unserem Korrespondenten Jost Abel, Genf", ["Jost Abel"]),
    ("Nahost-Korrespondentin Annegret Möhle", ["Annegret Möhle"]),
    ("Text: Annegret Möhle, Fotos: Jost Abel", ["Annegret Möhle"]),
    ("Par Solène d'Aubry et Marc Vauquelin", ["Solène d'Aubry", "Marc Vauquelin"]),
    ("Par notre correspondant à Genève, Marc Vauquelin", None),
    ("Por Inés Ortega y Lozano", ["Inés Ortega y Lozano"]),
    ("Por Inés Lozano Ruiz y Juan Pardo", ["Inés Lozano Ruiz", "Juan Pardo"]),
    ("Por João Prado e Silva", ["João Prado e Silva"]),
    ("di Chiara Bellandi", ["Chiara Bellandi"]),
    ("Di Marco", ["Di Marco"]),
    ("door Joost de Wit", ["Joost de Wit"]),
    ("By ORLA FENNIMORE and TADEUSZ O'MALLEY-WRONA", ["Orla Fennimore", "Tadeusz O'Malley-Wrona"]),
    ("By Orla Fennimore, Moscow correspondent, and Tadeusz Wrona", None),
    ("By J. R. Fennimore", ["J. R. Fennimore"]),
    ("By Orla K. Fennimore as told to Tadeusz Wrona", ["Orla K. Fennimore", "Tadeusz Wrona"]),
    ("By Orla Fennimore, The Lantern Staff", ["Orla Fennimore"]),
    ("By Orla Fennimore. Reviewed by Tadeusz Wrona", ["Orla Fennimore"]),
    ("Posted by kestrel77 on 5 March 2019", ["kestrel77"]),
    ("By Mary Best", ["Mary Best"]),
    ("Orla Fennimore Education editor", ["Orla Fennimore"]),
    ("All posts by Orla Fennimore", ["Orla Fennimore"]),
    ("Alles von Annegret Möhle", ["Annegret Möhle"]),
    ("Von Annegret Möhle, aus Berlin", ["Annegret Möhle"]),
    ("Aus Berlin von Annegret Möhle", ["Annegret Möhle"]),
    ("Von Annegret Möhle (Text) und Jost Abel (Fotos)", ["Annegret Möhle"]),
    ("Von Prof. Dr. Annegret Möhle", ["Annegret Möhle"]),
    ("Von dpa", ["dpa"]),
    ("Par Solène d'Aubry, envoyée spéciale à Kiev", ["Solène d'Aubry"]),
    ("Par Solène d'Aubry (avec AFP)", ["Solène d'Aubry"]),
    ("Par Marc VAUQUELIN", ["Marc Vauquelin"]),
    ("Propos recueillis par Marc Vauquelin", ["Marc Vauquelin"]),
    ("Par l'AFP", ["AFP"]),
    ("Por Inés Lozano Ruiz, corresponsal en Moscú", ["Inés Lozano Ruiz"]),
    ("De nuestro corresponsal Juan Pardo", ["Juan Pardo"]),
    ("Por Redacción", ["Redacción"]),
    ("Por João Prado da Silva, de Lisboa", ["João Prado da Silva"]),
    ("di Chiara Bellandi, inviata a Mosca", ["Chiara Bellandi"]),
    ("a cura di Chiara Bellandi e Paolo Verdi", ["Chiara Bellandi", "Paolo Verdi"]),
    ("dal nostro corrispondente Paolo Verdi", ["Paolo Verdi"]),
    ("door Joost de Wit en Anna van der Meer", ["Joost de Wit", "Anna van der Meer"]),
    ("Van onze correspondent Joost de Wit", ["Joost de Wit"]),
    ("Ayşe Yıldız ve Mehmet Kaya", ["Ayşe Yıldız", "Mehmet Kaya"]),
    ("Av Astrid Lindqvist och Sven Holm", ["Astrid Lindqvist", "Sven Holm"]),
    ("Text: Astrid Lindqvist Foto: Sven Holm", ["Astrid Lindqvist"]),
    ("Autor: Łucja Wronka oraz Jan Kowal", ["Łucja Wronka", "Jan Kowal"]),
    ("Łucja Wronka, korespondentka z Moskwy", ["Łucja Wronka"]),
    ("Tekst: Łucja Wronka, zdjęcia: Jan Kowal", ["Łucja Wronka"]),
    ("Ирина ЗАРЕЧНАЯ, Москва", ["Ирина Заречная"]),
    ("Ирина Заречная, специальный корреспондент", ["Ирина Заречная"]),
    ("Беседовал Пётр Лугов", ["Пётр Лугов"]),
    ("Пётр Лугов, ТАСС", ["Пётр Лугов"]),
    ("文＝山田花子", ["山田花子"]),
    ("文・山田花子、写真・田中一郎", ["山田花子"]),
    ("新华社记者李小明", ["李小明"]),
    ("홍길순·김영희 기자", ["홍길순", "김영희"]),
    ("Автор: Ирина Заречная", ["Ирина Заречная"]),
    ("Текст: Ирина Заречная и Пётр Лугов", ["Ирина Заречная", "Пётр Лугов"]),
    ("홍길순 기자", ["홍길순"]),
    ("[서울=가나뉴스] 홍길순 특파원 =", ["홍길순"]),
    ("山田花子記者", ["山田花子"]),
    ("作者：李小明", ["李小明"]),
    ("بقلم: ليلى الحداد", ["ليلى الحداد"]),
]


@pytest.mark.parametrize(("byline", "authors"), [b for b in BYLINES if b[1] is not None])
def test_a_byline_names_its_authors(byline: str, authors: list[str]) -> None:
    assert list(authors_of(byline)) == authors


def test_three_authors_are_three() -> None:
    assert authors_of("By Orla Fennimore, Tadeusz Wrona & Mei-Ling Zhao") == (
        "Orla Fennimore",
        "Tadeusz Wrona",
        "Mei-Ling Zhao",
    )


@pytest.mark.parametrize(
    "byline",
    [
        "",
        "admin",
        "By admin",
        "Redaktion",
        "Lantern Staff",
        "Senior Correspondent",
        "By Senior Correspondent",
        "편집부",
        "March 5, 2019",
        "5 minutes ago",
        "View all posts",
        "3 comments",
        "About the author",
        "The author of this article",
        "News Desk",
        "By The Quiet Lantern",
        "It rained in Geneva all through the week. Nobody minded.",
    ],
)
def test_roles_dates_counters_and_the_outlet_are_no_authors(byline: str) -> None:
    assert authors_of(byline, not_names=["The Quiet Lantern"]) == ()


def test_those_who_sign_together_are_named_where_no_person_is() -> None:
    assert authors_of("By Lantern Staff") == ("Lantern Staff",)
    assert authors_of("Von der Redaktion") == ("Redaktion",)
    assert authors_of("Redaktion", sure=True) == ("Redaktion",)
    assert authors_of("By Orla Fennimore, Lantern Staff") == ("Orla Fennimore",)


def test_an_agency_is_named_only_where_nobody_is() -> None:
    assert authors_of("Orla Fennimore, Reuters") == ("Orla Fennimore",)
    assert authors_of("Reuters", sure=True) == ("Reuters",)


def test_one_word_is_a_name_only_where_names_are_sure() -> None:
    assert authors_of("kestrel77") == ()
    assert authors_of("kestrel77", sure=True) == ("kestrel77",)


def test_an_author_named_twice_is_one() -> None:
    assert authors_of("Orla Fennimore\nORLA FENNIMORE") == ("Orla Fennimore",)


def test_a_word_for_by_inside_a_name_stays() -> None:
    assert without_by("Bytes and books") == ("Bytes and books", False)
    assert is_name("Abby Vonnegut")


def test_long_nonsense_is_read_in_no_time() -> None:
    assert authors_of("von der " * 5000) == ()
    assert authors_of("By " + "A" * 100_000) == ()


def test_words_of_a_menu_that_no_space_parts_are_no_name() -> None:
    assert not is_name("Harbour ChecklistsJust EngagedTide Planning")
    assert is_name("Orla McFennimore")
    assert is_name("Bence LeQuendel")
