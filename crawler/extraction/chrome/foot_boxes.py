"""Boxes at the foot of a column, in the element that holds it: other columns with their first
words, a few lines on the author, a form to subscribe.

Plugins put them there under names of their own, and on a short column they hold more words than the
text does. They are told by what they are made of, and by one thing more each: entries by what shows
that a program wrote them (`entries`), lines on the author by their names or by saying his twice, a
form by what is said above it. What an editor writes stays.
"""

from collections.abc import Callable, Collection, Iterator, Sequence

from crawler.extraction.chrome.entries import (
    DYNAMIC_NAMES,
    are_led_to,
    are_less,
    children_of,
    other_page,
    signs_of,
)
from crawler.extraction.chrome.taken import Taken
from crawler.extraction.markup.class_names.class_hints import NAMES, hints_of
from crawler.extraction.markup.index import AUTHOR_PATHS
from crawler.extraction.markup.page import Claim, Page
from crawler.extraction.markup.segments import HEADINGS, Segment
from crawler.extraction.text.names import comparable_name
from crawler.extraction.vocabulary.asks import SUBJECT
from crawler.extraction.vocabulary.related_labels import says_related

MOST_BOXES = 8
"""Boxes under one another that are looked for."""
MOST_ELEMENTS = 400
"""Elements of the largest of them; ten entries with pictures, dates and buttons have 200."""
FEWEST_IN_GROUP = 3
"""Elements of a list of two entries."""
LONGEST_ENTRY = 450.0
"""Mass of an entry: headline, first words of the text, date, section. Excerpts have 55 words."""
LONGEST_LABEL = 100.0
"""Mass of what stands above entries: "Related posts"."""
LONGEST_BIOGRAPHY, LONGEST_BESIDE_LESS = 700.0, 300.0
"""Mass of a box on the author, and of one with more text than there is beside it: a short report
in a box with its own byline is no biography."""
MOST_ABOUT = 60
"""Elements of a box on the author; one around a text has its advertisements and buttons too."""
LONGEST_PITCH = 400.0
"""Mass of what asks for a reader's address."""
EDITOR_NAMES = ("wp-block-", "has-", "is-", "align", "kg-")
"""Beginnings of class names that the editors of WordPress and Ghost give to what is written."""
LONGEST_AROUND_NAME = 30
"""Letters beside the author's name in a line that names him: "View all of …'s posts"."""
LONGEST_NAME = 200
"""Characters of such a line."""
_WHOLE = frozenset(("html", "body", "main"))
_RUNNING_TEXT = frozenset(("p", "li", "td", "blockquote", "dd", *HEADINGS))
"""Tags of what may have links side by side in its text."""
_OTHER_FIELDS = frozenset(("textarea", "select"))
_AUTHOR = 1 << NAMES.index("author")


def find_foot_boxes(
    taken: Taken,
    *,
    authors: Sequence[str],
    kept: Collection[int],
    is_whole: bool,
    may_be_all: bool = False,
) -> tuple[Claim, ...]:
    """The boxes that end a column and are no part of it, the last one first.

    None is around an element numbered in `kept`. Unless it `is_whole`, what was taken may be a list
    of columns or of wares, and less stands in the boxes than before them. All that was taken is in
    them only where it `may_be_all`: where the column has pictures and perhaps no text.
    """
    page = taken.page
    first = -1 if may_be_all else taken.places[0] if taken.places else 0
    around_kept = {above for at in kept for above in (at, *page.ancestors(at))}
    names = {comparable_name(name) for name in authors}
    rules: tuple[tuple[str, str, Callable[[Taken, int], bool]], ...] = (
        ("related", "entries of other columns", _lists_others),
        ("author-box", "box on the author", lambda left, at: _is_about(left, at, names)),
        ("subscribe", "form with a pitch", _asks_for_address),
    )
    claims: list[Claim] = []
    left = taken
    total = sum(one.mass for one in taken.segments)
    while left.segments and len(claims) < MOST_BOXES:
        found = None
        for at in _boxes_at_end(left, around_kept, first):
            kinds = ((kind, rule) for kind, rule, fits in rules if fits(left, at))
            if (fitting := next(kinds, None)) is None:
                continue
            if not is_whole and 2 * (total - _mass_without(left, at)) > total:
                break
            found = (at, *fitting)
        if found is None:
            break
        at, kind, rule = found
        claims.append(Claim(page.elements[at], kind, f"{kind}: {rule}"))
        left = left.without([at])
        may_lose_last = len(left.segments) > 1 or (may_be_all and left.segments)
        if kind == "related" and may_lose_last and _is_label(left, around_kept):
            claims.append(Claim(left.segments[-1].box.element, kind, f"{kind}: heading of entries"))
            left = left.without([left.places[-1]])
    return tuple(claims)


def _boxes_at_end(left: Taken, around_kept: Collection[int], first: int) -> Iterator[int]:
    """The boxes that end with the last segment and begin behind the first, the smallest first."""
    page, last = left.page, left.places[-1]
    for at in (last, *page.ancestors(last)):
        too_wide = page.tags[at] in _WHOLE or at in around_kept or at <= first
        if too_wide or page.ends[at] - at > MOST_ELEMENTS:
            return
        yield at


def _mass_without(left: Taken, at: int) -> float:
    """Mass of what does not stand in a box."""
    return sum(one.mass for one in left.segments) - sum(one.mass for one in left.inside(at))


def _is_label(left: Taken, around_kept: Collection[int]) -> bool:
    """Whether the last segment is a heading, over which only what was found stands."""
    return _is_heading(left.segments[-1]) and left.places[-1] not in around_kept


