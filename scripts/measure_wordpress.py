"""What `desk` keeps of a WordPress full of plugins' furniture, set beside what was put in.

    python -m scripts.measure_wordpress                   # both themes, with REST and without
    python -m scripts.measure_wordpress --theme twentytwentyone --rest closed --yoast off
    python -m scripts.measure_wordpress --save DIR        # and the pages that were misread

Each site is crawled twice, the second time with other furniture, when a column has got a password.
"""

import argparse
import json
import re
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from urllib.request import urlopen

from scripts.demo.folder import desk
from scripts.wordpress.content import NAME
from scripts.wordpress.furnished import Furnished, FurnishedBlog, furnished
from scripts.wordpress.lab import WordPress, wordpress
from scripts.wordpress.packages import BLOCK, CLASSIC

SLUG = "saltmarsh"
FIELDS = ("text", "authors", "title", "published", "captions", "comments", "kept", "versions")
UNTITLED = "Untitled"
"""What Twenty Twenty-One prints where a post has no headline."""
BY_NAME = """\
name = "{name}"
home = "{root}/"
language = "en"
timezone = "Asia/Seoul"

[scope]
sections = ["Foreign Affairs"]

[[seeds]]
sitemap = "/wp-sitemap.xml"
"""
"""An outlet file by hand, for a site whose REST is closed."""


@dataclass(frozen=True, slots=True)
class Misread:
    """One field of one post that is not as it was put in."""

    post: Furnished
    field: str
    said: object
    kept: object


@dataclass(slots=True)
class Measured:
    """What was kept of one site."""

    setting: str
    posts: int
    misread: list[Misread] = field(default_factory=list)
    outcomes: dict[str, int] = field(default_factory=dict)
    """Of the second crawl."""

    def right(self, name: str) -> float:
        """Share of the posts that are right in this field."""
        wrong = {one.post.id for one in self.misread if one.field == name}
        return 1 - len(wrong) / self.posts


@dataclass(frozen=True, slots=True)
class Row:
    """One column as the archive has it."""

    title: str | None
    authors: tuple[str, ...]
    published: str
    text: str
    captions: tuple[str, ...]
    comments: frozenset[tuple[str, str]]
    versions: int
    private: bool


