"""`desk verify`: silent on a sound archive, and each thing that was changed is named."""

import os
import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archive.db import capture_parts, checksums
from archive.fixity.scope import sampled
from archive.fixity.verify import verify
from archive.folder.archive import Archive
from archive.ingest.ingest import ingest
from archive.model.problem import Problem
from archive.model.records import Article, Block, Capture, Chrome, Comment, Part
from archive.warc.reading import Position, warc_files
from tests.builders.archives import (
    HOST,
    NOON,
    ColumnPage,
    new_archive,
    outlet,
    stored,
    take_in,
)
from tests.builders.command import desk

FIRST = "The envoy left København before the thaw, by the night ferry."
SECOND = "Nobody at the harbour had been told, and nobody asked."


def page(path: str, *paragraphs: str, title: str | None = None, day: int = 0) -> ColumnPage:
    """A page whose body says its paragraphs alone, so that copies have one body."""
    return ColumnPage(
        path=f"/{path}",
        day=day,
        title=title,
        paragraphs=paragraphs,
        chrome=(),
        sent=f"<html><body><article>{' '.join(paragraphs)}</article></body></html>",
        coding="gzip",
    )


def capture(archive: Archive, path: str, text: str, *, outlet_id: int, day: int = 0) -> Capture:
    return stored(archive, page(path, text, day=day), outlet_id=outlet_id)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive with two versions of a column, comments, chrome, a revisit, a 304, a text."""
    with new_archive(tmp_path) as archive:
        herald = outlet(archive)
        envoy = capture(archive, "envoy", FIRST, outlet_id=herald)
        article = Article(
            url=envoy.url,
            title="The envoy",
            byline="By A. Writer",
            authors=("A. Writer",),
            tags=("ferries", "envoys"),
            blocks=(Block("paragraph", FIRST), Block("item", "one"), Block("item", "two")),
            chrome=(Chrome("share", "Tell a friend", "structure"),),
            comments=(Comment(id="7", text="회담은 어렵다", author="Reader", published=NOON),),
        )
        ingest(archive, envoy, article, outlet_id=herald, extractor="test 1")
        second = page("envoy", FIRST, SECOND, title="The envoy", day=1)
        take_in(archive, second, outlet_id=herald)
        copy = page("copy", FIRST, SECOND, title="A copy", day=2)
        take_in(archive, copy, outlet_id=herald)
        capture(archive, "again", f"{FIRST} {SECOND}", outlet_id=herald, day=3)
        stored(archive, replace(copy, day=4, status=304), outlet_id=herald)
        archive.add_resource(
            b"A flattened text",
            url=None,
            content_type="text/plain",
            outlet_id=herald,
            captured_at=NOON,
        )
    return tmp_path


def problems(folder: Path) -> list[Problem]:
    with Archive.reading(folder) as archive:
        return list(verify(archive))


def change(folder: Path, *statements: str) -> None:
    """Change the database behind the program's back."""
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        for statement in statements:
            assert db.execute(statement).rowcount != 0
        db.commit()


def places(folder: Path) -> dict[str, tuple[Path, Position]]:
    """Where each address has its latest record of its own."""
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        rows = db.execute(
            "SELECT url, warc_file, warc_offset, warc_length FROM captures"
            " WHERE revisit_of IS NULL ORDER BY id"
        ).fetchall()
    return {url: (folder / "warc" / file, Position(file, *rest)) for url, file, *rest in rows}


def public_id(folder: Path, title: str) -> str:
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        row = db.execute("SELECT public_id FROM articles WHERE title = ?", (title,)).fetchone()
    return str(row[0])


def test_a_sound_archive_has_no_problem_and_progress_is_told(folder: Path) -> None:
    told: list[tuple[str, int, int]] = []
    with Archive.reading(folder) as archive:
        found = list(verify(archive, progress=lambda *word: told.append(word)))
        assert archive.db.execute(
            "SELECT count(*), count(revisit_of) FROM captures"
        ).fetchone() == (6, 3)
    assert found == []
    assert [what for what, done, total in told if done == total] == [
        *("database", "full text", "columns", "versions", "comments", "chrome", "duplicates"),
        *("rows of captures", "rows", "captures"),
    ]
    assert told[-1] == ("captures", 6, 6)


@pytest.mark.parametrize("at", [0.02, 0.3, 0.6, 0.97])
def test_a_changed_byte_in_a_stored_page_names_the_record(folder: Path, at: float) -> None:
    path, position = places(folder)[f"{HOST}/envoy"]
    data = bytearray(path.read_bytes())
    data[position.offset + max(1, int(position.length * at))] ^= 0x20
    path.write_bytes(data)
    (problem,) = problems(folder)
    assert problem.check == "captures"
    assert f"{position.file}, record at offset {position.offset}, {HOST}/envoy" in str(problem)
    assert "restore the file from a copy" in str(problem)


