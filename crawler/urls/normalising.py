"""The one spelling under which a web address is known.

Only the address itself is looked at: whether it belongs to an outlet is its scope's business
(`crawler.config.outlets`), whether the page is a column is the extractor's.
"""

import re
from urllib.parse import urljoin, urlsplit

from archive.model.identity import DEFAULT_PORTS
from crawler.urls.hosts import ascii_host

TRACKING_PREFIXES = ("utm_", "mc_", "mtm_", "pk_", "piwik_", "hsa_", "_hs", "vero_")

TRACKING = frozenset(
    # click identifiers of advertisers and networks
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid igshid igsh "
    "li_fat_id wickedid epik srsltid s_kwcid "
    # newsletters and campaigns (Mailchimp, Marketo, Olytics, Adobe, AT Internet)
    "mkt_tok oly_anon_id oly_enc_id s_cid cmpid ito ncid xtor at_medium at_campaign at_custom1 "
    # where the reader came from, as the sites of newspapers write it
    "ref_src ref_url referrer smid smtyp guccounter guce_referrer guce_referrer_sig "
    # the same page with one comment shown (Blogger)
    "showcomment".split()
)
"""Parameters that say how a reader came, not which page was asked for (lower case)."""

SESSION = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)

UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
"""Escaped or not, these are the same (RFC 3986, section 2.3); all others keep their escape."""

TO_SPELL_IN_PATH = re.compile(r"%[0-9A-Fa-f]{2}|[^A-Za-z0-9._~!$&'()*+,;=:@/-]")

TO_SPELL_IN_QUERY = re.compile(r"%[0-9A-Fa-f]{2}|[^A-Za-z0-9._~!$&'()*+,;=:@/?\[\]|-]")
"""Brackets and bars are not allowed in a query, but PHP and browsers leave them as they are."""


MAX_ADDRESS = 8_000
"""Characters of an address in its one spelling, which is ASCII. RFC 9110, section 4.1, recommends
that whoever sends or receives one supports at least 8,000 octets; servers end at about as many
(Apache 8,190, nginx 8,192), and a WARC record whose head has over 64 KiB cannot be read back."""


PLAIN = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}"
    r"(?!.*/\.)(?:/[A-Za-z0-9._~!$&'()*+,=:@-]*+)+"
)
"""An address in its one spelling as it stands, as most are: no port, query, escape or dot segment.
Its host is a name, not a number."""


def normalise(url: str) -> str:
    """The one spelling of a web address under which it is known.

    Case of scheme and host, default ports, escapes, dot segments and fragments are made equal;
    tracking parameters go; every other parameter stays, in its place, for `?p=12` is an identity.
    What is no http or https address comes back stripped of white space, and otherwise unchanged.
    """
    # Browsers drop tabs and newlines within an address, and controls and blanks around it.
    text = re.sub(r"[\t\r\n]", "", url).strip("\x00\x0b\x0c\x1c\x1d\x1e\x1f\x20\xa0")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return text
    host = ascii_host(parts.hostname or "")
    if parts.scheme not in DEFAULT_PORTS or not host:
        return text
    if port is not None and port != DEFAULT_PORTS[parts.scheme]:
        host = f"{host}:{port}"
    path = without_dots(TO_SPELL_IN_PATH.sub(one_spelling, SESSION.sub("", parts.path)))
    query = "&".join(
        TO_SPELL_IN_QUERY.sub(one_spelling, field)
        for field in parts.query.split("&")
        if field and not tracks(field, path)
    )
    return f"{parts.scheme}://{host}{path or '/'}{'?' + query if query else ''}"


def resolve(href: str, base: str) -> str | None:
    """The normalised address a link leads to from a page; None when it is no web address."""
    if len(href) > MAX_ADDRESS:
        return None
    if PLAIN.fullmatch(href):
        return href
    try:
        url = normalise(urljoin(base, href.strip()))
    except ValueError:
        return None
    return url if is_web_address(url) else None


def is_web_address(url: str) -> bool:
    """Whether this is an absolute http or https address with a host, and not over-long."""
    if len(url) > MAX_ADDRESS:
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in DEFAULT_PORTS and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False


def tracks(field: str, path: str) -> bool:
    """Whether a `name=value` of a query only tells how the reader came."""
    name = field.partition("=")[0].lower()
    if field in ("m=0", "m=1") and path.endswith(".html"):
        return True  # Blogger's page for telephones; elsewhere `m` is an identity
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)


def one_spelling(match: re.Match[str]) -> str:
    """An escape, or a sign that needs one: needless escapes undone, needed ones in upper case."""
    sign = match[0]
    if len(sign) == 3:
        bare = chr(int(sign[1:], 16))
        return bare if UNRESERVED.match(bare) else sign.upper()
    return "".join(f"%{byte:02X}" for byte in sign.encode("utf-8", "replace"))


def without_dots(path: str) -> str:
    """A path with its `.` and `..` segments resolved (RFC 3986, section 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            del kept[max(1, len(kept) - 1) :]  # the empty one before the first slash stays
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)
