"""Invented prose without end: the same sentences for the same seed, hardly ever one twice."""

import random

PEOPLE = (
    "the harbour master", "a retired envoy", "the minister of fisheries", "her deputy",
    "the archivist", "an interpreter", "the ferry company", "a lighthouse keeper", "the consul",
    "the treaty secretariat", "an old diplomat", "the customs chief", "a young attaché",
    "the pilot", "the committee", "the island council", "a cartographer", "the foreign office",
    "the navy's lawyer", "a shipping clerk",
)  # fmt: skip
DEEDS = (
    "put off", "signed", "misread", "translated", "defended", "returned", "copied out", "forgot",
    "recalled", "amended", "mislaid", "praised", "doubted", "renewed", "delayed", "recited",
)  # fmt: skip
THINGS = (
    "the fishing accord", "a note on the reefs", "the border map", "the pilotage rules",
    "an invitation", "the ferry timetable", "the old guarantee", "a protest about the cable",
    "the grain quota", "the visa list", "the salvage claim", "a promise made in winter",
    "the survey of the strait", "the ledger of tolls", "the joint statement",
    "the second protocol", "a letter of credence",
)  # fmt: skip
WHEN = (
    "in the spring", "after the regatta", "before the fog lifted", "during the long recess",
    "last winter", "on the eve of the vote", "within a week", "under the former government",
    "that same evening", "while the ministers dined", "when the ice went out",
    "as the tide turned", "at the third meeting",
)  # fmt: skip
WHY = (
    "because nobody had asked", "although the price was known", "so that the strait stayed open",
    "which the neighbours had expected", "and the newspapers said nothing",
    "for want of a better map", "as smaller states often must", "without consulting the islands",
    "to everyone's relief", "and two capitals took offence", "since the cable had been cut",
    "while prices rose on the quay",
)  # fmt: skip
TURNS = (
    "Then", "Still", "By that time", "In short", "Elsewhere", "Years later", "At first",
    "Once more",
)  # fmt: skip
ADJECTIVES = (
    "Quiet", "Borrowed", "Northern", "Unsigned", "Patient", "Second", "Salted", "Distant",
    "Narrow", "Late", "Stubborn", "Plain", "Winter", "Half", "Open",
)  # fmt: skip
NOUNS = (
    "Strait", "Envoy", "Ledger", "Lighthouse", "Protocol", "Harbour", "Reef", "Ferry", "Treaty",
    "Consulate", "Map", "Tariff", "Signal", "Anchorage", "Pilot", "Island", "Fleet",
)  # fmt: skip


def sentence(chance: random.Random) -> str:
    """One sentence with a number in it, so that few are alike."""
    deed = f"{chance.choice(PEOPLE)} {chance.choice(DEEDS)} {chance.choice(THINGS)}"
    clause = f"{deed} {chance.choice(WHEN)}, {chance.choice(WHY)}"
    if chance.random() < 0.35:
        return f"{chance.choice(TURNS)} {clause}."
    clause = f"{clause[0].upper()}{clause[1:]}"
    if chance.random() < 0.3:
        return f"{clause}, for the {chance.randrange(4, 21)}th time in as many years."
    return f"{clause}."


def paragraph(chance: random.Random, *, least: int = 3, most: int = 5) -> str:
    """A few sentences."""
    return " ".join(sentence(chance) for _ in range(chance.randint(least, most)))


def headline(chance: random.Random) -> str:
    """Some words to stand above a column."""
    one, other = chance.sample(NOUNS, 2)
    return chance.choice(
        (
            f"The {chance.choice(ADJECTIVES)} {one} and the {other}",
            f"A {chance.choice(ADJECTIVES)} {one} for {chance.randrange(3, 60)} {other}s",
            f"What the {one} Owes the {chance.choice(ADJECTIVES)} {other}",
            f"No {chance.choice(ADJECTIVES)} {other} without a {one}",
        )
    )
