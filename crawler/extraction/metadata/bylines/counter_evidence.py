"""What speaks against a candidate for the byline, whatever place it stands in.

It names the outlet or a section, or it runs another candidate's name together with other words.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

from crawler.extraction.markup.element_text import text_of
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Page
from crawler.extraction.metadata.bylines.byline_candidates import OUTLET, Byline, BylineCandidate
from crawler.extraction.metadata.bylines.printed_bylines import BYLINE_PLACE, SIGNED
from crawler.extraction.metadata.bylines.related_items import RelatedItems
from crawler.extraction.metadata.stated.statements import Statements
from crawler.extraction.text.names import begins_with_given_name, comparable_name, name_key
from crawler.extraction.vocabulary.person_words import GIVEN_NAMES, GROUPS
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
MOST_SECTIONS = 20
"""Links to categories whose texts are compared with authors."""
WORDS_ABOUT = 2
"""Words before another candidate's name from which an author is a line about it: "See all by"."""

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where a space is missing in a name written as one word."""


def speak_against(
    candidates: Sequence[BylineCandidate],
    page: Page,
    sections: Collection[str],
    related: RelatedItems,
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
    return _squeezed(name) in _names_of_host(url) and not _is_person_or_team(name)


@lru_cache(maxsize=16)
def _names_of_host(url: str) -> frozenset[str]:
    """A host's name, its labels, and the words of the first."""
    host = host_name(url)
    labels = host.split(".")
    return frozenset((*map(_squeezed, labels[:-1]), *labels[0].split("-"), _squeezed(host)))


def is_branch(name: str, url: str) -> bool:
    """Whether an author contains the name of the host, and is neither a person nor a team."""
    squeezed = _squeezed(name)
    labels = map(_squeezed, host_name(url).split(".")[:-1])
    within = any(len(label) >= HOST_WITHIN and label in squeezed for label in labels)
    return within and not _is_person_or_team(name)


def begins_like_person(name: str) -> bool:
    """Whether a name begins with a given name, also when written as one word: OrlaFennimore."""
    return begins_with_given_name(_CAMEL.sub(" ", name)) or comparable_name(name) in GIVEN_NAMES


def _squeezed(name: str) -> str:
    return "".join(filter(str.isalnum, comparable_name(name)))


def _is_person_or_team(name: str) -> bool:
    return begins_like_person(name) or not GROUPS.isdisjoint(
        map(comparable_name, name.replace("-", " ").split())
    )
