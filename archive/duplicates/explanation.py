"""Why two columns are one text, or are not: figures, rules and what a person said."""

from collections.abc import Iterator
from dataclasses import dataclass

from archive.db.columns.articles import KnownColumn
from archive.db.duplicates import clusters, overrides, texts
from archive.db.duplicates.clusters import Member
from archive.db.duplicates.texts import Pair
from archive.db.sqlite import Database
from archive.duplicates import comparison
from archive.duplicates.related import ClusterRelation, directed, shares
from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.model.identity import text_id
from archive.model.resemblance import Resemblance
from archive.model.versions import has_words
from archive.text.resemblance import (
    CHARACTERS,
    CONTAINED,
    COPIED,
    RUN,
    SAME,
    WORDS,
    shared_passages,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why two columns are one text, or are not."""

    one: Member
    other: Member
    joined: bool
    """Whether they are in one cluster."""
    relation: ClusterRelation | None
    """What the first is to the second; None when no rule or person relates them."""
    resemblance: float
    one_contained: float
    other_contained: float
    why: tuple[str, ...]
    """In plain words: figures, the rule and its threshold, what a person said."""
    passages: tuple[str, ...]
    """What the two share, the longest first."""


def explain_pair(archive: Archive, one: KnownColumn, other: KnownColumn) -> Explanation:
    """What two columns share, which rule joins them or not, and with what figures."""
    db = archive.db
    if one.id == other.id:
        raise DeskError(f"{one.public_id} is one column; give two ids to have them compared")
    judged = comparison.compare(db, one, other)
    verdict = judged.verdict
    equal = one.body_digest == other.body_digest and has_words(one.body_digest)
    held = overrides.overrides_on(db, one.id)
    override = next((each for each in held if other.id in each[:2]), None)
    joined = one.cluster_id is not None and one.cluster_id == other.cluster_id
    pair = _pair_held(db, one, other)
    relation: ClusterRelation | None = "same text" if equal else None
    if relation is None and verdict.rule is not None:
        relation = directed(verdict.rule, verdict.one_contained, verdict.other_contained)
    if relation is None and pair is not None:
        relation = directed(pair.rule, *shares(pair, one))
    if relation is None and override is not None and override.decision == "join":
        relation = "joined by a person"
    if relation is None and joined:
        relation = "by way of others"
    return Explanation(
        one=clusters.member(db, one.id),
        other=clusters.member(db, other.id),
        joined=joined,
        relation=relation,
        resemblance=1.0 if equal else verdict.resemblance,
        one_contained=1.0 if equal else verdict.one_contained,
        other_contained=1.0 if equal else verdict.other_contained,
        why=tuple(
            _reasons(
                verdict,
                equal=equal,
                joined=joined,
                unit=UNITS[judged.one.length],
                long_run=UNITS[judged.one.length + RUN],
                pair=pair,
                override=override,
            )
        ),
        passages=tuple(shared_passages(judged.one, judged.other)),
    )


def _pair_held(db: Database, one: KnownColumn, other: KnownColumn) -> Pair | None:
    """The pair that two columns' texts made when they were last judged; None if they made none."""
    ours, theirs = text_id(one.body_digest), text_id(other.body_digest)
    pairs = texts.pairs_of(db, ours)
    return next((pair for pair in pairs if {pair.one_id, pair.other_id} == {ours, theirs}), None)


UNITS = {
    WORDS: "three words",
    WORDS + RUN: "six words",
    CHARACTERS: "four characters",
    CHARACTERS + RUN: "seven characters",
}


def _reasons(
    verdict: Resemblance,
    *,
    equal: bool,
    joined: bool,
    unit: str,
    long_run: str,
    pair: Pair | None,
    override: overrides.ManualOverride | None,
) -> Iterator[str]:
    """The sentences that say why."""
    if equal:
        yield "The two bodies are equal but for white space; that makes them the same text."
    else:
        yield (
            f"Of the runs of {unit} in either text {verdict.resemblance:.0%} stand in both; from"
            f" {SAME:.0%} on two texts are the same."
        )
        yield (
            f"Of the first's words {verdict.one_contained:.0%} stand in the second in runs of"
            f" {long_run} or more, of the second's {verdict.other_contained:.0%} in the first. From"
            f" {COPIED:.0%} of both on one is an edited copy of the other, from"
            f" {CONTAINED:.0%} of the shorter on an excerpt."
        )
        if verdict.rule is not None:
            yield f"Rule: {verdict.rule}."
        elif pair is not None:
            today = verdict.refusal or "no rule joins them"
            yield f"Rule when they were last judged: {pair.rule}."
            yield (
                f"Among the texts of today they would not be joined: {today}."
                " `desk duplicates --recompute` judges all columns again."
            )
        elif verdict.refusal is not None:
            yield f"No rule joins them: {verdict.refusal}."
        else:
            yield "No rule joins them."
    if override is not None:
        done = "joined" if override.decision == "join" else "parted"
        yield f"A person {done} them on {override.said_at[:10]}; that goes before every rule."
    elif joined and not equal and verdict.rule is None and pair is None:
        yield "They are in one cluster by way of other columns, each of which resembles the next."
