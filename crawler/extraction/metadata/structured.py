"""What a page says of itself for machines: JSON-LD, microdata, RDFa, OpenGraph, meta elements.

Each statement is kept with the place it stands in, the most trustworthy place first. Whether it is
true of the column, and how the page prints it, is decided in `fields`.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from crawler.extraction.markup.element_text import text_of
from crawler.extraction.markup.index import PageIndex, ancestors
from crawler.extraction.markup.page import address_parts
from crawler.extraction.vocabulary.tables import alternatives, table, word_list

Place = Literal["json-ld", "microdata", "opengraph", "meta"]

LONGEST_SCRIPT = 1_000_000
"""Characters of JSON-LD read; the longest of 1,400 pages has a fifth of it."""
LONGEST_STATEMENT = 5_000
"""Characters of one statement; the longest that mean something are descriptions."""
MOST_NODES = 5_000
ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|Review|Column)$")
_TABLE: Final = table("metas")
PAGE_TYPES = frozenset(word_list(_TABLE["page_types"]))
OTHER_THINGS = frozenset(word_list(_TABLE["other_things"]))
"""Properties whose values are other things than the column."""

METAS = {field_name: word_list(names) for field_name, names in _TABLE["names"].items()}
"""Names of meta elements by the field they state, the most trustworthy first."""
PUBLISHED_NAME = re.compile(
    r"publi\w*[\W_]?(?:date|time|on|at)\b|date[\W_]?publi|pub[\W_]?date|issued"
)
"""Other names of metas that hold the date of publication, read where none of those above is."""
Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement, as text, with the place it stands in."""

    text: str
    place: Place


@dataclass(slots=True)
class Structured:
    """What a page states of each field, the most trustworthy statements first."""

    headlines: list[Stated] = field(default_factory=list)
    descriptions: list[Stated] = field(default_factory=list)
    authors: list[Stated] = field(default_factory=list)
    organisations: list[Stated] = field(default_factory=list)
    """Organisations stated as authors."""
    published: list[Stated] = field(default_factory=list)
    modified: list[Stated] = field(default_factory=list)
    dates: list[Stated] = field(default_factory=list)
    """Dates whose names do not say of what: the column's, or the file's."""
    sections: list[Stated] = field(default_factory=list)
    tags: list[Stated] = field(default_factory=list)
    languages: list[Stated] = field(default_factory=list)
    addresses: list[Stated] = field(default_factory=list)
    """Addresses the page gives as its own."""
    site_names: list[Stated] = field(default_factory=list)
    trail: list[str] = field(default_factory=list)
    """Names of the breadcrumbs, from the home page on."""
    items: list[tuple[str, Element]] = field(default_factory=list)
    """Microdata and RDFa properties of the column by lower-case name, with the visible element."""

    def say(self, name: str, text: object, place: Place) -> None:
        """Adds one statement to a field's list, once."""
        for plain in _plain_texts(text):
            statement = Stated(plain, place)
            statements: list[Stated] = getattr(self, name)
            if statement not in statements and len(statements) < 100:
                statements.append(statement)


def read_structured(index: PageIndex, url: str) -> Structured:
    """Everything the page states for machines about the column at `url`."""
    stated = Structured()
    _read_json_ld(index.json_ld, url, stated)
    _read_items(index, stated)
    _read_metas(index.metas, stated)
    return stated


# ---------------------------------------------------------------- JSON-LD


def _read_json_ld(scripts: Iterable[str], url: str, stated: Structured) -> None:
    nodes: list[Node] = []
    for script in scripts:
        for value in parse_json(script[:LONGEST_SCRIPT]):
            nodes.extend(_nodes(value))
    by_id = {
        node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1
    }
    articles = [node for node in nodes if _is_article(node)]
    pages = [node for node in nodes if not PAGE_TYPES.isdisjoint(_types(node))]
    if articles:
        column = max(articles, key=lambda node: _fit(node, url, by_id))
        _read_column(column, by_id, stated)
    for node in pages[:3]:
        _read_web_page(node, by_id, stated, sparing=bool(articles))
    for node in nodes:
        types = _types(node)
        if "BreadcrumbList" in types and not stated.trail:
            stated.trail = _trail(node)
        elif "WebSite" in types or "NewsMediaOrganization" in types:
            stated.say("site_names", node.get("name"), "json-ld")


