"""How much two texts have in common, and what one is to the other. Pure.

A text is cut into shingles: runs of three words, or of four characters where most of it is Han and
kana, which are written without spaces. Resemblance is the share of the shingles of either that both
have (Broder, "On the resemblance and containment of documents", 1997). Containment is counted in
words and not in shingles: the share of a text's words that stand in shingles the other has too. A
word that an editor changed takes three shingles with it and itself alone, so that a copy with each
tenth word changed keeps .73 of its shingles and .90 of its words, while a quotation covers as much
of either. The figures beside the thresholds are of `scripts/evaluate_duplicates.py`.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from rapidfuzz.distance import Indel

from archive.model.resemblance import Resemblance, Rule
from archive.model.writing_systems import UNSPACED

WORDS = 3
CHARACTERS = 4
"""Length of a shingle in words, and in characters of Han and kana."""
RUN = 3
"""Words (or characters) beyond a shingle that a run of shared ones must have for its words to
count. Formulas of an author or a trade are shorter ("the eve of the vote"): of 1,225 pairs of texts
made of sixty such formulas none is half contained by this measure, and by runs of three words all
are. Of a copy with each tenth word changed .8 of the words stand in runs of six."""
LONGEST = 100_000
"""Words of a text that are looked at, several times as many as any column has; it bounds what a
file of 10 MB costs."""
LEAST_SHINGLES = 20
"""Shorter texts are found as exact copies only: a greeting or a correction resembles many."""

SAME = 0.8
"""Least resemblance of the same text: a word in fifty may differ, which leaves .89."""
CONTAINED = 0.5
"""Least share of the shorter text's words that the longer must have. Half an excerpt with each
tenth word changed, and nearly as many words of boilerplate that no other column has shown yet, has
.5; a column of which a treaty's article is two fifths has .4."""
COPIED = 0.6
"""Least share of the words of both texts by which one is an edited copy; less of the longer one
is an excerpt. A column that lost its longest paragraph of five still covers .75 of the original."""
LEAST_SHARED = 30
"""Words that must be shared, whatever their share."""

SLOT = 6
"""Longest run of words, left out or put in, that may be a name, a date or a number in a form."""
FILLED = 0.5
"""Share of names and numbers among the changed words by which a text is a form filled in again. Of
words changed at random a fifth are such, a third in German; of a communiqué for another ambassador
nine tenths."""
FORM_CHANGES = 0.04
"""Least share of a text's words changed in that way. A report brought up to date has fewer."""
UNCASED_CHANGES = 0.16
"""The same share of words in scripts that do not tell a name from another word by its case. Of a
copy with each tenth sign changed it is .10, of a communiqué for another ambassador .2 to .4."""
ALIGNED = 4_000
"""Words of each text that are aligned to see what was changed; quadratic in them."""

COMMON_TO = 4
"""Texts of one outlet that must have a paragraph, or texts near to one that must have a shingle,
for it to be boilerplate: two may be copies of each other, and three a column, its print view and
its reprint."""
PASSAGE = 8
"""Words of the shortest paragraph that is looked at as boilerplate; headings repeat by chance."""
COMMON_SHARE = 0.25
"""Least share of the texts near to one that must have a shingle, too: of a family of forty
communiqués each ambassador is in four, and the names are what tells them apart."""
ONE_VOICE = 0.65
"""Resemblance from which texts count once when boilerplate is looked for, or what is printed
everywhere would be. Copies with a word in fourteen changed have more, forms mostly .3 to .6."""
ONE_VOICE_AT_HOME = 0.9
"""The same within an outlet, which edits few copies of its own and fills in many forms: those with
few names have .8."""
LEAST_BESIDE = 4
"""Words beside the boilerplate, each counted once, by which texts can be told apart; with fewer,
only what is nearly whole in the other is a copy."""
ABREAST = 12
"""Words between two shared ones over which texts still run side by side: the fillings of a form."""
AGREED = 0.8
"""Least share of the words beside the boilerplate that must be shared: the mean of that of all,
and of that where the texts run side by side. With it twelve sets of short formulaic texts have a
precision of .983 to 1 and a recall of .981 to .998; with .76 one has a precision of .975, as
communiqués may share their subject and all their names (`evaluate_duplicates --formulaic`, seeds
7, 11, 90811 and 90812, 91011 to 91014, 91021 to 91024)."""
RESIDUE = 0.1
"""Share of a text that must be left beside the boilerplate for the rest alone to decide."""

