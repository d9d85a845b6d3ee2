"""What the demo outlet has published, by state: columns and comments read from `columns/`.

A column is a file: TOML between two `+++` lines, then its prose. `changes/` turns the first state
into the second: files of the same name replace a column or add one, `changes.toml` tells what else
happened. No markup and no HTTP belongs here.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

HERE = Path(__file__).parent

NEXT_PAGE = "<!--nextpage-->"
"""Where an author splits a column, as in WordPress's editor."""

State = Literal[1, 2]
Channel = Literal["feed", "sitemap", "index"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One reader comment or pingback under a column."""

    id: int
    author: str
    at: datetime
    text: str
    url: str | None = None
    parent: int | None = None
    kind: Literal["reader", "pingback"] = "reader"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column with all that its page shows."""

    id: int
    slug: str
    title: str
    section: str
    author: str
    published: datetime
    text: str
    tags: tuple[str, ...] = ()
    language: str = "en"
    modified: datetime | None = None
    copy_of: str | None = None
    """Slug of the column whose text this one republishes."""
    password: bool = False
    """Answers with a password form in place of its text."""
    draft: bool = False
    """Stands in the tree that robots.txt forbids."""
    uncached: bool = False
    """Served without validators, with widgets that change when anything is published."""
    unlisted: tuple[Channel, ...] = ()
    """Channels that do not name it."""
    comments_per_page: int | None = None
    split: tuple[str, ...] = ()
    """Its text by pages; empty when it stands on one."""
    comments: tuple[Comment, ...] = ()

    @property
    def path(self) -> str:
        """Its permalink's path: the local date and the slug, percent-encoded as WordPress does."""
        slug = quote(self.slug).lower()
        tree = "/drafts" if self.draft else ""
        return f"{tree}/{self.published:%Y/%m/%d}/{slug}/"

    @property
    def changed_at(self) -> datetime:
        """When its text last changed."""
        return self.modified or self.published

    @property
    def touched_at(self) -> datetime:
        """When anything on its page last changed: the text or a comment."""
        return max([self.changed_at, *(comment.at for comment in self.comments)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The whole outlet in one state, newest column first."""

    state: State
    columns: tuple[Column, ...]
    moved: Mapping[str, str] = field(default_factory=dict)
    """Old path to new path: answers 301."""
    gone: frozenset[str] = frozenset()
    """Paths that answer 410."""

    def listed_in(self, channel: Channel) -> tuple[Column, ...]:
        """The columns that a channel names."""
        return tuple(column for column in self.columns if channel not in column.unlisted)

    def in_section(self, section: str) -> tuple[Column, ...]:
        """The columns of one section that its index pages list."""
        return tuple(
            column
            for column in self.listed_in("index")
            if column.section == section and not column.draft
        )


@cache
def edition(state: State) -> Edition:
    """The outlet as it stands in one of its two states."""
    columns = {column.slug: column for column in read_folder(HERE / "columns")}
    if state == 1:
        return Edition(state=1, columns=newest_first(columns))
    changes = tomllib.loads((HERE / "changes" / "changes.toml").read_text(encoding="utf-8"))
    gone = frozenset(columns.pop(slug).path for slug in changes["gone"])
    moved = {}
    for old_slug, new_slug in changes["moved"].items():
        old = columns.pop(old_slug)
        new = columns[new_slug] = replace(old, slug=new_slug)
        moved[old.path] = new.path
    for change in changes["comments"]:
        slug = change.pop("column")
        column = columns[slug]
        columns[slug] = replace(column, comments=(*column.comments, Comment(**change)))
    columns |= {column.slug: column for column in read_folder(HERE / "changes")}
    return Edition(state=2, columns=newest_first(columns), moved=moved, gone=gone)


def newest_first(columns: Mapping[str, Column]) -> tuple[Column, ...]:
    """Columns with the text of those they copy filled in, newest first."""
    complete = [
        replace(column, text=columns[column.copy_of].text) if column.copy_of else column
        for column in columns.values()
    ]
    return tuple(sorted(complete, key=lambda column: column.published, reverse=True))


def read_folder(folder: Path) -> list[Column]:
    """The columns of one folder."""
    return [read_column(path) for path in sorted(folder.glob("*.md"))]


def read_column(path: Path) -> Column:
    """One column from its file, named `<date>-<slug>.md`."""
    _, head, text = path.read_text(encoding="utf-8").split("+++\n", 2)
    fields: dict[str, Any] = tomllib.loads(head)
    fields.setdefault("slug", path.stem[len("2011-01-01-") :])
    for listed in ("tags", "unlisted"):
        fields[listed] = tuple(fields.get(listed, ()))
    fields["comments"] = tuple(Comment(**comment) for comment in fields.get("comments", ()))
    pages = tuple(page.strip() for page in text.split(NEXT_PAGE))
    split = pages if len(pages) > 1 else ()
    column = Column(text="\n\n".join(pages), split=split, **fields)
    if not path.name.startswith(f"{column.published:%Y-%m-%d}-"):
        raise ValueError(f"{path}: published {column.published:%Y-%m-%d}, but not named so")
    return column
