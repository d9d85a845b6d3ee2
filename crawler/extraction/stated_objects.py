"""The objects in JSON-LD that state something of the page's own column, and of no other."""

from collections.abc import Collection, Iterator
from typing import Any
from urllib.parse import unquote

from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Page, address_parts
from crawler.extraction.metadata.stated.json_ld import LONGEST_SCRIPT, MOST_NODES, parse_json

OF_OTHERS = frozenset(
    "hasPart isPartOf itemListElement blogPost mentions about citation relatedLink publisher "
    "author".split()
)
"""Properties under which a part of the column stands, or something else than it."""


def objects_in(script: str, *, without: Collection[str] = OF_OTHERS) -> Iterator[dict[str, Any]]:
    """The objects in a script of JSON-LD, except those under some of their properties."""
    queue: list[object] = [*parse_json(script[:LONGEST_SCRIPT])]
    for taken, item in enumerate(queue):
        if taken > MOST_NODES:
            return
        if isinstance(item, list):
            queue.extend(item)
        elif isinstance(item, dict):
            yield item
            queue.extend(inner for name, inner in item.items() if name not in without)


def own_paths(page: Page, index: PageIndex) -> set[str]:
    """Paths of the addresses that may be the column's own."""
    addresses = (
        page.url,
        *index.links.get("canonical", ()),
        *index.links.get("amphtml", ()),
        *index.metas.get("og:url", ()),
    )
    return set(map(path_of, addresses)) - {""}


def path_of(address: object) -> str:
    """What of an address two spellings of it share; "" where there is none."""
    parts = address_parts(address.strip()) if isinstance(address, str) else None
    return unquote(parts.path).rstrip("/") if parts else ""