def measure(
    site: WordPress, blog: FurnishedBlog, folder: Path, theme: str, *, rest: bool, yoast: bool
) -> Measured:
    """Crawls the site twice and sets what is kept beside what was put in."""
    site.seed(blog.as_told(theme, rest=rest, yoast=yoast))
    make_folder(folder, site, rest=rest)
    desk(folder, "crawl", SLUG, "--json", check=False)
    setting = f"{theme}, REST {'open' if rest else 'closed'}, Yoast {'on' if yoast else 'off'}"
    public = [post for post in blog.posts if not post.password]
    measured = Measured(setting, len(public))
    measured.misread += compared(blog, archived(folder))
    hidden = public[len(public) // 2]
    site.change(
        [
            {
                "do": "option",
                "option": "lab_furniture",
                "value": blog.furniture(turn=1, yoast=yoast),
            },
            {"do": "update", "id": hidden.id, "fields": {"post_password": "sesame"}},
        ]
    )
    told = desk(folder, "crawl", SLUG, "--again", "--json", check=False)
    (summary,) = json.loads(told.stdout)
    measured.outcomes = {kind: count for kind, count in summary["outcomes"].items() if count}
    measured.misread += changed(blog, hidden, archived(folder))
    return measured


def make_folder(folder: Path, site: WordPress, *, rest: bool) -> None:
    """A working folder that knows the site."""
    desk(folder.parent, "init", str(folder))
    if rest:
        named = ("--section", "Foreign Affairs", "--slug", SLUG)
        desk(folder, "outlets", "add", f"{site.root}/", *named, "--yes")
    else:
        text = BY_NAME.format(root=site.root, name=NAME)
        (folder / "outlets" / f"{SLUG}.toml").write_text(text, "utf-8")


def archived(folder: Path) -> dict[str, Row]:
    """Path to column: what a reader of the archive finds, and of what is private the versions."""
    with sqlite3.connect(f"file:{folder / 'archive.db'}?mode=ro", uri=True) as db:
        said: dict[int, set[tuple[str, str]]] = {}
        for article, author, text in db.execute(COMMENTS):
            said.setdefault(article, set()).add((author, spaced(text)))
        rows = db.execute(COLUMNS).fetchall()
    return {
        unquote(urlsplit(url).path): Row(
            title=title,
            authors=tuple(json.loads(authors)),
            published=published,
            text=spaced(body),
            captions=tuple(spaced(one[1]) for one in json.loads(blocks) if one[0] == "caption"),
            comments=frozenset(said.get(number, ())),
            versions=versions,
            private=bool(private),
        )
        for number, url, title, authors, published, body, blocks, versions, private in rows
    }


COMMENTS = "SELECT article_id, author, text FROM comments WHERE on_page"
COLUMNS = """
SELECT articles.id, url, title,
  (SELECT json_group_array(name) FROM article_authors WHERE article_id = articles.id),
  published_utc, body,
  (SELECT blocks FROM versions WHERE article_id = articles.id ORDER BY id DESC LIMIT 1),
  (SELECT count(*) FROM versions WHERE article_id = articles.id), private_since IS NOT NULL
FROM articles WHERE state = 'live'
"""


def compared(blog: FurnishedBlog, kept: dict[str, Row]) -> Iterator[Misread]:
    """What of a first crawl is not as it was put in."""
    for post in blog.posts:
        row = kept.get(post.path)
        if post.password:
            if row is not None:
                yield Misread(post, "kept", "protected", row)
            continue
        if row is None:
            if post.shape.text:
                yield Misread(post, "text", post.shape.text, None)
            continue
        told = frozenset(
            (one.author, spaced(one.text)) for one in blog.comments if one.post == post.id
        )
        for name, said, found in (
            ("text", spaced(post.shape.text), row.text),
            ("authors", (post.name,), row.authors),
            ("title", post.title, "" if row.title == UNTITLED else row.title or ""),
            ("published", f"{post.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", row.published),
            ("captions", tuple(spaced(one) for one in post.shape.captions), row.captions),
            ("comments", told, row.comments),
        ):
            if said != found:
                yield Misread(post, name, said, found)


def changed(blog: FurnishedBlog, hidden: Furnished, kept: dict[str, Row]) -> Iterator[Misread]:
    """What the second crawl made a change of, though only furniture was another and one column was
    hidden."""
    for post in blog.posts:
        row = kept.get(post.path)
        if row is not None and row.versions != 1:
            yield Misread(post, "versions", 1, row)
        if post is hidden and row is not None and not row.private:
            yield Misread(post, "kept", "given a password", row)


def spaced(text: str) -> str:
    """A text with one blank where there are any, without the arrows of footnotes."""
    return " ".join(re.sub("↩\N{VARIATION SELECTOR-15}?", "", text).split())


def save(site: WordPress, measured: Measured, furniture: dict[str, Any], folder: Path) -> None:
    """Writes the pages that were misread, and beside them what was said and kept."""
    folder.mkdir(parents=True, exist_ok=True)
    site.change([{"do": "option", "option": "lab_furniture", "value": furniture}])
    for one in measured.misread:
        name = f"{one.post.id}-{one.post.kind}-{one.post.language}"
        with urlopen(f"{site.root}{quote(one.post.path)}") as answer:
            (folder / f"{name}.html").write_bytes(answer.read())
        with (folder / f"{name}.txt").open("a", encoding="utf-8") as file:
            file.write(f"{one.field}\n  said {one.said!r}\n  kept {one.kept!r}\n")


def shown(measured: Measured) -> Iterator[str]:
    """The figures of one site, line by line."""
    yield f"{measured.setting}: {measured.posts} posts; second crawl {measured.outcomes}"
    for name in FIELDS:
        wrong = [one for one in measured.misread if one.field == name]
        kinds = Counter(f"{one.post.kind} {one.post.language}" for one in wrong)
        most = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common(8))
        yield f"  {name:10} {measured.right(name):.3f}  {len(wrong):3} misread  {most}"


def main(words: Sequence[str] | None = None) -> int:
    """Measures the settings asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--theme", choices=(CLASSIC, BLOCK), action="append")
    parser.add_argument("--rest", choices=("open", "closed"), action="append")
    parser.add_argument("--yoast", choices=("on", "off"), action="append")
    parser.add_argument("--save", type=Path, metavar="DIR")
    asked: Any = parser.parse_args(words)
    blog = furnished(datetime.now(UTC))
    settings = product(
        asked.theme or (CLASSIC, BLOCK),
        asked.rest or ("open", "closed"),
        asked.yoast or ("on", "off"),
    )
    with wordpress() as site, tempfile.TemporaryDirectory() as folder:
        for theme, rest, yoast in settings:
            name = f"{theme}-rest-{rest}-yoast-{yoast}"
            measured = measure(
                site, blog, Path(folder) / name, theme, rest=rest == "open", yoast=yoast == "on"
            )
            print("\n".join(shown(measured)), flush=True)
            if asked.save:
                furniture = blog.furniture(turn=0, yoast=yoast == "on")
                save(site, measured, furniture, asked.save / name)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
