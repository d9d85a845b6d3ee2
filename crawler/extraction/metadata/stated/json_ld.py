"""Statements in JSON-LD scripts, also in broken ones."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from archive.text.json_text import read_json, whole_characters
from crawler.extraction.metadata.stated.own_article import (
    Node,
    OwnMarks,
    own_articles,
    types_of,
)
from crawler.extraction.metadata.stated.statements import Statements, keywords, plain_texts
from crawler.extraction.vocabulary.tables import table, word_list

LONGEST_SCRIPT = 1_000_000
"""Characters of JSON-LD read; the longest on 1,400 pages has a fifth of that."""
MOST_NODES = 5_000
ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|Review|Column)$")
_TABLE: Final = table("metas")
PAGE_TYPES = frozenset(word_list(_TABLE["page_types"]))
OTHER_THINGS = frozenset(word_list(_TABLE["other_things"]))
"""Properties whose values describe something other than the column."""


def read_json_ld(scripts: Iterable[str], own: OwnMarks, stated: Statements) -> None:
    """Adds the statements about the column that is known by its own marks."""
    nodes: list[Node] = []
    for script in scripts:
        for value in parse_json(script[:LONGEST_SCRIPT]):
            nodes.extend(_nodes(value))
    by_id = {
        node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1
    }
    articles = [node for node in nodes if _is_article(node)]
    pages = [node for node in nodes if not PAGE_TYPES.isdisjoint(types_of(node))]
    for rank, column in enumerate(own_articles(articles, own)):
        if rank == 0:
            _read_column(column, by_id, stated)
        else:  # the day is weighed against the first's
            stated.add("published", column.get("datePublished"), "json-ld")
    for node in pages[:3]:
        _read_web_page(node, by_id, stated, sparing=bool(articles))
    for node in nodes:
        types = types_of(node)
        if "BreadcrumbList" in types and not stated.breadcrumbs:
            stated.breadcrumbs = _breadcrumbs(node)
        elif "WebSite" in types or "NewsMediaOrganization" in types:
            stated.add("site_names", node.get("name"), "json-ld")


def parse_json(script: str) -> list[Any]:
    """Values of a JSON-LD script, with common faults repaired.

    Repaired are comment and CDATA marks, raw line ends in strings, trailing commas and several
    values in a row. Of a script that is cut off, the flat properties before the cut are kept.
    """
    text = whole_characters(script.strip().strip("\ufeff;"))
    try:
        return [read_json(text)]
    except ValueError:
        pass
    text = re.sub(
        r"<!\[CDATA\[|\]\]>|<!--|-->|^\s*//.*$|/\*.{0,200}?\*/", "", text, flags=re.M
    ).strip(" \n\r\t;")
    text = re.sub(r",(\s*[}\]])", r"\1", text)
    values: list[Any] = []
    decoder = json.JSONDecoder(strict=False)
    at = 0
    while at < len(text) and len(values) < 100:
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            values.append(_flat_properties(text[at:]))
            break
        values.append(value)
        at += len(text[at:]) - len(text[at:].lstrip(" \n\r\t,;"))
    return values


_FLAT = re.compile(
    r'"(@type|headline|datePublished|dateModified|articleSection|author|name)"\s*:\s*'
    r'(?:\[?\s*\{[^{}]{0,200}?"name"\s*:\s*)?"((?:[^"\\\n]|\\.){1,500})"'
)


def _flat_properties(text: str) -> Node:
    """The first value of each useful property in text that is no valid JSON."""
    node: Node = {}
    for name, value in _FLAT.findall(text):
        if name == "@type" and "@type" in node and not ARTICLE_TYPE.search(value):
            continue
        if name not in node or name == "@type":
            node[name] = value.replace('\\"', '"').replace("\\/", "/")
    return node


def _nodes(value: object) -> Iterator[Node]:
    """The objects in a JSON value that may describe the column, outermost first."""
    queue: list[object] = [value]
    for taken, item in enumerate(queue):
        if taken > MOST_NODES:
            return
        if isinstance(item, list):
            queue.extend(item)
        elif isinstance(item, dict):
            if "@type" in item or "@id" in item:
                yield item
            queue.extend(
                inner
                for name, inner in item.items()
                if isinstance(inner, dict | list) and name not in OTHER_THINGS
            )


def _is_article(node: Node) -> bool:
    return any(ARTICLE_TYPE.search(name) for name in types_of(node)) and bool(
        node.get("headline") or node.get("name") or node.get("datePublished")
    )


def _read_column(node: Node, by_id: Mapping[str, Node], stated: Statements) -> None:
    stated.add("headlines", node.get("headline") or node.get("name"), "json-ld")
    for author, kind in _typed_names(node.get("author") or node.get("creator"), by_id):
        stated.add("organisations" if kind == "Organization" else "authors", author, "json-ld")
    stated.add("published", node.get("datePublished") or node.get("dateCreated"), "json-ld")
    stated.add("modified", node.get("dateModified"), "json-ld")
    stated.add("sections", node.get("articleSection"), "json-ld")
    stated.add("tags", keywords(node.get("keywords")), "json-ld")
    stated.add("descriptions", node.get("description"), "json-ld")
    stated.add("languages", node.get("inLanguage"), "json-ld")
    for publisher, kind in _typed_names(node.get("publisher"), by_id):
        if kind != "Person":
            stated.add("site_names", publisher, "json-ld")
    _state_address(node, stated)


def _read_web_page(
    node: Node, by_id: Mapping[str, Node], stated: Statements, *, sparing: bool
) -> None:
    stated.add("published", node.get("datePublished"), "json-ld")
    stated.add("modified", node.get("dateModified"), "json-ld")
    stated.add("languages", node.get("inLanguage"), "json-ld")
    if not sparing:
        stated.add("headlines", node.get("headline") or node.get("name"), "json-ld")
        for author, _ in _typed_names(node.get("author"), by_id):
            stated.add("authors", author, "json-ld")


def _state_address(node: Node, stated: Statements) -> None:
    for value in (node.get("mainEntityOfPage"), node.get("url")):
        address = value.get("@id") or value.get("url") if isinstance(value, dict) else value
        if isinstance(address, str) and address.startswith("http"):
            stated.add("addresses", address, "json-ld")


def _typed_names(value: object, by_id: Mapping[str, Node]) -> Iterator[tuple[str, str | None]]:
    """Names and types of authors or publishers, given as text, object, reference or list."""
    if isinstance(value, list):
        for item in value[:20]:
            if not isinstance(item, list):
                yield from _typed_names(item, by_id)
    elif isinstance(value, dict):
        node = value
        if "name" not in node and isinstance(node.get("@id"), str):
            node = by_id.get(node["@id"], node)
        name = node.get("name")
        names = name if isinstance(name, list) else [name]
        types = types_of(node)
        kind = "Person" if "Person" in types else types[0] if types else None
        yield from ((name, kind) for name in names if isinstance(name, str))
    elif isinstance(value, str) and not value.startswith(("http://", "https://", "/")):
        yield value, None


def _breadcrumbs(node: Node) -> list[str]:
    names: list[str] = []
    elements = node.get("itemListElement")
    for element in elements[:12] if isinstance(elements, list) else []:
        if isinstance(element, dict):
            item = element.get("item")
            name = element.get("name") or (item.get("name") if isinstance(item, dict) else None)
            names.extend(plain_texts(name))
    return names