def _lists_others(left: Taken, at: int) -> bool:
    """Whether a box holds entries, two or more, that each begin with a link to another page of the
    site, and little else.
    """
    page, end = left.page, left.page.ends[at]
    if page.tags[at:end].count("a") < 2:
        return False
    for group in range(at, end):
        if page.ends[group] - group < FEWEST_IN_GROUP or page.tags[group] in _RUNNING_TEXT:
            continue
        items = children_of(page, group)
        if len(items) < 2 or len({page.tags[item] for item in items}) > 1:
            continue
        if not _lead_elsewhere(page, items):
            continue
        masses = [sum(one.mass for one in left.inside(item)) for item in items]
        beside = sum(one.mass for one in left.inside(at)) - sum(masses)
        if max(masses) > LONGEST_ENTRY or beside > LONGEST_LABEL:
            continue
        return _are_teasers(left, at, group, items)
    return False


def _lead_elsewhere(page: Page, items: Sequence[int]) -> bool:
    """Whether each entry begins with a link to another page of the site, no two with the same."""
    pages: set[str] = set()
    for item in items:
        other = _leading_link(page, item)
        if other is None or other in pages:
            return False
        pages.add(other)
    return True


def _are_teasers(left: Taken, at: int, group: int, items: Sequence[int]) -> bool:
    """Whether the entries in a box are drawn by a program, and the text does not lead to them."""
    page = left.page
    around = (group, *(above for above in page.ancestors(group) if above >= at))
    if not any(_is_drawn(page, one) for one in (*items, *around)) or are_led_to(left, at):
        return False
    signs = signs_of(page, items, around)
    if signs.named or signs.broken_off or signs.bare:
        return True
    heads = [one.text for one in left.segments if at <= page.numbers[one.box.element] < items[0]]
    before = [one for one in left.segments if page.numbers[one.box.element] < at][-1:]
    heads += [one.text for one in before if _is_heading(one)]
    return any(map(says_related, heads)) or (signs.all_marked and are_less(left, items))


def _is_about(left: Taken, at: int, names: Collection[str]) -> bool:
    """Whether a box names the author by itself, beside a picture or a link to the author's page,
    and has both, is named so, or says the name twice.
    """
    page, end = left.page, left.page.ends[at]
    tags = page.tags[at:end]
    if not names or len(tags) > MOST_ABOUT or ("a" not in tags and "img" not in tags):
        return False
    mass = sum(one.mass for one in left.inside(at))
    beside = sum(one.mass for one in left.segments) - mass
    if not _is_drawn(page, at) or mass > min(LONGEST_BIOGRAPHY, max(LONGEST_BESIDE_LESS, beside)):
        return False
    if not any(_names_one(text, names) for text in page.texts[at:end] if text):
        return False
    leads = any(_leads_to_author(page, one) for one in range(at, end))
    if not leads and "img" not in tags:
        return False
    if (leads and "img" in tags) or any(
        hints_of(one) & _AUTHOR for one in page.classes[at:end] if one
    ):
        return True
    lines = [comparable_name(text) for text in page.texts[at:end] if text]
    return sum(any(name in line for name in names) for line in lines) > 1


def _leads_to_author(page: Page, at: int) -> bool:
    """Whether an element is a link to a page on an author."""
    if page.tags[at] != "a":
        return False
    element = page.elements[at]
    return element.get("rel") == "author" or bool(AUTHOR_PATHS.search(element.get("href") or ""))


def _names_one(text: str, names: Collection[str]) -> bool:
    """Whether a line names an author and says little else."""
    if len(text) > LONGEST_NAME or text.isspace():
        return False
    line = comparable_name(text)
    return any(name in line and len(line) <= len(name) + LONGEST_AROUND_NAME for name in names)


def _asks_for_address(left: Taken, at: int) -> bool:
    """Whether a box holds a form to subscribe by e-mail, under a heading and a line at most."""
    page, end = left.page, left.page.ends[at]
    if page.tags[at:end].count("form") != 1:
        return False
    inside = left.inside(at)
    if sum(one.mass for one in inside) > LONGEST_PITCH:
        return False
    form = page.tags.index("form", at)
    fields = range(form, page.ends[form])
    types = [page.elements[one].get("type") for one in fields if page.tags[one] == "input"]
    if "email" not in types or "password" in types:
        return False
    if any(page.tags[one] in _OTHER_FIELDS for one in fields):
        return False
    above = [one for one in inside if page.numbers[one.box.element] < form]
    lines = [one for one in above if not _is_heading(one)]
    says = (page.elements[form].get("action") or "", *(one.text for one in inside))
    if above and not any(map(SUBJECT.search, says)):
        return False
    headed = any(tag in HEADINGS for tag in page.tags[at:form])
    return len(lines) <= 1 and (headed or not lines or _is_drawn(page, at))


def _is_heading(segment: Segment) -> bool:
    return segment.box.tag in HEADINGS


def _leading_link(page: Page, item: int) -> str | None:
    """The other page of the site with a link to which, or a linked picture, an entry begins; None
    when it begins with anything else.
    """
    for number in range(item, page.ends[item]):
        text = page.texts[number]
        if page.tags[number] == "a":
            return other_page(page, page.elements[number].get("href"))
        if text and not text.isspace():
            return None
        tail = page.tails[number]
        if number > item and page.ends[number] == number + 1 and tail and not tail.isspace():
            return None
    return None


def _is_drawn(page: Page, at: int) -> bool:
    """Whether a box is a theme's or a plugin's: no editor gives such names to what is written."""
    names = (page.classes[at] or "").split()
    if page.tags[at] == "article":
        return True
    return any(name in DYNAMIC_NAMES or not name.startswith(EDITOR_NAMES) for name in names)
