"""Listings: pages that list columns (section fronts, tags, authors, archives, results of a search).

Structure alone decides: headlines of the same make, each linked to another page of the site, and no
text of the page's own beside what is said of each. A column lists things too, has links in its
text and a long "read also" under it; but it has a text before, between or behind these, or states
that it is a column. In doubt a page is a column.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from archive.text.sizes import text_size
from crawler.extraction.body.body import Body
from crawler.extraction.buttons import text_in
from crawler.extraction.markup.element_text import BLOCK_TAGS, text_at, text_of
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Claim, Page, absolute
from crawler.extraction.markup.tree import Element
from crawler.extraction.metadata.fields import Fields
from crawler.extraction.metadata.headlines.outlet_names import squeezed
from crawler.extraction.stated_objects import objects_in, own_paths, path_of
from crawler.urls.hosts import host_key
from crawler.urls.traps import is_trap

FEWEST_ARTICLES = 4
LARGEST_TEASER = 0.5
"""Of `article` elements a listing has at least this many with a linked headline; no entry of any
listing has half of the text."""
FEWEST_NAMED, FEWEST_POSTS = 2, 3
"""The same on a page that is surely named as a listing, and of posts one of which gave the text."""
TIMES_A_TEASER = 8
"""Times the size of the longest entry beside it from which a post is a column above teasers."""
MOST_LISTED = 0.8
"""Share of the text that stands in the entries where they are so few."""
FEWEST_HEADLINES = 5
"""The same for links without such elements."""
SHORTEST_HEADLINE = 20
"""Size of a link that may be a headline; sections and buttons have shorter names."""
USUAL_HEADLINE = 25
"""Mean size of headlines; menus of services ("About the editorial board") come near it."""
MOST_BESIDE = 40
"""Size of the text in a headline's line besides it: a date, an author."""
LONGEST_ENTRY = 600
"""Size of what a listing says of one column; beyond it the text between two links is prose."""
MOST_BEHIND = 2
"""Times the longest of the other entries that the text from the last headline on may have: more is
a column to which a list stands in front."""
LONGEST_OWN = 100
"""Size of a paragraph of the page's own that a listing may have in front: what a section is about.
A page named as a listing may describe itself, or an author, at length."""
MOST_OWN, LONGEST_PORTRAIT = 0.2, 600
"""Share of the text that stands in front; where the address is a listing's, its size."""

_SLUG = r"[^\W_]+(?:[-_][^\W_]+){3}"
_COLUMNS_ADDRESS: Final = re.compile(rf"/(?:19|20)\d\d[/-]|\d{{4}}|{_SLUG}")
"""What only addresses of columns have: a date, a number, a slug of four words and more."""
_SLUG_AT_END = re.compile(rf"{_SLUG}[^/]*$")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
_BESIDE = frozenset(("nav", "footer", "aside", "header"))
_LISTED_TAGS = frozenset(("article", "li", "section", "div", "tr"))
_ARTICLE_NAME: Final = re.compile(r"\w*Article|(?:Live)?BlogPosting|Report\w*|Review")
ARTICLE: Final = re.compile(rf"\"@type\"\s*:\s*\[?\s*\"(?:{_ARTICLE_NAME.pattern})\"")
_LISTING: Final = re.compile(
    r"\"@type\"\s*:\s*\[?\s*\"(?:CollectionPage|SearchResultsPage|ProfilePage|ItemList|Blog)\""
)
_COLLECTION: Final = re.compile(r"\"@type\"\s*:\s*\[?\s*\"(?:CollectionPage|SearchResultsPage)\"")
_LISTING_CLASSES = frozenset(
    ("archive", "category", "tag", "author", "blog", "search-results", "page-archive")
)
"""Classes of the body element: WordPress's (`body_class()`), and those of other systems' themes."""
_OF_COLUMNS = frozenset(("single", "page", "singular"))
_WITH_THOSE = _LISTING_CLASSES | {"home", "search", "date"}
"""Such classes of which WordPress writes two or more; two are sure."""
_LISTINGS_ADDRESSES = frozenset(("listing", "home page"))


class _Entry(NamedTuple):
    """What an `article` element tells of another column."""

    address: str
    headline: str
    is_hentry: bool
    tag: str


class _Headline(NamedTuple):
    """A link that may be the headline of a listed column."""

    at: int
    size: int


