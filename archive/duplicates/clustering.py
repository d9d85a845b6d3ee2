"""Columns that are one text: the same, an edited copy, an excerpt; found, verified and clustered.

A text is one body, however many columns have it. A new text meets others in the bands of its
signature (`signatures`), is compared with the nearest word by word (`resemblance`), and makes a
pair with those that pass. A cluster is all columns that pairs, equal bodies and people's words
connect; what a person parted stays apart, and weaker evidence yields to stronger. Nothing is
dropped: the earliest column of a cluster represents it, by date of publication, undated ones last,
ties by public id, never by when it came into the archive.
"""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from sqlite_utils import Database

from archive.db import statistics
from archive.db.columns import articles
from archive.db.columns.articles import KnownColumn
from archive.db.duplicates import clusters, overrides, texts
from archive.db.duplicates.texts import StoredText
from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.model.problem import Progress
from archive.text import resemblance, signatures
from archive.text.resemblance import COMMON_TO, LEAST_SHINGLES, Resemblance, Shingled
from archive.text.signatures import PARAMETERS, text_id

RECOMPUTING = '{"recomputing": true}'
"""Stands among the methods while a recomputation is under way, and after one that was cut off."""
EXACT_ONLY = '{"exact copies only": true}'
"""Stands among the methods of an archive with columns from before near copies were looked for."""
BATCH = 500
"""Columns between two words of progress, and between two chances to commit."""

shingled = lru_cache(maxsize=64)(resemblance.shingled)
"""One column after another of a series is compared with the same ones."""


def enter(db: Database, article: KnownColumn) -> None:
    """Put a column that came, or has another body now, where it belongs."""
    own = text_id(article.body_digest)
    touched = set() if texts.has_text(db, own) else _enter_text(db, own, article)
    if touched:
        _settle(db, {own, *touched})
    else:
        _join(db, article, own)


def leave(db: Database, body_digest: str, article: KnownColumn) -> None:
    """Take a column out of the cluster of a body that it has no more, or is removed with."""
    own = text_id(body_digest)
    beside = {pair.one_id + pair.other_id - own for pair in texts.pairs_of(db, own)}
    held = articles.known(db, article.id).cluster_id
    clusters.put_into(db, article.id, None)
    if texts.has_text(db, own) and articles.column_with(db, body_digest, but=article.id) is None:
        minhash = texts.minhashes(db, [own]).get(own)
        texts.delete_text(db, own, bands=signatures.bands(minhash) if minhash else ())
    if held is not None:
        left = {text_id(member.body_digest) for member in clusters.members(db, held)}
        _settle(db, left | beside, without=article.id)


def represent(db: Database, article: KnownColumn) -> None:
    """Say anew which is the earliest of a column's cluster, after its date or id changed."""
    if article.cluster_id is not None:
        earliest = min(clusters.members(db, article.cluster_id), key=_order)
        clusters.update_representative(db, article.cluster_id, earliest.id)


def say(archive: Archive, one: str, other: str, *, word: str, said_at: str) -> None:
    """Enter a person's word on two columns: "join" or "part"; it outlasts recomputation."""
    with archive.write() as db:
        first, second = (_named(db, public_id) for public_id in (one, other))
        if first.id == second.id:
            raise DeskError(f"{one} and {other} are one column already; nothing was changed")
        overrides.put_override(db, first, second, word=word, said_at=said_at)
        _settle(db, {text_id(first.body_digest), text_id(second.body_digest)})


class Compared(NamedTuple):
    """Two columns' texts as they were compared, and what came of it."""

    one: Shingled
    other: Shingled
    found: Resemblance


