"""Lines that begin or end with a set phrase: who says the comment below, which page links here,
where a column is filed. The phrases stand in `labelled_lines.toml`.
"""

import re
import unicodedata
from functools import cache
from typing import Final, Literal

from archive.text.sizes import text_size
from crawler.extraction.vocabulary.tables import alternatives, phrase_list, table

LONGEST_SPEAKER_LINE = 120
"""Characters of a name with "on March 3, 2014 at 5:15 pm said:" after it."""
LONGEST_FILED = 300
"""Size of a line of tags; a paragraph that begins with "Topics:" is longer."""

_TABLE: Final = table("labelled_lines")
_LINKED_FROM = re.compile(
    rf"(?:(?P<pingback>{alternatives(_TABLE['linked_from']['pingback_patterns'])})"
    rf"|(?P<trackback>{alternatives(_TABLE['linked_from']['trackback_patterns'])}))\s*[:：]\s*",
    re.IGNORECASE,
)
_KINDS_FILED = "|".join(
    f"(?P<{kind}>{alternatives(listed)})" for kind, listed in _TABLE["filed_patterns"].items()
)
_FILED = re.compile(rf"(?:{_KINDS_FILED})\s*[:：]\s*", re.IGNORECASE)
_BETWEEN_TAGS = re.compile(r"\s*[,،、，;；|·•]\s*|\s+(?=#)")


def speaker(line: str) -> str | None:
    """Who says it, by the line above a comment: "Maria says:"."""
    if not 3 <= len(line) <= LONGEST_SPEAKER_LINE:
        return None
    text = " ".join(unicodedata.normalize("NFKC", line).replace("…", "...").split())
    for pattern in _speaker_patterns():
        if match := pattern.fullmatch(text):
            return match["name"].strip()
    return None


def linked_from(text: str) -> tuple[Literal["pingback", "trackback"], str] | None:
    """Kind and title of a page that links here: "Pingback: Title"."""
    match = _LINKED_FROM.match(text)
    if match is None:
        return None
    kind: Literal["pingback", "trackback"] = "trackback" if match["trackback"] else "pingback"
    return kind, text[match.end() :].strip()


def filed(line: str) -> tuple[str, tuple[str, ...]] | None:
    """Kind and names in a line that says where a column is filed: "Tags: lamps, ferries"."""
    if text_size(line) > LONGEST_FILED or (match := _FILED.match(line)) is None:
        return None
    names = [name.strip(" #.") for name in _BETWEEN_TAGS.split(line[match.end() :])]
    return str(match.lastgroup), tuple(filter(None, names))


@cache
def _speaker_patterns() -> tuple[re.Pattern[str], ...]:
    """Those of all languages; made on first use, as most pages have no such line."""
    return tuple(
        _speaker_pattern(phrase)
        for listed in _TABLE["says"].values()
        for phrase in phrase_list(listed)
    )


def _speaker_pattern(phrase: str) -> re.Pattern[str]:
    """Matches the line of a phrase: its first % is a name, another a date."""
    name = r"(?P<name>[^:：]{1,60}?)"
    line = re.escape(phrase).replace("%", name, 1).replace("%", ".{6,50}")
    if phrase.endswith("..."):
        return re.compile(line.replace(r"\ ", r"\s?") + r"\s?[:：]?", re.IGNORECASE)
    return re.compile(line + r"\s?[:：]", re.IGNORECASE)
