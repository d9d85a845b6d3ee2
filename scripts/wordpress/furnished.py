"""A WordPress whose posts stand in furniture of plugins, as data: short posts in nine languages,
posts of unusual shapes, and what of each a reader reads.

`site/mu-plugins/furniture.php` prints the furniture, `scripts.measure_wordpress` crawls it. No HTTP
and no SQL here.
"""

import random
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from scripts.wordpress.content import NAME, SECTION, ZONE, Comment, comment_told
from scripts.wordpress.prose import headline, paragraph, sentence
from scripts.wordpress.shapes import SHAPES, Shape, classic_picture, picture, prose

SHORT_POSTS = Path(__file__).with_name("short_posts.toml")
AUTHORS: Mapping[str, tuple[str, str]] = {
    "sen": ("en", "Dr. A. K. Sen"),
    "marram": ("en", "Odile Marram"),
    "stein": ("de", "Jürgen von Stein"),
    "lacroix": ("fr", "Anne-Sophie Lacroix"),
    "ruiz": ("es", "José Ángel Ruiz de la Peña"),
    "lyakhov": ("ru", "Борис Ляхов"),
    "haddad": ("ar", "سلمى الحداد"),
    "li": ("zh", "李薇"),
    "yamada": ("ja", "山田 花子"),
    "park": ("ko", "Park Min-ho (박민호)"),
    "kim": ("ko", "김하늘"),
}
"""Login to language and name."""
FIRST = 1000
LONG_POSTS = 22
"""English columns of several paragraphs, beside short ones and those of unusual shapes."""
SLUG = 3
"""Words of a headline in an address; WordPress cuts one at 200 bytes, after encoding."""
READERS = ("Wilhelmina", "Old Salt", "Ngozi E.", "quaysider", "박서준", "Tove")


