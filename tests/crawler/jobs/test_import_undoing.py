"""An import undone leaves the archive as it would be without it, whatever came before and after."""

import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from archive.duplicates import clustering
from archive.folder.archive import Archive
from archive.ingest import undoing
from archive.ingest.undoing import Undone
from archive.model.errors import DeskError
from archive.model.records import Exchange
from archive.reading import dump
from crawler.config.outlet_files import load_outlet
from crawler.intake import intake
from crawler.jobs import import_undoing
from crawler.jobs.found_files import find_files
from crawler.jobs.importing import import_files
from crawler.jobs.merging import merge
from crawler.jobs.rebuild import rebuild
from tests.builders.archives import empty_archive

NOON = datetime(2024, 6, 1, 12, tzinfo=UTC)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
HOST = "https://{}.example"
OUTLET = """\
name = "The {name}"
home = "https://{slug}.example/"
language = "en"
timezone = "Europe/Lisbon"
[[seeds]]
feed = "/feed/"
"""
SENTENCES = (
    "The ferry to the northern quay left an hour late on Tuesday, and nobody minded.",
    "For a decade the two ports have shared one pilot service and a long dispute.",
    "What changed this spring is that both governments call the arrangement a model.",
    "The harbour masters meet on the first Monday and agree on the price of herring.",
)


@dataclass(frozen=True, kw_only=True)
class Step:
    """A page that is crawled, or a file that is imported."""

    path: str = "/ferry"
    day: float = 0
    words: str = "Tuesday"
    comments: tuple[str, ...] = ()
    canonical: str | None = None
    via: str | None = None
    status: int = 200
    slug: str = "harbour"
    text_only: bool = False

    def page(self) -> str:
        host = HOST.format(self.slug)
        link = f'<link rel="canonical" href="{host}{self.canonical}">' if self.canonical else ""
        said = "".join(
            f'<li id="comment-{number}" class="comment"><div class="comment-author"><b class="fn">'
            f'{name}</b></div><div class="comment-content"><p>I, {name}, think that the ferry is'
            " late.</p></div></li>"
            for number, name in enumerate(self.comments)
        )
        return (
            f'<!DOCTYPE html><html lang="en"><head><title>Two Ports</title>{link}</head><body>'
            '<article class="post"><h1 class="entry-title">Two Ports</h1>'
            '<div class="entry-content">'
            + "".join(f"<p>{line.replace('Tuesday', self.words)}</p>" for line in SENTENCES)
            + f'</div></article><div id="comments"><ol class="comment-list">{said}</ol></div>'
            "</body></html>"
        )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return new_folder(tmp_path / "desk")


def new_folder(folder: Path) -> Path:
    empty_archive(folder)
    (folder / "outlets").mkdir()
    (folder / "desk.toml").touch()
    for slug in ("harbour", "quay"):
        text = OUTLET.format(slug=slug, name=slug.title())
        (folder / "outlets" / f"{slug}.toml").write_text(text, "utf-8")
    return folder


def crawl(folder: Path, *steps: Step) -> None:
    with Archive.writing(folder, command="test") as archive:
        for step in steps:
            outlet = load_outlet(folder / "outlets" / f"{step.slug}.toml")
            outlet_id = intake.register(archive, outlet)
            host = HOST.format(step.slug)
            body = step.page().encode() if step.status == 200 else b""
            head = f"HTTP/1.1 {step.status} X\r\nContent-Type: text/html\r\n"
            capture = archive.add_capture(
                Exchange(
                    url=host + step.path,
                    started_at=NOON + timedelta(days=step.day),
                    request=f"GET {step.path} HTTP/1.1\r\nHost: a.example\r\n\r\n".encode(),
                    response=f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body,
                    ip_address="127.0.0.1",
                ),
                outlet_id=outlet_id,
                via=(host + step.via,) if step.via else (),
                moved_permanently=step.via is not None,
            )
            intake.take_in(archive, capture, outlet, outlet_id=outlet_id)


