"""Commenters' names as the desk's policy has them kept: as printed, as pseudonyms, or not at all.

A pseudonym is made of the name and a secret of this working folder (HMAC, RFC 2104), so that one
commenter's threads can be followed and nobody can try names on it without the secret. The secret
stands in a file of its own that no export reads. What was received, in the WARC files, keeps names.
"""

import base64
import hashlib
import hmac
import secrets
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from archive.db.connection import faults_explained
from archive.files.whole import write_new
from archive.model.errors import DeskError
from archive.model.records import Article, Comment
from crawler.config import desk_file
from crawler.config.desk_file import Commenters

SECRET = ".commenters-secret"  # noqa: S105  the name of the file
LENGTH = 8
"""Characters of base32, 40 bits: among a million commenters one chance in two of a single pair."""

SHORTEST_SECRET = 32
"""Bytes: a key shorter than the hash is strongly discouraged (RFC 2104, section 3)."""


def named_by_policy(article: Article, folder: Path) -> Article:
    """An article whose commenters are named as the working folder's desk.toml says."""
    policy = _policy(folder)
    if policy == "keep" or not article.comments:
        return article
    secret = _secret(folder) if policy == "pseudonyms" else b""
    comments = tuple(_renamed(comment, policy, secret) for comment in article.comments)
    return replace(article, comments=comments)


def _renamed(comment: Comment, policy: Commenters, secret: bytes) -> Comment:
    if comment.kind != "reader" or comment.author is None:
        return replace(comment, author_url=None) if comment.kind == "reader" else comment
    name = " ".join(comment.author.casefold().split()).encode()
    digest = hmac.new(secret, name, hashlib.sha256).digest()
    pseudonym = f"reader {base64.b32encode(digest).decode().lower()[:LENGTH]}"
    return replace(comment, author=pseudonym if policy == "pseudonyms" else None, author_url=None)


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
            " then every commenter gets another pseudonym"
        )
    return secret
