"""What ids and class names say about the parts of a discussion.

Names are taken apart into words, so that "commentary" and "article-comment" (an op-ed, at several
outlets) are no comment. A name is never enough by itself: `comment_elements` asks for structure.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from crawler.extraction.markup.class_names.class_tokens import class_tokens
from crawler.extraction.markup.class_names.widget_names import WIDGET_NAMES, WIDGET_TAGS
from crawler.extraction.vocabulary.tables import table, word_list


class Mark:
    """What an element is by its id and class names; several at once are joined by `|`.

    Plain numbers: `enum.Flag` takes a microsecond for each `|`, more than all the rest here.
    """

    NUMBERED = 1
    """A comment with a number of its own in its id: `comment-12`."""
    PLATFORM = 2
    """A comment by names that only a comment platform writes."""
    PLAIN = 4
    """Named as one comment, as many sites do."""
    TEXT = 8
    """Named as the text of a comment."""
    THREAD = 16
    """A list of comments, or the whole discussion with its form."""
    REPLIES = 32
    """The answers to one comment."""
    COUNTER = 64
    RECENT = 128
    """A sidebar's list of the newest comments on other columns."""
    WIDGET = 256
    """The empty place of a discussion that only a script fills."""
    PINGBACK = 512
    TRACKBACK = 1024


SURE = Mark.NUMBERED | Mark.PLATFORM
"""Marks that only comments have."""
ITEM = Mark.NUMBERED | Mark.PLATFORM | Mark.PLAIN
LINKED_FROM = Mark.PINGBACK | Mark.TRACKBACK

ITEM_TAGS = frozenset("li div article section blockquote table tr td dd".split())
"""Elements in which a comment may stand; links and spans with a comment's number are its parts."""

_TABLE: Final = table("comment_names")
NUMBER = re.compile(
    rf"(?:[a-z]{{1,12}}[-_]){{0,3}}(?:{'|'.join(word_list(_TABLE['ids']['before_number']))})"
    r"[-_]?(\d{1,20})(?:_\d+)?"
)
"""Ids of single comments: comment-12, li-comment-12, dsq-comment-12, wc-comm-12_0, comment3111."""
NUMBER_OF_COMMENT = re.compile(r"c(\d{6,20})|t(\d{2,20})")
"""Ids that only elements named as comments have: Blogger's c4265235981837780782, LiveJournal's
t1202."""
HEXADECIMAL = re.compile(
    rf"(?:{'|'.join(word_list(_TABLE['ids']['before_name']))})-((?=[a-f]*\d)[0-9a-f]{{12,64}})"
)
"""Typepad's ids of comments: comment-6a0120a5b1c2d3970b01."""
NAMED_ID = re.compile(
    rf"(?:[a-z]+-)*(?:{'|'.join(word_list(_TABLE['ids']['before_name']))})-([0-9a-f][0-9a-f-]{{0,63}})",
    re.I,
)
"""Ids of single comments that are no numbers: comment-8f14e45f, commento-comment-card-9b2."""
_STEMS = word_list(_TABLE["stems"])
_NOT_COMMENTS = word_list(_TABLE["no_stems"])

_SPEAKS_OF_COMMENTS = re.compile("|".join(_STEMS))

_WORDPRESS_ITEM = re.compile(r"depth-\d+|even|odd|alt|thread-\w+|byuser|bypostauthor|parent")
_THREADS = frozenset(word_list(_TABLE["lists"]["threads"]))
NAMES_OF_RECENT = frozenset(word_list(_TABLE["lists"]["recent"]))
"""Names that only lists of the newest comments on other columns bear."""
_BESIDE = {meaning: frozenset(word_list(listed)) for meaning, listed in _TABLE["beside"].items()}
"""What words beside one that speaks of comments make of a name."""
_GLUED = {meaning: frozenset(word_list(listed)) for meaning, listed in _TABLE["glued"].items()}
"""What words that have it in them make of a name by themselves."""

