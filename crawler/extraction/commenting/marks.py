"""What ids and class names say about the parts of a discussion.

Names are taken apart into words, so that "commentary" and "article-comment" (an op-ed, at several
outlets) are no comment. A name is never enough by itself: `items` asks for structure.
"""

import re
from enum import Flag, auto
from functools import lru_cache

from crawler.extraction.commenting.widgets import WIDGET_NAMES, WIDGET_TAGS
from crawler.extraction.page import Element


class Mark(Flag):
    """What an element is by its id and class names."""

    NONE = 0
    NUMBERED = auto()
    """A comment with a number of its own in its id: `comment-12`."""
    PLATFORM = auto()
    """A comment by names that only a comment platform writes."""
    PLAIN = auto()
    """Named as one comment, as many sites do."""
    TEXT = auto()
    """Named as the text of a comment."""
    THREAD = auto()
    """A list of comments, or the whole discussion with its form."""
    REPLIES = auto()
    """The answers to one comment."""
    COUNTER = auto()
    RECENT = auto()
    """A sidebar's list of the newest comments on other columns."""
    WIDGET = auto()
    """The empty place of a discussion that only a script fills."""
    LINKED_FROM = auto()
    """A pingback or trackback."""


ITEM = Mark.NUMBERED | Mark.PLATFORM | Mark.PLAIN

ITEM_TAGS = frozenset("li div article section blockquote tr td dd".split())
"""Elements in which a comment may stand; links and spans with a comment's number are its parts."""

NUMBER = re.compile(
    r"(?:[a-z]{1,12}[-_]){0,3}"
    r"(?:comment|comm|kommentar|comentario|commentaire|komentarz|reactie|cmt|isso)"
    r"[-_]?(\d{1,20})(?:_\d+)?"
)
"""Ids of single comments: comment-12, li-comment-12, dsq-comment-12, wc-comm-12_0, comment3111."""
BLOGGER_NUMBER = re.compile(r"c(\d{6,20})")
"""Blogger's ids of comments: c4265235981837780782."""

_STEMS = (
    "comment",
    "kommentar",
    "commentaire",
    "comentario",
    "comentário",
    "komentar",
    "reactie",
    "commenti",
    "yorum",
    "disqus",
    "dsq",
    "cmt",
)
_NOT_COMMENTS = ("commentary", "commentaries", "commentator", "commented", "commentisfree")

