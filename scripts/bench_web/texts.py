"""Invented texts for a million columns: the words, names and topics of `synthetic`, put together in
a tenth of its time.

Sentences are pieces of a long row of words that was drawn once by Zipf's law, so that runs of words
return as they do in real prose; every fourth word is one of the topic, some are names.
"""

import random
from functools import cache

from scripts.synthetic import TOPIC_WORDS, TOPICS, tongue, topic

ROW = 300_000
"""Words of the row that sentences of a language are taken from."""
LONGEST = 24
"""Words of a sentence; the shortest has nine."""
NAMED = 0.6
"""Chance that a sentence has a name in it."""


@cache
def row(language: str) -> tuple[str, ...]:
    """The words of a language as often as they come."""
    spoken = tongue(language)
    chance = random.Random(f"row {language}")
    return tuple(chance.choices(spoken.words, cum_weights=spoken.weights, k=ROW))


def paragraphs(language: str, chance: random.Random, *, words: int) -> tuple[str, ...]:
    """A text on one topic, of about so many words, with one name that hardly another text has."""
    spoken, words_of_row = tongue(language), row(language)
    about = topic(language, int(chance.random() * TOPICS))
    made: list[str] = []
    count = 0
    while count < words:
        sentences: list[str] = []
        for _ in range(2 + int(chance.random() * 4)):
            length = 9 + int(chance.random() * (LONGEST - 8))
            at = int(chance.random() * (ROW - length))
            said = list(words_of_row[at : at + length])
            of_topic = len(said[1::4])
            start = int(chance.random() * (TOPIC_WORDS - of_topic))
            said[1::4] = about[start : start + of_topic]
            if chance.random() < NAMED:
                said[int(chance.random() * length)] = chance.choice(spoken.names)
            sentences.append(spoken.text(said))
            count += length
        made.append(spoken.space.join(sentences))
    one, other = chance.choice(spoken.names), chance.choice(spoken.names)
    return (*made[:-1], f"{one}{other.lower()}{spoken.space}{made[-1]}")


def headline(language: str, chance: random.Random) -> str:
    """A few words and a name."""
    spoken, words_of_row = tongue(language), row(language)
    length = 4 + int(chance.random() * 5)
    at = int(chance.random() * (ROW - length))
    return spoken.space.join((*words_of_row[at : at + length], chance.choice(spoken.names)))
