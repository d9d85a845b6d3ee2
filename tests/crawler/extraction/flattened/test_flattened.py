"""Columns that have lost their tags: what lines alone give back, in nine languages."""

from datetime import UTC, datetime

import pytest

from crawler.extraction.flattened.flattened import extract_text

ENGLISH = (
    "The ferries between the two coasts had not crossed under one flag since the old port burned.",
    "On Monday the ministers met in a hotel above the market and signed nine pages nobody read.",
)

# Section, headline, paragraph, and the furniture below it: counter, form, address, button.
NINE = {
    "en": (
        "World", "A Quiet Treaty for the Ferries", ENGLISH[0],
        ("1 reply »", "Leave a Reply", "Your email address will not be published.", "Post Comment"),
    ),
    "de": (
        "Ausland", "Die stille Grenze am Fluss",
        "Der Zoll hat sein Haus verkauft, und der neue Besitzer stellt dort Boote unter.",
        ("Ein Kommentar", "Schreibe einen Kommentar",
         "Deine E-Mail-Adresse wird nicht veröffentlicht.", "Kommentar abschicken"),
    ),
    "fr": (
        "Monde", "La frontière muette du fleuve",
        "La douane a vendu sa maison, et le nouveau maître y range des barques de pêche.",
        ("Un commentaire", "Laisser un commentaire",
         "Votre adresse e-mail ne sera pas publiée.", "Annuler la réponse"),
    ),
    "es": (
        "Mundo", "La frontera callada del río",
        "La aduana vendió su casa junto al río, y el nuevo dueño guarda allí las barcas.",
        ("1 comentario", "Deja un comentario",
         "Tu dirección de correo electrónico no será publicada.", "Publicar comentario"),
    ),
    "ru": (
        "В мире", "Тихая граница у реки",
        "Таможня продала свой дом у реки, и новый хозяин держит там рыбацкие лодки.",
        ("1 комментарий", "Добавить комментарий",
         "Ваш e-mail не будет опубликован.", "Отправить комментарий"),
    ),
    "ko": (
        "국제", "강변의 조용한 다리",
        "강 위의 다리는 삼십 년 동안 닫혀 있었고, 마을 사람들은 배로 시장에 다녔다고 한다.",
        ("댓글 1개", "답글 남기기", "이메일은 공개되지 않습니다.", "댓글 달기"),
    ),
    "ja": (
        "国際", "川辺の静かな橋",
        "橋は三十年のあいだ閉ざされ、村の人びとは舟で市場に通っていたという。",
        ("1件のコメント", "コメントを残す",
         "メールアドレスが公開されることはありません。", "コメントを送信"),
    ),
    "zh": (
        "国际", "河边安静的桥",
        "河上的桥关闭了三十年，村里的人坐船去赶集，孩子们从来没有走过那座桥。",
        ("一条评论", "发表评论", "电子邮件地址不会被公开。", "取消回复"),
    ),
    "ar": (
        "دولي", "الحدود الهادئة عند النهر",
        "باعت الجمارك بيتها عند النهر، والمالك الجديد يحفظ فيه قوارب لا يستأجرها أحد.",
        ("تعليق واحد", "اترك رداً", "لن يتم نشر عنوان بريدك الإلكتروني.", "إلغاء الرد"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", NINE)
def test_a_column_and_its_furniture_are_told_apart_in_nine_languages(language: str) -> None:
    section, headline, paragraph, furniture = NINE[language]
    text = "\n\n".join((section, headline, paragraph, *furniture))
    article = extract_text(text)
    assert (article.section, article.title, article.body) == (section, headline, paragraph)
    assert article.language == language
    assert article.comment_count == 1
    assert [found.text for found in article.chrome] == list(furniture)
    assert [found.kind for found in article.chrome] == ["counter", *["comment-form"] * 3]
    assert article.comments == ()


@pytest.mark.parametrize(
    ("head", "reply"),
    [
        ("Jo says:\nMarch 3, 2014 at 5:15 pm", "Reply"),
        ("Jo sagt:\n3. März 2014 um 17:15 Uhr", "Antworten"),
        ("Jo dit :\n3 mars 2014 à 17 h 15", "Répondre"),
        ("Jo dice:\n3 marzo 2014 a las 17:15", "Responder"),
        ("Jo пишет:\n3 марта 2014 в 17:15", "Ответить"),
        ("Jo 댓글:\n2014년 3월 3일 17:15", "응답"),
        ("Jo より:\n2014年3月3日 17:15", "返信"),
        ("Jo说道：\n2014年3月3日 下午5:15", "回复"),
        ("يقول Jo:\n3 مارس 2014 الساعة 17:15", "رد"),
        ("Jo\nMarch 3, 2014 at 5:15 pm", "Reply"),
    ],
)
def test_a_comment_is_rebuilt_from_its_head(head: str, reply: str) -> None:
    text = "\n".join((*ENGLISH, "1 reply", head, "Their band played twice.", reply))
    article = extract_text(text)
    (comment,) = article.comments
    assert (comment.author, comment.text) == ("Jo", "Their band played twice.")
    assert comment.published == datetime(2014, 3, 3, 17, 15, tzinfo=UTC)
    assert comment.published_precision == "minute"
    assert article.body == "\n\n".join(ENGLISH)


def test_a_date_below_the_text_is_the_comments_too() -> None:
    text = "\n".join(
        (*ENGLISH, "1 comments:", "Jo said...", "The lamp is out.", "March 4, 2008 at 9:20 AM")
    )
    (comment,) = extract_text(text).comments
    assert (comment.author, comment.text) == ("Jo", "The lamp is out.")
    assert comment.published == datetime(2008, 3, 4, 9, 20, tzinfo=UTC)


def test_a_quotation_after_a_colon_is_no_comment() -> None:
    lines = (
        *ENGLISH,
        "The minister said:",
        "We shall sail when the lamp on the reef is lit again.",
    )
    article = extract_text("\n\n".join(lines))
    assert article.comments == ()
    assert article.body == "\n\n".join(lines)


def test_a_crosshead_that_equals_a_phrase_stays() -> None:
    lines = (ENGLISH[0], "Leave a Reply", ENGLISH[1], "Log in", ENGLISH[0])
    article = extract_text("\n\n".join(("On Boxes", *lines)))
    assert article.body == "\n\n".join(lines)
    assert article.chrome == ()


def test_share_lines_above_the_text_are_furniture() -> None:
    lines = ("A Quiet Treaty", "Share this:", "Click to share on Reddit", "Facebook", *ENGLISH)
    article = extract_text("\n".join(lines))
    assert article.title == "A Quiet Treaty"
    assert article.body == "\n\n".join(ENGLISH)
    assert [found.kind for found in article.chrome] == ["share", "share", "share"]


def test_text_without_furniture_keeps_every_line() -> None:
    lines = ["Lamps", "One for the sea", "two for the road", "three for the clerk"]
    article = extract_text("\n".join(lines))
    assert [article.title, *(block.text for block in article.blocks)] == lines
    assert article.chrome == ()


def test_lines_wrapped_to_a_width_are_joined() -> None:
    wrapped = (
        "Salt came over the pass in sacks of forty pounds until the\n"
        "winter of the avalanche, when the mules stopped, and nobody\n"
        "asked the drivers what they thought of it then or later on.\n\n"
        "The road was closed for eleven years, and the towns below\n"
        "learned to do without."
    )
    paragraphs = extract_text(wrapped).body.split("\n\n")
    assert len(paragraphs) == 2
    assert paragraphs[1].endswith("the towns below learned to do without.")


def test_a_form_broken_into_single_words_is_chrome_to_its_last_line() -> None:
    tail = ("Leave a Reply", "You are commenting using your WordPress.com account.", "(", "Log Out")
    text = "\n".join((*ENGLISH, *tail, "/", "Change", ")", "Connecting to %s"))
    article = extract_text(text)
    assert article.body == "\n\n".join(ENGLISH)
    assert {found.kind for found in article.chrome} <= {"comment-form", "login-prompt"}
    assert len(article.chrome) == 8


@pytest.mark.parametrize(
    "text", ["", " \n\t\n", "\x00\n\u200b", "1 reply", "Leave a Reply\n" * 500]
)
def test_text_without_a_column_does_no_harm(text: str) -> None:
    article = extract_text(text)
    assert article.comments == ()


def test_every_section_of_the_line_that_files_a_column_is_named() -> None:
    text = "\n\n".join(
        ("A Quiet Treaty", "By Orla Fennimore", *ENGLISH, "Categories: Council, Abroad")
    )

    article = extract_text(text)

    assert (article.section, article.sections) == ("Council", ("Council", "Abroad"))
