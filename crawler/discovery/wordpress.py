"""Categories, posts and comments in responses of WordPress's REST API.

Routes and fields are those of the REST API handbook (developer.wordpress.org/rest-api/reference)
and of a WordPress 6.1. Entries that do not have the expected form are skipped one by one.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from typing import Any
from urllib.parse import urlencode

from archive.model.times import told_moment
from archive.text.json_text import read_json
from crawler.discovery.feed import TAG
from crawler.extraction.markup.charsets import decoded

PER_PAGE = 100
"""Entries per page; the most that WordPress allows."""

POST_FIELDS = (
    "id,link,date_gmt,modified_gmt,title,content,categories,_links.author,_links.wp:term,_embedded"
)


class NoListing(ValueError):  # noqa: N818 - what is, not a fault of the program
    """The response is no REST listing; the message says what it is."""


@dataclass(frozen=True, slots=True)
class Category:
    """One category of the tree."""

    id: int
    slug: str
    name: str
    parent: int
    """0 for one at the root."""


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a listing."""

    id: str
    url: str
    protected: bool
    published: datetime | None
    modified: datetime | None
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    title: str
    content: str
    """HTML of the whole text, all its pages; empty when it is protected."""


@dataclass(frozen=True, slots=True)
class PostComment:
    """One approved comment: the fields that its web page does not print."""

    id: str
    post: str
    parent: str | None
    published: datetime | None
    says: str = ""
    """Its author and words; "" when they were not asked for."""


def address(root: str, route: str, **parameters: object) -> str:
    """The address of a route; `root` is `…/wp-json/` or `…/?rest_route=/`."""
    joint = "&" if "?" in root else "?"
    query = urlencode(parameters, safe=",:_")
    return f"{root}{route}{joint}{query}" if query else f"{root}{route}"


def posts_address(root: str, categories: Collection[int], **parameters: object) -> str:
    """The address of a listing of posts in the categories, or of all."""
    among = {"categories": ",".join(str(one) for one in sorted(categories))} if categories else {}
    return address(root, "wp/v2/posts", **among, **parameters)


def read_categories(body: bytes) -> list[Category]:
    """The categories in one response."""
    categories = []
    for entry in entries_of(body, "categories"):
        number, parent = whole_number(entry.get("id")), whole_number(entry.get("parent"))
        if number is not None:
            categories.append(
                Category(
                    id=number,
                    slug=str(entry.get("slug") or ""),
                    name=plain(entry.get("name")),
                    parent=parent or 0,
                )
            )
    return categories


def with_descendants(categories: Iterable[Category], slugs: Collection[str]) -> frozenset[int]:
    """Ids of the categories with these slugs and of all below them; loops end."""
    below: dict[int, list[int]] = {}
    open_ids: list[int] = []
    for one in categories:
        below.setdefault(one.parent, []).append(one.id)
        if one.slug in slugs:
            open_ids.append(one.id)
    ids: set[int] = set()
    while open_ids:
        number = open_ids.pop()
        if number not in ids:
            ids.add(number)
            open_ids += below.get(number, [])
    return frozenset(ids)


def read_posts(body: bytes) -> list[Post]:
    """The posts in one response that have an id and an address, in its order."""
    posts = []
    for entry in entries_of(body, "posts"):
        number, link = whole_number(entry.get("id")), entry.get("link")
        if number is not None and isinstance(link, str) and link:
            content, title = json_object(entry.get("content")), json_object(entry.get("title"))
            embedded = json_object(entry.get("_embedded"))
            posts.append(
                Post(
                    id=str(number),
                    url=link,
                    protected=content.get("protected") is True,
                    published=utc_time(entry.get("date_gmt")),
                    modified=utc_time(entry.get("modified_gmt")),
                    authors=tuple(names(embedded.get("author"))),
                    categories=tuple(term_names(embedded, "category")),
                    tags=tuple(term_names(embedded, "post_tag")),
                    title=plain(title.get("rendered")),
                    content=str(content.get("rendered") or ""),
                )
            )
    return posts


def read_comments(body: bytes) -> list[PostComment]:
    """The comments in one response, in its order."""
    comments = []
    for entry in entries_of(body, "comments"):
        number, post = whole_number(entry.get("id")), whole_number(entry.get("post"))
        parent = whole_number(entry.get("parent"))
        if number is not None and post is not None:
            comments.append(
                PostComment(
                    id=str(number),
                    post=str(post),
                    parent=str(parent) if parent else None,
                    published=utc_time(entry.get("date_gmt")),
                    says=said_by(entry),
                )
            )
    return comments


def said_by(entry: Mapping[str, Any]) -> str:
    """A comment's author and words; of mark-up nothing, which plugins fill with tokens."""
    text = json_object(entry.get("content")).get("rendered")
    words = plain(TAG.sub(" ", text)) if isinstance(text, str) else ""
    return f"{plain(entry.get('author_name'))}\n{words}".strip()


def past_the_end(body: bytes) -> bool:
    """Whether an error only means that the page number is too high."""
    return (error_code(body) or "").endswith("invalid_page_number")


def error_code(body: bytes) -> str | None:
    """The code of a REST error; None when the response is none."""
    try:
        answer = read_json(decoded(body))
    except ValueError:
        return None
    return str(answer["code"]) if isinstance(answer, dict) and "code" in answer else None


def is_json(body: bytes) -> bool:
    """Whether the response is from REST, a listing or an error."""
    try:
        return isinstance(read_json(decoded(body)), list | dict)
    except ValueError:
        return False


def entries_of(body: bytes, what: str) -> list[dict[str, Any]]:
    """The objects of a listing; NoListing says what was served instead."""
    try:
        answer = read_json(decoded(body))
    except ValueError:
        raise NoListing(f"no JSON in place of the {what}") from None
    if isinstance(answer, dict) and "code" in answer:
        raise NoListing(f"{plain(answer.get('code'))}: {plain(answer.get('message'))}")
    if not isinstance(answer, list):
        raise NoListing(f"no list in place of the {what}")
    return [entry for entry in answer if isinstance(entry, dict)]


def whole_number(value: object) -> int | None:
    """A number of JSON that can be an id; None for any other value, true and false among them."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def json_object(value: object) -> Mapping[str, Any]:
    """A JSON object, or an empty one for any other value."""
    return value if isinstance(value, dict) else {}


def names(values: object) -> Iterator[str]:
    """The names of embedded authors or terms."""
    for value in values if isinstance(values, list) else ():
        name = plain(json_object(value).get("name"))
        if name:
            yield name


def term_names(embedded: Mapping[str, Any], taxonomy: str) -> Iterator[str]:
    """The names of the embedded terms of one taxonomy."""
    groups = embedded.get("wp:term")
    for group in groups if isinstance(groups, list) else ():
        for term in group if isinstance(group, list) else ():
            if json_object(term).get("taxonomy") == taxonomy:
                yield from names([term])


def plain(value: object) -> str:
    """A text on one line without HTML escapes; "" for other values."""
    return " ".join(unescape(value).split()) if isinstance(value, str) else ""


def utc_time(value: object) -> datetime | None:
    """A time as REST writes it in its `_gmt` fields; None when it is not one (or 0000-00-00)."""
    if not isinstance(value, str):
        return None
    try:
        parsed = datetime.fromisoformat(value)
    except ValueError:
        return None
    return told_moment(parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC))
