"""An archive served as `desk serve` does it: a real process, asked over loopback."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

SERVE = """
import sys
from pathlib import Path
from archive.web.server import SETTINGS, serve
sql = "--sql" in sys.argv
if "--patient" in sys.argv:
    SETTINGS["sql_time_limit_ms"] = 60_000
serve(Path(sys.argv[1]), port=0, sql=sql, on_ready=lambda address: print(address, flush=True))
"""


@contextmanager
def serving(folder: Path, *options: str, stderr: IO[str] | None = None) -> Iterator[str]:
    """The address, ending in a slash, at which a folder's archive is served.

    With `--patient` no page leaves anything out on a busy machine, as it may take a minute.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(folder), *options],
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.send_signal(signal.SIGINT)
        process.stdout.close()
        code = process.wait(timeout=20)
    assert code == 0
