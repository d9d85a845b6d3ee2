"""The demo outlet crawled by Debian's own cron, from the line that `desk schedule` prints.

Cron runs in a mount namespace of its own, so that the machine's crontabs are neither seen nor
touched, and its clock runs twenty times as fast as ours (faketime; what it starts has our clock).
The folder's name holds all that a crontab, a shell or a unit could stumble over.
"""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.demo.columns import Edition, edition
from scripts.demo.folder import SLUG, desk, make_folder
from scripts.demo.routes import Routes
from scripts.demo.server import DemoOutlet, serving

ODD = 'our archive, 100% $HOME\'s "best" `;\\'
PATIENCE = 60.0
"""Seconds to wait for cron; a round takes about five."""

PRIVATE_CRON = """\
set -eu
mount -t tmpfs none /etc/cron.d
mount --bind /dev/null /etc/crontab
mount -t tmpfs none /run
mount -t tmpfs none /dev/shm
mount --bind "$1" /var/spool/cron/crontabs
crontab "$2"
exec faketime -f '+0 x20' cron -f
"""


def missing(*programs: str) -> list[str]:
    """What a test needs and this machine has not; an error where all tests are to run."""
    lacking = [name for name in programs if shutil.which(name) is None]
    if os.geteuid() != 0:
        lacking.append("root")
    elif "unshare" in programs and subprocess.run(["unshare", "--mount", "true"]).returncode:
        lacking.append("the right to a mount namespace")
    if lacking and os.environ.get("FOREIGN_DESK_ALL_TESTS"):
        raise RuntimeError(f"all tests are to run, and there is no {', '.join(lacking)}")
    return lacking


def needs(*programs: str) -> pytest.MarkDecorator:
    lacking = missing(*programs)
    return pytest.mark.skipif(bool(lacking), reason=f"needs {', '.join(lacking)}")


@contextmanager
def cron(lines: str, workspace: Path) -> Iterator[None]:
    """Debian's cron with these lines as root's crontab, until the block is left."""
    spool, crontab = workspace / "spool", workspace / "crontab"
    spool.mkdir()
    shutil.chown(spool, "root", "crontab")
    spool.chmod(0o1730)
    crontab.write_text(lines, encoding="utf-8")
    command = ["unshare", "--mount", "sh", "-c", PRIVATE_CRON, "sh", str(spool), str(crontab)]
    with (workspace / "cron.log").open("wb") as log:
        daemon = subprocess.Popen(
            command, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            yield
            assert daemon.poll() is None, (workspace / "cron.log").read_text()
        finally:
            # faketime stays beside what it starts, so that its end alone would not end cron.
            os.killpg(daemon.pid, signal.SIGTERM)
            daemon.wait()
            wait_for("cron's end", lambda: not group_lives(daemon.pid))


def group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for(what: str, holds: Callable[[], bool]) -> None:
    """Returns once a condition holds, looking twice a second."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, f"not within {PATIENCE:g} s: {what}"
        time.sleep(0.5)


def rows(folder: Path, query: str, *values: str) -> list[tuple[object, ...]]:
    db = sqlite3.connect(f"file:{folder / 'archive.db'}?mode=ro", uri=True, timeout=10)
    try:
        return db.execute(query, values).fetchall()
    finally:
        db.close()


def publish(outlet: DemoOutlet, changed: Edition) -> None:
    outlet.routes = Routes(changed, outlet.root, 0)


def tell_all(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


@needs("cron", "crontab", "unshare", "faketime")
@pytest.mark.timing  # a crawl has the three seconds that are a minute of cron's
@pytest.mark.timeout(300)
def test_cron_keeps_the_archive_current_and_raises_the_alarm(tmp_path: Path) -> None:
    first, second = edition(1), edition(2)
    edited = next(c for c in second.columns if c.slug == "a-truce-in-the-market")
    added = next(c for c in second.columns if c.slug == "the-empty-seat-votes")
    withdrawn = next(c for c in first.columns if c.slug == "how-to-lose-a-flag")
    folder, alarm = tmp_path / ODD, tmp_path / "alarm.txt"

    with serving(crawl_delay=0) as outlet:
        make_folder(folder, outlet.root)
        file = folder / "outlets" / f"{SLUG}.toml"
        file.write_text(
            file.read_text("utf-8").replace("revisit_after", 'every = "1s"\nrevisit_after')
        )
        told = desk(folder, "schedule", "--every", "1m", "--notify", f"cat >> '{alarm}'").stdout
        (line,) = [line for line in told.splitlines() if line.startswith("* * * * * ")]
        with cron(f"{line}\n", tmp_path):
            url = f"{outlet.root}{withdrawn.path}"
            wait_for(
                "the first crawl",
                lambda: bool(rows(folder, "SELECT 1 FROM crawls WHERE finished_at IS NOT NULL")),
            )
            before = rows(folder, "SELECT count(*) FROM articles")

            columns = (*first.columns, added)
            publish(outlet, replace(first, columns=columns))
            wait_for(
                "a new column",
                lambda: bool(rows(folder, "SELECT 1 FROM articles WHERE title = ?", added.title)),
            )
            assert rows(folder, "SELECT count(*) FROM articles") == [(int(str(before[0][0])) + 1,)]

            columns = tuple(edited if c.slug == edited.slug else c for c in columns)
            publish(outlet, replace(first, columns=columns))
            wait_for(
                "a version",
                lambda: bool(rows(folder, "SELECT 1 FROM versions WHERE ordinal = 2")),
            )

            columns = tuple(c for c in columns if c is not withdrawn)
            publish(outlet, replace(first, columns=columns, gone=frozenset((withdrawn.path,))))
            wait_for(
                "a column marked gone",
                lambda: (
                    rows(folder, "SELECT state FROM articles WHERE url = ?", url) == [("gone",)]
                ),
            )
            assert tell_all(alarm) == ""

            publish(outlet, Edition(state=1, columns=()))
            wait_for("the alarm", lambda: SLUG in tell_all(alarm))
        wait_for("the last crawl's end", lambda: (folder / "archive.lock").stat().st_size == 0)
    assert desk(folder, "verify").returncode == 0


@needs("systemd-analyze")
def test_the_units_are_what_systemd_takes(tmp_path: Path) -> None:
    folder = tmp_path / ODD
    desk(tmp_path, "init", str(folder))
    plan = json.loads(
        desk(folder, "schedule", "--notify", "mail -s '50% off' $USER", "--json").stdout
    )
    units = tmp_path / "units"
    units.mkdir()
    for ending in ("service", "timer"):
        (units / f"{plan['unit']}.{ending}").write_text(plan[ending], encoding="utf-8")
    paths = [str(path) for path in units.iterdir()]
    done = subprocess.run(
        ["systemd-analyze", "verify", *paths], capture_output=True, text=True, check=False
    )
    said = [line for line in done.stderr.splitlines() if plan["unit"] in line]
    assert (done.returncode, said) == (0, [])
