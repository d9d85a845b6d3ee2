"""What is told of years that are typed as words."""

import re

YEARS = re.compile(r"(?P<first>(?:1\d|20)\d\d)(?:(?:\.{2,3}|[-‐‑‒–—−/])(?P<last>(?:1\d|20)\d\d))?")
"""`2014`, `2012-2016`, `2012..2016`, `2012/2016`."""


def years_as_words(word: str) -> str | None:
    """What is told of a year, or of years from one to another; None of another word."""
    if not (found := YEARS.fullmatch(word)):
        return None
    first, last = sorted([found["first"], found["last"] or found["first"]])
    words = "words in a row" if found["last"] else "a word"
    when = f"from {first} to {last}" if found["last"] else f"in {first}"
    return (
        f"`{word}` was looked for as {words};"
        f" columns printed {when}: `after:{first} before:{last}`."
    )
