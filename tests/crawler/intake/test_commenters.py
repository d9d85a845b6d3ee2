"""Commenters' names by policy: kept, as pseudonyms, or not at all."""

import json
from pathlib import Path

import pytest

from archive.model.errors import DeskError
from crawler.intake import commenters
from tests.builders.command import desk
from tests.builders.crawls import crawl, outlet_file, working_folder
from tests.builders.site import Page, Site, column, feed


def policy(folder: Path, name: str) -> None:
    (folder / "desk.toml").write_text(f'commenters = "{name}"\n')
    commenters._policy.cache_clear()


def authors(folder: Path, address: str) -> list[str | None]:
    shown = json.loads(desk(folder, "show", address, "--json").output)
    return [one["comment"]["author"] for one in shown["comments"]]


def test_names_follow_the_policy_also_of_what_is_archived_already(
    site: Site, tmp_path: Path
) -> None:
    talk = "".join(
        f"<li class='comment' id='comment-{n}'><cite class='fn'>{who}</cite>"
        f"<div class='comment-content'><p>So said number {n}.</p></div></li>"
        for n, who in enumerate(("Jo Doe", "Ann", "jo doe"), start=1)
    )
    page = column("Talked").replace(
        b"</article>", f"<ol class='commentlist'>{talk}</ol></article>".encode()
    )
    site.pages["/feed"] = Page(feed(site.home, ["/a/"]))
    site.pages["/a/"] = Page(page)
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    address = f"{site.home}a/"
    policy(folder, "pseudonyms")
    assert crawl(folder).outcomes() == {"new": 1}
    first, second, third = authors(folder, address)
    assert first == third != second
    assert str(first).startswith("reader ")
    secret = folder / commenters.SECRET
    assert secret.stat().st_mode & 0o777 == 0o600
    assert secret.read_text() not in desk(folder, "dump").output
    policy(folder, "none")
    assert desk(folder, "reextract").exit_code == 0
    assert authors(folder, address) == [None] * 3
    policy(folder, "keep")
    assert desk(folder, "reextract").exit_code == 0
    assert authors(folder, address) == ["Jo Doe", "Ann", "jo doe"]
    assert desk(folder, "verify").exit_code == 0
    policy(folder, "perhaps")
    told = desk(folder, "crawl")
    assert told.exit_code == 1
    assert "allowed: keep, pseudonyms, none" in told.output


@pytest.mark.parametrize("left", [b"", b"\x00" * 64, b"short\n"])
def test_a_secret_that_is_none_is_refused(tmp_path: Path, left: bytes) -> None:
    """A kill between open and write left an empty one: pseudonyms were then made without a key."""
    (tmp_path / commenters.SECRET).write_bytes(left)
    with pytest.raises(DeskError, match=r"\.commenters-secret: holds \d+ bytes and no secret"):
        commenters._secret(tmp_path)
    assert (tmp_path / commenters.SECRET).read_bytes() == left


def test_a_secret_comes_into_being_whole(tmp_path: Path) -> None:
    made = commenters._secret(tmp_path)
    assert len(made) == 64
    assert [one.name for one in tmp_path.iterdir()] == [commenters.SECRET]
    commenters._secret.cache_clear()
    assert commenters._secret(tmp_path) == made
