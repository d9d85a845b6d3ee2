"""Which words beside a name are a person's office or employer: "Senior editor", "AP writer"."""

from crawler.extraction.text.names_of_persons import (
    begins_with_given_name,
    comparable_name,
    is_name,
)
from crawler.extraction.vocabulary.person_words import AGENCIES, NOT_WRITERS, ROLES, WRITERS

ENDS = " \t\n,;:|&-–—*\"'“”„«»"
"""Signs about a name or an office that are no part of it."""


def labels_another(word: str) -> bool:
    """Whether a role is a label of one who did not write: "Редактор:", "Fotoğraf:"."""
    return word.endswith(":") and comparable_name(word) in NOT_WRITERS


def is_job_title(part: str) -> bool:
    """Whether a part begins or ends with a role: "Head of Sales", "Home Security Expert"."""
    words = part.split()
    return bool(words) and (is_role(words[0]) or is_role(words[-1].strip(ENDS)))


def is_role(word: str) -> bool:
    """Whether a word is a role, or a compound that ends in one: "Nahost-Korrespondentin"."""
    return comparable_name(word) in ROLES or comparable_name(word.rpartition("-")[2]) in ROLES


def without_employer(words: list[str]) -> list[str]:
    """A name's words without whose writer it is: "Xinhua writers Tan Mei", "AP writer Jo Hale"."""
    if len(words) < 4 or begins_with_given_name(" ".join(words)):
        return words
    for at in range(len(words) - 3, 0, -1):
        if comparable_name(words[at]) in WRITERS and is_name(" ".join(words[at + 1 :])):
            return words[at + 1 :]
    if is_role(words[0]):
        for at in (1, 2):
            if comparable_name(" ".join(words[1 : at + 1])) in AGENCIES:
                return words[at + 1 :]
    return words
