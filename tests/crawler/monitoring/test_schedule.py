"""`desk schedule`: lines that a shell and systemd take apart as they were meant, and its check."""

import shlex
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.folder.archive import Archive
from archive.frontier import crawl_log
from archive.model.errors import DeskError
from crawler.monitoring import schedule as scheduling
from crawler.monitoring.schedule import cron_times, schedule
from tests.builders.archives import empty_archive

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
ODD = Path('/srv/the desk\'s 100% "own" $HOME')


def crontab(words: str) -> list[str]:
    """The commands of a line, as cron and then the shell take it apart."""
    _, _, command = words.partition("  ")
    assert "%" not in command.replace("\\%", ""), "it would end the command"
    return [shlex.join(shlex.split(part)) for part in command.replace("\\%", "%").split("; ")]


def test_the_line_crawls_what_is_due_and_raises_alarms_in_the_folder_whatever_its_name() -> None:
    made = schedule(ODD, notify="mail -s 'desk 100%' me@example.org")
    crawl, health = (shlex.split(part) for part in crontab(made.crontab))
    assert Path(crawl[0]).is_absolute()
    assert crawl[1:] == ["-C", str(ODD), "crawl", "--due", "--quiet"]
    assert health[1:3] == ["-C", str(ODD)]
    assert health[3:] == ["health", "--quiet", "--notify", "mail -s 'desk 100%' me@example.org"]


def test_a_line_break_cannot_be_scheduled() -> None:
    with pytest.raises(DeskError, match="line break"):
        schedule(Path("/srv/two\nlines"))


@pytest.mark.parametrize(
    ("every", "starts"),
    [
        ("1m", "* * * * *"),
        ("15m", "-59/15 * * * *"),
        ("1h", " * * * *"),
        ("6h", "-23/6 * * *"),
        ("1d", " * * *"),
    ],
)
def test_the_interval_is_said_in_crons_five_fields(every: str, starts: str) -> None:
    lengths = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
    times = cron_times(ODD, int(every[:-1]) * lengths[every[-1]])
    assert starts in times
    assert len(times.split()) == 5


@pytest.mark.parametrize(
    ("every", "said"),
    [
        (timedelta(minutes=7), "7m"),
        (timedelta(hours=5), "5h"),
        (timedelta(days=2), "2d"),
        (timedelta(hours=36), "36h"),
        (timedelta(0), "0s"),
    ],
)
def test_an_interval_that_cron_cannot_keep_is_refused(every: timedelta, said: str) -> None:
    told = f"every {said}: cron cannot say that evenly; allowed: minutes that divide an hour"
    with pytest.raises(DeskError, match=told):
        cron_times(ODD, every)


def test_folders_do_not_all_start_in_the_same_minute() -> None:
    hour = timedelta(hours=1)
    assert len({cron_times(Path(f"/srv/desk-{n}"), hour) for n in range(50)}) > 20


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, ...], str]:
    """What crontab and systemctl print, as the test sets it."""
    said: dict[tuple[str, ...], str] = {}
    monkeypatch.setattr(scheduling, "_output", lambda *words: said.get(words, ""))
    monkeypatch.setattr(scheduling, "cron_runs", lambda: True)
    return said


def folder_with_run(folder: Path, *, at: datetime | None) -> Path:
    (folder / "outlets").mkdir(parents=True)
    (folder / "desk.toml").write_text("")
    (folder / "outlets" / "herald.toml").write_text(
        'name = "The Herald"\nhome = "http://127.0.0.1/"\nlanguage = "en"\ntimezone = "UTC"\n'
        '[[seeds]]\nfeed = "/feed"\n'
    )
    empty_archive(folder)
    if at is not None:
        with Archive.writing(folder, command="test") as archive:
            crawl_log.start_run(archive, now=at, outlets=1, command="crawl herald")
    return folder


def good(folder: Path) -> list[bool]:
    return [one.good for one in scheduling.check(folder, now=NOW)]


def test_the_check_finds_the_very_line_it_printed(
    tmp_path: Path, installed: dict[tuple[str, ...], str]
) -> None:
    folder = folder_with_run(tmp_path / "a desk, 100%'s", at=NOW - timedelta(hours=1))
    installed["crontab", "-l"] = f"MAILTO=x@example.org\n{schedule(folder).crontab}\n"
    assert good(folder) == [True, True, True]
    other = folder_with_run(tmp_path / "another", at=NOW - timedelta(hours=1))
    assert good(other) == [False, True, True]
    installed["crontab", "-l"] = f"# {schedule(folder).crontab}\n"
    assert good(folder) == [False, True, True], "switched off"


def test_a_line_without_a_cron_that_runs_is_no_schedule(
    tmp_path: Path, installed: dict[tuple[str, ...], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_with_run(tmp_path / "desk", at=NOW)
    installed["crontab", "-l"] = f"{schedule(folder).crontab}\n"
    monkeypatch.setattr(scheduling, "cron_runs", lambda: False)
    assert good(folder) == [True, False, True, True]


def test_the_check_finds_an_active_timer(
    tmp_path: Path, installed: dict[tuple[str, ...], str]
) -> None:
    folder = folder_with_run(tmp_path / "desk", at=NOW - timedelta(hours=1))
    timer = f"{schedule(folder).unit}.timer"
    installed["systemctl", "--user", "is-active", timer] = "active\n"
    assert good(folder) == [True, True, True]


def test_the_check_says_when_nothing_has_run_for_long(
    tmp_path: Path, installed: dict[tuple[str, ...], str]
) -> None:
    never = folder_with_run(tmp_path / "never", at=None)
    assert good(never)[2] is False
    stale = folder_with_run(tmp_path / "stale", at=NOW - timedelta(days=4))
    assert good(stale)[2] is False
    weekly = scheduling.check(stale, now=NOW, shortest=timedelta(weeks=1))
    assert weekly[2].good, "nothing was due"
