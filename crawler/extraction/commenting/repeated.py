"""Finds comments that nothing names: boxes alike in a row, each with a name, a date and a text.

Teasers, tickers and forum threads are built like this too. So boxes count only below a column's
text, and only where more than their shape speaks of a discussion: what stands above them, buttons
to answer or report, a form below, portraits, anchors. A column taken for comments is the worst
error there is here; comments that stay unfound are a smaller one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from archive.records import Comment
from crawler.extraction.commenting.ago import is_ago
from crawler.extraction.commenting.items import Item
from crawler.extraction.commenting.marks import is_comment_word, words_of
from crawler.extraction.commenting.reading import (
    LONGEST_DATE,
    Reader,
    is_made_of_links,
    name_said,
    part_named,
    without_furniture,
)
from crawler.extraction.counters import comment_count
from crawler.extraction.dates import PrintedDate
from crawler.extraction.page import Element, Page, raw_text, text_of
from crawler.extraction.phrases import folded, phrase_of

FEWEST = 2
"""Boxes alike that make a discussion; of one alone nothing repeats."""
ENOUGH = 3
"""Evidence from which boxes alike are a discussion: two things at least, beside their shape."""
TEXT_BEFORE = 250
"""Characters of running text that stand before the first comment: the column."""
RUNNING_TEXT = 40
LONGEST_BUTTON = 25
"""Characters of a link to answer or to report a comment."""
LONGEST_STAMP = 80
"""Characters of a piece of text that holds a date and little else."""
LONGEST_HANDLE = 40
"""Characters of a commenter's name."""
MOST_WORDS = 5
LONGEST_COMMENT = 6000
"""Characters; what is longer is a column."""
LONGEST_REST = 400
"""Characters beside its comments in a box that holds nothing of the column: heading and form."""
SAMPLE = 3
"""Boxes looked at before all are read."""
MOST_STAMPS = 600
"""Dates looked at on one page."""
HIGHEST = 12
"""Steps up from a date to the box of its comment."""
HEADER_LINES = 4
"""Lines in which name and date of a comment stand, at its beginning or its end."""
AROUND = 3
"""Steps up from a run of comments within which its heading and its form stand."""

_STAMP = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)[0-2]?\d[:h][0-5]\d(?!\d)|"
    r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d\d(?!\d)|\d.{1,12}(?:ago|назад|geleden|전|前)|"
    r"(?:vor|il y a|hace|há|منذ) .{0,6}\w",
    re.I,
)
_SHORT_TAGS = frozenset("a b strong cite span em i img font small br u time".split())
_UNREAD = frozenset(("script", "style", "title", "option", "textarea", "meta", "link", "noscript"))
_ALTERNATING = frozenset("odd even alt first last active selected".split())
_DIGITS = re.compile(r"\d+")
_OWN_NUMBER = re.compile(r"(?:^|[a-z_-])(\d{1,20})$", re.I)
_ANSWER = re.compile(
    r"reply|respond|quote|antwort|zitieren|repond|responder|parent_?id|answer", re.I
)
_REVIEWS = frozenset(
    "review reviews rev rating ratings opinion opinions opinie feedback guestbook gaestebuch "
    "testimonial testimonials rezension rezensionen bewertung bewertungen avis otzyv discussion "
    "diskussion forum reply replies responses talkback beitrag reactions".split()
)
_NO_DISCUSSION = frozenset(
    "ticker liveticker liveblog live timeline event events teaser teasers related news archive "
    "listing search results".split()
)
_HEADING = re.compile(
    r"(?:(?:all|reader|readers'?|user|customer|latest|alle|leser|ihre|vos|los|\d+) ?-?)?"
    r"(?:comments?|replies|responses|discussion|reviews?|feedback|your thoughts|reader comments|"
    r"(?:leser)?kommentare?|diskussion|meinungen|bewertungen|rezensionen|kundenbewertungen|"
    r"(?:leser)?beitr[äa]ge|g[äa]stebuch|reaktionen|commentaires?|r[ée]actions?|discussion|avis|"
    r"comentarios?|opiniones|rese[ñn]as|coment[áa]rios?|avalia[çc][õo]es|commenti|recensioni|"
    r"комментарии|отзывы|обсуждение|komentarze|opinie|reacties|yorumlar|댓글|コメント|评论|評論|留言|"
    r"التعليقات|تعليقات|ردود)(?: (?:zum artikel|zu diesem artikel|from readers))?"
    r"(?: ?[:(\[]? ?\d{0,6} ?[)\]]?)"
)
_COMPLAIN = re.compile(
    r"^(?:report(?: abuse| comment)?|flag|melden|signaler|denunciar|пожаловаться|nützlich|"
    r"helpful)\b|hilfreich|verified|verifizierte",
    re.I,
)
_PORTRAIT = re.compile(r"avatar|gravatar|userpic|profile|portrait|/users?/", re.I)


