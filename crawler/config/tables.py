"""Reads the tables of a TOML file key by key, and gathers everything that is wrong with them.

Nothing here knows what an outlet is. A problem is one line: where it stands, what was seen, and
what is allowed. Reading goes on after a problem, so that a person mends a file in one go.
"""

import difflib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import TypeVar

T = TypeVar("T")


class Table:
    """One table of a TOML file, with the keys it may have."""

    def __init__(
        self,
        contents: Mapping[str, object],
        keys: Iterable[str],
        *,
        where: str = "",
        problems: list[str] | None = None,
    ) -> None:
        self.contents = contents
        self.where = where
        self.problems: list[str] = [] if problems is None else problems
        allowed = tuple(keys)
        for key in contents:
            if key not in allowed:
                hint = did_you_mean(key, allowed)
                self.report(key, f"unknown key{hint}; allowed: {', '.join(allowed)}")

    def __contains__(self, key: str) -> bool:
        return key in self.contents

    def report(self, key: str, line: str) -> None:
        """Notes a problem with the value of one key."""
        self.problems.append(f"{self.name(key)}: {line}")

    def name(self, key: str) -> str:
        """The key as a person finds it in the file: `scope.include`, `seeds[2].feed`."""
        return ".".join(part for part in (self.where, key) if part)

    def text(self, key: str, parse: Callable[[str], T], *, example: str = "") -> T | None:
        """What `parse` makes of a piece of text; None when the key is absent or wrong.

        `parse` says by ValueError what is wrong with a text and what is allowed. A key that has an
        `example` is one that must be there.
        """
        if key not in self.contents:
            if example:
                self.report(key, f"missing; write for example {key} = {example}")
            return None
        value = self.contents[key]
        if not isinstance(value, str) or not value.strip():
            self.report(key, f"{shown(value)} is not a text; write it in quotation marks")
            return None
        return self.parsed(key, value, parse)

    def texts(self, key: str, parse: Callable[[str], T]) -> tuple[T, ...]:
        """What `parse` makes of each text in a list; problems name the place in the list."""
        values = self.contents.get(key, [])
        if not isinstance(values, list):
            self.report(key, f"{shown(values)} is not a list; write {key} = [{shown(values)}]")
            return ()
        kept: list[T] = []
        for place, value in enumerate(values, start=1):
            entry = f"{key}[{place}]"
            if not isinstance(value, str) or not value.strip():
                self.report(entry, f"{shown(value)} is not a text; write it in quotation marks")
                continue
            made = self.parsed(entry, value, parse)
            if made is not None:
                kept.append(made)
        return tuple(kept)

    def one_or_more(self, key: str, parse: Callable[[str], T]) -> tuple[T, ...]:
        """What `parse` makes of a text, or of each in a list; the list may not be empty."""
        value = self.contents.get(key)
        if isinstance(value, list):
            if not value:
                self.report(key, "is an empty list; leave it out, or write a text into it")
            return self.texts(key, parse)
        one = self.text(key, parse)
        return () if one is None else (one,)

    def parsed(self, key: str, value: str, parse: Callable[[str], T]) -> T | None:
        """What `parse` makes of one text; None when it finds it wrong, which is then noted."""
        try:
            return parse(value.strip())
        except ValueError as error:
            self.report(key, f"{shown(value)} {error}")
            return None

    def number(self, key: str, *, least: float, most: float, whole: bool = False) -> float | None:
        """A number between two bounds; None when the key is absent or wrong."""
        if key not in self.contents:
            return None
        value = self.contents[key]
        kind = "whole number" if whole else "number"
        right = isinstance(value, int) if whole else isinstance(value, int | float)
        if isinstance(value, bool) or not right:
            self.report(key, f"{shown(value)} is not a {kind}")
        elif isinstance(value, int | float) and least <= value <= most:
            return value
        else:
            self.report(key, f"{shown(value)} is not allowed; a {kind} from {least} to {most} is")
        return None

    def day(self, key: str) -> date | None:
        """A date without time; None when the key is absent or wrong."""
        if key not in self.contents:
            return None
        value = self.contents[key]
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self.report(
            key, f"{shown(value)} is not a date; write it as {key} = 2024-10-24, without quotes"
        )
        return None

    def table(self, key: str, keys: Iterable[str]) -> "Table":
        """The table under a key; an empty one when the key is absent or wrong."""
        value = self.contents.get(key, {})
        if not isinstance(value, dict):
            self.report(key, f"{shown(value)} is not a table; write its keys under [{key}]")
            value = {}
        return Table(value, keys, where=self.name(key), problems=self.problems)

    def tables(self, key: str, keys: Iterable[str]) -> tuple["Table", ...]:
        """The tables of a list, each named by its place: `seeds[1]`."""
        value = self.contents.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            self.report(key, f"{shown(value)} is not a list of tables; write each under [[{key}]]")
            return ()
        allowed = tuple(keys)
        return tuple(
            Table(entry, allowed, where=self.name(f"{key}[{place}]"), problems=self.problems)
            for place, entry in enumerate(value, start=1)
        )


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` (did you mean "feed"?)` when a known word is like the one met, else nothing."""
    by_lower = {name.lower(): name for name in known}
    close = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return f' (did you mean "{by_lower[close[0]]}"?)' if close else ""


def shown(value: object) -> str:
    """A TOML value as an error shows it, cut where it grows long."""
    if isinstance(value, str):
        text = f'"{value}"'
    elif isinstance(value, bool):
        text = str(value).lower()
    elif isinstance(value, dict):
        text = "a table"
    else:
        text = str(value)
    return text if len(text) <= 80 else f"{text[:77]}…"
