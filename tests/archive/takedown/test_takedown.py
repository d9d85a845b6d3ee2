"""`desk forget`: what was taken out is nowhere, and does not come in again."""

import errno
import gzip
import itertools
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from archive.db import captures
from archive.folder.archive import Archive
from archive.model.problem import Problem
from archive.model.records import Comment, Outcome
from archive.reading import columns
from archive.takedown import payloads, takedown
from archive.warc.reading import stretches, warc_files, whole_records
from crawler.intake.commenters import named_by_policy
from tests.builders.archives import (
    ColumnPage,
    address,
    new_archive,
    outlet,
    stored,
    take_in,
    take_in_all,
)
from tests.builders.command import desk
from tests.builders.crawls import crawl, outlet_file, working_folder
from tests.builders.site import Page, Site, column

WORDS = ("zanzibarine", "quixotical", "zephyrous")
PATH = "/2026/the-zephyrous-pact/"


def feed(site: Site) -> bytes:
    items = "".join(
        f"<item><title>{title}</title><link>{site.home.rstrip('/')}{path}</link>"
        f"<description>{told}</description></item>"
        for title, path, told in (
            ("The Zephyrous Pact", PATH, "A zanzibarine affair."),
            ("Herring", "/2026/herring/", "On herring."),
        )
    )
    return f"<rss version='2.0'><channel><title>H</title>{items}</channel></rss>".encode()


def publish(site: Site) -> None:
    page = column("The Zephyrous Pact", "A zanzibarine affair of the islands.")
    talk = (
        b"<ol class='commentlist'><li class='comment' id='comment-7'><cite class='fn'>Jo</cite>"
        b"<div class='comment-content'><p>How quixotical of them.</p></div></li></ol></article>"
    )
    site.pages["/feed"] = Page(feed(site))
    site.pages[PATH] = Page(page.replace(b"</article>", talk))
    site.pages["/2026/herring/"] = Page(column("Herring"))


def leftovers(folder: Path) -> list[str]:
    """The words that stand in any file of a folder, in WARC members unpacked."""
    found = []
    for path in (one for one in folder.rglob("*") if one.is_file()):
        data = path.read_bytes()
        if path.name.endswith(".warc.gz"):
            data += gzip.decompress(data)
        found += [
            f"{path.name}: {word}" for word in WORDS if word in data.decode("latin-1").lower()
        ]
    return found


def test_what_is_forgotten_with_its_payloads_is_nowhere_and_stays_out(
    site: Site, tmp_path: Path
) -> None:
    publish(site)
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    assert crawl(folder).outcomes() == {"new": 2}
    assert leftovers(folder)
    address = site.home.rstrip("/") + PATH
    ids = json.loads(desk(folder, "show", address, "--json").output)
    done = desk(folder, "forget", address, "--reason", "asked for", "--raw", "--yes")
    assert done.exit_code == 0, done.output
    assert "1 page of feeds and listings" in done.output
    assert leftovers(folder) == []
    assert desk(folder, "verify").exit_code == 0

    site.forget()
    assert crawl(folder).outcomes() == {"unchanged": 1}
    assert PATH not in site.paths()
    assert desk(folder, "reextract").exit_code == 0
    text = tmp_path / "clipping.html"
    text.write_bytes(site.pages[PATH].body)
    assert "refused" in desk(folder, "import", str(text), "--outlet", "harbour").output
    assert leftovers(folder) == []
    assert desk(folder, "verify").exit_code == 0
    for reference in (ids["public_id"], address):
        told = desk(folder, "show", reference)
        assert told.exit_code == 1
        assert "was forgotten" in told.output
    assert "asked for" in desk(folder, "forget", "--list").output
    checker = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", *map(str, warc_files(folder / "warc"))],
        capture_output=True,
        check=False,
    )
    assert checker.returncode == 0, checker.stdout


def test_what_a_seed_remembers_and_cannot_be_read_goes_with_a_forgotten_column(
    site: Site, tmp_path: Path
) -> None:
    publish(site)
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    crawl(folder)
    address = site.home.rstrip("/") + PATH
    with closing(sqlite3.connect(folder / "archive.db", isolation_level=None)) as db:
        db.execute("UPDATE seeds SET memory = ?", ('{"entries":[["' + address,))
    done = desk(folder, "forget", address, "--reason", "asked for", "--raw", "--yes")
    assert done.exit_code == 0, done.output
    assert leftovers(folder) == []
    assert crawl(folder).outcomes() == {"unchanged": 1}


