"""Files become columns: saved pages and flattened texts, and nothing else in a folder."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.model.records import Outcome
from crawler.config.outlet_files import load_outlet
from crawler.config.outlets import Outlet
from crawler.extraction import TEXT_VERSION, VERSION
from crawler.jobs.importing import (
    Imported,
    declared_address,
    files_of,
    import_files,
    kind_of,
    preview,
)

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
    Archive.create(folder)
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
        return list(import_files(archive, outlet, files_of(paths), now=now))


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
        "quay.html": "binary, not a page or text",
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
    for path in files_of([clippings]):
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


def test_a_path_that_does_not_exist_is_told_before_anything_is_done(clippings: Path) -> None:
    with pytest.raises(DeskError, match=r"missing\.txt: no such file or folder; nothing was imp"):
        files_of([clippings, clippings / "missing.txt"])


def test_a_file_named_twice_is_taken_once(clippings: Path) -> None:
    twice = files_of([clippings / "page.txt", clippings, clippings / "more" / ".." / "page.txt"])
    assert len(twice) == 7
    assert twice[0] == clippings / "page.txt"


def test_links_that_lead_round_end(clippings: Path) -> None:
    (clippings / "more" / "round").symlink_to(clippings)
    (clippings / "broken.txt").symlink_to(clippings / "nowhere")
    assert len(files_of([clippings])) == 7


def test_a_file_that_cannot_be_read_is_named_and_the_rest_goes_on(
    desk: Path, outlet: Outlet, clippings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_bytes = Path.read_bytes

    def refusing(path: Path) -> bytes:
        if path.name == "page.txt":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refusing)
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


def kinds() -> Iterator[tuple[bytes, str]]:
    prose = "\n\n".join(PARAGRAPHS)
    yield PAGE.encode(), "html"
    yield PAGE.encode("utf-16"), "html"
    yield b"<!-- saved from url=(0027)https://harbour.example/a/ -->\n<HTML><body>x", "html"
    yield f"<p>{PARAGRAPHS[0]}</p>".encode(), "html"
    yield f"Two Ports<br>\n<div>{prose}</div><p>a</p><p>b</p>".encode(), "html"
    yield prose.encode(), "text"
    yield f"On markup\n\nWrite </p> and </div> where a paragraph ends. {prose}".encode(), "text"
    yield f"<Sic!> {prose}".encode(), "text"
    yield f"[Editorial]\n\n{prose}".encode(), "text"
    yield f"{{note}} {prose}".encode(), "text"
    yield "\n".join(f"Line {n}, of a poem" for n in range(9)).encode(), "text"
    yield b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "other"
    yield bytes(range(1, 256)) * 20, "other"
    yield b"PK\x03\x04 and so on", "other"
    yield b"\x00" * 100, "other"
    yield b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "other"
    yield b"{\\rtf1\\ansi Two Ports}", "other"
    yield b"function quay(a) { return a; }\nvar port = quay({});\n", "other"
    yield b"From: <Saved by Blink>\nContent-Type: multipart/related;\n\n<html>", "other"


@pytest.mark.parametrize(("body", "kind"), list(kinds()))
def test_what_a_file_is_is_told_by_its_content(body: bytes, kind: str) -> None:
    told, instead = kind_of(body)
    assert told == kind
    assert (instead is None) == (kind != "other")


@pytest.mark.timing
def test_comments_at_the_beginning_cost_no_more_than_their_length() -> None:
    began = time.process_time()
    assert kind_of(b"<!---->" * 26 + PARAGRAPHS[0].encode()) == ("text", None)
    assert time.process_time() - began < 1


OWN = "https://harbour.example/2024/05/14/two-ports/"
CANONICAL = '<link rel="canonical" href="{}">'.format
OPEN_GRAPH = '<meta property="og:url" content="{}">'.format


@pytest.mark.parametrize(
    ("head", "address"),
    [
        (CANONICAL(f"{OWN}#comments"), OWN),
        (OPEN_GRAPH(f"{OWN}?utm_source=x"), OWN),
        (OPEN_GRAPH("https://harbour.example/other/") + CANONICAL(OWN), OWN),
        (CANONICAL(f"{OWN}comment-page-2/") + OPEN_GRAPH(OWN), OWN),
        (CANONICAL("https://harbour.example/") + OPEN_GRAPH(OWN), OWN),
        (CANONICAL("/2024/05/14/two-ports/"), None),
        (CANONICAL("file:///home/reader/page.html"), None),
        (CANONICAL("https://elsewhere.example/a/"), "https://elsewhere.example/a/"),
        (CANONICAL("https://elsewhere.example/a/") + OPEN_GRAPH(OWN), OWN),
        (f"<!-- saved from url=(0046){OWN} -->", OWN),
        (f"<!--\n Page saved with SingleFile \n url: {OWN} \n saved date: x\n-->", OWN),
        (
            "<!-- Mirrored from harbour.example/2024/05/14/two-ports/ by HTTrack Website C -->",
            OWN.replace("https", "http"),
        ),
        (CANONICAL("https://elsewhere.example/a/") + f"<!-- saved from url=(0046){OWN} -->", OWN),
        ("", None),
    ],
)
def test_a_saved_page_says_where_it_came_from(
    outlet: Outlet, head: str, address: str | None
) -> None:
    page = f"<!DOCTYPE html>\n<html><head>{head}</head><body><p>{PARAGRAPHS[0]}</p></body></html>"
    assert declared_address(page.encode(), outlet) == address


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
