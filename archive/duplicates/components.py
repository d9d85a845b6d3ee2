"""All texts that are connected to one, parted into the clusters they make."""

from collections import defaultdict
from collections.abc import Iterable

from archive.db.columns import articles
from archive.db.columns.articles import KnownColumn
from archive.db.duplicates import overrides, texts
from archive.db.sqlite import Database
from archive.model.identity import text_id
from archive.model.versions import has_words
from archive.text.resemblance import SAME


class Component:
    """All texts connected to one, with their columns and the overrides on these."""

    def __init__(self, db: Database, start: int, *, without: int | None) -> None:
        self.texts: set[int] = set()
        self.columns: dict[int, list[KnownColumn]] = {}
        self.pairs: dict[tuple[int, int], float] = {}
        self._near: defaultdict[int, set[int]] = defaultdict(set)
        self.joined: list[tuple[int, int]] = []
        self.parted: list[tuple[int, int]] = []
        ahead = [start]
        any_override = overrides.any_override(db)
        while ahead:
            text = ahead.pop()
            digest = texts.body_digest_of(db, text)
            if text in self.texts or digest is None:
                continue
            self.texts.add(text)
            for pair in texts.pairs_of(db, text):
                self.pairs[pair.one_id, pair.other_id] = pair.resemblance
                self._near[text].add(pair.one_id + pair.other_id - text)
                ahead += [pair.one_id, pair.other_id]
            holders = [known for known in articles.columns_with(db, digest) if known.id != without]
            self.columns[text] = sorted(holders, key=order)
            for known in holders if any_override else ():
                ahead += self._overridden(db, known, without=without)

    def _overridden(self, db: Database, known: KnownColumn, *, without: int | None) -> list[int]:
        """The texts that people joined a column with."""
        led: list[int] = []
        for override in overrides.overrides_on(db, known.id):
            other = override.one_id + override.other_id - known.id
            if other == without or articles.public_id_of(db, other) is None:
                continue  # one that is lost connects nothing
            (self.joined if override.decision == "join" else self.parted).append((known.id, other))
            if override.decision == "join":
                led.append(text_id(articles.known(db, other).body_digest))
        return led

    def groups(self) -> list[list[KnownColumn]]:
        """The columns in clusters: strongest evidence first, and never together what was parted."""
        all_columns = {known.id: known for held in self.columns.values() for known in held}
        ids = {known.id: known.public_id for known in all_columns.values()}
        union = _Union(all_columns, self.parted)
        for one, other in sorted(
            self.joined, key=lambda pair: sorted(ids.get(column, "") for column in pair)
        ):
            union.join(one, other)
        for _, held in sorted(self.columns.items()):
            for place, known in enumerate(held):
                if has_words(known.body_digest):
                    union.join_first(known.id, [earlier.id for earlier in held[:place]])
        waiting = sorted(self.pairs, key=lambda pair: (-self.pairs[pair], pair))
        while waiting:
            left = [pair for pair in waiting if not self._join(union, *pair)]
            if len(left) == len(waiting):
                break
            waiting = left
        return union.groups()

    def _join(self, union: "_Union", one_text: int, other_text: int) -> bool:
        """Whether the columns of two near texts are in one set now, as far as they may be."""
        pairs = [
            (known.id, twin.id)
            for known in self.columns[one_text]
            for twin in self.columns[other_text]
            if not union.together(known.id, twin.id)
        ]
        for known, twin in pairs:
            one, other = union.texts_with(known), union.texts_with(twin)
            if self._alike(one, other, one_text, other_text):
                union.join(known, twin)
        return all(union.together(*pair) or union.forbidden(*pair) for pair in pairs)

    def _alike(self, ours: set[int], theirs: set[int], one: int, other: int) -> bool:
        """Whether two sets of texts are one by more than a chance pair between their edges.

        A pair of the same text joins. Another does between texts that are each near to most of
        their own set, and so do two pairs: what is near to the last of a chain alone stays out.
        """
        if self.pairs[min(one, other), max(one, other)] >= SAME:
            return True
        if self._central(one, ours) and self._central(other, theirs):
            return True
        fewer, more = sorted((ours, theirs), key=len)
        between = 0
        for text in fewer:
            between += len(self._near[text] & more)
            if between > 1:
                return True
        return False

    def _central(self, text: int, among: set[int]) -> bool:
        """Whether a text is near to more than half of the others."""
        return 2 * len(self._near[text] & among) > len(among) - 1 or len(among) == 1


class _Union:
    """Disjoint sets of columns that refuse to bring together what people parted."""

    def __init__(
        self,
        columns: dict[int, KnownColumn],
        parted: list[tuple[int, int]],
    ) -> None:
        self._columns = columns
        self._leads = {column: column for column in columns}
        self._texts = {column: {text_id(known.body_digest)} for column, known in columns.items()}
        self._parted = [pair for pair in parted if set(pair) <= columns.keys()]

    def texts_with(self, column: int) -> set[int]:
        """The texts of the set that a column is in."""
        return self._texts[self._find(column)]

    def together(self, one: int, other: int) -> bool:
        """Whether two columns are in one set."""
        return self._find(one) == self._find(other)

    def forbidden(self, one: int, other: int) -> bool:
        """Whether people parted columns of the sets that two are in."""
        apart = {self._find(one), self._find(other)}
        return any({self._find(a), self._find(b)} == apart for a, b in self._parted)

    def join(self, one: int, other: int) -> bool:
        """Whether two columns are in one set now."""
        if one not in self._leads or other not in self._leads:
            return False
        first, second = self._find(one), self._find(other)
        if first == second:
            return True
        if self.forbidden(first, second):
            return False
        if len(self._texts[first]) < len(self._texts[second]):
            first, second = second, first
        self._leads[second] = first
        self._texts[first] |= self._texts.pop(second)
        return True

    def join_first(self, column: int, others: Iterable[int]) -> None:
        """Join a column with the first of some that it may be together with."""
        for other in others:
            if self.join(other, column):
                return

    def groups(self) -> list[list[KnownColumn]]:
        """The sets."""
        sets: dict[int, list[KnownColumn]] = {}
        for known in self._columns.values():
            sets.setdefault(self._find(known.id), []).append(known)
        return list(sets.values())

    def _find(self, column: int) -> int:
        while self._leads[column] != column:
            self._leads[column] = self._leads[self._leads[column]]
            column = self._leads[column]
        return column


def order(article: KnownColumn) -> tuple[bool, str, str]:
    return article.published_utc is None, article.published_utc or "", article.public_id
