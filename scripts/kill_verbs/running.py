"""`desk` run in a process forked from one that has loaded it, and killed at a system call.

Loading takes longer than most verbs do; the process waits until `strace` has it, so that only what
the verb does is counted.

`strace` names every call by which a file or folder is changed, SQLite's own among them, and injects
SIGKILL before the nth. A hook in Python would not see what SQLite writes; a kill after so many
milliseconds falls mostly where nothing is written.
"""

import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["scripts.kill_verbs.loaded"])
TRACER = "strace"
CALLS = (
    "write,pwrite64,writev,pwritev,sendfile,copy_file_range,ftruncate,fallocate,fsync,fdatasync,"
    "rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat"
)
"""What changes a file or a folder, or brings a change to the disk."""
LINE = re.compile(r"^(?P<thread>\d+) +(?P<name>\w+)\((?P<rest>.*)")
"""A call as `strace` writes it down."""
OPEN_FILE = re.compile(r"^\d+<(?P<path>[^>]*)>")
"""The first argument of a call that is made with an open file."""
RANDOM_PART = re.compile(r"[-.][0-9a-f]{8,}|\d{8,}[-\w]*")
"""Of the name of a file: a time, or what is drawn so that it is unique."""
MOST_COUNTED = 65_535
"""Calls up to which `strace` counts."""
PATIENCE = 180.0
"""Seconds after which a verb hangs."""


@dataclass(frozen=True, slots=True)
class Call:
    """A system call that changes the folder, and is found again in the next run."""

    name: str
    nth: int
    """Among all of this name in its thread; where `file` is told, with that file."""
    what: str
    """Its name, and that of the file without what is random."""
    file: str = ""
    """The open file in the folder that it is made with, where that is called alike in each run."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a verb ended."""

    code: int
    """Exit code, or the signal's number with a minus."""
    told: str
    """What it printed, on both streams."""

    @property
    def killed(self) -> bool:
        """Whether it was killed."""
        return self.code == -signal.SIGKILL


def run(words: Sequence[str], folder: Path, scratch: Path) -> Ended:
    """A verb run to its end."""
    return _run(words, folder, scratch, tracing=None)


def run_traced(words: Sequence[str], folder: Path, scratch: Path) -> tuple[Ended, list[Call]]:
    """A verb run to its end, and the calls by which it changed the folder."""
    log = scratch / "calls"
    ended = _run(words, folder, scratch, tracing=["-y", "-o", str(log)])
    calls = calls_in(log.read_text("utf-8", errors="replace"), folder)
    last = max(calls, key=lambda call: call.nth, default=None)
    if last and last.nth > MOST_COUNTED:
        raise SystemExit(
            f"desk {' '.join(words)}: {last.nth:,} times {last.what}, and {TRACER} counts up to"
            f" {MOST_COUNTED:,}; give the site fewer --columns"
        )
    return ended, calls


def run_killed(words: Sequence[str], folder: Path, scratch: Path, call: Call) -> Ended:
    """A verb killed before a call, or run to its end where it did not come to that."""
    inject = f"inject={call.name}:signal=KILL:when={call.nth}"
    only = ["-P", str(folder / call.file)] if call.file else []
    return _run(words, folder, scratch, tracing=["-o", os.devnull, *only, "-e", inject])


def calls_in(log: str, folder: Path) -> list[Call]:
    """The calls that name a file or folder in a folder, or are made in it.

    Those with an open file are counted by file: beside one write to the database SQLite makes ten
    to files of its own elsewhere, more than `strace` counts.
    """
    counts: Counter[tuple[str, str, str]] = Counter()
    found = []
    for line in log.splitlines():
        if match := LINE.match(line):
            thread, name, rest = match["thread"], match["name"], match["rest"]
            file = _lasting_file(rest, folder)
            counts[thread, name, ""] += 1
            if file:
                counts[thread, name, file] += 1
            before, _, after = rest.partition(str(folder))
            if after and not before.count(","):
                where = RANDOM_PART.sub("", re.split(r'[>"]', after)[0]).lstrip("/")
                found.append(Call(name, counts[thread, name, file], f"{name} {where}", file))
    return found


def _lasting_file(arguments: str, folder: Path) -> str:
    """The open file of a folder that a call is made with; "" for one named anew in each run."""
    opened = OPEN_FILE.match(arguments)
    if not opened or not opened["path"].startswith(f"{folder}/"):
        return ""
    name = opened["path"].removeprefix(f"{folder}/")
    return "" if RANDOM_PART.search(name) else name


def _run(
    words: Sequence[str], folder: Path, scratch: Path, *, tracing: Sequence[str] | None
) -> Ended:
    output = scratch / "output"
    output.write_text("", encoding="utf-8")
    theirs, ours = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=_be_desk, args=(list(words), folder, output, theirs))
    process.start()
    theirs.close()
    tracer = None
    try:
        if tracing is not None:
            tracer = subprocess.Popen(
                [TRACER, "-f", "-qq", "-s0", "-e", "signal=none", "-e", f"trace={CALLS}",
                 *tracing, "-p", str(process.pid)],
                stderr=subprocess.PIPE, text=True,
            )  # fmt: skip
            _wait_for(lambda: _is_traced(process.pid or 0), tracer)
        ours.send("go")
        process.join(PATIENCE)
        code = process.exitcode
        if code is None:
            process.kill()
            process.join()
            raise SystemExit(f"desk {' '.join(words)}: hangs; killed after {PATIENCE:.0f} s")
    finally:
        ours.close()
        if tracer is not None:
            with tracer:  # which closes its pipe
                tracer.wait(PATIENCE)
        process.join(PATIENCE)
        process.close()
    return Ended(code, output.read_text("utf-8", errors="replace").strip())


def _be_desk(words: list[str], folder: Path, output: Path, gate: Connection) -> None:
    """The `desk` command: ends the process."""
    from crawler.cli.desk import main  # loaded long before the fork

    printed = os.open(output, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(printed, stream.fileno())
    os.chdir(folder if folder.exists() else folder.parent)
    gate.recv()
    main(words, prog_name="desk")


def _is_traced(process: int) -> bool:
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    return "TracerPid:\t0\n" not in status


def _wait_for(ready: Callable[[], bool], tracer: "subprocess.Popen[str]") -> None:
    started = time.monotonic()
    while not ready():
        if tracer.poll() is not None or time.monotonic() - started > PATIENCE:
            said = tracer.communicate()[1].strip()
            raise SystemExit(f"{TRACER}: {said or 'did not attach'}; it must be allowed to trace")
        time.sleep(0.002)


def why_not() -> str | None:
    """Why nothing can be killed at its system calls here; None when it can."""
    if shutil.which(TRACER) is None:
        return f"{TRACER} is not installed (Debian: apt-get install {TRACER})"
    tried = subprocess.run([TRACER, "-qq", "true"], check=False, capture_output=True, text=True)
    if tried.returncode:
        return f"{TRACER} may not trace here: {tried.stderr.strip()}"
    return None