def compare(db: Database, one: KnownColumn, other: KnownColumn) -> Compared:
    """What two columns' texts are to each other, judged as when they came in."""
    first = texts.text_with_body(db, text_id(one.body_digest))
    second = texts.text_with_body(db, text_id(other.body_digest))
    if first is None or second is None:
        raise DeskError(
            f"{one.public_id}, {other.public_id}: not judged yet; run desk duplicates --recompute"
        )
    compared = _own_words(db, first), _own_words(db, second)
    near: list[StoredText | None] = []
    if first.outlet_id == second.outlet_id and first.minhash is not None:
        near = [
            texts.text_with_body(db, nearest) for nearest in _nearest(db, first.id, first.minhash)
        ]
    family = [
        _own_words(db, text)
        for text in near
        if text and text.outlet_id == first.outlet_id and text.id != second.id
    ]
    form = frozenset[str]()
    if len(family) + 2 >= COMMON_TO:
        form = resemblance.form_of([*compared, *family])
    return Compared(*compared, resemblance.judge(*compared, form=form))


def judged_otherwise(db: Database) -> list[str]:
    """The other methods by which texts of the archive were judged; `recompute` makes them one."""
    return texts.other_methods(db, PARAMETERS)


def recompute(archive: Archive, *, anew: bool = False, progress: Progress | None = None) -> int:
    """How many columns were judged anew by today's method.

    A recomputation that was cut off is taken up where it ended, unless `anew` is asked for.
    """
    total = statistics.count(archive.db, "articles")
    with archive.write() as db:
        if anew or RECOMPUTING not in texts.other_methods(db, PARAMETERS):
            clusters.clear(db)
            texts.method_id(db, RECOMPUTING)
    done = last = 0
    while True:
        archive.flush_full_group()
        with archive.write() as db:
            batch = articles.columns_after(db, last, limit=BATCH)
            for article in batch:
                enter(db, article)
        if not batch:
            break
        last, done = batch[-1].id, done + len(batch)
        if progress is not None:
            progress("duplicates", done, total)
    with archive.write() as db:
        texts.delete_other_methods(db, PARAMETERS)
    archive.flush()
    return done


def _enter_text(db: Database, own: int, article: KnownColumn) -> set[int]:
    """Enter a text and its pairs; the other texts whose pairs are not what they were."""
    body = articles.text_of(db, article.id).body
    shingles = shingled(body).shingles
    long_enough = len(shingles) >= LEAST_SHINGLES
    minhash = signatures.signature(shingles) if long_enough else None
    keys = [signatures.passage_key(article.outlet_id, words) for words in _paragraphs(body)]
    texts.insert_text(
        db,
        text_id=own,
        body_digest=article.body_digest,
        method_id=texts.method_id(db, PARAMETERS),
        outlet_id=article.outlet_id,
        shingles=len(shingles),
        minhash=minhash,
        bands=signatures.bands(minhash) if minhash else (),
        passages=keys,
    )
    touched = _pair_up(db, own)
    for key in keys:
        sharing = texts.texts_with_passage(db, key, limit=COMMON_TO + 1)
        if len(sharing) == COMMON_TO:  # it is boilerplate from now on
            for other in sharing:
                touched |= {other} | {
                    pair.one_id + pair.other_id - other for pair in texts.pairs_of(db, other)
                }
                texts.delete_pairs(db, other)
                touched |= _pair_up(db, other)
    return touched - {own}


def _paragraphs(body: str) -> list[tuple[str, ...]]:
    """The words of each paragraph that may be boilerplate, each once."""
    return list(dict.fromkeys(words for words in resemblance.passages(body) if words))


def _pair_up(db: Database, own: int) -> set[int]:
    """Make a text's pairs; the texts of former pairs in its outlet that turned out to be none."""
    stored = texts.text_with_body(db, own)
    if stored is None or stored.minhash is None:
        return set()
    nearest = _nearest(db, own, stored.minhash)
    if not nearest:
        return set()
    text = _own_words(db, stored)
    others: dict[int, Shingled] = {}
    family: dict[int, Shingled] = {}
    for other in nearest:
        against = texts.text_with_body(db, other)
        if against is not None:
            others[other] = _own_words(db, against)
            if against.outlet_id == stored.outlet_id:
                family[other] = others[other]
    form = frozenset[str]()
    if len(family) + 1 >= COMMON_TO:
        form = resemblance.form_of([text, *family.values()])
    for other, theirs in others.items():
        found = resemblance.judge(text, theirs, form=form if other in family else frozenset())
        if found.rule is not None:
            texts.put_pair(db, own, other, found)
    if form and len(family) < 2 * COMMON_TO:  # when there were fewer, it was not seen
        return _judge_again(db, family, form)
    return set()


