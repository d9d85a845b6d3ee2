"""`desk import`, `desk extract`, `desk reextract`: one page read, stored, and read again."""

import fcntl
import json
import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from archive.folder import group_commit
from crawler.config.outlet_files import load_outlet
from crawler.intake import intake
from tests.builders.saved_pages import mhtml
from tests.builders.typed import OUTLET, PAGE, imported_id, run, shown_json


def test_a_second_import_adds_nothing(folder: Path) -> None:
    imported_id()
    before = run("dump").stdout
    again = run("import", "lamp.html", "--outlet", "gazette")
    assert again.exit_code == 0
    assert "unchanged" in again.stdout
    assert run("dump").stdout == before


def test_what_a_folder_holds_beside_columns_is_named_and_summed_up(folder: Path) -> None:
    clippings = folder / "clippings"
    (clippings / "lamp_files").mkdir(parents=True)
    (clippings / "lamp.html").write_text(PAGE, "utf-8")
    for number in range(3):
        (clippings / "lamp_files" / f"frame{number}.html").write_text(PAGE, "utf-8")
    (clippings / "users").symlink_to("/etc/passwd")
    (clippings / "places").write_bytes(b"SQLite format 3\x00")
    shown = run("import", "clippings", "--outlet", "gazette").stdout.splitlines()
    assert shown[1:-1] == [
        "clippings/places: unreadable: a SQLite database, not a page or text",
        (
            "clippings/users: unreadable: a link to /etc/passwd, out of its folder;"
            " name that file to import it"
        ),
        "3 files: 1 new, 2 unreadable",
        (
            "left out: 3 files in 1 folder that hold parts of the pages beside them"
            " (clippings/lamp_files)"
        ),
    ]


def test_what_became_of_files_is_told_in_words(folder: Path) -> None:
    run("import", "lamp.html", "--outlet", "gazette")
    more = PAGE.replace("the book is empty", "the book is full")
    (folder / "again.html").write_text(more, "utf-8")
    told = run("import", "again.html", "--outlet", "gazette").stdout.splitlines()
    assert told[0].startswith("again.html: changed in comments alone: ")
    assert told[1] == "1 file: 1 changed in comments alone"

    (folder / "lost.html").write_text(
        "<title>Page not found</title><h1>404</h1><p>The page you are looking for was not found.",
        "utf-8",
    )
    lost = run("import", "lost.html", "--outlet", "gazette").stdout.splitlines()
    assert lost[0] == "lost.html: failed: a saved not-found page"


def test_a_folder_that_cannot_be_read_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = folder / "clippings" / "closed"
    closed.mkdir(parents=True)
    (folder / "clippings" / "lamp.html").write_text(PAGE, "utf-8")
    listed = os.scandir

    def refusing(path: Any) -> Any:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", refusing)  # root may read everything
    done = run("import", "clippings", "--outlet", "gazette")
    assert done.stdout.splitlines()[1:3] == [
        "clippings/closed: failed: cannot be read: Permission denied; nothing in it was imported",
        "2 files: 1 failed, 1 new",
    ]


def test_a_page_in_mhtml_is_extracted_imported_and_read_again_alike(folder: Path) -> None:
    (folder / "page.mhtml").write_bytes(mhtml(PAGE))
    assert shown_json("extract", "page.mhtml")["title"] == "The lamp at the pier"
    assert run("import", "page.mhtml", "--outlet", "gazette").exit_code == 0
    before = run("dump", "--digest").stdout
    assert shown_json("reextract")["columns"] == 1
    assert run("dump", "--digest").stdout == before
    assert run("verify").exit_code == 0


def test_captions_come_into_an_archive_and_back_when_they_are_read_again(folder: Path) -> None:
    picture = "<figure><img src='/l.jpg'><figcaption>The lamp from the sea</figcaption></figure>"
    (folder / "lamp.html").write_text(PAGE.replace("</p>", f"</p>{picture}", 1), "utf-8")
    assert run("import", "lamp.html", "--outlet", "gazette").exit_code == 0
    assert "picture: The lamp from the sea" in run("extract", "lamp.html").stdout
    before = run("dump", "--digest").stdout
    with sqlite3.connect("archive.db") as db:
        db.execute("UPDATE articles SET search_captions = NULL, blocks = '[]', record_digest = 'x'")
    db.close()
    assert run("search", "sea").exit_code == 1
    assert shown_json("reextract")["columns"] == 1
    assert run("search", "sea").exit_code == 0
    assert run("dump", "--digest").stdout == before
    Path("archive.db").unlink()
    assert run("rebuild").exit_code == 0
    assert run("dump", "--digest").stdout == before
    assert run("verify").exit_code == 0


