"""What the WordPress of the tests publishes, as data: columns, threads, and what later changes.

A `Blog` is one state of it, and tells too what of it a reader may see; `changed` makes the second
state, with the steps that lead there. Prose is made up from a seed. No HTTP and no SQL here.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any, Literal
from zoneinfo import ZoneInfo

from scripts.wordpress.prose import headline, paragraph, sentence

ZONE = ZoneInfo("Asia/Seoul")
"""Nine hours before UTC, without summer time: many columns have another date there than in UTC."""
NAME = "The Saltmarsh Review"
SECTION = "foreign-affairs"
CATEGORIES: Mapping[str, tuple[str, str | None]] = {
    SECTION: ("Foreign Affairs", None),
    "asia": ("Asia", SECTION),
    "korea": ("Korea & the Straits", "asia"),
    "europe": ("Europe", SECTION),
    "letters": ("Letters from Abroad", "europe"),
    "home": ("Home News", None),
    "world-cup": ("Foreign Affairs of Football", "home"),
}
"""Slug to name and parent. One outside the section is named much like it: scope is the tree's."""
INSIDE = (SECTION, "asia", "korea", "europe", "letters")
AUTHORS: Mapping[str, str] = {
    "marram": "Odile Marram",
    "tern": "Jun-ho Tern",
    "sedge": "Ásta Sedge",
    "plover": "Benedikt Plover-Hale",
}
COLUMNS = 205
"""Public posts of the section, and beside them:"""
ELSEWHERE = 24
"""public posts of other sections."""
THREAD_DEPTH = 3
"""Levels of replies that the theme shows as such; deeper ones stand beside their parent."""
WAITING = timedelta(days=4)
"""How long one comment has waited for approval at the first crawl."""
COMMENTS_PER_PAGE = 10
"""Threads (not comments) on a page of comments."""

