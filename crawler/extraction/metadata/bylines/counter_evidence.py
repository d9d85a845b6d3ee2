"""What speaks against a candidate for the byline, whatever place it stands in.

It names the outlet or a section, or it runs another candidate's name together with other words.
"""

import re
from bisect import bisect
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from itertools import islice
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from crawler.extraction.markup.class_names.class_tokens import class_tokens
from crawler.extraction.markup.element_text import text_of
from crawler.extraction.markup.index import LONGEST_NAMES, PageIndex
from crawler.extraction.markup.page import Page, address_parts
from crawler.extraction.metadata.bylines.byline_candidates import OUTLET, Byline, BylineCandidate
from crawler.extraction.metadata.bylines.printed_bylines import BYLINE_PLACE, SIGNED
from crawler.extraction.metadata.own_labels import leads_to_category
from crawler.extraction.metadata.stated.statements import Statements
from crawler.extraction.text.names import begins_with_given_name, comparable_name, name_key
from crawler.extraction.vocabulary.person_words import GIVEN_NAMES, GROUPS
from crawler.extraction.vocabulary.tables import table, word_list
from crawler.urls.hosts import host_name

HOST_WITHIN = 8
"""Letters of a host's name from which an author that contains it is the outlet's branch."""
BLOG_HOSTS = ("wordpress.", "blogspot.", "tumblr.", "substack.", "typepad.", "livejournal.")
"""Platforms on which each blog has its own subdomain."""
RULED_OUT = 10.0
"""Points against what is no author whatever speaks for it: more than all places together give."""
SIGNED_BY_OUTLET = 0.3
"""Factor for the outlet where the column's byline names it: on 39 development pages whose only
byline was the outlet's name after "By" or in a link, 12 of 13 labels have it as the author; in
a place for bylines, with no meta that states it too, 4 of 5; where it was only stated, 8 of 20."""
BRANCH = 0.5
"""Factor for an author that contains the host's name: "Lantern Scotland"."""
LARGEST_ITEM = 40
"""Elements of one entry of a list of other columns, with picture, headline, date and author."""
SHORTEST_HEADLINE = 20
"""Bytes of another column's headline; shorter linked headings name sections and the outlet."""
DEEPEST = 12
"""Elements around a byline that are looked at for such an entry."""
MOST_SECTIONS = 20
"""Links to categories whose texts are compared with authors."""
WORDS_ABOUT = 2
"""Words before another candidate's name from which an author is a line about it: "See all by"."""

