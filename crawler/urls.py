"""What identifies a web address, and which addresses are never those of a column.

Only the address itself is looked at: whether it belongs to an outlet is its scope's business
(`crawler.outlets`), whether the page is a column is the extractor's.
"""

import ipaddress
import re
from urllib.parse import urljoin, urlsplit

import idna

DEFAULT_PORTS = {"http": 80, "https": 443}

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

# RFC 3986, section 2.3: escaped or not, these are the same; everything else keeps its escape.
UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
IN_PATH = UNRESERVED | frozenset(b"!$&'()*+,;=:@/")
IN_QUERY = IN_PATH | frozenset(b"?[]|")
"""Brackets and bars are not allowed in a query, but PHP and browsers leave them as they are."""


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
    path = without_dots(escaped(re.sub(r"(?i);jsessionid=[^/;]*", "", parts.path), IN_PATH))
    query = "&".join(
        escaped(field, IN_QUERY)
        for field in parts.query.split("&")
        if field and not tracks(field, path)
    )
    return f"{parts.scheme}://{host}{path or '/'}{'?' + query if query else ''}"


def resolve(href: str, base: str) -> str | None:
    """The normalised address a link leads to from a page; None when it is no web address."""
    try:
        url = normalise(urljoin(base, href.strip()))
    except ValueError:
        return None
    return url if is_web_address(url) else None


def is_web_address(url: str) -> bool:
    """Whether this is an absolute http or https address with a host."""
    try:
        parts = urlsplit(url)
        return parts.scheme in DEFAULT_PORTS and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False


def host_key(url: str) -> str:
    """Host (and port, unless it is the scheme's own), without a leading `www.`; "" without host."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return ""
    host = ascii_host(parts.hostname or "").removeprefix("www.")
    if port is None or port == DEFAULT_PORTS.get(parts.scheme):
        return host
    return f"{host}:{port}"


def is_loopback(url: str) -> bool:
    """Whether the address is on this very machine by its own wording; no name is looked up."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def ascii_host(host: str) -> str:
    """A host name in lower case, in punycode where it is written in another script."""
    host = host.lower().rstrip(".")
    if ":" in host:
        return f"[{host}]"
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return ""


def tracks(field: str, path: str) -> bool:
    """Whether a `name=value` of a query only tells how the reader came."""
    name = field.partition("=")[0].lower()
    if field in ("m=0", "m=1") and path.endswith(".html"):
        return True  # Blogger's page for telephones; elsewhere `m` is an identity
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)


def escaped(text: str, allowed: frozenset[int]) -> str:
    """Path or query in one spelling: needless escapes undone, needed ones in upper case."""
    return re.sub(
        r"%[0-9A-Fa-f]{2}|.", lambda found: one_spelling(found[0], allowed), text, flags=re.DOTALL
    )


def one_spelling(sign: str, allowed: frozenset[int]) -> str:
    """One sign or one escape of a path or query, as `escaped` writes it."""
    if len(sign) == 3:
        byte = int(sign[1:], 16)
        return chr(byte) if byte in UNRESERVED else sign.upper()
    if sign.isascii() and ord(sign) in allowed:
        return sign
    return "".join(f"%{byte:02X}" for byte in sign.encode("utf-8", "replace"))


def without_dots(path: str) -> str:
    """A path with its `.` and `..` segments walked (RFC 3986, section 5.2.4)."""
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