def test_without_raw_what_was_received_stays_and_is_not_read_again(
    site: Site, tmp_path: Path
) -> None:
    publish(site)
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    crawl(folder)
    address = site.home.rstrip("/") + PATH
    assert desk(folder, "forget", address, "--reason", "asked", "--yes").exit_code == 0
    assert desk(folder, "search", "zanzibarine").exit_code == 1
    assert not any("archive.db" in one and "zanz" in one for one in leftovers(folder))
    assert desk(folder, "reextract").exit_code == 0
    assert crawl(folder).outcomes() == {"unchanged": 1}
    assert desk(folder, "search", "zanzibarine").exit_code == 1
    assert desk(folder, "verify").exit_code == 0


def test_a_forgotten_record_keeps_its_length_and_its_name(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        take_in_all(
            archive,
            [ColumnPage(path="/one"), ColumnPage(path="/other", paragraphs=("Quiet.", "More."))],
        )
        archive.flush()
        (path,) = warc_files(tmp_path / "warc")
        before = list(whole_records(path))
        found = takedown.find(archive, "https://harbour.example/one")
        takedown.take_down_column(
            archive, found, reason="r", raw=True, forgotten_at="2026-11-24T00:00:00.000Z"
        )
        take_in(archive, ColumnPage(path="/third", paragraphs=("Third.", "Words.")))
    after = list(whole_records(path))
    assert [record.position for record in after[: len(before)]] == [r.position for r in before]
    assert [record.type for record in after][1:5] == ["metadata"] * 2 + ["response", "request"]
    assert after[1].headers["warc-record-id"] == before[1].headers["warc-record-id"]
    assert desk_verify(tmp_path) == []


def desk_verify(folder: Path) -> list[Problem]:
    from archive.fixity.verify import verify

    with Archive.reading(folder) as archive:
        return list(verify(archive))


@pytest.mark.parametrize("first", ["1", None], ids=["with an id", "without"])
def test_a_commenters_words_go_and_the_thread_stays(tmp_path: Path, first: str | None) -> None:
    talk = (
        Comment(id=first, author="Jo Doe", text="How quixotical."),
        Comment(id="2", author="Ann", text="Not at all.", parent=first, depth=1),
    )
    with new_archive(tmp_path) as archive:
        take_in(archive, ColumnPage(comments=talk))
        done = takedown.take_down_commenter(
            archive, [" jo  DOE "], reason="r", forgotten_at="2026-11-24T00:00:00.000Z"
        )
        assert done.comments == 1
        article = named_by_policy(ColumnPage(comments=talk).article(), archive)
        again = ColumnPage(day=1, comments=article.comments)
        assert take_in(archive, again) is Outcome.UNCHANGED
        column_ = columns.column(archive.db, "https://harbour.example/ferry")
    assert [(shown.comment.author, shown.comment.text) for shown in column_.comments] == [
        (None, ""),
        ("Ann", "Not at all."),
    ]
    assert "quixotical" not in (tmp_path / "archive.db").read_bytes().decode("latin-1")
    assert desk_verify(tmp_path) == []


def test_other_columns_with_the_text_are_named_and_stay(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        take_in_all(archive, [ColumnPage(path="/one"), ColumnPage(path="/other")])
        found = takedown.find(archive, "https://harbour.example/one")
        other = columns.column(archive.db, "https://harbour.example/other").public_id
        assert found.same_text == (other,)
        takedown.take_down_column(
            archive, found, reason="r", raw=False, forgotten_at="2026-11-24T00:00:00.000Z"
        )
        assert take_in(archive, ColumnPage(path="/one", day=1)) is Outcome.REFUSED
        assert take_in(archive, ColumnPage(path="/new", day=1)) is Outcome.REFUSED
        assert take_in(archive, ColumnPage(path="/other", day=1)) is Outcome.UNCHANGED
    assert desk_verify(tmp_path) == []


def test_what_is_not_there_or_has_no_reason_changes_nothing(tmp_path: Path) -> None:
    desk(tmp_path, "init", str(tmp_path / "desk"))
    folder = tmp_path / "desk"
    for words, code in (
        (("forget", "k3v9w2p7ab", "--reason", "r", "--yes"), 1),
        (("forget", "--commenter", " ", "--reason", "r"), 2),
        (("forget", "k3v9w2p7ab", "--yes"), 2),
        (("forget", "--reason", "r"), 2),
        (("forget", "--commenter", "A", "--reason", "r", "--raw"), 2),
    ):
        found = desk(folder, *words)
        assert found.exit_code == code, found.output
    assert json.loads(desk(folder, "forget", "--list", "--json").output) == []


def failing(name: str, call: int, fault: Callable[[], None]) -> Callable[..., object]:
    """A function of `takedown` whose call of this number fails before it does anything."""
    whole, calls = getattr(takedown, name), itertools.count(1)

    def called(*given: object, **named: object) -> object:
        if next(calls) == call:
            fault()
        return whole(*given, **named)

    return called


@pytest.mark.parametrize(
    ("cut_off_before", "call"),
    [("redact_records", 1), ("_remove", 1), ("_remove", 2), ("sweep_database", 1)],
)
def test_a_call_that_is_cut_off_is_finished_by_the_next(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut_off_before: str, call: int
) -> None:
    publish(site)
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    crawl(folder)
    address = site.home.rstrip("/") + PATH
    words = ("forget", address, "--reason", "r", "--raw", "--yes")

    def cut_off() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(takedown, cut_off_before, failing(cut_off_before, call, cut_off))
        assert desk(folder, *words).exit_code != 0
    again = desk(folder, *words)
    assert again.exit_code == 0, again.output
    assert leftovers(folder) == []
    told = desk(folder, "verify")
    assert told.exit_code == 0, told.output


def test_a_page_that_links_to_it_without_its_host_goes_too(tmp_path: Path) -> None:
    with new_archive(tmp_path) as archive:
        take_in(archive, ColumnPage(path="/2026/one"))
        found = takedown.find(archive, "https://harbour.example/2026/one")
        takedown.take_down_column(
            archive, found, reason="r", raw=True, forgotten_at="2026-11-24T00:00:00.000Z"
        )
        for link, named in (("/2026/one/", True), ("one", True), ("two", False)):
            body = f"<li><a href='{link}'>One</a></li>".encode()
            base = "https://harbour.example/2026/"
            assert payloads.names_taken_down(archive.db, body, base=base) is named


def forgotten(folder: Path, path: str = "/two") -> takedown.Takedown:
    with Archive.writing(folder, command="test") as archive:
        return forgotten_in(archive, path)


def forgotten_in(archive: Archive, path: str) -> takedown.Takedown:
    target = takedown.find(archive, address(path))
    return takedown.take_down_column(
        archive, target, reason="r", raw=True, forgotten_at="2026-11-24T00:00:00.000Z"
    )


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """Columns whose records stand one behind the other; the second is to be forgotten."""
    with new_archive(tmp_path) as archive:
        for path, word in (("/one", "herring"), ("/two", "zanzibarine"), ("/three", "tariffs")):
            take_in(archive, ColumnPage(path=path, title=word, paragraphs=(word, "And more.")))
    return tmp_path


def place_of(folder: Path, path: str) -> tuple[int, int]:
    with Archive.reading(folder) as archive:
        place: tuple[int, int] = archive.db.execute(
            "SELECT warc_offset, warc_length FROM captures WHERE url = ?",
            (f"https://harbour.example{path}",),
        ).fetchone()
    return place


def the_file(folder: Path) -> Path:
    path, *_ = warc_files(folder / "warc")  # behind damage, a writer begins another
    return path


def bodies_of(folder: Path) -> dict[str, bool]:
    """Which addresses still have records in the WARC file, and whether the whole file is sound."""
    found = {}
    for _, _, record in stretches(the_file(folder)):
        if record is None:
            found["damage"] = True
        elif record.url:
            found[record.url.removeprefix("https://harbour.example")] = True
    return found


@pytest.mark.parametrize("at", [30, -12, 90])
def test_a_damaged_record_is_passed_and_goes_too(three: Path, at: int) -> None:
    offset, length = place_of(three, "/two")
    data = bytearray(the_file(three).read_bytes())
    data[offset + (at if at > 0 else length + at)] ^= 0xFF
    the_file(three).write_bytes(data)
    assert forgotten(three).unfound == ()
    assert bodies_of(three) == {"/one": True, "/three": True}
    other, size = place_of(three, "/three")
    assert the_file(three).read_bytes()[other : other + size] == data[other : other + size]
    assert desk_verify(three) == []


def test_damage_over_several_records_goes_as_far_as_no_other_row_begins(three: Path) -> None:
    offset, _ = place_of(three, "/two")
    other, _ = place_of(three, "/three")
    data = bytearray(the_file(three).read_bytes())
    data[offset + 20 : other + 20] = bytes(other - offset)
    the_file(three).write_bytes(data)
    assert forgotten(three).unfound == ()
    after = the_file(three).read_bytes()
    assert after[other:] == data[other:]
    assert b"taken out" not in after[other:]
    assert [str(one) for one in desk_verify(three)] != []  # the third's, which was so before


def test_a_record_cut_at_the_file_s_end_goes(three: Path) -> None:
    offset, length = place_of(three, "/three")
    the_file(three).write_bytes(the_file(three).read_bytes()[: offset + length // 2])
    first = the_file(three)
    assert forgotten(three, "/three").unfound == ()
    assert b"tariffs" not in first.read_bytes()
    assert desk_verify(three) == []


@pytest.mark.parametrize("towards", ["/one", "/three"])
@pytest.mark.parametrize("by", [0, 40])
def test_a_wrong_place_buries_no_other_record(three: Path, towards: str, by: int) -> None:
    """The record is found where it stands, by its address and moment."""
    offset, length = place_of(three, towards)
    with sqlite3.connect(three / "archive.db") as db:
        db.execute(
            "UPDATE captures SET warc_offset = ?, warc_length = ?"
            " WHERE url = 'https://harbour.example/two'",
            (offset + by, length),
        )
    assert forgotten(three).unfound == ()
    assert bodies_of(three) == {"/one": True, "/three": True}
    assert desk_verify(three) == []


def test_a_record_that_is_nowhere_is_named_and_the_exit_code_tells(three: Path) -> None:
    with sqlite3.connect(three / "archive.db") as db:
        db.execute(
            "UPDATE captures SET captured_at = '2026-11-03T00:00:00.000Z'"
            " WHERE url = 'https://harbour.example/two'"
        )
    before = the_file(three).read_bytes()
    (three / "desk.toml").write_text("")
    words = ("forget", "https://harbour.example/two", "--reason", "r", "--raw", "--yes")
    told = desk(three, *words)
    assert told.exit_code == 1
    assert f"not found in the WARC files: 1 record: {the_file(three).name}" in told.output
    assert the_file(three).read_bytes().startswith(before)  # what follows says what was forgotten
    assert "zanzibarine" not in (three / "archive.db").read_bytes().decode("latin-1")


def test_beside_an_open_reader_words_that_stay_are_told(
    three: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.db.connection.BUSY_TIMEOUT", 0.1)
    (three / "desk.toml").write_text("")
    words = ("forget", "https://harbour.example/two", "--reason", "r", "--raw", "--yes")
    with Archive.reading(three) as reader:
        reader.db.execute("BEGIN")
        reader.db.execute("SELECT count(*) FROM articles").fetchone()
        for _ in range(2):
            told = desk(three, *words)
            assert told.exit_code == 1
            assert "words of what was forgotten still stand in the file" in told.output
    told = desk(three, *words)
    assert (told.exit_code, told.output) == (
        0,
        "forgotten before; nothing of it is left in the database\n",
    )
    for name in ("archive.db", "archive.db-wal"):
        path = three / name
        assert not path.exists() or b"zanzibarine" not in path.read_bytes()


def test_raw_after_a_forgetting_without_it_does_not_claim_to_be_done(three: Path) -> None:
    (three / "desk.toml").write_text("")
    words = ("forget", "https://harbour.example/two", "--reason", "r", "--yes")
    assert desk(three, *words).exit_code == 0
    told = desk(three, *words, "--raw")
    assert (told.exit_code, "was forgotten" in told.output) == (1, True)


@pytest.mark.parametrize("full", ["vacuum", "copy", "trial", "rows"])
def test_a_full_disk_is_told_as_such_and_the_next_call_finishes(
    three: Path, monkeypatch: pytest.MonkeyPatch, full: str
) -> None:
    (three / "desk.toml").write_text("")
    words = ("forget", "https://harbour.example/two", "--reason", "r", "--raw", "--yes")

    def no_room(*_: object) -> None:
        if full == "copy":
            raise OSError(errno.ENOSPC, "No space left on device")
        no_room_in_database()

    def no_room_in_database() -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    with monkeypatch.context() as patch:
        if full in ("trial", "rows"):
            fault = failing("_remove", 1 if full == "trial" else 2, no_room_in_database)
            patch.setattr(takedown, "_remove", fault)
        elif full == "vacuum":
            patch.setattr("archive.db.connection.leave_nothing_behind", no_room)
        else:
            patch.setattr("archive.warc.redaction.shutil.copyfileobj", no_room)
        told = desk(three, *words)
    assert told.exit_code == 1
    assert "no room on the disk; make room and run the command again" in told.output
    assert "Traceback" not in told.output
    assert "damaged" not in told.output
    between = list(map(str, desk_verify(three)))
    assert [one for one in between if "restore" in one] == []
    assert any("run the same desk forget again" in one for one in between) == (full == "rows")
    assert desk(three, *words).exit_code == 0
    assert leftovers(three) == []
    assert desk_verify(three) == []


def as_damaged_rows_say(folder: Path, path: str, **changed: object) -> None:
    """Other values in the row of a capture."""
    with sqlite3.connect(folder / "archive.db") as db:
        for name, value in changed.items():
            url = f"https://harbour.example{path}"
            db.execute(f"UPDATE captures SET {name} = ? WHERE url = ?", (value, url))


def test_a_tombstone_of_the_same_moment_is_not_taken_for_the_record(tmp_path: Path) -> None:
    """Two captures of one millisecond: one is forgotten, the record of the other is lost."""
    with new_archive(tmp_path) as archive:
        take_in(archive, ColumnPage(path="/one", title="One", paragraphs=("One.", "More.")))
        take_in(archive, ColumnPage(path="/two", title="Two", paragraphs=("Two.", "Else.")))
    place, _ = place_of(tmp_path, "/one")
    assert forgotten(tmp_path, "/one").unfound == ()
    as_damaged_rows_say(tmp_path, "/two", warc_offset=place)
    data = the_file(tmp_path).read_bytes()
    records = [record for record in whole_records(the_file(tmp_path)) if record.url]
    assert all(str(record.url).endswith("/two") for record in records)
    lost = records[0].position
    the_file(tmp_path).write_bytes(data[: lost.offset] + data[lost.offset + lost.length :])
    assert len(forgotten(tmp_path, "/two").unfound) == 1


def test_a_record_of_the_same_address_and_moment_stays_with_its_capture(tmp_path: Path) -> None:
    """A row whose place is wrong has its record looked for, and finds another capture's, too."""
    with new_archive(tmp_path) as archive:
        take_in(archive, ColumnPage(path="/one", title="One", paragraphs=("One.", "More.")))
        other = ColumnPage(path="/one", title="Two", paragraphs=("Two.", "Else."))
        take_in(archive, replace(other, path="/two"))
        kept = stored(archive, other, outlet_id=outlet(archive))
        with archive.write() as db:
            db.execute("UPDATE captures SET article_id = 2 WHERE id = ?", (kept.id,))
            db.execute("UPDATE captures SET warc_offset = warc_offset + 1 WHERE id = 1")
        assert forgotten_in(archive, "/one").unfound == ()
        assert archive.body_of_capture(kept.id).body == kept.body
        assert captures.capture_by_id(archive.db, 1) is None
    members = [one for one in whole_records(the_file(tmp_path)) if one.url and "/one" in one.url]
    assert [one.type for one in members] == ["response", "request"]
