"""What a robots.txt allows us (RFC 9309), from its status and bytes alone.

Fetching it, and making every request wait for it, is the middleware's work.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from protego import Protego

from crawler.extraction.markup.charsets import decoded
from crawler.urls.normalising import resolve

PRODUCT = "foreign-desk"
"""The name robots.txt knows us by (RFC 9309, section 2.2.1)."""

PARSED = 500 * 1024
"""Characters whose rules are read; RFC 9309, section 2.5, asks for at least 500 kibibytes."""

ROBOTS_MAX_AGE = timedelta(hours=24)
"""How long an answer may be used (RFC 9309, 2.4), in this run and in later ones."""


class NotNow(Exception):  # noqa: N818 - what is, not a fault of the program
    """Nothing may be asked of a host in this run; the message says why."""


class RobotsUnreachable(NotNow):
    """robots.txt could not be had, so nothing may be fetched for now (RFC 9309, 2.3.1.4)."""


class HostSilent(NotNow):
    """A site has not answered again and again; what is left of it waits for the next crawl."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site asks of us."""

    crawl_delay: float | None = None
    """Seconds between two requests; not in RFC 9309, but widely written and kept here."""
    _parsed: Protego | None = field(default=None, repr=False)

    def allows(self, url: str) -> bool:
        """Whether an address may be fetched."""
        return self._parsed is None or bool(self._parsed.can_fetch(url, PRODUCT))


def read_rules(status: int, body: bytes) -> Rules:
    """The rules that an answer to the request for robots.txt stands for.

    A client error means that there are no rules (RFC 9309, 2.3.1.3), and so does a redirect that
    leads nowhere. 429 is a client error too, but what it says is "not now": counting it, like a
    server error, as unreachable is the stricter reading. A 304 tells of rules that we do not hold.
    """
    if status in (304, 429) or not 200 <= status < 500:
        raise RobotsUnreachable(f"robots.txt answers {status}; nothing is fetched for now")
    if status >= 300:
        return Rules()
    parsed = Protego.parse(text_of(body)[:PARSED])
    delay = parsed.crawl_delay(PRODUCT)
    return Rules(
        crawl_delay=None if delay is None else float(delay),
        _parsed=parsed,
    )


def named_sitemaps(body: bytes, url: str) -> tuple[str, ...]:
    """Addresses of the sitemaps that the robots.txt at `url` names, relative ones too.

    They often stand at the end, so the whole file counts, also what is too long for rules.
    """
    named = [line for line in text_of(body).splitlines() if "sitemap" in line.lower()]
    addresses = (resolve(name, url) for name in Protego.parse("\n".join(named)).sitemaps)
    return tuple(dict.fromkeys(address for address in addresses if address))


def text_of(body: bytes) -> str:
    """The text of a robots.txt: UTF-8 by RFC 9309, and what else its bytes show it to be.

    Editors save it in UTF-16 or with marks of byte order, which hide the first line's name.
    """
    return decoded(body).replace("\ufeff", "").replace("\x00", "")
