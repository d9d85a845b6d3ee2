"""Where the links of a block stand in its text."""

from collections.abc import Iterator
from typing import NamedTuple

from archive.web.room.showing import web_link

MOST_LINKS = 1_000
"""Of one block."""
MISSED = 100
"""Links of a block whose words are not in it, before no more are looked for: each costs a look
through all of its text."""

Links = tuple[tuple[str, str], ...]


class Stretch(NamedTuple):
    """A part of a text from one place to another, and where it leads, if anywhere."""

    link: str | None
    start: int
    end: int


class PlacedLinks(NamedTuple):
    """The links of a block that may be followed."""

    placed: tuple[Stretch, ...]
    """In the order of the text, none upon another."""
    left: tuple[str, ...]
    """Those whose words are not in the text."""

    def stretches(self, text: str) -> Iterator[Stretch]:
        """The whole text, cut where links begin and end."""
        at = 0
        for stretch in self.placed:
            yield Stretch(None, at, stretch.start)
            yield stretch
            at = stretch.end
        yield Stretch(None, at, len(text))


def placed_links(text: str, links: Links) -> PlacedLinks:
    """The links in a text, whose words are looked for one after another."""
    placed: list[Stretch] = []
    left: list[str] = []
    missed = at = 0
    for label, url in links[:MOST_LINKS]:
        link = web_link(url)
        if link is None:
            continue
        place = text.find(label, at) if label.strip() and missed < MISSED else -1
        if place >= 0:
            at = place + len(label)
            placed.append(Stretch(link, place, at))
        else:
            missed += bool(label.strip())
            left.append(link)
    return PlacedLinks(tuple(placed), tuple(left))