TOKEN = re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])\w)+")
IS_UNSPACED = re.compile(f"[{UNSPACED}]")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True)
class Shingled:
    """A text as it is compared."""

    printed: tuple[str, ...]
    """Its words, Han and kana one by one."""
    words: tuple[str, ...]
    """The same without case."""
    length: int
    """Of a shingle."""

    @cached_property
    def runs(self) -> list[str]:
        """The shingle that begins at each word."""
        words = self.words
        if self.length == WORDS:
            return [f"{a} {b} {c}" for a, b, c in zip(words, words[1:], words[2:], strict=False)]
        starts = range(len(words) - self.length + 1)
        return [" ".join(words[start : start + self.length]) for start in starts]

    @cached_property
    def shingles(self) -> frozenset[str]:
        return frozenset(self.runs)

    def stand(self, shingles: Set[str], *, beyond: int = RUN) -> list[bool]:
        """Of each word, whether it stands in a run of such shingles too long to be chance."""
        standing = [False] * len(self.words)
        start = 0
        ends = [*(run in shingles for run in self.runs), False]
        for place, shared in enumerate(ends):
            if shared:
                continue
            end = place + self.length - 1
            if end - start >= self.length + beyond:
                standing[start:end] = [True] * (end - start)
            start = place + 1
        return standing


Stood = tuple[Shingled, list[bool]]
"""A text, and of each of its words whether it stands in a long run that another text has, too."""

APART = Resemblance(None, 0.0, 0.0, 0.0)


def shingled(text: str) -> Shingled:
    """A text cut into words, or into characters where most of it is Han and kana."""
    if text.isascii():
        printed = re.findall(r"\w+", text)[:LONGEST]
        return Shingled(tuple(printed), tuple(map(str.lower, printed)), WORDS)
    composed = INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    printed = TOKEN.findall(composed)[:LONGEST]
    unspaced = sum(1 for word in printed if IS_UNSPACED.match(word))
    length = CHARACTERS if 2 * unspaced > len(printed) else WORDS
    return Shingled(tuple(printed), tuple(map(str.casefold, printed)), length)


def passages(body: str) -> list[tuple[str, ...]]:
    """The words of each paragraph; none of one too short to be looked at as boilerplate."""
    words_of_each = []
    for paragraph in body.split("\n\n"):
        words = shingled(paragraph).words
        words_of_each.append(words if len(words) >= PASSAGE else ())
    return words_of_each


def without(body: str, boilerplate: list[bool]) -> str:
    """A text without the paragraphs that are boilerplate, if it is more than these."""
    paragraphs = body.split("\n\n")
    rest = "\n\n".join(
        text for text, left_out in zip(paragraphs, boilerplate, strict=True) if not left_out
    )
    return rest if len(rest) >= RESIDUE * len(body) else body


def judge(one: Shingled, other: Shingled, *, form: Set[str] = frozenset()) -> Resemblance:
    """What two texts are to each other; `form` is the boilerplate of the texts near to them."""
    if one.length != other.length:
        return APART
    shared = one.shingles & other.shingles
    if not shared:
        return APART
    resemblance = len(shared) / (len(one.shingles) + len(other.shingles) - len(shared))
    ours, theirs = one.stand(shared), other.stand(shared)
    figures = (
        resemblance,
        sum(ours) / len(ours),
        sum(theirs) / len(theirs),
    )
    shorter = min((one, ours), (other, theirs), key=lambda pair: len(pair[1]))
    rule = _rule(*figures, shared_words=sum(shorter[1]), shorter_first=shorter[0] is one)
    if rule is None:
        return Resemblance(None, *figures)
    if one.words == other.words:
        return Resemblance(rule, *figures)
    if form:
        covered = sum(shorter[1]) / len(shorter[1])
        if covered < COPIED or _differ_beside(
            (one, ours), (other, theirs), form, rule=rule, covered=covered
        ):
            return Resemblance(None, *figures, "what they share stands in other texts too")
    elif _filled_in(*((one, other) if shorter[0] is one else (other, one))):
        return Resemblance(None, *figures, "one form, filled in with other names and numbers")
    return Resemblance(rule, *figures)


def form_of(texts: Iterable[tuple[int, Shingled]]) -> frozenset[str]:
    """The shingles that stand in so many texts, given by outlet, that they are boilerplate.

    Copies count once.
    """
    spoken: list[tuple[int, Shingled]] = []
    for outlet, text in texts:
        if all(
            _resemblance(text, other) < (ONE_VOICE_AT_HOME if outlet == home else ONE_VOICE)
            for home, other in spoken
        ):
            spoken.append((outlet, text))
    voices = [text for _, text in spoken]
    least = max(COMMON_TO, COMMON_SHARE * len(voices))
    if len(voices) < least:
        return frozenset()
    counted: Counter[str] = Counter()
    for voice in voices:
        counted.update(voice.shingles)
    return frozenset(shingle for shingle, times in counted.items() if times >= least)


def _resemblance(one: Shingled, other: Shingled) -> float:
    shared = len(one.shingles & other.shingles)
    return shared / max(1, len(one.shingles) + len(other.shingles) - shared)


