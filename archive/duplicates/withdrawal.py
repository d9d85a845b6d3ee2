"""Texts judged anew because others that their judgement rested on were taken out.

What an outlet prints under many columns does not count when two are compared, and neither does the
form that a family of near texts shares. When columns go, a paragraph may be nobody's habit any
more: then the texts that have it are entered again, in the order in which they came.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.db import captures
from archive.db.columns import articles
from archive.db.columns.articles import KnownColumn
from archive.db.duplicates import texts
from archive.db.sqlite import Database
from archive.duplicates import clustering
from archive.duplicates.comparison import nearest
from archive.model.identity import text_id
from archive.text.resemblance import COMMON_TO


@dataclass(slots=True)
class Withdrawn:
    """What was near to texts before columns that had them were taken out."""

    subjects: set[int] = field(default_factory=set)
    """The texts themselves; one that another column has stays, and may be another outlet's now."""
    passages: set[int] = field(default_factory=set)
    """Their paragraphs that were common."""
    families: set[int] = field(default_factory=set)
    """Texts of families large enough to have a form."""


def before_leaving(db: Database, columns: Iterable[KnownColumn]) -> Withdrawn:
    """What the texts of columns that are about to be taken out are near to."""
    found = Withdrawn()
    for subject in {text_id(column.body_digest) for column in columns}:
        if not texts.has_text(db, subject):
            continue
        found.subjects.add(subject)
        for key in texts.passages_of(db, subject):
            if len(texts.texts_with_passage(db, key, limit=COMMON_TO)) == COMMON_TO:
                found.passages.add(key)
        minhash = texts.minhashes(db, [subject]).get(subject)
        family = nearest(db, subject, minhash) if minhash else []
        if len(family) + 1 >= COMMON_TO:
            found.families.update(family)
    return found


def judge_again(db: Database, withdrawn: Withdrawn) -> None:
    """Enter again the texts whose judgement rested on what was taken out."""
    subjects = withdrawn.subjects | withdrawn.families
    for key in withdrawn.passages:
        sharing = texts.texts_with_passage(db, key, limit=COMMON_TO)
        if len(sharing) < COMMON_TO:
            subjects.update(sharing)
    arrived: list[tuple[int, KnownColumn]] = []
    for subject in subjects:
        digest = texts.body_digest_of(db, subject)
        held = articles.columns_with(db, digest) if digest is not None else []
        came = [(captures.first_capture_of(db, column.id), column) for column in held]
        if came:
            arrived.append(min(came, key=_order))
    clustering.enter_again(db, [column for _, column in sorted(arrived, key=_order)])


def _order(came: tuple[int, KnownColumn]) -> tuple[int, int]:
    first_capture, column = came
    return first_capture, column.id