def test_a_file_name_that_is_no_text_is_shown_and_told(folder: Path) -> None:
    path = os.fsencode(folder) + b"/caf\xe9.html"
    Path(os.fsdecode(path)).write_text(PAGE, "utf-8")
    words = ("import", os.fsdecode(b"caf\xe9.html"), "--outlet", "gazette")
    assert run(*words, "--dry-run").stdout.startswith("caf\\xe9.html: a column")
    told = json.loads(run(*words, "--json").stdout)
    assert os.fsencode(told["path"]) == b"caf\xe9.html"
    assert told["outcome"] == "new"


def test_a_dry_run_shows_the_article_and_stores_nothing(folder: Path) -> None:
    done = run("import", "lamp.html", "--outlet", "gazette", "--dry-run", "--json")
    told = json.loads(done.stdout)
    assert told["title"] == "The lamp at the pier"
    assert told["authors"] == ["Inês Falcão"]
    assert told["body"].startswith("The two harbour towns")
    assert [comment["author"] for comment in told["comments"]] == ["Tomé"]
    assert not list((folder / "warc").iterdir())
    assert run("search", "lamp").exit_code == 1


def test_extract_prints_the_fields_of_the_design(folder: Path) -> None:
    done = run("extract", "lamp.html", "--json")
    told = json.loads(done.stdout)
    assert {
        *("url", "canonical_url", "title", "kicker", "standfirst", "byline", "authors"),
        *("published", "modified", "section", "tags", "language", "dateline", "body", "blocks"),
        *("comments", "comment_count", "chrome", "next_page", "comment_pages", "found_in"),
    } <= told.keys()
    assert told["published"] == "2019-05-02T08:00:00+01:00"
    assert told["found_in"]["title"]
    for_people = run("extract", "-", stdin=PAGE)
    assert "The lamp at the pier" in for_people.stdout
    assert "taken out" in for_people.stdout


def test_extract_reads_flattened_text(folder: Path) -> None:
    text = (
        "Foreign Affairs\n\nThe lamp at the pier\n\nThe two harbour towns agreed on Thursday that "
        "the lamp belongs to neither.\n\n2 replies »\n\nLeave a Reply\n\nConnecting to %s\n"
    )
    told = json.loads(run("extract", "-", "--text", "--json", stdin=text).stdout)
    assert told["section"] == "Foreign Affairs"
    assert told["title"] == "The lamp at the pier"
    assert told["comment_count"] == 2
    assert told["body"].endswith("belongs to neither.")
    assert told["comments"] == []


@pytest.mark.parametrize("source", ["nowhere.html", ".", "ftp://example.org/x"])
def test_extract_of_what_is_no_page_is_one_line(folder: Path, source: str) -> None:
    done = run("extract", source)
    assert done.exit_code == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert source in done.stderr


def test_an_import_path_that_does_not_exist_stops_before_anything_is_stored(folder: Path) -> None:
    done = run("import", "lamp.html", "nowhere", "--outlet", "gazette")
    assert done.exit_code == 1
    assert "nowhere" in done.stderr
    assert run("search", "lamp").exit_code == 1


def test_reextraction_by_the_same_extractor_changes_nothing(folder: Path) -> None:
    imported_id()
    before = run("dump", "--digest").stdout
    told = shown_json("reextract")
    assert told == {
        "columns": 1,
        "text_changed": [],
        "fields_changed": [],
        "comments_changed": [],
        "new": 0,
        "layout_failures": {},
        "problems": [],
        "dry_run": False,
    }
    assert run("dump", "--digest").stdout == before


def test_reextraction_tells_which_selectors_of_a_layout_find_nothing(folder: Path) -> None:
    imported_id()
    layout = '[[layouts]]\nbody = ".nowhere"\ntitle = [".nowhere", "h1"]\n'
    (folder / "outlets" / "gazette.toml").write_text(OUTLET + layout, encoding="utf-8")

    assert "layout: body found nothing on 1 of 1 column\n" in run("reextract").stdout
    assert shown_json("reextract")["layout_failures"] == {"body": 1}