def is_listing(
    page: Page, index: PageIndex, claims: Sequence[Claim], fields: Fields, body: Body
) -> bool:
    """Whether the page's text is spread over entries that each link to their own column."""
    if _states_this_article(page, index):
        return False
    size = sum(text_size(block.text) for block in body.blocks)
    return (
        _is_of_articles(page, index, body, size)
        or _is_of_posts(page, index, fields, body)
        or _is_of_headlines(page, index, claims, fields, body, size)
    )


def states_an_article(index: PageIndex) -> bool:
    """Whether a page states that it is an article, or holds one."""
    types = index.metas.get("og:type", ())
    return any(name.strip().lower() == "article" for name in types) or any(
        map(ARTICLE.search, index.json_ld)
    )


def _states_this_article(page: Page, index: PageIndex) -> bool:
    """The same, unless all the articles are those that a stated listing lists."""
    if not states_an_article(index):
        return False
    types = [name.strip().lower() for name in index.metas.get("og:type", ())]
    if "article" in types or not any(map(_LISTING.search, index.json_ld)):
        return True
    articles = [
        item for script in index.json_ld for item in objects_in(script) if _is_article(item)
    ]
    paths = {path_of(item.get("url")) for item in articles}
    return bool(articles) and (
        len(paths) < FEWEST_ARTICLES or not paths.isdisjoint(own_paths(page, index))
    )


def _is_article(item: dict[str, Any]) -> bool:
    types = item.get("@type")
    return any(
        isinstance(name, str) and _ARTICLE_NAME.fullmatch(name)
        for name in (types if isinstance(types, list) else [types])
    )


def _is_at_a_listings_address(page: Page) -> bool:
    return bool(page.url) and is_trap(page.url) in _LISTINGS_ADDRESSES


def _is_named(page: Page) -> bool:
    """Whether the page's address, or a class of its body, is that of a listing."""
    names = _body_classes(page)
    return _is_at_a_listings_address(page) or not (
        _LISTING_CLASSES.isdisjoint(names) or "single" in names
    )


def _is_surely_named(page: Page) -> bool:
    """Whether the page's address, or two classes of its body, are those of a listing."""
    names = _body_classes(page)
    return _is_at_a_listings_address(page) or (
        len(_WITH_THOSE & names) > 1 and not _OF_COLUMNS & names
    )


def _body_classes(page: Page) -> frozenset[str]:
    at = page.tags.index("body") if "body" in page.tags else 0
    return frozenset((page.classes[at] or "").lower().split())


def is_teased(page: Page, at: int) -> bool:
    """Whether what has this number stands in an entry whose headline leads to another page."""
    entry = _article_around(page.elements[at])
    return entry is not None and _entry(page, entry) is not None


def has_columns_path(address: str | None) -> bool:
    """Whether an address may be a column's by what stands in it."""
    return _COLUMNS_ADDRESS.search(path_of(address)) is not None


def _is_of_articles(page: Page, index: PageIndex, body: Body, size: int) -> bool:
    marked = len(page.tagged("article")) + sum("hentry" in names for names in page.classes if names)
    if marked < FEWEST_NAMED or marked < (fewest := _fewest_articles(page, index)):
        return False
    inside: Counter[Element] = Counter()
    own: list[int] = []
    for block, element in zip(body.blocks, body.elements, strict=True):
        article = _article_around(element)
        if article is not None:
            inside[article] += text_size(block.text)
        elif not inside and block.kind != "heading":
            own.append(text_size(block.text))
    entries = {article: entry for article in inside if (entry := _entry(page, article)) is not None}
    found = len({entry.address for entry in entries.values()})
    if found < fewest:
        return False
    is_few = found < FEWEST_ARTICLES
    if (is_few or not page.url) and not _are_others(index, entries.values()):
        return False
    may_be_columns = not page.url or has_columns_path(page.url)
    if max(own, default=0) >= LONGEST_OWN and may_be_columns and not _is_named(page):
        return False
    listed = [inside[article] for article in entries]
    if is_few:
        return sum(listed) >= MOST_LISTED * size
    return sum(listed) >= LARGEST_TEASER * size and max(listed) < LARGEST_TEASER * size


def _fewest_articles(page: Page, index: PageIndex) -> int:
    """How many entries make a page a listing; fewer where it is named as one."""
    is_named = _is_surely_named(page) or any(map(_COLLECTION.search, index.json_ld))
    return FEWEST_NAMED if is_named else FEWEST_ARTICLES