_WORDS = re.compile(r"[a-zà-ÿ]+|[0-9]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

_WORDPRESS_ITEM = re.compile(r"depth-\d+|even|odd|alt|thread-\w+|byuser|bypostauthor|parent")
_PLATFORM_ITEMS = frozenset(
    "wc-comment wpd-comment isso-comment coral-comment fyre-comment-article xenforo-comment "
    "remark42__comment commento-card comments-item forum-message comments__item "
    "highlander-comment ajax-comment-wrapper".split()
)
_PLAIN_ITEMS = frozenset(
    "comment commententry comment-entry comment-item comment_item commentitem single-comment "
    "user-comment comment-card c-comment js-comment comment-container comment-wrap "
    "comment__item kommentar-item kommentar_item kb-comment comment-single singlecomment "
    "comment-row comment_row commentbox reader-comment comentario commentaire kommentar reactie "
    "comment-post comment-node comment-box".split()
)
_THREADS = frozenset(
    "comments commentlist comment-list comments-list comments-area comment-area comment-wrapper "
    "comments-wrapper comments-wrap comment-section comments-section comments-container "
    "comments-holder comments-content comments_section commentarea commentsarea comments-block "
    "entry-comments comment-holder comment-items wp-block-comments wp-block-comment-template "
    "wp-block-comments-query-loop post-comments article-comments kommentare commentaires "
    "comentarios reacties komentarze thrive-comments comments-thread comment-thread "
    "discourse-comments-area social-comments dsq-content dsq-comments disqus_thread idc-noscript "
    "wpdiscuz wpcomm wcthreadwrapper comments-inner comments_block comments-box commentsbox "
    "comments_box comments-main comments-tree comment-tree comment-wrap-outer comments-form-list "
    "social-commentlist allcommentsarea comments-wrapper-inner comments_wrapper kb-comments "
    "comments-component user-comments reader-comments story-comments formulaire_forum "
    "comments_toggle_section mh-comments-wrap comments-ul".split()
)
_REPLIES = frozenset(
    "children indented comment-replies comment-children replies comments-replies inline-thread "
    "isso-follow-up child-comments comment__replies comment__children sub-comments "
    "comment-list-children reply-list".split()
)
_WHOLE_NAMES = (
    (_PLATFORM_ITEMS, Mark.PLATFORM),
    (_REPLIES, Mark.REPLIES),
    (_THREADS, Mark.THREAD),
    (_PLAIN_ITEMS, Mark.PLAIN),
)
_TEXT_WORDS = frozenset("text body content message copy txt texte texto inhalt entry".split())
_NOT_TEXT_WORDS = frozenset(
    "form header footer meta info count reply author area list add write respond wrapper "
    "loader tab title more".split()
)
_COUNT_WORDS = frozenset("count counter title number num total link popup heading header".split())
_RECENT_WORDS = frozenset("recent latest newest letzte neueste neue last dernier ultimos".split())


def words_of(name: str) -> list[str]:
    """The words of an id or class name: "CommentEntry" and "comment_entry" have the same."""
    return _WORDS.findall(_CAMEL.sub("-", name).lower())


def is_comment_word(word: str) -> bool:
    """Whether a word of a name speaks of comments, rather than of commentary."""
    return word.startswith(_STEMS) and not word.startswith(_NOT_COMMENTS)


def marks_of(element: Element) -> Mark:
    """What the element is by its id and class names."""
    names, own_id = element.get("class"), element.get("id")
    found = _marks_of_classes(names) if names else Mark.NONE
    if own_id:
        found |= _marks_of_id(own_id)
    if element.tag in WIDGET_TAGS:
        found |= Mark.WIDGET
    if found & (ITEM | Mark.LINKED_FROM) and element.tag not in ITEM_TAGS:
        found &= ~(ITEM | Mark.LINKED_FROM)
    return found


def number_of(element: Element) -> str | None:
    """The comment's number in the element's id."""
    own_id = element.get("id")
    if not own_id:
        return None
    found = NUMBER.fullmatch(own_id) or BLOGGER_NUMBER.fullmatch(own_id)
    return found[1] if found else None


def _marks_of_id(own_id: str) -> Mark:
    if len(own_id) > 80:
        return Mark.NONE
    if NUMBER.fullmatch(own_id):
        return Mark.NUMBERED
    return _marks_of_name(own_id)


@lru_cache(maxsize=4096)
def _marks_of_classes(names: str) -> Mark:
    found = Mark.NONE
    tokens = names.split()
    for token in tokens:
        found |= _marks_of_name(token)
    lowered = {token.lower() for token in tokens}
    wordpress = any(_WORDPRESS_ITEM.fullmatch(token) for token in lowered)
    if lowered & {"pingback", "trackback"} and (wordpress or "comment" in lowered):
        found |= Mark.PLATFORM | Mark.LINKED_FROM
    if "comment" in lowered and wordpress:
        found |= Mark.PLATFORM
    return found


@lru_cache(maxsize=4096)
def _marks_of_name(name: str) -> Mark:
    lowered = name.lower()
    if lowered in WIDGET_NAMES:
        return Mark.WIDGET | (Mark.THREAD if lowered in _THREADS else Mark.NONE)
    for names, mark in _WHOLE_NAMES:
        if lowered in names:
            return mark
    return _marks_of_words(words_of(name))


def _marks_of_words(words: list[str]) -> Mark:
    """What the words of a name say together."""
    if "recentcomments" in words:
        return Mark.RECENT
    if not any(map(is_comment_word, words)):
        return Mark.NONE
    others = {word for word in words if not is_comment_word(word)}
    if others & _RECENT_WORDS:
        return Mark.RECENT
    if others & _COUNT_WORDS:
        return Mark.COUNTER
    glued = {word for word in words if is_comment_word(word)}
    if others & _TEXT_WORDS and not others & _NOT_TEXT_WORDS:
        return Mark.TEXT
    if glued & {"commentbody", "commenttext", "commentcontent", "commentmessage"}:
        return Mark.TEXT
    if glued & {"commentlist", "commentslist"}:
        return Mark.THREAD
    return Mark.NONE