def import_(folder: Path, *steps: Step, stop_after: int | None = None) -> int:
    """The run that imported files; 0 when all were held."""
    outlet = load_outlet(folder / "outlets" / f"{steps[0].slug}.toml")
    files = []
    for number, step in enumerate(steps):
        text = "\n\n".join(["Two Ports", *(s.replace("Tuesday", step.words) for s in SENTENCES)])
        name = f"{number}-{step.day}-{step.path}-{step.words}".replace("/", "")
        path = folder.parent / f"files-{folder.name}" / f"{name}.html"
        path.parent.mkdir(exist_ok=True)
        mark = f"<!-- saved from url=(0001){HOST.format(step.slug)}{step.path} -->"
        path.write_text(text if step.text_only else mark + step.page(), "utf-8")
        at = (NOON + timedelta(days=step.day)).timestamp()
        os.utime(path, (at, at))
        files.append(path)
    with Archive.writing(folder, command="import") as archive:
        done = []
        for item in import_files(archive, outlet, find_files(files).files, now=NOW):
            done.append(item)
            if len(done) == stop_after:
                break
        return next((item.run for item in done if item.run is not None), 0)


def undo(folder: Path, run: int) -> Undone:
    with Archive.writing(folder, command="import --undo") as archive:
        return import_undoing.undo(archive, undoing.plan(archive, run), folder=folder, now=NOW)


def digest(folder: Path) -> str:
    with Archive.reading(folder) as archive:
        return dump.digest(archive)


BEFORE: dict[str, Sequence[Step]] = {
    "nothing": (),
    "another column": (Step(path="/other", words="Friday"),),
    "the column": (Step(comments=("Ada", "Bo")), Step(day=2, words="Monday", comments=("Ada",))),
    "the column, gone": (Step(), Step(day=1, status=404)),
    "a 404 alone": (Step(status=404),),
    "a copy elsewhere": (Step(slug="quay"),),
    "a move": (Step(path="/old"), Step(day=1, via="/old")),
    "its canonical address": (Step(path="/print", canonical="/ferry", words="Sunday"),),
    "two columns": (Step(), Step(path="/other", day=1, words="Wednesday")),
}
IMPORTS: dict[str, Sequence[Step]] = {
    "older": (Step(day=-9, words="Saturday", comments=("Cy",)),),
    "between": (Step(day=1.5, words="Saturday", comments=("Cy", "Bo")),),
    "newer": (Step(day=30, words="Saturday", comments=("Di",)), Step(day=31)),
    "the same": (Step(day=5),),
    "text": (Step(day=3, text_only=True), Step(day=4, text_only=True, words="Monday")),
    "joins two": (Step(path="/other", day=40, canonical="/ferry"),),
    "many": tuple(Step(path=f"/{n}", day=n, words=f"day {n}") for n in range(8)),
}


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("imported", IMPORTS)
def test_an_import_undone_leaves_everything_as_before(
    folder: Path, before: str, imported: str
) -> None:
    crawl(folder, *BEFORE[before])
    was = digest(folder)
    run = import_(folder, *IMPORTS[imported])
    undone = undo(folder, run)
    assert digest(folder) == was
    assert undone.captures == len(IMPORTS[imported])
    with Archive.reading(folder) as archive:
        assert list(archive.db.execute("PRAGMA foreign_key_check")) == []
        found = archive.db.execute(
            "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'day'"
        )
        assert found.fetchone() == (0,)


@pytest.mark.parametrize("imported", IMPORTS)
def test_what_came_later_stays_as_if_the_import_had_never_been(
    folder: Path, tmp_path: Path, imported: str
) -> None:
    later = (
        Step(day=50, words="Thursday", comments=("Ed",)),
        Step(path="/other", day=51, words="Wednesday"),
        Step(path="/moved", day=52, via="/ferry", words="Thursday"),
    )
    crawl(folder, *BEFORE["two columns"])
    run = import_(folder, *IMPORTS[imported])
    crawl(folder, *later)
    undo(folder, run)
    without = new_folder(tmp_path / "without")
    crawl(without, *BEFORE["two columns"], *later)
    assert digest(folder) == digest(without)


