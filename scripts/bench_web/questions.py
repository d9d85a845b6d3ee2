"""What is asked: searches of each kind and pages, chosen from the archive itself by chance."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from urllib.parse import quote, urlencode

from archive.db.sqlite import Database
from archive.search.request import Search

Kind = Literal[
    "rare", "medium", "common", "three words", "phrase", "prefix", "Chinese, Korean", "filters",
    "in a year", "ten years", "newest", "page 100", "browse", "front page", "reading page",
    "diff", "outlet page", "author page",
]  # fmt: skip
LAST_PAGE = 100
PAGE_SIZE = 20
TRIES = 400
"""Columns looked at for a question of a kind before there are too few of it."""

SHARES: dict[str, tuple[float, float]] = {
    "rare": (0, 0.0002),
    "medium": (0.002, 0.02),
    "common": (0.2, 1),
}
"""Of the columns, how many hold a word of a kind, from and to."""
WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A page, or a search whose fields are those of the search page's form."""

    kind: Kind
    path: str = "/"
    query: str = ""
    outlet: str | None = None
    section: str | None = None
    since: str | None = None
    until: str | None = None
    newest: bool = False
    page: int = 1

    @property
    def is_search(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.query or self.outlet or self.section or self.since)

    @property
    def search(self) -> Search:
        """The same as a value."""
        return Search(
            query=self.query,
            outlets=(self.outlet,) if self.outlet else (),
            sections=(self.section,) if self.section else (),
            since=date.fromisoformat(self.since) if self.since else None,
            until=date.fromisoformat(self.until) if self.until else None,
            order="newest" if self.newest else "relevance",
            page=self.page,
            size=PAGE_SIZE,
        )

    @property
    def address(self) -> str:
        """Where the web server answers it."""
        fields = {
            "q": self.query,
            "outlet": self.outlet,
            "section": self.section,
            "from": self.since,
            "to": self.until,
            "sort": "newest" if self.newest else None,
            "page": self.page if self.page > 1 else None,
        }
        asked = urlencode({name: value for name, value in fields.items() if value})
        return f"{self.path}?{asked}" if self.is_search else self.path


@dataclass(frozen=True, slots=True)
class Sight:
    """A column as far as questions are made of it."""

    row: int
    public_id: str
    outlet: str
    section: str | None
    published: str | None
    language: str | None
    body: str


class Chooser:
    """Questions about one archive."""

    def __init__(self, db: Database, *, seed: int) -> None:
        self.db = db
        self.chance = random.Random(seed)
        self.columns = int(db.execute("SELECT max(id) FROM articles").fetchone()[0])
        self._counts: dict[str, int] = {}

    def sights(self) -> Iterator[Sight]:
        """Columns chosen by chance, up to `TRIES`."""
        for _ in range(TRIES):
            row = self.db.execute(
                "SELECT a.id, a.public_id, o.slug, a.section, a.published, a.language, a.body"
                " FROM articles AS a JOIN outlets AS o ON o.id = a.outlet_id WHERE a.id >= ?"
                " ORDER BY a.id LIMIT 1",
                (self.chance.randint(1, self.columns),),
            ).fetchone()
            yield Sight(*row)

    def count(self, word: str) -> int:
        """How many columns hold a word."""
        if word not in self._counts:
            sql = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?"
            self._counts[word] = self.db.execute(sql, (f'"{word}"',)).fetchone()[0]
        return self._counts[word]

    def word(self, sight: Sight, how_many: str) -> str | None:
        """A word of a column that a share of all columns hold; None when no word tried does."""
        low, high = SHARES[how_many]
        there: list[str] = sorted(set(WORD.findall(sight.body))) if sight.language in SPACED else []
        for word in self.chance.sample(there, min(12, len(there))):
            if low * self.columns <= self.count(word) <= max(1, high * self.columns):
                return word.lower()
        return None

    def questions(self, kind: Kind, number: int) -> list[Question]:
        """So many questions of a kind; fewer where the archive has too few occasions."""
        make = MAKERS[kind]
        chosen: list[Question] = []
        for sight in self.sights():
            if len(chosen) == number:
                break
            question = make(self, sight)
            if question is not None and question not in chosen:
                chosen.append(question)
        return chosen


SPACED = frozenset(("en", "de", "fr", "es", "ru"))
Maker = Callable[[Chooser, Sight], Question | None]


def _one_word(kind: Kind, how_many: str) -> Maker:
    def make(chooser: Chooser, sight: Sight) -> Question | None:
        word = chooser.word(sight, how_many)
        return Question(kind=kind, query=word) if word else None

    return make


