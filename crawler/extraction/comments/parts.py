"""Tells what part of a comment an element is by its names: author, date, text, or what is left out.

Names are hints; what a part holds, and what is not named, is read in `reading`.
"""

import re
from functools import lru_cache

from crawler.extraction.markup.comment_marks import is_comment_word, words_of
from crawler.extraction.markup.page import Element

_AUTHOR_NAMES = frozenset(
    "fn comment-author-name wp-block-comment-author-name wc-comment-author wpd-comment-author "
    "isso-author coral-comment-username fyre-comment-username comment__author-name "
    "comment__author comment-author-link comment-author__name user-name-gw commento-name".split()
)
_AUTHOR_WORDS = frozenset(
    "author autor auteur autore username nick nickname nutzer verfasser commenter poster name "
    "user byline benutzer pseudo".split()
)
_NAME_WORDS = frozenset("name author autor auteur username nickname".split())
_TIME_WORDS = frozenset("time date datetime timeago".split())
"""Words that say what a part is also beside "user": "user-name", "user-time"."""
_DATE_WORDS = frozenset(
    "date datetime time timestamp datum fecha posted published submitted metadata meta timeago "
    "permalink when ago datestamp data info chapo".split()
)
_TEXT_WORDS = frozenset("text content body message copy txt texte texto inhalt comment".split())
_TEXT_NAMES = frozenset(
    "comment-content comment-text dsq-comment-message comment-copy wp-block-comment-content "
    "wc-comment-text wpd-comment-text isso-text coral-comment-content fyre-comment "
    "commenttext comment_text comment__text comment__content forum-texte "
    "field-name-comment-body field--name-comment-body wrap-word-gw".split()
)
_ACTION_WORDS = frozenset(
    "reply replies action actions link links rating vote votes like likes edit share button btn "
    "avatar gravatar flag report footer controls control tools toolbar says said awaiting "
    "moderation moderate votingbox karma badge number parent form hidden respond".split()
)
_LAST_WORDS = {
    **dict.fromkeys("text content body message txt texte texto inhalt".split(), "text"),
    **dict.fromkeys("author autor auteur username nickname name user".split(), "author"),
    **dict.fromkeys("date datetime time timestamp datum fecha timeago".split(), "date"),
    **dict.fromkeys("avatar gravatar reply actions rating votes likes share".split(), "left out"),
}
"""What a name's last word says: "ShareBarCommentText" is a text."""
_CHILD_WORDS = frozenset("children indented replies".split())
_DIGITS = re.compile(r"\d+")


def part_of(element: Element) -> str | None:
    """What part of a comment the element is by its names."""
    attributes = element.attrib
    names = attributes.get("class") or ""
    own_id = attributes.get("id") or ""
    prop = attributes.get("itemprop") or ""
    if "Person" in (attributes.get("typeof") or ""):
        return "named author"
    if not (names or own_id or prop):
        return None
    return _part_of_names(names, _DIGITS.sub("", own_id) if own_id else "", prop)


@lru_cache(maxsize=8192)
def _part_of_names(names: str, own_id: str, prop: str) -> str | None:
    tokens = [token.lower() for token in (*names.split(), own_id)]
    words = {word for token in (*names.split(), own_id) for word in words_of(token)}
    others = {word for word in words if not is_comment_word(word)}
    if prop in ("author", "creator", "name") or not _AUTHOR_NAMES.isdisjoint(tokens):
        return "named author"
    if prop in ("text", "commentText") or not _TEXT_NAMES.isdisjoint(tokens):
        return "named text"
    if others & _CHILD_WORDS:
        return None
    for name in (*names.split(), own_id):
        last = next(reversed(words_of(name)), "")
        if last in _LAST_WORDS:
            return _LAST_WORDS[last]
    return _part_by_words(words, others, prop)


def _part_by_words(words: set[str], others: set[str], prop: str) -> str | None:
    """What part the words of a name speak of together; `others` do not speak of comments."""
    if others & {"avatar", "gravatar", "reply", "actions"}:
        return "left out"
    if others & _TIME_WORDS and not others & _NAME_WORDS:
        return "date"
    if others & _AUTHOR_WORDS and not others & {"image", "photo", "picture", "img"}:
        return "author"
    if words & {"commentauthor", "commentmetadata"}:
        return "author" if "commentauthor" in words else "date"
    if prop.startswith("date") or others & _DATE_WORDS:
        return "date"
    if others & _ACTION_WORDS:
        return "left out"
    if others & _TEXT_WORDS or words & {"commentbody", "commentcontent", "commentmessage"}:
        return "text"
    return None


def part_named(names: str) -> str | None:
    """What part of a comment an element with such class names is."""
    return _part_of_names(names, "", "")
