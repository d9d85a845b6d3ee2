"""Shows that a crawl killed at any moment loses nothing: kill -9, crawl again, compare archives.

At seeded moments of two crawls of 300 columns (a first one, and one after changes) the `desk crawl`
process gets SIGKILL; each is proved to have fallen in the middle. A normal crawl follows. The
archive must then have the digest of one that was never killed, and `desk verify` must find nothing.
"""

import argparse
import random
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from scripts.demo.columns import State
from scripts.demo.folder import DESK, desk
from scripts.generated_outlet import OUTLET, GeneratedOutlet, serving

PORT = 8766
"""Public ids come from addresses: archives can only be compared when the port is the same."""
COLUMNS = 300
"""A crawl of so many takes several group commits (one a second, or after 50 captures), and kills
fall between them."""
LATEST_AFTER_REQUEST = 0.05
"""Seconds after a request at which the kill may fall: while its answer is stored, or the next one
is under way."""
SLUG = "bench"
PATIENCE = 60.0
"""Seconds after which a crawl that has not come to the chosen request is given up."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When a kill falls."""

    state: State
    """The crawl it falls in: the first, or the second, of a state that has changed."""
    request: int
    """After so many requests of that crawl."""
    delay: float
    """And so many seconds."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an archive had come."""

    finished_crawls: int
    columns: int
    captures: int


@dataclass(frozen=True, slots=True)
class Unkilled:
    """An archive whose crawl was never killed, to compare with."""

    folder: Path
    digest: str
    requests: int


def main() -> None:
    """Kills, crawls again, compares; exits with 1 when an archive differs or fails to verify."""
    parser = argparse.ArgumentParser(prog="python -m scripts.kill_crawl", description=__doc__)
    parser.add_argument("--kills", type=int, default=50, help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=2, help="default: %(default)s")
    parser.add_argument("--port", type=int, default=PORT, help="default: %(default)s")
    parser.add_argument(
        "--columns", type=int, default=COLUMNS, help="of the outlet (default: %(default)s)"
    )
    args = parser.parse_args()
    with (
        serving(port=args.port, columns=args.columns) as outlet,
        tempfile.TemporaryDirectory(prefix="kill-crawl-") as scratch,
    ):
        unkilled = crawl_unkilled(outlet, Path(scratch))
        failures = 0
        for number, moment in enumerate(moments(args.seed, args.kills, unkilled), start=1):
            folder = Path(scratch) / f"killed-{number}"
            verdict, well = one_kill(outlet, folder, moment, unkilled)
            failures += not well
            print(
                f"{number:2}  crawl {moment.state}, request {moment.request:3} of "
                f"{unkilled[moment.state].requests}, {moment.delay * 1000:3.0f} ms later: "
                f"{verdict}",
                flush=True,
            )
            shutil.rmtree(folder)
    print(f"{args.kills - failures} of {args.kills} kills lost nothing (seed {args.seed})")
    raise SystemExit(1 if failures else 0)


def make_folder(folder: Path, root: str) -> None:
    """Makes a working folder that knows the outlet at an address."""
    desk(folder.parent, "init", str(folder))
    text = OUTLET.format(root=root)
    (folder / "outlets" / f"{SLUG}.toml").write_text(text, encoding="utf-8")


def crawl_unkilled(outlet: GeneratedOutlet, scratch: Path) -> dict[State, Unkilled]:
    """The two archives that nothing was killed in, by the state they were crawled from last."""
    folders: dict[State, Path] = {1: scratch / "unkilled-1", 2: scratch / "unkilled-2"}
    make_folder(folders[1], outlet.root)
    unkilled = {}
    states: tuple[State, State] = (1, 2)
    for state in states:
        if state == 2:
            shutil.copytree(folders[1], folders[2])
        outlet.publish(state)
        outlet.requests.clear()
        desk(folders[state], "crawl", SLUG, "--quiet")
        requests = len(outlet.requests)
        unkilled[state] = Unkilled(folders[state], digest(folders[state]), requests)
        print(f"unkilled: crawl {state}, {requests} requests, {unkilled[state].digest}", flush=True)
    return unkilled


def moments(seed: int, count: int, unkilled: dict[State, Unkilled]) -> list[Moment]:
    """Moments spread over both crawls; the same for the same seed."""
    chance = random.Random(seed)
    drawn = []
    for number in range(count):
        state: State = 2 if number % 2 else 1
        request = chance.randrange(1, unkilled[state].requests)
        drawn.append(Moment(state, request, chance.uniform(0, LATEST_AFTER_REQUEST)))
    return drawn


def one_kill(
    outlet: GeneratedOutlet, folder: Path, moment: Moment, unkilled: dict[State, Unkilled]
) -> tuple[str, bool]:
    """What a kill and a normal crawl after it came to, in words, and whether all was well."""
    if moment.state == 1:
        make_folder(folder, outlet.root)
    else:
        shutil.copytree(unkilled[1].folder, folder)
    outlet.publish(moment.state)
    before = standing(folder)
    asked = kill(outlet, folder, moment)
    cut = standing(folder)
    reference = unkilled[moment.state]
    kept = f"{cut.captures - before.captures} captures kept"
    if asked >= reference.requests or cut.finished_crawls != before.finished_crawls:
        return f"not mid-crawl: {asked} requests were made, {kept}", False
    again = desk(folder, "crawl", SLUG, "--quiet", check=False)
    if again.returncode:
        return f"{kept}; the crawl after it: {again.stderr.strip()}", False
    actual = digest(folder)
    if actual != reference.digest:
        return f"{kept}; the archive differs: {actual}", False
    verified = desk(folder, "verify", check=False)
    if verified.returncode:
        return f"{kept}; desk verify: {(verified.stdout + verified.stderr).strip()}", False
    return f"{kept}; equal and verified after the next", True


def kill(outlet: GeneratedOutlet, folder: Path, moment: Moment) -> int:
    """Starts a crawl and kills it at a moment; the requests it had made by then."""
    outlet.requests.clear()
    crawl = subprocess.Popen(
        [DESK, "crawl", SLUG, "--quiet"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + PATIENCE
    while len(outlet.requests) < moment.request and crawl.poll() is None:
        if time.monotonic() > deadline:
            crawl.kill()
            raise SystemExit(f"the crawl made {len(outlet.requests)} requests in {PATIENCE:.0f} s")
        time.sleep(0.001)
    time.sleep(moment.delay)
    crawl.send_signal(signal.SIGKILL)
    if crawl.wait() != -signal.SIGKILL:
        raise SystemExit(f"the crawl ended by itself, with {crawl.returncode}, before its kill")
    return len(outlet.requests)


def standing(folder: Path) -> Standing:
    """How far an archive has come, seen in a copy: opening it repairs it."""
    with tempfile.TemporaryDirectory() as scratch:
        for path in folder.glob("archive.db*"):
            shutil.copy(path, scratch)
        db = sqlite3.connect(Path(scratch) / "archive.db")
        counts = db.execute(
            "SELECT (SELECT count(*) FROM crawls WHERE finished_at IS NOT NULL),"
            " (SELECT count(*) FROM articles), (SELECT count(*) FROM captures)"
        ).fetchone()
        db.close()
    return Standing(*counts)


def digest(folder: Path) -> str:
    """The digest of an archive's canonical form."""
    return desk(folder, "dump", "--digest").stdout.strip()


if __name__ == "__main__":
    main()
