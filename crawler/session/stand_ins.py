"""Pages that stand in the place of many: a login, a consent page, the home page, a parked domain.

One answer does not show it. So what an answer would change is held back until the next ones have
come, and what many addresses show at once is nobody's column. Pure; one crawl of one outlet.
"""

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit, urlunsplit

from crawler.intake.withheld import AS_OTHERS, FOR_GOOD
from crawler.urls.normalising import normalise

MANY = 3
"""Addresses in one crawl that show one page: two may be spellings of one column."""
MANY_NEW = 5
"""New addresses with one text, from which on it is an alarm when most of them have it: columns are
published twice, with fixed texts ("no column today") more often."""
SHARE = 0.1
"""Of a crawl's visits, from which on a page in the place of many is an alarm."""
MOST = 0.5
"""Of a crawl's visits, or of the outlet's columns, beyond which a permanent redirect is one: posts
that were deleted are often sent to the home page. So is a text of this share of the new columns."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What an address shows in place of what was expected there."""

    key: str
    """Equal where two addresses show one page."""
    words: str
    """What a person reads of it."""
    at: str
    """Which address shows it: the one asked for redirects, the one that it leads to has a text."""
    target: str | None = None
    """Where a redirect leads, unless that address names where to go back to."""


def redirect_sign(asked: str, led_to: str, *, text: str | None) -> Sign:
    """The sign of a redirect to a page with a text, by its digest, or with none.

    Addresses that only tell where to go back to are one, unless each shows a text of its own: they
    may be the columns' own.
    """
    bare = bare_address(led_to)
    words = f"leads to {bare}"
    if not returns_to(asked, led_to):
        return Sign(f"to {normalise(led_to)}", words, asked, target=led_to)
    return Sign(f"to {bare} with {text}" if text else f"to {bare}", words, asked)


def bare_address(url: str) -> str:
    """An address without its query."""
    return urlunsplit(urlsplit(url)._replace(query="", fragment=""))


def returns_to(asked: str, led_to: str) -> bool:
    """Whether an address names in its query the one that was asked for, as that of a login or a
    consent page does.
    """
    path = urlsplit(asked).path
    return len(path) > 1 and unquote(path) in unquote(unquote(urlsplit(led_to).query))


def text_sign(digest: str, title: str | None, *, at: str) -> Sign:
    """The sign of a page that has another text than its column."""
    return Sign(f"text {digest}", f"shows “{title}”" if title else "shows another text", at)


def body_sign(digest: str, reason: str | None, *, at: str) -> Sign:
    """The sign of an answer in which no page can be read."""
    return Sign(f"body {digest}", f"shows no page ({reason})", at)


@dataclass(slots=True)
class Sharers:
    """The addresses that show one page."""

    sign: Sign
    met: set[str] = field(default_factory=set)
    """Those that were asked for, also where several led to one that shows it."""
    shown_at: set[str] = field(default_factory=set)
    fresh: set[str] = field(default_factory=set)
    """Those that had not failed before."""
    for_good: bool = True
    """Whether a permanent redirect led each of them there."""
    like_column: bool = False
    """Whether the page looks like a column, and would be one but for the others that lead to it."""
    known: bool = False
    """Whether a column is known at any of them."""

    @property
    def are_many(self) -> bool:
        """Whether the page stands in the place of many."""
        return len(self.shown_at) >= MANY

    def are_most(self, *, visits: int, columns: int) -> bool:
        """Whether they are most of what was asked, and not since long, or of the columns."""
        return len(self.fresh) > MOST * visits or len(self.met) > MOST * columns

    def may_be_names(self, *, visits: int) -> bool:
        """Whether they may be names of one column: most addresses answer themselves."""
        return self.like_column and self.are_many and len(self.met) <= MOST * visits


class StandIns:
    """Which pages many addresses show in this crawl."""

    def __init__(self) -> None:
        self._sharers: dict[str, Sharers] = {}
        self._refused: dict[int, Sharers] = {}
        """Columns to which the site denies us access, by status."""
        self._new: Counter[str] = Counter()
        """Texts of new columns by their digests."""

    def note(
        self,
        address: str,
        signs: tuple[Sign, ...],
        *,
        fresh: bool,
        for_good: bool,
        like_column: bool,
        known: bool,
    ) -> None:
        """Counts what an address shows; `known` says that it is a column's."""
        for sign in signs:
            sharers = self._sharers.setdefault(sign.key, Sharers(sign))
            sharers.met.add(address)
            sharers.shown_at.add(sign.at)
            if fresh:
                sharers.fresh.add(address)
            sharers.for_good = sharers.for_good and for_good
            sharers.like_column = sharers.like_column or like_column
            sharers.known = sharers.known or known

    def note_refused(self, address: str, status: int, *, fresh: bool) -> None:
        """Counts a column to which access is denied."""
        sharers = self._refused.setdefault(status, Sharers(Sign("", f"answers {status}", "")))
        sharers.met.add(address)
        if fresh:
            sharers.fresh.add(address)

    def note_new(self, digest: str) -> None:
        """Counts the text of a new column."""
        self._new[digest] += 1

    def shared(self, signs: tuple[Sign, ...]) -> str | None:
        """Why a page is no column's own, in words; None when it may be."""
        for sign in signs:
            sharers = self._sharers.get(sign.key)
            if sharers is not None and sharers.are_many:
                how = FOR_GOOD if sharers.for_good else AS_OTHERS
                return f"{sharers.sign.words}, {how}"
        return None

    def targets(self, *, visits: int) -> list[tuple[str, str]]:
        """An address, and where many like it lead that looks like a column."""
        return [
            (min(sharers.met), sharers.sign.target)
            for sharers in self._sharers.values()
            if sharers.sign.target is not None and sharers.may_be_names(visits=visits)
        ]

    def alarms(self, *, visits: int, columns: int) -> list[str]:
        """A line for each page that so many addresses show that something is wrong.

        `columns` is how many the archive holds of the outlet.
        """
        told: dict[frozenset[str], str] = {}
        for sharers in self._sharers.values():
            met = len(sharers.met)
            if sharers.may_be_names(visits=visits) and not sharers.known:
                continue  # it is asked for under its own address
            most = sharers.are_most(visits=visits, columns=columns)
            wrong = most if sharers.for_good else met >= SHARE * visits
            if sharers.are_many and wrong:
                # A redirect and the text it leads to are one alarm.
                told.setdefault(
                    frozenset(sharers.met),
                    f"each of {met} addresses {sharers.sign.words}: a login, a consent "
                    "page, the home page or a parked domain in place of the columns? They are "
                    "asked again",
                )
        lines = list(told.values())
        lines += [
            f"each of {len(one.met)} columns {one.sign.words}: are we refused? They are asked again"
            for one in self._refused.values()
            if len(one.met) >= MANY and one.are_most(visits=visits, columns=columns)
        ]
        alike = max(self._new.values(), default=0)
        if alike >= MANY_NEW and alike > MOST * self._new.total():
            lines.append(
                f"{alike} of {self._new.total()} new columns have one and the same text: look at "
                "one of them"
            )
        return lines
