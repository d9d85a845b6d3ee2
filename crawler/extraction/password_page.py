"""Whether a page asks for a password in place of its column's text.

What else stands on such a page, however much it is, speaks of other columns: widgets, related
posts, the author's portrait. Only prose in the form's own place, or between headline and form, may
be a column of which a part is open to all.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from archive.text.sizes import text_size
from crawler.extraction.body.body import Body
from crawler.extraction.chrome.password_form import is_post_form
from crawler.extraction.markup.class_names.class_hints import NAMES, hints_of
from crawler.extraction.markup.class_names.class_tokens import class_tokens
from crawler.extraction.markup.element_text import raw_text
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Claim, Page
from crawler.extraction.markup.tree import Element
from crawler.extraction.metadata.fields import Fields
from crawler.extraction.vocabulary.tables import alternatives, phrase_list, table, word_list

LONGEST_BESIDE = 300
"""Size of prose in the form's place with which a page is still withheld: a label, an excerpt."""
LONGEST_FORM = 600
"""Characters of a form for a password, with what it says."""
MOST_FORMS = 10
"""Fields for passwords that are looked at on one page."""

_TABLE: Final = table("page_kinds")["password"]
_WITHHELD = frozenset(word_list(_TABLE["withheld"]))
_WORDPRESS: Final = table("wordpress")
_WORDS = re.compile(
    "|".join(
        (
            alternatives(_TABLE["word_patterns"]),
            *(
                re.escape(text.rstrip(" :："))
                for listed in _WORDPRESS["password"].values()
                for text in phrase_list(listed)
            ),
        )
    ),
    re.I,
)
_OTHER = re.compile(alternatives(_TABLE["other_patterns"]), re.I)
_PROTECTED = tuple(
    text.casefold() for listed in _WORDPRESS["protected"].values() for text in phrase_list(listed)
)
_BESIDE = frozenset(("aside", "footer", "nav"))
_PROSE = frozenset(
    "p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table tbody tr td em strong span a".split()
)
"""Elements that a column's prose stands in, where nobody has put it in a box."""
_SITE = frozenset(
    (
        *word_list(table("comment_names")["boxes"]["beside_column"]),
        "navbar",
        "menu",
        "modal",
        "popup",
    )
)
"""Words of the names of what is the same on all pages of a site."""
_VISIBLE = frozenset(("text", "email", "tel", "number", "search", ""))
_BUTTONS = frozenset(("submit", "button"))
_OF_OTHERS = sum(
    1 << NAMES.index(name) for name in ("author", "related", "promotion", "navigation")
)


def is_password_page(
    page: Page, index: PageIndex, claims: Sequence[Claim], fields: Fields, body: Body
) -> bool:
    """Whether a form for a password stands in place of the text, or the post is withheld."""
    firsts = [one.element for one in index.headings if page.tags[one.at] == "h1"]
    headline = _headline(firsts, fields)
    forms = dict.fromkeys(_forms(page, claims, headline))
    if not forms:
        # of several h1, the headline may be told from others by more
        only = firsts[0] if len(firsts) == 1 else None
        entry = next(filter(_is_withheld, (*_up_from(headline), *_up_from(only))), None)
        return entry is not None and _weight_of(body, within=entry) <= LONGEST_BESIDE
    said = any(map(_says_protected, (*index.titles, fields.title or "")))
    return any(_stands_for_text(page, form, headline, body, said=said) for form in forms)


def _forms(page: Page, claims: Iterable[Claim], headline: Element | None) -> Iterator[Element]:
    """The forms that ask for a password and nothing else, outside menus and sidebars."""
    around_headline = set(_up_from(headline))
    inputs = (page.elements[at] for at in page.tagged("input"))
    fields = [field for field in inputs if (field.get("type") or "").lower() == "password"][
        :MOST_FORMS
    ]
    boxes = [_box_of(field) for field in fields]
    claimed = [claim.element for claim in claims if claim.kind == "password-form"][:MOST_FORMS]
    for form in (*claimed, *boxes):
        if any(above.tag in _BESIDE for above in _up_from(form)):
            continue
        if is_post_form(form) or (
            boxes.count(form) == 1
            and _asks_for_password_alone(form)
            and not any(
                _is_of_the_site(above)
                for above in _up_from(form)
                if form in around_headline or above not in around_headline
            )
        ):
            yield form


