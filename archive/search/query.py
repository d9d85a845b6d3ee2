"""What a person types, read as a query that is always valid.

Words must all be there; `"words in a row"`, `begin*`, `OR`, `NOT` or `-word`, `( )`,
`NEAR(one two, 5)` or `one NEAR/5 two`, `title:` and `author:` are understood; other signs are space
between words. AND binds closer than OR, as in SQLite; what is excluded is excluded from all of the
group it stands in. What cannot be done is refused by name, never passed over.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from archive.model.errors import DeskError
from archive.search.terms import (
    FIELDS,
    Any,
    Every,
    Field,
    Near,
    QueryPart,
    Term,
    Without,
    wanted_terms,
)
from archive.text.folding import UNSEEN, Word, words
from archive.text.indian_scripts import with_half_letters

MAX_TERMS = 64
"""Terms of one query; FTS5's parser gives up at some hundreds."""
MAX_DEPTH = 20
"""Groups within groups."""
NEAR_BY = 10
"""Words between two that are near each other, as in SQLite."""
FARTHEST = 1_000
MAX_WAYS = 1_024
"""Ways to spell words that are near each other; SQLite takes .07 s for so many on 20,000 rows. Two
Arabic or Hebrew words with their prefixes have up to 784."""

IS_UNSEEN = re.compile(f"[{UNSEEN}]")
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"') | {"（": "(", "）": ")"})
IN_HEBREW = re.compile(r'(?<=[\u05d0-\u05ea])"(?=[\u05d0-\u05ea])')
"""A quotation mark in a word stands for the sign of an abbreviation."""
GERSHAYIM = "\u05f4"
PIECE = re.compile(
    r"""
    (?P<open>\() | (?P<close>\))
    | (?:(?<=[\s(])|^)(?P<minus>[-−])(?=[^\s)])
    | NEAR\((?P<near>[^()]*)(?:\)|$)
    | (?P<between>NEAR(?:/(?P<distance>\d+))?)(?=[\s("]|$)
    | (?P<operator>AND|OR|NOT)(?=[\s()"]|$)
    | (?:(?P<field>(?i:title|author)):(?=\s*[^\s)]) | (?P<unknown>[A-Za-z_]+):(?=[^\s):/]))
    | "(?P<phrase>[^"]*)(?:"|$)(?P<star>\*)?
    | (?P<word>[^\s"()]+)
    """,
    re.VERBOSE,
)
DISTANCE = re.compile(r",\s*(\d+)\s*$")


class Query(NamedTuple):
    """What is looked for."""

    part: QueryPart | None
    """None when nothing is looked for."""

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term that a hit may contain."""
        return () if self.part is None else tuple(wanted_terms(self.part))

    def expression(self) -> str:
        """The query in FTS5's language; empty when nothing is looked for."""
        return "" if self.part is None else self.part.expression()

    def __str__(self) -> str:
        """The query as it was understood; read again it is the same."""
        return "" if self.part is None else str(self.part)


def fts_query(text: str) -> str:
    """What a person typed as a valid FTS5 query; empty when it names nothing to look for."""
    return parse(text).expression()


def parse(text: str) -> Query:
    """What a person typed; operators with nothing beside them are passed over."""
    seen = IS_UNSEEN.sub(
        "", with_half_letters(text)
    )  # or the query as it is shown would not be the one that is run
    typed = unicodedata.normalize("NFC", seen).translate(QUOTES)
    reader = _Reader(list(PIECE.finditer(IN_HEBREW.sub(GERSHAYIM, typed))))
    return Query(reader.whole())


