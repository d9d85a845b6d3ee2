"""Commenters' names by policy: kept, as pseudonyms, or not at all."""

import itertools
import json
import shutil
from pathlib import Path

import pytest
from click.testing import Result

from archive.model.errors import DeskError
from crawler.intake import commenters
from tests.builders import typed
from tests.builders.command import desk
from tests.builders.crawls import crawl, desk_process, outlet_file, rows, working_folder
from tests.builders.site import Page, Site, column, feed


def policy(folder: Path, name: str) -> None:
    (folder / "desk.toml").write_text(f'commenters = "{name}"\n')
    commenters._policy.cache_clear()


def authors(folder: Path, address: str) -> list[str | None]:
    shown = json.loads(desk(folder, "show", address, "--json").output)
    return [one["comment"]["author"] for one in shown["comments"]]


def publish(site: Site, *, told: str = "", also: str = "") -> None:
    """A column on which Jo Doe says two things, and Ann one between them."""
    talk = "".join(
        f"<li class='comment' id='comment-{n}'><cite class='fn'>{who}</cite>"
        f"<div class='comment-content'><p>So {said} number {n}.</p></div></li>"
        for n, (who, said) in enumerate(
            (("Jo Doe", "quixotical"), ("Ann", "said"), ("jo doe", f"quixotical{also}")), start=1
        )
    )
    page = column("Talked", f"On talk. {told}").replace(
        b"</article>", f"<ol class='commentlist'>{talk}</ol></article>".encode()
    )
    site.pages["/feed"] = Page(feed(site.home, ["/a/"]))
    site.pages["/a/"] = Page(page)


def talked(site: Site, folder: Path, name: str) -> tuple[Path, str]:
    """A folder of this policy that has the column, and the column's address."""
    publish(site)
    working_folder(folder, harbour=outlet_file(site))
    policy(folder, name)
    assert crawl(folder).outcomes() == {"new": 1}
    return folder, f"{site.home}a/"


def forget(folder: Path, name: str) -> Result:
    return desk(folder, "forget", "--commenter", name, "--reason", "asked for")


def forgotten(folder: Path, address: str) -> list[bool]:
    shown = json.loads(desk(folder, "show", address, "--json").output)
    return [one["forgotten"] for one in shown["comments"]]


def digest(folder: Path) -> str:
    return desk(folder, "dump", "--digest").output


def assert_stays_forgotten(folder: Path, address: str) -> None:
    """Of Jo Doe's comments the places alone are left, and a rebuild gives the same."""
    assert forgotten(folder, address) == [True, False, True]
    assert b"quixotical" not in (folder / "archive.db").read_bytes()
    told = desk(folder, "verify")
    assert told.exit_code == 0, told.output
    before = digest(folder)
    for path in folder.glob("archive.db*"):
        path.unlink()
    assert desk(folder, "rebuild").exit_code == 0
    assert digest(folder) == before
    assert b"quixotical" not in (folder / "archive.db").read_bytes()


def test_names_follow_the_policy_also_of_what_is_archived_already(
    site: Site, tmp_path: Path
) -> None:
    folder, address = talked(site, tmp_path / "desk", "pseudonyms")
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


TRANSITIONS = [
    (before, after, asked)
    for before, after in itertools.permutations(("keep", "pseudonyms", "none"), 2)
    for asked in (("real name", "pseudonym") if before == "pseudonyms" else ("real name",))
]


@pytest.mark.parametrize("way", ["reextract", "crawl --again"])
@pytest.mark.parametrize(("before", "after", "asked"), TRANSITIONS)
def test_a_forgotten_commenter_stays_so_whatever_the_policy_becomes(
    site: Site, tmp_path: Path, before: str, after: str, asked: str, way: str
) -> None:
    folder, address = talked(site, tmp_path / "desk", before)
    name = "JO  Doe" if asked == "real name" else str(authors(folder, address)[0])
    done = forget(folder, name)
    assert done.exit_code == (1 if before == "none" else 0), done.output
    policy(folder, after)
    if way == "reextract":
        assert desk(folder, "reextract").exit_code == 0
    else:
        publish(site, told="And more of it.", also=" again")
        again = desk_process(folder, "crawl", "harbour", "--again")
        assert again.returncode == 0, again.stderr
        assert json.loads(desk(folder, "show", address, "--json").output)["versions"][1:]
        assert forgotten(folder, address) == [True, False, True]
        if before == "none":  # the words went just now, and nobody has swept
            assert desk(folder, "reextract").exit_code == 0
    assert_stays_forgotten(folder, address)


def test_under_pseudonyms_a_real_name_is_forgotten_at_once(site: Site, tmp_path: Path) -> None:
    folder, address = talked(site, tmp_path / "desk", "pseudonyms")
    done = forget(folder, "Jo Doe")
    assert done.exit_code == 0
    assert done.output.startswith("forgotten: 2 comments")
    assert_stays_forgotten(folder, address)


def test_a_name_no_comment_has_is_told_and_kept_out(site: Site, tmp_path: Path) -> None:
    folder, address = talked(site, tmp_path / "desk", "keep")
    done = forget(folder, "Nobody Yet")
    assert done.exit_code == 1
    assert "no comment in this archive has this name" in done.output
    assert "kept out from now on" in done.output
    assert not (folder / commenters.SECRET).exists()
    assert forgotten(folder, address) == [False] * 3
    assert len(json.loads(desk(folder, "forget", "--list", "--json").output)) == 1
    again = forget(folder, "Nobody Yet")
    assert again.exit_code == 0
    assert again.output.startswith("forgotten before; no comment here has this name")
    site.pages["/a/"] = Page(site.pages["/a/"].body.replace(b"Ann", b"Nobody Yet"))
    assert desk_process(folder, "crawl", "harbour", "--again").returncode == 0
    assert forgotten(folder, address) == [False, True, False]