def _is_of_posts(page: Page, index: PageIndex, fields: Fields, body: Body) -> bool:
    """Whether headline and text are those of one of several posts, each with a page of its own."""
    headline = fields.elements.get("headline")
    post = None if headline is None else _article_around(headline)
    if post is None or _entry(page, post) is None:
        return False
    if any(_article_around(element) is None for element in body.elements):
        return False
    numbers = (at for at, names in enumerate(page.classes) if names and "hentry" in names.split())
    posts = {at: entry for at in numbers if (entry := _entry(page, page.elements[at])) is not None}
    return (
        len({entry.address for entry in posts.values()}) >= FEWEST_POSTS
        and _are_others(index, posts.values())
        and _has_posts_beside(page, page.numbers[post], posts)
    )


def _has_posts_beside(page: Page, own: int, posts: Collection[int]) -> bool:
    """Whether others beside a post, all by number, are posts as well and no teasers."""
    longest = max(text_size(text_at(page, at)) for at in posts if at != own)
    return TIMES_A_TEASER * longest >= text_size(text_at(page, own))


def _are_others(index: PageIndex, entries: Collection[_Entry]) -> bool:
    """Whether entries are of one make, and none is the column that the page's titles name."""
    titles = [squeezed(title) for title in (*index.titles, *index.metas.get("og:title", ()))]
    headlines = filter(None, (squeezed(entry.headline) for entry in entries))  # one may be drawn
    return len({(entry.tag, entry.is_hentry) for entry in entries}) == 1 and not any(
        headline in title for headline in headlines for title in titles
    )


def _article_around(element: Element) -> Element | None:
    node: Element | None = element
    while node is not None:
        tag = node.tag
        if tag == "article":
            return node
        if tag in _LISTED_TAGS and "hentry" in (node.get("class") or "").split():
            return node
        node = node.getparent()
    return None


def _entry(page: Page, article: Element) -> _Entry | None:
    """What an article tells of the other page that its first heading links to."""
    for heading in article.iter("h1", "h2", "h3", "h4"):
        links = list(heading.iter("a"))
        above = heading.getparent()
        if not links and above is not None and above.tag == "a":
            links = [above]
        address = absolute(links[0].get("href"), _base(page)) if links else None
        if address is None or _is_within(address, page.url):
            return None
        is_hentry = "hentry" in (article.get("class") or "")
        return _Entry(address, text_of(heading), is_hentry, str(article.tag))
    return None


def _is_of_headlines(
    page: Page,
    index: PageIndex,
    claims: Sequence[Claim],
    fields: Fields,
    body: Body,
    size: int,
) -> bool:
    """Whether the text stands in, or shortly behind, linked headlines of the same make."""
    sure = _is_surely_named(page)
    if sure:
        claims = [claim for claim in claims if claim.kind != "related"]
    headlines = _headlines(page, index, claims)
    if len(headlines) < FEWEST_HEADLINES:
        return False
    usual = sum(headline.size for headline in headlines) / len(headlines)
    starts = [headline.at for headline in headlines]
    if not sure and (
        usual < USUAL_HEADLINE or _is_signed_and_dated(page, fields, before=starts[0])
    ):
        return False
    own: list[int] = []
    said: Counter[int] = Counter()
    for block, element in zip(body.blocks, body.elements, strict=True):
        at = page.numbers[element]
        entry = bisect_right(starts, at) - 1
        if entry + 1 < len(starts) and starts[entry + 1] < page.ends[at]:
            entry += 1  # the headline stands in the block
        elif entry >= 0 and at < page.ends[starts[entry]]:
            pass  # the block stands in the link
        elif entry < 0:
            if block.kind != "heading" and not (sure and is_teased(page, at)):
                own.append(text_size(block.text))
            continue
        else:
            said[entry] += text_size(block.text)
    portrait = LONGEST_PORTRAIT if _is_at_a_listings_address(page) else 0
    if sum(own) > max(portrait, MOST_OWN * size):
        return False
    if not _is_named(page) and max(own, default=0) >= LONGEST_OWN:
        return False
    return _is_spread(said, last=len(starts) - 1)


def _is_spread(said: Counter[int], *, last: int) -> bool:
    """Whether the text of entries, told by their numbers, is no prose of a column between or behind
    links; with the last entry counts all that follows the list."""
    longest = max(said.values(), default=0)
    usual = max((size for entry, size in said.items() if entry != last), default=0)
    if said[last] > MOST_BEHIND * usual or longest > LONGEST_ENTRY:
        return False
    return not said or longest < LARGEST_TEASER * sum(said.values())


