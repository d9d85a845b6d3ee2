"""Shows that others can read the WARC files: warcio checks them, pywb gives back every capture.

pywb gets an environment of its own, made by this script, because it breaks brotli for Scrapy. Each
capture of the archive is asked for by its address and time; the payload that pywb replays must have
the digest the archive holds.
"""

import argparse
import hashlib
import http.client
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

PYWB = "pywb==2.10.0"
COLLECTION = "desk"
EMPTY = hashlib.sha256(b"").hexdigest()
PATIENCE = 60.0
"""Seconds in which pywb must have begun to answer."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A capture as the archive knows it."""

    url: str
    captured_at: datetime
    status: int
    digest: str

    @property
    def timestamp(self) -> str:
        """Its time as replay addresses write it."""
        return f"{self.captured_at:%Y%m%d%H%M%S}"


def main() -> None:
    """Checks and replays; exits with 1 when warcio complains or a payload differs."""
    parser = argparse.ArgumentParser(prog="python -m scripts.check_warc", description=__doc__)
    parser.add_argument(
        "folder", type=Path, nargs="?", default=Path("demo"), help="working folder (default: demo)"
    )
    parser.add_argument(
        "--environment",
        type=Path,
        default=Path(".venv-pywb"),
        help="where pywb is installed, once (default: %(default)s)",
    )
    args = parser.parse_args()
    files = sorted((args.folder / "warc").glob("*.warc.gz"))
    captures = stored_captures(args.folder / "archive.db")
    if not files or not captures:
        raise SystemExit(f"{args.folder} holds {len(files)} WARC files, {len(captures)} captures")
    complaints = warcio_check(files)
    print(f"warcio check: {len(files)} file(s), {'FAILED' if complaints else 'passed'}")
    with pywb_serving(pywb(args.environment.resolve()), files) as port:
        differing = [difference for capture in captures if (difference := compare(port, capture))]
    print(f"pywb: {len(captures) - len(differing)} of {len(captures)} captures byte for byte")
    print("\n".join([*complaints, *differing]), end="\n" if complaints or differing else "")
    raise SystemExit(1 if complaints or differing else 0)


def stored_captures(database: Path) -> list[Stored]:
    """The responses of an archive, oldest first; a 304 came, and must come back, without a body."""
    db = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    rows = db.execute(
        "SELECT url, captured_at, status, digest FROM captures WHERE status IS NOT NULL ORDER BY id"
    ).fetchall()
    db.close()
    return [
        Stored(url, datetime.fromisoformat(at), status, EMPTY if status == 304 else digest)
        for url, at, status, digest in rows
    ]


def warcio_check(files: list[Path]) -> list[str]:
    """What `warcio check` says against the files."""
    warcio = Path(sys.executable).with_name("warcio")
    done = subprocess.run(
        [warcio, "check", "-v", *files], check=False, capture_output=True, text=True
    )
    output = done.stdout + done.stderr
    # It ends with 0 for a file it could not read to the end, so its words are looked at as well.
    wrong = [line.strip() for line in output.splitlines() if "fail" in line or "Error" in line]
    return wrong or (output.splitlines() if done.returncode else [])


def pywb(environment: Path) -> Path:
    """The folder of pywb's commands, installed there if they are not yet."""
    commands = environment / "bin"
    if not (commands / "wayback").exists():
        print(f"installing {PYWB} in {environment}", flush=True)
        made = subprocess.run(
            [sys.executable, "-m", "venv", environment], check=False, capture_output=True
        )
        if made.returncode:
            # Debian's python3 comes without ensurepip: virtualenv brings its own pip.
            subprocess.run([sys.executable, "-m", "pip", "install", "-q", "virtualenv"], check=True)
            subprocess.run([sys.executable, "-m", "virtualenv", "-q", environment], check=True)
        subprocess.run([commands / "python", "-m", "pip", "install", "-q", PYWB], check=True)
    return commands


@contextmanager
def pywb_serving(commands: Path, files: list[Path]) -> Iterator[int]:
    """The port at which pywb replays the files, until the block is left."""
    with tempfile.TemporaryDirectory(prefix="pywb-") as scratch:
        subprocess.run(
            [commands / "wb-manager", "init", COLLECTION],
            cwd=scratch,
            check=True,
            capture_output=True,
        )
        for path in files:
            shutil.copy(path, Path(scratch) / "collections" / COLLECTION / "archive")
        subprocess.run(
            [commands / "wb-manager", "reindex", COLLECTION],
            cwd=scratch,
            check=True,
            capture_output=True,
        )
        port = free_port()
        server = subprocess.Popen(
            [commands / "wayback", "--port", str(port), "--bind", "127.0.0.1"],
            cwd=scratch,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(port, server)
            yield port
        finally:
            server.terminate()
            server.wait()


def free_port() -> int:
    """A port that nothing listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Returns once something listens at the port."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"pywb did not begin to answer within {PATIENCE:.0f} s")


def compare(port: int, capture: Stored) -> str | None:
    """How a replayed capture differs from the stored one; None when it does not."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        target = f"/{COLLECTION}/{capture.timestamp}id_/{capture.url}"
        connection.request("GET", target, headers={"Accept-Encoding": "gzip, deflate"})
        answer = connection.getresponse()
        payload = answer.read()
    finally:
        connection.close()
    where = f"{capture.timestamp} {capture.url}"
    if answer.status != capture.status:
        return f"{where}: status {answer.status}, stored {capture.status}"
    if hashlib.sha256(payload).hexdigest() != capture.digest:
        return f"{where}: {len(payload)} bytes with another digest than the stored one"
    return None


if __name__ == "__main__":
    main()