def parse_json(script: str) -> list[Any]:
    """Values of a JSON-LD script, mended where it is commonly broken.

    Mended are comment and CDATA marks, raw line ends in strings, trailing commas, several values in
    a row, and an end cut off: then the flat properties before the cut are what is left.
    """
    text = script.strip().strip("\ufeff;")
    try:
        return [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
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
    """First value of each telling property in text that is no JSON."""
    node: Node = {}
    for name, value in _FLAT.findall(text):
        if name == "@type" and "@type" in node and not ARTICLE_TYPE.search(value):
            continue
        if name not in node or name == "@type":
            node[name] = value.replace('\\"', '"').replace("\\/", "/")
    return node


def _nodes(value: object) -> Iterator[Node]:
    """Every object in a JSON value that may be the column or tell of it, outermost first."""
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


def _types(node: Node) -> list[str]:
    types = node.get("@type")
    return [
        str(name).rpartition("/")[2].rpartition(":")[2]
        for name in (types if isinstance(types, list) else [types])
        if name
    ]


def _is_article(node: Node) -> bool:
    return any(ARTICLE_TYPE.search(name) for name in _types(node)) and bool(
        node.get("headline") or node.get("name") or node.get("datePublished")
    )


def _fit(node: Node, url: str, by_id: Mapping[str, Node]) -> int:
    """How likely a node is the column itself: it bears the page's address, it is full."""
    path = urlsplit(url).path.rstrip("/")
    declared = [node.get("url"), node.get("@id"), node.get("mainEntityOfPage")]
    addresses = [a.get("@id") or a.get("url") if isinstance(a, dict) else a for a in declared]
    parsed = [address_parts(address) for address in addresses if isinstance(address, str)]
    fits = any(parts is not None and parts.path.rstrip("/") == path for parts in parsed)
    return (
        (4 if fits and path else 0)
        + sum(name in node for name in ("headline", "author", "datePublished"))
        - (3 if "Review" in _types(node) else 0)
    )


def _read_column(node: Node, by_id: Mapping[str, Node], stated: Structured) -> None:
    stated.say("headlines", node.get("headline") or node.get("name"), "json-ld")
    for author, kind in _names(node.get("author") or node.get("creator"), by_id):
        stated.say("organisations" if kind == "Organization" else "authors", author, "json-ld")
    stated.say("published", node.get("datePublished") or node.get("dateCreated"), "json-ld")
    stated.say("modified", node.get("dateModified"), "json-ld")
    stated.say("sections", node.get("articleSection"), "json-ld")
    stated.say("tags", _keywords(node.get("keywords")), "json-ld")
    stated.say("descriptions", node.get("description"), "json-ld")
    stated.say("languages", node.get("inLanguage"), "json-ld")
    for publisher, kind in _names(node.get("publisher"), by_id):
        if kind != "Person":
            stated.say("site_names", publisher, "json-ld")
    _say_address(node, stated)


def _read_web_page(
    node: Node, by_id: Mapping[str, Node], stated: Structured, *, sparing: bool
) -> None:
    stated.say("published", node.get("datePublished"), "json-ld")
    stated.say("modified", node.get("dateModified"), "json-ld")
    stated.say("languages", node.get("inLanguage"), "json-ld")
    if not sparing:
        stated.say("headlines", node.get("headline") or node.get("name"), "json-ld")
        for author, _ in _names(node.get("author"), by_id):
            stated.say("authors", author, "json-ld")


def _say_address(node: Node, stated: Structured) -> None:
    for value in (node.get("mainEntityOfPage"), node.get("url")):
        address = value.get("@id") or value.get("url") if isinstance(value, dict) else value
        if isinstance(address, str) and address.startswith("http"):
            stated.say("addresses", address, "json-ld")


def _names(value: object, by_id: Mapping[str, Node]) -> Iterator[tuple[str, str | None]]:
    """Names with types in an author or publisher: text, object, reference to one, or a list."""
    if isinstance(value, list):
        for item in value[:20]:
            if not isinstance(item, list):
                yield from _names(item, by_id)
    elif isinstance(value, dict):
        node = value
        if "name" not in node and isinstance(node.get("@id"), str):
            node = by_id.get(node["@id"], node)
        name = node.get("name")
        names = name if isinstance(name, list) else [name]
        types = _types(node)
        kind = "Person" if "Person" in types else types[0] if types else None
        yield from ((name, kind) for name in names if isinstance(name, str))
    elif isinstance(value, str) and not value.startswith(("http://", "https://", "/")):
        yield value, None


def _keywords(value: object) -> list[str]:
    words: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        if isinstance(name, str):
            words.extend(name.split(","))
    return words


def _trail(node: Node) -> list[str]:
    names: list[str] = []
    elements = node.get("itemListElement")
    for element in elements[:12] if isinstance(elements, list) else []:
        if isinstance(element, dict):
            item = element.get("item")
            name = element.get("name") or (item.get("name") if isinstance(item, dict) else None)
            names.extend(_plain_texts(name))
    return names


# ---------------------------------------------------------------- microdata and RDFa


def _read_items(index: PageIndex, stated: Structured) -> None:
    """Properties of the article scope that has most; of others (comments, teasers) none."""
    scopes: dict[Element | None, list[tuple[int, str, Element]]] = {}
    for at, element in index.items:
        names = (element.get("itemprop") or element.get("property") or "").lower()
        for name in names.replace("schema:", "").split():
            fits, scope = _scope(element, name)
            if fits:
                scopes.setdefault(scope, []).append((at, name, element))
    articles = [scope for scope in scopes if scope is not None]
    fullest = max(articles, key=lambda s: len({name for _, name, _ in scopes[s]}), default=None)
    for at, name, element in scopes.get(fullest, []) + (
        scopes.get(None, []) if fullest is not None else []
    ):
        if at >= 0:
            stated.items.append((name, element))
        _say_item(name, element, stated)


def _scope(element: Element, name: str) -> tuple[bool, Element | None]:
    """Whether a property is one of a column, and the article scope it stands in, if any."""
    for ancestor in ancestors(element):
        if ancestor.get("itemscope") is None and ancestor.get("typeof") is None:
            continue
        scope = (ancestor.get("itemtype") or ancestor.get("typeof") or "").rstrip("/")
        scope = scope.rpartition("/")[2].rpartition(":")[2]
        if ARTICLE_TYPE.search(scope):
            return name != "name", ancestor
        if scope in PAGE_TYPES or scope in ("Blog", ""):
            return name != "name", None
        if scope == "Person" and name == "name" and _names_the_author(ancestor):
            return _scope(ancestor, "author")
        return False, None
    return name != "name", None


def _names_the_author(person: Element) -> bool:
    names = (person.get("itemprop") or person.get("property") or "").lower()
    return names in ("author", "creator")


def _say_item(name: str, element: Element, stated: Structured) -> None:
    value = element.get("content") or element.get("datetime")
    if name in ("datepublished", "datecreated", "dc:date", "dc:created", "dcterms:created"):
        stated.say("published", value or _short_text(element), "microdata")
    elif name == "datemodified":
        stated.say("modified", value or _short_text(element), "microdata")
    elif name in ("headline", "dc:title"):
        stated.say("headlines", value or _short_text(element), "microdata")
    elif name in ("author", "creator", "dc:creator", "name"):
        of_person = name == "name" and element.get("itemprop") == "name"
        if element.get("itemscope") is None and (name != "name" or of_person):
            stated.say("authors", value or _short_text(element), "microdata")
    elif name == "articlesection":
        stated.say("sections", value or _short_text(element), "microdata")
    elif name == "keywords":
        stated.say("tags", _keywords(value or _short_text(element)), "microdata")
    elif name == "inlanguage":
        stated.say("languages", value, "microdata")
    elif name == "description":
        stated.say("descriptions", value, "microdata")


def _short_text(element: Element) -> str:
    text = text_of(element)
    return text if len(text) <= 300 else ""


# ---------------------------------------------------------------- meta elements


def _read_metas(metas: Mapping[str, list[str]], stated: Structured) -> None:
    def say(field_name: str, names: Iterable[str]) -> None:
        for name in names:
            for content in metas.get(name, ()):
                place: Place = "opengraph" if name.startswith(("og:", "article:")) else "meta"
                stated.say(field_name, content, place)

    say("headlines", METAS["headline"])
    say("authors", METAS["author"])
    say("published", METAS["published"])
    if not stated.published:
        say("published", filter(PUBLISHED_NAME.search, metas))
    say("modified", METAS["modified"])
    say("dates", METAS["date"])
    say("sections", METAS["section"])
    say("descriptions", METAS["description"])
    say("site_names", METAS["site_name"])
    say("languages", METAS["language"])
    say("addresses", METAS["address"])
    for name in METAS["tag"]:
        for content in metas.get(name, ()):
            place: Place = "opengraph" if ":" in name else "meta"
            stated.say("tags", _keywords(content), place)
    _read_labels(metas, stated)


_WRITTEN_BY = re.compile(alternatives(_TABLE["written_by"]), re.I)


def _read_labels(metas: Mapping[str, list[str]], stated: Structured) -> None:
    """Yoast's pairs: twitter:label1 "Written by" with twitter:data1 the name."""
    for number in ("1", "2"):
        for label in metas.get(f"twitter:label{number}", ()):
            if _WRITTEN_BY.search(label):
                for content in metas.get(f"twitter:data{number}", ()):
                    stated.say("authors", content, "meta")


# ---------------------------------------------------------------- text of values


_MARKUP = re.compile(r"<[^<>]{1,200}>")


def _plain_texts(value: object) -> Iterator[str]:
    """Texts in a value without markup, entities and doubled spaces; numbers as digits."""
    if isinstance(value, list):
        for item in value[:100]:
            if not isinstance(item, list):
                yield from _plain_texts(item)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        text = str(value)[:LONGEST_STATEMENT]
        if "&" in text:
            text = html.unescape(html.unescape(text))
        if "<" in text:
            text = _MARKUP.sub(" ", text)
        text = " ".join(text.split())
        if text:
            yield text
    elif isinstance(value, dict):
        inner = value.get("@value") or value.get("name")
        if isinstance(inner, str):
            yield from _plain_texts(inner)
