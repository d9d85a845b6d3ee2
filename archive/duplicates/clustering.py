"""Columns that are one text: the same, an edited copy, an excerpt; found, verified and clustered.

A text is one body, however many columns have it. A new text meets others in the bands of its
signature (`signatures`), is compared with the nearest word by word (`resemblance`), and makes a
pair with those that pass. A cluster is the columns that equal bodies, pairs and manual overrides
connect, the strongest first; a text near to the edge of a chain alone is not of it
(`components`), and what a person parted stays apart. Nothing is
dropped: the earliest column of a cluster represents it, by date of publication, undated ones last,
ties by public id, never by when it came into the archive.
"""

from collections import Counter
from collections.abc import Iterable

from archive.db import statistics
from archive.db.columns import articles
from archive.db.columns.articles import KnownColumn
from archive.db.duplicates import clusters, overrides, texts
from archive.db.sqlite import Database
from archive.duplicates.comparison import enter_text
from archive.duplicates.components import Component, order
from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.model.identity import text_id
from archive.model.problem import Progress
from archive.model.versions import has_words
from archive.text import signatures
from archive.text.signatures import PARAMETERS

RECOMPUTING = '{"recomputing": true}'
"""Stands among the methods while a recomputation is under way, and after one that was cut off."""
BATCH = 500
"""Columns between two reports of progress, and between two chances to commit."""


def enter(db: Database, article: KnownColumn) -> None:
    """Put a column that came, or has another body now, where it belongs."""
    subject = text_id(article.body_digest)
    held = texts.has_text(db, subject)
    touched = set() if held else enter_text(db, subject, article)
    if not has_words(article.body_digest):
        if overrides.any_override(db):
            _settle(db, {subject})
        return
    if held:
        _join(db, article, [])
        return
    pairs = texts.pairs_of(db, subject)
    if touched or any(pair.rule != "same text" for pair in pairs):
        _settle(db, {subject, *touched})
    else:
        _join(db, article, [pair.one_id + pair.other_id - subject for pair in pairs])


def leave(db: Database, body_digest: str, article: KnownColumn) -> None:
    """Take a column out of the cluster of a body that it has no more, or is removed with."""
    subject = text_id(body_digest)
    beside = {pair.one_id + pair.other_id - subject for pair in texts.pairs_of(db, subject)}
    held = articles.known(db, article.id).cluster_id
    clusters.put_into(db, article.id, None)
    if (
        texts.has_text(db, subject)
        and articles.column_with(db, body_digest, but=article.id) is None
    ):
        minhash = texts.minhashes(db, [subject]).get(subject)
        texts.delete_text(db, subject, bands=signatures.bands(minhash) if minhash else ())
    if held is not None:
        left = {text_id(member.body_digest) for member in clusters.members(db, held)}
        _settle(db, left | beside, without=article.id)


def enter_again(db: Database, columns: list[KnownColumn]) -> None:
    """Judge the texts of columns anew, each against those before it."""
    subjects = [text_id(column.body_digest) for column in columns]
    touched = set(subjects)
    for subject in subjects:
        touched |= {pair.one_id + pair.other_id - subject for pair in texts.pairs_of(db, subject)}
        minhash = texts.minhashes(db, [subject]).get(subject)
        texts.delete_text(db, subject, bands=signatures.bands(minhash) if minhash else ())
    for subject, column in zip(subjects, columns, strict=True):
        touched |= enter_text(db, subject, column)
    if touched:
        _settle(db, touched)


def represent(db: Database, article: KnownColumn) -> None:
    """Choose the earliest of a column's cluster again, after its date or id changed."""
    if article.cluster_id is not None:
        earliest = min(clusters.members(db, article.cluster_id), key=order)
        clusters.update_representative(db, article.cluster_id, earliest.id)


def enter_override(archive: Archive, one: str, other: str, *, decision: str, said_at: str) -> None:
    """Enter a manual override on two columns: "join" or "part"; it outlasts recomputation."""
    with archive.write() as db:
        first, second = (_named(db, public_id) for public_id in (one, other))
        if first.id == second.id:
            raise DeskError(f"{one} and {other} are one column already; nothing was changed")
        overrides.put_override(db, first, second, decision=decision, said_at=said_at)
        _settle(db, {text_id(first.body_digest), text_id(second.body_digest)})


def judged_otherwise(db: Database) -> list[str]:
    """The other methods by which texts of the archive were judged; `recompute` makes them one."""
    return texts.other_methods(db, PARAMETERS)


