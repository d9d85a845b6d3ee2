"""Which addresses are never those of a column, and what they are instead."""

import re
from urllib.parse import unquote, urlsplit

QUERY_TRAPS = {
    # WordPress and its plugins: each adds addresses of pages already known, or of no page at all
    "replytocom": "reply address",
    "share": "share address",
    "like_comment": "share address",
    "feed": "feed",
    "embed": "embed",
    "cpage": "comment page",
    "commentpage": "comment page",
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
