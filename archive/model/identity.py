"""Which column an address, a canonical link or a text belongs to, and the id it is cited by.

A column is known by its address first, by what the page declares second: a canonical link is
evidence, not truth. Pure functions; `ingest.matching` asks the database.
"""

import base64
import hashlib
import re
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from urllib.parse import SplitResult, urlsplit

from archive.model.versions import Text, has_words

if TYPE_CHECKING:
    from tldextract import TLDExtract

PUBLIC_ID_LENGTH = 10
"""Characters of base32, 50 bits: among a million columns one chance in 2,000 of any collision,
and a collision only makes the later id longer."""

Relation = Literal["address", "variant", "canonical", "redirect", "text"]
RELATIONS: tuple[Relation, ...] = ("text", "redirect", "canonical", "variant", "address")
"""What an address is to its column, the weaker evidence first; see the schema."""

COMMENT_PAGE = re.compile(r"/comment-page-\d+/?$|(?:^|&)(?:cpage|commentPage|replytocom)=\d")
"""WordPress lets the pages of a long discussion name themselves as canonical."""

DEFAULT_PORTS = {"http": 80, "https": 443}


@lru_cache(maxsize=256)  # keeping one column asks sixteen times for a few addresses
def plain_address(url: str) -> str:
    """An address without what never distinguishes two columns: fragment, host's case, default port.

    Tracking parameters and the like are the crawler's to remove. What is no address, such as one
    with a lone bracket or a port of letters, comes back as it is.
    """
    if text_digest_of(url) is not None:
        return url
    try:
        parts = urlsplit(url)
        host = _host(parts)
    except ValueError:
        return url
    return parts._replace(
        scheme=parts.scheme.lower(), netloc=host, path=parts.path or "/", fragment=""
    ).geturl()


def address_key(url: str) -> str:
    """An address without scheme and `www.`, under which a site serves the same columns."""
    if text_digest_of(url) is not None:
        return url
    try:
        parts = urlsplit(plain_address(url))
    except ValueError:
        return url
    key = parts.netloc.removeprefix("www.") + parts.path
    return f"{key}?{parts.query}" if parts.query else key


def spellings(url: str) -> tuple[str, ...]:
    """The addresses that share a key with this one, itself first."""
    plain = plain_address(url)
    if text_digest_of(url) is not None:
        return (plain,)
    key = address_key(plain)
    others = (f"{scheme}{key}" for scheme in ("https://", "http://", "https://www.", "http://www."))
    return (plain, *(other for other in others if other != plain))


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site: of hosts below one name that somebody registered
    (publicsuffix.org), as `feeds.example.com` and `blog.example.com` are."""
    first, second = site_of(one), site_of(other)
    return bool(first) and first == second


@lru_cache(maxsize=4096)
def site_of(url: str) -> str:
    """The registered name in an address; its host where that has none, and "" without a host."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
    with suppress(UnicodeError):
        host = host.encode("idna").decode()
    found = _public_suffixes()(host)
    if found.suffix:
        return found.top_domain_under_public_suffix or host
    return host if found.ipv4 or found.ipv6 else ".".join(host.split(".")[-2:])


@lru_cache(maxsize=1)
def _public_suffixes() -> "TLDExtract":
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def trusted_canonical(canonical: str | None, address: str) -> str | None:
    """The canonical link of a page when it may name the column's own address, else None.

    Trusted on the same host only, and neither as bare home page nor as a page of comments.
    """
    if not canonical:
        return None
    try:
        named = plain_address(canonical)
        parts, read_at = urlsplit(named), urlsplit(plain_address(address))
    except ValueError:
        return None
    if parts.scheme not in DEFAULT_PORTS or not parts.netloc:
        return None
    if parts.netloc.removeprefix("www.") != read_at.netloc.removeprefix("www."):
        return None
    if parts.path == "/" and not parts.query and address_key(named) != address_key(address):
        return None
    if COMMENT_PAGE.search(parts.path) or COMMENT_PAGE.search(parts.query):
        return None
    return named


def text_address(body_digest: str) -> str:
    """The name under which a text without address is known."""
    return f"urn:sha256:{body_digest}"


def text_digest_of(address: str) -> str | None:
    """The digest in the name of a text without address; None for an address of the web."""
    return address.removeprefix("urn:sha256:") if address.startswith("urn:sha256:") else None


def public_id(address: str, *, length: int = PUBLIC_ID_LENGTH) -> str:
    """The short id of a column first met at an address."""
    hashed = hashlib.sha256(address_key(address).encode()).digest()
    return base64.b32encode(hashed).decode().lower().rstrip("=")[:length]


def stronger(one: Relation | None, other: Relation) -> Relation:
    """The relation that says more of an address."""
    if one is None or RELATIONS.index(other) > RELATIONS.index(one):
        return other
    return one


def same_column(one: Text, other: Text) -> bool:
    """Whether two texts are one column's: by body, by headline, or by most of the paragraphs.

    Asked only where a redirect or a canonical link already says so. Sites that were rebuilt send
    every old address to a section page or to some other column, and name one canonical for all.
    """
    if one.body_digest == other.body_digest and has_words(one.body_digest):
        return True
    if _letters(one.title) and _letters(one.title) == _letters(other.title):
        return True
    first, second = (set(filter(None, text.body.split("\n\n"))) for text in (one, other))
    return 2 * len(first & second) > min(len(first), len(second))


def _letters(headline: str | None) -> str:
    return "".join(filter(str.isalnum, (headline or "").casefold()))


def _host(parts: SplitResult) -> str:
    """Host and port of an address, the port only when it is not the scheme's own."""
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    port = parts.port
    return host if port in (None, DEFAULT_PORTS.get(parts.scheme.lower())) else f"{host}:{port}"


def text_id(body_digest: str) -> int:
    """The id of a text: 63 bits of its digest, so that it is the same in every archive."""
    return int(body_digest[:16], 16) >> 1