def test_each_of_several_damaged_records_is_named_and_the_rest_goes_on(folder: Path) -> None:
    found = places(folder)
    path, first = found[f"{HOST}/envoy"]
    data = bytearray(path.read_bytes())
    _, last = next(place for url, place in found.items() if url.startswith("urn:sha256:"))
    for position in (first, last):
        data[position.offset + 60] ^= 0xFF
    path.write_bytes(data)
    offsets = (first.offset, last.offset)
    assert [problem.where.split(", ")[1] for problem in problems(folder)] == [
        f"record at offset {offset}" for offset in offsets
    ]


def test_a_record_swapped_for_another_sound_one_is_seen(folder: Path) -> None:
    change(
        folder,
        "UPDATE captures SET digest = 'ab' || substr(digest, 3) WHERE url LIKE 'urn:%'",
        "UPDATE captures SET url = url || '/elsewhere' WHERE url LIKE '%/copy' AND status = 200",
    )
    found = problems(folder)
    rows = [problem.what for problem in found if problem.what.endswith("not the one written")]
    assert rows[:2] == ["its row is not the one written"] * 2
    first, second = found[len(rows) :]
    assert "is of another address than its capture" in first.what
    assert "not the one whose sha256 the database has" in second.what


def test_a_missing_file_is_one_problem(folder: Path) -> None:
    path, _ = places(folder)[f"{HOST}/envoy"]
    path.unlink()
    (problem,) = problems(folder)
    what = "the file is missing, with 6 captures in it; restore the file from a copy"
    assert str(problem) == f"{path}: {what}"


