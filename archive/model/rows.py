"""What a page said, as the rows that keep it. Pure; `db.columns` writes them."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.model.records import (
    Article,
    Block,
    Chrome,
    Comment,
    CommentKind,
    Precision,
    captions_of,
)
from archive.model.secrets import without_secrets
from archive.model.times import printed_text, printed_utc
from archive.model.versions import composed
from archive.model.writing_systems import UNSPACED

IS_UNSPACED = re.compile(f"[{UNSPACED}]")

Value = str | int | None


@dataclass(frozen=True, slots=True)
class ArticleFields:
    """All a page says of a column but its text: what is replaced when the newest page differs."""

    values: dict[str, Value]
    """By column of `articles`."""
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    chrome: tuple[Chrome, ...]
    captions: tuple[str, ...]
    """Those of the blocks, by which the column is found."""
    digest: str
    """Of all of these, so that a page that says the same again costs no write."""

    @property
    def section(self) -> str | None:
        """The section that the page names."""
        named = self.values["section"]
        return named if isinstance(named, str) else None

    @classmethod
    def of(cls, article: Article) -> "ArticleFields":
        """The fields of an article in Unicode's composed form."""
        values: dict[str, Value] = {
            "published_utc": printed_utc(article.published),
            "published": printed_text(article.published),
            "published_precision": article.published_precision,
            "modified_utc": printed_utc(article.modified),
            "modified": printed_text(article.modified),
            "modified_precision": article.modified_precision,
            "language": article.language,
            "section": composed(article.section),
            "comment_count": article.comment_count,
            "words": count_words(article.body),
            "canonical_url": article.canonical_url,
            "kicker": composed(article.kicker),
            "byline": composed(article.byline),
            "dateline": composed(article.dateline),
            "found_in": canonical_json(dict(article.found_in)),
            "blocks": canonical_json(
                [
                    [block.kind, composed(block.text), block.level, _open_links(block)]
                    for block in article.blocks
                ]
            ),
        }
        authors = tuple(dict.fromkeys(map(composed, article.authors)))
        tags = tuple(dict.fromkeys(map(composed, article.tags)))
        chrome = article.chrome
        pieces = [[piece.kind, piece.rule, piece.text] for piece in chrome]
        said = canonical_json([values, authors, sorted(tags), pieces])
        captions = tuple(map(composed, captions_of(article.blocks)))
        return cls(values, authors, tags, chrome, captions, digest_of(said))


CAPTURE_FIELDS = (
    *("captured_at", "status", "payload_length", "revisit_of", "warc_offset", "warc_length"),
    *("warc_file", "digest", "content_type", "etag", "last_modified", "moved_permanently"),
    *("via", "rights", "url"),
)
"""Columns of `captures` that say what was received, when, and where its record stands."""


def capture_digest(values: Sequence[Value]) -> str:
    """sha256 in hex of a capture's row, its `CAPTURE_FIELDS` in their order."""
    return digest_of(canonical_json(list(values)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentFields:
    """All a page says of a comment, under the key it is upserted by."""

    key: str
    parent_key: str | None
    position: int
    depth: int
    kind: CommentKind
    published_utc: str | None
    published: str | None
    published_precision: Precision | None
    author: str | None
    author_url: str | None
    text: str

    def emptied(self) -> "CommentFields":
        """What is left of the comment of a commenter taken down: its place in the thread."""
        return replace(self, author=None, author_url=None, text="")

    @property
    def digest(self) -> str:
        """Of what its author and readers would call the comment; not of its place on the page."""
        return digest_of(
            canonical_json(
                [
                    self.author,
                    self.author_url,
                    self.published,
                    self.published_precision,
                    self.parent_key,
                    self.kind,
                    self.text,
                ]
            )
        )


def _open_links(block: Block) -> list[tuple[str, str]]:
    """The links of a block, without what was meant for one reader."""
    kept = ((label, without_secrets(url)) for label, url in block.links)
    return [(label, url) for label, url in kept if url is not None]


def comment_fields(comments: Sequence[Comment]) -> list[CommentFields]:
    """Comments in reading order; a key met before gets a number, so that no comment hides one."""
    listed: list[CommentFields] = []
    met: Counter[str] = Counter()
    for position, comment in enumerate(comments):
        key = comment.id or made_key(comment)
        met[key] += 1
        listed.append(
            CommentFields(
                key=key if met[key] == 1 else f"{key}#{met[key]}",
                parent_key=comment.parent,
                position=position,
                depth=comment.depth,
                kind=comment.kind,
                published_utc=printed_utc(comment.published),
                published=printed_text(comment.published),
                published_precision=comment.published_precision,
                author=composed(comment.author),
                author_url=comment.author_url and without_secrets(comment.author_url),
                text=composed(comment.text),
            )
        )
    return listed


def made_key(comment: Comment) -> str:
    """A key for a comment to which the page gives no id, made of author, time and text."""
    said = (composed(comment.author), printed_utc(comment.published), composed(comment.text))
    return f"made:{digest_of(canonical_json(said))[:16]}"


def count_words(text: str) -> int:
    """Words of a text; each character of Han and kana counts as one."""
    if text.isascii():
        return len(text.split())
    unspaced, rest = IS_UNSPACED.subn(" ", text)[1], IS_UNSPACED.sub(" ", text)
    return unspaced + sum(
        1 for word in rest.split() if word[0].isalnum() or any(map(str.isalnum, word))
    )


def canonical_json(value: object) -> str:
    """JSON in the one form the archive uses: sorted keys, no spaces, characters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text: str) -> str:
    """sha256 in hex."""
    return hashlib.sha256(text.encode()).hexdigest()
