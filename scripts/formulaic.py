"""Short formulaic columns in six languages, and copies of some: what makes duplicates hard to tell.

A ministry fills one form in again and again, an author writes everything out of the same formulas
or on one subject between the same paragraphs, a weekly briefing keeps its skeleton and carries an
item over. None of these is a copy of another. Copies are made of two columns in five (`COPIES`):
edited as desks edit, or with the furniture of a page left in. Sentences stand in `formulaic.toml`;
every set is made from its seed alone.
"""

import random
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from scripts.synthetic import FIRST_DAY, UNSPACED, Column, sentence, tongue, topic

SENTENCES = Path(__file__).with_suffix(".toml")
LANGUAGES = ("en", "de", "zh", "ja", "ko", "ar")
STYLES = ("communiqué", "formulas", "series", "briefing")
COPIES = (
    "words changed", "names changed", "paragraph replaced", "excerpt",
    "furniture", "furniture on both",
)  # fmt: skip
HOUSES = 2
"""Outlets, or authors, of each style in each language."""
REPRINTERS = 6
"""Outlets of each language that print copies of what others have written."""
OF_EACH = 24
"""Columns of each house."""
COPIED = 0.4
SHARE_CHANGED = 0.05


@dataclass(frozen=True)
class Phrases:
    """The sentences of one language, and what fills their slots."""

    code: str
    of: dict[str, Any]

    @property
    def space(self) -> str:
        return "" if self.code in UNSPACED else " "

    def filled(self, formula: str, chance: random.Random) -> str:
        """A formula with other people, countries, subjects and numbers at each call."""
        people = chance.sample(self.of["people"], 2)
        countries = chance.sample(self.of["countries"], 2)
        topics = chance.sample(self.of["topics"], 2)
        return self._with(formula, chance, people, countries, topics)

    def filler(self, chance: random.Random) -> Callable[[str], str]:
        """What fills formulas with the people, countries and subjects of one occasion."""
        people = chance.sample(self.of["people"], 2)
        countries = chance.sample(self.of["countries"], 2)
        topics = chance.sample(self.of["topics"], 2)
        return lambda formula: self._with(formula, chance, people, countries, topics)

    def _with(
        self,
        formula: str,
        chance: random.Random,
        people: list[str],
        countries: list[str],
        topics: list[str],
    ) -> str:
        return formula.format(
            p=people[0], q=people[1], c=countries[0], k=countries[1], t=topics[0], u=topics[1],
            e=chance.choice(self.of["events"]), n=chance.randint(2, 59),
            d=self.of["date"].format(
                day=chance.randint(1, 28), month=chance.choice(self.of["months"])
            ),
        )  # fmt: skip

    def remark(self, chance: random.Random, *, about: int) -> str:
        """A sentence of the author's own: of invented words, or of three pieces that recur."""
        if chance.random() < 0.6:
            spoken = tongue(self.code)
            return spoken.text(sentence(spoken, chance, topic(self.code, about)))
        pieces = [chance.choice(self.of[part]) for part in ("who", "does", "what")]
        return self.space.join(pieces) + ("。" if self.code in UNSPACED else ".")

    def paragraph(self, sentences: list[str]) -> str:
        return self.space.join(sentences)


@cache
def phrases(code: str) -> Phrases:
    """The sentences of a language."""
    return Phrases(code, tomllib.loads(SENTENCES.read_text("utf-8"))[code])


def columns(seed: int) -> list[Column]:
    """A set of columns, copies among them, in the order in which they come."""
    made: list[Column] = []
    for language in LANGUAGES:
        made += _in_language(language, seed=seed, first=len(made))
    random.Random(f"{seed} order").shuffle(made)
    return made


def outlets() -> int:
    """How many outlets the columns stand in."""
    return len(LANGUAGES) * (len(STYLES) * HOUSES + REPRINTERS)


