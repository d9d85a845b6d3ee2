"""An archive served as `desk serve` does it: a real process, asked over loopback.

It is forked from one that has loaded Datasette, which takes longer than most questions do.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from pathlib import Path

from archive.web import server, statements
from tests import ROOT

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([server.__name__, statements.__name__])


@contextmanager
def serving(
    folder: Path, *, sql: bool = False, patient: bool = False, stderr: Path | None = None
) -> Iterator[str]:
    """The address, ending in a slash, at which a folder's archive is served.

    If it is patient, no page leaves anything out on a busy machine, as it may take a minute.
    """
    ours, theirs = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=_serve, args=(folder, theirs, sql, patient, stderr))
    with chdir(ROOT):  # where the server that forks finds what it is to load
        forkserver.ensure_running()
    process.start()
    theirs.close()
    try:
        yield ours.recv()
    finally:
        if process.pid is not None and process.is_alive():
            os.kill(process.pid, signal.SIGINT)
        ours.close()
        process.join(20)
        if process.exitcode is None:
            process.kill()
    assert process.exitcode == 0


def _serve(folder: Path, ready: Connection, sql: bool, patient: bool, stderr: Path | None) -> None:
    if stderr is not None:
        os.dup2(os.open(stderr, os.O_WRONLY | os.O_CREAT), sys.stderr.fileno())
    if patient:
        server.SETTINGS["sql_time_limit_ms"] = 60_000
    server.serve(folder, port=0, sql=sql, on_ready=ready.send)
