"""What identifies a web address, and which addresses are never those of a column.

Only the address itself is looked at: whether it belongs to an outlet is its scope's business
(`crawler.config.outlets`), whether the page is a column is the extractor's.
"""

import re
from urllib.parse import unquote, urljoin, urlsplit

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


def tracks(field: str, path: str) -> bool:
    """Whether a `name=value` of a query only tells how the reader came."""
    name = field.partition("=")[0].lower()
    if field in ("m=0", "m=1") and path.endswith(".html"):
        return True  # Blogger's page for telephones; elsewhere `m` is an identity
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)


def one_spelling(found: re.Match[str]) -> str:
    """An escape, or a sign that needs one: needless escapes undone, needed ones in upper case."""
    sign = found[0]
    if len(sign) == 3:
        bare = chr(int(sign[1:], 16))
        return bare if UNRESERVED.match(bare) else sign.upper()
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


QUERY_TRAPS = {
    # WordPress and its plugins: each adds addresses of pages already known, or of no page at all
    "replytocom": "reply address",
    "share": "share address",
    "like_comment": "share address",
    "feed": "feed",
    "embed": "embed",
    "cpage": "comment page",
    "unapproved": "comment page",
    "attachment_id": "attachment",
    "rest_route": "service address",
    "preview": "service address",
    "print": "other form of a page",
    "amp": "other form of a page",
}
"""Parameters that make an address a trap wherever they stand, and what it is then."""

LISTING_QUERY = frozenset(
    "s cat tag author author_name category_name m w year monthnum day paged post_type order "
    "orderby lang updated-max updated-min max-results start by-date".split()
)
"""Parameters of listings: an address is one when its query has no other (`?id=7&cat=2` does)."""

NO_LISTING_ALONE = frozenset(["lang", "order", "orderby"])
"""Parameters that make no listing by themselves."""

FILE_ENDING = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|css|js|mjs|json|woff2?|ttf|eot|map|txt"
    r"|mp[34]|m4[av]|og[gv]|wav|flac|webm|mov|avi|wmv|flv|swf|m3u8?"
    r"|pdf|docx?|xlsx?|pptx?|odt|ods|epub|mobi|rtf|csv|ics|zip|gz|rar|7z|tar|exe|dmg|apk)$"
)

PATH_TRAPS = tuple(
    (re.compile(form), what)
    for form, what in (
        (r"/(?:feed|feeds|rss|rdf)(?:/(?:feed|rss2?|atom|rdf))?/?$", "feed"),
        (r"^/feeds/(?:posts|comments|pages|\d+)(?:/|$)|/atom/?$|\.(?:xml|rss|rdf|atom)$", "feed"),
        (r"/(?:comment-page-\d+|[^/]+/comments|comment/reply/.*)/?$", "comment page"),
        (r"/embed/?$", "embed"),
        (r"/attachment/[^/]+/?$", "attachment"),
        (r"/(?:amp|print)/?$", "other form of a page"),
        (r"/wp-(?:json|admin|includes|content|login|signup|cron)\b", "service address"),
        (r"/(?:xmlrpc|wp-comments-post|wp-trackback)\.php", "service address"),
        (r"/trackback/?$|^/cdn-cgi/", "service address"),
        (r"/page/\d+/?$|/page\d+\.html$|/search(?:/|\.php$|\.html$|$)", "listing"),
        (r"/archives?(?:/(?:19|20)\d\d/\d\d?(?:/\d\d?)?)?/?$", "listing"),
        (r"/\d{4}_\d\d_\d\d_archive\.html$", "listing"),  # Blogger
    )
)
"""What a path (lower case, escapes undone) shows an address to be."""

DATE_ARCHIVE = re.compile(
    r"(?:/[a-z]{2})?/(?:199[5-9]|20[0-3]\d)/?"
    r"|(?:/(?!(?:[^/-]*-){3})[^/]+)*/(?:19|20)\d\d/[01]?\d(?:/[0-3]?\d)?/?"
)
"""What WordPress lists by date: a year of the web alone at the root (`/1927` is a number, and
`/books/1984` a headline); year, month and perhaps day below anything but a headline, for some sites
write the date behind it."""

LISTS = frozenset(
    "tag tags category categories author authors etiqueta etiquetas etiquette categoria categorias "
    "categorie kategorie schlagwort schlagworte autor auteur".split()
)
"""Segments after which a listing is named, as WordPress and its translations write them."""

HEADLINE_HYPHENS = 5
"""A last segment with as many hyphens is a headline, not the name of a category."""


def is_trap(url: str) -> str | None:
    """What an address is when it can never be a column's; None when it may be one.

    A column's page has many other addresses (replies, shares, comment pages, feeds), and listings
    name columns without being one; each of them would be fetched for nothing, and for ever.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return "no web address"
    path = unquote(parts.path).lower() or "/"
    fields = [field.partition("=")[0].lower() for field in parts.query.split("&") if field]
    for name in fields:
        if name in QUERY_TRAPS:
            return QUERY_TRAPS[name]
    if path in ("/", "/index.html", "/index.php") and not fields:
        return "home page"
    if FILE_ENDING.search(path):
        return "file"
    for form, what in PATH_TRAPS:
        if form.search(path):
            return what
    if fields and set(fields) <= LISTING_QUERY and not set(fields) <= NO_LISTING_ALONE:
        return "listing"
    by_date = not fields and DATE_ARCHIVE.fullmatch(path)
    return "listing" if by_date or names_listing(path) else None


def names_listing(path: str) -> bool:
    """Whether a path leads to what a tag, category or author lists (`/category/asia/korea/`)."""
    segments = [segment for segment in path.split("/") if segment]
    place = next((place for place, name in enumerate(segments) if name in LISTS), None)
    if place is None:
        return False
    named = segments[place + 1 :]
    if not named:
        return True
    if named[-1].count("-") >= HEADLINE_HYPHENS or re.search(r"\d{4}.*\.[a-z]{3,5}$", named[-1]):
        return False
    nested = segments[place].startswith(("categor", "kategor"))
    return len(named) == 1 or (nested and not any(re.fullmatch(r"\d{4}", name) for name in named))
