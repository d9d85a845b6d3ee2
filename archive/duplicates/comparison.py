"""Two texts compared word by word: what each is to those near to it, and the pairs it makes."""

from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from sqlite_utils import Database

from archive.db.columns import articles
from archive.db.columns.articles import KnownColumn
from archive.db.duplicates import texts
from archive.db.duplicates.texts import StoredText
from archive.model.errors import DeskError
from archive.model.identity import text_id
from archive.model.resemblance import Resemblance
from archive.text import resemblance, signatures
from archive.text.resemblance import COMMON_TO, LEAST_SHINGLES, Shingled
from archive.text.signatures import PARAMETERS

shingled = lru_cache(maxsize=64)(resemblance.shingled)
"""One column after another of a series is compared with the same ones."""


class Compared(NamedTuple):
    """Two columns' texts as they were compared, and what came of it."""

    one: Shingled
    other: Shingled
    verdict: Resemblance


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
        near = [texts.text_with_body(db, text) for text in nearest(db, first.id, first.minhash)]
    family = [
        _own_words(db, text)
        for text in near
        if text and text.outlet_id == first.outlet_id and text.id != second.id
    ]
    form = frozenset[str]()
    if len(family) + 2 >= COMMON_TO:
        form = resemblance.form_of([*compared, *family])
    return Compared(*compared, resemblance.judge(*compared, form=form))


def enter_text(db: Database, subject: int, article: KnownColumn) -> set[int]:
    """Enter a text and its pairs; the other texts whose pairs are not what they were."""
    body = articles.text_of(db, article.id).body
    shingles = shingled(body).shingles
    long_enough = len(shingles) >= LEAST_SHINGLES
    minhash = signatures.signature(shingles) if long_enough else None
    keys = [signatures.passage_key(article.outlet_id, words) for words in _paragraphs(body)]
    texts.insert_text(
        db,
        text_id=subject,
        body_digest=article.body_digest,
        method_id=texts.method_id(db, PARAMETERS),
        outlet_id=article.outlet_id,
        shingles=len(shingles),
        minhash=minhash,
        bands=signatures.bands(minhash) if minhash else (),
        passages=keys,
    )
    touched = _pair_up(db, subject)
    for key in keys:
        sharing = texts.texts_with_passage(db, key, limit=COMMON_TO + 1)
        if len(sharing) == COMMON_TO:  # it is boilerplate from now on
            for other in sharing:
                touched |= {other} | {
                    pair.one_id + pair.other_id - other for pair in texts.pairs_of(db, other)
                }
                texts.delete_pairs(db, other)
                touched |= _pair_up(db, other)
    return touched - {subject}


def _paragraphs(body: str) -> list[tuple[str, ...]]:
    """The words of each paragraph that may be boilerplate, each once."""
    return list(dict.fromkeys(words for words in resemblance.passages(body) if words))


def _pair_up(db: Database, subject: int) -> set[int]:
    """Make a text's pairs; the texts of former pairs in its outlet that turned out to be none."""
    stored = texts.text_with_body(db, subject)
    if stored is None or stored.minhash is None:
        return set()
    near = nearest(db, subject, stored.minhash)
    if not near:
        return set()
    text = _own_words(db, stored)
    others: dict[int, Shingled] = {}
    family: dict[int, Shingled] = {}
    for other in near:
        against = texts.text_with_body(db, other)
        if against is not None:
            others[other] = _own_words(db, against)
            if against.outlet_id == stored.outlet_id:
                family[other] = others[other]
    form = frozenset[str]()
    if len(family) + 1 >= COMMON_TO:
        form = resemblance.form_of([text, *family.values()])
    for other, theirs in others.items():
        verdict = resemblance.judge(text, theirs, form=form if other in family else frozenset())
        if verdict.rule is not None:
            texts.put_pair(db, subject, other, verdict)
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


def nearest(db: Database, subject: int, minhash: bytes) -> list[int]:
    """The texts worth comparing with one of this signature, the nearest first."""
    shared: Counter[int] = Counter()
    for key in signatures.bands(minhash):
        shared.update(texts.texts_in_band(db, key, limit=signatures.POSTINGS))
    del shared[subject]
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
