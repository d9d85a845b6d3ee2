"""What the outlet's own layout finds on a page: single fields it overrides, the column's box, the
comments, what is to be taken out, the next page.

Selectors are tried in their order, the first that finds something counts; of `strip` all do. What
finds nothing is told in `found_in`, and the generic reading stands.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.extraction.body.body import Body
from crawler.extraction.markup.element_text import raw_text, text_of
from crawler.extraction.markup.page import Claim, Page
from crawler.extraction.markup.tree import Element
from crawler.extraction.metadata.fields import Fields, date_reader
from crawler.extraction.text.names import authors_of, once

if TYPE_CHECKING:
    from crawler.config.selectors import Match, Selector

LAYOUT = "layout"
"""What `found_in` says of a field that the outlet's layout told."""
DENSITY = "density"
NO_MATCH = "layout: no match"
TOO_LARGE = "layout: page too large for the selector"
"""What `found_in` says of a field whose selectors found nothing, or could not be asked without the
risk of a hang; where the field was found instead follows behind a semicolon."""


@dataclass(slots=True)
class OutletLayout:
    """What the selectors that held at the capture find on a page, but for the single fields."""

    selectors: "Mapping[str, Sequence[Selector]]" = field(default_factory=dict)
    body: tuple[Element, ...] = ()
    """Elements that hold the column's text; none where the evidence decides."""
    comments: tuple[Element, ...] = ()
    """Elements that hold one comment each; none where the discussion is found by its marks."""
    claims: tuple[Claim, ...] = ()
    """What `strip` takes out."""
    next_page: str | None = None
    found_in: dict[str, str] = field(default_factory=dict)

    def place_of(self, body: Body) -> str:
        """Where the body was found, as `found_in` says it."""
        if body.named:
            return LAYOUT
        if "body" not in self.selectors:
            return DENSITY
        failure = self.found_in["body"]
        return f"{NO_MATCH if failure == LAYOUT else failure}; {DENSITY}"


def failures(found_in: Mapping[str, str]) -> list[str]:
    """The fields of an article for which its outlet has selectors that found nothing."""
    return [name for name, place in found_in.items() if place.startswith(f"{LAYOUT}: ")]


def read_layout(page: Page) -> OutletLayout:
    """What the outlet's layout finds; nothing where the outlet has none for the day."""
    rules = page.outlet.layout_at(page.captured_at) if page.outlet is not None else None
    if rules is None:
        return OutletLayout()
    layout = OutletLayout(rules.selectors)
    for name, read in _OF_THE_PAGE.items():
        if name in layout.selectors:
            layout.found_in[name] = LAYOUT if read(layout, page) else _failure(layout, name, page)
    return layout


def apply_layout(fields: Fields, layout: OutletLayout, page: Page) -> None:
    """Puts what the layout says in place of single fields; each tells where it was found."""
    for name, put in _OF_THE_COLUMN.items():
        if name not in layout.selectors:
            continue
        for selector in layout.selectors[name]:
            matches = _asked(selector, page)
            if matches and put(fields, page, matches):
                fields.found_in[name] = LAYOUT
                break
        else:
            before = fields.found_in.get(name)
            failure = _failure(layout, name, page)
            fields.found_in[name] = f"{failure}; {before}" if before else failure


def _affordable(selector: "Selector", page: Page) -> bool:
    return selector.affordable(len(page.elements), len(raw_text(page.root)))


def _asked(selector: "Selector", page: Page) -> "list[Match]":
    """What a selector finds that says or holds something."""
    if not _affordable(selector, page):
        return []
    return [match for match in selector(page.root) if _value(match)]


def _failure(layout: OutletLayout, name: str, page: Page) -> str:
    asked = [_affordable(selector, page) for selector in layout.selectors[name]]
    return NO_MATCH if all(asked) else TOO_LARGE


def _elements(layout: OutletLayout, name: str, page: Page) -> tuple[Element, ...]:
    """The elements of the first selector that finds any; text that an XPath makes is none."""
    for selector in layout.selectors[name]:
        elements = [match for match in _asked(selector, page) if isinstance(match, Element)]
        if elements:
            return tuple(elements)
    return ()


# ---------------------------------------------------------------- parts of the page


def _read_body(layout: OutletLayout, page: Page) -> bool:
    layout.body = _elements(layout, "body", page)
    return bool(layout.body)


