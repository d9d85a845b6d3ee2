"""An author's columns, and the authors of an archive by letter or by how much they wrote."""

from collections import Counter
from dataclasses import dataclass
from string import ascii_lowercase

from archive.db.columns import counted, listings
from archive.db.columns.counted import NameCount
from archive.db.columns.listings import ListedColumn
from archive.folder.open_archive import OpenArchive
from archive.model.errors import NotThere
from archive.text.folding import fold_name

NEAR_SHOWN = 5
NEAR_BEGINNING = 4
"""Signs of a word with which the names begin that are offered for one that is not there."""
MOST_LETTERS = 60
"""More are offered of no script: Chinese names begin with any of hundreds of signs."""


@dataclass(frozen=True, slots=True)
class OutletCount:
    """How many columns of an author stand in an outlet."""

    slug: str
    name: str
    columns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorView:
    """An author, with a page of the columns, the newest first."""

    name: str
    """In the spelling that most columns print."""
    spellings: tuple[str, ...]
    """Other ways in which the same name is printed."""
    total: int
    years: tuple[tuple[int, int], ...]
    """Each year that has columns, with how many, the earliest first."""
    undated: int
    outlets: tuple[OutletCount, ...]
    """The one with most columns first."""
    columns: tuple[ListedColumn, ...]
    page: int
    has_next: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorList:
    """A page of authors, the one with most columns first."""

    letters: tuple[str, ...]
    """With which words of names begin; where those are too many, the letters a to z of them."""

    begins: str
    """How a word of their names begins as names are compared; empty for all."""
    authors: tuple[NameCount, ...]
    page: int
    has_next: bool


def author_view(archive: OpenArchive, name: str, *, page: int, size: int) -> AuthorView:
    """The columns by an author whose name is compared without case and accents; NotThere, with
    names that begin as this one does, where there is none."""
    folded = fold_name(name)
    counts = counted.of_author(archive.db, folded) if folded else []
    if not counts:
        raise NotThere(_not_there(archive, name, folded))
    spelt, by_year, by_outlet = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    for one in counts:
        spelt[one.name] += one.columns
        by_year[one.year] += one.columns
        by_outlet[one.outlet, one.outlet_name] += one.columns
    columns = listings.of_author(archive.db, folded, limit=size + 1, offset=(page - 1) * size)
    first, *others = [text for text, _ in spelt.most_common()]
    return AuthorView(
        name=first,
        spellings=tuple(others),
        total=spelt.total(),
        years=tuple(
            (int(year), count) for year, count in sorted(by_year.items()) if year.isdecimal()
        ),
        undated=sum(count for year, count in by_year.items() if not year.isdecimal()),
        outlets=tuple(OutletCount(*which, count) for which, count in by_outlet.most_common()),
        columns=tuple(columns[:size]),
        page=page,
        has_next=len(columns) > size,
    )


def author_list(archive: OpenArchive, begins: str, *, page: int, size: int) -> AuthorList:
    """A page of the authors of whose names a word begins so, or of all."""
    first = fold_name(begins)
    found = counted.names(archive.db, first, limit=size + 1, offset=(page - 1) * size)
    return AuthorList(
        letters=tuple(_letters(counted.letters_of_names(archive.db))),
        begins=first,
        authors=tuple(found[:size]),
        page=page,
        has_next=len(found) > size,
    )


def _letters(occurring: set[str]) -> list[str]:
    letters = sorted(sign for sign in occurring if sign.isalpha())
    few = len(letters) <= MOST_LETTERS
    return letters if few else [sign for sign in letters if sign in ascii_lowercase]


def _not_there(archive: OpenArchive, name: str, folded: str) -> str:
    shown = name if len(name) <= 100 else f"{name[:100]}…"
    beginning = folded[:NEAR_BEGINNING]
    near = counted.names(archive.db, beginning, limit=NEAR_SHOWN) if beginning else []
    told = f"No column by {shown!r} is in this archive"
    return told + (f"; there are {', '.join(one.name for one in near)}" if near else "")
