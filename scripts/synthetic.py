"""Columns without end for archives of any size: invented words with the frequencies of real ones.

Every column is made from the seed and its number alone, so that any of them can be made again.
Words are invented syllable by syllable in the script of nine languages, follow Zipf's law, belong
to topics, and come in stock phrases too, so that columns on one subject share some runs of words as
real ones do. Of each twenty columns eight are copies of eight others, one for each of `COPIES`, and
three only look like copies of others (`LOOK_ALIKES`).
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from typing import Literal

LANGUAGES = ("en", "de", "fr", "es", "ru", "ko", "ja", "zh", "ar")
SHARES = (60, 8, 6, 6, 6, 5, 3, 3, 3)
"""Per cent of the columns, about as in archives of foreign affairs."""
OUTLETS = 400
MINISTRIES = 40
"""Outlets that print communiqués; they come first."""
VOCABULARY = 30_000
ZIPF = 1.02
NAMES = 3_000
PHRASES = 4_000
TOPICS = 200
TOPIC_WORDS = 150

Copy = Literal[
    "words changed", "half an excerpt", "boilerplate added", "paragraph dropped",
    "all at once", "Korean wire", "Chinese wire", "reprint",
]  # fmt: skip
COPIES: tuple[Copy, ...] = (
    "words changed", "half an excerpt", "boilerplate added", "paragraph dropped",
    "all at once", "Korean wire", "Chinese wire", "reprint",
)  # fmt: skip
LookAlike = Literal["standing paragraph", "treaty quoted", "communiqué"]
LOOK_ALIKES: tuple[LookAlike, ...] = ("standing paragraph", "treaty quoted", "communiqué")
BLOCK = 20
"""Columns 0 to 7 of each block are copies of 8 to 15, 16 to 18 look-alikes, 19 is a plain one."""

VOWELS = {"ru": "аеиоуыэю", "ar": "اويةى"}
CONSONANTS = {"ru": "бвгдзклмнпрстхш", "ar": "بتجحدرسشصعفقكلمنه"}
UNSPACED = frozenset(("ja", "zh"))
FIRST_DAY = datetime(1999, 1, 4, 6, tzinfo=UTC)
DAYS = 9_800


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One invented column."""

    number: int
    outlet: int
    language: str
    title: str
    author: str
    published: datetime
    paragraphs: tuple[str, ...]
    comments: tuple[str, ...] = ()
    copy: str | None = None
    original: int | None = None
    """Number of the column it is a copy of."""
    look_alike: str | None = None
    """The kind of column that it looks like a copy of."""

    @property
    def url(self) -> str:
        """Its address."""
        return f"https://outlet{self.outlet}.example/{self.published:%Y/%m}/{self.number}/"


@dataclass(frozen=True)
class Tongue:
    """The words of one language."""

    code: str
    words: tuple[str, ...]
    weights: tuple[float, ...]
    names: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]
    phrase_weights: tuple[float, ...]

    @property
    def space(self) -> str:
        return "" if self.code in UNSPACED else " "

    def text(self, words: Sequence[str]) -> str:
        """Words as a sentence."""
        joined = self.space.join(words)
        stop = "。" if self.code in UNSPACED else "."
        return joined[:1].upper() + joined[1:] + stop


@cache
def tongue(code: str) -> Tongue:
    """The words of a language, always the same."""
    chance = random.Random(f"tongue {code}")
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        # Frequent words are short, as Zipf saw too.
        words[_word(code, chance, 1 + int(len(words) > 60) + int(len(words) > 1500))] = None
    names: dict[str, None] = {}
    while len(names) < NAMES:
        names[_word(code, chance, 3).capitalize()] = None
    order = tuple(words)
    weights = tuple(accumulate(1 / (rank + 2.7) ** ZIPF for rank in range(VOCABULARY)))
    phrases = tuple(
        tuple(chance.choices(order, cum_weights=weights, k=chance.randint(2, 5)))
        for _ in range(PHRASES)
    )
    return Tongue(
        code,
        order,
        weights,
        tuple(names),
        phrases,
        tuple(accumulate(1 / (rank + 2.7) for rank in range(PHRASES))),
    )


def _word(code: str, chance: random.Random, syllables: int) -> str:
    if code == "ko":
        return "".join(chr(0xAC00 + chance.randrange(11_172)) for _ in range(max(2, syllables)))
    if code == "zh":
        return "".join(chr(0x4E00 + chance.randrange(3_500)) for _ in range(min(2, syllables)))
    if code == "ja":
        han = "".join(chr(0x4E00 + chance.randrange(2_000)) for _ in range(min(2, syllables)))
        return han + chr(0x3042 + chance.randrange(80))
    vowels = VOWELS.get(code, "aeiou")
    consonants = CONSONANTS.get(code, "bcdfghklmnprstvz")
    return "".join(chance.choice(consonants) + chance.choice(vowels) for _ in range(syllables + 1))


