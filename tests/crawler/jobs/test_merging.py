"""`desk merge`: two desks become one, whichever is merged into which."""

import errno
import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.fixity.verify import verify
from archive.folder.archive import Archive
from archive.reading import dump
from crawler.config.outlet_files import load_outlets
from crawler.jobs.renaming import rename_outlet
from tests.builders.command import desk
from tests.builders.crawls import crawl, outlet_file, rows, working_folder
from tests.builders.site import Page, Site, column, feed, publishing

TALK = (
    "<ol class='commentlist'><li class='comment' id='comment-{n}'><cite class='fn'>{who}</cite>"
    "<div class='comment-content'><p>{said}</p></div></li></ol></article>"
)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with publishing() as running:
        yield running


def told(title: str, text: str, *, said: str | None = None, number: int = 1) -> Page:
    page = column(title, text)
    if said:
        talk = TALK.format(n=number, who="Jo", said=said)
        page = page.replace(b"</article>", talk.encode())
    return Page(page)


def publish(site: Site, **paths: Page) -> None:
    site.pages.clear()
    site.pages |= {f"/2026/{name}/": page for name, page in paths.items()}
    site.pages["/feed"] = Page(feed(site.home, [path for path in site.pages if "2026" in path]))


@pytest.fixture(scope="module")
def desks(site: Site, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two desks that crawled one outlet by turns as it changed; each knows something alone."""
    folder = tmp_path_factory.mktemp("merge")
    one = working_folder(folder / "one", harbour=outlet_file(site))
    other = working_folder(folder / "other", harbour=outlet_file(site))
    publish(
        site,
        edited=told("Edited", "What it said first."),
        talked=told("Talked", "On talk.", said="Well said."),
        gone=told("Gone", "Soon to vanish."),
        moved=told("Moved", "On removals."),
    )
    crawl(one)
    publish(
        site,
        edited=told("Edited", "What it said second."),
        talked=told("Talked", "On talk.", said="Indeed.", number=2),
        gone=told("Gone", "Soon to vanish."),
        moved=told("Moved", "On removals."),
        between=told("Between", "Seen by the other alone."),
    )
    crawl(other)
    publish(
        site,
        edited=told("Edited", "What it said first."),
        talked=told("Talked", "On talk.", said="Indeed.", number=2),
        elsewhere=told("Moved", "On removals."),
        last=told("Last", "Seen by the first alone."),
    )
    site.pages["/2026/moved/"] = Page(b"", 301, headers={"Location": "/2026/elsewhere/"})
    crawl(one)
    ids = [
        json.loads(desk(one, "show", f"{site.home}2026/{name}/", "--json").output)["public_id"]
        for name in ("edited", "last")
    ]
    assert desk(one, "duplicates", "join", *ids).exit_code == 0
    clipping = folder / "clipping.html"
    clipping.write_bytes(column("Clipped", "Out of a paper."))
    assert desk(other, "import", str(clipping), "--outlet", "harbour").exit_code == 0
    return one, other


def state(folder: Path) -> str:
    with Archive.reading(folder) as archive:
        assert list(verify(archive)) == []
        return dump.digest(archive)


def sizes(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in (folder / "warc").iterdir()}


def test_both_orders_give_the_same_and_a_second_merge_changes_nothing(
    desks: tuple[Path, Path], site: Site, tmp_path: Path
) -> None:
    one, other = (Path(shutil.copytree(desk_, tmp_path / desk_.name)) for desk_ in desks)
    first, second = (Path(shutil.copytree(one, tmp_path / n)) for n in ("first", "again"))
    assert desk(first, "merge", str(other), "--yes").exit_code == 0
    assert desk(other, "merge", str(second), "--yes").exit_code == 0
    with Archive.reading(first) as ours, Archive.reading(other) as theirs:
        assert list(dump.dump(ours)) == list(dump.dump(theirs))
    before, files = state(first), sizes(first)
    again = desk(first, "merge", str(other), "--yes")
    assert "0 captures, 0 new columns" in again.output
    assert (state(first), sizes(first)) == (before, files)

    history = json.loads(desk(first, "history", f"{site.home}2026/edited/", "--json").output)
    assert [entry["sight"]["ordinal"] for entry in history["entries"]] == [1, 2, 3]
    talked = json.loads(desk(first, "show", f"{site.home}2026/talked/", "--json").output)
    assert {shown["comment"]["text"]: shown["on_page"] for shown in talked["comments"]} == {
        "Well said.": False,
        "Indeed.": True,
    }
    with Archive.reading(first) as archive:
        assert archive.db.table("duplicate_words").count == 1


@pytest.mark.parametrize("renamed", ["ours", "theirs"])
def test_an_outlet_that_one_of_two_renamed_is_the_same_outlet(
    desks: tuple[Path, Path], tmp_path: Path, renamed: str
) -> None:
    one, other = (
        Path(shutil.copytree(folder, tmp_path / name))
        for folder, name in zip(desks, ("ours", "theirs"), strict=True)
    )
    plain = Path(shutil.copytree(one, tmp_path / "plain"))
    assert desk(plain, "merge", str(other), "--yes").exit_code == 0
    rename_outlet(tmp_path / renamed, "harbour", "review")

    assert desk(one, "merge", str(other), "--yes").exit_code == 0

    assert state(one)
    slug = "review" if renamed == "ours" else "harbour"
    assert [outlet.slug for outlet in load_outlets(one)] == [slug]
    counts = "SELECT (SELECT group_concat(slug) FROM outlets), count(*), count(outlet_id)"
    merged, unrenamed = (
        [rows(folder, f"{counts} FROM {table}") for table in ("captures", "articles", "frontier")]
        for folder in (one, plain)
    )
    assert [row[0][1:] for row in merged] == [row[0][1:] for row in unrenamed]
    assert merged[0][0][0] == slug


def test_a_column_that_had_moved_is_not_counted_as_new(site: Site, tmp_path: Path) -> None:
    publish(site, old=told("Moved", "On removals."))
    one = working_folder(tmp_path / "one", harbour=outlet_file(site))
    other = working_folder(tmp_path / "other", harbour=outlet_file(site))
    crawl(one)
    publish(site, old=told("Moved", "On removals."), new=told("Moved", "On removals."))
    crawl(other)
    publish(site, new=told("Moved", "On removals."))
    site.pages["/2026/old/"] = Page(b"", 301, headers={"Location": "/2026/new/"})
    crawl(other)
    found = json.loads(desk(one, "merge", str(other), "--yes", "--json").output)
    assert found[0]["captures"] > 0
    assert found[0]["columns"] == 0


def test_what_was_forgotten_there_goes_here_and_does_not_come_back(
    desks: tuple[Path, Path], site: Site, tmp_path: Path
) -> None:
    one, other = (Path(shutil.copytree(desk_, tmp_path / desk_.name)) for desk_ in desks)
    address = f"{site.home}2026/gone/"
    assert desk(other, "forget", address, "--reason", "r", "--raw", "--yes").exit_code == 0
    kept = Path(shutil.copytree(one, tmp_path / "kept"))
    assert desk(one, "merge", str(other), "--yes", "--forget").exit_code == 0
    assert desk(other, "merge", str(kept), "--yes").exit_code == 0
    for folder in (one, other):
        assert "was forgotten" in desk(folder, "show", address).output
        assert desk(folder, "search", "vanish").exit_code == 1
    assert state(one) == state(other)


def test_what_would_come_is_shown_and_asked_for(desks: tuple[Path, Path], tmp_path: Path) -> None:
    one, other = (Path(shutil.copytree(desk_, tmp_path / desk_.name)) for desk_ in desks)
    before, files, there = state(one), sizes(one), tree(other)
    for words, code in ((("--dry-run",), 0), ((), 1)):
        found = desk(one, "merge", str(other), *words)
        assert found.exit_code == code
        assert f"{other} would bring 8 captures of 6 columns" in found.output
        assert (f"Error: nothing of {other} was taken in" in found.output) == bool(code)
        assert (state(one), sizes(one)) == (before, files)
    proposed = json.loads(desk(one, "merge", str(other), "--dry-run", "--json").output)
    assert proposed[0]["captures"] > 0
    assert desk(one, "merge", str(other), given="y\n").exit_code == 0
    assert state(one) != before
    assert "0 captures, 0 new columns" in desk(one, "merge", str(other)).output  # nothing to ask
    assert tree(other) == there


def test_who_declines_the_second_of_two_is_told_of_that_one_alone(
    desks: tuple[Path, Path], site: Site, tmp_path: Path
) -> None:
    empty = working_folder(tmp_path / "empty", harbour=outlet_file(site))
    before = state(empty)
    done = desk(empty, "merge", *map(str, desks), "--private", given="y\nn\n")
    assert (done.exit_code, state(empty) == before) == (1, False)
    assert f"Error: nothing of {desks[1]} was taken in\n" in done.output
    assert "nothing was changed" not in done.output


def tree(folder: Path) -> dict[str, bytes | int]:
    return {
        str(path): path.read_bytes() if path.is_file() else path.stat().st_mtime_ns
        for path in folder.rglob("*")
    }


def test_a_folder_that_cannot_be_written_is_merged(
    desks: tuple[Path, Path], tmp_path: Path
) -> None:
    one, other = (Path(shutil.copytree(desk_, tmp_path / desk_.name)) for desk_ in desks)
    before = state(one)
    paths = [other, *other.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert desk(one, "merge", str(other), "--yes").exit_code == 0
    finally:
        for path in paths:
            path.chmod(0o755)
    assert state(one) != before


def test_what_was_forgotten_there_goes_here_only_when_that_is_agreed_to(
    desks: tuple[Path, Path], site: Site, tmp_path: Path
) -> None:
    one, other = (Path(shutil.copytree(desk_, tmp_path / desk_.name)) for desk_ in desks)
    address = f"{site.home}2026/gone/"
    assert desk(other, "forget", address, "--reason", "r", "--raw", "--yes").exit_code == 0
    kept = Path(shutil.copytree(one, tmp_path / "kept"))
    asked = desk(one, "merge", str(other), given="y\n\n")
    assert asked.exit_code == 0
    assert "take out 1 column (1 with WARC records)" in asked.output
    assert desk(kept, "merge", str(other), "--yes").exit_code == 0
    for folder in (one, kept):
        assert desk(folder, "show", address).exit_code == 0
        assert desk(folder, "merge", str(other), "--yes", "--forget").exit_code == 0
        assert "was forgotten" in desk(folder, "show", address).output


def test_an_outlet_in_a_private_network_comes_only_when_that_is_said(
    desks: tuple[Path, Path], tmp_path: Path
) -> None:
    empty = working_folder(tmp_path / "empty")
    planned = desk(empty, "merge", str(desks[0]), "--dry-run")
    found = desk(empty, "merge", str(desks[0]), "--yes")
    assert (planned.exit_code, found.exit_code) == (1, 1)
    assert "127.0.0.1" in found.stderr
    assert planned.stderr == found.stderr
    assert "addresses to visit, 1 decision on duplicates" in planned.stdout
    assert list((empty / "outlets").iterdir()) == []
    assert desk(empty, "merge", str(desks[0]), "--dry-run", "--private").exit_code == 0
    assert desk(empty, "merge", str(desks[0]), "--yes", "--private").exit_code == 0
    assert [path.name for path in (empty / "outlets").iterdir()] == ["harbour.toml"]
    assert state(empty)


def test_a_full_disk_leaves_no_outlet_file(
    desks: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = working_folder(tmp_path / "empty")
    before = state(empty)
    words = ("merge", str(desks[0]), "--yes", "--private")

    for place in ("archive.files.whole._finish", "crawler.jobs.other_outlets.write_new"):

        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as patched:
            patched.setattr(place, full)
            found = desk(empty, *words)
        assert found.exit_code == 1
        assert "no room on the disk" in found.output
        assert list((empty / "outlets").iterdir()) == []
        assert state(empty) == before
    assert desk(empty, *words).exit_code == 0


def test_an_address_comes_for_each_outlet_that_knows_it(site: Site, tmp_path: Path) -> None:
    files = {"harbour": outlet_file(site), "quays": outlet_file(site, "The Quays")}
    one = working_folder(tmp_path / "one", **files)
    other = working_folder(tmp_path / "other", **files)
    publish(site, shared=told("Shared", "On both sides."))
    crawl(one, "harbour")
    crawl(other)
    for _ in range(2):
        assert desk(one, "merge", str(other), "--yes").exit_code == 0
    with Archive.reading(one) as archive:
        known = archive.db.execute(
            "SELECT o.slug FROM frontier AS f JOIN outlets AS o ON o.id = f.outlet_id"
            " WHERE f.url LIKE '%/shared/' ORDER BY o.slug"
        ).fetchall()
    assert known == [("harbour",), ("quays",)]


def test_a_damaged_record_here_costs_what_refers_to_it_alone(site: Site, tmp_path: Path) -> None:
    publish(site, early=told("Early", "On the first ferry."), late=told("Late", "On the last."))
    one = working_folder(tmp_path / "one", harbour=outlet_file(site))
    crawl(one)
    other = Path(shutil.copytree(one, tmp_path / "other"))
    publish(
        site,
        early=told("Early", "On the first ferry."),
        late=told("Late", "On the last."),
        next=told("Next", "On the one after."),
    )
    crawl(other)
    with Archive.reading(one) as archive:
        (offset, name), *_ = archive.db.execute(
            "SELECT warc_offset, warc_file FROM captures WHERE url LIKE '%/early/'"
        )
    with (one / "warc" / name).open("r+b") as file:
        file.seek(offset + 100)
        file.write(bytes(40))
    found = desk(one, "merge", str(other), "--yes")
    assert found.exit_code == 1
    said, *problems = found.output.splitlines()
    assert "1 new column" in said
    assert len(problems) == 1
    assert "/early/" in problems[0]
    assert "restore the file from a copy" in problems[0]
    assert desk(one, "show", f"{site.home}2026/next/").exit_code == 0


def test_killed_in_the_middle_nothing_has_changed(desks: tuple[Path, Path], tmp_path: Path) -> None:
    one, other = (Path(shutil.copytree(desk_, tmp_path / desk_.name)) for desk_ in desks)
    before = state(one)
    slowly = (
        "import sys, time; from crawler.jobs import merging as m\n"
        "from crawler.cli.desk import main\n"
        "take_in = m._Merge._take_in\n"
        "def slow(self, capture):\n"
        "    open(sys.argv[3], 'a').write('.'); time.sleep(0.1); return take_in(self, capture)\n"
        "m._Merge._take_in = slow; main(['-C', sys.argv[1], 'merge', '--yes', sys.argv[2]])"
    )
    for after in (1, 3, 5):
        mark = tmp_path / f"mark{after}"
        running = subprocess.Popen(
            [sys.executable, "-c", slowly, str(one), str(other), str(mark)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 60
        while running.poll() is None and time.monotonic() < deadline:
            if mark.exists() and mark.stat().st_size >= after:
                break
            time.sleep(0.01)
        assert running.poll() is None
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert state(one) == before
    assert desk(one, "merge", str(other), "--yes").exit_code == 0
    assert state(one) != before


def test_what_is_no_other_desk_is_refused_in_one_line(
    desks: tuple[Path, Path], tmp_path: Path
) -> None:
    one = Path(shutil.copytree(desks[0], tmp_path / "one"))
    link = tmp_path / "link"
    link.symlink_to(one)
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "archive.db").write_bytes(b"SQLite format 3\x00" + bytes(200))
    newer = Path(shutil.copytree(one, tmp_path / "newer"))
    elsewhere = Path(shutil.copytree(one, tmp_path / "elsewhere"))
    for folder, sql in (
        (newer, "INSERT INTO _sqlite_migrations VALUES (99, 'foreign-desk', 'm999_later', '')"),
        (elsewhere, "UPDATE outlets SET home = 'https://other.example/'"),
    ):
        with Archive.writing(folder, command="t") as archive, archive.write() as db:
            db.execute(sql)
    before = state(one)
    for source, seen in (
        (one, "is this folder itself"),
        (link, "is this folder itself"),
        (tmp_path / "nothing", "no folder"),
        (broken, "archive.db"),
        (newer, "newer foreign-desk"),
        (elsewhere, f"harbour: is at https://other.example/ in {elsewhere}, and harbour here at"),
    ):
        found = desk(one, "merge", str(source), "--yes")
        assert found.exit_code == 1, found.output
        assert seen in found.output
        assert len(found.output.strip().splitlines()) == 1
    assert state(one) == before
    rename_outlet(one, "harbour", "review")
    found = desk(one, "merge", str(elsewhere), "--yes")
    assert "and review (which was harbour before) here at http://127.0.0.1" in found.output


def test_a_desk_that_is_being_written_is_left_alone(
    desks: tuple[Path, Path], tmp_path: Path
) -> None:
    one, other = (Path(shutil.copytree(desk_, tmp_path / desk_.name)) for desk_ in desks)
    with Archive.writing(other, command="crawl harbour"):
        found = desk(one, "merge", str(other), "--yes")
    assert found.exit_code == 1
    assert "is writing to this archive" in found.output
