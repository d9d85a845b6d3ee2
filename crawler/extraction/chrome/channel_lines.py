"""Lines between a column's paragraphs that ask its reader to follow the outlet elsewhere: on
Telegram, in a network, in a service that gathers news.
"""

import re

from crawler.extraction.chrome.taken import Taken
from crawler.extraction.markup.page import Claim, Page, address_parts
from crawler.extraction.vocabulary.caseless import Caseless
from crawler.extraction.vocabulary.tables import alternatives, table, word_list
from crawler.urls.hosts import host_name

KIND, RULE = "subscribe", "subscribe: line that leads to a channel"
LONGEST = 200
"""Characters of such a line."""
DEEPEST = 2
"""Parts of the path to a channel; what was said in it lies deeper."""
_TABLE = table("furniture_asks")
_HOSTS = frozenset(word_list(_TABLE["channel_hosts"]))
_MAY_BE_HOST = re.compile("|".join(map(re.escape, sorted(_HOSTS))))
_FOLLOW = Caseless(
    rf"(?<![\"'“”„«‹‘’「『])(?:{'|'.join(map(alternatives, _TABLE['follow_patterns'].values()))})"
)
"""Not right behind a quotation mark: then somebody else asks."""


def find_channel_lines(taken: Taken) -> tuple[Claim, ...]:
    """The elements around segments that say "follow us", with links to channels and to nothing
    else."""
    page = taken.page
    return tuple(
        Claim(page.elements[at], KIND, RULE)
        for at, segment in zip(taken.places, taken.segments, strict=True)
        if segment.links
        and len(segment.text) <= LONGEST
        and all(_is_channel(page, address) for _, address in segment.links)
        and _FOLLOW.search(segment.text)
        and taken.stands_alone(at, segment)
    )


def _is_channel(page: Page, address: str) -> bool:
    if _MAY_BE_HOST.search(address) is None:
        return False
    parts = address_parts(page.link(address) or "")
    return (
        parts is not None
        and host_name(parts.geturl()) in _HOSTS
        and parts.path.strip("/").count("/") < DEEPEST
    )
