"""The lines that have cron or systemd crawl a working folder, and whether they are in place.

Cron starts with an empty environment and a bare PATH, so that everything is named whole.
"""

import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from archive.folder.archive import Archive
from archive.frontier import crawl_log
from archive.model.errors import DeskError
from crawler.config.outlet_values import duration_text

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WHOLE_DAYS = (1, 2, 3, 4, 6, 8, 12, 24)
"""Hours that divide a day, so that cron's steps are even."""
NO_UTF8 = re.compile("[\udc80-\udcff]")
"""Bytes of a file name that are no UTF-8, as Python holds them; units are UTF-8."""
PROCESSES = Path("/proc")
CRONS = frozenset(("cron", "crond", "fcron", "bcron-sched"))
"""What the crons of Debian, Fedora, Alpine and others are called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """What to install for one folder."""

    crontab: str
    service: str
    timer: str
    unit: str
    """Name of both units, without their ending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was checked."""

    good: bool
    message: str


def schedule(folder: Path, *, every: timedelta = HOUR, notify: str | None = None) -> Schedule:
    """The crontab line and the systemd units that crawl a folder and raise its alarms."""
    desk = str(desk_command())
    telling = ["--notify", notify] if notify else []
    crawl = [desk, "-C", str(folder), "crawl", "--due", "--quiet"]
    health = [desk, "-C", str(folder), "health", "--quiet", *telling]
    for word in (*crawl, *health):
        if "\n" in word or "\r" in word:
            raise DeskError(f"{word!r} holds a line break, which neither cron nor systemd can hold")
    both = f"{shlex.join(crawl)}; {shlex.join(health)}"
    unit = f"foreign-desk-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:8]}"
    name = systemd_escaped(str(folder))
    return Schedule(
        # In a crontab, a percent sign is a line break unless it is escaped (crontab(5)).
        crontab=f"{cron_times(folder, every)}  {both.replace('%', chr(92) + '%')}",
        service="\n".join(
            (
                "[Unit]",
                f"Description=foreign-desk crawls {name}",
                "Wants=network-online.target",
                "After=network-online.target",
                "",
                "[Service]",
                "Type=oneshot",
                # The minus: alarms are raised also when an outlet of the crawl has failed.
                f"ExecStart=-{systemd_command(crawl)}",
                f"ExecStart={systemd_command(health)}",
                "Nice=10",
                "",
            )
        ),
        timer="\n".join(
            (
                "[Unit]",
                f"Description=foreign-desk crawls {name} when outlets are due",
                "",
                "[Timer]",
                "OnBootSec=5min",
                f"OnUnitActiveSec={int(every.total_seconds())}s",
                "RandomizedDelaySec=60s",
                "",
                "[Install]",
                "WantedBy=timers.target",
                "",
            )
        ),
        unit=unit,
    )


def desk_command() -> Path:
    """Where this very `desk` stands; DeskError when it is not installed as a command."""
    for path in (Path(sys.argv[0]), Path(sys.executable).with_name("desk")):
        if path.name == "desk" and path.is_absolute() and path.is_file():
            return path
    on_path = shutil.which("desk")
    if on_path is None:
        raise DeskError("the command desk is not installed beside this Python; pip install .")
    return Path(on_path).absolute()


def cron_times(folder: Path, every: timedelta) -> str:
    """The five fields of a crontab line; folders of one machine do not all start on the hour."""
    minutes = int(every.total_seconds()) // 60
    offset = int(hashlib.sha256(os.fsencode(folder)).hexdigest(), 16)
    if minutes == 1:
        return "* * * * *"
    if 1 < minutes < 60 and 60 % minutes == 0:
        return f"{offset % minutes}-59/{minutes} * * * *"
    if minutes % 60 == 0 and minutes // 60 in WHOLE_DAYS:
        hours = minutes // 60
        hour = "*" if hours == 1 else f"{offset // 60 % hours}-23/{hours}"
        hour = str(offset // 60 % 24) if hours == 24 else hour
        return f"{offset % 60} {hour} * * *"
    raise DeskError(
        f"every {duration_text(every)}: cron cannot say that evenly; allowed:"
        " minutes that divide an hour, hours that divide a day"
    )


def systemd_command(words: list[str]) -> str:
    """A command line as units write it (systemd.service(5), Command lines)."""
    return " ".join(f'"{systemd_escaped(word)}"' for word in words)


def systemd_escaped(text: str) -> str:
    """A text in which nothing is a quote, a specifier or a variable, and all is UTF-8."""
    for sign, written in (("\\", "\\\\"), ('"', '\\"'), ("%", "%%"), ("$", "$$")):
        text = text.replace(sign, written)
    return NO_UTF8.sub(lambda byte: f"\\x{ord(byte[0]) - 0xDC00:02x}", text)


def check(
    folder: Path, *, now: datetime, every: timedelta = HOUR, shortest: timedelta = DAY
) -> list[Finding]:
    """Whether crawls of the folder are scheduled, can start as cron starts them, and do run.

    `shortest` is the interval of the outlet that is asked most often.
    """
    return [*scheduled(folder), starts(folder), ran(folder, now=now, within=every + 2 * shortest)]


def scheduled(folder: Path) -> list[Finding]:
    """Whether a crontab line with a cron that runs, or an active timer of this folder, is there."""
    for line in _output("crontab", "-l").splitlines():
        words = line.replace("\\%", "%")
        crawls = not line.lstrip().startswith("#") and "crawl --due" in words
        if crawls and f" {shlex.quote(str(folder))} " in words:
            installed = Finding(good=True, message=f"crontab: {line.strip()}")
            if cron_runs():
                return [installed]
            return [
                installed,
                Finding(good=False, message="no cron runs on this machine; start its service"),
            ]
    unit = f"{schedule(folder).unit}.timer"
    for scope in ((), ("--user",)):
        if _output("systemctl", *scope, "is-active", unit).strip() == "active":
            return [Finding(good=True, message=f"systemd: {unit} is active")]
    return [
        Finding(
            good=False,
            message="neither the crontab of this user nor an active systemd timer crawls this "
            "folder; `desk schedule` prints what to install",
        )
    ]


def cron_runs() -> bool:
    """Whether a process is a cron; also where none can be looked at, for want of /proc."""
    if not PROCESSES.is_dir():
        return True
    for name in PROCESSES.glob("[0-9]*/comm"):
        try:
            if name.read_text("utf-8", errors="replace").strip() in CRONS:
                return True
        except OSError:  # it has ended meanwhile
            continue
    return False


def starts(folder: Path) -> Finding:
    """Whether the command starts with an environment as empty as cron's."""
    words = [str(desk_command()), "-C", str(folder), "outlets", "list", "--json"]
    done = subprocess.run(  # noqa: S603 - our own command
        words,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=False,
        text=True,
        errors="surrogateescape",
        cwd="/",
    )
    if done.returncode:
        said = " ".join(done.stderr.split())
        return Finding(good=False, message=f"as cron starts it, {words[0]} fails: {said}")
    return Finding(good=True, message=f"starts with an empty environment: {words[0]}")


def ran(folder: Path, *, now: datetime, within: timedelta) -> Finding:
    """Whether a run has begun lately; runs that find nothing due are not written down."""
    with Archive.reading(folder) as archive:
        last = crawl_log.last_run(archive)
    if last is None:
        return Finding(good=False, message="no run is written down yet")
    message = f"the last run that had something to do began {last:%Y-%m-%d %H:%M} UTC"
    return Finding(good=now - last < within, message=message)


def _output(*words: str) -> str:
    """What a command prints; "" when it is not there or fails."""
    try:
        done = subprocess.run(  # noqa: S603 - crontab and systemctl
            words,
            capture_output=True,
            check=False,
            text=True,
            errors="surrogateescape",
            timeout=20,
            env=os.environ,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout
