"""Commenters' names and comments' texts without the labels and buttons printed around them."""

import re
from collections.abc import Sequence
from typing import Final

from crawler.extraction.comments.comment_parts import part_of
from crawler.extraction.comments.signals import COMPLAINT
from crawler.extraction.markup.element_text import raw_text, text_of
from crawler.extraction.markup.tree import Element
from crawler.extraction.text.dates import parse_date
from crawler.extraction.vocabulary.labelled_lines import speaker
from crawler.extraction.vocabulary.phrases import phrase_of
from crawler.extraction.vocabulary.tables import alternatives, table

LONGEST_AUTHOR = 80
"""Characters of a name; longer texts are sentences."""
LONGEST_BUTTONS = 40
"""Characters of a line of buttons under a comment."""

_NEAR_NAME: Final = table("discussions")["author"]
SELF_LINK = re.compile(
    r"#(?:[a-z]+-)*(?:comment|c|dsq-comment|forum)-?(\d+|(?=[a-f]*\d)[0-9a-f]{12,64})$"
    r"|[?&]thread=\d+#t(\d+)$"
)
"""Links of a comment to itself, with its number."""
_SAYS = re.compile(
    rf"\s*(?:\b(?:{alternatives(_NEAR_NAME['says_patterns'])})"
    r"\s*(?:\.\.\.|…)?\s*[:：]?|\.\.\.|…|[:：,])\s*$",
    re.I,
)
_UNVERIFIED = re.compile(rf"\s*\((?:{alternatives(_NEAR_NAME['unverified_patterns'])})\)$", re.I)
"""What Drupal prints after the name of a commenter who was not logged in."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_YEAR_BEHIND = re.compile(r"([^\W\d_][^\d|,·:–—(]{1,30})\s(?:19|20)\d\d")
_BEFORE_BY = alternatives(_NEAR_NAME["before_by_patterns"])
_BEHIND_DATE = re.compile(
    rf"\d[^\n]{{0,60}}(?:[,|·–—-]|\d)\s*(?:{alternatives(_NEAR_NAME['by_patterns'])})\s+"
    r"([^\W\d][^\d,|]{0,60})$",
    re.I,
)
_NUMBERED = re.compile(r"(\d{1,4})[.．]\s+(?=\S)")
_SEPARATORS = " \t-–—|,:"
_DECORATION = f"{_SEPARATORS}*"
_MASKS = frozenset("*○●")
_MASKED = re.compile(r"(?=.*[^\W_])[\w.-]{0,40}(?:[*○●]{2,20}[\w.-]{0,40}|[*○●][\w.-]{1,40}[*○●])")
BY_WORDS = re.compile(
    rf"^(?:(?:(?:{_BEFORE_BY})\s+)?(?:{alternatives(_NEAR_NAME['by_patterns'])})(?:\s*[:：]\s*|\s+)"
    rf"|(?:{_BEFORE_BY})\s+(?:{alternatives(_NEAR_NAME['by_behind_patterns'])})(?:\s*[:：]\s*|\s+)"
    rf"|(?:{alternatives(_NEAR_NAME['by_alone_patterns'])})\s+"
    rf"|(?:{alternatives(_NEAR_NAME['label_patterns'])})\s*[:：]\s*)",
    re.I,
)
"""Words before a commenter's name: "Submitted by"."""


def name_in(element: Element) -> str | None:
    """The name in an author's element, without "says:", "by" and a date beside it."""
    inner = next((e for e in element.iter("*") if part_of(e) == "named author"), element)
    text = text_of(inner).partition("\n")[0]
    if _YEAR.search(text):
        # Name and date share a line: the name has an element of its own, or comes first.
        apart = [
            text_of(e).partition("\n")[0] for e in inner.iter("a", "b", "strong", "cite", "span")
        ]
        named = (line for line in apart if line and not _YEAR.search(line) and not phrase_of(line))
        text = next(named, "") or (inner.text or "").strip()
        text = text or next(filter(None, map(name_with_year, apart)), "")
    if not text or len(text) > 2 * LONGEST_AUTHOR:
        return None
    name = name_in_line(text)
    if not 0 < len(name) <= LONGEST_AUTHOR or phrase_of(text):
        return None
    return name


