"""What readers see of columns that are one text: which, how they are related, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

from archive.db.columns import articles
from archive.db.columns.articles import KnownColumn
from archive.db.duplicates import clusters, overrides, texts
from archive.db.duplicates.clusters import Member
from archive.db.duplicates.texts import Pair
from archive.duplicates import comparison
from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.text.resemblance import (
    CHARACTERS,
    CONTAINED,
    COPIED,
    RUN,
    SAME,
    Resemblance,
    shared_passages,
)
from archive.text.signatures import text_id

ClusterRelation = Literal[
    "same text", "edited copy", "excerpt of", "contains", "joined by a person", "by way of others"
]
"""What a column is to another: read "it is an excerpt of the other", "it contains the other"."""

SHOWN = 100
"""Other columns of a cluster that are listed one by one, of ten thousand copies too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """Another column of the same cluster."""

    public_id: str
    title: str | None
    outlet: str
    url: str | None
    published: str | None
    representative: bool
    """Whether it is the earliest of the cluster."""
    relation: ClusterRelation
    """What the column asked about is to this one."""
    resemblance: float | None
    """Share of the shingles of either text that both have; None where no rule compared the two."""
    contained: float | None
    """Share of the words of the column asked about that stand in this one."""
    containing: float | None
    """Share of this one's words that stand in the column asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Columns that are one text."""

    columns: int
    representative: Member


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


def relatives(db: Database, article_id: int, *, limit: int = SHOWN) -> tuple[Relative, ...]:
    """The other columns of a column's cluster, the earliest first."""
    known = articles.known(db, article_id)
    if known.cluster_id is None:
        return ()
    subject = text_id(known.body_digest)
    pairs = {pair.one_id + pair.other_id - subject: pair for pair in texts.pairs_of(db, subject)}
    decisions = {
        override.one_id + override.other_id - known.id: override.decision
        for override in overrides.overrides_on(db, known.id)
    }
    related = []
    for member in clusters.others_in_cluster(db, known, limit=limit):
        pair = pairs.get(text_id(member.body_digest))
        relation, figures = _relation(known, member, pair, decisions.get(member.id))
        related.append(
            Relative(
                public_id=member.public_id,
                title=member.title,
                outlet=member.outlet,
                url=member.url,
                published=member.published,
                representative=bool(member.representative),
                relation=relation,
                resemblance=figures[0],
                contained=figures[1],
                containing=figures[2],
            )
        )
    return tuple(related)


def largest_clusters(db: Database, *, limit: int) -> tuple[Cluster, ...]:
    """The clusters of most columns, with their earliest."""
    return tuple(
        Cluster(columns=size, representative=clusters.member(db, representative_id))
        for representative_id, size in clusters.largest_clusters(db, limit=limit)
    )


def explain(archive: Archive, one: KnownColumn, other: KnownColumn) -> Explanation:
    """What two columns share, which rule joins them or not, and with what figures."""
    db = archive.db
    if one.id == other.id:
        raise DeskError(f"{one.public_id} is one column; give two ids to have them compared")
    judged = comparison.compare(db, one, other)
    verdict = judged.verdict
    equal = one.body_digest == other.body_digest
    held = overrides.overrides_on(db, one.id)
    override = next((each for each in held if other.id in each[:2]), None)
    joined = one.cluster_id is not None and one.cluster_id == other.cluster_id
    relation: ClusterRelation | None = "same text" if equal else None
    if relation is None and verdict.rule is not None:
        relation = _directed(verdict.rule, verdict.one_contained, verdict.other_contained)
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
                unit=_unit(judged.one.length),
                override=override,
            )
        ),
        passages=tuple(shared_passages(judged.one, judged.other)),
    )


def _relation(
    known: KnownColumn, member: Member, pair: Pair | None, decision: str | None
) -> tuple[ClusterRelation, tuple[float | None, float | None, float | None]]:
    if member.body_digest == known.body_digest:
        return "same text", (1.0, 1.0, 1.0)
    if pair is not None:
        ours, theirs = pair.one_contained, pair.other_contained
        if pair.one_id != text_id(known.body_digest):
            ours, theirs = theirs, ours
        return _directed(pair.rule, ours, theirs), (pair.resemblance, ours, theirs)
    return "joined by a person" if decision == "join" else "by way of others", (None, None, None)


def _directed(rule: str, ours: float, theirs: float) -> ClusterRelation:
    if rule == "same text":
        return "same text"
    if rule == "edited copy":
        return "edited copy"
    return "excerpt of" if ours >= theirs else "contains"


def _unit(length: int) -> str:
    return "four characters" if length == CHARACTERS else "three words"


def _reasons(
    verdict: Resemblance,
    *,
    equal: bool,
    joined: bool,
    unit: str,
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
            f"In runs of {RUN} words more the second has {verdict.one_contained:.0%} of the first's"
            f" words, and the first {verdict.other_contained:.0%} of the second's. From"
            f" {COPIED:.0%} of both on one is an edited copy of the other, from"
            f" {CONTAINED:.0%} of the shorter on an excerpt."
        )
        if verdict.refusal is not None:
            yield f"They are not joined all the same: {verdict.refusal}."
        elif verdict.rule is None:
            yield "No rule joins them."
        else:
            yield f"Rule: {verdict.rule}."
    if override is not None:
        done = "joined" if override.decision == "join" else "parted"
        yield f"A person {done} them on {override.said_at[:10]}; that goes before every rule."
    elif joined and not equal and verdict.rule is None:
        yield "They are in one cluster by way of other columns, each of which resembles the next."
