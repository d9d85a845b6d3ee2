"""Versions: runs of the same text in time. A -> B -> A is three; furniture never makes one.

Pure. A capture is worth one `Observation`; what came in out of order is put in its place in time.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import overload

from archive.model.records import Article, text_digest

HALF_CHARACTER = re.compile("[\ud800-\udfff]")
WORDLESS = "0" * 16
"""What the body digest of a column without a word ends with, and one in 2^64 of the others."""


def has_words(body_digest: str) -> bool:
    """Whether it is a text that a digest stands for; equal ones of none say nothing."""
    return not body_digest.endswith(WORDLESS)


@dataclass(frozen=True)
class Text:
    """What makes a version: headline, standfirst and body, in Unicode's composed form."""

    title: str | None
    standfirst: str | None
    body: str

    @classmethod
    def of(cls, article: Article) -> "Text":
        """The text of an article as it is kept."""
        return cls(composed(article.title), composed(article.standfirst), composed(article.body))

    @cached_property
    def digest(self) -> str:
        """Identity of a version."""
        return text_digest(self.title, self.standfirst, self.body)

    @cached_property
    def body_digest(self) -> str:
        """Identity of exact duplicates: the body alone, whatever its white space.

        Columns without a word, which are pictures with captions, have one that stands for no text:
        "Picture of the day" is the headline of many.
        """
        if not self.body.strip():
            return text_digest(self.title, self.standfirst, "")[: -len(WORDLESS)] + WORDLESS
        return hashlib.sha256(" ".join(self.body.split()).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One capture that showed a text."""

    seen_at: str
    capture_id: int
    extractor: str
    text: Text

    @property
    def order(self) -> tuple[str, str]:
        """Place in time; of two texts in one millisecond, the digest decides, and not chance."""
        return self.seen_at, self.text.digest


def runs(observations: Iterable[Observation]) -> list[Observation]:
    """The first observation of each run of the same text, the oldest first."""
    firsts: list[Observation] = []
    for observation in sorted(observations, key=lambda observation: observation.order):
        if not firsts or firsts[-1].text.digest != observation.text.digest:
            firsts.append(observation)
    return firsts


def shown_at(versions: list[Observation], captures: Iterable[tuple[int, str]]) -> list[Observation]:
    """What each capture (row id, time) showed, derived from the versions; none before the first."""
    observations: list[Observation] = []
    for capture_id, captured_at in captures:
        first_shown = next(
            (version for version in versions if version.capture_id == capture_id), None
        )
        before = [version for version in versions if version.seen_at <= captured_at]
        version = first_shown or (before[-1] if before else None)
        if version is not None:
            observations.append(
                Observation(
                    seen_at=captured_at,
                    capture_id=capture_id,
                    extractor=version.extractor,
                    text=version.text,
                )
            )
    return observations


@overload
def composed(text: str) -> str: ...
@overload
def composed(text: None) -> None: ...
def composed(text: str | None) -> str | None:
    """A text in Unicode's composed form, in which the same words are the same bytes.

    Half a character (JSON cut within an emoji) cannot be stored; U+FFFD stands in its place.
    """
    if text is None or text.isascii():
        return text
    return unicodedata.normalize("NFC", HALF_CHARACTER.sub("\ufffd", text))