@dataclass
class _Reader:
    """Pieces of what was typed, read from left to right."""

    pieces: Sequence[re.Match[str]]
    at: int = 0
    terms: int = 0
    depth: int = 0

    def whole(self) -> QueryPart | None:
        """All that was typed; a parenthesis that closes nothing is passed over."""
        parts: list[QueryPart] = []
        while self.at < len(self.pieces):
            if part := self.group(None):
                parts.append(part)
            self.at += 1
        return every(parts)

    def group(self, field: Field | None) -> QueryPart | None:
        """What stands up to the parenthesis that closes the group."""
        alternatives: list[list[QueryPart]] = [[]]
        unwanted: list[QueryPart] = []
        without = False
        placed: list[QueryPart] = []  # where the part before stands
        while self.at < len(self.pieces) and not self.pieces[self.at]["close"]:
            piece = self.pieces[self.at]
            if piece["operator"] or piece["minus"]:
                self.at += 1
                placed = []
                without = bool(piece["minus"]) or piece["operator"] == "NOT"
                if piece["operator"] == "OR" and alternatives[-1]:
                    alternatives.append([])
            elif piece["between"]:
                self.at += 1
                self.near_by(placed, field, int(piece["distance"] or NEAR_BY))
            elif part := self.item(field):
                placed = unwanted if without else alternatives[-1]
                placed.append(part)
                without = False
        wanted = some([part for part in map(every, alternatives) if part])
        if wanted is None and unwanted and self.depth:
            excluded = some(unwanted)
            raise DeskError(
                f"Nothing is looked for in the group that excludes {excluded}; put NOT before the"
                " group, or a word that must be there into it"
            )
        if wanted is None or not unwanted:
            return wanted
        return Without(wanted, cast("QueryPart", some(unwanted)))

    def next(self) -> re.Match[str]:
        """The piece that comes next, taken."""
        self.at += 1
        return self.pieces[self.at - 1]

    def item(self, field: Field | None) -> QueryPart | None:
        """One term, group, or what stands in a field."""
        piece = self.next()
        while piece["field"]:
            field = cast("Field", piece["field"].lower())
            piece = self.next()
        if piece["open"]:
            self.depth += 1
            if self.depth > MAX_DEPTH:
                raise DeskError(f"More than {MAX_DEPTH} groups within each other; say it flatter")
            part = self.group(field)
            self.at += 1
            self.depth -= 1
            return part
        if piece["unknown"]:
            raise DeskError(no_field(piece["unknown"], self.next()))
        if piece["near"] is not None:
            return self.near(piece["near"], field)
        if piece["close"] or piece["operator"] or piece["between"] or piece["minus"]:
            self.at -= 1
            return None
        said = piece["phrase"] if piece["word"] is None else piece["word"]
        return self.term(said, field, star=bool(piece["star"]))

    def term(self, text: str, field: Field | None, *, star: bool) -> Term | None:
        """The term a phrase or word makes; None without a letter or digit in it."""
        found: tuple[Word, ...] = tuple(words(text))
        if not found:
            return None
        self.terms += 1
        if self.terms > MAX_TERMS or len(found) > MAX_TERMS:
            raise DeskError(f"More than {MAX_TERMS} words to look for at once; look for fewer")
        return Term(found, prefix=star or text.rstrip().endswith("*"), field=field)

    def near_by(self, placed: list[QueryPart], field: Field | None, distance: int) -> None:
        """Have what was read before and what comes next stand near each other."""
        after = self.item(field) if self.at < len(self.pieces) else None
        terms: list[Term] = []
        for part in (placed.pop() if placed else None, after):
            if not isinstance(part, (Term, Near)):
                beside = f", not beside ({part})" if part else ""
                raise DeskError(f"NEAR stands between two words or phrases{beside}")
            terms += part.terms if isinstance(part, Near) else [part]
        placed.append(near_each_other(terms, distance))

    def near(self, text: str, field: Field | None) -> QueryPart | None:
        """What stands in NEAR( )."""
        distance = DISTANCE.search(text)
        found: list[Term] = []
        for piece in PIECE.finditer(text[: distance.start()] if distance else text):
            said = piece["phrase"] if piece["word"] is None else piece["word"]
            if said is None:
                raise DeskError(f"NEAR({text}) takes words and phrases, not {piece[0]!r}")
            if term := self.term(said, field, star=bool(piece["star"])):
                found.append(term)
        if len(found) < 2:
            return found[0] if found else None
        return near_each_other(found, int(distance[1]) if distance else NEAR_BY)


def no_field(name: str, after: re.Match[str]) -> str:
    """Why a name before a colon is refused."""
    known = " and ".join(f"{field}:" for field in FIELDS)
    words_after = after[0].strip('"')
    return (
        f"No field '{name}:'; fields are {known}, outlets and days are options (--outlet, --from,"
        f' --to) or filters; to look for the words, put them in quotes: "{name}:{words_after}"'
    )


def near_each_other(terms: Sequence[Term], distance: int) -> Near:
    """The terms with at most so many words between them; DeskError when that cannot be asked."""
    if len({term.field for term in terms}) > 1:
        raise DeskError(
            f"NEAR looks for words of one text, and {' and '.join(map(str, terms))} stand in"
            " different ones; write title:NEAR(one two, 10), or put AND between them"
        )
    near = Near(tuple(terms), min(distance, FARTHEST))
    if (ways := near.ways()) > MAX_WAYS:
        raise DeskError(
            f"The words of {near} may be spelt in {ways:,} ways together, and {MAX_WAYS:,} can be"
            " looked for; leave words out, or put AND between them"
        )
    return near


def every(parts: Sequence[QueryPart]) -> QueryPart | None:
    """All parts as one."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, Every) else [part])]
    return flat[0] if len(flat) == 1 else Every(tuple(flat)) if flat else None


def some(parts: Sequence[QueryPart]) -> QueryPart | None:
    """Either of the parts as one."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, Any) else [part])]
    return flat[0] if len(flat) == 1 else Any(tuple(flat)) if flat else None


def marks_of(terms: tuple[Term, ...], text: str) -> list[tuple[int, int]]:
    """Where the terms stand in a text, in order and without overlap."""
    found = list(words(text))
    spans = sorted(
        {span for term in terms for span in term.spans(found)}, key=lambda s: (s[0], -s[1])
    )
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