def _own_words(db: Database, stored: StoredText) -> Shingled:
    """A text as it is compared: without the paragraphs that many texts of its outlet have."""
    common = [
        bool(words)
        and len(
            texts.texts_with_passage(
                db, signatures.passage_key(stored.outlet_id, words), limit=COMMON_TO
            )
        )
        >= COMMON_TO
        for words in resemblance.passages(stored.body)
    ]
    return shingled(resemblance.without(stored.body, common) if any(common) else stored.body)


def _nearest(db: Database, own: int, minhash: bytes) -> list[int]:
    """The texts worth comparing with one of this signature, the nearest first."""
    shared: Counter[int] = Counter()
    for key in signatures.bands(minhash):
        shared.update(texts.texts_in_band(db, key, limit=signatures.POSTINGS))
    del shared[own]
    if not shared:
        return []
    likely = sorted(shared, key=lambda other: (-shared[other], other))[: signatures.ESTIMATED]
    estimates = {
        other: signatures.estimate(minhash, theirs)
        for other, theirs in texts.minhashes(db, likely).items()
    }
    near = [other for other in likely if estimates[other] >= signatures.LEAST_ESTIMATE]
    return sorted(near, key=lambda other: (-estimates[other], other))[: signatures.VERIFIED]


def _judge_again(db: Database, family: dict[int, Shingled], form: frozenset[str]) -> set[int]:
    """Texts of an outlet whose pairs rested on its boilerplate, and are none any more."""
    parted: set[int] = set()
    for one, text in family.items():
        for pair in texts.pairs_of(db, one):
            if pair.one_id != one or pair.other_id not in family:
                continue
            if resemblance.judge(text, family[pair.other_id], form=form).rule is None:
                texts.delete_pair(db, one, pair.other_id)
                parted |= {one, pair.other_id}
    return parted


def _join(db: Database, article: KnownColumn, own: int) -> None:
    """Put a column into the cluster of its text and pairs; quick, however large that is."""
    digests = [article.body_digest]
    for pair in texts.pairs_of(db, own):
        digest = texts.body_digest_of(db, pair.one_id + pair.other_id - own)
        if digest is not None:
            digests.append(digest)
    found = (articles.column_with(db, digest, but=article.id) for digest in digests)
    beside = {known.id: known for known in found if known is not None}
    if overrides.any_override(db) and _spoken_of(db, [article, *beside.values()]):
        _settle(db, {own})
        return
    held = {known.cluster_id for known in beside.values() if known.cluster_id is not None}
    if article.cluster_id is not None:
        held.add(article.cluster_id)
    if not beside:
        if article.cluster_id is not None:
            _settle(db, {own})
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
    earliest = min([*leaders, *single], key=_order)
    clusters.update_representative(db, cluster_id, earliest.id)


def _size(db: Database, cluster: int, held: set[int]) -> int:
    """Columns of a cluster; counted only where there is a choice."""
    return clusters.size(db, cluster) if len(held) > 1 else 0


def _spoken_of(db: Database, columns: Iterable[KnownColumn]) -> bool:
    """Whether people said anything of these columns or of others in their clusters."""
    for known in columns:
        within = [known] if known.cluster_id is None else clusters.members(db, known.cluster_id)
        same = articles.columns_with(db, known.body_digest) if known.cluster_id is None else []
        if any(overrides.overrides_on(db, member.id) for member in [*within, *same]):
            return True
    return False


def _settle(db: Database, texts: set[int], *, without: int | None = None) -> None:
    """Cluster anew all that is connected to some texts; `without` is a column about to go."""
    seen: set[int] = set()
    groups: list[list[KnownColumn]] = []
    for start in sorted(texts):
        if start not in seen:
            component = _Component(db, start, without=without)
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
        earliest = min(group, key=_order)
        cluster_id = free[0] if free else clusters.insert_cluster(db, representative_id=earliest.id)
        kept.add(cluster_id)
        clusters.update_representative(db, cluster_id, earliest.id)
        for known in group:
            if known.cluster_id != cluster_id:
                clusters.put_into(db, known.id, cluster_id)
    for cluster in before - kept:
        if cluster is not None:
            clusters.delete_cluster(db, cluster)