_OTHER_BOXES = frozenset(word_list(table("class_roles")["other_boxes"]))
_SERIES = frozenset(word_list(table("sections")["series_segments"]))
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where a space is missing in a name written as one word."""


def speak_against(
    candidates: Sequence[BylineCandidate],
    page: Page,
    sections: Collection[str],
    related: "RelatedItems",
    outlet: "OutletAsAuthor",
) -> None:
    """Adds to each candidate the points against it."""
    known = {name_key(name) for one in candidates for name in one.value.authors if " " in name}
    signing = SIGNED if outlet.is_stated else SIGNED | {BYLINE_PLACE}
    for candidate in candidates:
        byline = candidate.value
        if byline.outlet or _names_only_outlet(byline, page.url, outlet.words):
            signs = page.outlet is None and not signing.isdisjoint(candidate.points)
            against = candidate.weight * (1 - SIGNED_BY_OUTLET) if signs else RULED_OUT
            candidate.add(OUTLET, -against)
        elif byline.printed and all(is_branch(name, page.url) for name in byline.authors):
            candidate.add("names a branch of the outlet", candidate.weight * (BRANCH - 1))
        if related.hold(byline.element):
            candidate.add("beside a related item", -RULED_OUT)
        if all(_is_section(name, sections) for name in byline.authors):
            candidate.add("names a section", -RULED_OUT)
        if any(_is_about(name_key(name), known) for name in byline.authors):
            candidate.add("a line about another candidate", -RULED_OUT)


class OutletAsAuthor:
    """The words of the outlet's names, and whether a meta element has it as author.

    Such an element is often the same on every page; who has no author then prints the outlet too.
    """

    def __init__(self, names: Collection[str], stated: Statements) -> None:
        plain = [comparable_name(name) for name in names]
        self.words = frozenset(word for name in plain for word in name.split())
        without_article = {name.removeprefix("the ") for name in plain}
        self.is_stated = any(
            comparable_name(author.text).removeprefix("the ") in without_article
            for author in stated.authors
            if author.place == "meta"
        )


class RelatedItems:
    """The places that stand in an entry of another column.

    Below the headline an `article` with a linked headline of its own is such an entry, whatever its
    length. Elsewhere, beside a headline that links away, they count only above the headline and
    below the beginning of the text, where this was found: some pages repeat their own headline, or
    a section's, between these.
    """

    def __init__(
        self, page: Page, index: PageIndex, *, headline_at: int, text_at: int | None
    ) -> None:
        self._page = page
        self._headline_at = headline_at
        self._begin = headline_at if text_at is None else text_at
        self._text_at = text_at
        self._authors = {link.element for link in index.author_links}
        self._headings = index.headings
        self._places = [one.at for one in self._headings]

    def hold(self, element: Element | None) -> bool:
        """Whether an element is in a box named for other columns, or beside such a headline."""
        at = self._page.numbers.get(element) if element is not None else None
        if at is None or not self._begin or self._headline_at <= at < self._begin:
            return False
        above = at < self._headline_at
        own = self._headline_at if above else self._begin
        for number in islice(self._page.ancestors(at), DEEPEST):
            end = self._page.ends[number]
            if number <= own < end:
                return False
            headed = _is_between(number, self._places, end)
            is_item = headed and end - number <= LARGEST_ITEM
            if is_item and _is_between(number, self._headlines, end):
                return True
            if above:
                continue
            names = f"{self._page.classes[number] or ''} {self._page.ids[number] or ''}"
            if not _OTHER_BOXES.isdisjoint(class_tokens(names[:LONGEST_NAMES])):
                return True
            is_article = headed and self._page.tags[number] == "article"
            if is_article and _is_between(number, self._entries, end):
                return True
        return False

    @cached_property
    def _entries(self) -> list[int]:
        """The headings below the headline that lead away."""
        return self._leading_away(lambda at: at > self._headline_at, shortest=1)

    @cached_property
    def _headlines(self) -> list[int]:
        """Those above it, and below the beginning of the text, that are as long as a headline."""
        text_at = self._text_at
        return self._leading_away(
            lambda at: at < self._headline_at or (text_at is not None and at > text_at),
            shortest=SHORTEST_HEADLINE,
        )

    def _leading_away(self, counts: Callable[[int], bool], *, shortest: int) -> list[int]:
        return [
            one.at
            for one in self._headings
            if counts(one.at)
            and _leads_away(one.element, self._authors, self._page.url, shortest=shortest)
        ]


def _is_between(number: int, places: Sequence[int], end: int) -> bool:
    """Whether one of these places, which are in order, lies between two others."""
    at = bisect(places, number)
    return at < len(places) and places[at] < end


def in_other_box(element: Element) -> bool:
    """Whether an element is in a box that is named for other columns."""
    around = (element, *islice(element.iterancestors(), DEEPEST))
    names = (f"{one.get('class') or ''} {one.get('id') or ''}" for one in around)
    return any(not _OTHER_BOXES.isdisjoint(class_tokens(name[:LONGEST_NAMES])) for name in names)


def _leads_away(heading: Element, authors: Collection[Element], url: str, *, shortest: int) -> bool:
    """Whether a heading is another column's: a headline's length, and a link to its page."""
    if len(text_of(heading).encode()) < shortest:
        return False
    around = heading.getparent()
    links = [around] if around is not None and around.tag == "a" else [*heading.iter("a")]
    return any(
        link not in authors and _leads_to_column(link.get("href") or "", url) for link in links
    )


def _leads_to_column(href: str, url: str) -> bool:
    parts = address_parts(href) if href and not href.startswith("#") else None
    path = parts.path.strip("/") if parts is not None else ""
    own = urlsplit(url).path.strip("/")
    above = f"{own}/".startswith(f"{path}/")  # its section, or itself
    return bool(path) and not (above or _is_series(path, own) or leads_to_category(href))


def _is_series(path: str, own: str) -> bool:
    """Whether a path is a series', as /columns/letters-from-the-coast is, by one who writes it.

    Where columns have such addresses themselves, nothing tells.
    """
    first, _, rest = path.lower().partition("/")
    return first in _SERIES and "/" not in rest and not own.lower().startswith(f"{first}/")


def section_names(index: PageIndex, stated: Statements) -> frozenset[str]:
    """The names of sections that a page states or links to, for comparison."""
    links = (text_of(link.element) for link in islice(index.category_links, MOST_SECTIONS))
    return frozenset(
        comparable_name(text) for text in (*(one.text for one in stated.sections), *links)
    )


def _is_section(name: str, sections: Collection[str]) -> bool:
    """Whether an author is a section's name, and no person's: blogs file by authors too."""
    return comparable_name(name) in sections and not begins_like_person(name)


def _is_about(key: str, known: Iterable[str]) -> bool:
    """Whether a name ends with another candidate's, behind words of its own."""
    return any(
        key.endswith(f" {name}") and key.count(" ") - name.count(" ") >= WORDS_ABOUT
        for name in known
    )