def _is_of_the_site(element: Element) -> bool:
    """Whether an element belongs to the site's head or its sidebar, by tag or name."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag not in ("html", "body") and not _SITE.isdisjoint(class_tokens(names))


def _box_of(field: Element) -> Element:
    """The form of a field, or the widest small box around it where it stands in none."""
    form = next((e for e in field.iterancestors("form")), None)
    if form is not None:
        return form
    box = field
    for above in field.iterancestors():
        if above.tag in ("body", "html") or len(raw_text(above)) > LONGEST_FORM:
            break
        if next(above.iter("h1"), None) is not None:
            break
        box = above
    return box


def _asks_for_password_alone(form: Element) -> bool:
    """Whether a form says that it takes a password, and takes no name or address with it."""
    text = raw_text(form)
    if len(text) > LONGEST_FORM:
        return False
    said, buttons = [text], [raw_text(button) for button in form.iter("button")]
    for field in form.iter("input"):
        kind = (field.get("type") or "").lower()
        if kind in _VISIBLE:
            return False
        if kind in _BUTTONS:
            buttons.append(field.get("value") or "")
        said += (field.get("placeholder") or "", field.get("aria-label") or "")
    if any(map(_OTHER.search, buttons)):
        return False
    before = form.getprevious()
    if before is not None:
        said.append(raw_text(before)[-LONGEST_FORM:])
    return any(map(_WORDS.search, said))


def _stands_for_text(
    page: Page, form: Element, headline: Element | None, body: Body, *, said: bool
) -> bool:
    """Whether a form stands where the column's text would."""
    entry = next(filter(_is_entry, _up_from(form)), None)
    if entry is not None and _is_one_of_several(entry, headline):
        return _weight_of(body) <= LONGEST_BESIDE
    if not is_post_form(form):
        around = _around_both(form, headline)
        return _weight_of(body, within=around, without=form) <= LONGEST_BESIDE
    if said or any(map(_is_withheld, _up_from(form))):
        return True
    place = _place_of(form)
    between = range(page.numbers[headline] if headline is not None else 0, page.numbers[form])
    within = entry if entry is not None else place
    prose = sum(
        text_size(block.text)
        for block, element in zip(body.blocks, body.elements, strict=True)
        if _is_bare_in(element, place)
        or (page.numbers.get(element, -1) in between and within in _up_from(element))
    )
    return prose <= LONGEST_BESIDE


def _headline(firsts: Iterable[Element], fields: Fields) -> Element | None:
    """The element of the headline, or the page's first h1; a form's own heading where there is no
    other."""
    printed = fields.elements.get("headline")
    if printed is not None and not _is_in_form(printed):
        return printed
    return next((h1 for h1 in firsts if not _is_in_form(h1)), printed)


def _is_in_form(heading: Element) -> bool:
    """Whether a heading is that of a small form; some platforms put whole pages into one."""
    return any(len(raw_text(form)) <= LONGEST_FORM for form in heading.iterancestors("form"))


def _up_from(element: Element | None) -> Iterator[Element]:
    """An element and all around it, the nearest first."""
    if element is not None:
        yield element
        yield from element.iterancestors()


def _is_entry(element: Element) -> bool:
    """Whether an element is one post, alone or in a list."""
    return element.tag == "article" or "hentry" in (element.get("class") or "").split()


def _is_one_of_several(entry: Element, headline: Element | None) -> bool:
    """Whether other posts stand beside one that is not the page's by its h1: then the page may be a
    list of them, or show another one."""
    if headline is not None and headline.tag == "h1" and entry in headline.iterancestors():
        return False
    return any(
        _is_entry(sibling)
        for way in (True, False)
        for sibling in entry.itersiblings("*", preceding=way)
    )


def _is_withheld(element: Element) -> bool:
    return not _WITHHELD.isdisjoint((element.get("class") or "").split())


def _says_protected(title: str) -> bool:
    return " ".join(title.split()).casefold().startswith(_PROTECTED)


def _place_of(form: Element) -> Element:
    """The nearest element around a form with more in it than the form."""
    size = len(raw_text(form).strip())
    for above in form.iterancestors():
        if len(raw_text(above).strip()) > size or above.tag in ("body", "html"):
            return above
    return form


def _is_bare_in(element: Element, place: Element) -> bool:
    """Whether prose stands right in a place, in no box of its own there."""
    for above in _up_from(element):
        if above is place:
            return True
        if above.tag not in _PROSE:
            return False
    return False


def _around_both(form: Element, headline: Element | None) -> Element:
    """The nearest element around a form and the headline; without a headline, all of the page."""
    around = set(_up_from(headline))
    *_, root = _up_from(form)
    return next((above for above in form.iterancestors() if above in around), root)


def _weight_of(body: Body, *, within: Element | None = None, without: Element | None = None) -> int:
    """How much the body says; within an element, what does not stand in boxes there that speak of
    others."""
    weight = 0
    for block, element in zip(body.blocks, body.elements, strict=True):
        for above in _up_from(element):
            if above is without or (within is not None and _speaks_of_others(above, within)):
                break
            if above is within:
                weight += text_size(block.text)
                break
        else:
            weight += text_size(block.text) if within is None else 0
    return weight


def _has_linked_heading(entry: Element) -> bool:
    """Whether a post has a headline that leads to it: it is the teaser of another page."""
    return any(
        heading.find(".//a") is not None or any(True for _ in heading.iterancestors("a"))
        for heading in entry.iter("h2", "h3", "h4")
    )


def _speaks_of_others(element: Element, within: Element) -> bool:
    """Whether an element in another is a box of other columns, or of their author."""
    if element is within:
        return False
    if element.tag in _BESIDE or (_is_entry(element) and _has_linked_heading(element)):
        return True
    return bool(hints_of(f"{element.get('class') or ''} {element.get('id') or ''}") & _OF_OTHERS)