def _is_signed_and_dated(page: Page, fields: Fields, *, before: int) -> bool:
    """Whether one author and one date stand in front of all headlines: a column that lists others.

    Entries may have theirs above their headlines, but as many as there are entries.
    """
    printed = [fields.elements.get(name) for name in ("byline", "date")]
    return all(
        element is not None
        and page.numbers.get(element, before) < before
        and _stands_once(page, element)
        for element in printed
    )


def _stands_once(page: Page, element: Element) -> bool:
    """Whether a page has no other element of the same tag and classes."""
    at = page.numbers[element]
    make = page.tags[at], page.classes[at]
    return sum(other == make for other in zip(page.tags, page.classes, strict=True)) == 1


def _headlines(page: Page, index: PageIndex, claims: Iterable[Claim]) -> list[_Headline]:
    """The largest group of linked headlines of the same make, beside whatever is furniture."""
    apart = page.inside(
        (
            *(page.elements[at] for at in page.tagged(*_BESIDE)),
            *(claim.element for claim in claims),
        )
    )
    groups: dict[tuple[str, str, str], dict[str, _Headline]] = defaultdict(dict)
    outside = {at: href for at, href in links_of(page, index).items() if not apart[at]}
    labels = {at: text_size(text_in(page, at)) for at in outside}
    long = {at: outside[at] for at, label in labels.items() if label >= SHORTEST_HEADLINE}
    for at, address in to_own_pages(page, long):
        if _is_alone(page, at):
            groups[_make(page, at)].setdefault(address, _Headline(at, labels[at]))
    return sorted(max(groups.values(), key=len, default={}).values())


def links_of(page: Page, index: PageIndex) -> dict[int, str]:
    """The addresses of a page's links by the numbers of their elements."""
    return {page.numbers[element]: href for href, element in index.addresses if element.tag == "a"}


def to_own_pages(page: Page, links: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """Numbers and addresses of those of some links that lead to other pages of the site."""
    base = _base(page)
    own, host = _bare(page.url or base), host_key(base)
    for at, href in links.items():
        if href.startswith(("#", "javascript:", "mailto:")):
            continue
        address = absolute(href, base)
        if address is not None and host_key(address) == host and not _is_within(address, own):
            yield at, _bare(address)


def _base(page: Page) -> str:
    """What the addresses of links are told from, also where a page's own is unknown."""
    return page.base or "http://page.invalid/"


def _is_within(address: str, own: str) -> bool:
    """Whether an address is the page's own, or that of an entry in its column, told by a query."""
    bare, own = _bare(address), _bare(own)
    if bare == own:
        return True
    path, _, query = bare.partition("?")
    return bool(query) and path.rstrip("/") == own and bool(_SLUG_AT_END.search(own))


def _bare(address: str) -> str:
    return address.partition("#")[0].rstrip("/")


def _is_alone(page: Page, at: int) -> bool:
    """Whether little is said in a link's line besides it; one around blocks is a line by itself."""
    if not BLOCK_TAGS.isdisjoint(page.tags[at + 1 : page.ends[at]]):
        return True
    around = at
    while page.parents[around] >= 0 and page.tags[page.parents[around]] not in BLOCK_TAGS:
        around = page.parents[around]
    if page.tags[page.parents[around]] in _HEADINGS:
        return True
    element = page.elements[around]
    before, behind = element.getprevious(), element.getnext()
    beside = [page.texts[page.parents[around]] if before is None else before.tail]
    beside.append(page.tails[around])
    for neighbour in (before, behind):
        if neighbour is not None and neighbour.tag not in BLOCK_TAGS and neighbour.tag != "br":
            beside.append(text_in(page, page.numbers[neighbour]))
            beside.append(neighbour.tail if neighbour is behind else None)
    return sum(text_size(text.strip()) for text in beside if text) <= MOST_BESIDE


def _make(page: Page, at: int) -> tuple[str, str, str]:
    """What headlines of the same make share: first class of the link, tag and class around it."""
    around = page.parents[at]
    return _first(page.classes[at]), page.tags[around], _first(page.classes[around])


def _first(names: str | None) -> str:
    return names.split()[0] if names and not names.isspace() else ""
