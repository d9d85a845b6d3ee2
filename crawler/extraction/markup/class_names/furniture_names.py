"""The kind of furniture an element is by the ids and class names that themes and plugins write.

Whether it is furniture indeed, and no box around the whole column, is decided in `furniture`.
"""

from functools import lru_cache

from crawler.extraction.vocabulary.tables import table, word_list

FURNITURE_NAMES = {
    name: kind for kind, names in table("furniture_names").items() for name in word_list(names)
}
"""Ids and class names (lower case) with the kind of furniture that bears them."""
TEXT_TAGS = frozenset("p h2 h3 h4 h5 h6 span div li a label strong em b small legend td".split())
"""Tags of elements in which a phrase of furniture may stand alone."""


@lru_cache(maxsize=1024)
def kind_of_classes(names: str) -> tuple[str | None, str | None]:
    """Kind of furniture by the first class name that has one, and that name with its dot."""
    for name in names.split():
        kind = FURNITURE_NAMES.get(name.lower())
        if kind is not None:
            return kind, f".{name}"
    return None, None