@dataclass(slots=True, eq=False)
class Entry:
    """One comment that nothing names, and the elements it is made of."""

    item: Item
    comment: Comment
    elements: list[Element]
    lines: list[str]


@dataclass(slots=True)
class Repeated:
    """The comments of a page that nothing names, in document order."""

    entries: list[Entry] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """What holds comments and next to nothing else."""
    headings: list[Element] = field(default_factory=list)


def find_repeated(reader: Reader, around_headline: set[Element]) -> Repeated:
    """The comments of the page's repeated boxes; nested ones know what they stand in."""
    found = Repeated()
    page = reader.page
    below = _text_ends(page) if _may_discuss(page.root) else len(page.elements)
    stamps = _stamps(page, below)
    taken: dict[Element, Entry] = {}
    for parent, boxes in _groups(stamps) if len(stamps) >= FEWEST else ():
        if not around_headline.isdisjoint(boxes):
            continue
        heading = _heading_above(parent, boxes[0])
        standing = _standing(parent, boxes) + 2 * (heading is not None)
        if standing < 1:
            continue
        entries = _entries(reader, boxes, taken)
        if len(entries) >= FEWEST and standing + _saying(entries) >= ENOUGH:
            _take(reader, entries, taken)
            if parent not in around_headline and _holds_little_else(parent, entries):
                found.boxes.append(parent)
            if heading is not None:
                found.headings.append(heading)
    found.entries = sorted(taken.values(), key=lambda entry: page.numbers[entry.item.element])
    if not taken or page.numbers[found.entries[0].item.element] < below:
        return Repeated()
    for entry in found.entries:
        above = entry.item.element.iterancestors()
        entry.item.inside = next((taken[e].item for e in above if e in taken), None)
    return found


def _take(reader: Reader, entries: Sequence[Entry], taken: dict[Element, Entry]) -> None:
    """Keeps the comments of a run, and the answers nested in them that look the same."""
    for entry in entries:
        element = entry.item.element
        look = _look(element.get("class") or "")
        alike = [
            inner
            for inner in element.iterdescendants(str(element.tag))
            if inner not in taken and look and _look(inner.get("class") or "") == look
        ]
        for inner in reversed(alike):
            if answer := _read(reader, [inner], taken):
                taken[inner] = answer
        again = _read(reader, entry.elements, taken) if alike else entry
        taken[element] = again or entry


def _holds_little_else(parent: Element, entries: Sequence[Entry]) -> bool:
    inside = sum(len(raw_text(element)) for entry in entries for element in entry.elements)
    return len(raw_text(parent)) - inside <= LONGEST_REST


def _may_discuss(root: Element) -> bool:
    """Whether the page has a place to write, or a heading as discussions have: cheap to ask."""
    if next(root.iter("textarea"), None) is not None:
        return True
    return any(map(_heads, root.iter("h2", "h3", "h4", "h5", "legend", "summary")))


def _stamps(page: Page, below: int) -> list[Element]:
    """The elements from a number on in which a date stands right, with little else."""
    found: dict[int, None] = {}
    parents, classes = page.parents, page.classes
    elements = page.elements
    for at in range(below, len(elements)):
        tag, text, tail = page.tags[at], page.texts[at], page.tails[at]
        if tag in _UNREAD:
            continue
        if tag == "time":
            found[at] = None
        elif text:
            if len(text) <= LONGEST_STAMP and _STAMP.search(text):
                found[at] = None
        elif (names := classes[at]) and part_named(names) == "date" and not len(elements[at]):
            found[at] = None  # a script will write the date
        if tail and tag in _SHORT_TAGS and len(tail) <= LONGEST_STAMP and _STAMP.search(tail):
            found[parents[at]] = None
    return [elements[at] for at in list(found)[:MOST_STAMPS]]


