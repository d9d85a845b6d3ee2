"""The outlet's layout applied to a page: fields it overrides, the elements of body and comments,
elements to strip, the next page.

Selectors are tried in order and the first with a match counts; of `strip` all count. Failures are
noted in `found_in`, and the generic reading remains.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from crawler.config.selectors import Selected, Selector
from crawler.extraction.body.body import Body
from crawler.extraction.markup.element_text import raw_text, text_of
from crawler.extraction.markup.page import Claim, Page
from crawler.extraction.markup.tree import Element
from crawler.extraction.metadata.fields import Fields, date_reader
from crawler.extraction.text.names import authors_of, without_repetitions

LAYOUT = "layout"
"""The source in `found_in` of fields from the outlet's layout."""
DENSITY = "density"
NO_MATCH = "layout: no match"
TOO_LARGE = "layout: page too large for the selector"
"""Sources in `found_in` for selectors without a match, or too expensive for the page; the source
that was used instead follows after a semicolon."""


@dataclass(slots=True)
class OutletLayout:
    """What the selectors valid at the capture find on a page, except single fields."""

    selectors: Mapping[str, Sequence[Selector]] = field(default_factory=dict)
    body: tuple[Element, ...] = ()
    """Elements with the column's text; empty where the classifier decides."""
    comments: tuple[Element, ...] = ()
    """Elements with one comment each; empty where the comments are found generically."""
    claims: tuple[Claim, ...] = ()
    """Elements that `strip` removes."""
    next_page: str | None = None
    found_in: dict[str, str] = field(default_factory=dict)

    def place_of(self, body: Body) -> str:
        """The source of the body for `found_in`."""
        if body.named:
            return LAYOUT
        if "body" not in self.selectors:
            return DENSITY
        failure = self.found_in["body"]
        return f"{NO_MATCH if failure == LAYOUT else failure}; {DENSITY}"


def failures(found_in: Mapping[str, str]) -> list[str]:
    """The fields of an article whose selectors had no match."""
    return [name for name, place in found_in.items() if place.startswith(f"{LAYOUT}: ")]


def read_layout(page: Page) -> OutletLayout:
    """The matches of the outlet's layout; empty where it has none for the day."""
    rules = page.outlet.layout_at(page.captured_at) if page.outlet is not None else None
    if rules is None:
        return OutletLayout()
    layout = OutletLayout(rules.selectors)
    for name, read in _PART_READERS.items():
        if name in layout.selectors:
            layout.found_in[name] = LAYOUT if read(layout, page) else _failure(layout, name, page)
    return layout


def apply_layout(fields: Fields, layout: OutletLayout, page: Page) -> None:
    """Overrides single fields by the layout's matches, and notes the source of each."""
    for name, put in _FIELD_SETTERS.items():
        if name not in layout.selectors:
            continue
        for selector in layout.selectors[name]:
            matches = _matches(selector, page)
            if matches and put(fields, page, matches):
                fields.found_in[name] = LAYOUT
                break
        else:
            before = fields.found_in.get(name)
            failure = _failure(layout, name, page)
            fields.found_in[name] = f"{failure}; {before}" if before else failure


def _affordable(selector: Selector, page: Page) -> bool:
    return selector.affordable(len(page.elements), len(raw_text(page.root)))


def _matches(selector: Selector, page: Page) -> list[Selected]:
    """The matches of a selector that are not empty."""
    if not _affordable(selector, page):
        return []
    return [match for match in selector(page.root) if _text_of_match(match)]


def _failure(layout: OutletLayout, name: str, page: Page) -> str:
    asked = [_affordable(selector, page) for selector in layout.selectors[name]]
    return NO_MATCH if all(asked) else TOO_LARGE


def _elements(layout: OutletLayout, name: str, page: Page) -> tuple[Element, ...]:
    """The elements of the first selector with any; strings from XPath do not count."""
    for selector in layout.selectors[name]:
        elements = [match for match in _matches(selector, page) if isinstance(match, Element)]
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
    """Claims all elements of the selectors, except `html` and `body`."""
    layout.claims = tuple(
        Claim(match, "other", f"layout: {selector.text}")
        for selector in layout.selectors["strip"]
        if _affordable(selector, page)
        for match in selector(page.root)
        if isinstance(match, Element) and match.tag not in ("html", "body")
    )
    return bool(layout.claims)