@cache
def topic(code: str, number: int) -> tuple[str, ...]:
    """The words of a topic."""
    return tuple(random.Random(f"topic {code} {number}").sample(tongue(code).words, TOPIC_WORDS))


def sentence(spoken: Tongue, chance: random.Random, about: Sequence[str]) -> list[str]:
    """The words of a sentence: some of its topic, some in phrases, a name now and then."""
    words: list[str] = []
    common = iter(chance.choices(spoken.words, cum_weights=spoken.weights, k=40))
    for _ in range(chance.randint(9, 24)):
        what = chance.random()
        if what < 0.05:
            words += chance.choices(spoken.phrases, cum_weights=spoken.phrase_weights)[0]
        elif what < 0.10:
            words.append(chance.choice(spoken.names))
        elif what < 0.35:
            words.append(chance.choice(about))
        else:
            words.append(next(common))
    return words


def prose(code: str, chance: random.Random, *, words: int) -> tuple[str, ...]:
    """Paragraphs on one topic, of about so many words."""
    spoken = tongue(code)
    about = topic(code, chance.randrange(TOPICS))
    paragraphs: list[str] = []
    count = 0
    while count < words:
        sentences = [sentence(spoken, chance, about) for _ in range(chance.randint(2, 5))]
        count += sum(map(len, sentences))
        paragraphs.append(spoken.space.join(spoken.text(words) for words in sentences))
    return tuple(paragraphs)


def column(number: int, *, seed: int = 1, size: int = 700) -> Column:
    """The column of a number; texts have `size` words on the average (lognormal)."""
    place = number % BLOCK
    if place < len(COPIES):
        return _copy(number, COPIES[place], seed=seed, size=size)
    chance = random.Random(f"{seed} column {number}")
    if 16 <= place < 16 + len(LOOK_ALIKES):
        return _look_alike(number, LOOK_ALIKES[place - 16], chance, seed=seed)
    kind = COPIES[place - 8] if place < 16 else None
    code = {"Korean wire": "ko", "Chinese wire": "zh"}.get(kind or "") or _language(chance)
    length = min(4_000, max(120, int(chance.lognormvariate(0, 0.5) * size * 0.88)))
    spoken = tongue(code)
    return Column(
        number=number,
        outlet=_outlet(code, chance),
        language=code,
        title=_headline(spoken, chance),
        author=_person(spoken, chance),
        published=_day(chance),
        paragraphs=prose(code, chance, words=length),
        comments=_comments(code, chance),
    )


def _copy(number: int, kind: Copy, *, seed: int, size: int) -> Column:
    original = column(number + len(COPIES), seed=seed, size=size)
    chance = random.Random(f"{seed} copy {number}")
    spoken = tongue(original.language)
    later = timedelta(days=3_652) if kind == "reprint" else timedelta(hours=chance.randint(1, 60))
    paragraphs = original.paragraphs
    outlet = _outlet(original.language, chance)
    for change in CHANGES[kind]:
        paragraphs = change(paragraphs, spoken, chance, outlet)
    headlined = kind not in ("words changed", "boilerplate added", "reprint")
    return replace(
        original,
        number=number,
        outlet=outlet,
        title=_headline(spoken, chance) if headlined else original.title,
        published=original.published + later,
        paragraphs=paragraphs,
        comments=_comments(original.language, chance),
        copy=kind,
        original=original.number,
    )


Paragraphs = tuple[str, ...]
Change = Callable[[Paragraphs, Tongue, random.Random, int], Paragraphs]


def _reworded(share: float) -> Change:
    """Each word, or Han sign, is another one with this chance."""

    def change(
        paragraphs: Paragraphs, spoken: Tongue, chance: random.Random, outlet: int
    ) -> Paragraphs:
        reworded = []
        for paragraph in paragraphs:
            words = list(paragraph) if spoken.code in UNSPACED else paragraph.split(" ")
            for place in range(len(words)):
                if chance.random() < share:
                    other = chance.choices(spoken.words, cum_weights=spoken.weights)[0]
                    words[place] = other[0] if spoken.code in UNSPACED else other
            reworded.append(spoken.space.join(words))
        return tuple(reworded)

    return change


