"""One walk over a page that lays aside whatever fields are read from: metas, markup, marked places.

What the found elements mean is decided elsewhere (`structured`, `headline`, `fields`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from lxml.etree import _Element as Element

from crawler.extraction.page import Claim, Page

ROLE_WORDS = {
    "byline": """
        author authors byline bylines byl autor autores autore autori auteur auteurs
        verfasser writer writers contributor contributors signature firma reporter
        journalist journaliste periodista redactor schrijver giornalista автор authorname
        authorlink postauthor username entryauthor articleauthor vcard fn
    """,
    "date": """
        date dates time datetime published publish pubdate pubtime posted timestamp datum
        fecha created updated modified datestamp postdate entrydate dateline publication
        published-date erstellt veroeffentlicht fechas heure zeit hora meta postmeta info
        infos post-info released
    """,
    "standfirst": """
        subtitle subtitles subhead subheading subheadline standfirst dek deck lead lede
        intro introduction excerpt chapo chapeau entradilla bajada sommario vorspann
        anleser sapo strapline sottotitolo copete ingress manchet zajawka teasertext
        subtitulo sumario untertitel subtitel abstract summary unterzeile subline hed-sub
        leadtext articlelead
    """,
    "kicker": """
        kicker overline topline eyebrow dachzeile spitzmarke volanta antetitulo surtitre
        supertitle pretitle roofline occhiello antetítulo hat surtitle overtitle
        preheadline
    """,
    "section": """
        category categories cat cats section sections rubric rubrik channel ressort
        seccion rubrique categoria kategorie categorie topic taxonomy bereich catlinks
        sectionname label
    """,
    "trail": """
        breadcrumb breadcrumbs crumb crumbs trail breadcrumblist brotkrume ariane
    """,
    "tags": """
        tags tag taglist tagcloud keywords schlagworte taglinks posttags topics etiquetas
    """,
    "title": """
        headline title titel titre titulo heading hed entrytitle posttitle
    """,
}
"""Words of class and id names by the field that elements so named tend to hold."""
DISOWNING_WORDS = frozenset(
    "comment comments related avatar image img picture photo widget sidebar footer nav menu share "
    "sharing social newsletter promo teaser recommended popular trending card cards caption credit "
    "copyright count counter views search login kommentar kommentare carousel slider "
    "thumbnail icon".split()
)
"""Words of names that say an element's author, date or section is not the column's."""
ITEM_PROPERTIES = frozenset(
    "headline alternativeheadline name author creator datepublished datecreated datemodified "
    "articlesection keywords description inlanguage title dc:title dc:date dc:created dc:creator "
    "dcterms:created datecreated".split()
)
AUTHOR_PATHS = re.compile(
    r"/(?:authors?|autor(?:es|en|i)?|auteurs?|by|profiles?|contributors?|writers?|"
    r"columnists?|journalists?|redaktion|redakteure?|reporters?|users?|autore|skribent)/[^/?#]+",
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_HEAD_TAGS = frozenset({"meta", "link", "script", "title"})
LONGEST_NAMES = 200
"""Characters of class and id read; utility classes run to thousands."""

_WORD = re.compile(r"[A-Z]?[a-zà-ÿа-я]+|[A-Z]+(?![a-z])")
_ROLES_OF_WORD: dict[str, list[str]] = {}
for _role, _words in ROLE_WORDS.items():
    for _word in _words.split():
        _ROLES_OF_WORD.setdefault(_word, []).append(_role)


class Spot(NamedTuple):
    """An element, and its number in document order: near numbers stand near on the page."""

    at: int
    element: Element


@dataclass(slots=True)
class Survey:
    """What one walk over a page laid aside, each list in document order."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    """Contents of meta elements by lower-case name, property or itemprop."""
    links: dict[str, list[str]] = field(default_factory=dict)
    """Addresses of link elements by rel."""
    json_ld: list[str] = field(default_factory=list)
    items: list[Spot] = field(default_factory=list)
    """Elements with an itemprop or RDFa property that matters."""
    titles: list[str] = field(default_factory=list)
    """Texts of title elements."""
    headings: list[Spot] = field(default_factory=list)
    times: list[Spot] = field(default_factory=list)
    author_links: list[Spot] = field(default_factory=list)
    category_links: list[Spot] = field(default_factory=list)
    tag_links: list[Spot] = field(default_factory=list)
    claimed: set[Element] = field(default_factory=set)
    """Every element inside a claim."""
    marked: dict[str, list[Spot]] = field(default_factory=dict)
    """Elements by the role their class or id names (ROLE_WORDS)."""


def survey(page: Page, claims: Iterable[Claim]) -> Survey:
    """What fields may be read from; inside claims only breadcrumbs and scripts are looked for."""
    found = Survey(marked={role: [] for role in ROLE_WORDS})
    claimed = found.claimed
    for claim in claims:
        claimed.update(claim.element.iter())
    for at, element in enumerate(page.elements):
        tag = element.tag
        if tag in _HEAD_TAGS:
            _note_head(found, tag, element)
            continue
        names = element.get("class")
        if other := element.get("id") or element.get("data-testid"):
            names = f"{names} {other}" if names else other
        roles = roles_of(names[:LONGEST_NAMES]) if names else ()
        if element in claimed:
            if "trail" in roles:
                found.marked["trail"].append(Spot(at, element))
            continue
        for role in roles:
            found.marked[role].append(Spot(at, element))
        item = element.get("itemprop") or element.get("property")
        if item and not ITEM_PROPERTIES.isdisjoint(item.lower().replace("schema:", "").split()):
            found.items.append(Spot(at, element))
        if tag in HEADINGS:
            found.headings.append(Spot(at, element))
        elif tag == "time":
            found.times.append(Spot(at, element))
        elif tag == "a":
            _note_link(found, Spot(at, element))
    return found


def _note_head(found: Survey, tag: object, element: Element) -> None:
    """Notes a meta, link, script or title element, wherever it stands."""
    if tag == "meta":
        _note_meta(found, element)
    elif tag == "link":
        if href := element.get("href"):
            for rel in (element.get("rel") or "").lower().split():
                found.links.setdefault(rel, []).append(href)
    elif tag == "script":
        if "ld+json" in (element.get("type") or "") and element.text:
            found.json_ld.append(element.text)
    elif element.text:
        found.titles.append(element.text)


def _note_meta(found: Survey, element: Element) -> None:
    content = element.get("content")
    if not content:
        return
    for attribute in ("name", "property", "itemprop", "http-equiv"):
        if name := element.get(attribute):
            contents = found.metas.setdefault(name.strip().lower(), [])
            if len(contents) < 50 and content not in contents:
                contents.append(content)
    if element.get("itemprop"):
        found.items.append(Spot(-1, element))


def _note_link(found: Survey, spot: Spot) -> None:
    href = spot.element.get("href")
    rel = spot.element.get("rel")
    if not href:
        return
    rel = rel.lower() if rel else ""
    if "author" in rel or AUTHOR_PATHS.search(href.lower()):
        found.author_links.append(spot)
    elif "tag" in rel.split():
        if "category" in rel or "/category/" in href or "/categor" in href:
            found.category_links.append(spot)
        else:
            found.tag_links.append(spot)


@lru_cache(maxsize=20_000)
def roles_of(names: str) -> tuple[str, ...]:
    """Roles that class and id names speak of, unless they speak of other things too."""
    words = [word.lower() for word in _WORD.findall(names)]
    if _ROLES_OF_WORD.keys().isdisjoint(words) or not DISOWNING_WORDS.isdisjoint(words):
        return ()
    return tuple(dict.fromkeys(role for word in words for role in _ROLES_OF_WORD.get(word, ())))


def ancestors(element: Element, *, most: int = 60) -> Iterator[Element]:
    """The element's ancestors, the nearest first."""
    parent = element.getparent()
    while parent is not None and most:
        yield parent
        parent, most = parent.getparent(), most - 1
