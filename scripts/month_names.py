"""Writes the names of months, weekdays and parts of the day of every language of CLDR, as dates
are read by them.

    npm pack cldr-core cldr-dates-full cldr-cal-persian-full cldr-cal-islamic-full \\
        cldr-cal-hebrew-full cldr-cal-ethiopic-full
    for p in *.tgz; do mkdir "${p%-*}" && tar xzf $p -C "${p%-*}" --strip-components=1; done
    python -m scripts.month_names DIR    # the folder with these; writes month_names.json

The JSON form of CLDR is read, since Babel has the Gregorian calendar alone. Names are written as
`text.months.month_key` folds them, and each once: `everywhere` has those that are understood in
any language, `by_language` what a language has besides, or means otherwise. Names that are more
than a word of letters (spaces, full stops within, scripts that set no spaces) are `phrases`, and
those of weekdays `weekday_phrases`.
"""

import argparse
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from crawler.extraction.text.day_periods import KINDS, period_key
from crawler.extraction.text.months import LETTERS, month_key

NAMES = Path(__file__).parent.parent / "crawler" / "extraction" / "vocabulary" / "month_names.json"
LARGE = """
    en es pt fr de it ru nl pl tr id ar fa he el uk cs sv da nb no fi hu ro bg sr hr sl sk ca ur
""".split()
"""Languages whose short names are understood on any page; of two that claim one, the first."""
SHORT = 4
"""Letters up to which a name may be a common word of another language."""
UNSPACED = frozenset("th lo km my shn bo dz".split())
"""Languages whose script sets no spaces between words."""
COUNTED = frozenset("ja ko zh yue".split())
"""Languages that count their months; read without any names."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
UNPRINTED = ("-Shaw", "-Dsrt")
"""Scripts in which no newspaper prints."""
OF = re.compile(r"^(?:(?:de|da|di)\s|d['’])(?=\w{2})")
"""What names in the form of a date begin with: "de març"."""
_FIELD = re.compile(r"'([^']*)'|([A-Za-z])\2*|([^A-Za-z']+)")
EVENING, LATE_MORNING, NOON_ENDS = 19, 11, 17
"""Hours from which a part of the day is the night, until which one of noon may begin, and until
which one that begins at noon lasts: "mittags" and "दोपहर", but not "nachmittags"."""
_HALVES = re.compile(r"[ap] ?m?|\W*")
"""Names that are read in any language, or on none: "a.m.", "p"."""
Calendar = Mapping[str, Any]
Months = dict[int, list[str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_Plain)
    parser.add_argument("folder", type=Path, help="holds the unpacked packages of CLDR")
    folder: Path = parser.parse_args().folder
    names: dict[str, Months] = {}
    weekdays: dict[str, list[str]] = {}
    weekday_phrases: dict[str, None] = {}
    month_first: list[str] = []
    periods: dict[str, dict[str, int]] = {}
    rules = day_period_rules(folder / "cldr-core")
    for locale, calendar in calendars(folder / "cldr-dates-full", "gregorian"):
        language = locale.split("-")[0]
        add_months(names.setdefault(language, {}), calendar)
        if "-" not in locale:
            weekdays[language] = weekday_keys(calendar)
            weekday_phrases.update(dict.fromkeys(phrase_keys(calendar)))
            periods[language] = day_periods(calendar, rules.get(language, {}))
        if first_field(calendar) == "M":
            month_first.append(locale.lower())
    everywhere = understood_everywhere(names)
    written = {
        "everywhere": joined(everywhere),
        "by_language": {
            language: told
            for language, months in sorted(names.items())
            if (told := joined(besides(months, everywhere)))
        },
        "phrases": {
            language: told
            for language, months in sorted(names.items())
            if (told := joined(phrases(language, months), "/"))
        },
        "weekdays": {language: told for language, told in sorted(weekdays.items()) if told},
        "weekday_phrases": "/".join(weekday_phrases),
        "day_periods": {
            language: told
            for language, names in sorted(periods.items())
            if (told := joined(names, "/"))
        },
        "month_first": " ".join(month_first),
        "calendars": {
            name: other_calendar(folder / f"cldr-cal-{name}-full", name)
            for name in ("persian", "islamic", "hebrew", "ethiopic")
        },
    }
    NAMES.write_text(
        json.dumps(written, ensure_ascii=False, indent=0, sort_keys=False) + "\n", "utf-8"
    )
    print(f"{NAMES}: {len(names)} languages, {NAMES.stat().st_size:,} bytes")


class _Plain(argparse.RawDescriptionHelpFormatter):
    """Keeps the docstring's lines."""