def _read_comments(layout: OutletLayout, page: Page) -> bool:
    layout.comments = _elements(layout, "comments", page)
    return bool(layout.comments)


def _read_strip(layout: OutletLayout, page: Page) -> bool:
    """All of the selectors' elements, but none that holds the page's whole text."""
    layout.claims = tuple(
        Claim(match, "other", f"layout: {selector.text}")
        for selector in layout.selectors["strip"]
        if _affordable(selector, page)
        for match in selector(page.root)
        if isinstance(match, Element) and match.tag not in ("html", "body")
    )
    return bool(layout.claims)


def _read_next_page(layout: OutletLayout, page: Page) -> bool:
    """The address of a link, or of the first link in an element, or a text that is an address."""
    for selector in layout.selectors["next_page"]:
        if not _affordable(selector, page):
            continue
        for match in selector(page.root):
            href = match if isinstance(match, str) else _href(match)
            address = page.link(href)
            if address is not None and address != page.url:
                layout.next_page = address
                return True
    return False


def _href(element: Element) -> str | None:
    return element.get("href") or next(
        (link.get("href") for link in element.iterdescendants("a")), None
    )


_OF_THE_PAGE: dict[str, Callable[[OutletLayout, Page], bool]] = {
    "body": _read_body,
    "comments": _read_comments,
    "strip": _read_strip,
    "next_page": _read_next_page,
}
"""How each part of a page is read; False where the selectors find nothing of use."""


# ---------------------------------------------------------------- fields of the column


def _value(match: "Match") -> str:
    """What a match says: a text, the content of a meta element, else the element's text."""
    if isinstance(match, str):
        return match.strip()
    return match.get("content") or text_of(match)


def _put_text(
    name: str, role: str | None = None
) -> "Callable[[Fields, Page, Sequence[Match]], bool]":
    def put(fields: Fields, page: Page, matches: "Sequence[Match]") -> bool:
        setattr(fields, name, " ".join(_value(matches[0]).split()))
        if role is not None:
            _mark(fields, role, matches[0])
        return True

    return put


def _mark(fields: Fields, role: str, match: "Match") -> None:
    """Notes the element that prints a field, which is then no part of the body."""
    if isinstance(match, Element):
        fields.elements[role] = match


def _put_authors(fields: Fields, page: Page, matches: "Sequence[Match]") -> bool:
    outlet = [page.outlet.name] if page.outlet is not None else []
    texts = [_value(match) for match in matches]
    names = once(n for text in texts for n in authors_of(text, not_names=outlet, sure=True))
    fields.authors = tuple(names) or fields.authors
    return bool(names)


def _put_line(fields: Fields, page: Page, matches: "Sequence[Match]") -> bool:
    """The byline; its names are the authors unless the layout or the page tells them better."""
    fields.byline = " ".join(_value(matches[0]).split())
    _mark(fields, "byline", matches[0])
    if not fields.authors and _put_authors(fields, page, matches[:1]):
        fields.found_in["authors"] = LAYOUT
    return True


def _put_moment(name: str, role: str) -> "Callable[[Fields, Page, Sequence[Match]], bool]":
    def put(fields: Fields, page: Page, matches: "Sequence[Match]") -> bool:
        reader = date_reader(fields, page)
        for match in matches:
            stated = match.get("datetime") if isinstance(match, Element) else None
            if date := reader.read(stated or _value(match)):
                setattr(fields, name, date.moment)
                setattr(fields, f"{name}_precision", date.precision)
                _mark(fields, role, match)
                return True
        return False

    return put


def _put_tags(fields: Fields, page: Page, matches: "Sequence[Match]") -> bool:
    fields.tags = tuple(once(_value(match) for match in matches))
    return True


_OF_THE_COLUMN: "dict[str, Callable[[Fields, Page, Sequence[Match]], bool]]" = {
    "title": _put_text("title", "headline"),
    "kicker": _put_text("kicker", "kicker"),
    "standfirst": _put_text("standfirst", "standfirst"),
    "authors": _put_authors,
    "byline": _put_line,
    "published": _put_moment("published", "date"),
    "modified": _put_moment("modified", "modified"),
    "section": _put_text("section"),
    "tags": _put_tags,
}
"""How each field is put from what its selector found; False where that says nothing of use."""
