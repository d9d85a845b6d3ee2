"""Clusters of columns with exactly the same text, each with its earliest as representative.

Nothing is dropped. The earliest is by date of publication, undated ones last, ties by public id:
never by when a column came into the archive.
"""

from sqlite_utils import Database

from archive import lookups, store
from archive.lookups import Known


def join(db: Database, article: Known) -> None:
    """Put a column with a new body where it belongs; constant, however many share the body."""
    held = lookups.cluster(db, article.body_digest)
    if held is not None:
        cluster_id, representative = held
        earliest = min(representative, article, key=_order)
    else:
        other = lookups.one_other_with_body(db, article.body_digest, article_id=article.id)
        if other is None:
            if article.cluster_id is not None:
                store.update_cluster_of(db, article.id, None)
            return
        earliest = min(other, article, key=_order)
        cluster_id = store.insert_cluster(db, representative_id=earliest.id)
        store.update_cluster_of(db, other.id, cluster_id)
    if held is not None and earliest is article:
        store.update_representative(db, cluster_id, article.id)
    store.update_cluster_of(db, article.id, cluster_id)


def settle(db: Database, body_digest: str, *, leaving: int | None = None) -> None:
    """Make a body's cluster right after one of its columns changed its text, date or id.

    `leaving` is the row id of a column that is about to be removed.
    """
    members = [row for row in lookups.all_with_body(db, body_digest) if row.id != leaving]
    held = lookups.cluster(db, body_digest)
    if len(members) < 2:
        for member in members:
            store.update_cluster_of(db, member.id, None)
        if held is not None:
            store.delete_cluster(db, held[0])
        return
    earliest = min(members, key=_order)
    if held is None:
        cluster_id = store.insert_cluster(db, representative_id=earliest.id)
    else:
        cluster_id = held[0]
        store.update_representative(db, cluster_id, earliest.id)
    for member in members:
        if member.cluster_id != cluster_id:
            store.update_cluster_of(db, member.id, cluster_id)


def _order(article: Known) -> tuple[bool, str, str]:
    return article.published_utc is None, article.published_utc or "", article.public_id