def shared_passages(one: Shingled, other: Shingled) -> list[str]:
    """The passages of a text that another shares, the longest first, words as printed."""
    both = one.shingles & other.shingles if one.length == other.length else frozenset[str]()
    shared = one.stand(both, beyond=0)
    between = "" if one.length == CHARACTERS else " "
    runs: list[str] = []
    start: int | None = None
    for place, stands in enumerate([*shared, False]):
        if stands and start is None:
            start = place
        elif not stands and start is not None:
            runs.append(between.join(one.printed[start:place]))
            start = None
    return sorted(runs, key=len, reverse=True)


def _rule(
    resemblance: float,
    one_contained: float,
    other_contained: float,
    *,
    shared_words: int,
    shorter_first: bool,
) -> Rule | None:
    """What the figures alone say."""
    if shared_words < LEAST_SHARED:
        return None
    if resemblance >= SAME:
        return "same text"
    if min(one_contained, other_contained) >= COPIED:
        return "edited copy"
    if (one_contained if shorter_first else other_contained) >= CONTAINED:
        return "excerpt"
    return None


def _differ_beside(one: Stood, other: Stood, form: Set[str], *, rule: Rule, covered: float) -> bool:
    """Whether two texts differ in what is left of them without the boilerplate.

    Two shares are looked at: of all the words that are left, and of those that stand where the
    texts run side by side. Forms agree in the second only by chance.
    """
    ours, theirs = _beside(one, other, form)
    least = min(ours, theirs)
    if least.left < LEAST_BESIDE:
        return covered < SAME
    kept = least.kept / least.left
    agreed = (ours.kept + theirs.kept) / max(1.0, ours.parallel + theirs.parallel)
    least_kept = AGREED if rule == "excerpt" else CONTAINED
    return kept < least_kept or (kept + agreed) / 2 < AGREED


class Beside(NamedTuple):
    """The words of a text beside the boilerplate, each once."""

    left: float
    parallel: float
    kept: float


def _beside(one: Stood, other: Stood, form: Set[str]) -> tuple[Beside, Beside]:
    """How much either has beside the boilerplate, and how much of that both have in one order.

    Furniture before the first long run that is shared and after the last is left out.
    """
    (our_text, our_part), (their_text, their_part) = (
        (text, _between(long_runs)) for text, long_runs in (one, other)
    )
    ours, theirs = _aligned(
        our_text.words[our_part], their_text.words[their_part], least=our_text.length
    )
    return (
        _weighed(our_text, our_part, form, ours),
        _weighed(their_text, their_part, form, theirs),
    )


def _between(long_runs: list[bool]) -> slice:
    """The part of a text from the first word in a long run to the last, as far as it is aligned."""
    first = long_runs.index(True)
    last = len(long_runs) - long_runs[::-1].index(True)
    return slice(first, min(last, first + ALIGNED))


def _aligned(
    one: tuple[str, ...], other: tuple[str, ...], *, least: int
) -> tuple[list[bool], list[bool]]:
    """Of each word, whether it stands in a run that both have in the same place among the others.

    What fills one form's slot may stand in another's, or in the list of related columns below it.
    """
    ours, theirs = [False] * len(one), [False] * len(other)
    for change in Indel.opcodes(one, other):
        length = change.src_end - change.src_start
        if change.tag == "equal" and length >= least:
            ours[change.src_start : change.src_end] = [True] * length
            theirs[change.dest_start : change.dest_end] = [True] * length
    return ours, theirs


def _weighed(text: Shingled, part: slice, form: Set[str], shared: list[bool]) -> Beside:
    """The words of a part of a text beside the boilerplate, each once."""
    words, standing = text.words[part], text.stand(form, beyond=0)[part]
    parallel = list(shared)
    start = 0
    for place, stands in enumerate(shared):
        if stands:
            if place - start <= ABREAST:
                parallel[start:place] = [True] * (place - start)
            start = place + 1
    beside = [place for place, stands in enumerate(standing) if not stands]
    times = Counter(words[place] for place in beside)
    weight = {place: 1 / times[words[place]] for place in beside}
    return Beside(
        sum(weight.values()),
        sum(each for place, each in weight.items() if parallel[place]),
        sum(each for place, each in weight.items() if shared[place]),
    )


def _filled_in(shorter: Shingled, longer: Shingled) -> bool:
    """Whether what was changed from one text to the other is names and numbers, as in a form."""
    changed = named = cased = 0
    for change in Indel.opcodes(shorter.words[:ALIGNED], longer.words[:ALIGNED]):
        length = change.src_end - change.src_start
        if change.tag != "delete" or length > SLOT:
            continue
        for word in shorter.printed[change.src_start : change.src_end]:
            changed += 1
            named += word[0].isupper() or word[0].isdigit()
            cased += word[0].isupper() or word[0].islower()
    total = min(len(shorter.words), ALIGNED)
    if 2 * cased < changed:
        return changed >= UNCASED_CHANGES * total
    return named >= FORM_CHANGES * total and named >= FILLED * changed
