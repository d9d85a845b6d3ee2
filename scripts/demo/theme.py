"""The theme's templates and words, filled in."""

import html
import tomllib
from collections import ChainMap
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from string import Template

FOLDER = Path(__file__).parent / "theme"

MONTHS = {
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}


def fill(name: str, values: Mapping[str, object]) -> str:
    """A template with its places filled; a place without a value is an error."""
    return template(name).substitute(values)


@cache
def template(name: str) -> Template:
    """One file of `theme/`."""
    return Template((FOLDER / name).read_text(encoding="utf-8"))


@cache
def words(language: str) -> Mapping[str, str]:
    """What the theme prints in a language, with English where that language has no word."""
    every: dict[str, dict[str, str]] = tomllib.loads(
        (FOLDER / "words.toml").read_text(encoding="utf-8")
    )
    return ChainMap(every.get(language, {}), every["en"])


def escape(text: str) -> str:
    """Text made safe for HTML, in attributes too."""
    return html.escape(text)


def date_words(when: datetime, language: str) -> str:
    """A date as the theme prints it."""
    if language in MONTHS:
        month = MONTHS[language].split()[when.month - 1]
        return f"{when.day} {month} {when.year}"
    if language == "ko":
        return f"{when.year}년 {when.month}월 {when.day}일"
    return f"{when:%B} {when.day}, {when.year}"


def time_words(when: datetime, language: str) -> str:
    """A date and time as the theme prints them under a comment."""
    hour = f"{when.hour % 12 or 12}:{when:%M} {'am' if when.hour < 12 else 'pm'}"
    joint = words(language)["at"]
    return " ".join(part for part in (date_words(when, language), joint, hour) if part)


def counted(word: str, count: int, language: str) -> str:
    """A counter's words ("1 reply »") in the form that fits the number."""
    said = words(language)
    form = {0: "none", 1: "one"}.get(count, "many")
    return said[f"{word}_{form}"].format(count=count)
