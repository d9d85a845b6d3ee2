"""Commenters' names as the desk's policy has them kept: as printed, as pseudonyms, or not at all.

A pseudonym is made of the name and a secret of this working folder (HMAC, RFC 2104), so that one
commenter's threads can be followed and nobody can try names on it without the secret. The secret
stands in a file of its own that no export reads. What was received, in the WARC files, keeps names.
"""

import base64
import hashlib
import hmac
import os
import secrets
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from archive.model.records import Article, Comment
from crawler.config import desk_file
from crawler.config.desk_file import Commenters

SECRET = ".commenters-secret"  # noqa: S105  the name of the file
LENGTH = 8
"""Characters of base32, 40 bits: among a million commenters one chance in two of a single pair."""


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
    if not path.exists():
        made = secrets.token_hex(32).encode()
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(made)
    return path.read_bytes()