def name_in_line(text: str) -> str:
    """The name in a line, without "says:", "by" and decoration."""
    text = _UNVERIFIED.sub("", text)
    name = (speaker(text) or _SAYS.sub("", BY_WORDS.sub("", text))).strip(_SEPARATORS)
    return _without_stars_apart(name) if "*" in name else name


def name_with_year(text: str) -> str | None:
    """The name that a text is with a year behind it: "Anna 2000", but not "March 2000"."""
    match = _YEAR_BEHIND.fullmatch(text)
    return text if match and not phrase_of(match[1]) and parse_date(text) is None else None


def _without_stars_apart(name: str) -> str:
    """A name without stars that stand apart from it; those within it mask an account: "kim****"."""
    words = name.split()
    while words and not words[0].strip(_DECORATION):
        words.pop(0)
    while words and not words[-1].strip(_DECORATION):
        words.pop()
    return " ".join(words)


def is_masked(line: str) -> bool:
    """Whether a line is an account's name with masked letters: "kim****", "김○○"."""
    return not _MASKS.isdisjoint(line) and _MASKED.fullmatch(line) is not None


def name_behind_date(line: str) -> str | None:
    """The name at the end of a line that begins with its date: "Le 3 mai 2016 à 10:12, par Jo"."""
    match = _BEHIND_DATE.search(line)
    return name_in_line(match[1]) or None if match else None


def without_numbers(names: Sequence[str | None]) -> list[str | None]:
    """The names of a discussion without the number of each comment before it: "2. Jo Hale"."""
    numbered = [_NUMBERED.match(name or "") for name in names]
    numbers = [int(one[1]) for one in numbered if one is not None]
    step = numbers[1] - numbers[0] if len(numbers) > 1 else 1
    counted = len(numbers) == len(names) and abs(step) == 1
    if not counted or numbers != list(range(numbers[0], numbers[0] + step * len(numbers), step)):
        return list(names)
    if len(numbers) == 1 and numbers != [1]:
        return list(names)
    return [one.string[one.end() :] for one in numbered if one is not None]


def is_made_of_links(element: Element, text: str) -> bool:
    """Whether a text is mostly links: a teaser of another column, not a comment."""
    whole = " ".join(text.split())
    linked = 0
    for link in element.iter("a"):
        words = " ".join(raw_text(link).split())
        if link.get("rel") == "bookmark" and SELF_LINK.search(link.get("href") or ""):
            continue  # the comment's own heading, made of its first words
        if words and words in whole:
            linked += len(words)
        elif whole in words:
            return True
    return 2 * linked > len(whole)


def _is_button(line: str) -> bool:
    """Whether a line is a button's label, or the words of several: "Reply Report"."""
    if phrase_of(line) is not None:
        return True
    words = line.split() if len(line) <= LONGEST_BUTTONS else ()
    if len(words) < 2:
        return False
    kinds = {word: label.kind if (label := phrase_of(word)) else None for word in words}
    if set(kinds.values()) in ({None}, {"share"}):
        return False  # "Facebook Twitter" and "more more" may be said
    return all(COMPLAINT.fullmatch(word) for word, kind in kinds.items() if kind is None)


def without_furniture(text: str) -> str:
    """The text without button labels above and below it ("says:", "Reply", "Like")."""
    lines = text.split("\n")
    while len(lines) > 1 and (_is_button(lines[-1]) or len(lines[-1]) < 2):
        lines.pop()
    while len(lines) > 1 and (phrase_of(lines[0]) or not _SAYS.sub("", lines[0])):
        lines.pop(0)
    return "\n".join(lines).strip()
