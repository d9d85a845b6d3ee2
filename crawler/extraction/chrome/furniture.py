"""Furniture around and inside a column: forms, share and like buttons, related links,
subscriptions, cookie banners, navigation.

Structure decides before wording. Names that themes and plugins write count if the box is as small,
or as full of links, as such furniture is. A phrase alone claims an element only if the element
contains nothing else and no paragraph of a column follows it. Reader comments are found in
`comments`.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain

from archive.model.records import Chrome
from archive.text.sizes import text_size
from crawler.extraction.chrome.password_form import is_post_form
from crawler.extraction.markup.class_names.furniture_names import (
    FURNITURE_NAMES,
    TEXT_TAGS,
    kind_of_classes,
)
from crawler.extraction.markup.element_text import (
    BLOCK_TAGS,
    UNSEEN_TAGS,
    raw_text,
    text_at,
    text_of,
)
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Claim, Page
from crawler.extraction.markup.tree import Element
from crawler.extraction.vocabulary.phrases import LONGEST_PHRASE, may_be_certain, phrase_of
from crawler.extraction.vocabulary.tables import table, word_list

_LIMITS: Mapping[str, tuple[int, float]] = {
    "comment-form": (3000, 0.0),
    "login-prompt": (400, 0.0),
    "share": (500, 0.0),
    "like": (200, 0.0),
    "related": (4000, 0.35),
    "subscribe": (800, 0.0),
    "password-form": (600, 0.0),
    "cookie": (6000, 0.0),
    "advert": (250, 0.0),
    "navigation": (3000, 0.5),
    "meta": (60, 0.0),
    "page-numbers": (150, 0.0),
}
"""Largest size of the text and smallest share of it in links, by kind. A box beyond these
limits contains something else as well: names like "social-links" and "advertisement" sometimes
wrap the whole column."""
_WITH_EXCERPTS = frozenset(word_list(table("furniture_labels")["with_excerpts"]))
"""Names of boxes with an excerpt under each link, and so with few links for their size."""
LARGEST_WITH_EXCERPTS = 20_000
"""Characters of such a box: where words are not parted by blanks, an excerpt is a whole column."""
LONGEST_PARAGRAPH = 350
"""Size from which a paragraph is too long for a share bar, form or subscription box."""

_FORM_ACTIONS = re.compile(
    r"wp-comments-post\.php|/comment/reply/|action=add_comment|addcomment|postcomment", re.I
)
_TELLING_TAGS = frozenset(("nav", "div", "form"))
_MIXED = ("comment-form", "subscribe", "share")
"""Kinds that contain furniture of other kinds: Jetpack's share box contains like and related."""
_TOO_WIDE = frozenset(("html", "body", "main", "article"))
READINGS = 4
"""How many times a page's text is read to measure sizes; real pages need 0.03, and 1.7 at most."""
LEAST_READ = 100_000
"""Characters that are read of any page, before it is asked how long its text is."""


def find_furniture(
    page: Page, index: PageIndex, *, apart: Iterable[Element] = ()
) -> tuple[Claim, ...]:
    """Elements that are furniture as a whole, each with its kind and rule; none of them in those
    `apart`, which are known to be some already."""
    claims: list[Claim] = []
    sizes = Sizes(page)
    known = page.inside(apart)
    within = 0  # first element after the last furniture
    for at in index.telling:
        element, tag = page.elements[at], page.tags[at]
        if at < within or known[at] or tag in _TOO_WIDE or tag in UNSEEN_TAGS:
            continue
        claim = None
        names, element_id = page.classes[at], page.ids[at]
        if names or element_id:
            claim = _by_name(element, names or "", element_id or "", sizes)
        if claim is None and tag in _TELLING_TAGS:
            claim = _by_tag(element, tag, sizes)
        if claim is None and tag in TEXT_TAGS and (own_text := page.texts[at]):
            claim = _by_phrase(element, tag, own_text)
        if claim is not None:
            claims.append(claim)
            if claim.kind not in _MIXED and claim.element is element:
                within = page.ends[at]
    return tuple(claims)


