"""A WordPress on loopback as far as a crawl sees it: REST, and the pages of its posts."""

import json
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
                among = {int(one) for one in asked.get("categories", "").split(",") if one}
                found = [
                    post
                    for post in self.posts.values()
                    if (not among or among & set(post["categories"]))
                    and post["modified_gmt"] + "Z" > asked.get("modified_after", "")
                    and ("include" not in asked or str(post["id"]) in asked["include"].split(","))
                ]
        size = int(asked.get("per_page", 10))
        return Page(
            json.dumps(found[:size]).encode(),
            headers={"Content-Type": "application/json", "X-WP-Total": str(len(found))},
        )


def stamp(moment: datetime) -> str:
    """A time as REST writes it in its `_gmt` fields."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S")
