"""Files become columns: saved pages and flattened texts, and nothing else in a folder."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archive.folder.archive import Archive
from archive.model.records import Outcome
from archive.model.times import moment_text
from crawler.config.outlet_files import load_outlet
from crawler.config.outlets import Outlet
from crawler.extraction import TEXT_VERSION, VERSION
from crawler.jobs import importing
from crawler.jobs.found_files import find_files
from crawler.jobs.importing import APART, Imported, import_files, preview
from tests.builders import saved_pages
from tests.builders.archives import empty_archive
from tests.builders.saved_pages import mhtml

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LATER = datetime(2026, 2, 1, tzinfo=UTC)
OUTLET = """\
name = "The Harbour Review"
home = "https://harbour.example/"
language = "en"
timezone = "Europe/Lisbon"

[scope]
sections = ["Foreign Affairs"]

[[seeds]]
feed = "/feed/"
"""
OWN = "https://harbour.example/2024/05/14/two-ports/"
PARAGRAPHS = """\
The ferry to the northern quay left an hour late on Tuesday, and nobody on either side minded.
For a decade the two ports have shared one pilot service, two harbour masters and a long dispute.
What changed this spring is that both governments describe the arrangement as a model for others.
""".splitlines()
PAGE = """\
<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Two Ports – Harbour Review</title>
<link rel="canonical" href="https://harbour.example/2024/05/14/two-ports/?utm_source=x"></head><body>
<article class="post"><h1 class="entry-title">Two Ports</h1><div class="entry-content">
<p>{}</p><p>{}</p><p>{}</p></div></article></body></html>
""".format(*PARAGRAPHS)
TEXT_PARAGRAPHS = [paragraph.replace("two", "three") for paragraph in reversed(PARAGRAPHS)]
TEXT = "\n\n".join(["Foreign Affairs", "Across the Strait", *TEXT_PARAGRAPHS, "Leave a Reply"])


@pytest.fixture
def outlet(tmp_path: Path) -> Outlet:
    path = tmp_path / "outlets" / "harbour.toml"
    path.parent.mkdir()
    path.write_text(OUTLET, "utf-8")
    return load_outlet(path)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    empty_archive(folder)
    return folder


@pytest.fixture
def clippings(tmp_path: Path) -> Path:
    folder = tmp_path / "clippings"
    (folder / "more").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    (folder / "page.txt").write_text(PAGE, "utf-8")  # names lie
    (folder / "more" / "strait.html").write_text(TEXT, "utf-8")
    (folder / "empty.html").write_bytes(b" \n")
    (folder / "quay.html").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    (folder / "style.css").write_text("body { margin: 0; color: #333 }\np { margin: 1em }\n")
    (folder / "list.csv").write_text("id,name,port\n1,a,b\n2,c,d\n3,e,f\n")
    (folder / "data.json").write_text('{"columns": ["a", "b"]}')
    (folder / ".hidden" / "secret.txt").write_text(TEXT, "utf-8")
    return folder


def imported(desk: Path, outlet: Outlet, *paths: Path, now: datetime = NOW) -> list[Imported]:
    with Archive.writing(desk, command="import") as archive:
        return list(import_files(archive, outlet, find_files(paths).files, now=now))


def rows(desk: Path) -> dict[str, int]:
    with Archive.reading(desk) as archive:
        return {name: archive.db[name].count for name in ("articles", "versions", "captures")}


def contents(desk: Path) -> dict[str, list[dict[str, object]]]:
    """Every row of every table."""
    with Archive.reading(desk) as archive:
        names = [name for name in archive.db.table_names() if "_fts" not in name]
        return {name: list(archive.db[name].rows) for name in names}


def test_a_folder_of_mixed_files_gives_its_columns_and_names_the_rest(
    desk: Path, outlet: Outlet, clippings: Path
) -> None:
    found = {file.path.name: file for file in imported(desk, outlet, clippings)}
    assert {name: file.outcome for name, file in found.items()} == {
        "data.json": Outcome.UNREADABLE,
        "empty.html": Outcome.UNREADABLE,
        "list.csv": Outcome.UNREADABLE,
        "page.txt": Outcome.NEW,
        "quay.html": Outcome.UNREADABLE,
        "strait.html": Outcome.NEW,
        "style.css": Outcome.UNREADABLE,
    }
    assert {name: file.reason for name, file in found.items() if file.reason} == {
        "data.json": "JSON, not a page or text",
        "empty.html": "empty",
        "list.csv": "a table, not a page or text",
        "quay.html": "a PNG image, not a page or text",
        "style.css": "a stylesheet or program, not a page or text",
    }
    assert (found["page.txt"].kind, found["strait.html"].kind) == ("html", "text")
    assert rows(desk) == {"articles": 2, "versions": 2, "captures": 2}


def test_pages_and_texts_have_versions_of_readers_of_their_own(
    desk: Path, outlet: Outlet, clippings: Path
) -> None:
    imported(desk, outlet, clippings)
    with Archive.reading(desk) as archive:
        read_by = {row["title"]: row["extractor"] for row in archive.db["versions"].rows}
    assert read_by == {"Two Ports": VERSION, "Across the Strait": TEXT_VERSION}


def test_a_page_is_stored_under_the_address_it_declares_and_a_text_under_none(
    desk: Path, outlet: Outlet, clippings: Path
) -> None:
    imported(desk, outlet, clippings)
    with Archive.reading(desk) as archive:
        stored = {row["title"]: row["url"] for row in archive.db["articles"].rows}
        captured = list(archive.db["captures"].rows)
    assert stored == {
        "Two Ports": "https://harbour.example/2024/05/14/two-ports/",
        "Across the Strait": None,
    }
    assert {(row["status"], row["content_type"]) for row in captured} == {
        (None, "text/html"),
        (None, "text/plain"),
    }


def test_a_second_import_adds_nothing(desk: Path, outlet: Outlet, clippings: Path) -> None:
    imported(desk, outlet, clippings)
    before, size = contents(desk), sum(file.stat().st_size for file in (desk / "warc").iterdir())
    again = imported(desk, outlet, clippings, now=LATER)
    assert {file.outcome for file in again} == {Outcome.UNCHANGED, Outcome.UNREADABLE}
    assert contents(desk) == before
    assert sum(file.stat().st_size for file in (desk / "warc").iterdir()) == size


def test_a_flattened_text_is_told_apart_like_a_page(outlet: Outlet, clippings: Path) -> None:
    looked = preview(clippings / "more" / "strait.html", outlet, now=NOW)
    assert looked.article is not None
    assert looked.outcome is None
    assert looked.article.section == "Foreign Affairs"
    assert looked.article.title == "Across the Strait"
    assert looked.article.body == "\n\n".join(TEXT_PARAGRAPHS)
    assert [piece.text for piece in looked.article.chrome] == ["Leave a Reply"]


def test_looking_stores_nothing(desk: Path, outlet: Outlet, clippings: Path) -> None:
    before = sorted((desk / "warc").iterdir())
    for path in find_files([clippings]).files:
        preview(path, outlet, now=NOW)
    assert rows(desk) == {"articles": 0, "versions": 0, "captures": 0}
    assert sorted((desk / "warc").iterdir()) == before


def test_a_text_joins_the_column_that_has_its_words(
    desk: Path, outlet: Outlet, clippings: Path
) -> None:
    text = clippings / "more" / "strait.html"
    text.write_text("\n\n".join(["Two Ports", *PARAGRAPHS]), "utf-8")
    page, joined = imported(desk, outlet, clippings / "page.txt", text)
    assert (page.outcome, joined.outcome) == (Outcome.NEW, Outcome.UNCHANGED)
    assert rows(desk) == {"articles": 1, "versions": 1, "captures": 2}


def test_what_somebody_imports_needs_no_section(
    desk: Path, outlet: Outlet, clippings: Path
) -> None:
    (file,) = imported(desk, outlet, clippings / "page.txt")
    assert file.article is not None
    assert file.article.section is None
    assert file.outcome is Outcome.NEW


def test_a_file_that_cannot_be_read_is_named_and_the_rest_goes_on(
    desk: Path, outlet: Outlet, clippings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def refusing(path: Path, *args: Any, **kwargs: Any) -> Any:
        if path.name == "page.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refusing)
    found = {file.path.name: file for file in imported(desk, outlet, clippings)}
    assert found["page.txt"].outcome is Outcome.FAILED
    assert found["page.txt"].reason == "cannot be read: Permission denied"
    assert found["strait.html"].outcome is Outcome.NEW


def test_a_file_too_large_for_a_column_is_not_read(outlet: Outlet, tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    with path.open("wb") as file:
        file.truncate(17 * 2**20)
    looked = preview(path, outlet, now=NOW)
    assert looked.outcome is Outcome.UNREADABLE
    assert looked.reason == "17 MB; at most 16 MB are read as one column"


@pytest.mark.parametrize("charset", ["utf-16", "koi8-r", "utf-8-sig"])
def test_a_text_in_another_charset_is_read(outlet: Outlet, tmp_path: Path, charset: str) -> None:
    prose = (
        "Паром к северному причалу отошёл во вторник с опозданием на час, и никто по обе стороны"
        " пролива этому не удивился."
    )
    path = tmp_path / "text"
    path.write_bytes(f"Через пролив\n\n{prose}\n\n{prose.replace('час', 'два')}\n".encode(charset))
    looked = preview(path, outlet, now=NOW)
    assert looked.article is not None
    assert looked.article.title == "Через пролив"
    assert looked.article.body.startswith(prose)


def test_of_two_texts_with_one_body_the_later_is_what_the_column_says(
    desk: Path, outlet: Outlet, tmp_path: Path
) -> None:
    body = "The geese came back to the customs shed in March, and nobody had asked them to."
    for name, title, day in (("a", "Geese", "4 March 2010"), ("b", "Zebras", "4 March 2015")):
        (tmp_path / f"{name}.txt").write_text(f"{title}\n\n{day}\n\n{body}\n", "utf-8")
    done = imported(desk, outlet, tmp_path / "a.txt", tmp_path / "b.txt")
    assert [item.outcome for item in done] == [Outcome.NEW, Outcome.UPDATED]
    with Archive.reading(desk) as archive:
        (row,) = archive.db.execute("SELECT title, substr(published, 1, 4) FROM articles")
        versions = archive.db.execute("SELECT title FROM versions ORDER BY ordinal").fetchall()
    assert row == ("Zebras", "2015")
    assert versions == [("Geese",), ("Zebras",)]


def saved(path: Path, body: bytes, *, modified: datetime = NOW) -> Path:
    path.write_bytes(body)
    os.utime(path, (modified.timestamp(), modified.timestamp()))
    return path


def test_a_page_in_mhtml_is_kept_as_received(desk: Path, outlet: Outlet, tmp_path: Path) -> None:
    kept = mhtml(saved_pages.PAGE.replace("ferry", "fèrry"), charset="iso-8859-1")
    (file,) = imported(desk, outlet, saved(tmp_path / "page.txt", kept))
    assert (file.kind, file.outcome, file.url) == ("mhtml", Outcome.NEW, saved_pages.ADDRESS)
    assert file.article is not None
    assert file.article.title == "Two Ports"
    assert file.article.body.startswith("The fèrry to the northern quay")
    with Archive.reading(desk) as archive:
        assert archive.body_of_capture(1).body == kept
        (row,) = archive.db["captures"].rows
    assert (row["content_type"], row["captured_at"]) == (
        "message/rfc822",
        "2020-01-02T09:00:00.000Z",
    )


def test_a_page_with_the_headers_of_its_answer_is_read_without_them(
    desk: Path, outlet: Outlet, tmp_path: Path
) -> None:
    kept = f"HTTP/1.1 200 OK\r\nDate: {RFC_DATE}\r\nContent-Type: text/html\r\n\r\n{PAGE}"
    (file,) = imported(desk, outlet, saved(tmp_path / "page", kept.encode()))
    assert (file.kind, file.outcome, file.saved_at) == ("http", Outcome.NEW, SAVED)
    assert file.article is not None
    assert file.article.body == "\n\n".join(PARAGRAPHS)


SAVED = datetime(2020, 1, 2, 9, tzinfo=UTC)
RFC_DATE = "Thu, 02 Jan 2020 09:00:00 GMT"


@pytest.mark.parametrize(
    ("mark", "modified", "captured_at"),
    [
        ("<!-- Page saved with SingleFile \n url: {} \n saved date: {} -->", NOW, SAVED),
        ("<!-- Mirrored from {} by HTTrack Website Copier/3.x [X], {} -->", NOW, SAVED),
        ("<!-- saved from url=(0045){} -->", SAVED, SAVED),
        ("", SAVED, SAVED),
        ("", LATER, NOW),  # in the future
        ("", datetime(1980, 1, 1, tzinfo=UTC), NOW),  # before the web: a clock that was not set
        ("<!-- Saved from {} at 1066-10-14T09:00:00Z using monolith v2 -->", SAVED, SAVED),
        ("<!-- Saved from {} at 2666-10-14T09:00:00Z using monolith v2 -->", SAVED, SAVED),
    ],
)
def test_a_file_is_captured_when_it_was_saved(
    desk: Path,
    outlet: Outlet,
    tmp_path: Path,
    mark: str,
    modified: datetime,
    captured_at: datetime,
) -> None:
    page = PAGE.replace("<head>", "<head>" + mark.format(OWN, RFC_DATE))
    path = saved(tmp_path / "page.html", page.encode(), modified=modified)
    assert preview(path, outlet, now=NOW).saved_at == captured_at
    (file,) = imported(desk, outlet, path)
    assert file.saved_at == captured_at
    with Archive.reading(desk) as archive:
        (row,) = archive.db["captures"].rows
        (column,) = archive.db["articles"].rows
    assert row["captured_at"] == column["first_seen"] == moment_text(captured_at)


def test_an_older_copy_of_a_page_is_an_older_version(
    desk: Path, outlet: Outlet, tmp_path: Path
) -> None:
    newer = saved(tmp_path / "a.html", PAGE.encode(), modified=NOW)
    older = saved(tmp_path / "b.html", PAGE.replace("an hour", "a day").encode(), modified=SAVED)
    imported(desk, outlet, newer, older)
    with Archive.reading(desk) as archive:
        (body,) = archive.db.execute("SELECT body FROM articles").fetchone()
        seen = [row["seen_at"] for row in archive.db["versions"].rows_where(order_by="ordinal")]
    assert "an hour late" in body
    assert seen == [moment_text(SAVED), moment_text(NOW)]


def test_files_saved_at_one_time_are_told_apart(desk: Path, outlet: Outlet, tmp_path: Path) -> None:
    files = [
        saved(tmp_path / name, PAGE.replace("an hour", name).encode(), modified=SAVED)
        for name in ("one", "two", "three")
    ]
    done = imported(desk, outlet, *files)
    assert len({file.saved_at for file in done}) == 3
    with Archive.reading(desk) as archive:
        assert archive.db["versions"].count == 3


class Steps:
    """The distance between two files, which counts how often it is gone."""

    gone = 0

    def __radd__(self, saved_at: datetime) -> datetime:
        self.gone += 1
        return saved_at + APART


def test_a_moment_for_each_of_many_files_is_found_at_once(
    desk: Path, outlet: Outlet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is unpacked, checked out or restored has one date, and one that follows others'."""
    steps = Steps()
    monkeypatch.setattr(importing, "APART", steps)
    folder = tmp_path / "clippings"
    folder.mkdir()
    for number in range(60):
        modified = SAVED + (number % 3) * APART
        saved(folder / f"{number}.html", PAGE.encode(), modified=modified)

    done = imported(desk, outlet, folder)

    assert len({file.saved_at for file in done}) == 60
    assert steps.gone <= 2 * 60


def test_an_address_in_a_files_attributes_counts_where_the_page_names_none(
    outlet: Outlet, tmp_path: Path
) -> None:
    path = saved(tmp_path / "page.html", saved_pages.PAGE.encode())
    try:
        os.setxattr(path, "user.xdg.origin.url", OWN.encode())
    except OSError:
        pytest.skip("this file system keeps no attributes")
    assert preview(path, outlet, now=NOW).url == OWN


def test_a_large_file_is_named_by_its_format(outlet: Outlet, tmp_path: Path) -> None:
    path = saved(tmp_path / "crawl", b"WARC/1.1\r\nWARC-Type: warcinfo\r\n\r\n")
    with path.open("ab") as file:
        file.truncate(17 * 2**20)
    assert preview(path, outlet, now=NOW).reason == "a WARC web archive, not a page or text"
