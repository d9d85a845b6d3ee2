"""The WordPress of the tests, and what an archive of it must hold."""

import os
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from scripts.demo.folder import desk
from scripts.wordpress.content import AUTHORS, Blog
from scripts.wordpress.lab import WordPress
from scripts.wordpress.packages import missing

SLUG = "saltmarsh"
"""The site's outlet."""

Row = tuple[Any, ...]


def need_packages() -> None:
    """Leaves a test out where the packages are missing, and says so; in CI that is a failure."""
    lacking = missing()
    if not lacking:
        return
    told = f"needs Debian's packages: apt-get install {' '.join(lacking)}"
    if os.environ.get("FOREIGN_DESK_ALL_TESTS"):
        pytest.fail(told)
    pytest.skip(told)


def make_folder(folder: Path, site: WordPress) -> None:
    """A working folder with an outlet file as `desk outlets add` drafts it."""
    desk(folder.parent, "init", str(folder))
    named = ("--section", "Foreign Affairs", "--slug", SLUG)
    desk(folder, "outlets", "add", f"{site.root}/", *named, "--yes")


@dataclass(frozen=True, slots=True)
class Kept:
    """A database as it stood after one crawl."""

    path: Path

    @classmethod
    def of(cls, folder: Path, name: str) -> "Kept":
        """A copy of a working folder's database, beside the folder."""
        copy = folder.parent / f"{folder.name}-{name}.db"
        with sqlite3.connect(folder / "archive.db") as db, sqlite3.connect(copy) as other:
            db.backup(other)
        return cls(copy)

    def rows(self, query: str) -> list[Row]:
        """What a query finds."""
        with reading(self.path) as db:
            return db.execute(query).fetchall()

    def columns(self) -> dict[str, Row]:
        """Path to headline, author, time in UTC and words of each column that is readable now."""
        rows = self.rows(
            "SELECT url, title, (SELECT group_concat(name, '; ') FROM article_authors"
            " WHERE article_id = articles.id), published_utc, body FROM articles"
            " WHERE state = 'live' AND private_since IS NULL"
        )
        return {
            path_of(url): (title, author, published, words(body))
            for url, title, author, published, body in rows
        }

    def comments(self) -> dict[str, set[Row]]:
        """Path to id, parent, kind, author, time and words of the comments under each column."""
        rows = self.rows(
            "SELECT url, key, parent_key, kind, author, comments.published_utc, comments.text"
            " FROM comments JOIN articles ON articles.id = article_id"
            " WHERE on_page AND state = 'live' AND private_since IS NULL"
        )
        found: dict[str, set[Row]] = {}
        for url, key, parent, kind, author, published, text in rows:
            # A theme shows of a pingback only who sent it.
            said = () if kind == "pingback" else (published, words(text))
            found.setdefault(path_of(url), set()).add((key, parent, kind, author, *said))
        return found


def columns_of(blog: Blog) -> dict[str, Row]:
    """What `Kept.columns` must find of a blog."""
    return {
        path: (shown(post.title), AUTHORS[post.author], stamp(post.at), words(post.text))
        for path, post in blog.columns().items()
    }


def comments_of(blog: Blog) -> dict[str, set[Row]]:
    """What `Kept.comments` must find of a blog."""
    found: dict[str, set[Row]] = {}
    for path, post in blog.columns().items():
        for comment in blog.discussion(post):
            kind = "reader" if comment.type == "comment" else comment.type
            said = () if kind == "pingback" else (stamp(comment.at), words(comment.text))
            parent = str(comment.parent) if comment.parent else None
            found.setdefault(path, set()).add(
                (str(comment.id), parent, kind, comment.author, *said)
            )
    return found


def differing(found: Mapping[str, Any], expected: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Path to what was found there and what was expected, where they are not the same.

    Of comments, those alone that the other side has not: pytest would print both sites in full.
    """
    told: dict[str, tuple[Any, Any]] = {}
    for path in found.keys() | expected.keys():
        one, other = found.get(path), expected.get(path)
        if isinstance(one, set) and isinstance(other, set):
            one, other = one - other, other - one
        if one != other:
            told[path] = one, other
    return told


def shown(title: str) -> str:
    """A headline as WordPress prints it, with typographers' marks."""
    return title.replace("'", "’")


def stamp(at: datetime) -> str:
    """A time as the archive writes it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def words(text: str) -> tuple[str, ...]:
    """The words of a text, whatever marks stand between them."""
    return tuple(re.findall(r"\w+", text))


def path_of(url: str) -> str:
    """The path of an address, in its own script."""
    return unquote(urlsplit(url).path)


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that is closed at the end, as a plain `with` would not do."""
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        yield db
    finally:
        db.close()