def _groups(stamps: Iterable[Element]) -> list[tuple[Element, list[Element]]]:
    """Siblings that look alike and hold dates, the deepest first."""
    groups: dict[tuple[Element, str, str], dict[Element, None]] = {}
    depths: dict[Element, int] = {}
    for stamp in stamps:
        element = stamp
        for _ in range(HIGHEST):
            parent = element.getparent()
            if parent is None or parent.tag == "html":
                break
            key = (parent, str(element.tag), _look(element.get("class") or ""))
            group = groups.setdefault(key, {})
            if element in group:
                break
            group[element] = None
            if parent not in depths:
                depths[parent] = sum(1 for _ in parent.iterancestors())
            element = parent
    several = [(key[0], list(boxes)) for key, boxes in groups.items() if len(boxes) >= FEWEST]
    return sorted(several, key=lambda group: -depths[group[0]])


@lru_cache(maxsize=4096)
def _look(names: str) -> str:
    """The first class name that does not count or alternate."""
    plain = (_DIGITS.sub("", name).lower() for name in names.split())
    return next((name for name in plain if name and name not in _ALTERNATING), "")


# ---------------------------------------------------------------- one box


def _entries(reader: Reader, boxes: Sequence[Element], taken: dict[Element, Entry]) -> list[Entry]:
    """Boxes read as comments; none when many of them cannot be."""
    for runs in ([[box] for box in boxes], list(_with_followers(boxes))):
        if not any(_read(reader, run, taken) for run in runs[:SAMPLE]):
            continue
        entries = [entry for run in runs if (entry := _read(reader, run, taken)) is not None]
        names = {entry.comment.author for entry in entries}
        if 3 * len(entries) >= 2 * len(boxes) and (len(entries) == FEWEST or len(names) > 1):
            return entries
    return []


def _with_followers(boxes: Sequence[Element]) -> Iterator[list[Element]]:
    """Heads of comments, each with the siblings up to the next: `dt` and `dd`, row and row."""
    heads = set(boxes)
    longest = 0
    for box in boxes:
        run = [box]
        for sibling in box.itersiblings("*"):
            last = box is boxes[-1]
            if (
                sibling in heads
                or sibling.tag in ("form", "h1", "h2")
                or (last and len(run) >= longest)
            ):
                break
            run.append(sibling)
        longest = max(longest, len(run))
        yield run


def _read(reader: Reader, elements: list[Element], taken: dict[Element, Entry]) -> Entry | None:
    """The comment that one box, or a head with its followers, makes; None when it is none."""
    head = elements[0]
    if sum(len(raw_text(element)) for element in elements) > 2 * LONGEST_COMMENT:
        return None
    inner = {element for element in taken if head in element.iterancestors()} if taken else set()
    without = inner | {inner for element in elements for inner in _buttons(element)}
    lines = [line for e in elements for line in text_of(e, without=without).splitlines()]
    if not lines or _is_teaser(elements, lines):
        return None
    found = _head_of(reader, elements, lines)
    if found is None:
        return None
    author, date, rest = found
    text = without_furniture("\n".join(line for line in rest if not _COMPLAIN.search(line)))
    if not 1 < len(text) <= LONGEST_COMMENT or not any(map(str.isalpha, text)) or phrase_of(text):
        return None
    if any(is_made_of_links(element, text) for element in elements if element.tag != "a"):
        return None
    number = _number(elements)
    comment = Comment(
        text=text,
        id=number,
        author=author,
        author_url=_address_of(reader, elements, author),
        published=date.moment if date else None,
        published_precision=date.precision if date else None,
    )
    return Entry(Item(head, 0, number), comment, elements, lines)


def _buttons(element: Element) -> Iterator[Element]:
    """Forms, and links that answer or report."""
    yield from element.iterdescendants("form", "button", "textarea")
    for link in element.iterdescendants("a"):
        said = " ".join(raw_text(link).split())
        if len(said) <= LONGEST_BUTTON and (
            _COMPLAIN.search(said) or (_is_answer(link) and len(said.split()) <= FEWEST)
        ):
            yield link