class _Component:
    """All texts connected to one, with their columns and what people said of these."""

    def __init__(self, db: Database, start: int, *, without: int | None) -> None:
        self.texts: set[int] = set()
        self.columns: dict[int, list[KnownColumn]] = {}
        self.pairs: dict[tuple[int, int], float] = {}
        self.joined: list[tuple[int, int]] = []
        self.parted: list[tuple[int, int]] = []
        ahead = [start]
        spoken = overrides.any_override(db)
        while ahead:
            text = ahead.pop()
            digest = texts.body_digest_of(db, text)
            if text in self.texts or digest is None:
                continue
            self.texts.add(text)
            for pair in texts.pairs_of(db, text):
                self.pairs[pair.one_id, pair.other_id] = pair.resemblance
                ahead += [pair.one_id, pair.other_id]
            found = [known for known in articles.columns_with(db, digest) if known.id != without]
            self.columns[text] = sorted(found, key=_order)
            for known in found if spoken else ():
                ahead += self._hear(db, known, without=without)

    def _hear(self, db: Database, known: KnownColumn, *, without: int | None) -> list[int]:
        """The texts that people joined a column with."""
        led: list[int] = []
        for word in overrides.overrides_on(db, known.id):
            other = word.one_id + word.other_id - known.id
            if other == without:
                continue
            (self.joined if word.word == "join" else self.parted).append((known.id, other))
            if word.word == "join":
                led.append(text_id(articles.known(db, other).body_digest))
        return led

    def groups(self) -> list[list[KnownColumn]]:
        """The columns in clusters: strongest evidence first, and never together what was parted."""
        all_columns = {known.id: known for held in self.columns.values() for known in held}
        if not self.parted:
            return [list(all_columns.values())] if all_columns else []
        union = _Union(all_columns, self.parted)
        for one, other in sorted(self.joined):
            union.join(one, other)
        for held in self.columns.values():
            for place, known in enumerate(held):
                union.join_first(known.id, [earlier.id for earlier in held[:place]])
        strongest = sorted(self.pairs, key=lambda pair: (-self.pairs[pair], pair))
        for one_text, other_text in strongest:
            for known in self.columns[one_text]:
                for twin in self.columns[other_text]:
                    union.join(known.id, twin.id)
        return union.groups()


class _Union:
    """Disjoint sets of columns that refuse to bring together what people parted."""

    def __init__(self, columns: dict[int, KnownColumn], parted: list[tuple[int, int]]) -> None:
        self._columns = columns
        self._leads = {column: column for column in columns}
        self._parted = [pair for pair in parted if set(pair) <= columns.keys()]

    def join(self, one: int, other: int) -> bool:
        """Whether two columns are in one set now."""
        if one not in self._leads or other not in self._leads:
            return False
        first, second = self._find(one), self._find(other)
        if first == second:
            return True
        apart = {first, second}
        if any({self._find(a), self._find(b)} == apart for a, b in self._parted):
            return False
        self._leads[second] = first
        return True

    def join_first(self, column: int, others: Iterable[int]) -> None:
        """Join a column with the first of some that it may be together with."""
        for other in others:
            if self.join(other, column):
                return

    def groups(self) -> list[list[KnownColumn]]:
        """The sets."""
        found: dict[int, list[KnownColumn]] = {}
        for known in self._columns.values():
            found.setdefault(self._find(known.id), []).append(known)
        return list(found.values())

    def _find(self, column: int) -> int:
        while self._leads[column] != column:
            self._leads[column] = self._leads[self._leads[column]]
            column = self._leads[column]
        return column


def _named(db: Database, public_id: str) -> KnownColumn:
    known = articles.known_by_id(db, public_id)
    if known is None:
        raise DeskError(f"{public_id}: no column has this id; `desk search` shows ids")
    return known


def _order(article: KnownColumn) -> tuple[bool, str, str]:
    return article.published_utc is None, article.published_utc or "", article.public_id
