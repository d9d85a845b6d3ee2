"""`desk forget` and columns of several pages: those of others stay, its own go and stay out."""

from pathlib import Path

import pytest

from archive.folder.archive import Archive
from archive.model import tombstone_keys
from archive.model.rows import digest_of
from tests.archive.takedown.test_what_stays import forget, sound_digest, text_in_records
from tests.builders.command import desk
from tests.builders.crawls import crawl, outlet_file, rows, working_folder
from tests.builders.site import Page, Site, column, feed

PACT = "/2026/the-zephyrous-pact/"
SPLIT = "/2026/split/"
COMMENTS = f"{SPLIT}comment-page-1/"


def with_next(page: bytes, path: str) -> bytes:
    """A page that links the next one of its column."""
    return page.replace(b"</head>", f"<link rel='next' href='{path}'></head>".encode())


def linking(page: bytes, path: str) -> bytes:
    """A page with a link to another column beneath its text."""
    return page.replace(b"</main>", f"</main><a href='{path}'>Previous</a>".encode())


def talk(number: int, *, older: str | None = None) -> bytes:
    """What stands beneath a column's text: one comment, and a link to the page of older ones."""
    link = f"<a href='{older}#comments'>Older Comments</a>" if older else ""
    return (
        "<div id='comments'><ol class='comment-list'><li class='comment even depth-1'"
        f" id='comment-{number}'><b class='fn'>Ann</b><div class='comment-content'>"
        f"<p>Comment {number}.</p></div></li></ol>{link}</div></article>"
    ).encode()


def columns(folder: Path) -> list[tuple[str, bool, int, str | None]]:
    """Headline of each column, whether its second page is in it, its comments, what it lacks."""
    return [
        (row[0], bool(row[1]), row[2], row[3])
        for row in rows(
            folder,
            "SELECT title, body LIKE '%Its second page.%', (SELECT count(*) FROM comments AS m"
            " WHERE m.article_id = a.id), (SELECT max(lacks) FROM captures AS c"
            " WHERE c.article_id = a.id) FROM articles AS a ORDER BY title",
        )
    ]


def rebuilt(folder: Path) -> str:
    """The digest that a lost database has when it is made again."""
    (folder / "archive.db").unlink()
    done = desk(folder, "rebuild")
    assert done.exit_code == 0, done.output
    return sound_digest(folder)


