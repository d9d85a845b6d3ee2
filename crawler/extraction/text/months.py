"""The number of a month by its name, in every language of CLDR; and which words name weekdays."""

import json
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from crawler.extraction.vocabulary import tables
from crawler.extraction.vocabulary.tables import table, without_accents, word_list

MONTHS = (
    "January February March April May June July August September October November December".split()
)
LETTERS = (
    r"[^\x00-@\[-`{-\xbf×÷ʹʺ˙՚-՟֊։־׀׃׳״،؛؟٪-٭۔।॥॰፡-፨၀-၏។-៚\u2000-\u206f\u3000-\u303f｡-･]{2,20}"
)
"""A word with its marks, which in some scripts are no letters; alternatives would be slower."""
SHORT = 4
"""Letters of a month's or weekday's name up to which it may be an account's or a person's name."""
_FOLDED = str.maketrans("یىېۍکڪہھەۀةٸ", "ييييككهههههي")
"""Letters of Arabic that keyboards exchange: Persian pages print ي for ی."""
_UNREAD = str.maketrans("", "", "\u200b\u200c\u200d\u2060.’'׳॰\u02bc\u02bb`")


@cache
def month_names() -> dict[str, Any]:
    """Names of months and weekdays by language, as `scripts.month_names` writes them from CLDR."""
    told = files(tables.__package__).joinpath("month_names.json").read_text("utf-8")
    names: dict[str, Any] = json.loads(told)
    return names


def month_key(word: str) -> str:
    """A word without what print may leave out or exchange: case, accents, apostrophes, joiners."""
    return without_accents(word).translate(_FOLDED).translate(_UNREAD)


@lru_cache(maxsize=4096)
def month_of(word: str, language: str | None = None) -> int | None:
    """The number of the month that a word names in the page's language, else in any; None if none.

    "listopada" is of October in Croatian, and of November in Polish.
    """
    key = month_key(word)
    own = _of_language(base_language(language)) if language else {}
    return own.get(key) or _everywhere().get(key)


@cache
def _everywhere() -> dict[str, int]:
    customary = _numbered(
        "|".join(" ".join(map(month_key, word_list(w))) for w in table("dates")["months"].values())
    )
    return {**_numbered(month_names()["everywhere"]), **customary}


@cache
def _of_language(language: str) -> dict[str, int]:
    return _numbered(month_names()["by_language"].get(language, ""))


def base_language(language: str) -> str:
    """The language of a tag, without script and region."""
    return language.lower().replace("_", "-").partition("-")[0]


def _numbered(names: str) -> dict[str, int]:
    """Numbers by name, from the months' names parted by "|"."""
    return {
        name: number for number, listed in enumerate(names.split("|"), 1) for name in listed.split()
    }


@lru_cache(maxsize=256)
def weekday_of(word: str, language: str | None) -> int | None:
    """The number of the weekday that a word names in the page's language, Monday being 0."""
    days = month_names()["weekdays"].get(base_language(language or ""), ())
    key = month_key(word)
    return next((number for number, names in enumerate(days) if key in names.split()), None)


def is_weekday(word: str) -> bool:
    """Whether a word names a weekday in any language."""
    return month_key(word) in _weekdays()


@cache
def _weekdays() -> frozenset[str]:
    languages = month_names()["weekdays"].values()
    return frozenset(name for days in languages for names in days for name in names.split())


def is_date_name(text: str) -> bool:
    """Whether a text is the name of a weekday or a month in any language, and is not short."""
    words = text.lower().split()
    keys = [month_key(word) for word in words]
    phrase = " ".join(keys)
    if phrase in _date_names():
        by_accents = _names_by_accents()
        return phrase not in by_accents.values() or " ".join(words) in by_accents
    # Persian writes its weekdays with a space, or with a joiner that no key has.
    return not text.isascii() and "".join(keys) in _date_names()


@cache
def _date_names() -> frozenset[str]:
    names = month_names()
    own = (word for listed in names["by_language"].values() for word in _numbered(listed))
    words = (word for word in (*_weekdays(), *_everywhere(), *own) if len(word) > SHORT)
    spelt = (*names["phrases"].values(), *table("dates")["spelt_months"].values())
    listed = "|".join((*spelt, *names["calendars"].values())).replace("|", "/").split("/")
    phrases = (" ".join(map(month_key, phrase.split())) for phrase in listed if " " in phrase)
    whole = (*words, *phrases, *names["weekday_phrases"].split("/"))
    return frozenset((*whole, *(name.replace("-", " ") for name in whole if "-" in name)))


@cache
def _names_by_accents() -> dict[str, str]:
    """The keys of names that are names of persons with other accents, by the names as printed."""
    told = table("dates")
    names = (
        name
        for language, weekdays in told["weekdays_by_accents"].items()
        for name in f"{weekdays}|{told['spelt_months'][language]}".replace("|", "/").split("/")
    )
    return {name: " ".join(map(month_key, name.split())) for name in names}
