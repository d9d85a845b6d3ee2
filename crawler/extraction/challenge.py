"""Challenges: the check whether a reader is a robot, served in place of a page.

Columns have some of its marks too: the guard's script beside the text, a captcha in the form for
comments, a headline about access denied. So whatever says that it is a column is none.
"""

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final

from crawler.extraction.listing_page import links_of, to_own_pages
from crawler.extraction.markup.index import PageIndex
from crawler.extraction.markup.page import Claim, Page
from crawler.extraction.vocabulary.tables import alternatives, table, word_list

LONGEST = 1000
"""Size of the longest "checking your browser" page seen, with help and copyright."""
MOST_LINKS = 3
"""Links to pages of its site that such a guard prints. With more a page is none, although it may
have a guard's script, as all pages of some sites have, or be called "Just a moment"."""
LONGEST_AMONG_LINKS = 100
"""Size of the text with which a page is one all the same by its title: the message of a system that
refuses a page itself."""
WHOLE_SCRIPT = 200_000
"""Characters of a script that are searched for the marks of a gate."""

_TABLE: Final = table("page_kinds")["challenge"]
_TITLES = re.compile(
    rf"\s*(?:{alternatives(_TABLE['title_patterns'])})\s*(?:[.…!|–-].*)?", re.I | re.S
)
_IDS = frozenset(word_list(_TABLE["ids"]))
_SCRIPTS = re.compile(alternatives(_TABLE["script_patterns"]))


def is_challenge(page: Page, index: PageIndex, claims: Iterable[Claim], *, size: int) -> bool:
    """Whether a bot check is served instead of the page, whose text has this size."""
    titled = any(map(_TITLES.fullmatch, index.titles[:1]))
    if titled and size <= LONGEST_AMONG_LINKS:
        return True
    marked = titled or any(
        _SCRIPTS.search((script.get("src") or "") + (script.text or "")[:WHOLE_SCRIPT])
        for script in index.scripts
    )
    return (marked and _is_bare(page, index)) or _has_its_ids(page, claims)


def _is_bare(page: Page, index: PageIndex) -> bool:
    """Whether a page has hardly a link to the site's other pages."""
    links = islice(to_own_pages(page, links_of(page, index)), MOST_LINKS + 1)
    return sum(1 for _ in links) <= MOST_LINKS


def _has_its_ids(page: Page, claims: Iterable[Claim]) -> bool:
    """Whether an element has the id of a challenge's box, outside forms for readers' texts."""
    boxes = [at for at, name in enumerate(page.ids) if name and name.lower() in _IDS]
    if not boxes:
        return False
    claimed = page.inside(claim.element for claim in claims)
    written_in = page.inside(
        form
        for form, tag in zip(page.elements, page.tags, strict=True)
        if tag == "form" and form.find(".//textarea") is not None
    )
    return any(not claimed[at] and not written_in[at] for at in boxes)
