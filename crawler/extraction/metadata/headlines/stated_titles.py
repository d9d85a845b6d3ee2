"""What a page states as its title, without the names of outlet and section."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from crawler.extraction.markup.index import PageIndex
from crawler.extraction.metadata.headlines.outlet_names import (
    LONGEST_TITLE,
    comparable,
    squeezed,
    without_outlet,
)
from crawler.extraction.metadata.stated.statements import Statements

ELLIPSES = ("…", "...")


@dataclass(frozen=True, slots=True)
class Title:
    """One statement of the title."""

    text: str
    place: str
    """`title` for the title element, else the place of the statement."""
    plain: str
    """Its comparable form."""
    whole: str
    """The statement with all the names in it."""
    words: frozenset[str]
    """Those of its comparable form."""

    @property
    def is_cut(self) -> bool:
        """Whether it was shortened by whoever stated it."""
        return self.text.endswith(ELLIPSES)


def read_titles(
    index: PageIndex,
    stated: Statements,
    names: Iterable[str],
    sections: Collection[str],
    known: Collection[str] = (),
) -> tuple[list[Title], list[Title]]:
    """The stated titles in their order, and those that only name the outlet.

    `known` are comparable forms of what headings print.
    """
    outlets = {squeezed(name) for name in names} - {""}
    whole = [(statement.text, str(statement.place)) for statement in stated.headlines]
    whole += [(" ".join(title[:LONGEST_TITLE].split()), "title") for title in index.titles[:1]]
    titles: list[Title] = []
    of_outlet: list[Title] = []
    cut: dict[str, str] = {}  # most pages state one text several times
    for stated_text, place in whole:
        text = cut.get(stated_text)
        if text is None:
            text = cut[stated_text] = without_outlet(stated_text, outlets, known, sections)
        if plain := comparable(text):
            title = Title(text, place, plain, stated_text, frozenset(plain.split()))
            (of_outlet if squeezed(text) in outlets else titles).append(title)
    return titles, of_outlet