def test_further_pages_of_other_columns_stay_whatever_they_link_to(
    site: Site, tmp_path: Path
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    first = with_next(column("Split", "Its first page."), f"{SPLIT}2/")
    site.pages[SPLIT] = Page(first.replace(b"</article>", talk(9, older=COMMENTS)))
    site.pages[f"{SPLIT}2/"] = Page(linking(column("Split", "Its second page."), PACT))
    older = column("Split", "Its first page.").replace(b"</article>", talk(3))
    site.pages[COMMENTS] = Page(linking(older, PACT))
    site.pages[PACT] = Page(column("Pact"))
    site.pages["/feed"] = Page(feed(site.home, [SPLIT, PACT]))
    assert crawl(folder).outcomes() == {"new": 2}
    told = forget(folder, site.home.rstrip("/") + PACT)
    assert "overwritten too: 1 page of feeds" in told
    whole = [("Split", True, 2, None)]
    assert columns(folder) == whole
    digest = sound_digest(folder)
    assert desk(folder, "reextract").exit_code == 0
    assert columns(folder) == whole
    assert rebuilt(folder) == digest
    assert crawl(folder).outcomes() == {"unchanged": 1}
    assert columns(folder) == whole


@pytest.mark.parametrize("other", ["/war-diary/other/", "/war-diary/12/"])
def test_columns_beneath_the_address_of_one_stay_with_their_pages(
    site: Site, tmp_path: Path, other: str
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    second = f"{other}2/"
    site.pages["/war-diary/"] = Page(column("Diary"))
    site.pages[other] = Page(with_next(column("Other", "Its first page."), second))
    site.pages[second] = Page(column("Other", "Its second page."))
    site.pages["/feed"] = Page(feed(site.home, ["/war-diary/", other]))
    assert crawl(folder).outcomes() == {"new": 2}
    (before,) = (row for row in columns(folder) if row[0] == "Other")
    forget(folder, site.home + "war-diary/")
    site.pages["/feed"] = Page(feed(site.home, [other]))
    digest = sound_digest(folder)
    for _ in range(2):
        assert crawl(folder).outcomes() == {"unchanged": 1}
        assert desk(folder, "reextract").exit_code == 0
        assert columns(folder) == [before]
    assert sound_digest(folder) == digest
    assert rows(folder, "SELECT count(*) FROM versions") == [(1,)]
    assert rows(folder, "SELECT count(*) FROM captures WHERE url LIKE '%/feed'") == [(2,)]


@pytest.mark.parametrize("second", [f"{PACT}2/", f"{PACT}seite-2/"])
def test_its_own_further_pages_go_and_are_not_asked_for_again(
    site: Site, tmp_path: Path, second: str
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    site.pages[PACT] = Page(with_next(column("Pact", "Its first page."), second))
    site.pages[second] = Page(column("Pact", "Its second page."))
    site.pages["/feed"] = Page(feed(site.home, [PACT]))
    assert crawl(folder).outcomes() == {"new": 1}
    forget(folder, site.home.rstrip("/") + PACT)
    site.pages["/feed"] = Page(feed(site.home, [PACT, second]))
    site.forget()
    assert crawl(folder).outcomes() == {}
    assert site.paths().count(PACT) == site.paths().count(second) == 0
    assert "zephyrous" not in text_in_records(folder)
    assert b"zephyrous" not in (folder / "archive.db").read_bytes()


@pytest.mark.parametrize("from_before", [False, True])
def test_without_raw_no_page_of_it_is_read_again(
    site: Site, tmp_path: Path, from_before: bool
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    second, older = f"{PACT}2/", f"{PACT}comment-page-1/"
    first = with_next(column("Pact", "Its first page."), second)
    site.pages[PACT] = Page(first.replace(b"</article>", talk(9, older=older)))
    site.pages[second] = Page(column("Pact", "Its second page."))
    site.pages[older] = Page(column("Pact").replace(b"</article>", talk(3)))
    site.pages["/feed"] = Page(feed(site.home, [PACT]))
    for version in ("Its first page.", "Its first page, edited."):
        site.pages[PACT] = Page(site.pages[PACT].body.replace(b"Its first page.", version.encode()))
        crawl(folder)
    assert columns(folder) == [("Pact", True, 2, None)]
    url = site.home.rstrip("/") + PACT
    assert desk(folder, "forget", url, "--reason", "asked", "--yes").exit_code == 0
    if from_before:  # parts were refused, and their addresses had no tombstones
        kept = tombstone_keys.of_address(url)
        with Archive.writing(folder, command="test") as archive, archive.write() as db:
            db.execute("DELETE FROM tombstones WHERE kind = 'address' AND key <> ?", (kept,))
            db.execute("UPDATE captures SET outcome = 'refused' WHERE outcome IS NULL")
    assert desk(folder, "reextract").exit_code == 0
    assert columns(folder) == []
    assert desk(folder, "search", "page").exit_code == 1
    if not from_before:
        digest = sound_digest(folder)
        assert rebuilt(folder) == digest
        assert desk(folder, "reextract").exit_code == 0
        assert sound_digest(folder) == digest


@pytest.mark.parametrize(
    ("path", "columns"),
    [
        ("/2026/one", {"/2026/one"}),
        ("/2026/one/comment-page-2/", {"/2026/one/comment-page-2", "/2026/one"}),
        ("/2026/one/2/?cpage=3", {"/2026/one/2/?cpage=3", "/2026/one/2", "/2026/one"}),
        ("/?p=17&cpage=3", {"/?p=17&cpage=3", "?p=17"}),
        ("/2026/one/amp/", {"/2026/one/amp"}),
        ("/2/", {"/2"}),
        ("/", {""}),
    ],
)
def test_which_columns_an_address_may_be_a_page_of(path: str, columns: set[str]) -> None:
    keys = set(tombstone_keys.of_address_and_column(f"https://harbour.example{path}"))
    assert keys == set(map(digest_of, (f"harbour.example{one}" for one in columns)))