def _read_next_page(layout: OutletLayout, page: Page) -> bool:
    """Reads the address of a link, of the first link in an element, or in a string."""
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


_PART_READERS: dict[str, Callable[[OutletLayout, Page], bool]] = {
    "body": _read_body,
    "comments": _read_comments,
    "strip": _read_strip,
    "next_page": _read_next_page,
}
"""Readers of the parts of a page; each returns False without a useful match."""


# ---------------------------------------------------------------- fields of the column


def _text_of_match(match: Selected) -> str:
    """The text of a match: a string, the content of a meta element, else the element's text."""
    if isinstance(match, str):
        return match.strip()
    return match.get("content") or text_of(match)


def _put_text(
    name: str, role: str | None = None
) -> Callable[[Fields, Page, Sequence[Selected]], bool]:
    def put(fields: Fields, page: Page, matches: Sequence[Selected]) -> bool:
        setattr(fields, name, " ".join(_text_of_match(matches[0]).split()))
        if role is not None:
            _note_element(fields, role, matches[0])
        return True

    return put


def _note_element(fields: Fields, role: str, match: Selected) -> None:
    """Notes the element that prints a field, so that it is left out of the body."""
    if isinstance(match, Element):
        fields.elements[role] = match


def _put_authors(fields: Fields, page: Page, matches: Sequence[Selected]) -> bool:
    outlet = [page.outlet.name] if page.outlet is not None else []
    texts = [_text_of_match(match) for match in matches]
    names = without_repetitions(
        n for text in texts for n in authors_of(text, not_names=outlet, sure=True)
    )
    fields.authors = tuple(names) or fields.authors
    return bool(names)


def _put_byline(fields: Fields, page: Page, matches: Sequence[Selected]) -> bool:
    """Sets the byline, and its names as authors where none are known."""
    fields.byline = " ".join(_text_of_match(matches[0]).split())
    _note_element(fields, "byline", matches[0])
    if not fields.authors and _put_authors(fields, page, matches[:1]):
        fields.found_in["authors"] = LAYOUT
    return True


def _put_moment(name: str, role: str) -> Callable[[Fields, Page, Sequence[Selected]], bool]:
    def put(fields: Fields, page: Page, matches: Sequence[Selected]) -> bool:
        reader = date_reader(fields, page)
        for match in matches:
            stated = match.get("datetime") if isinstance(match, Element) else None
            if date := reader.read(stated or _text_of_match(match)):
                setattr(fields, name, date.moment)
                setattr(fields, f"{name}_precision", date.precision)
                _note_element(fields, role, match)
                return True
        return False

    return put


def _put_section(fields: Fields, page: Page, matches: Sequence[Selected]) -> bool:
    """Sets the section, and as further ones what stands in one list with it."""
    listed = [match for match in matches if _list_of(match) == _list_of(matches[0])]
    names = without_repetitions(" ".join(_text_of_match(match).split()) for match in listed)
    fields.section, fields.sections = names[0], tuple(names)
    return True


def _list_of(match: Selected) -> Element | None:
    """The element that holds a list one of whose items is or holds this; None for a string."""
    if isinstance(match, str):
        return None
    parent = match.getparent()
    return parent.getparent() if parent is not None and parent.tag == "li" else parent


def _put_tags(fields: Fields, page: Page, matches: Sequence[Selected]) -> bool:
    fields.tags = tuple(without_repetitions(_text_of_match(match) for match in matches))
    return True


_FIELD_SETTERS: dict[str, Callable[[Fields, Page, Sequence[Selected]], bool]] = {
    "title": _put_text("title", "headline"),
    "kicker": _put_text("kicker", "kicker"),
    "standfirst": _put_text("standfirst", "standfirst"),
    "authors": _put_authors,
    "byline": _put_byline,
    "published": _put_moment("published", "date"),
    "modified": _put_moment("modified", "modified"),
    "section": _put_section,
    "tags": _put_tags,
}
"""Setters of the fields; each returns False where the matches are of no use."""