def _three_words(chooser: Chooser, sight: Sight) -> Question | None:
    words = {chooser.word(sight, "medium") for _ in range(5)} - {None}
    found = sorted(filter(None, words))[:3]
    return Question(kind="three words", query=" ".join(found)) if len(found) == 3 else None


def _phrase(chooser: Chooser, sight: Sight) -> Question | None:
    """Three words in a row within one sentence."""
    if sight.language not in SPACED:
        return None
    words = chooser.chance.choice(sight.body.split(". ")).split()
    at = chooser.chance.randrange(max(1, len(words) - 2))
    phrase = " ".join(words[at : at + 3])
    return Question(kind="phrase", query=f'"{phrase.strip(".").lower()}"')


def _prefix(chooser: Chooser, sight: Sight) -> Question | None:
    word = chooser.word(sight, "medium")
    return Question(kind="prefix", query=f"{word[:4]}*") if word else None


def _two_signs(chooser: Chooser, sight: Sight) -> Question | None:
    if sight.language not in ("zh", "ko"):
        return None
    at = chooser.chance.randrange(len(sight.body) - 2)
    signs = sight.body[at : at + 2]
    return Question(kind="Chinese, Korean", query=signs) if signs.isalpha() else None


def _filters(chooser: Chooser, sight: Sight) -> Question | None:
    """A word in one outlet and ten years."""
    word = chooser.word(sight, "medium")
    if not word or not sight.published:
        return None
    year = int(sight.published[:4])
    return Question(
        kind="filters",
        query=word,
        outlet=sight.outlet,
        since=f"{year - 5}-01-01",
        until=f"{year + 4}-12-31",
    )


def _in_a_year(chooser: Chooser, sight: Sight) -> Question | None:
    """A common word in a year."""
    found = _one_word("in a year", "common")(chooser, sight)
    if found is None or not sight.published:
        return None
    year = sight.published[:4]
    return replace(found, since=f"{year}-01-01", until=f"{year}-12-31")


def _ten_years(chooser: Chooser, sight: Sight) -> Question | None:
    """All that was printed in ten years, from day to day."""
    if not sight.published:
        return None
    day = date.fromisoformat(sight.published[:10]).replace(day=2)
    until = day.replace(year=day.year + 10).isoformat()
    return Question(kind="ten years", since=day.isoformat(), until=until)


def _newest(chooser: Chooser, sight: Sight) -> Question | None:
    found = _one_word("newest", "common")(chooser, sight)
    return replace(found, newest=True) if found else None


def _last_page(chooser: Chooser, sight: Sight) -> Question | None:
    """The last page that is asked for, or the last that there is in a small archive."""
    found = _one_word("page 100", "common")(chooser, sight)
    if found is None:
        return None
    return replace(found, page=min(LAST_PAGE, chooser.count(found.query) // PAGE_SIZE or 1))


def _browse(chooser: Chooser, sight: Sight) -> Question | None:
    return Question(kind="browse", outlet=sight.outlet, section=sight.section)


def _diff(chooser: Chooser, sight: Sight) -> Question | None:
    """The first and last version of the next column that has two."""
    row = chooser.db.execute(
        "SELECT a.public_id, v.ordinal FROM versions AS v JOIN articles AS a ON a.id = v.article_id"
        " WHERE v.article_id BETWEEN ?1 AND ?1 + 100 AND v.ordinal > 1"
        " ORDER BY v.article_id, v.ordinal DESC LIMIT 1",
        (sight.row,),
    ).fetchone()
    if row is None:
        return None
    return Question(kind="diff", path=f"/column/{row[0]}/history?from=1&to={row[1]}")


def _author(chooser: Chooser, sight: Sight) -> Question | None:
    (name,) = chooser.db.execute(
        "SELECT name FROM article_authors WHERE article_id = ?", (sight.row,)
    ).fetchone()
    return Question(kind="author page", path=f"/author/{quote(name, safe='')}")


MAKERS: dict[Kind, Maker] = {
    "rare": _one_word("rare", "rare"),
    "medium": _one_word("medium", "medium"),
    "common": _one_word("common", "common"),
    "three words": _three_words,
    "phrase": _phrase,
    "prefix": _prefix,
    "Chinese, Korean": _two_signs,
    "filters": _filters,
    "in a year": _in_a_year,
    "ten years": _ten_years,
    "newest": _newest,
    "page 100": _last_page,
    "browse": _browse,
    "front page": lambda chooser, sight: Question(kind="front page"),
    "reading page": lambda chooser, sight: Question(
        kind="reading page", path=f"/column/{sight.public_id}"
    ),
    "diff": _diff,
    "outlet page": lambda chooser, sight: Question(
        kind="outlet page", path=f"/outlet/{sight.outlet}"
    ),
    "author page": _author,
}
