"""Commenters' names as the desk's policy has them kept: as printed, as pseudonyms, or not at all.

A pseudonym is made of the name and a secret of this working folder (HMAC, RFC 2104), so that one
commenter's threads can be followed and nobody can try names on it without the secret. The secret
stands in a file of its own that no export reads. What was received, in the WARC files, keeps names.

Names are known as printed here alone, so here it is decided who was taken down: by the name or by
its pseudonym, whatever the policy is and was.
"""

import base64
import hashlib
import hmac
import secrets
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from archive.db import tombstones
from archive.db.connection import faults_explained
from archive.files.whole import write_new
from archive.folder.archive import Archive
from archive.model import tombstone_keys
from archive.model.errors import DeskError
from archive.model.records import Article, Comment
from archive.model.rows import made_key
from archive.model.tombstone_keys import spellings
from archive.model.versions import composed
from crawler.config import desk_file
from crawler.config.desk_file import Commenters

SECRET = ".commenters-secret"  # noqa: S105  the name of the file
LENGTH = 8
"""Characters of base32, 40 bits: among a million commenters one chance in two of a single pair."""

SHORTEST_SECRET = 32
"""Bytes: a key shorter than the hash is strongly discouraged (RFC 2104, section 3)."""


def named_by_policy(article: Article, archive: Archive) -> Article:
    """An article whose commenters are named as the working folder's desk.toml says; of those taken
    down only the places in their threads are left."""
    if not article.comments:
        return article
    some_forgotten = tombstones.any_commenter(archive.db)
    comments = []
    for comment in article.comments:
        kept = _renamed(comment, archive.folder)
        if some_forgotten and comment.author and _is_taken_down(archive, comment.author):
            # Under the key that it has with its words.
            key = kept.id or made_key(kept)
            kept = replace(kept, id=key, author=None, author_url=None, text="")
        comments.append(kept)
    return replace(article, comments=tuple(comments))


def names_of(name: str, folder: Path) -> list[str]:
    """Under which names a commenter may stand in an archive: this one, and its pseudonym if the
    folder has a secret to make one with."""
    secret = _secret(folder) if (folder / SECRET).exists() else None
    return [name] if secret is None else [name, _pseudonym(name, secret)]


def are_kept(folder: Path) -> bool:
    """Whether names are kept as printed, so that rows tell who wrote them."""
    return _policy(folder) == "keep"


def _is_taken_down(archive: Archive, name: str) -> bool:
    names = [one for as_kept in spellings(name) for one in names_of(as_kept, archive.folder)]
    keys = [tombstone_keys.of_commenter(one) for one in names]
    return tombstones.has_tombstone(archive.db, "commenter", keys)


def _renamed(comment: Comment, folder: Path) -> Comment:
    policy = _policy(folder)
    if policy == "keep" or comment.kind != "reader":
        return comment
    author = None
    if policy == "pseudonyms" and comment.author is not None:
        author = _pseudonym(comment.author, _secret(folder))
    return replace(comment, author=author, author_url=None)


def _pseudonym(name: str, secret: bytes) -> str:
    plain = " ".join(composed(name).casefold().split()).encode()
    digest = hmac.new(secret, plain, hashlib.sha256).digest()
    return f"reader {base64.b32encode(digest).decode().lower()[:LENGTH]}"


@lru_cache(maxsize=8)
def _policy(folder: Path) -> Commenters:
    """What desk.toml says; names are kept where there is none."""
    return desk_file.load(folder).commenters if (folder / "desk.toml").is_file() else "keep"


@lru_cache(maxsize=8)
def _secret(folder: Path) -> bytes:
    """The folder's secret, made when it is needed first, for its owner's eyes only."""
    path = folder / SECRET
    with faults_explained(folder):
        if not path.exists():
            with suppress(FileExistsError):  # made by another command meanwhile
                write_new(path, secrets.token_hex(32).encode(), mode=0o600)
        secret = path.read_bytes()
    if len(secret.strip(b"\x00 \r\n")) < SHORTEST_SECRET:
        raise DeskError(
            f"{path}: holds {len(secret)} bytes and no secret, which has at least"
            f" {SHORTEST_SECRET}; put it back from a copy, or delete it and run `desk reextract`:"
            " then every commenter gets another pseudonym, and who was forgotten by the former one"
            " alone is to be forgotten again"
        )
    return secret