@dataclass(frozen=True, slots=True, kw_only=True)
class Furnished:
    """One post."""

    id: int
    kind: str
    language: str
    author: str
    title: str
    shape: Shape
    at: datetime
    password: str = ""

    @property
    def slug(self) -> str:
        """The last part of its address, in its own script; WordPress numbers what has no title."""
        bare = unicodedata.normalize("NFD", self.title.lower())
        letters = "".join(one for one in bare if not unicodedata.combining(one))
        words = re.findall(r"\w+", unicodedata.normalize("NFC", letters))
        return "-".join((*words[:SLUG], str(self.id)))

    @property
    def path(self) -> str:
        """The permalink's path, by the local date."""
        return f"/{self.at.astimezone(ZONE):%Y/%m/%d}/{self.slug}/"

    @property
    def name(self) -> str:
        """Who wrote it."""
        return AUTHORS[self.author][1]

    def told(self) -> dict[str, Any]:
        """The post as `publish.php` reads it."""
        return {
            "id": self.id,
            "type": "post",
            "slug": self.slug,
            "title": self.title,
            "content": self.shape.html,
            "excerpt": "",
            "status": "publish",
            "password": self.password,
            "author": self.author,
            "date": f"{self.at.astimezone(ZONE):%Y-%m-%d %H:%M:%S}",
            "date_gmt": f"{self.at.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
            "tags": [],
            "categories": [SECTION],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class FurnishedBlog:
    """The whole site."""

    posts: tuple[Furnished, ...]
    comments: tuple[Comment, ...] = ()

    def part(self, number: int, *, of: int) -> "FurnishedBlog":
        """The same with every second post, or third."""
        posts = self.posts[number::of]
        ids = {post.id for post in posts}
        return FurnishedBlog(
            posts=posts, comments=tuple(one for one in self.comments if one.post in ids)
        )

    def furniture(self, *, turn: int, yoast: bool) -> dict[str, Any]:
        """The option that turns the furniture on; another turn moves every choice on."""
        languages = {str(post.id): post.language for post in self.posts}
        return {"turn": turn, "yoast": yoast, "languages": languages}

    def as_told(
        self, theme: str, *, yoast: bool, turn: int = 0, rest: bool = True
    ) -> dict[str, Any]:
        """The site as `seed.php` reads it."""
        return {
            "name": NAME,
            "theme": theme,
            "options": {
                "timezone_string": ZONE.key,
                "blogdescription": "Columns from a quay",
                "default_ping_status": "closed",
                "lab_furniture": self.furniture(turn=turn, yoast=yoast),
                **({} if rest else {"lab_rest_closed": 1}),
            },
            "authors": {login: name for login, (_, name) in AUTHORS.items()},
            "categories": {SECTION: {"name": "Foreign Affairs", "parent": None}},
            "posts": [post.told() for post in self.posts],
            "comments": [comment_told(comment) for comment in self.comments],
        }


def furnished(now: datetime) -> FurnishedBlog:
    """The site as it is first crawled."""
    chance = random.Random(1926)
    posts = [
        Furnished(
            id=FIRST + number,
            kind=kind,
            language=language,
            author=_author(chance, language),
            title=title,
            shape=shape,
            at=now.replace(microsecond=0) - timedelta(days=3 + 2 * number, hours=number % 7),
        )
        for number, (kind, language, title, shape) in enumerate(
            (*_short(), *_long(chance), *_shaped(chance))
        )
    ]
    locked = [
        replace(
            post,
            id=2000 + number,
            kind="protected",
            password="sesame",
            title=f"{post.title} II".strip(),
        )
        for number, post in enumerate(posts[3::11])
    ]
    return FurnishedBlog(posts=(*posts, *locked), comments=tuple(_comments(chance, posts, locked)))


def _author(chance: random.Random, language: str) -> str:
    """One who writes in this language, or now and then another."""
    native = [login for login, (spoken, _) in AUTHORS.items() if spoken == language]
    return chance.choice(native if chance.random() < 0.7 else sorted(AUTHORS))


def _comments(
    chance: random.Random, posts: list[Furnished], locked: list[Furnished]
) -> Iterator[Comment]:
    """Up to three under every seventh post, and one under a protected one."""
    number = 0
    for post in (*posts[::7], locked[0]):
        for _ in range(chance.randint(1, 3)):
            number += 1
            yield Comment(
                id=number,
                post=post.id,
                author=chance.choice(READERS),
                at=post.at + timedelta(hours=5, minutes=number),
                text=_said(sentence(chance)),
            )


Told = tuple[str, str, str, Shape]
"""Kind, language, headline and shape of a post."""


def _short() -> Iterator[Told]:
    """Those of 8 to 40 words; every ninth has no headline."""
    told = tomllib.loads(SHORT_POSTS.read_text("utf-8"))
    for language, posts in told.items():
        for at, (title, *paragraphs) in enumerate(posts):
            untitled = (at, language) in UNTITLED
            kind = "untitled" if untitled else "short"
            yield (
                kind,
                language,
                "" if untitled else title,
                prose(*paragraphs, in_blocks=at % 2 == 0),
            )


UNTITLED = {(3, "en"), (1, "de"), (2, "ko"), (5, "zh"), (4, "ru")}


def _long(chance: random.Random) -> Iterator[Told]:
    for number in range(LONG_POSTS):
        paragraphs = [_said(paragraph(chance)) for _ in range(chance.randint(3, 6))]
        yield "long", "en", _said(headline(chance)), prose(*paragraphs, in_blocks=number % 2 == 0)


def _shaped(chance: random.Random) -> Iterator[Told]:
    """Posts that are more, or other, than paragraphs."""
    for make in SHAPES:
        for _ in range(2):
            some = [_said(paragraph(chance)) for _ in range(2)]
            lines = [_said(sentence(chance)) for _ in range(4)]
            yield make.__name__, "en", _said(headline(chance)), make(some, lines)
    yield "picture", "ko", "물가의 등", picture("물때를 기다리는 등대지기, 지난가을.")
    yield "picture", "zh", "码头一角", picture("退潮后的旧码头，摄于去年冬天。")
    yield "picture", "en", "Low Water", picture("The outer quay at low water, last winter.")
    yield "picture", "en", "Lamp Room", classic_picture("The lamp room, its glass now sold.")


def _said(text: str) -> str:
    """A text with typographers' marks, as WordPress prints it."""
    return text.replace("'", "’")
