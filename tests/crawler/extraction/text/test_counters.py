"""Counters of comments as themes print them, and lines of columns that are none."""

import pytest

from crawler.extraction.text.counters import comment_count


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("1 reply »", 1),
        ("12 replies »", 12),
        ("No comments yet", 0),
        ("One thought on “The Salt Road”", 1),
        ("3 Responses to “The Salt Road”", 3),
        ("55 comments:", 55),
        ("1,204 Comments", 1204),
        ("Comments (12)", 12),
        ("Keine Kommentare", 0),
        ("Ein Kommentar", 1),
        ("2 Antworten zu „Die stille Grenze“", 2),
        ("Kommentare: 4", 4),
        ("Aucun commentaire", 0),
        ("Un commentaire", 1),
        ("3 réponses à La frontière muette", 3),
        ("No hay comentarios", 0),
        ("1 comentario", 1),
        ("2 respuestas a “La frontera callada”", 2),
        ("Комментариев нет", 0),
        ("Один комментарий на «Тихая граница»", 1),
        ("5 комментариев", 5),
        ("댓글 없음", 0),
        ("댓글 한 개", 1),
        ("댓글 3개", 3),
        ("3개의 댓글", 3),
        ("“강변의 다리”에 대한 2개의 댓글", 2),
        ("コメントはまだありません", 0),
        ("1件のコメント", 1),
        ("川辺の橋 への3件のフィードバック", 3),
        ("没有评论", 0),
        ("一条评论", 1),
        ("3条回应：河边的桥", 3),
        ("لا توجد تعليقات", 0),
        ("تعليق واحد", 1),
        ("3 تعليقات", 3),
        ("12 تعليق", 12),
        ("رأي واحد على “جسر النهر”", 1),
        ("ردان على جسر النهر", 2),
        ("٣ تعليقات", 3),
        ("View all 12 comments", 12),
        ("There are 3 comments", 3),
        ("12 Leserkommentare", 12),
        ("Une réflexion sur « La frontière muette »", 1),
        ("2 commentaire(s)", 2),
        ("Un pensamiento en “La frontera callada”", 1),
        ("コメントなし", 0),
        ("《河边的桥》有一个想法", 1),
    ],
)
def test_a_counter_tells_its_number(line: str, count: int) -> None:
    assert comment_count(line) == count


@pytest.mark.parametrize(
    "line",
    [
        "Foreign Affairs",
        "Commentary",
        "A comment is free, and 3 comments cost nothing",
        "No reply came from the ministry",
        "댓글 부대가 움직인 것은 3월이었다",
        "12 ferries",
        "Comments",
        "In 2014 comments were closed",
    ],
)
def test_a_line_of_a_column_is_no_counter(line: str) -> None:
    assert comment_count(line) is None
