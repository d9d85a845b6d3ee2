"""A WordPress on loopback as far as a crawl sees it: REST, and the pages of its posts."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.builders.site import Page, Site, column

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
OUTLET = """\
name = "The Blog"
home = "{home}"
language = "en"
timezone = "UTC"
revisit_after = "90d"

[scope]
sections = [{sections}]

[[seeds]]
wordpress = "/wp-json/"
categories = ["{category}"]
"""


@dataclass
class Category:
    """One category: its number is its place in the list."""

    slug: str
    name: str
    parent: int = 0


@dataclass
class Rest:
    """What the site's REST tells; its answers are made as they are asked for."""

    site: Site
    categories: list[Category]
    posts: dict[int, dict[str, Any]] = field(default_factory=dict)
    largest: int = 100
    """Entries it puts on a page at most, however many it is asked for."""

    def __post_init__(self) -> None:
        self.site.made = self.answer

    def outlet(self, category: str, *sections: str, further: str = "") -> str:
        """The outlet file for a category, and perhaps a further seed."""
        named = ", ".join(json.dumps(section) for section in sections)
        text = OUTLET.format(home=self.site.home, category=category, sections=named)
        return text + (f"\n[[seeds]]\n{further}\n" if further else "")

    def post(self, number: int, title: str, *, category: int, day: float = 0) -> str:
        """The path of a post, published or changed on a day, in a category and in none else."""
        path = f"/{number}/post/"
        name = self.categories[category - 1].name
        link = f"<link rel='alternate' href='{self.site.home}wp-json/wp/v2/posts/{number}'></head>"
        page = column(title, section=name).replace(b"</head>", link.encode())
        self.site.pages[path] = Page(page)
        self.posts[number] = {
            "id": number,
            "link": self.site.home.rstrip("/") + path,
            "date_gmt": stamp(NOON + timedelta(hours=number)),
            "modified_gmt": stamp(NOON + timedelta(days=day, hours=number)),
            "title": {"rendered": title},
            "content": {"rendered": f"<p>{title}</p>", "protected": False},
            "categories": [category],
            "_embedded": {"wp:term": [[{"name": name, "taxonomy": "category"}]]},
        }
        return path

    def answer(self, target: str) -> Page | None:
        """What REST answers at a path; None where it has nothing to say."""
        parts = urlsplit(target)
        if not parts.path.startswith("/wp-json/wp/v2/"):
            return None
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        found: list[Any] = []
        match parts.path.removeprefix("/wp-json/wp/v2/"):
            case "categories":
                found = [
                    {"id": at, "slug": one.slug, "name": one.name, "parent": one.parent}
                    for at, one in enumerate(self.categories, 1)
                ]
            case "posts":
                found = posts_asked_for(self.posts.values(), asked)
        status, headers, told = page_of(found, asked, largest=self.largest)
        kind = {"Content-Type": "application/json"}
        return Page(json.dumps(told).encode(), status, kind | headers)


def posts_asked_for(
    posts: Iterable[dict[str, Any]], asked: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The posts that a question is about, in the order it asks for."""
    among = {int(one) for one in asked.get("categories", "").split(",") if one}
    found = [
        post
        for post in posts
        if (not among or among & set(post["categories"]))
        and post["modified_gmt"] + "Z" > asked.get("modified_after", "")
        and ("include" not in asked or str(post["id"]) in asked["include"].split(","))
    ]
    by = {"id": "id", "date": "date_gmt", "modified": "modified_gmt"}[asked.get("orderby", "date")]
    return sorted(found, key=lambda one: one[by], reverse=asked.get("order", "desc") == "desc")


def page_of(
    found: Sequence[Any], asked: Mapping[str, str], *, largest: int = 100
) -> tuple[int, dict[str, str], Any]:
    """Status, headers and body with which REST answers for one page of a listing."""
    size, page = min(int(asked.get("per_page", 10)), largest), int(asked.get("page", 1))
    listed = found[size * (page - 1) : size * page]
    if page > 1 and not listed:
        return 400, {}, {"code": "rest_post_invalid_page_number", "message": "No such page."}
    return 200, {"X-WP-Total": str(len(found))}, listed


def stamp(moment: datetime) -> str:
    """A time as REST writes it in its `_gmt` fields."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S")