def calendars(package: Path, name: str) -> Iterator[tuple[str, Calendar]]:
    """Each locale's calendar, a language before its regions."""
    for folder in sorted((package / "main").iterdir(), key=lambda path: path.name):
        file = folder / f"ca-{name}.json"
        if file.exists() and not folder.name.endswith(UNPRINTED):
            told = json.loads(file.read_text("utf-8"))["main"][folder.name]
            yield folder.name, told["dates"]["calendars"][name]


def add_months(months: Months, calendar: Calendar) -> None:
    """Adds a locale's names, wide and abbreviated, alone and as they stand in a date."""
    before, after = beside_month(date_pattern(calendar, "long"))
    for width in ("wide", "abbreviated"):
        for form in ("format", "stand-alone"):
            for number, name in calendar["months"][form][width].items():
                if not number.isdigit() or re.fullmatch(r"M?\d+", name):
                    continue
                plain = OF.sub("", unicodedata.normalize("NFKC", name).lower())
                inflected = [f"{before}{plain}", f"{plain}{after}"] if form == "format" else []
                for one in (plain, *inflected):
                    if one not in months.setdefault(int(number), []):
                        months[int(number)].append(one)


def beside_month(pattern: str) -> tuple[str, str]:
    """Letters that a language's dates put right before and right behind the month's name."""
    parts = [
        (m[1] if m[2] is None and m[3] is None else m[3] or "", m[0])
        for m in _FIELD.finditer(pattern)
    ]
    at = next((n for n, (_, part) in enumerate(parts) if part.startswith("MMM")), None)
    if at is None:
        return "", ""
    before = parts[at - 1][0] if at else ""
    after = parts[at + 1][0] if at + 1 < len(parts) else ""
    return (
        re.search(r"[^\W\d_]*$", before)[0],  # type: ignore[index]
        re.match(r"[^\W\d_]*", after)[0],  # type: ignore[index]
    )


def date_pattern(calendar: Calendar, length: str) -> str:
    """The pattern of a date; some stand with a numbering system."""
    pattern = calendar["dateFormats"][length]
    return pattern if isinstance(pattern, str) else pattern["_value"]


def first_field(calendar: Calendar) -> str:
    """Which of y, M and d comes first in a date by numbers."""
    return next((c for c in date_pattern(calendar, "short") if c in "yMd"), "")


def weekday_keys(calendar: Calendar) -> list[str]:
    """The keys of the weekdays, Monday first, each name that is one word."""
    keys: list[str] = []
    for day in WEEKDAYS:
        words = (month_key(name.lower().split()[-1]) for name in weekday_names(calendar, day))
        keys.append(" ".join(dict.fromkeys(word for word in words if len(word) > 1)))
    taken = " ".join(keys).split()
    if len(taken) != len(set(taken)):  # "second", "third": not told by one word
        return []
    return keys


def weekday_names(calendar: Calendar, day: str) -> Iterator[str]:
    """The names of a weekday, wide and abbreviated, alone and as they stand in a date."""
    for width in ("wide", "abbreviated"):
        for form in ("format", "stand-alone"):
            yield calendar["days"][form][width][day]


def phrase_keys(calendar: Calendar) -> Iterator[str]:
    """The names of weekdays that are more than a word, as keys: "dydd llun"."""
    for day in WEEKDAYS:
        for name in weekday_names(calendar, day):
            words = name.lower().split()
            if len(words) > 1:
                yield " ".join(map(month_key, words))


def day_period_rules(package: Path) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """From when until when each part of the day lasts, by language."""
    told = json.loads((package / "supplemental" / "dayPeriods.json").read_text("utf-8"))
    rules: dict[str, Any] = told["supplemental"]["dayPeriodRuleSet"]
    return rules