Status = Literal["publish", "private", "draft", "pending", "future", "trash"]
Approval = Literal["1", "0", "spam", "trash"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One comment, pingback or trackback as WordPress holds it."""

    id: int
    post: int
    author: str
    at: datetime
    text: str
    parent: int = 0
    url: str = ""
    type: Literal["comment", "pingback", "trackback"] = "comment"
    approved: Approval = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post (or fixed page) as WordPress holds it."""

    id: int
    slug: str
    title: str
    author: str
    at: datetime
    pages: tuple[tuple[str, ...], ...]
    """Paragraphs, by the pages that `<!--nextpage-->` makes of them."""
    categories: tuple[str, ...]
    status: Status = "publish"
    password: str = ""
    tags: tuple[str, ...] = ()
    type: Literal["post", "page"] = "post"
    in_blocks: bool = False
    """Written in the block editor rather than the classic one."""

    @property
    def path(self) -> str:
        """The permalink's path, by the local date."""
        return f"/{self.at.astimezone(ZONE):%Y/%m/%d}/{self.slug}/"

    @property
    def content(self) -> str:
        """The post's source as its editor would have saved it."""
        return "\n\n<!--nextpage-->\n\n".join(
            "\n\n".join(
                f"<!-- wp:paragraph -->\n<p>{escape(text, quote=False)}</p>\n<!-- /wp:paragraph -->"
                if self.in_blocks
                else escape(text, quote=False)
                for text in page
            )
            for page in self.pages
        )

    @property
    def text(self) -> str:
        """The whole column as a reader reads it."""
        return "\n\n".join(text for page in self.pages for text in page)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blog:
    """One state of the whole site."""

    posts: Mapping[int, Post]
    comments: Mapping[int, Comment]
    categories: Mapping[str, tuple[str, str | None]] = field(default_factory=lambda: CATEGORIES)
    inside: tuple[str, ...] = INSIDE
    """The categories of the section."""

    def columns(self) -> dict[str, Post]:
        """Path to post: the posts of the section that everybody may read."""
        return {
            post.path: post
            for post in self.posts.values()
            if post.type == "post"
            and post.status == "publish"
            and not post.password
            and set(post.categories) & set(self.inside)
        }

    def discussion(self, post: Post) -> list[Comment]:
        """The comments under a post that everybody may read."""
        return [
            comment
            for comment in self.comments.values()
            if comment.post == post.id and comment.approved == "1"
        ]

    def as_told(self, theme: str) -> dict[str, Any]:
        """The site as `seed.php` reads it."""
        return {
            "name": NAME,
            "theme": theme,
            "options": {
                "timezone_string": ZONE.key,
                "blogdescription": "Columns from a quay",
                "thread_comments": 1,
                "thread_comments_depth": THREAD_DEPTH,
                "page_comments": 1,
                "comments_per_page": COMMENTS_PER_PAGE,
                "default_comments_page": "newest",
                "comment_order": "asc",
                "default_ping_status": "closed",
            },
            "authors": dict(AUTHORS),
            "categories": {
                slug: {"name": name, "parent": parent}
                for slug, (name, parent) in self.categories.items()
            },
            "posts": [post_told(post) for post in self.posts.values()],
            "comments": [comment_told(comment) for comment in self.comments.values()],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A second state, the steps to it, and what a crawl has to say of it, by path."""

    blog: Blog
    steps: list[dict[str, Any]] = field(default_factory=list)
    new: set[str] = field(default_factory=set)
    updated: set[str] = field(default_factory=set)
    comments: set[str] = field(default_factory=set)
    moved: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    gated: set[str] = field(default_factory=set)


def first(now: datetime, *, columns: int = COLUMNS) -> Blog:
    """The site as it is first crawled; its last post and comment are some days old."""
    chance = random.Random(1895)
    posts = [_column(chance, number, now) for number in range(columns)]
    posts += [_elsewhere(chance, number, now) for number in range(ELSEWHERE)]
    posts += _not_public(chance, now)
    by_id = {post.id: post for post in posts}
    comments: list[Comment] = []
    for post in posts:
        comments += _discussion(chance, post, now, first_id=len(comments) + 1)
    return Blog(posts=by_id, comments={comment.id: comment for comment in comments})


def changed(blog: Blog, now: datetime) -> Change:
    """What happens between two crawls: each kind of change, to columns of its own."""
    changing = _Changing(blog, now)
    changing.edit()
    changing.publish()
    changing.discuss()
    changing.move_and_hide()
    return changing.change


class _Changing:
    """A site that is changed, and what of that a crawl is to see."""

    def __init__(self, blog: Blog, now: datetime) -> None:
        self.now = now
        self.chance = random.Random(1931)
        self.posts, self.comments = dict(blog.posts), dict(blog.comments)
        self.change = Change(blog=Blog(posts=self.posts, comments=self.comments))
        self.change.steps.append({"do": "option", "option": "posts_per_page", "value": 10})
        whole = [post for post in blog.columns().values() if len(post.pages) == 1]
        self.split = [post for post in blog.columns().values() if len(post.pages) > 1]
        self.quiet = [post for post in whole if not blog.discussion(post)]
        self.spoken = [post for post in whole if 0 < len(blog.discussion(post)) < COMMENTS_PER_PAGE]
        self.long = max(whole, key=lambda post: len(blog.discussion(post)))
        self.deep = [comment for comment in blog.discussion(self.long) if comment.parent]

    def edit(self) -> None:
        """A paragraph more, a headline, and the second page of a split column."""
        quiet, split = self.quiet, self.split
        for post in quiet[2:6]:
            self._update(post, pages=((*post.pages[0], paragraph(self.chance)),))
            self.change.updated.add(post.path)
        self._update(quiet[6], title=f"{quiet[6].title}, Again")
        first_page, second_page, *_ = split[1].pages
        self._update(split[1], pages=(first_page, (*second_page, paragraph(self.chance))))
        self.change.updated.update((quiet[6].path, split[1].path))

    def publish(self) -> None:
        """Three posts of today, and one that was long a draft, dated as of years ago."""
        for number in range(3):
            at = _seconds(self.now - timedelta(minutes=20 + number))
            post = _column(self.chance, COLUMNS + number, self.now)
            post = replace(post, id=3000 + number, at=at)
            self.posts[post.id] = post
            self.change.steps.append({"do": "post", "post": post_told(post)})
            self.change.new.add(post.path)
        draft = next(post for post in self.posts.values() if post.slug == "draft-0")
        self.posts[draft.id] = published = replace(draft, status="publish")
        fields = {
            "post_status": "publish",
            "post_date": _local(draft.at),
            "post_date_gmt": _utc(draft.at),
            "edit_date": True,
        }
        self.change.steps.append({"do": "update", "id": draft.id, "fields": fields})
        self.change.new.add(published.path)

    def discuss(self) -> None:
        """Comments under columns with a few and under one with none, a new page of a long thread, a
        reply deep in it, and one that waited for approval."""
        for post in self.spoken[3:6]:
            self._say(post)
        self._say(self.quiet[7])
        for _ in range(COMMENTS_PER_PAGE):
            self._say(self.long)
        self._say(self.long, parent=self.deep[-1].id)
        waiting = next(
            comment
            for comment in self.comments.values()
            if comment.approved == "0" and comment.at == self.now - WAITING
        )
        self.comments[waiting.id] = replace(waiting, approved="1")
        self.change.steps.append({"do": "approve", "id": waiting.id})
        self.change.comments.add(self.posts[waiting.post].path)

    def move_and_hide(self) -> None:
        """Moves, of a column with comments and of one without; deletions; what is hidden or
        locked."""
        quiet, spoken = self.quiet, self.spoken
        for post in (quiet[8], spoken[7]):
            after = self._update(post, slug=f"{post.slug}-moved")
            self.change.moved[post.path] = after.path
        for post, step in ((quiet[9], "delete"), (spoken[8], "trash")):
            del self.posts[post.id]
            self.change.steps.append({"do": step, "id": post.id})
            self.change.gone.add(post.path)
        self._update(quiet[10], status="private")
        self.change.gone.add(quiet[10].path)
        self._update(quiet[11], password="sesame")
        self.change.gated.add(quiet[11].path)

    def _update(self, post: Post, **fields: Any) -> Post:
        values: dict[str, Any] = {}
        self.posts[post.id] = after = replace(post, **fields)
        if "pages" in fields:
            values["post_content"] = after.content
        for name, key in (
            ("title", "post_title"),
            ("slug", "post_name"),
            ("status", "post_status"),
            ("password", "post_password"),
        ):
            if name in fields:
                values[key] = fields[name]
        self.change.steps.append({"do": "update", "id": post.id, "fields": values})
        return after

    def _say(self, post: Post, **fields: Any) -> None:
        comment = Comment(
            id=max(self.comments) + 1,
            post=post.id,
            author=self.chance.choice(READERS),
            at=self.now - timedelta(minutes=self.chance.randrange(2, 50)),
            text=sentence(self.chance),
            **fields,
        )
        self.comments[comment.id] = comment
        self.change.steps.append({"do": "comment", "comment": comment_told(comment)})
        self.change.comments.add(post.path)


READERS = (
    "Wilhelmina", "Bao", "A. Reader", "Old Salt", "Ngozi E.", "quaysider", "M. Ferreira", "박서준",
    "Tove", "Harbourhound", "Ilse K.", "no_name_77",
)  # fmt: skip


def _column(chance: random.Random, number: int, now: datetime) -> Post:
    """A public post of the section; every ninth is split, every tenth has two categories."""
    title = headline(chance)
    age = timedelta(days=4 + number * 11, seconds=chance.randrange(86_400))
    sheets = 1 if number % 9 else 2 + number % 2
    category = INSIDE[number % len(INSIDE)]
    slug = f"등대와-바다-{number}" if number % 50 == 7 else f"{_slug(title)}-{number}"
    return Post(
        id=1000 + number,
        slug=slug,
        title=title,
        author=chance.choice(sorted(AUTHORS)),
        at=_seconds(now - age),
        pages=tuple(
            tuple(paragraph(chance) for _ in range(chance.randint(3, 6))) for _ in range(sheets)
        ),
        categories=(category, "home") if number % 10 == 3 else (category,),
        tags=("straits",) if number % 4 == 0 else (),
        in_blocks=number % 2 == 0,
    )


def _elsewhere(chance: random.Random, number: int, now: datetime) -> Post:
    """A public post that is not the section's."""
    post = _column(chance, 500 + number, now)
    at = _seconds(now - timedelta(days=5 + number * 7, hours=3))
    category = "world-cup" if number % 2 else "home"
    return replace(post, id=2000 + number, categories=(category,), at=at)


def _not_public(chance: random.Random, now: datetime) -> list[Post]:
    """What nobody but its writers may read, in the section; and a fixed page, no column."""
    posts = []
    hidden: tuple[Status, ...] = ("private", "draft", "pending", "future", "trash")
    for number, status in enumerate(hidden * 2):
        post = _column(chance, 600 + number, now)
        at = (
            now + timedelta(days=400)
            if status == "future"
            else now - timedelta(days=30 * number + 9)
        )
        slug = f"{status}-{number // len(hidden)}"
        posts.append(replace(post, id=2100 + number, slug=slug, status=status, at=_seconds(at)))
    for number in range(3):
        post = _column(chance, 620 + number, now)
        at = _seconds(now - timedelta(days=15 + 200 * number))
        posts.append(
            replace(post, id=2120 + number, slug=f"locked-{number}", password="sesame", at=at)
        )
    about = _column(chance, 640, now)
    posts.append(replace(about, id=2130, slug="about", title="About", type="page", categories=()))
    return posts


def _discussion(
    chance: random.Random, post: Post, now: datetime, *, first_id: int
) -> list[Comment]:
    """What stands under a post: mostly little or nothing, under three columns very much."""
    if post.status != "publish" or post.type == "page":
        return []
    number = post.id - 1000
    threads = {11: 34, 58: 21, 130: 12}.get(number)
    if threads is None:
        threads = 0 if number % 3 == 0 else chance.randint(1, 4)
    said: list[Comment] = []
    moment = post.at

    def say(**fields: Any) -> Comment:
        nonlocal moment
        moment = min(moment + timedelta(minutes=chance.randrange(3, 600)), now - timedelta(days=3))
        comment = Comment(
            id=first_id + len(said),
            post=post.id,
            **{
                "at": _seconds(moment),
                "author": chance.choice(READERS),
                "text": sentence(chance),
                **fields,
            },
        )
        said.append(comment)
        return comment

    for thread in range(threads):
        root = say(text=" ".join(sentence(chance) for _ in range(chance.randint(1, 2))))
        parent = root
        # The second thread of a long discussion goes deeper than the theme shows.
        depth = THREAD_DEPTH + 3 if threads > 10 and thread == 1 else chance.choice((0, 0, 1, 2))
        for _ in range(depth):
            parent = say(parent=parent.id)
    if number % 15 == 1:
        url = f"http://elsewhere.invalid/{post.slug}"
        say(
            type="pingback",
            author="The Dunlin Gazette",
            url=url,
            text="[&#8230;] as was said [&#8230;]",
        )
    if number % 7 == 2:
        say(approved="0", **({"at": now - WAITING} if number == 2 else {}))
        say(approved="spam", url="http://pills.invalid/")
        say(approved="trash")
    return said


def post_told(post: Post) -> dict[str, Any]:
    """A post as `publish.php` reads it."""
    return {
        "id": post.id,
        "type": post.type,
        "slug": post.slug,
        "title": post.title,
        "content": post.content,
        "excerpt": "",
        "status": post.status,
        "password": post.password,
        "author": post.author,
        "date": _local(post.at),
        "date_gmt": _utc(post.at),
        "tags": list(post.tags),
        "categories": list(post.categories),
    }


def comment_told(comment: Comment) -> dict[str, Any]:
    """A comment as `publish.php` reads it."""
    return {
        "id": comment.id,
        "post": comment.post,
        "parent": comment.parent,
        "author": comment.author,
        "url": comment.url,
        "text": comment.text,
        "date": _local(comment.at),
        "date_gmt": _utc(comment.at),
        "type": comment.type,
        "approved": comment.approved,
    }


def _local(at: datetime) -> str:
    return f"{at.astimezone(ZONE):%Y-%m-%d %H:%M:%S}"


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}"


def _seconds(at: datetime) -> datetime:
    """WordPress keeps whole seconds."""
    return at.replace(microsecond=0)


def _slug(title: str) -> str:
    return "-".join(title.lower().split())
