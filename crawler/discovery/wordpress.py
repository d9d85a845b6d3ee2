"""What WordPress's REST API says: categories, posts, comments. Pure on bytes.

Routes and fields as in the REST API handbook (developer.wordpress.org/rest-api/reference), and as a
WordPress 6.1 answered. What is not of the form expected is passed over, one entry at a time.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from typing import Any
from urllib.parse import urlencode

PER_PAGE = 100
"""The most that WordPress allows."""

POST_FIELDS = (
    "id,link,date_gmt,modified_gmt,title,content,categories,_links.author,_links.wp:term,_embedded"
)


class NoListing(ValueError):  # noqa: N818 - what is, not a fault of the program
    """The answer is no listing of REST; the message says what it is."""


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
    """One post as a listing tells it."""

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
    """One approved comment, as far as its page on the web does not tell it."""

    id: str
    post: str
    parent: str | None
    published: datetime | None


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
    """The categories of one answer."""
    categories = []
    for entry in entries_of(body, "categories"):
        number, parent = entry.get("id"), entry.get("parent")
        if isinstance(number, int):
            categories.append(
                Category(
                    id=number,
                    slug=str(entry.get("slug") or ""),
                    name=plain(entry.get("name")),
                    parent=parent if isinstance(parent, int) else 0,
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
    """The posts of one answer that have an id and an address, in its order."""
    posts = []
    for entry in entries_of(body, "posts"):
        number, link = entry.get("id"), entry.get("link")
        if isinstance(number, int) and isinstance(link, str) and link:
            content, title = table(entry.get("content")), table(entry.get("title"))
            embedded = table(entry.get("_embedded"))
            posts.append(
                Post(
                    id=str(number),
                    url=link,
                    protected=content.get("protected") is True,
                    published=utc(entry.get("date_gmt")),
                    modified=utc(entry.get("modified_gmt")),
                    authors=tuple(names(embedded.get("author"))),
                    categories=tuple(terms(embedded, "category")),
                    tags=tuple(terms(embedded, "post_tag")),
                    title=plain(title.get("rendered")),
                    content=str(content.get("rendered") or ""),
                )
            )
    return posts


def read_comments(body: bytes) -> list[PostComment]:
    """The comments of one answer, in its order."""
    comments = []
    for entry in entries_of(body, "comments"):
        number, post, parent = entry.get("id"), entry.get("post"), entry.get("parent")
        if isinstance(number, int) and isinstance(post, int):
            comments.append(
                PostComment(
                    id=str(number),
                    post=str(post),
                    parent=str(parent) if isinstance(parent, int) and parent else None,
                    published=utc(entry.get("date_gmt")),
                )
            )
    return comments


def past_the_end(body: bytes) -> bool:
    """Whether an error says only that there is no such page."""
    return (error_code(body) or "").endswith("invalid_page_number")


def error_code(body: bytes) -> str | None:
    """The name of an error as REST tells it; None when it tells of none."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return str(answer["code"]) if isinstance(answer, dict) and "code" in answer else None


def is_json(body: bytes) -> bool:
    """Whether REST answers, be it with a listing or with an error of its own."""
    try:
        return isinstance(json.loads(body), list | dict)
    except (ValueError, RecursionError):
        return False


def entries_of(body: bytes, what: str) -> list[dict[str, Any]]:
    """The objects of a listing; NoListing says what stands in its place."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        raise NoListing(f"no JSON in place of the {what}") from None
    if isinstance(answer, dict) and "code" in answer:
        raise NoListing(f"{plain(answer.get('code'))}: {plain(answer.get('message'))}")
    if not isinstance(answer, list):
        raise NoListing(f"no list in place of the {what}")
    return [entry for entry in answer if isinstance(entry, dict)]


def table(value: object) -> Mapping[str, Any]:
    """A JSON object, or an empty one in its place."""
    return value if isinstance(value, dict) else {}


def names(values: object) -> Iterator[str]:
    """The names of embedded authors or terms."""
    for value in values if isinstance(values, list) else ():
        name = plain(table(value).get("name"))
        if name:
            yield name


def terms(embedded: Mapping[str, Any], taxonomy: str) -> Iterator[str]:
    """The names of the embedded terms of one taxonomy."""
    groups = embedded.get("wp:term")
    for group in groups if isinstance(groups, list) else ():
        for term in group if isinstance(group, list) else ():
            if table(term).get("taxonomy") == taxonomy:
                yield from names([term])


def plain(value: object) -> str:
    """A text on one line, escapes undone; "" for what is no text."""
    return " ".join(unescape(value).split()) if isinstance(value, str) else ""


def utc(value: object) -> datetime | None:
    """A time as REST writes it in its `_gmt` fields; None when it is not one (or 0000-00-00)."""
    if not isinstance(value, str):
        return None
    try:
        parsed = datetime.fromisoformat(value)
    except ValueError:
        return None
    return parsed.astimezone(UTC) if parsed.tzinfo else parsed.replace(tzinfo=UTC)
