"""What readers see of columns that are one text: which they are, and how they are related."""

from dataclasses import dataclass
from typing import Literal

from archive.db.columns import articles
from archive.db.columns.articles import KnownColumn
from archive.db.duplicates import clusters, overrides, texts
from archive.db.duplicates.clusters import Member
from archive.db.duplicates.texts import Pair
from archive.db.sqlite import Database
from archive.model.identity import text_id
from archive.model.records import Precision
from archive.model.resemblance import Rule
from archive.model.versions import has_words

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
    outlet_name: str
    url: str | None
    published: str | None
    published_precision: Precision | None
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


def relatives(db: Database, article_id: int, *, limit: int = SHOWN) -> tuple[Relative, ...]:
    """The other columns of a column's cluster, those by way of others last, the earliest first."""
    known = articles.known(db, article_id)
    if known.cluster_id is None:
        return ()
    subject = text_id(known.body_digest)
    pairs = {pair.one_id + pair.other_id - subject: pair for pair in texts.pairs_of(db, subject)}
    decisions = {
        override.one_id + override.other_id - known.id: override.decision
        for override in overrides.overrides_on(db, known.id)
    }
    members = clusters.others_in_cluster(
        db,
        known,
        direct_texts=[*pairs, *([subject] if has_words(known.body_digest) else [])],
        direct_columns=[other for other, said in decisions.items() if said == "join"],
        limit=limit,
    )
    related = []
    for member in members:
        pair = pairs.get(text_id(member.body_digest))
        relation, figures = _relation(known, member, pair, decisions.get(member.id))
        related.append(
            Relative(
                public_id=member.public_id,
                title=member.title,
                outlet=member.outlet,
                outlet_name=member.outlet_name,
                url=member.url,
                published=member.published,
                published_precision=member.published_precision,
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


def _relation(
    known: KnownColumn, member: Member, pair: Pair | None, decision: str | None
) -> tuple[ClusterRelation, tuple[float | None, float | None, float | None]]:
    if member.body_digest == known.body_digest and has_words(known.body_digest):
        return "same text", (1.0, 1.0, 1.0)
    if pair is not None:
        ours, theirs = shares(pair, known)
        return directed(pair.rule, ours, theirs), (pair.resemblance, ours, theirs)
    return "joined by a person" if decision == "join" else "by way of others", (None, None, None)


def shares(pair: Pair, known: KnownColumn) -> tuple[float, float]:
    """The shares of a column's words and of those of the other of a pair that both have."""
    shares_of_both = pair.one_contained, pair.other_contained
    is_first = pair.one_id == text_id(known.body_digest)
    return shares_of_both if is_first else shares_of_both[::-1]


def directed(rule: Rule, ours: float, theirs: float) -> ClusterRelation:
    """What one text is to the other by a rule and the shares of their words that both have."""
    if rule == "same text":
        return "same text"
    if rule == "edited copy":
        return "edited copy"
    return "excerpt of" if ours >= theirs else "contains"