def day_periods(calendar: Calendar, rules: Mapping[str, Mapping[str, str]]) -> dict[str, int]:
    """Names of the parts of the day, with the number of their kind in `KINDS` and one.

    Beside a time stands "in the evening". What stands alone, "evening", is there the beginning of
    something else: "9:20 Evening Standard".
    """
    found: dict[str, int] = {}
    for form in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for name, told in calendar["dayPeriods"][form][width].items():
                period = name.partition("-")[0]
                key = period_key(unicodedata.normalize("NFKC", told).lower())
                short = key.isascii() and len(key) < 3
                alone = form == "stand-alone" and period not in ("am", "pm")
                if not short and not alone and not _HALVES.fullmatch(key) and "/" not in key:
                    found.setdefault(key, 1 + KINDS.index(kind_of(period, rules.get(period, {}))))
    return found


def kind_of(period: str, rule: Mapping[str, str]) -> str:
    """Which of `KINDS` a part of the day is, by the hours it lasts, else by what CLDR calls it."""
    begin, end = (int(rule.get(name, "0:0").split(":")[0]) for name in ("_from", "_before"))
    if period in ("am", "pm", "noon"):
        return period
    if period.startswith(("midnight", "night")) or (end and begin >= EVENING):
        return "night"
    if end:
        about_noon = begin <= LATE_MORNING or (begin == 12 and end <= NOON_ENDS)
        return "am" if end <= 12 else "noon" if about_noon else "pm"
    by_name = {"morning": "am", "afternoon": "pm", "evening": "pm"}
    return by_name[period.rstrip("0123456789")]


def understood_everywhere(names: Mapping[str, Months]) -> dict[str, int]:
    """Names by key for pages of any language: all of large languages, and long ones of others."""
    found: dict[str, int] = {}
    others = sorted(set(names) - set(LARGE))
    for language in (*LARGE, *others):
        for key, number in words(names.get(language, {})):
            if language in LARGE or len(key) > SHORT:
                found.setdefault(key, number)
    return found


def words(months: Months) -> Iterator[tuple[str, int]]:
    """Names that are one word of letters, as keys."""
    for number, names in months.items():
        for name in names:
            key = month_key(name)
            if len(key) > 1 and re.fullmatch(LETTERS, name.rstrip(".’'׳॰")):
                yield key, number


def besides(months: Months, everywhere: Mapping[str, int]) -> dict[str, int]:
    """What a language's names say besides, or instead of, those understood everywhere."""
    own: dict[str, int] = {}
    for key, number in words(months):
        own.setdefault(key, number)
    return {key: number for key, number in own.items() if everywhere.get(key) != number}


def phrases(language: str, months: Months) -> dict[str, int]:
    """Names that are no single word, as they are printed, in lower case."""
    if language in COUNTED:
        return {}
    found: dict[str, int] = {}
    for number, names in months.items():
        for name in names:
            word = re.fullmatch(LETTERS, name.rstrip(".’'׳॰"))
            if (language in UNSPACED or not word) and len(name) > 1 and "/" not in name:
                found.setdefault(name, number)
    return found


def joined(numbers: Mapping[str, int], mark: str = " ") -> str:
    """Names by month, parted by "|"; empty where there are none."""
    by_month: list[list[str]] = [[] for _ in range(max(numbers.values(), default=0))]
    for name, number in numbers.items():
        by_month[number - 1].append(name)
    return "|".join(mark.join(names) for names in by_month)


def other_calendar(package: Path, name: str) -> str:
    """The months of another calendar in all languages, of the Hebrew one as CLDR counts them."""
    months: Months = {}
    for _, calendar in calendars(package, name):
        for form in ("format", "stand-alone"):
            for number, told in calendar["months"][form]["wide"].items():
                plain = " ".join(month_key(word) for word in told.lower().split())
                plain = plain.removeprefix("de ")
                at = int(number.partition("-")[0])  # "7-yeartype-leap" is the second Adar
                if len(plain) > 1 and not re.search(r"\d|月", plain):
                    months.setdefault(at, [])
                    if plain not in months[at]:
                        months[at].append(plain)
    found: dict[str, int] = {}
    for number, names in sorted(months.items()):
        for plain in names:
            found.setdefault(plain, number)
    return joined(found, "/")


if __name__ == "__main__":
    main()