def test_a_damaged_record_is_named_and_the_rest_is_read_again(folder: Path) -> None:
    imported_id()
    other = PAGE.replace("/the-lamp/", "/the-oil/").replace("lamp", "oil")
    (folder / "oil.html").write_text(other, encoding="utf-8")
    assert run("import", "oil.html", "--outlet", "gazette").exit_code == 0
    with sqlite3.connect(folder / "archive.db") as db:
        ((offset, length),) = db.execute(
            "SELECT warc_offset, warc_length FROM captures WHERE url LIKE '%/the-lamp/'"
        )
    db.close()
    (path,) = (folder / "warc").iterdir()
    raw = bytearray(path.read_bytes())
    raw[offset + length // 2] ^= 1
    path.write_bytes(raw)
    done = run("reextract")
    assert done.exit_code == 1
    assert str(offset) in done.stderr
    assert "2 columns read again" in done.stdout
    assert run("search", "whale", "--count").stdout.strip() == "2"


def test_an_empty_text_is_an_error(folder: Path) -> None:
    (folder / "empty.txt").write_text(" \n", encoding="utf-8")

    shown = run("extract", "empty.txt", "--text")

    assert (shown.exit_code, shown.stderr) == (1, "Error: empty.txt: empty\n")


def test_an_import_is_listed_and_undone(folder: Path) -> None:
    empty = run("dump", "--digest").stdout
    done = run("import", "lamp.html", "--outlet", "gazette")
    assert done.stdout.endswith("run 1; `desk import --undo 1` takes it back\n")
    kept = run("dump", "--digest").stdout
    planned = shown_json("import", "--undo", "1", "--dry-run")
    assert (planned["columns"], planned["comments"]) == (1, 1)
    declined = run("import", "--undo", "1", stdin="n\n")
    assert declined.exit_code == 1
    assert "takes out 1 column with 1 comment" in declined.stderr
    assert declined.stderr.endswith("\nError: nothing was changed\n")
    assert run("dump", "--digest").stdout == kept
    undone = run("import", "--undo", "1", stdin="y\n")
    assert undone.exit_code == 0
    assert "run 1 undone: 1 column and 1 comment taken out, 1 capture set aside" in undone.stdout
    assert "put back" not in undone.output
    assert run("dump", "--digest").stdout == empty
    assert run("search", "lamp").exit_code == 1
    assert run("search", "whale", "--in", "comments").exit_code == 1
    assert run("verify").exit_code == 0
    assert "undone" in run("import", "--list").stdout
    assert shown_json("reextract")["new"] == 0
    assert run("search", "lamp").exit_code == 1
    again = run("import", "--undo", "1", "--yes")
    assert (again.exit_code, again.stderr.startswith("Error: run 1: was undone on")) == (1, True)
    (before,) = json.loads(run("import", "--list", "--json").stdout)
    imported_id()
    assert run("dump", "--digest").stdout == kept
    second, first = run("import", "--list").stdout.splitlines()
    assert (second[:5], second.rpartition("  gazette  ")[2]) == ("run 2", "1 file  done")
    assert first.startswith("run 1  ")
    assert "file" not in first  # that of the second is the same one
    assert before["captures"] == 0
    assert json.loads(run("import", "--list", "--json").stdout)[1] == before


def test_an_import_that_brought_no_column_names_nothing_to_take_back(folder: Path) -> None:
    forgotten = imported_id()
    assert run("forget", forgotten, "--reason", "asked for", "--yes").exit_code == 0
    (folder / "gate.html").write_text(PAGE.replace("lamp", "gate"), "utf-8")
    for again in ("again.html", "more.html"):
        (folder / again).write_text(f"{PAGE}<!-- saved {again} -->", "utf-8")
    refused = run("import", "again.html", "--outlet", "gazette")
    told, total = refused.stdout.splitlines()
    assert told == "again.html: refused: it was taken down, and is not taken in again"
    assert total == "1 file: 1 refused"
    mixed = run("import", "more.html", "gate.html", "--outlet", "gazette")
    assert "1 new, 1 refused" in mixed.stdout
    assert "--undo" in mixed.stdout


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("lamp.html",),
        ("--outlet", "gazette"),
        ("lamp.html", "--undo", "1"),
        ("--undo", "1", "--list"),
        ("--undo", "x"),
    ],
)
def test_wrong_words_of_import_are_told(folder: Path, words: tuple[str, ...]) -> None:
    assert run("import", *words).exit_code == 2


def test_an_import_makes_no_run_of_crawling(folder: Path) -> None:
    imported_id()
    assert run("schedule", "--check").stdout.count("no run is written down yet") == 1
    unknown = run("import", "--undo", "9", "--yes")
    assert unknown.exit_code == 1
    assert unknown.stderr == (
        "Error: run 9: no such run; imports that can be undone: 1;"
        " `desk import --list` shows them\n"
    )


NEW = ("--new-outlet", "The Quay", "--home", "http://127.0.0.1:9/", "--language", "en")


def test_an_import_makes_an_outlet_that_is_only_imported(folder: Path) -> None:
    path = folder / "outlets" / "the-quay.toml"
    assert run("import", "lamp.html", *NEW, "--dry-run").exit_code == 0
    assert not path.exists()
    done = run("import", "lamp.html", *NEW)
    assert done.exit_code == 0, done.output
    assert "outlets/the-quay.toml made; without [[seeds]] it is only imported" in done.stdout
    assert load_outlet(path).seeds == ()
    assert run("outlets", "check").exit_code == 0
    assert "none: only imported" in run("outlets", "list").stdout
    assert "the-quay: never" not in run("health").stdout
    crawled = run("crawl", "the-quay")
    assert (crawled.exit_code, crawled.stderr.startswith("Error: the-quay: no seeds")) == (1, True)
    again = run("import", "lamp.html", *NEW)
    assert (again.exit_code, "import with --outlet the-quay" in again.stderr) == (1, True)
    assert run("import", "lamp.html", "--outlet", "the-quay").exit_code == 0