def _names_only_outlet(byline: Byline, url: str, outlet: Collection[str]) -> bool:
    """Whether a byline names only the outlet itself, or an account with a word of its name.

    On blog platforms the subdomain is the blogger's account, and so an author. `outlet` are the
    words of its name.
    """
    account = _blog_account(url)
    return all(
        (is_host(name, url) and _squeezed(name) != account) or _is_account_of(name, outlet)
        for name in byline.authors
    )


def _is_account_of(name: str, outlet: Collection[str]) -> bool:
    """Whether a name is a word of the outlet's and one letter: an account, Lantern D."""
    words = comparable_name(name).split()
    rest = [word for word in words if word not in outlet]
    told_apart = len(words) > len(rest) and all(len(word) == 1 for word in rest)
    return len(words) > 1 and len(rest) == 1 and told_apart and not begins_like_person(name)


def _blog_account(url: str) -> str | None:
    """The account in the host of a blog: "kestrel77" of kestrel77.wordpress.com.

    None behind a `www.`, which is no blog's usual address: a name there is the site's.
    """
    account, _, host = (urlsplit(url).hostname or "").partition(".")
    return _squeezed(account) if host.startswith(BLOG_HOSTS) else None


def is_host(name: str, url: str) -> bool:
    """Whether an author is the name of the host, and neither a person nor a team."""
    host = host_name(url)
    labels = [_squeezed(label) for label in host.split(".")[:-1]]
    if begins_like_person(name) or _is_team(name):
        return False
    squeezed = _squeezed(name)
    return squeezed in (*labels, *host.split(".")[0].split("-"), _squeezed(host))


def is_branch(name: str, url: str) -> bool:
    """Whether an author contains the name of the host, and is neither a person nor a team."""
    if begins_like_person(name) or _is_team(name):
        return False
    labels = map(_squeezed, host_name(url).split(".")[:-1])
    return any(len(label) >= HOST_WITHIN and label in _squeezed(name) for label in labels)


def begins_like_person(name: str) -> bool:
    """Whether a name begins with a given name, also when written as one word: OrlaFennimore."""
    return begins_with_given_name(_CAMEL.sub(" ", name)) or comparable_name(name) in GIVEN_NAMES


def _squeezed(name: str) -> str:
    return "".join(filter(str.isalnum, comparable_name(name)))


def _is_team(name: str) -> bool:
    return not GROUPS.isdisjoint(map(comparable_name, name.replace("-", " ").split()))
