"""Addresses are kept without nonces, tokens, sessions and hashes of e-mail addresses."""

import pytest

from archive.model.records import Article, Block, Comment
from archive.model.rows import ArticleFields, comment_fields
from archive.model.secrets import without_secrets

SITE = "https://harbour.example"
HASH = "0bc83cb571cd1c50ba6f3e8a78ef1346"


@pytest.mark.parametrize(
    ("seen", "kept"),
    [
        (f"{SITE}/a?p=3&_wpnonce=4f1c&s=x", f"{SITE}/a?p=3&s=x"),
        (f"{SITE}/a;jsessionid=77AF?x=1", f"{SITE}/a?x=1"),
        (f"{SITE}/reset?email=a%40b.example", f"{SITE}/reset"),
        (f"{SITE}/f?access_token=1&X-Amz-Signature=2", f"{SITE}/f"),
        (f"https://secure.gravatar.com/avatar/{HASH}?s=48", None),
        (f"https://gravatar.com/{HASH}", None),
        (
            f"{SITE}/a?tokens=no&side=1&signed=2&q=%C3%BC",
            f"{SITE}/a?tokens=no&side=1&signed=2&q=%C3%BC",
        ),
        ("https://[broken/?token=1", "https://[broken/?token=1"),
    ],
)
def test_what_was_meant_for_one_reader_is_left_out(seen: str, kept: str | None) -> None:
    assert without_secrets(seen) == kept


def test_rows_of_columns_and_comments_hold_none() -> None:
    links = (
        ("Log in", f"{SITE}/in?_wpnonce=4f1c"),
        ("face", f"https://gravatar.com/avatar/{HASH}"),
    )
    article = Article(
        url=f"{SITE}/a",
        blocks=(Block("paragraph", "Log in, face.", links=links),),
        comments=(Comment(text="Aye.", author="Jo", author_url=f"https://gravatar.com/{HASH}"),),
    )
    kept = f"{ArticleFields.of(article).values['blocks']}{comment_fields(article.comments)}"
    assert "4f1c" not in kept
    assert HASH not in kept
    assert f"{SITE}/in" in kept
