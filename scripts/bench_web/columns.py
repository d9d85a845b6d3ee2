"""The columns of the bench, each made of the seed and its number alone, with all a page shows.

An outlet has twenty writers, so that an author has about as many columns as in a real archive. Of
ten columns one is a copy of the one before it, in another outlet, whole or without a paragraph.
"""

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache

from archive.model.records import Article, Block, Comment
from scripts.bench_web.texts import headline, paragraphs
from scripts.synthetic import DAYS, FIRST_DAY, LANGUAGES, SHARES, outlets_in, tongue

STAFF = 20
"""Writers of an outlet."""
SECTIONS = (
    *("World", "Asia", "Europe", "Africa", "Americas", "Middle East"),
    *("Opinion", "Diplomacy", "Trade", "Defence", "Books", "Letters"),
)
TAGS = 60
COMMENTS = 3
"""Under a column that has any."""

COPIED = 10
TALKED_OF = 10
CHANGED = 20
GONE = 50
MOVED = 100
UNDATED = 100
"""One column in so many is a copy, has comments, has two or three versions, is gone, moved, has no
date."""


@dataclass(frozen=True, slots=True)
class Life:
    """A column as it was seen."""

    outlet: int
    url: str
    first_seen: datetime
    states: tuple[Article, ...]
    """What its page said each time that its text was another, the oldest first."""
    is_copy: bool
    """Whether it is a copy of the column before it."""
    gone: bool
    moved_from: str | None


@cache
def staff(outlet: int, language: str) -> tuple[str, ...]:
    """Who writes for an outlet."""
    spoken = tongue(language)
    chance = random.Random(f"staff {outlet} {language}")
    return tuple(spoken.space.join(chance.sample(spoken.names, 2)) for _ in range(STAFF))


def life(number: int, *, seed: int, size: int) -> Life:
    """What became of the column of a number; texts have about `size` words on the average."""
    is_copy = number % COPIED == COPIED - 1
    language, printed, text = _text(number - is_copy, seed=seed, size=size)
    chance = random.Random(f"{seed} life {number}")
    outlet = chance.choice(outlets_in(language))
    if is_copy:
        printed += timedelta(hours=chance.randint(1, 60))
        text = text[:-1] if len(text) > 2 and number % (2 * COPIED) > COPIED else text
    url = f"https://outlet{outlet}.example/{printed:%Y/%m}/{number}/"
    author = chance.choice(staff(outlet, language))
    dated = number % UNDATED != UNDATED // 2
    today = Article(
        url=url,
        title=headline(language, chance),
        byline=author,
        authors=(author,),
        published=printed if dated else None,
        published_precision="minute" if dated else None,
        language=language,
        section=chance.choice(SECTIONS),
        tags=tuple(f"tag {n}" for n in sorted(chance.sample(range(TAGS), chance.randint(0, 3)))),
        blocks=tuple(Block("paragraph", paragraph) for paragraph in text),
        comments=_comments(language, printed, chance) if number % TALKED_OF == 0 else (),
        found_in={"body": "density", "title": "h1"},
    )
    return Life(
        outlet=outlet,
        url=url,
        first_seen=printed + timedelta(hours=1),
        states=(*_before(today, number, chance), today),
        is_copy=is_copy,
        gone=number % GONE == GONE - 2,
        moved_from=f"{url}old/" if number % MOVED == 1 else None,
    )


def _text(number: int, *, seed: int, size: int) -> tuple[str, datetime, tuple[str, ...]]:
    """Language, day and text of an original; lengths are lognormal."""
    chance = random.Random(f"{seed} text {number}")
    language = chance.choices(LANGUAGES, SHARES)[0]
    printed = FIRST_DAY + timedelta(days=chance.randrange(DAYS), minutes=chance.randrange(720))
    words = min(4_000, max(60, int(chance.lognormvariate(0, 0.5) * size * 0.8)))
    return language, printed, paragraphs(language, chance, words=words)


def _comments(language: str, printed: datetime, chance: random.Random) -> tuple[Comment, ...]:
    """What readers wrote; the second answers the first."""
    return tuple(
        Comment(
            text=paragraphs(language, chance, words=5)[0],
            id=str(place),
            author=chance.choice(tongue(language).names),
            published=printed + timedelta(hours=2 + place),
            published_precision="second",
            parent="0" if place == 1 else None,
            depth=int(place == 1),
        )
        for place in range(COMMENTS)
    )


def _before(today: Article, number: int, chance: random.Random) -> tuple[Article, ...]:
    """What the page said earlier: it lacked a paragraph, then it had another headline."""
    if number % CHANGED != CHANGED // 4:
        return ()
    headlined = replace(today, title=f"{today.title} {chance.randint(2, 9)}")
    shorter = replace(headlined, blocks=today.blocks[:-1] or today.blocks)
    return (shorter, headlined) if number // CHANGED % 2 else (headlined,)