def _half(paragraphs: Paragraphs, spoken: Tongue, chance: random.Random, outlet: int) -> Paragraphs:
    """About half of the text in one piece."""
    total = sum(map(len, paragraphs))
    text = "\n\n".join(paragraphs)
    start = chance.randrange(max(1, total // 2))
    cut = text[start : start + total // 2]
    if spoken.space:
        cut = cut[cut.find(" ") + 1 : cut.rfind(" ")]
    return tuple(cut.strip().split("\n\n"))


def _with_boilerplate(
    paragraphs: Paragraphs, spoken: Tongue, chance: random.Random, outlet: int
) -> Paragraphs:
    """What the outlet prints under everything."""
    fixed = random.Random(f"boilerplate {outlet}")
    return (*paragraphs, *prose(spoken.code, fixed, words=fixed.randint(30, 70)))


def _without_paragraph(
    paragraphs: Paragraphs, spoken: Tongue, chance: random.Random, outlet: int
) -> Paragraphs:
    """All but one paragraph, where there are several."""
    if len(paragraphs) < 3:
        return paragraphs
    left_out = chance.randrange(len(paragraphs))
    return tuple(text for place, text in enumerate(paragraphs) if place != left_out)


def _from_agency(
    paragraphs: Paragraphs, spoken: Tongue, chance: random.Random, outlet: int
) -> Paragraphs:
    """A dateline in front, the last paragraph cut, a line of credit below."""
    head = f"{chance.choice(spoken.names)} ({chance.choice(spoken.names)}) — {paragraphs[0]}"
    cut = paragraphs[1:-1] if len(paragraphs) > 3 else paragraphs[1:]
    return (head, *cut, spoken.text(chance.choices(spoken.names, k=4)))


CHANGES: dict[Copy, tuple[Change, ...]] = {
    "words changed": (_reworded(0.10),),
    "half an excerpt": (_half,),
    "boilerplate added": (_with_boilerplate,),
    "paragraph dropped": (_without_paragraph,),
    "all at once": (_without_paragraph, _half, _reworded(0.10), _with_boilerplate),
    "Korean wire": (_from_agency, _reworded(0.05)),
    "Chinese wire": (_from_agency, _reworded(0.05)),
    "reprint": (),
}


def _look_alike(number: int, kind: LookAlike, chance: random.Random, *, seed: int) -> Column:
    """A column that shares words with its kin and is no copy of any."""
    kin = number // BLOCK % 50
    fixed = random.Random(f"{seed} {kind} {kin}")
    code = _language(fixed)
    spoken = tongue(code)
    outlet = _outlet(code, fixed)
    author = _person(spoken, fixed)
    if kind == "standing paragraph":
        standing = prose(code, fixed, words=70)
        paragraphs = (*prose(code, chance, words=chance.randint(250, 800)), *standing)
    elif kind == "treaty quoted":
        treaty = prose(code, fixed, words=170)
        around = prose(code, chance, words=chance.randint(300, 800))
        paragraphs = (*around[:2], *treaty, *around[2:])
        outlet, author = _outlet(code, chance), _person(spoken, chance)
    else:
        outlet = kin % MINISTRIES
        paragraphs = _communique(spoken, fixed, chance)
    return Column(
        number=number,
        outlet=outlet,
        language=code,
        title=_headline(spoken, chance),
        author=author,
        published=_day(chance),
        paragraphs=paragraphs,
        look_alike=kind,
    )


def _communique(spoken: Tongue, form: random.Random, chance: random.Random) -> Paragraphs:
    """A form of the ministry with the names, dates and numbers of one occasion filled in."""
    about = topic(spoken.code, form.randrange(TOPICS))
    paragraphs = []
    people = chance.sample(spoken.names, 6)
    for _ in range(form.randint(3, 5)):
        sentences: list[str] = []
        for _ in range(form.randint(2, 3)):
            words = sentence(spoken, form, about)
            for place in sorted(form.sample(range(len(words)), 3), reverse=True):
                name = [chance.choice(people), chance.choice(people)]
                words[place : place + 1] = (
                    name if form.random() < 0.6 else [str(chance.randint(2, 31))]
                )
            sentences.append(spoken.text(words))
        paragraphs.append(spoken.space.join(sentences))
    return tuple(paragraphs)


def _language(chance: random.Random) -> str:
    return chance.choices(LANGUAGES, SHARES)[0]


@cache
def outlets_in(code: str) -> tuple[int, ...]:
    """The outlets that print in a language, ministries left out."""
    chance = random.Random("outlets")
    spoken = [chance.choices(LANGUAGES, SHARES)[0] for _ in range(OUTLETS)]
    return tuple(n for n in range(MINISTRIES, OUTLETS) if spoken[n] == code)


def _outlet(code: str, chance: random.Random) -> int:
    return chance.choice(outlets_in(code))


def _headline(spoken: Tongue, chance: random.Random) -> str:
    words = chance.choices(spoken.words, cum_weights=spoken.weights, k=chance.randint(4, 8))
    return spoken.space.join((*words, chance.choice(spoken.names)))


def _person(spoken: Tongue, chance: random.Random) -> str:
    return spoken.space.join(chance.sample(spoken.names, 2))


def _day(chance: random.Random) -> datetime:
    return FIRST_DAY + timedelta(days=chance.randrange(DAYS), minutes=chance.randrange(720))


def _comments(code: str, chance: random.Random) -> tuple[str, ...]:
    """What readers wrote below one column in six."""
    if chance.random() > 1 / 6:
        return ()
    return tuple(
        prose(code, chance, words=chance.randint(5, 60))[0] for _ in range(chance.randint(1, 6))
    )