@pytest.mark.parametrize("stored", [0, 1])
def test_an_interrupted_import_says_what_is_in_and_how_it_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, stored: int
) -> None:
    path = folder / "outlets" / "the-quay.toml"
    (folder / "oil.html").write_text(PAGE.replace("lamp", "oil"), "utf-8")
    keep = intake.keep
    kept: list[object] = []

    def interrupted(*words: Any, **how: Any) -> Any:
        if len(kept) == stored:
            raise KeyboardInterrupt
        kept.append(words)
        return keep(*words, **how)

    with monkeypatch.context() as ctrl_c:
        ctrl_c.setattr(intake, "keep", interrupted)
        ctrl_c.setattr(group_commit, "GROUP_CAPTURES", 1)
        done = run("import", "lamp.html", "oil.html", *NEW)

    again = "with --outlet the-quay the" if stored else "the same"
    assert done.exit_code == 1
    after = "interrupted after 1 of 2 files; they are in, but"
    none = "interrupted before the first of 2 files was done;"
    assert done.stderr.startswith(f"Error: {after if stored else none} ")
    assert ("(`desk import --list` names the run, which --undo" in done.stderr) == bool(stored)
    assert run("import", "--list").stdout.startswith("run 1 ") == bool(stored)
    assert f"; {again} command goes on where it was\n" in done.stderr
    assert path.exists() == bool(stored)
    assert run("import", "--undo", "1", "--dry-run").exit_code == (0 if stored else 1)
    words = ("--outlet", "the-quay") if stored else NEW
    taken = run("import", "lamp.html", "oil.html", *words)
    assert taken.exit_code == 0
    assert ("2 files: 1 new, 1 unchanged" if stored else "2 files: 2 new") in taken.stdout
    assert run("verify").exit_code == 0


def test_a_file_that_another_outlet_holds_is_told_and_stays_there(folder: Path) -> None:
    imported_id()
    gazette = (folder / "outlets" / "gazette.toml").read_text()
    (folder / "outlets" / "echo.toml").write_text(gazette)
    before = run("dump", "--digest").stdout

    done = run("import", "lamp.html", "--outlet", "echo")

    told = "lamp.html: unchanged: held for gazette already, and stays there\n"
    assert (done.exit_code, told in done.stdout) == (0, True), done.output
    assert run("dump", "--digest").stdout == before


def test_an_outlet_of_which_nothing_can_be_stored_is_not_made(folder: Path) -> None:
    (folder / "empty").mkdir()
    (folder / "list.txt").write_text("https://quay.example/1/\n")
    held = run("import", "lamp.html", "--outlet", "gazette")
    path = folder / "outlets" / "the-quay.toml"

    empty = run("import", "empty", *NEW)
    none = run("import", "list.txt", *NEW)
    of_another = run("import", "lamp.html", *NEW)
    with (folder / "archive.lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        (folder / "oil.html").write_text(PAGE.replace("lamp", "oil"))
        locked = run("import", "oil.html", *NEW)

    done = (held, empty, none, of_another, locked)
    assert [one.exit_code for one in done] == [0, 0, 1, 0, 1]
    assert not any("made" in one.output for one in done)
    assert not path.exists()
    assert "the-quay" not in run("stats").stdout
    assert run("import", "oil.html", *NEW).exit_code == 0
    assert path.exists()


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (NEW[:4], 2, "with its --home and --language"),
        ((*NEW, "--outlet", "gazette"), 2, "or a --new-outlet NAME"),
        ((*NEW, "--timezone", "Mars/Base"), 1, 'timezone: "Mars/Base" is no time zone'),
        ((*NEW[:2], "--home", "quay", "--language", "en"), 1, "home:"),
    ],
)
def test_a_new_outlet_that_would_be_wrong_is_not_made(
    folder: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    done = run("import", "lamp.html", *words)
    assert (done.exit_code, message in done.stderr) == (code, True), done.stderr
    assert [path.name for path in (folder / "outlets").iterdir()] == ["gazette.toml"]


@pytest.mark.parametrize("address", ["http://[::1", "a-column"])
def test_an_address_of_a_page_to_extract_that_is_none_is_wrong_usage(address: str) -> None:
    done = run("extract", "-", "--url", address, stdin=PAGE)
    assert done.exit_code == 2
    assert f"{address!r} is no address; give one like" in " ".join(done.stderr.split())
