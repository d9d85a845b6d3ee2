"""Two texts compared word by word: what each is to those near to it, and the pairs it makes."""

from functools import lru_cache
from typing import NamedTuple

from archive.db.columns import articles
from archive.db.columns.articles import KnownColumn
from archive.db.duplicates import texts
from archive.db.duplicates.texts import StoredText
from archive.db.sqlite import Database
from archive.model.errors import DeskError
from archive.model.identity import text_id
from archive.model.resemblance import Resemblance
from archive.text import resemblance, signatures
from archive.text.resemblance import COMMON_TO, LEAST_SHINGLES, Shingled
from archive.text.signatures import NEW_FORM, PARAMETERS, VERIFIED

shingled = lru_cache(maxsize=256)(resemblance.shingled)
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
    around = _around(db, first.id, second.id)
    return Compared(
        around.texts[first.id],
        around.texts[second.id],
        _judged_by_both(db, around, first.id, second.id),
    )


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
    """Make a text's pairs; the texts of former pairs near to it that turned out to be none."""
    stored = texts.text_with_body(db, subject)
    if stored is None or stored.minhash is None:
        return set()
    near = nearest(db, subject, stored.minhash)
    if not near:
        return set()
    around = Neighbourhood(db, [subject, *near])
    for other in [other for other in near if other in around.texts][:VERIFIED]:
        verdict = _judged_by_both(db, around, subject, other)
        if verdict.rule is not None:
            texts.put_pair(db, subject, other, verdict)
    return _judge_again(db, around, near)


class Neighbourhood:
    """Texts near to one, and the boilerplate of each outlet as they show it."""

    def __init__(self, db: Database, near: list[int]) -> None:
        self.texts: dict[int, Shingled] = {}
        outlets: list[int] = []
        for text in near:
            stored = texts.text_with_body(db, text)
            if stored is not None:
                self.texts[text] = _own_words(db, stored)
                outlets.append(stored.outlet_id)
        self.form = resemblance.form_of(zip(outlets, self.texts.values(), strict=True))

    def judge(self, one: int, other: int) -> Resemblance:
        """What two of the texts are to each other."""
        return resemblance.judge(self.texts[one], self.texts[other], form=self.form)


def _around(db: Database, text: int, other: int) -> Neighbourhood:
    """What is near to a text, with another that it is compared with."""
    minhash = texts.minhashes(db, [text]).get(text)
    near = nearest(db, text, minhash) if minhash is not None else []
    return Neighbourhood(db, list(dict.fromkeys([text, *near, other])))


def _judged_by_both(db: Database, around: Neighbourhood, one: int, other: int) -> Resemblance:
    """What a text is to another; the form of what is near to either may tell them apart.

    `around` is what is near to the first.
    """
    verdict = around.judge(one, other)
    return verdict if verdict.rule is None else _around(db, other, one).judge(one, other)


def _own_words(db: Database, stored: StoredText) -> Shingled:
    """A text as it is compared: without the paragraphs that many texts of its outlet have."""
    common = {
        key
        for key in texts.keys_of_passages(stored.passages)
        if len(texts.texts_with_passage(db, key, limit=COMMON_TO)) == COMMON_TO
    }
    if not common:
        return shingled(stored.body)
    left_out = [
        bool(words) and signatures.passage_key(stored.outlet_id, words) in common
        for words in resemblance.passages(stored.body)
    ]
    return shingled(resemblance.without(stored.body, left_out))


def nearest(db: Database, subject: int, minhash: bytes) -> list[int]:
    """The texts near to one of this signature, those first that share what few others have."""
    rarity: dict[int, float] = {}
    for key in signatures.bands(minhash):
        found = texts.texts_in_band(db, key, limit=signatures.POSTINGS)
        for other in found:
            rarity[other] = rarity.get(other, 0.0) + 1 / len(found)
    rarity.pop(subject, None)
    if not rarity:
        return []
    likely = sorted(rarity, key=lambda other: (-rarity[other], other))[: signatures.ESTIMATED]
    held = texts.minhashes(db, likely)
    return [
        other
        for other in likely
        if other in held and signatures.estimate(minhash, held[other]) >= signatures.LEAST_ESTIMATE
    ]


def _judge_again(db: Database, around: Neighbourhood, near: list[int]) -> set[int]:
    """Texts whose pairs rested on the boilerplate of an outlet, and are none any more."""
    parted: set[int] = set()
    pairs = {(pair.one_id, pair.other_id) for text in near for pair in texts.pairs_of(db, text)}
    may_be_new = COMMON_TO <= len(around.texts) <= NEW_FORM
    for one, other in sorted(pairs):
        if {one, other} <= around.texts.keys():
            verdict = around.judge(one, other)
        elif may_be_new:
            theirs = _around(db, one, other)
            if not {one, other} <= theirs.texts.keys():
                continue
            verdict = _judged_by_both(db, theirs, one, other)
        else:
            continue
        if verdict.rule is None:
            texts.delete_pair(db, one, other)
            parted |= {one, other}
    return parted
