"""What a person types, as a full-text query that is always valid, and where its words stand.

Words must all be there; `"words in a row"`, `OR`, `NOT` or `-word`, and `begin*` are understood,
anything else is taken for space between words. AND binds closer than OR, as in SQLite; what is
excluded is excluded from all of it. The same words are found in a text for its marks, as SQLite's
own `snippet()` cannot mark what was found by its folded form.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from archive.text.folding import FoldedWord, fold, indexed, pairs, words

MAX_TERMS = 64
"""Terms of one query that are looked at; FTS5's parser gives up at some hundreds."""

QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
PIECE = re.compile(
    r'(?P<minus>[-−])?(?:"(?P<phrase>[^"]*)(?:"|$)(?P<star>\*)?|(?P<word>[^\s"()]+))'
)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to be found: a word, or words in a row."""

    words: tuple[FoldedWord, ...]
    prefix: bool
    """Whether the last word may go on."""

    @property
    def folded(self) -> tuple[str, ...]:
        return tuple(fold(word.text) for word in self.words)

    @property
    def mixed(self) -> bool:
        """Whether it holds both letters and CJK signs, whose places in a row no index knows."""
        return len({word.cjk for word in self.words}) > 1

    def apart(self) -> tuple["Term", ...]:
        """Its words each as a term."""
        return tuple(Term((word,), prefix=False) for word in self.words)

    def expression(self) -> str:
        """The term in FTS5's language, safe to stand in any larger expression."""
        if all(word.cjk for word in self.words):
            return cjk_row([word.text for word in self.words])
        if self.mixed:
            return "(" + " AND ".join(term.expression() for term in self.apart()) + ")"
        star = "*" if self.prefix else ""
        typed = quoted(word.text for word in self.words) + star
        folded = quoted(self.folded) + star
        if self.folded == tuple(indexed(word.text) for word in self.words):
            return typed
        return f"({typed} OR {folded})"

    def spans(self, text: list[FoldedWord]) -> Iterator[tuple[int, int]]:
        """Where the term stands among the words of a text."""
        if self.mixed:
            for term in self.apart():
                yield from term.spans(text)
            return
        wanted = self.folded
        for place, word in enumerate(text):
            row = text[place : place + len(wanted)]
            if len(row) < len(wanted):
                return
            if self.words[0].cjk and len(wanted) == 1:
                yield from within(wanted[0], word)
            elif all(self._is(row, wanted, at) for at in range(len(wanted))):
                yield row[0].start, row[-1].end

    def _is(self, row: list[FoldedWord], wanted: tuple[str, ...], at: int) -> bool:
        here = fold(row[at].text)
        last = at == len(wanted) - 1
        if last and (self.prefix or self.words[at].cjk):
            return here.startswith(wanted[at])
        if at == 0 and not last and self.words[at].cjk:
            return here.endswith(wanted[at])
        return here == wanted[at]


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: one of the alternatives whole, and nothing of what is excluded."""

    alternatives: tuple[tuple[Term, ...], ...]
    excluded: tuple[Term, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term that a hit may contain."""
        return tuple(term for terms in self.alternatives for term in terms)

    def expression(self) -> str:
        """The query in FTS5's language; empty when nothing is looked for."""
        wanted = [" AND ".join(term.expression() for term in terms) for terms in self.alternatives]
        if not wanted:
            return ""
        text = wanted[0] if len(wanted) == 1 else " OR ".join(f"({part})" for part in wanted)
        if not self.excluded:
            return text
        return f"({text}) NOT ({' OR '.join(term.expression() for term in self.excluded)})"


def fts_query(text: str) -> str:
    """What a person typed as a valid FTS5 query; empty when it names nothing to look for."""
    return parse(text).expression()


def parse(text: str) -> Query:
    """The terms of what a person typed; operators with nothing beside them are passed over."""
    alternatives: list[list[Term]] = [[]]
    excluded: list[Term] = []
    without = False
    for match in PIECE.finditer(unicodedata.normalize("NFC", text).translate(QUOTES)):
        if len(excluded) + sum(map(len, alternatives)) >= MAX_TERMS:
            break
        word = match["word"]
        if word in ("AND", "OR", "NOT") and not match["minus"]:
            without = word == "NOT"
            if word == "OR" and alternatives[-1]:
                alternatives.append([])
            continue
        terms = terms_in(match["phrase"] if word is None else word, star=bool(match["star"]))
        (excluded if without or match["minus"] else alternatives[-1]).extend(terms)
        without = False
    return Query(tuple(tuple(terms) for terms in alternatives if terms), tuple(excluded))


def terms_in(text: str, *, star: bool) -> list[Term]:
    """The term a phrase or word makes; none without a letter or digit in it."""
    folded = tuple(words(text))[:MAX_TERMS]
    if not folded:
        return []
    return [Term(folded, prefix=star or text.rstrip().endswith("*"))]


def cjk_row(runs: list[str]) -> str:
    """Runs of signs one after another; the last may go on, as a particle may follow a noun."""
    *before, last = (fold(run) for run in runs)
    if len(last) == 1:
        return quoted([*(pair for run in before for pair in pairs(run)), last]) + "*"
    row = [pair for run in before for pair in pairs(run)]
    return quoted([*row, *pairs(last, last=False)])


def within(wanted: str, word: FoldedWord) -> Iterator[tuple[int, int]]:
    """Where signs stand in a run of them."""
    if not word.cjk:
        return
    here = fold(word.text)
    place = here.find(wanted)
    while place >= 0 and len(here) == len(word.text):
        yield word.start + place, word.start + place + len(wanted)
        place = here.find(wanted, place + len(wanted))


def quoted(parts: Iterator[str] | tuple[str, ...] | list[str]) -> str:
    """Words in a row as FTS5 writes them."""
    return '"' + " ".join(parts).replace('"', " ") + '"'


def marks_of(terms: tuple[Term, ...], text: str) -> list[tuple[int, int]]:
    """Where the terms stand in a text, in order and without overlap."""
    folded = list(words(text))
    spans = sorted(
        {span for term in terms for span in term.spans(folded)}, key=lambda s: (s[0], -s[1])
    )
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
