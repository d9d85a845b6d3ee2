"""MinHash signatures of texts, and the bands by which texts that may resemble each other meet.

Signatures are rensa's full-set R-MinHash: the same shingles cost datasketch several times as much.
192 slots in 96 bands of two find a pair of resemblance .2 with a chance of .98, one of .25 with
.998 and one of .5 always. An excerpt has little more, so that the usual bands of four or five slots
lose half of them (recall .49 with four, .93 with two, in a trial of 10,500 columns). The price is
96 rows a text, and candidates that share one band by chance; the signatures sort these out.
"""

import hashlib
import struct
from array import array
from collections.abc import Iterable
from operator import eq

from rensa import RMinHash

from archive.model.rows import canonical_json
from archive.text.resemblance import (
    ABREAST,
    AGREED,
    ALIGNED,
    CHARACTERS,
    COMMON_SHARE,
    COMMON_TO,
    CONTAINED,
    COPIED,
    FILLED,
    FORM_CHANGES,
    LEAST_BESIDE,
    LEAST_SHARED,
    LEAST_SHINGLES,
    LONGEST,
    ONE_VOICE,
    ONE_VOICE_AT_HOME,
    PASSAGE,
    RESIDUE,
    RUN,
    SAME,
    SLOT,
    UNCASED_CHANGES,
    WORDS,
)

SLOTS = 192
ROWS = 2
BANDS = SLOTS // ROWS
SEED = 20_261_124
LEAST_ESTIMATE = 0.1
"""Slots that two signatures must share for the texts themselves to be compared. At resemblance .2
the estimate falls below it once in 10,000 pairs (binomial, 192 slots)."""
POSTINGS = 50
"""Texts looked at of one band: a band that more have is boilerplate, or thousands of copies."""
ESTIMATED = 32
VERIFIED = 8
"""Of the texts met in bands, those whose signatures are compared, by which boilerplate is known,
and of these those that may make a pair. First come those that share what few others have: a copy
among a hundred communiqués shares more bands with other forms, but rare ones with its original. It
bounds the cost of one text among ten thousand copies of a communiqué."""
NEW_FORM = 3 * COMMON_TO
"""Most texts near to one another whose form may be new with the last of them, so that all pairs of
theirs are judged again. The form of more is long known, and the pairs are many."""

PARAMETERS = canonical_json(
    {
        "signature": f"R-MinHash {RMinHash.ALGORITHM_VERSION}",
        "slots": SLOTS,
        "rows": ROWS,
        "seed": SEED,
        "shingles": [WORDS, CHARACTERS, LONGEST, LEAST_SHINGLES],
        "candidates": [LEAST_ESTIMATE, POSTINGS, ESTIMATED, VERIFIED],
        "rules": [SAME, CONTAINED, COPIED, LEAST_SHARED, RUN],
        "forms": [
            SLOT,
            FILLED,
            FORM_CHANGES,
            UNCASED_CHANGES,
            ALIGNED,
            COMMON_TO,
            PASSAGE,
            RESIDUE,
        ],
        "beside forms": [COMMON_SHARE, ONE_VOICE, ONE_VOICE_AT_HOME, LEAST_BESIDE, ABREAST, AGREED],
        "shared beside forms": "in one order",
        "judged": ["by what is near to either", NEW_FORM],
        "clusters": "near to most, or two pairs",
    }
)
"""All that signatures and judgements depend on; other parameters make other duplicates."""


def signature(shingles: Iterable[str]) -> bytes:
    """The signature of a set of shingles: 192 slots of 32 bits, little-endian."""
    made = RMinHash(num_perm=SLOTS, seed=SEED)
    made.update(list(shingles))
    return struct.pack(f"<{SLOTS}I", *made.digest())


def bands(minhash: bytes) -> list[int]:
    """The keys under which a text is found, one a band, as SQLite's signed integers."""
    width = 4 * ROWS
    return [
        int.from_bytes(
            hashlib.blake2b(
                minhash[band * width : (band + 1) * width], digest_size=8, salt=bytes([band])
            ).digest(),
            "little",
            signed=True,
        )
        for band in range(BANDS)
    ]


def estimate(one: bytes, other: bytes) -> float:
    """The resemblance of two texts as their signatures estimate it."""
    same: int = sum(map(eq, array("I", one), array("I", other)))
    return same / SLOTS


def passage_key(outlet_id: int, words: tuple[str, ...]) -> int:
    """The key of a paragraph among those of its outlet."""
    passage = f"{outlet_id} {' '.join(words)}".encode()
    return int.from_bytes(hashlib.blake2b(passage, digest_size=8).digest(), "little", signed=True)