def _is_teaser(elements: Sequence[Element], lines: Sequence[str]) -> bool:
    """Whether a box leads to another column: a linked heading, or a count of its comments."""
    for element in elements:
        for heading in element.iter("h1", "h2", "h3", "h4"):
            link = next(heading.iter("a"), None)
            if link is not None and len(raw_text(link).split()) > MOST_WORDS - 2:
                return True
    return any(comment_count(line) is not None for line in lines[1:] if len(line) < LONGEST_HANDLE)


def _head_of(
    reader: Reader, elements: Sequence[Element], lines: list[str]
) -> tuple[str, PrintedDate | None, list[str]] | None:
    """Who wrote a comment and when, and the lines that are neither."""
    author, date, at = None, None, None
    places = [*range(min(HEADER_LINES, len(lines))), len(lines) - 1]
    for place in places:
        line = lines[place]
        if len(line) <= LONGEST_DATE and _STAMP.search(line):
            date = reader.date_in(line)
            if date is not None or is_ago(line):
                at = place
                break
    if at is None:
        date = next(filter(None, map(reader.date_in, _kept_dates(elements))), None)
        if date is None:
            return None
    else:
        author = _named_before_date(elements, lines[at])
    used = {at}
    if author is None:
        near = [place for place in range(min(HEADER_LINES, len(lines))) if place != at]
        near += [at + 1] if at is not None and at + 1 < len(lines) else []
        for place in near:
            if author := handle_in(lines[place]):
                used.add(place)
                break
    if author is None:
        return None
    rest = [line for place, line in enumerate(lines) if place not in used]
    while rest and (len(rest[0]) < 2 or not re.search(r"\w", rest[0]) or rest[0] == author):
        rest.pop(0)
    return author, date, rest


def _kept_dates(elements: Sequence[Element]) -> Iterator[str]:
    """Dates in attributes of empty elements, where a script reads them."""
    for element in elements:
        for inner in element.iter("span", "time", "abbr", "div"):
            if not inner.text and not len(inner):
                yield from (value for value in inner.attrib.values() if _STAMP.search(value))


def _named_before_date(elements: Sequence[Element], line: str) -> str | None:
    """The name in a line like "Jo Hale wrote on 12 March 2010 at 14:22:", set apart or first."""
    for element in elements:
        for inner in element.iter("a", "b", "strong", "cite", "span", "em", "i", "h4", "h5"):
            text = " ".join(raw_text(inner).split())
            if 0 < len(text) <= LONGEST_HANDLE and text in line and (name := handle_in(text)):
                return name
    found = _BEFORE_DATE.match(line)
    return handle_in(found[1]) if found else None


_BEFORE_DATE = re.compile(
    r"(?:(?:by|von|par|por|от|posted by|submitted by)\s+)?([^\d|,·:–—(]{2,40}?)"
    r"\s*(?:[|,·:–—(]|\s-\s|\b(?:on|at|am|vom|schrieb|wrote|says|said|le|el|il|в)\b|\d)",
    re.I,
)


def handle_in(line: str) -> str | None:
    """The name a short line says and nothing else, a pseudonym too."""
    if len(line) > LONGEST_HANDLE + 20 or _STAMP.search(line) or phrase_of(line):
        return None
    name = name_said(line)
    if not 1 < len(name) <= LONGEST_HANDLE or len(name.split()) > MOST_WORDS:
        return None
    if name[-1] in "!?…" or (name[-1] == "." and len(name) > 3 and " " in name[-12:-4]):
        return None
    if comment_count(line) is not None or _HEADING.fullmatch(folded(line)):
        return None
    return name if any(map(str.isalpha, name)) and not _COMPLAIN.search(name) else None


def _number(elements: Iterable[Element]) -> str | None:
    """The number in the id of the box, or of an anchor in it."""
    for element in elements:
        for inner in (element, *element.iter("a")):
            for name in (inner.get("id"), inner.get("name")):
                if name and (found := _OWN_NUMBER.search(name)):
                    return found[1]
    return None


def _address_of(reader: Reader, elements: Iterable[Element], author: str) -> str | None:
    for element in elements:
        for link in element.iter("a"):
            if " ".join(raw_text(link).split()) == author:
                href = link.get("href") or ""
                return None if "#" in href[:1] else reader.page.link(href)
    return None


# ---------------------------------------------------------------- what speaks for a discussion