@pytest.mark.parametrize("seed", [0, 1, 2, 17, 24, 67])
def test_in_any_order_of_crawls_and_imports(folder: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    without = new_folder(tmp_path / "without")
    runs = []

    def step() -> Step:
        path = chance.choice(["/ferry", "/other", "/third"])
        return Step(
            path=path,
            day=chance.randrange(1000) / 10,
            words=chance.choice(["Tuesday", "Friday", f"{path} day"]),
            comments=tuple(chance.sample(["Ada", "Bo", "Cy"], chance.randrange(3))),
            status=chance.choice([200, 200, 200, 404]),
            slug=chance.choice(["harbour", "harbour", "quay"]),
        )

    for _ in range(6):
        if chance.random() < 0.5:
            steps = [step() for _ in range(2)]
            for of in (folder, without):
                crawl(of, *steps)
        else:
            one = step()
            imported = Step(path=one.path, day=one.day, words=one.words, slug=one.slug)
            runs.append(import_(folder, imported, Step(path="/more", words="June", slug=one.slug)))
    for run in chance.sample(runs, len(runs)):
        if run:
            undo(folder, run)
    assert digest(folder) == digest(without)


def test_files_imported_again_after_an_undo_are_as_if_imported_once(folder: Path) -> None:
    crawl(folder, *BEFORE["the column"])
    run = import_(folder, *IMPORTS["many"], *IMPORTS["newer"])
    was, kept = digest(folder), captures_kept(folder)
    undo(folder, run)
    again = import_(folder, *IMPORTS["many"], *IMPORTS["newer"])
    assert (digest(folder), captures_kept(folder)) == (was, kept)
    assert again != run
    with pytest.raises(DeskError, match=rf"run {run}: was undone on 2026-01-01 already"):
        undo(folder, run)
    undo(folder, again)


def captures_kept(folder: Path) -> list[tuple[object, ...]]:
    with Archive.reading(folder) as archive:
        rows = archive.db.execute("SELECT id, url, warc_file, warc_offset, outlet_id FROM captures")
        return rows.fetchall()


def test_what_another_import_brought_before_stays(folder: Path) -> None:
    first = import_(folder, Step())
    was = digest(folder)
    second = import_(folder, Step(), Step(path="/other", words="Friday"))
    undo(folder, second)
    assert digest(folder) == was
    assert undo(folder, first).columns == 1


def test_an_import_that_was_killed_can_be_undone(folder: Path) -> None:
    crawl(folder, Step(path="/other", words="Friday"))
    was = digest(folder)
    run = import_(folder, *IMPORTS["many"], stop_after=3)
    with Archive.reading(folder) as archive:
        assert undoing.plan(archive, run).run.finished_at is None
    undo(folder, run)
    assert digest(folder) == was


def test_an_undo_that_fails_changes_nothing(folder: Path) -> None:
    crawl(folder, Step())
    run = import_(folder, Step(day=3, words="Friday"), Step(path="/other", words="Monday"))
    was = digest(folder)
    with Archive.reading(folder) as archive:
        (row,) = archive.db["captures"].rows_where("status = 200")
    path = folder / "warc" / row["warc_file"]
    kept = path.read_bytes()
    damaged = bytearray(kept)
    damaged[row["warc_offset"] + row["warc_length"] // 2] ^= 1
    path.write_bytes(damaged)
    with pytest.raises(DeskError):
        undo(folder, run)
    path.write_bytes(kept)
    assert digest(folder) == was
    (folder / "outlets" / "harbour.toml").rename(folder / "kept")
    with pytest.raises(DeskError, match='no outlet "harbour"'):
        undo(folder, run)
    assert digest(folder) == was
    (folder / "kept").rename(folder / "outlets" / "harbour.toml")
    undo(folder, run)


def test_ids_that_could_be_cited_lead_on(folder: Path) -> None:
    crawl(folder, Step(), Step(path="/other", day=1, words="Wednesday"))
    run = import_(
        folder, Step(path="/early", canonical="/ferry", day=-5), Step(path="/ferry", day=-4)
    )
    with Archive.reading(folder) as archive:
        cited = [row["public_id"] for row in archive.db["articles"].rows]
    undo(folder, run)
    with Archive.reading(folder) as archive:
        known = {
            row["public_id"]
            for table in ("articles", "former_ids")
            for row in archive.db[table].rows
        }
    assert set(cited) <= known


def test_what_people_said_of_columns_that_stay_stays(folder: Path) -> None:
    crawl(folder, Step(), Step(path="/other", words="a wholly different day of the week"))
    say: Callable[..., None] = partial(clustering.enter_override, decision="join", said_at="2025")
    with Archive.writing(folder, command="test") as archive:
        ids = [row["public_id"] for row in archive.db["articles"].rows]
        say(archive, *ids)
    was = digest(folder)
    undo(folder, import_(folder, Step(day=3, words="Friday")))
    assert digest(folder) == was


def test_only_imports_are_undone(folder: Path) -> None:
    run = import_(folder, Step())
    with Archive.writing(folder, command="test") as archive, archive.write() as db:
        db.execute(
            "INSERT INTO runs (started_at, outlets, command) VALUES ('2026', 1, 'crawl all')"
        )
    with pytest.raises(
        DeskError, match=rf"run {run + 1}: no import \(crawl all\), and only an import"
    ):
        undo(folder, run + 1)
    with pytest.raises(DeskError, match=rf"run 99: no such run; imports that can be undone: {run}"):
        undo(folder, 99)


def test_what_was_undone_does_not_come_along_in_a_merge(folder: Path, tmp_path: Path) -> None:
    crawl(folder, Step())
    was = digest(folder)
    undo(folder, import_(folder, Step(day=3, words="Friday"), Step(path="/other")))
    other = new_folder(tmp_path / "other")
    done = merge(other, folder, agree=lambda _: False)
    assert (done.captures, digest(other)) == (1, was)


def test_a_lost_database_is_made_again_as_it_was_after_an_undo(folder: Path) -> None:
    crawl(folder, *BEFORE["the column"])
    undo(folder, import_(folder, *IMPORTS["newer"]))
    undo(folder, import_(folder, Step(path="/more", slug="quay", words="Friday")))
    import_(folder, *IMPORTS["newer"][:1])
    was = digest(folder)
    (folder / "archive.db").unlink()
    assert rebuild(folder).digest == was


def test_a_lost_database_is_made_again_without_the_file_of_an_outlet_that_went(
    folder: Path,
) -> None:
    crawl(folder, *BEFORE["the column"])
    more = Step(path="/more", slug="quay", words="Friday")
    undo(folder, import_(folder, more))
    was, path = digest(folder), folder / "outlets" / "quay.toml"
    path.rename(folder / "quay.toml")
    (folder / "archive.db").unlink()
    assert rebuild(folder).digest == was

    (folder / "quay.toml").rename(path)
    import_(folder, more)
    path.unlink()
    (folder / "archive.db").unlink()
    with pytest.raises(DeskError, match=r"no file outlets/quay\.toml; put it back"):
        rebuild(folder)


def test_an_undo_of_many_captures_is_made_again_after_a_rebuild_that_was_interrupted(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their ids fill several entries of several journals, and are taken back together."""
    monkeypatch.setattr("archive.folder.journal.JOURNAL_BYTES", 400)
    monkeypatch.setattr("archive.folder.journal.IDS_AT_ONCE", 2)
    crawl(folder, *BEFORE["the column"])
    undo(folder, import_(folder, *IMPORTS["many"]))
    was = digest(folder)
    (folder / "archive.db").unlink()
    taken: list[Sequence[int]] = []
    real = undoing.take_back_again

    def take_back(archive: Archive, brought: Sequence[int], *given: object, **more: object) -> None:
        taken.append(brought)
        if len(taken) == 1:
            raise KeyboardInterrupt
        real(archive, brought, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("crawler.jobs.replay.GROUP_SECONDS", 0)
    monkeypatch.setattr(undoing, "take_back_again", take_back)
    with pytest.raises(KeyboardInterrupt):
        rebuild(folder)
    assert rebuild(folder).digest == was
    assert [len(brought) for brought in taken] == [8, 8]
