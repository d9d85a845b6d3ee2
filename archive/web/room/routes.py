"""The addresses of the reading room, and what answers each.

Datasette asks a plugin's routes before its own. They are there where an archive is served: a
Datasette of other databases keeps its front page.
"""

from typing import Any

from archive.web.room import author_pages, outlet_pages, queries_page, search_page
from archive.web.room.answers import told_of_faults
from archive.web.room.archive_served import database_served

ROUTES = (
    (r"/(\.(?P<form>json|atom))?$", search_page.answer),
    (r"/queries(\.(?P<form>json))?$", queries_page.answer),
    (r"/outlets(\.(?P<form>json))?$", outlet_pages.all_outlets),
    (r"/outlet/(?P<slug>[^/]+?)(\.(?P<form>json))?$", outlet_pages.outlet),
    (r"/authors(\.(?P<form>json))?$", author_pages.all_authors),
    (r"/author/(?P<name>[^/]+?)(\.(?P<form>json))?$", author_pages.author),
)  # fmt: skip


def routes(datasette: Any) -> list[tuple[str, object]]:
    """Patterns of paths with their handlers, for Datasette's `register_routes`."""
    if database_served(datasette) is None:
        return []
    return [(pattern, told_of_faults(answer)) for pattern, answer in ROUTES]
