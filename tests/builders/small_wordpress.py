"""A WordPress of a few posts, which a test bends: what it publishes stands beside it as data."""

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from scripts.wordpress.content import AUTHORS, Blog, Comment, Post, comment_told, post_told
from scripts.wordpress.lab import WordPress
from scripts.wordpress.prose import headline, paragraph, sentence

AFFAIRS, ASIA, ABROAD = "foreign-affairs", "asia", "columns"
COUNCIL, LOCAL, TOWN = "council", "local", "columns-local"
CATEGORIES: dict[str, tuple[str, str | None]] = {
    AFFAIRS: ("Foreign Affairs", None),
    ASIA: ("Asia", AFFAIRS),
    ABROAD: ("Columns", AFFAIRS),
    COUNCIL: ("Council", None),
    LOCAL: ("Local", None),
    TOWN: ("Columns", LOCAL),
}
"""Slug to name and parent; one name stands in both sections."""
INSIDE = (AFFAIRS, ASIA, ABROAD)
POSTS: tuple[tuple[str, ...], ...] = (
    *[(AFFAIRS,)] * 5,
    *[(ASIA,)] * 4,
    *[(ABROAD,)] * 2,
    *[(COUNCIL, AFFAIRS)] * 2,  # WordPress names categories by the alphabet: the other one first
    *[(LOCAL,)] * 4,
    *[(TOWN,)] * 2,
)
"""The categories of each post; its place is its number."""
FIRST = 1000
"""Id of the first post."""
TALKED = FIRST + 3
"""The post with several pages of comments."""
PER_PAGE = 5
"""Threads on a page of comments; fewer than WordPress's usual 50, with as few comments."""
CHOICES = "/privacy-choices/"
"""A fixed page without a column."""


def small(now: datetime) -> Blog:
    """The site as a test finds it: its newest post is 30 days old."""
    chance = random.Random(1848)
    posts = [_post(chance, number, now) for number in range(len(POSTS))]
    choices = replace(posts[0], id=900, slug=CHOICES.strip("/"), title="Your Choices", type="page")
    comments = [
        Comment(
            id=number + 1,
            post=TALKED if number < 3 * PER_PAGE - 2 else FIRST + number % 3,
            author=chance.choice(("Bao", "Tove", "Old Salt", "Ngozi E.")),
            at=now.replace(microsecond=0) - timedelta(days=25) + timedelta(minutes=7 * number),
            text=sentence(chance),
        )
        for number in range(3 * PER_PAGE + 4)
    ]
    return Blog(
        posts={post.id: post for post in (*posts, replace(choices, categories=()))},
        comments={comment.id: comment for comment in comments},
        categories=CATEGORIES,
        inside=INSIDE,
    )


def _post(chance: random.Random, number: int, now: datetime) -> Post:
    title = headline(chance)
    return Post(
        id=FIRST + number,
        slug=f"{'-'.join(title.lower().split())}-{number}",
        title=title,
        author=chance.choice(sorted(AUTHORS)),
        at=now.replace(microsecond=0) - timedelta(days=30 + 3 * number),
        pages=(tuple(paragraph(chance) for _ in range(4)),),
        categories=POSTS[number],
        in_blocks=number % 2 == 0,
    )


@dataclass(slots=True)
class SmallWordPress:
    """The site, and what of it a reader may see by now."""

    site: WordPress
    blog: Blog
    theme: str
    options: Mapping[str, Any]

    @classmethod
    def begun(cls, site: WordPress, blog: Blog, theme: str, **options: Any) -> "SmallWordPress":
        """The site anew with a first content."""
        told = blog.as_told(theme)
        told["options"] |= {"comments_per_page": PER_PAGE, **options}
        site.seed(told)
        return cls(site, blog, theme, options)

    def anew(self) -> "SmallWordPress":
        """The same site again, of which this one knows the first state."""
        return SmallWordPress.begun(self.site, self.blog, self.theme, **self.options)

    def post(self, number: int) -> Post:
        """A post by its place."""
        return self.blog.posts[FIRST + number]

    def first_of(self, category: str) -> Post:
        """The newest post that is in this category alone."""
        return next(one for one in self.blog.posts.values() if one.categories == (category,))

    def paths(self, *categories: str) -> set[str]:
        """The paths of the posts in these categories."""
        posts = self.blog.posts.values()
        return {post.path for post in posts if set(post.categories) & set(categories)}

    def option(self, **options: Any) -> None:
        """Sets options of the site."""
        self.site.change(
            [{"do": "option", "option": name, "value": value} for name, value in options.items()]
        )

    @contextmanager
    def while_set(self, **options: Any) -> Iterator[None]:
        """Options that are unset when the block is left."""
        self.option(**options)
        yield
        self.option(**dict.fromkeys(options, ""))

    def file(self, post: Post, *categories: str) -> Post:
        """Moves a post to other categories."""
        self.site.change([{"do": "file", "id": post.id, "categories": list(categories)}])
        return self._now(replace(post, categories=categories))

    def rewrite(self, post: Post, *paragraphs: str) -> Post:
        """Has a post say something else."""
        after = replace(post, pages=(paragraphs,))
        self._update(post, post_content=after.content)
        return self._now(after)

    def rename(self, post: Post, slug: str) -> Post:
        """Gives a post another address."""
        self._update(post, post_name=slug)
        return self._now(replace(post, slug=slug))

    def protect(self, post: Post) -> Post:
        """Gives a post a password."""
        self._update(post, post_password="sesame")
        return self._now(replace(post, password="sesame"))

    def delete(self, post: Post) -> None:
        """Deletes a post for good."""
        self.site.change([{"do": "delete", "id": post.id}])
        self.blog = replace(
            self.blog, posts={n: one for n, one in self.blog.posts.items() if n != post.id}
        )

    def publish(self, post: Post) -> Post:
        """Publishes a further post."""
        self.site.change([{"do": "post", "post": post_told(post)}])
        return self._now(post)

    def say(self, comment: Comment) -> None:
        """Adds a comment."""
        self.site.change([{"do": "comment", "comment": comment_told(comment)}])
        self._say_now(comment)

    def amend(self, comment: Comment, text: str) -> None:
        """Has a comment say something else."""
        self.site.change([{"do": "amend", "id": comment.id, "text": text}])
        self._say_now(replace(comment, text=text))

    def withdraw(self, comment: Comment) -> None:
        """Deletes a comment for good."""
        self.site.change([{"do": "withdraw", "id": comment.id}])
        left = {n: one for n, one in self.blog.comments.items() if n != comment.id}
        self.blog = replace(self.blog, comments=left)

    def _update(self, post: Post, **fields: str) -> None:
        self.site.change([{"do": "update", "id": post.id, "fields": fields}])

    def _now(self, post: Post) -> Post:
        self.blog = replace(self.blog, posts={**self.blog.posts, post.id: post})
        return post

    def _say_now(self, comment: Comment) -> None:
        self.blog = replace(self.blog, comments={**self.blog.comments, comment.id: comment})