def _in_language(code: str, *, seed: int, first: int) -> Iterator[Column]:
    spoken = phrases(code)
    start = LANGUAGES.index(code) * (len(STYLES) * HOUSES + REPRINTERS)
    number = first
    for place in range(len(STYLES) * HOUSES):
        style = STYLES[place // HOUSES]
        chance = random.Random(f"{seed} {code} {place}")
        for week, paragraphs in enumerate(WRITERS[style](spoken, chance)):
            original = Column(
                number=number,
                outlet=start + place,
                language=code,
                title=spoken.filled("{c}: {t}, {u}", chance),
                author=chance.choice(spoken.of["people"]),
                published=FIRST_DAY + timedelta(days=7 * week + place),
                paragraphs=paragraphs,
                look_alike=style,
            )
            number += 1
            if chance.random() > COPIED:
                yield original
                continue
            kind = chance.choice(COPIES)
            copied = EDITS[kind](paragraphs, spoken, chance)
            if kind == "furniture on both":
                original = replace(original, paragraphs=_furnished(paragraphs, spoken, chance))
            at_home = "furniture" not in kind and chance.random() < 0.5
            reprinter = start + len(STYLES) * HOUSES + chance.randrange(REPRINTERS)
            yield original
            yield replace(
                original,
                number=number,
                outlet=original.outlet if at_home else reprinter,
                title=spoken.filled("{c}: {t}, {u}", chance),
                published=original.published + timedelta(hours=chance.randint(1, 60)),
                paragraphs=copied,
                copy=kind,
                original=original.number,
            )
            number += 1


Paragraphs = tuple[str, ...]


def _communiques(spoken: Phrases, chance: random.Random) -> Iterator[Paragraphs]:
    """One form, filled in for one occasion after another, sometimes with a sentence more."""
    opening, closing = (chance.choice(spoken.of[part]) for part in ("opening", "closing"))
    middle = chance.sample(spoken.of["middle"], chance.randint(4, 6))
    for _ in range(OF_EACH):
        fill = spoken.filler(chance)
        body = [fill(formula) for formula in middle]
        if chance.random() < 0.4:
            body.insert(chance.randrange(len(body)), spoken.remark(chance, about=1))
        cut = len(body) // 2
        yield (
            fill(opening),
            spoken.paragraph(body[:cut]),
            spoken.paragraph([*body[cut:], fill(closing)]),
        )


def _formulas(spoken: Phrases, chance: random.Random) -> Iterator[Paragraphs]:
    """All the formulas there are in any order, with the author's remarks between."""
    for _ in range(OF_EACH):
        fill = spoken.filler(chance)
        every = spoken.of["middle"] + spoken.of["closing"]
        body = [fill(formula) for formula in chance.sample(every, chance.randint(6, 9))]
        body += [spoken.remark(chance, about=2) for _ in range(chance.randint(1, 4))]
        chance.shuffle(body)
        body.insert(0, fill(chance.choice(spoken.of["opening"])))
        yield tuple(spoken.paragraph(body[at : at + 3]) for at in range(0, len(body), 3))


def _series(spoken: Phrases, chance: random.Random) -> Iterator[Paragraphs]:
    """An author's remarks on one subject between the same two paragraphs."""
    about = chance.randrange(100)
    first, last = spoken.of["standing"]
    for _ in range(OF_EACH):
        fill = spoken.filler(chance)
        body = [spoken.remark(chance, about=about) for _ in range(chance.randint(6, 10))]
        body.insert(chance.randrange(len(body)), fill(chance.choice(spoken.of["middle"])))
        inner = [spoken.paragraph(body[at : at + 3]) for at in range(0, len(body), 3)]
        yield (first, *inner, last)


def _briefings(spoken: Phrases, chance: random.Random) -> Iterator[Paragraphs]:
    """A skeleton of lead and headings; each week one item of the week before comes again."""
    carried = spoken.remark(chance, about=3)
    for week in range(OF_EACH):
        items = [carried]
        for _ in range(len(spoken.of["heads"]) - 1):
            fill = spoken.filler(chance)
            said = [
                fill(chance.choice(spoken.of["opening"])),
                fill(chance.choice(spoken.of["middle"])),
                spoken.remark(chance, about=3),
            ]
            items.append(spoken.paragraph(chance.sample(said, chance.randint(2, 3))))
        carried = items[1 + week % (len(items) - 1)]
        parts: list[str] = list(spoken.of["lead"])
        for heading, item in zip(spoken.of["heads"], items, strict=True):
            parts += [heading, item]
        yield tuple(parts)


WRITERS: dict[str, Callable[[Phrases, random.Random], Iterator[Paragraphs]]] = {
    "communiqué": _communiques,
    "formulas": _formulas,
    "series": _series,
    "briefing": _briefings,
}


def _reworded(paragraphs: Paragraphs, spoken: Phrases, chance: random.Random) -> Paragraphs:
    """Some words are others, as an editor changes them."""
    words = tongue(spoken.code).words[200:2_000]
    changed = []
    for paragraph in paragraphs:
        if spoken.space:
            old = paragraph.split(" ")
        else:
            old = [paragraph[at : at + 2] for at in range(0, len(paragraph), 2)]
        new = [chance.choice(words) if chance.random() < SHARE_CHANGED else word for word in old]
        changed.append(spoken.space.join(new))
    return tuple(changed)


def _renamed(paragraphs: Paragraphs, spoken: Phrases, chance: random.Random) -> Paragraphs:
    """One person is spelled otherwise wherever he stands, and one country too, now and then."""
    text = "\n\n".join(paragraphs)
    for kind in ("people", "countries") if chance.random() < 0.3 else ("people",):
        named = [name for name in spoken.of[kind] if name in text]
        if named:
            spelled = chance.choice(tongue(spoken.code).names)
            text = text.replace(chance.choice(named), spelled)
    return tuple(text.split("\n\n"))


def _replaced(paragraphs: Paragraphs, spoken: Phrases, chance: random.Random) -> Paragraphs:
    """The shortest of the longer paragraphs is written anew."""
    long_ones = [n for n, text in enumerate(paragraphs) if len(text) > 30]
    place = min(long_ones, key=lambda n: len(paragraphs[n]))
    fresh = spoken.remark(chance, about=50)
    return (*paragraphs[:place], fresh, *paragraphs[place + 1 :])


def _excerpted(paragraphs: Paragraphs, spoken: Phrases, chance: random.Random) -> Paragraphs:
    """The first paragraphs, a little more than half of the text."""
    total = sum(map(len, paragraphs))
    kept: list[str] = []
    for paragraph in paragraphs:
        kept.append(paragraph)
        if sum(map(len, kept)) >= 0.55 * total:
            break
    return tuple(kept)


def _furnished(paragraphs: Paragraphs, spoken: Phrases, chance: random.Random) -> Paragraphs:
    """What the page has around a column is taken for some of it."""
    heads = [spoken.filled(line, chance) for line in spoken.of["head_furniture"]]
    tails = [spoken.filled(line, chance) for line in spoken.of["tail_furniture"]]
    related = [spoken.filled("{c}: {t}, {u}, {p}", chance) for _ in range(5)]
    head = chance.sample(heads, chance.randint(0, 3))
    tail = chance.sample([*tails, "\n\n".join(related)], chance.randint(0 if head else 1, 5))
    return tuple("\n\n".join((*head, *paragraphs, *tail)).split("\n\n"))


EDITS: dict[str, Callable[[Paragraphs, Phrases, random.Random], Paragraphs]] = {
    "words changed": _reworded,
    "names changed": _renamed,
    "paragraph replaced": _replaced,
    "excerpt": _excerpted,
    "furniture": _furnished,
    "furniture on both": _furnished,
}