def chrome_of(page: Page, claims: Iterable[Claim]) -> tuple[Chrome, ...]:
    """The claimed elements as chrome: each with its text outside other claims and comments.

    Comments, with the buttons in them, are records of their own; a widget is listed even if it is
    empty.
    """
    by_element = {claim.element: claim for claim in claims}
    comments = {element for element, claim in by_element.items() if claim.kind == "comment"}
    claimed = {page.numbers[element] for element in by_element}
    chrome = []
    for element, claim in by_element.items():
        if not comments.isdisjoint((element, *element.iterancestors())):
            continue
        at = page.numbers[element]
        text = text_at(page, at, without=claimed, seen_only=claim.kind != "hidden")
        if text or claim.kind == "comment-widget":
            chrome.append(Chrome(claim.kind, text, claim.rule))
    return tuple(chrome)


def _by_name(element: Element, names: str, element_id: str, sizes: "Sizes") -> Claim | None:
    """The claim on an element by its id and class names, if its size fits the kind."""
    kind, name = kind_of_classes(names)
    if kind is None:
        kind, name = FURNITURE_NAMES.get(element_id.lower()), f"#{element_id}"
    if kind is None or name is None:
        return None
    if name[1:].lower() in _WITH_EXCERPTS:
        fits = len(raw_text(element)) <= LARGEST_WITH_EXCERPTS
    else:
        fits = sizes.fit(element, kind)
    return Claim(element, kind, f"{kind}: {name}") if fits else None


class Sizes:
    """Checks whether elements of a page are as small as furniture, at a bounded cost.

    Nested elements are each read with all their content; once the page has been read `READINGS`
    times, no more are, and the body classifier decides about the rest.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.read = 0

    @cached_property
    def most(self) -> int:
        """Characters that are read at most."""
        return READINGS * sum(map(len, filter(None, chain(self.page.texts, self.page.tails))))

    def fit(self, element: Element, kind: str) -> bool:
        """Whether an element is as small, and as full of links, as furniture of its kind."""
        longest, linked = _LIMITS[kind]
        if self.read > LEAST_READ and self.read > self.most:
            return False
        text = raw_text(element)
        self.read += len(text)
        size = _size(text)
        in_links = sum(_size_of(link) for link in element.iter("a")) if linked else 0
        if size > longest or linked * size > in_links:
            # The first size includes scripts and hidden parts: measure again without them.
            self.read += len(text)
            size = _size(text_at(self.page, self.page.numbers[element]))
            if size > longest or linked * size > in_links:
                return False
        if kind in ("cookie", "comment-form"):
            return True
        return all(_size_of(paragraph) <= LONGEST_PARAGRAPH for paragraph in element.iter("p"))


def _size_of(element: Element) -> int:
    return _size(raw_text(element))


def _size(text: str) -> int:
    return text_size("".join(text.split()))


def _by_tag(element: Element, tag: str, sizes: "Sizes") -> Claim | None:
    """The claim on an element by its tag: a navigation, a form for comments or a password."""
    if tag == "nav" or element.get("role") == "navigation":
        return (
            Claim(element, "navigation", "navigation: nav")
            if sizes.fit(element, "navigation")
            else None
        )
    if tag != "form":
        return None
    action = element.get("action") or ""
    if is_post_form(element):
        kind, rule = "password-form", "password-form: form"
    elif _FORM_ACTIONS.search(action) or element.find(".//textarea") is not None:
        kind, rule = "comment-form", "comment-form: form"
    else:
        return None
    return Claim(element, kind, rule) if sizes.fit(element, kind) else None


def _by_phrase(element: Element, tag: str, own_text: str) -> Claim | None:
    """The claim on an element that contains a furniture phrase and nothing else."""
    if len(own_text) > LONGEST_PHRASE or not may_be_certain(own_text):
        return None
    phrase = phrase_of(own_text)
    if phrase is None or not phrase.certain:
        return None
    whole = element if tag in BLOCK_TAGS else _line_around(element)
    text = " ".join(text_of(whole).split())
    again = phrase_of(text)
    if again is None or not again.certain or _column_follows(whole):
        return None
    return Claim(whole, again.kind, "phrase: whole line")


def _line_around(element: Element) -> Element:
    """The block around an inline element, if it contains nothing more."""
    own_text = raw_text(element).strip()
    whole = element
    for ancestor in element.iterancestors():
        if raw_text(ancestor).strip() != own_text:
            break
        whole = ancestor
        if ancestor.tag in BLOCK_TAGS:
            break
    return whole


def _column_follows(element: Element) -> bool:
    """Whether a paragraph of prose follows: then the element is a crosshead of the column."""
    following = element.getnext()
    if following is None or following.tag not in ("p", "blockquote"):
        return False
    text = raw_text(following).strip()
    return text_size(text) > 80 and phrase_of(text) is None
