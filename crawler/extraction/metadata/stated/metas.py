"""Statements in meta elements, including OpenGraph."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from crawler.extraction.metadata.stated.statements import Place, Statements, keywords
from crawler.extraction.vocabulary.tables import alternatives, table, word_list

_TABLE: Final = table("metas")
METAS = {field_name: word_list(names) for field_name, names in _TABLE["names"].items()}
"""Names of meta elements by the field they state, the most trustworthy first."""
PUBLISHED_NAME = re.compile(
    r"publi\w*[\W_]?(?:date|time|on|at)\b|date[\W_]?publi|pub[\W_]?date|issued"
)
"""Other names of metas with the date of publication, used where none of those above is present."""
_WRITTEN_BY = re.compile(alternatives(_TABLE["written_by_patterns"]), re.I)


def read_metas(metas: Mapping[str, list[str]], stated: Statements) -> None:
    """Adds the statements of meta elements."""

    def add(field_name: str, names: Iterable[str]) -> None:
        for name in names:
            for content in metas.get(name, ()):
                place: Place = "opengraph" if name.startswith(("og:", "article:")) else "meta"
                stated.add(field_name, content, place)

    add("headlines", METAS["headline"])
    add("authors", METAS["author"])
    add("published", METAS["published"])
    if not stated.published:
        add("published", filter(PUBLISHED_NAME.search, metas))
    add("modified", METAS["modified"])
    add("dates", METAS["date"])
    add("sections", METAS["section"])
    add("topics", METAS["topic"])
    add("descriptions", METAS["description"])
    add("site_names", METAS["site_name"])
    add("languages", METAS["language"])
    add("addresses", METAS["address"])
    for name in METAS["tag"]:
        for content in metas.get(name, ()):
            place: Place = "opengraph" if ":" in name else "meta"
            stated.add("tags", keywords(content), place)
    _read_labels(metas, stated)


def _read_labels(metas: Mapping[str, list[str]], stated: Statements) -> None:
    """Adds authors from Yoast's pairs: twitter:label1 "Written by", twitter:data1 the name."""
    for number in ("1", "2"):
        for label in metas.get(f"twitter:label{number}", ()):
            if _WRITTEN_BY.search(label):
                for content in metas.get(f"twitter:data{number}", ()):
                    stated.add("authors", content, "meta")
