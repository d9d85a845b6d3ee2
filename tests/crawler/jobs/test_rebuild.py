"""`desk rebuild`: a lost archive.db comes back from the WARC files, equal by digest."""

import gzip
import json
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.fixity.verify import verify
from archive.folder.archive import Archive
from archive.folder.journal import Journal
from archive.reading import dump
from archive.warc.journal import JOURNAL, is_journal
from archive.warc.reading import Position, record_id_at, whole_records
from archive.warc.writing import WarcWriter, new_id
from crawler.config.outlet_files import load_outlet
from crawler.intake import intake
from crawler.jobs import rebuild as job
from crawler.monitoring.health import health
from scripts.demo.folder import outlet_file as demo_outlet
from scripts.demo.server import serving
from scripts.hostile_desk.desks import NOON, OUTLET, PAGE, exchange
from tests.builders.command import desk
from tests.builders.crawls import (
    crawl,
    desk_process,
    fill,
    outlet_file,
    rows,
    started_crawl,
    working_folder,
)
from tests.builders.site import Page, Site, column, feed, publishing


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with publishing() as running:
        yield running


@pytest.fixture(scope="module")
def crawled(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with two crawls of a publication that changed, an import, and near copies parted."""
    folder = working_folder(tmp_path_factory.mktemp("rebuild") / "desk", harbour=outlet_file(site))
    paths = fill(site, "Ferries", "Customs", "Herring", "Lighthouses")
    said = ("On ferries.", "More on ferries.")
    site.pages[paths[3]] = Page(column("Lighthouses", *said))
    crawl(folder)
    site.pages[paths[0]] = Page(column("Ferries", *said, "What it said second."))
    site.pages[paths[1]] = Page(status=410)
    site.pages[paths[2]] = Page(b"", 301, headers={"Location": "/2026/herring-again/"})
    site.pages["/2026/herring-again/"] = Page(column("Herring"))
    site.pages["/feed"] = Page(feed(site.home, [*paths, "/2026/herring-again/"]))
    crawl(folder)
    clipping = folder.parent / "clipping.html"
    clipping.write_bytes(column("Clipped", "Out of a paper."))
    assert desk(folder, "import", str(clipping), "--outlet", "harbour").exit_code == 0
    ids = [f"{site.home}1/ferries/", f"{site.home}4/lighthouses/"]
    assert desk(folder, "duplicates", "part", *ids).exit_code == 0
    return folder


@pytest.fixture
def folder(crawled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(crawled, tmp_path / "desk"))


def digest(folder: Path) -> str:
    with Archive.reading(folder) as archive:
        assert list(verify(archive)) == []
        return dump.digest(archive)


def lines(folder: Path) -> list[str]:
    with Archive.reading(folder) as archive:
        return list(dump.dump(archive))


CAPTURES = (
    "SELECT o.slug, c.captured_at, c.status, c.payload_length, c.warc_file, c.warc_offset,"
    " c.digest, c.content_type, c.etag, c.outcome, c.moved_permanently, c.via, c.rights, c.url,"
    " c.row_digest FROM captures AS c LEFT JOIN outlets AS o ON o.id = c.outlet_id ORDER BY c.id"
)


def lose(folder: Path) -> None:
    (folder / "archive.db").unlink()


def words_of(folder: Path) -> str:
    path = folder / "words.jsonl"
    done = desk(folder, "export", "--words", str(path))
    assert done.exit_code == 0, done.output
    return str(path)


def record_of(folder: Path, path: str) -> tuple[Path, Position]:
    ((name, offset, length),) = rows(
        folder,
        "SELECT warc_file, warc_offset, warc_length FROM captures"
        f" WHERE url LIKE '%{path}' AND revisit_of IS NULL LIMIT 1",
    )
    return folder / "warc" / name, Position(name, offset, length)


def test_the_demo_comes_back_equal_with_every_capture_and_is_crawled_on(tmp_path: Path) -> None:
    with serving(crawl_delay=0) as outlet:
        folder = working_folder(tmp_path / "desk", demo=demo_outlet(outlet.root))
        assert crawl(folder).code == 0
        outlet.publish(2)
        crawl(folder)
        before, captures = digest(folder), rows(folder, CAPTURES)
        visited = rows(folder, "SELECT url, state, attempts, etag FROM frontier ORDER BY url")
        lose(folder)
        done = desk(folder, "rebuild")
        assert done.exit_code == 0, done.output
        assert before in done.output
        assert "Lost with the old database" in done.output
        assert "`desk export --words`" in done.output
        assert digest(folder) == before
        assert rows(folder, CAPTURES) == captures
        again = rows(folder, "SELECT url, state, attempts, etag FROM frontier ORDER BY url")
        assert set(again) <= set(visited)
        assert len(again) >= len(visited) - 2, "what robots.txt forbids sent nothing"
        assert "new" not in crawl(folder).outcomes()
        assert digest(folder) == before


FORMERLY = """
from archive.folder import archive, journal
from archive.warc import writing
journal.Journal.write = journal.Journal.settle = lambda self, writer: None
archive.known_fields = lambda **known: {}
real = writing.frame
def frame(kind, block, fields, **more):
    return real(kind, block.replace(b"desk-journal: 1\\r\\n", b""), fields, **more)
writing.frame = frame
"""
"""WARC files as they were before there were journals."""


def test_the_demo_comes_back_from_warc_files_without_journals(tmp_path: Path) -> None:
    with serving(crawl_delay=0) as outlet:
        folder = working_folder(tmp_path / "desk", demo=demo_outlet(outlet.root))
        assert crawl(folder, code=FORMERLY).code == 0
        outlet.publish(2)
        assert crawl(folder, code=FORMERLY).code == 0
    (file,) = (folder / "warc").iterdir()
    records = list(whole_records(file))
    assert not [record for record in records if record.type == "metadata"]
    assert not [record for record in records if "desk-via" in record.headers]
    before, held = digest(folder), lines(folder)
    lose(folder)
    done = desk(folder, "rebuild")
    assert done.exit_code == 0, done.output
    assert lines(folder) == held
    assert digest(folder) == before
    Archive.writing(folder, command="test").close()
    lose(folder)
    assert desk(folder, "rebuild").exit_code == 0
    assert digest(folder) == before


def test_a_damaged_journal_costs_no_column(folder: Path) -> None:
    words, held = words_of(folder), lines(folder)
    lose(folder)
    (path,) = (folder / "warc").iterdir()
    journals = [record.position for record in whole_records(path) if is_journal(record)]
    data = bytearray(path.read_bytes())
    for place in journals[:2]:
        middle = place.offset + place.length // 2
        data[middle : middle + 8] = b"damaged!"
    path.write_bytes(data)
    done = desk(folder, "rebuild", "--words", words)
    assert done.exit_code == 1
    assert f"{path}, record at offset {journals[0].offset}: " in done.output
    assert lines(folder) == held


def test_a_journal_that_is_none_is_named_and_passed(folder: Path) -> None:
    words, held = words_of(folder), lines(folder)
    with WarcWriter(folder / "warc") as writer:
        place = writer.write_metadata(b"[1]\n", content_type=JOURNAL, record_id=new_id())
    lose(folder)
    done = desk(folder, "rebuild", "--words", words)
    assert done.exit_code == 1
    assert f"offset {place.offset}: a journal that is not in its form" in done.output
    assert lines(folder) == held


@pytest.mark.parametrize("killed_at", ["_check", "_put_in_place"])
def test_a_rebuild_killed_at_its_very_end_is_done_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, killed_at: str
) -> None:
    before, words = digest(folder), words_of(folder)
    captured = rows(folder, "SELECT url, captured_at FROM captures ORDER BY id")
    lose(folder)

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(job, killed_at, fail)
        assert desk(folder, "rebuild", "--words", words).exit_code == 1
    assert desk(folder, "rebuild", "--words", words).exit_code == 0
    assert digest(folder) == before
    assert rows(folder, "SELECT url, captured_at FROM captures ORDER BY id") == captured
    assert desk(folder, "verify").exit_code == 0


def test_health_says_no_more_of_crawls_than_a_rebuild_knows(folder: Path) -> None:
    lose(folder)
    assert desk(folder, "rebuild").exit_code == 0
    told = desk(folder, "health")
    assert (told.exit_code, told.output) == (
        0,
        "harbour: well; last new none known, last crawl none known\n",
    )
    (later,) = health(folder, now=datetime.now(UTC) + timedelta(days=30))
    assert [alarm.partition(" 20")[0] for alarm in later.alarms] == ["not asked since"]


def test_after_a_rebuild_the_crawl_of_one_outlet_is_no_alarm_of_another(
    site: Site, tmp_path: Path
) -> None:
    one, two = outlet_file(site), outlet_file(site)
    folder = working_folder(tmp_path / "desk", harbour=one, quayside=two)
    fill(site, "Ferries", "Customs")
    for slug in ("harbour", "quayside"):
        assert desk_process(folder, "crawl", slug).returncode == 0
    lose(folder)
    assert desk(folder, "rebuild").exit_code == 0
    assert desk_process(folder, "crawl", "harbour").returncode == 0

    told = desk(folder, "health")

    assert (told.exit_code, "quayside: well" in told.output) == (0, True), told.output


def test_one_address_fetched_is_no_crawl_of_an_outlet(site: Site, tmp_path: Path) -> None:
    folder = working_folder(
        tmp_path / "desk", harbour=outlet_file(site), quayside=outlet_file(site)
    )
    path, _ = fill(site, "Ferries", "Customs")
    assert desk_process(folder, "crawl", "quayside").returncode == 0
    url = site.home.rstrip("/") + path
    assert desk_process(folder, "fetch", "--outlet", "harbour", url).returncode == 0

    told = desk(folder, "health")

    assert told.exit_code == 1, told.output
    assert "no crawl of it is known" in told.output


def test_init_begins_no_new_archive_over_a_lost_one(folder: Path) -> None:
    lose(folder)
    done = desk(folder, "init", str(folder))
    assert done.exit_code == 1
    assert "`desk rebuild` makes it again" in done.output
    assert not (folder / "archive.db").exists()
    assert "`desk rebuild` makes one again" in desk(folder, "stats").output


def test_over_an_emptied_database_nothing_is_begun_and_a_rebuild_makes_it_again(
    folder: Path,
) -> None:
    before, words = digest(folder), words_of(folder)
    lose(folder)
    (folder / "archive.db").touch()
    for verb in (("init", str(folder)), ("crawl",), ("reextract",)):
        done = desk(folder, *verb)
        assert (done.exit_code, "`desk rebuild` makes it again" in done.output) == (1, True), verb
    assert "holds no table" in desk(folder, "verify").output
    assert (folder / "archive.db").stat().st_size == 0
    assert desk(folder, "rebuild", "--words", words).exit_code == 0
    assert digest(folder) == before


@pytest.mark.parametrize("requests", [30, 70])
def test_a_killed_crawl_comes_back_as_the_database_held_it(
    site: Site, tmp_path: Path, requests: int
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    fill(site, *(f"Column {number}" for number in range(80)))
    site.forget()
    running = started_crawl(folder)
    until = time.monotonic() + 60
    while len(site.asked) < requests and time.monotonic() < until:
        time.sleep(0.001)
    running.kill()
    running.join()
    killed = Path(shutil.copytree(folder, tmp_path / "killed"))
    held = lines(killed)  # a reader changes nothing in `folder`
    lose(folder)
    log_left = (folder / "archive.db-wal").exists()
    done = desk(folder, "rebuild")
    assert done.exit_code == 0, done.output
    assert lines(folder) == held
    assert (folder / "archive.db-wal.left").exists() == log_left
    assert crawl(folder).code == 0
    whole = digest(folder)
    assert rows(folder, "SELECT count(*) FROM articles") == [(80,)]
    lose(folder)
    assert desk(folder, "rebuild").exit_code == 0
    assert digest(folder) == whole


def test_what_people_said_comes_back_from_a_file_and_is_lost_without(folder: Path) -> None:
    before, words = digest(folder), words_of(folder)
    lose(folder)
    alone = Path(shutil.copytree(folder, folder.with_name("alone")))
    assert desk(alone, "rebuild").exit_code == 0
    assert rows(alone, "SELECT count(*) FROM duplicate_words") == [(0,)]
    assert digest(alone) != before
    done = desk(folder, "rebuild", "--words", words)
    assert "1 decision" in done.output
    assert digest(folder) == before


@pytest.mark.parametrize("raw", [(), ("--raw",)], ids=["kept payload", "raw"])
def test_what_was_forgotten_stays_forgotten(folder: Path, site: Site, raw: tuple[str, ...]) -> None:
    reason = ("--reason", "asked for by the author", "--yes")
    forgotten = desk(folder, "forget", f"{site.home}1/ferries/", *reason, *raw)
    assert forgotten.exit_code == 0, forgotten.output
    stones = "SELECT kind, key, forgotten_at, raw, reason FROM tombstones ORDER BY kind, key"
    before, words, kept = digest(folder), words_of(folder), rows(folder, stones)
    lose(folder)
    alone = Path(shutil.copytree(folder, folder.with_name("alone")))
    assert desk(alone, "rebuild").exit_code == 0
    assert digest(alone) == before
    assert [row[:4] for row in rows(alone, stones)] == [row[:4] for row in kept]
    assert b"What it said second." not in (alone / "archive.db").read_bytes()
    assert desk(folder, "rebuild", "--words", words).exit_code == 0
    assert rows(folder, stones) == kept
    site.pages["/feed"] = Page(feed(site.home, ["/1/ferries/", "/4/lighthouses/"]))
    assert "new" not in crawl(folder).outcomes()
    assert digest(folder) == before


def test_a_reason_comes_back_with_every_sign_that_ends_a_line(folder: Path, site: Site) -> None:
    reason = "asked for\u2028by\u2029the\x85author\x0b\x0c\x1c\r\nand heirs"
    forgotten = desk(folder, "forget", f"{site.home}1/ferries/", "--reason", reason, "--yes")
    assert forgotten.exit_code == 0, forgotten.output
    words, kept = words_of(folder), rows(folder, "SELECT key, reason FROM tombstones ORDER BY key")
    lose(folder)
    done = desk(folder, "rebuild", "--words", words)
    assert done.exit_code == 0, done.output
    assert rows(folder, "SELECT key, reason FROM tombstones ORDER BY key") == kept
    assert kept[0][1] == reason


def test_a_merge_comes_back(folder: Path, site: Site, tmp_path: Path) -> None:
    other = working_folder(tmp_path / "other", harbour=outlet_file(site))
    site.pages["/2026/alone/"] = Page(column("Alone", "Seen by the other alone."))
    site.pages["/feed"] = Page(feed(site.home, ["/2026/alone/", "/2026/herring-again/"]))
    crawl(other)
    assert desk(folder, "merge", str(other), "--yes", "--private").exit_code == 0
    before, words = digest(folder), words_of(folder)
    lose(folder)
    assert desk(folder, "rebuild", "--words", words).exit_code == 0
    assert digest(folder) == before


def test_a_merge_of_a_desk_from_before_there_were_journals_comes_back(
    folder: Path, site: Site, tmp_path: Path
) -> None:
    other = working_folder(tmp_path / "other", harbour=outlet_file(site))
    reserved = {"TDM-Reservation": "1"}
    site.pages["/2026/zephyrs/"] = Page(b"", 301, headers={"Location": "/2026/winds/"})
    site.pages["/2026/winds/"] = Page(column("Winds", "They blow."), headers=reserved)
    site.pages["/feed"] = Page(feed(site.home, ["/2026/zephyrs/"]))
    crawl(other, code=FORMERLY)
    assert desk(folder, "merge", str(other), "--yes", "--private").exit_code == 0
    known = "SELECT via, moved_permanently, rights IS NULL FROM captures WHERE url LIKE '%/winds/'"
    assert rows(folder, known) == [(f'["{site.home}2026/zephyrs/"]', 1, 0)]
    before, words, captures = digest(folder), words_of(folder), rows(folder, CAPTURES)
    lose(folder)
    done = desk(folder, "rebuild", "--words", words)
    assert done.exit_code == 0, done.output
    assert rows(folder, CAPTURES) == captures
    assert digest(folder) == before
    reason = ("--reason", "asked for", "--raw", "--yes")
    assert desk(folder, "forget", f"{site.home}2026/winds/", *reason).exit_code == 0
    assert not [
        record
        for path in (folder / "warc").iterdir()
        for record in whole_records(path)
        if "zephyrs" in f"{record.headers} {record.block.decode('latin-1')}"
    ]


def test_what_fills_many_journals_is_done_at_once_or_not_at_all(
    folder: Path, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.folder.journal.JOURNAL_BYTES", 400)
    monkeypatch.setattr("archive.folder.journal.IDS_AT_ONCE", 1)
    other = working_folder(tmp_path / "other", harbour=outlet_file(site))
    fill(site, *(f"Wind {number}" for number in range(6)))
    crawl(other)
    assert desk(folder, "merge", str(other), "--yes", "--private").exit_code == 0
    (path,) = (folder / "warc").iterdir()
    pieces = [one.block for one in whole_records(path) if b'"goes_on": true' in one.block]
    assert len(pieces) > 2
    assert max(map(len, pieces)) < 600
    reason = ("--reason", "asked for", "--raw", "--yes")
    assert desk(folder, "forget", f"{site.home}1/wind-0/", *reason).exit_code == 0
    before, words = digest(folder), words_of(folder)
    lose(folder)
    done = desk(folder, "rebuild", "--words", words)
    assert done.exit_code == 0, done.output
    assert digest(folder) == before


def test_a_revisit_of_what_two_desks_had_before_they_met_comes_back(tmp_path: Path) -> None:
    body, later = PAGE.format(title="On ferries").encode(), NOON + timedelta(days=1)
    ours, theirs = (
        received(tmp_path / name, *((body, when) for when in moments))
        for name, moments in (("ours", (NOON,)), ("theirs", (NOON, later)))
    )
    assert desk(ours, "merge", str(theirs), "--yes").exit_code == 0
    assert rows(ours, "SELECT revisit_of FROM captures ORDER BY id") == [(None,), (1,)]
    before, captures = digest(ours), rows(ours, CAPTURES)
    lose(ours)
    done = desk(ours, "rebuild")
    assert done.exit_code == 0, done.output
    assert digest(ours) == before
    assert rows(ours, CAPTURES) == captures


def received(folder: Path, *pages: tuple[bytes, datetime]) -> Path:
    """A desk with one column that was received some times."""
    working_folder(folder, harbour=OUTLET)
    outlet = load_outlet(folder / "outlets" / "harbour.toml")
    with Archive.writing(folder, command="crawl") as archive:
        outlet_id = intake.register(archive, outlet)
        for body, when in pages:
            sent = exchange("https://harbour.example/2026/ferries/", body, when)
            capture = archive.add_capture(sent, outlet_id=outlet_id)
            intake.take_in(archive, capture, outlet, outlet_id=outlet_id)
    return folder


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (b'Desk-Via: ["', b"Desk-Via: [[[", "Desk-Via: '[[["),
        (b"WARC-Date: ", b"WARC-Date: at", "it has no address or no moment"),
    ],
)
def test_a_record_no_row_can_be_made_of_is_named_and_passed(
    folder: Path, before: bytes, after: bytes, told: str
) -> None:
    ((name, *position),) = rows(
        folder, "SELECT warc_file, warc_offset, warc_length FROM captures WHERE via IS NOT NULL"
    )
    path, place = folder / "warc" / name, Position(name, *position)
    lose(folder)
    rewrite_record(path, place, before, after)
    for _ in range(2):
        done = desk(folder, "rebuild")
        assert done.exit_code == 1
        assert f"record at offset {place.offset}: " in done.output
        assert told in done.output
        assert rows(folder, "SELECT count(*) FROM articles WHERE url LIKE '%ferries/'") == [(1,)]
        lose(folder)


def test_of_two_records_of_one_id_the_second_is_named(folder: Path) -> None:
    first, second = (record_of(folder, path)[1] for path in ("1/ferries/", "4/lighthouses/"))
    path = folder / "warc" / first.file
    names = [record_id_at(folder / "warc", place).encode() for place in (first, second)]
    before = rows(folder, "SELECT body FROM articles WHERE url LIKE '%1/ferries/'")
    lose(folder)
    rewrite_record(path, second, names[1], names[0])
    done = desk(folder, "rebuild")
    assert done.exit_code == 1
    assert f"{path}, record at offset {second.offset}: its id, " in done.output
    assert rows(folder, "SELECT body FROM articles WHERE url LIKE '%1/ferries/'") == before


def rewrite_record(path: Path, place: Position, before: bytes, after: bytes) -> None:
    """Change a record, which is the only one that does not stand where it stood."""
    data = path.read_bytes()
    text = gzip.decompress(data[place.offset : place.offset + place.length])
    assert before in text
    packed = gzip.compress(text.replace(before, after, 1))
    path.write_bytes(data[: place.offset] + packed + data[place.offset + place.length :])


def test_a_database_that_is_there_is_never_replaced(folder: Path) -> None:
    before = (folder / "archive.db").read_bytes()
    done = desk(folder, "rebuild")
    assert done.exit_code == 1
    assert "is there, and is never replaced" in done.output
    assert "`desk rebuild`, which makes archive.db again from warc/" in done.output
    assert (folder / "archive.db").read_bytes() == before
    assert not (folder / job.ASIDE).exists()


def test_without_warc_files_there_is_nothing_to_rebuild(folder: Path) -> None:
    lose(folder)
    shutil.rmtree(folder / "warc")
    done = desk(folder, "rebuild")
    assert done.exit_code == 1
    assert "holds no WARC file of foreign-desk" in done.output
    assert [path.name for path in folder.glob("archive.db*")] == []


def test_an_outlet_file_that_is_missing_is_named_and_the_rebuild_goes_on_later(
    folder: Path,
) -> None:
    before, words = digest(folder), words_of(folder)
    lose(folder)
    path = folder / "outlets" / "harbour.toml"
    path.rename(folder / "kept.toml")
    done = desk(folder, "rebuild", "--words", words)
    assert done.exit_code == 1
    assert "no file outlets/harbour.toml; put it back" in done.output
    assert not (folder / "archive.db").exists()
    (folder / "kept.toml").rename(path)
    assert desk(folder, "rebuild", "--words", words).exit_code == 0
    assert digest(folder) == before


def test_a_renamed_outlet_comes_back_under_its_new_name(folder: Path) -> None:
    assert desk(folder, "outlets", "rename", "harbour", "quay").exit_code == 0
    before, words = digest(folder), words_of(folder)
    lose(folder)
    assert desk(folder, "rebuild", "--words", words).exit_code == 0
    assert digest(folder) == before


def test_an_interrupted_rebuild_goes_on_where_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, words = digest(folder), words_of(folder)
    lose(folder)
    kept: list[str] = []
    real = intake.keep

    def keep(*given: object, **named: object) -> object:
        if len(kept) == 4:
            raise KeyboardInterrupt
        kept.append("one")
        return real(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("crawler.jobs.replay.GROUP_SECONDS", 0)
    with monkeypatch.context() as interrupted:
        interrupted.setattr(intake, "keep", keep)
        assert desk(folder, "rebuild", "--words", words).exit_code == 1
    assert not (folder / "archive.db").exists()
    counted: list[str] = []

    def count(*given: object, **named: object) -> object:
        counted.append("one")
        return real(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(intake, "keep", count)
    assert desk(folder, "rebuild", "--words", words).exit_code == 0
    assert digest(folder) == before
    visits = rows(folder, "SELECT count(*) FROM captures WHERE outcome IS NOT NULL")
    assert len(kept) + len(counted) == visits[0][0]
    assert [path.name for path in folder.glob("archive.db*")] == ["archive.db"]


def test_a_damaged_record_is_named_and_passed(folder: Path, site: Site) -> None:
    path, place = record_of(folder, "4/lighthouses/")
    lose(folder)
    data = bytearray(path.read_bytes())
    middle = place.offset + place.length // 2
    data[middle : middle + 8] = b"damaged!"
    path.write_bytes(data)
    done = desk(folder, "rebuild")
    assert done.exit_code == 1
    assert f"{path}, record at offset {place.offset}: " in done.output
    assert rows(folder, "SELECT count(*) FROM articles WHERE url LIKE '%lighthouses/'") == [(0,)]
    assert rows(folder, "SELECT count(*) FROM articles WHERE url LIKE '%ferries/'") == [(1,)]
    assert rows(folder, "SELECT count(*) FROM versions") == [(5,)]


def test_a_revisit_whose_body_is_lost_is_named_and_counted_as_nothing_else(folder: Path) -> None:
    path, place = record_of(folder, "3/herring/")
    ((revisit,),) = rows(folder, "SELECT warc_offset FROM captures WHERE via IS NOT NULL")
    lose(folder)
    data = bytearray(path.read_bytes())
    middle = place.offset + place.length // 2
    data[middle : middle + 8] = b"damaged!"
    path.write_bytes(data)
    done = desk(folder, "rebuild")
    assert done.exit_code == 1
    told = f"record at offset {revisit}: the record that has its body is not there"
    assert told in done.output
    assert "left out: received by commands that were killed" not in done.output


def test_a_column_that_lost_a_page_says_so_and_is_asked_for_whole(
    site: Site, tmp_path: Path
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    pages = ("/2026/split/", "/2026/split/2/")
    first = column("Split", "First page.").replace(
        b"</head>", f"<link rel='next' href='{pages[1]}'></head>".encode()
    )
    site.pages[pages[0]] = Page(first, headers={"ETag": '"split"'})
    site.pages[pages[1]] = Page(column("Split", "Second page."))
    site.pages["/feed"] = Page(feed(site.home, [pages[0]]))
    assert crawl(folder).outcomes() == {"new": 1}
    path, place = record_of(folder, "/split/2/")
    data = bytearray(path.read_bytes())
    data[place.offset + place.length // 2] ^= 0xFF
    path.write_bytes(data)
    lose(folder)
    done = desk(folder, "rebuild")
    assert done.exit_code == 1
    assert "/2026/split/, 2026-" in done.output
    assert ": 1 of its 1 further pages cannot be read any more" in done.output
    assert rows(folder, "SELECT count(*) FROM captures WHERE lacks IS NOT NULL") == [(1,)]
    assert rows(folder, "SELECT etag FROM frontier WHERE url LIKE '%/split/'") == [(None,)]
    shown = desk(folder, "show", f"{site.home}2026/split/").output
    assert "further pages cannot be read" in shown
    assert crawl(folder).outcomes() == {"updated": 1}
    body = "SELECT body LIKE '%First page.%Second page.%' FROM articles"
    assert rows(folder, body) == [(1,)]


def test_an_archive_from_before_there_were_journals_gets_one(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    with monkeypatch.context() as former:
        former.setattr(Journal, "write", lambda self, writer: None)
        former.setattr(Journal, "settle", lambda self, writer: None)
        for number, said in enumerate(("first", "second"), start=1):
            page = tmp_path / f"page-{number}.html"
            url = f"<link rel='canonical' href='{site.home}2026/ferries/'></head>".encode()
            page.write_bytes(column("Ferries", f"What it {said} said.").replace(b"</head>", url))
            assert desk(folder, "import", str(page), "--outlet", "harbour").exit_code == 0
    files = list((folder / "warc").iterdir())
    assert {record.type for record in whole_records(files[0])} == {"warcinfo", "resource"}
    monkeypatch.setattr("archive.folder.journal.JOURNAL_BYTES", 200)
    Archive.writing(folder, command="test").close()
    before = digest(folder)
    assert rows(folder, "SELECT count(*) FROM versions") == [(2,)]
    lose(folder)
    assert desk(folder, "rebuild").exit_code == 0
    assert digest(folder) == before


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "empty"),
        ('{"form":"other"}\n', "line 1"),
        ('{"form":"foreign-desk words 1"}\n[1]\n', "line 2"),
        ('{"form":"foreign-desk words 1"}\n{"duplicates":"maybe"}\n', "line 2"),
        ('{"form":"foreign-desk words 1"}\nnot json\n', "line 2"),
    ],
)
def test_a_file_of_words_that_is_none_is_refused(folder: Path, text: str, line: str) -> None:
    lose(folder)
    path = folder / "words.jsonl"
    path.write_text(text)
    done = desk(folder, "rebuild", "--words", str(path))
    assert done.exit_code == 1
    assert f"{path}" in done.output
    assert line in done.output
    assert not list(folder.glob("archive.db*"))


def test_words_are_lines_of_json_that_name_no_taken_down_address(folder: Path, site: Site) -> None:
    reason = ("--reason", "asked for", "--yes")
    assert desk(folder, "forget", f"{site.home}1/ferries/", *reason).exit_code == 0
    text = Path(words_of(folder)).read_text("utf-8")
    entries = [json.loads(line) for line in text.splitlines()]
    assert entries[0] == {"form": "foreign-desk words 1"}
    assert {entry.get("tombstone") for entry in entries[1:]} >= {"address", "text", "column"}
    assert "ferries" not in text
