"""Statements in microdata and RDFa attributes."""

from collections.abc import Iterable

from lxml.etree import _Element as Element

from crawler.extraction.markup.element_text import text_of
from crawler.extraction.markup.index import PageIndex, ancestors
from crawler.extraction.metadata.stated.json_ld import ARTICLE_TYPE, PAGE_TYPES
from crawler.extraction.metadata.stated.own_article import OwnMarks, is_own_headline
from crawler.extraction.metadata.stated.statements import Statements, keywords


def read_microdata(index: PageIndex, own: OwnMarks, stated: Statements) -> None:
    """Adds the properties of the article scope with the page's headline, else of the fullest;
    other scopes are comments and teasers."""
    scopes: dict[Element | None, list[tuple[int, str, Element]]] = {}
    for at, element in index.items:
        names = (element.get("itemprop") or element.get("property") or "").lower()
        for name in names.replace("schema:", "").split():
            fits, scope = _scope(element, name)
            if fits:
                scopes.setdefault(scope, []).append((at, name, element))
    articles = [scope for scope in scopes if scope is not None]
    if len(articles) > 1:
        articles = [scope for scope in articles if _has_headline(scopes[scope], own)] or articles
    fullest = max(articles, key=lambda s: len({name for _, name, _ in scopes[s]}), default=None)
    for at, name, element in scopes.get(fullest, []) + (
        scopes.get(None, []) if fullest is not None else []
    ):
        if at >= 0:
            stated.items.append((name, element))
        _state_property(name, element, stated)


def _has_headline(properties: Iterable[tuple[int, str, Element]], own: OwnMarks) -> bool:
    """Whether the headline among the properties of a scope is the page's."""
    return any(
        name == "headline" and is_own_headline(element.get("content") or _short_text(element), own)
        for _, name, element in properties
    )


def _scope(element: Element, name: str) -> tuple[bool, Element | None]:
    """Whether a property may describe the column, and the article scope around it, if any."""
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


def _state_property(name: str, element: Element, stated: Statements) -> None:
    value = element.get("content") or element.get("datetime")
    if name in ("datepublished", "datecreated", "dc:date", "dc:created", "dcterms:created"):
        stated.add("published", value or _short_text(element), "microdata")
    elif name == "datemodified":
        stated.add("modified", value or _short_text(element), "microdata")
    elif name in ("headline", "dc:title"):
        stated.add("headlines", value or _short_text(element), "microdata")
    elif name in ("author", "creator", "dc:creator", "name"):
        of_person = name == "name" and element.get("itemprop") == "name"
        if element.get("itemscope") is None and (name != "name" or of_person):
            stated.add("authors", value or _short_text(element), "microdata")
    elif name == "articlesection":
        stated.add("sections", value or _short_text(element), "microdata")
    elif name == "keywords":
        stated.add("tags", keywords(value or _short_text(element)), "microdata")
    elif name == "inlanguage":
        stated.add("languages", value, "microdata")
    elif name == "description":
        stated.add("descriptions", value, "microdata")


def _short_text(element: Element) -> str:
    text = text_of(element)
    return text if len(text) <= 300 else ""