def with_masks(site: Site) -> None:
    """Ann's account, of which the page masks the last letters."""
    site.pages["/a/"] = Page(site.pages["/a/"].body.replace(b"Ann", b"ann****"))


def test_a_masked_name_is_forgotten_as_the_page_has_it(site: Site, tmp_path: Path) -> None:
    folder, address = talked(site, tmp_path / "desk", "keep")
    assert forget(folder, "ann****").exit_code == 1
    assert forgotten(folder, address) == [False] * 3
    with_masks(site)
    assert desk_process(folder, "crawl", "harbour", "--again").returncode == 0
    assert forgotten(folder, address) == [False, True, False]


@pytest.mark.parametrize("kept", ["keep", "pseudonyms"])
def test_a_masked_name_stays_forgotten_that_was_kept_without_its_stars(
    site: Site, tmp_path: Path, kept: str
) -> None:
    folder, address = talked(site, tmp_path / "desk", kept)
    assert forget(folder, "ann").exit_code == 0
    with_masks(site)
    assert desk_process(folder, "crawl", "harbour", "--again").returncode == 0
    assert forgotten(folder, address) == [False, True, False]


def test_under_none_a_forgotten_name_goes_with_a_re_extraction(site: Site, tmp_path: Path) -> None:
    folder, address = talked(site, tmp_path / "desk", "none")
    done = forget(folder, "Jo Doe")
    assert done.exit_code == 1
    assert "`desk reextract` empties what is archived already" in done.output
    assert desk(folder, "reextract").exit_code == 0
    assert_stays_forgotten(folder, address)


def test_two_desks_with_their_own_secrets_keep_a_commenter_out(site: Site, tmp_path: Path) -> None:
    one, address = talked(site, tmp_path / "one", "pseudonyms")
    other, _ = talked(site, tmp_path / "other", "pseudonyms")
    assert authors(one, address)[0] != authors(other, address)[0]
    assert forget(one, "Jo Doe").exit_code == 0
    publish(site, told="And more of it.", also=" again")
    assert desk_process(other, "crawl", "harbour", "--again").returncode == 0
    kept = Path(shutil.copytree(other, tmp_path / "kept"))
    assert desk(one, "merge", str(kept), "--yes", "--private").exit_code == 0
    assert_stays_forgotten(one, address)
    merged = desk(other, "merge", str(one), "--yes", "--private", "--forget")
    assert merged.exit_code == 1, merged.output
    assert "`desk reextract` takes out what they wrote" in " ".join(merged.output.split())
    assert desk(other, "reextract").exit_code == 0
    assert_stays_forgotten(other, address)
    policy(other, "keep")
    assert desk(other, "reextract").exit_code == 0
    assert_stays_forgotten(other, address)


COMMENT = (
    '<li id="comment-{n}" class="comment depth-1"><div class="comment-author"><b class="fn">{who}'
    '</b></div><time datetime="2019-05-0{n}T09:12:00+01:00">May {n}</time>'
    '<div class="comment-content"><p>{said}</p></div></li>'
)
TALK = (
    ("Ann", "The oil is dear, and the book is thin."),
    ("Jo Doe", "A quixotical lamp, and cold."),
)
PARAGRAPHS = (
    "The two harbour towns agreed on Thursday that the lamp between them belongs to neither.",
    "It will be lit by each in turn, and the oil will be entered in a book that both may read.",
    "Nobody remembers a shorter treaty, and nobody at the table could think of a longer one.",
)


def lamp_files() -> dict[str, str]:
    """A column as a page and as a text that has lost its tags, with the same two comments."""
    told = [
        line
        for n, (who, said) in enumerate(TALK, 1)
        for line in (f"{who} says:", f"May {n}, 2019 at 9:12 am", said, "Reply")
    ]
    flat = ("The lamp at the pier", "By Inês Falcão", "May 2, 2019", *PARAGRAPHS, "2 replies »")
    head, _, rest = typed.PAGE.partition('<ol class="comment-list">')
    talk = "".join(COMMENT.format(n=n, who=who, said=said) for n, (who, said) in enumerate(TALK, 1))
    return {
        "lamp.txt": "\n\n".join((*flat, *told, "Leave a Reply")),
        "lamp.html": f'{head}<ol class="comment-list">{talk}</ol>{rest.partition("</ol>")[2]}',
    }


@pytest.mark.parametrize("talk", [True, False], ids=["talk on the page", "no talk there"])
@pytest.mark.parametrize("order", [("lamp.txt", "lamp.html"), ("lamp.html", "lamp.txt")])
def test_a_forgotten_comment_has_one_place_in_a_page_and_a_text_of_it(
    tmp_path: Path, order: tuple[str, str], talk: bool
) -> None:
    folder = working_folder(tmp_path / "desk", gazette=typed.OUTLET)
    files = lamp_files()
    if not talk:
        files["lamp.html"] = files["lamp.html"].partition('<div id="comments">')[0]
    for name in order:
        (tmp_path / name).write_text(files[name])
        came = desk(folder, "import", str(tmp_path / name), "--outlet", "gazette")
        assert came.exit_code == 0, came.output
    assert rows(folder, "SELECT count(*) FROM articles") == [(1,)]
    assert forget(folder, "Jo Doe").output.startswith("forgotten: 1 comment")
    before = digest(folder)
    assert desk(folder, "reextract").exit_code == 0
    assert digest(folder) == before
    for path in folder.glob("archive.db*"):
        path.unlink()
    assert desk(folder, "rebuild").exit_code == 0
    assert digest(folder) == before
    assert rows(folder, "SELECT count(*) FROM comments WHERE text = ''") == [(1,)]


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