def _standing(parent: Element, boxes: Sequence[Element]) -> int:
    """What the names, the heading above and a form below speak for a discussion, or against it."""
    around = [parent, *list(parent.iterancestors())[:AROUND]]
    evidence = _names_say(boxes[:SAMPLE], around)
    return evidence + any(form.find(".//textarea") is not None for form in _forms_after(parent))


def _saying(entries: Sequence[Entry]) -> int:
    """What stands in the boxes themselves and speaks for a discussion."""
    runs = [entry.elements for entry in entries]
    evidence = 2 * _most(any(map(_is_answer, _links(run))) for run in runs)
    evidence += _most(any(map(_COMPLAIN.search, entry.lines)) for entry in entries)
    evidence += _most(any(map(_is_portrait, _pictures(run))) for run in runs)
    return evidence + (len({_own_id(run[0]) for run in runs} - {None}) == len(runs))


def _most(shown: Iterable[bool]) -> bool:
    several = list(shown)
    return 2 * sum(several) >= len(several)


def _names_say(boxes: Iterable[Element], around: Iterable[Element]) -> int:
    """What the names of the boxes and of what they stand in speak for, or against."""
    own = {word for box in boxes for word in _words(box)}
    words = own.union(*(_words(element) for element in around))
    evidence = 2 if any(map(is_comment_word, words)) else 1 if words & _REVIEWS else 0
    return evidence - 2 * bool(own & _NO_DISCUSSION)


def _words(element: Element) -> list[str]:
    if element.tag in ("body", "html"):
        return []
    return words_of(f"{element.get('class') or ''} {element.get('id') or ''}")


def _own_id(box: Element) -> str | None:
    """What tells a box from the others: a number in its id, or an id kept for a script."""
    kept = (v for name, v in box.attrib.items() if name.startswith("data-") and "id" in name)
    return _number([box]) or next(kept, None)


def _heading_above(parent: Element, first: Element) -> Element | None:
    """The heading or counter of a discussion that stands right above a run of boxes."""
    for element in (first, parent, *list(parent.iterancestors())[: AROUND - 1]):
        for number, before in enumerate(element.itersiblings("*", preceding=True)):
            if _heads(before):
                return before
            heading = next(before.iter("h2", "h3", "h4", "h5"), None) if number < AROUND else None
            if heading is not None and _heads(heading):
                return heading
            if number == 2 * AROUND:
                break
    return None


def _heads(element: Element) -> bool:
    """Whether all that an element says is what stands above a discussion."""
    text = " ".join(raw_text(element).split())
    if not 0 < len(text) <= 2 * LONGEST_STAMP:
        return False
    return comment_count(text) is not None or _HEADING.fullmatch(folded(text)) is not None


def _links(elements: Iterable[Element]) -> Iterator[Element]:
    return (link for element in elements for link in element.iter("a", "button"))


def _pictures(elements: Iterable[Element]) -> Iterator[Element]:
    return (picture for element in elements for picture in element.iter("img"))


def _is_answer(link: Element) -> bool:
    phrase = phrase_of(" ".join(raw_text(link).split()))
    if phrase is not None and phrase.kind == "comment-form":
        return True
    return _ANSWER.search(f"{link.get('href') or ''} {link.get('class') or ''}") is not None


def _is_portrait(picture: Element) -> bool:
    source = f"{picture.get('src') or ''} {picture.get('class') or ''} {picture.get('alt') or ''}"
    return _PORTRAIT.search(source) is not None


def _forms_after(parent: Element) -> Iterator[Element]:
    """Forms in the box of a run, and in what follows it."""
    for element in (parent, *list(parent.iterancestors())[: AROUND - 1]):
        for sibling in element.itersiblings("*"):
            if sibling.tag == "form":
                yield sibling
            else:
                yield from sibling.iter("form")
    yield from parent.iter("form")


def weight_of(text: str) -> int:
    """How much a text says, in letters: a Chinese character says about as much as three."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))


def _text_ends(page: Page) -> int:
    """Number of the first element that stands behind enough running text for a column."""
    size = 0
    for at, tag in enumerate(page.tags):
        if size >= TEXT_BEFORE:
            return at
        if tag not in _UNREAD:
            for text in (page.texts[at], page.tails[at]):
                if text and weight_of(text) > RUNNING_TEXT and not text.isspace():
                    size += weight_of(text.strip())
    return len(page.elements)