def recompute(
    archive: Archive, *, from_start: bool = False, progress: Progress | None = None
) -> int:
    """How many columns were judged again by today's method.

    Columns are entered in the order of their texts' digests: what comes out is the same in whatever
    order they came. A recomputation that was cut off is taken up where it ended, unless
    `from_start` is asked for.
    """
    total = statistics.count(archive.db, "articles")
    with archive.write() as db:
        if from_start or RECOMPUTING not in texts.other_methods(db, PARAMETERS):
            clusters.clear(db)
            texts.method_id(db, RECOMPUTING)
    done, last = 0, ("", "")
    while True:
        archive.flush_full_group()
        with archive.write() as db:
            batch = articles.columns_by_text(db, last, limit=BATCH)
            for article in batch:
                enter(db, article)
        if not batch:
            break
        last = batch[-1].body_digest, batch[-1].public_id
        done += len(batch)
        if progress is not None:
            progress("duplicates", done, total)
    with archive.write() as db:
        texts.delete_other_methods(db, PARAMETERS)
    archive.flush()
    return done


def _join(db: Database, article: KnownColumn, same: list[int]) -> None:
    """Put a column into the cluster of its text and of the same ones, however large that is."""
    subject = text_id(article.body_digest)
    digests = [article.body_digest]
    for other in same:
        digest = texts.body_digest_of(db, other)
        if digest is not None:
            digests.append(digest)
    candidates = (articles.column_with(db, digest, but=article.id) for digest in digests)
    beside = {known.id: known for known in candidates if known is not None}
    if overrides.any_override(db) and _overridden(db, [article, *beside.values()]):
        _settle(db, {subject})
        return
    held = {known.cluster_id for known in beside.values() if known.cluster_id is not None}
    if article.cluster_id is not None:
        held.add(article.cluster_id)
    if not beside:
        if article.cluster_id is not None:
            _settle(db, {subject})
        return
    single = [known for known in (article, *beside.values()) if known.cluster_id is None]
    if held:
        cluster_id = max(held, key=lambda cluster: (_size(db, cluster, held), -cluster))
        leaders = [clusters.representative(db, cluster) for cluster in held]
        for cluster in held - {cluster_id}:
            clusters.fold_cluster(db, into=cluster_id, cluster_id=cluster)
    else:
        cluster_id = clusters.insert_cluster(db, representative_id=article.id)
        leaders = []
    for known in single:
        clusters.put_into(db, known.id, cluster_id)
    earliest = min([*leaders, *single], key=order)
    clusters.update_representative(db, cluster_id, earliest.id)


def _size(db: Database, cluster: int, held: set[int]) -> int:
    """Columns of a cluster; counted only where there is a choice."""
    return clusters.size(db, cluster) if len(held) > 1 else 0


def _overridden(db: Database, columns: Iterable[KnownColumn]) -> bool:
    """Whether there is an override on these columns or on others in their clusters."""
    for known in columns:
        within = [known] if known.cluster_id is None else clusters.members(db, known.cluster_id)
        same = articles.columns_with(db, known.body_digest) if known.cluster_id is None else []
        if any(overrides.overrides_on(db, member.id) for member in [*within, *same]):
            return True
    return False


def _settle(db: Database, texts: set[int], *, without: int | None = None) -> None:
    """Cluster again all that is connected to some texts; `without` is a column about to go."""
    seen: set[int] = set()
    groups: list[list[KnownColumn]] = []
    for start in sorted(texts):
        if start not in seen:
            component = Component(db, start, without=without)
            seen |= component.texts
            groups += component.groups()
    before = {known.cluster_id for group in groups for known in group} - {None}
    kept: set[int] = set()
    for group in groups:
        held = Counter(known.cluster_id for known in group if known.cluster_id is not None)
        free = [cluster for cluster, _ in held.most_common() if cluster not in kept]
        if len(group) == 1:
            if group[0].cluster_id is not None:
                clusters.put_into(db, group[0].id, None)
            continue
        earliest = min(group, key=order)
        cluster_id = free[0] if free else clusters.insert_cluster(db, representative_id=earliest.id)
        kept.add(cluster_id)
        clusters.update_representative(db, cluster_id, earliest.id)
        for known in group:
            if known.cluster_id != cluster_id:
                clusters.put_into(db, known.id, cluster_id)
    for cluster in before - kept:
        if cluster is not None:
            clusters.delete_cluster(db, cluster)


def _named(db: Database, public_id: str) -> KnownColumn:
    known = articles.known_by_id(db, public_id)
    if known is None:
        raise DeskError(f"{public_id}: no column has this id; a search shows ids")
    return known
