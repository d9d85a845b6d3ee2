"""The addresses of the reading room, and what answers each.

Datasette asks a plugin's routes before its own. They are there where an archive is served: a
Datasette of other databases keeps its front page.
"""

from typing import Any

from archive.web.room import (
    author_pages,
    capture_text,
    column_page,
    comparison_page,
    history_page,
    outlet_pages,
    queries_page,
    search_page,
)
from archive.web.room.answers import Handler, told_of_faults
from archive.web.room.archive_served import database_served

FORM = r"(\.(?P<form>json))?$"
COLUMN = r"/column/(?P<reference>[^/]+?|https?://.+?)"
ROUTES: tuple[tuple[str, Handler], ...] = (
    (r"/(\.(?P<form>json|atom))?$", search_page.answer),
    (rf"/queries{FORM}", queries_page.answer),
    (rf"{COLUMN}(?P<rest>/history){FORM}", history_page.answer),
    (rf"{COLUMN}(?P<rest>/with/(?P<other>[^/]+?)){FORM}", comparison_page.answer),
    (rf"{COLUMN}(?P<rest>/capture/(?P<number>\d{{1,9}})){FORM}", capture_text.answer),
    (rf"{COLUMN}{FORM}", column_page.answer),
    (rf"/outlets{FORM}", outlet_pages.all_outlets),
    (rf"/changed{FORM}", outlet_pages.all_changed),
    (rf"/outlet/(?P<slug>[^/]+?){FORM}", outlet_pages.outlet),
    (rf"/authors{FORM}", author_pages.all_authors),
    (rf"/author/(?P<name>[^/]+?){FORM}", author_pages.author),
)
"""Patterns and handlers; each answers `.json` too."""


def routes(datasette: Any) -> list[tuple[str, object]]:
    """Patterns of paths with their handlers, for Datasette's `register_routes`."""
    if database_served(datasette) is None:
        return []
    return [(pattern, told_of_faults(answer)) for pattern, answer in ROUTES]