_WHOLE_NAMES = {
    **dict.fromkeys(word_list(_TABLE["items"]["plain"]), Mark.PLAIN),
    **dict.fromkeys(_THREADS, Mark.THREAD),
    **dict.fromkeys(word_list(_TABLE["lists"]["replies"]), Mark.REPLIES),
    **dict.fromkeys(word_list(_TABLE["items"]["platform"]), Mark.PLATFORM),
    **dict.fromkeys(NAMES_OF_RECENT, Mark.RECENT),
    **{n: Mark.WIDGET | (Mark.THREAD if n in _THREADS else 0) for n in WIDGET_NAMES},
}
_LINKED_FROM_NAMES = frozenset(("pingback", "trackback"))
_TELLING = _LINKED_FROM_NAMES | _WHOLE_NAMES.keys()


def is_comment_word(word: str) -> bool:
    """Whether a word of a name speaks of comments, rather than of commentary."""
    return word.startswith(_STEMS) and not word.startswith(_NOT_COMMENTS)


def marks_by(tag: str, names: str | None, element_id: str | None) -> int:
    """What an element with such a tag, class and id is."""
    marks = marks_of_classes(names) if names else 0
    if element_id:
        if marks & Mark.PLAIN and NUMBER_OF_COMMENT.fullmatch(element_id):
            marks |= Mark.NUMBERED
        else:
            marks |= marks_of_id(element_id)
    if tag in WIDGET_TAGS:
        marks |= Mark.WIDGET
    if marks & (ITEM | LINKED_FROM) and tag not in ITEM_TAGS:
        if marks & Mark.PLAIN and tag == "p":
            marks |= Mark.TEXT
        marks &= ~(ITEM | LINKED_FROM)
    return marks


def number_in_id(element_id: str | None) -> str | None:
    """The comment's number in an element's id."""
    if not element_id:
        return None
    for pattern in (NUMBER, HEXADECIMAL, NUMBER_OF_COMMENT):
        if match := pattern.fullmatch(element_id):
            return str(next(filter(None, match.groups())))
    return None


def marks_of_id(element_id: str) -> int:
    """What an id says by itself."""
    is_numbered = element_id[-1:].isdecimal() and NUMBER.fullmatch(element_id) is not None
    if is_numbered and _BESIDE["recent"].isdisjoint(class_tokens(element_id)):
        return Mark.NUMBERED
    if "-" in element_id and HEXADECIMAL.fullmatch(element_id):
        return Mark.NUMBERED
    return _marks_of_name(element_id)


@lru_cache(maxsize=1024)
def marks_of_classes(names: str) -> int:
    """What class names say together."""
    lower = names.lower()
    if _SPEAKS_OF_COMMENTS.search(lower) is None and _TELLING.isdisjoint(lower.split()):
        return 0  # as nearly all do
    tokens = names.split()
    marks = 0
    for token in tokens:
        marks |= _marks_of_name(token)
    if "comment" in names or "back" in names:
        lowered = {token.lower() for token in tokens}
        wordpress = any(_WORDPRESS_ITEM.fullmatch(token) for token in lowered)
        if lowered & _LINKED_FROM_NAMES and (wordpress or lowered & {"comment", "post"}):
            linked = Mark.TRACKBACK if "trackback" in lowered else Mark.PINGBACK
            marks |= Mark.PLATFORM | linked
        if "comment" in lowered and wordpress:
            marks |= Mark.PLATFORM
    return marks


@lru_cache(maxsize=1024)
def _marks_of_name(name: str) -> int:
    lowered = name.lower()
    mark = _WHOLE_NAMES.get(lowered)
    if mark is None:
        mark = _marks_of_words(class_tokens(name)) if _SPEAKS_OF_COMMENTS.search(lowered) else 0
    return mark


def _marks_of_words(words: Sequence[str]) -> int:
    """What the words of a name say together."""
    if not _GLUED["recent"].isdisjoint(words):
        return Mark.RECENT
    if not any(map(is_comment_word, words)):
        return 0
    others = {word for word in words if not is_comment_word(word)}
    if others & _BESIDE["recent"]:
        return Mark.RECENT
    if others & _BESIDE["count"]:
        return Mark.COUNTER
    glued = {word for word in words if is_comment_word(word)}
    if others & _BESIDE["text"] and not others & _BESIDE["no_text"]:
        return Mark.TEXT
    if glued & _GLUED["text"]:
        return Mark.TEXT
    if glued & _GLUED["threads"]:
        return Mark.THREAD
    return 0