def make_unreadable(path: Path, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In place of a file what cannot be read, or a file that the system does not let be read."""
    (path.parent.parent / "desk.toml").touch()
    if how in ("no right", "broken disk"):
        error = PermissionError(13, "Permission denied") if how == "no right" else OSError(5, "I/O")
        opened = Path.open

        def refuse(self: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
            if self == path:
                raise error
            return opened(self, mode, *more, **named)

        monkeypatch.setattr(Path, "open", refuse)
        return
    path.unlink()
    if how == "folder":
        path.mkdir()
    elif how == "pipe":
        os.mkfifo(path)
    elif how == "link to nothing":
        path.symlink_to("nowhere")
    elif how == "link to itself":
        path.symlink_to(path.name)


UNREADABLE = {
    "folder": "it is no file",
    "pipe": "it is no file",
    "link to nothing": "the file is missing",
    "link to itself": "the file is missing",
    "no right": "it cannot be read (Permission denied)",
    "broken disk": "it cannot be read (I/O)",
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("beside", [False, True], ids=["known", "beside"])
@pytest.mark.parametrize("how", UNREADABLE)
def test_a_warc_file_that_cannot_be_read_is_one_problem(
    folder: Path, how: str, beside: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = places(folder)[f"{HOST}/envoy"]
    if beside:  # of which no row knows
        path = path.with_name("foreign-desk-20261103120000-00009-0a1b2c3d.warc.gz")
        path.touch()
    make_unreadable(path, how, monkeypatch)
    told = desk(folder, "verify")
    assert told.exit_code == 1
    (line,) = told.output.splitlines()
    lost = 0 if beside else 6
    assert line.startswith(f"{path}: {UNREADABLE[how]}, with {lost} captures in it; ")


@pytest.mark.timeout(20)
@pytest.mark.parametrize("how", UNREADABLE)
def test_a_sample_names_each_capture_in_a_file_that_cannot_be_read(
    folder: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = places(folder)[f"{HOST}/envoy"]
    make_unreadable(path, how, monkeypatch)
    told = desk(folder, "verify", "--sample", "100")
    assert told.exit_code == 1
    assert told.output.count(UNREADABLE[how]) == 6


def test_a_folder_of_warc_files_that_cannot_be_listed_is_one_problem(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path) -> Any:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "iterdir", refuse)
    (problem,) = problems(folder)
    assert problem.where == str(folder / "warc")
    assert problem.what == "it cannot be read (Permission denied)"


def test_a_file_cut_short_names_what_is_lost_and_a_torn_tail_is_told_apart(folder: Path) -> None:
    path, _ = places(folder)[f"{HOST}/envoy"]
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:50])
    (tail,) = problems(folder)
    assert "torn tail" in tail.what
    assert "`desk crawl`, cuts it" in tail.remedy
    Archive.writing(folder, command="test").close()
    assert problems(folder) == []
    half = sorted(places(folder).values(), key=lambda held: held[1].offset)[-2][1]
    path.write_bytes(whole[: half.offset + half.length // 2])
    lost = problems(folder)
    assert 2 <= len(lost) <= 5
    assert all("beyond the file's end" in problem.what for problem in lost[1:])


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE articles SET body = replace(body, 'night', 'day') WHERE title = 'A copy'", "body"),
        ("UPDATE articles SET title = 'A copy!' WHERE title = 'A copy'", "headline"),
        ("UPDATE articles SET byline = 'By B. Other' WHERE title = 'A copy'", "a field"),
        ("UPDATE articles SET search_extra = NULL WHERE title = 'A copy'", "found by"),
        ("UPDATE articles SET search_marks = '' WHERE title = 'A copy'", "found by"),
        ("UPDATE articles SET blocks = '[]' WHERE title = 'A copy'", "blocks"),
        ("UPDATE articles SET blocks = '{' WHERE title = 'A copy'", "blocks"),
        ("INSERT INTO article_tags SELECT id, 'more' FROM articles WHERE title = 'A copy'", "tag"),
    ],
)
def test_a_word_changed_in_a_column_is_seen(folder: Path, statement: str, what: str) -> None:
    column_id = public_id(folder, "A copy")
    change(folder, statement)
    found = [problem for problem in problems(folder) if problem.where == f"column {column_id}"]
    assert len(found) == 1
    assert what in found[0].what


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        (
            "UPDATE versions SET body = replace(body, 'ferry', 'train') WHERE ordinal = 1",
            "version 1",
        ),
        ("UPDATE versions SET title = 'Other' WHERE ordinal = 2", "version 2"),
        ("UPDATE comments SET text = text || '!'", "comment 7"),
        ("UPDATE comments SET author = NULL", "comment 7"),
        ("UPDATE comments SET search_extra = 'x'", "comment 7"),
        ("UPDATE chrome_texts SET text = 'Tell nobody'", "chrome text"),
    ],
)
def test_a_word_changed_in_what_stands_beside_is_seen(
    folder: Path, statement: str, where: str
) -> None:
    with Archive.writing(folder, command="test") as archive:
        chrome = (Chrome("share", "Tell a friend", "structure"),)
        take_in(archive, replace(page("chrome", "x", day=9), chrome=chrome), outlet_id=1)
    assert problems(folder) == []
    change(folder, statement)
    assert any(where in problem.where for problem in problems(folder))


def test_an_index_out_of_step_with_the_texts_is_seen(folder: Path) -> None:
    change(folder, "INSERT INTO articles_fts (rowid, title) VALUES (77, 'nothing')")
    (problem,) = problems(folder)
    assert (problem.check, "articles_fts" in problem.where) == ("full text", True)
    change(folder, "INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
    assert problems(folder) == []


def test_rows_that_refer_to_nothing_are_seen(folder: Path) -> None:
    change(folder, "UPDATE versions SET capture_id = 999 WHERE ordinal = 1")
    assert {problem.where for problem in problems(folder)} > {
        f"{folder / 'archive.db'}, table versions"
    }


def test_it_works_beside_a_command_that_writes_and_makes_nobody_wait(folder: Path) -> None:
    with Archive.writing(folder, command="crawl") as writer:
        take_in(writer, page("late", "A late column.", title="Late", day=8), outlet_id=1)
        assert problems(folder) == []
        (path,) = warc_files(folder / "warc")
        with path.open("ab") as file:
            file.write(b"\x1f\x8b\x08\x00half a record")
        assert problems(folder) == []


def test_a_commit_while_a_sum_is_compared_is_no_damage(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = checksums._found
    with Archive.writing(folder, command="crawl") as writer:
        with writer.write() as db:
            db.execute("INSERT INTO crawls (outlet_id, started_at) VALUES (1, '2026-11-01')")
        writer.flush()
        numbers = iter(range(1000))

        def read_late(*given: Any) -> Any:
            with writer.write() as db:
                db.execute("UPDATE crawls SET started_at = ?", (f"2026-11-{next(numbers):04}",))
            writer.flush()
            return read(*given)

        monkeypatch.setattr(checksums, "_found", read_late)
        assert problems(folder) == []


def test_a_damaged_database_ends_in_problems_and_no_traceback(folder: Path) -> None:
    path = folder / "archive.db"
    with closing(sqlite3.connect(path)) as db:
        (page,) = db.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'articles'"
        ).fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * 200)
    found = problems(folder)
    assert found
    assert {problem.check for problem in found} >= {"database"}


def test_a_page_that_lost_a_further_capture_of_its_column_is_named(folder: Path) -> None:
    with Archive.writing(folder, command="test") as archive:
        herald = outlet(archive)
        first = capture(archive, "split", FIRST, outlet_id=herald)
        further = [
            Part("continuation", capture(archive, f"split/{at}", str(at), outlet_id=herald))
            for at in (2, 3)
        ]
        with archive.write() as db:
            capture_parts.replace_parts(db, first.id, further)
    assert problems(folder) == []
    with closing(sqlite3.connect(folder / "archive.db")) as damaged, damaged:
        damaged.execute("DELETE FROM capture_parts WHERE position = 0")
    found = problems(folder)
    assert all(f"{HOST}/split at" in problem.where for problem in found)
    assert {problem.what for problem in found} == {
        "further captures of its column are lost (1)",
        "1 of 2 rows are lost",
    }


def enter_part(folder: Path, *, of_outlet: str, status: int = 200) -> None:
    """A page, and a part of it that an outlet asked for."""
    with Archive.writing(folder, command="test") as archive:
        first = capture(archive, "split", FIRST, outlet_id=outlet(archive))
        sent = replace(page("split/2", "2"), status=status)
        other = stored(archive, sent, outlet_id=outlet(archive, of_outlet))
        with archive.write() as db:
            capture_parts.replace_parts(db, first.id, [Part("continuation", other)])


def test_a_part_that_another_outlet_of_the_site_asked_for_is_none_the_less_sound(
    folder: Path,
) -> None:
    enter_part(folder, of_outlet="gazette")
    assert problems(folder) == []


def test_a_part_that_answered_with_an_error_is_named(folder: Path) -> None:
    enter_part(folder, of_outlet="herald", status=500)
    (found,) = problems(folder)
    assert found.what == f"{HOST}/split/2 is said to belong to it and cannot"


def test_a_sample_finds_what_it_looks_at_and_says_how_much_that_was(folder: Path) -> None:
    def found() -> set[str]:
        with Archive.reading(folder) as archive:
            scope = sampled(archive, 100, chance=random.Random(1))
            return {problem.check for problem in verify(archive, scope=scope)}

    assert found() == set()
    change(folder, "INSERT INTO articles_fts (articles_fts) VALUES ('delete-all')")
    assert found() == {"full text"}
    change(folder, "INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
    change(folder, "UPDATE articles SET body = body || ' more' WHERE id = 1")
    assert found() == {"texts"}
    change(folder, "UPDATE captures SET warc_offset = warc_offset + 1 WHERE id = 2")
    assert found() == {"texts", "captures", "rows"}


def test_a_sample_of_more_than_there_is_claims_no_more(folder: Path) -> None:
    (folder / "desk.toml").touch()
    for wanted, columns, captures in (("1000", "2 columns", "6 captures"), ("1", "1 c", "1 c")):
        told = desk(folder, "verify", "--sample", wanted)
        assert told.exit_code == 0, told.output
        assert "as it was put in: " in told.output
        assert f": {columns}" in told.output
        assert f", {captures}" in told.output
        assert "1,000" not in told.output


def test_what_captures_can_rebuild_is_mended_and_the_rest_is_named(tmp_path: Path) -> None:
    desk(tmp_path, "init", str(tmp_path / "desk"))
    folder = tmp_path / "desk"
    (folder / "outlets" / "harbour.toml").write_text(
        'name = "Harbour"\nhome = "https://harbour.example/"\nlanguage = "en"\n'
        'timezone = "UTC"\n\n[[seeds]]\nfeed = "/feed/"\n'
    )
    text = folder / "column.txt"
    text.write_text("The Quiet Strait\n\n" + "\n\n".join(PARAGRAPHS))
    assert desk(folder, "import", str(text), "--outlet", "harbour").exit_code == 0
    assert desk(folder, "verify").exit_code == 0
    change(
        folder,
        "UPDATE articles SET body = 'Forged.', title = 'Forged'",
        "DELETE FROM text_bands",
        "INSERT INTO articles_fts (rowid, title) VALUES (77, 'nothing')",
    )
    found = desk(folder, "verify", "--repair")
    assert found.exit_code == 0, found.output
    assert "0 found by a second look" in found.output
    assert "Forged" not in desk(folder, "show", "https://harbour.example/", "--json").output
    assert desk(folder, "search", "herring").exit_code == 0
    change(folder, "UPDATE captures SET url = url || 'x'")
    left = desk(folder, "verify", "--repair")
    assert left.exit_code == 1
    assert "not mended" in left.output
    log = desk(folder, "verify", "--log").output.splitlines()
    assert len(log) == 3
    assert "0 problems" in log[0]


PARAGRAPHS = (
    (
        "Two ministers met on the ferry and spoke of herring, as ministers on that ferry have done"
        " since the treaty of the strait was signed by their grandfathers."
    ),
    (
        "Neither paid the fare, and the captain, who had seen three governments fall, said nothing"
        " of it to the newspapers that waited on the quay."
    ),
    (
        "What they agreed will be forgotten before the winter, but the ferry will go on crossing"
        " twice a day, and that has always been the better half of the policy."
    ),
)
