"""Single values of an outlet file, from text; each says by ValueError what is wrong and allowed.

The message goes behind the value as the person wrote it: `"Mars/Base" is no time zone; …`.
"""

import re
import unicodedata
from datetime import timedelta
from functools import cache
from html import unescape
from importlib.resources import files
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from lxml.cssselect import CSSSelector, SelectorError
from lxml.etree import XPathError

from crawler.config.tables import did_you_mean
from crawler.urls.normalising import is_web_address, normalise

if TYPE_CHECKING:
    import regex

# ISO 639-1; the standard library has no list. Three-letter codes (ISO 639-3) pass by their form.
LANGUAGES = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy "
    "da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu "
    "hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb "
    "lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om "
    "or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw "
    "ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)
LANGUAGE_FORM = re.compile(r"([a-z]{2,3})(-[A-Z][a-z]{3})?(-(?:[A-Z]{2}|[0-9]{3}))?")
COUNTRIES_FOR_LANGUAGES = {"jp": "ja", "cn": "zh", "gr": "el", "dk": "da", "cz": "cs", "ua": "uk"}
"""Country codes that people write where a language is asked, and what they mean."""

LONGEST_SLUG = 60
"""Signs; it names a file, and what is written aside has a longer name."""

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def plain(text: str) -> str:
    """One line of text, white space collapsed."""
    return " ".join(text.split())


def language(text: str) -> str:
    """A BCP 47 tag of language, script and region: `en`, `pt-BR`, `zh-Hant`."""
    form = LANGUAGE_FORM.fullmatch(text)
    code = form[1] if form else text[:2].lower()
    if form and (len(code) == 3 or code in LANGUAGES):
        return text
    meant = COUNTRIES_FOR_LANGUAGES.get(text.lower(), code if code in LANGUAGES else "")
    hint = f' (did you mean "{meant}"?)' if meant else ""
    raise ValueError(f'is no language tag{hint}; allowed: BCP 47 such as "en", "pt-BR", "zh-Hant"')


def zone(text: str) -> ZoneInfo:
    """A zone of the IANA time zone database."""
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        hint = did_you_mean(text, available_timezones())
        raise ValueError(
            f'is no time zone{hint}; allowed: IANA names such as "Asia/Seoul", "UTC"'
        ) from None


@cache
def countries() -> frozenset[str]:
    """The codes of ISO 3166-1, from the list that comes with the time zones, and Kosovo's."""
    table = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text("utf-8")
    return frozenset(line[:2] for line in table.splitlines() if line[:1].isalpha()) | {"XK"}


def country(text: str) -> str:
    """An ISO 3166-1 code of two capital letters."""
    if text in countries():
        return text
    hint = f' (did you mean "{text.upper()}"?)' if text.upper() in countries() else ""
    raise ValueError(f'is no country code{hint}; allowed: ISO 3166-1 such as "KP", "CU", "DE"')


def home(text: str) -> str:
    """The address the outlet's pages stand under, normalised."""
    if is_web_address(text):
        return normalise(text)
    raise ValueError('is no absolute web address; allowed: "https://…" or "http://…" with the host')


def host(text: str) -> str:
    """A host name without scheme or path."""
    if re.fullmatch(r"[^\s/?#@]+", text) and is_web_address(f"http://{text}/"):
        return text
    raise ValueError('is no host name; allowed: the name alone, such as "blogs.example.org"')


def pattern(text: str) -> "regex.Pattern[str]":
    """A regular expression to be searched for in path and query."""
    import regex  # takes as long to load as all else of an outlet file

    try:
        return regex.compile(text)
    except regex.error as error:
        raise ValueError(
            f"is no regular expression: {error}; allowed: Python's, searched in path and query"
        ) from None


def selector(text: str) -> CSSSelector:
    """A compiled CSS selector."""
    try:
        return CSSSelector(text, translator="html")
    except (SelectorError, XPathError) as error:
        raise ValueError(
            f'is no CSS selector: {error}; allowed: selectors of elements such as "h1.title"'
        ) from None


def duration(text: str) -> timedelta:
    """A length of time: `0s`, `90m`, `12h`, `1d`, `2w`."""
    form = re.fullmatch(r"([0-9]{1,6})\s*([smhdw])", text)
    if form is None:
        raise ValueError(
            'is no length of time; allowed: a whole number and s, m, h, d or w, such as "12h", "1d"'
        )
    return timedelta(**{UNITS[form[2]]: int(form[1])})


def duration_text(length: timedelta) -> str:
    """A length of time as outlet files write it, in the largest unit that makes it whole."""
    for unit, name in reversed(UNITS.items()):
        count, rest = divmod(length, timedelta(**{name: 1}))
        if count and not rest:
            return f"{count}{unit}"
    return f"{int(length.total_seconds())}s"


def slug(text: str) -> str:
    """An outlet's slug, which names its file."""
    if len(text) > LONGEST_SLUG:
        raise ValueError(f"has {len(text)} characters; allowed: at most {LONGEST_SLUG}")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        raise ValueError(
            "is no slug; allowed: a-z, 0-9 and single hyphens, such as war-on-the-rocks"
        )
    return text


def category(text: str) -> str:
    """The slug of a WordPress category."""
    if not re.fullmatch(r"[^\s/?#&]+", text):
        raise ValueError('is no slug; allowed: the last part of /category/…/, "foreign-affairs"')
    return text


def section(text: str) -> str:
    """A section's name as it is compared: without case, accents and escaped signs."""
    apart = unicodedata.normalize("NFKD", unescape(text)).casefold()
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join(unicodedata.normalize("NFC", bare).split())
