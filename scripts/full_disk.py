"""Fills the disk under every verb that writes; nothing may be lost, and one line names the disk.

Each verb runs on a file system that is as large as what its folder holds and some kB more. It must
end well, or with one clear line. Then the file system is made larger: `desk verify` must find
nothing, and the verb, run again, must end with what it ends with where there is room:
`python -m scripts.full_disk`, or with parts of verbs' names. It mounts a tmpfs, as root may;
others start it by `unshare --map-root-user --mount`.
"""

import argparse
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from scripts.generated_outlet import serving
from scripts.kill_verbs.folders import Folders
from scripts.kill_verbs.running import Ended, run
from scripts.kill_verbs.standing import Standing, problems, standing
from scripts.kill_verbs.verbs import Verb, chosen

FREE_KB = (0, 16, 64, 256, 1024)
COLUMNS = 12
ROOMY_KB = 65_536
PAGE_KB = 4
"""Of a tmpfs: no file takes less."""
NOT_WHOLE = ("nothing", "lost", "damaged")
"""Folders that do not verify before the verb has ended well."""
TO_BE_FINISHED = "run the same desk forget again"
"""What `desk verify` may say: what a takedown overwrote does not come back."""
NO_ROOM = re.compile(r"no room on the disk|disk is full|No space left", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Filling:
    """What came of one verb on a disk with so much room."""

    free_kb: int
    code: int
    line: str
    """What it printed last, where it did not end well."""
    faults: tuple[str, ...]
    """What should not be so."""


def main() -> None:
    """Fills, makes room, runs again, compares; exits with 1 when not all is well."""
    parser = argparse.ArgumentParser(prog="python -m scripts.full_disk", description=__doc__)
    parser.add_argument("verbs", nargs="*", help="only verbs whose names hold one of these")
    parser.add_argument("--free", type=int, nargs="+", default=FREE_KB, metavar="KB")
    parser.add_argument("--columns", type=int, default=COLUMNS, help="default: %(default)s")
    parser.add_argument("--json", action="store_true", help="print JSON for a program")
    args = parser.parse_args()
    if reason := why_not():
        raise SystemExit(reason)
    results: dict[str, list[Filling]] = {}
    with (
        serving(columns=args.columns) as outlet,
        tempfile.TemporaryDirectory(prefix="full-disk-") as name,
    ):
        folders = Folders(Path(name), outlet)
        for verb in chosen(args.verbs):
            outlet.publish(verb.state)
            scratch = Path(tempfile.mkdtemp(dir=name))
            reference = with_room(verb, folders, scratch)
            results[verb.name] = []
            for free_kb in args.free:
                filling = fill(verb, folders, scratch, reference, free_kb=free_kb)
                results[verb.name].append(filling)
                if not args.json:
                    print_filling(verb, filling)
    if args.json:
        print(json.dumps({verb: list(map(asdict, done)) for verb, done in results.items()}))
    faulty = [one for done in results.values() for one in done if one.faults]
    raise SystemExit(1 if faulty else 0)


def with_room(verb: Verb, folders: Folders, scratch: Path) -> Standing:
    """What the folder holds after a verb that had all the room it wants."""
    with disk(scratch / "disk", ROOMY_KB) as mounted:
        folder = mounted / "desk"
        folders.start(verb.start, folder)
        ended = run(words(verb, folders, folder), folder, scratch)
        if ended.code:
            raise SystemExit(f"desk {verb.name} ended with {ended.code}: {ended.told}")
        return standing(folder)


def fill(
    verb: Verb, folders: Folders, scratch: Path, reference: Standing, *, free_kb: int
) -> Filling:
    """What came of a verb with so much room, and of running it again with more."""
    with disk(scratch / "disk", ROOMY_KB) as mounted:
        folder = mounted / "desk"
        folders.start(verb.start, folder)
        resize(mounted, used_kb(mounted) + free_kb)
        typed = words(verb, folders, folder)
        ended = run(typed, folder, scratch)
        faults = list(faults_of(ended))
        resize(mounted, ROOMY_KB)
        found = "" if verb.start in NOT_WHOLE else problems(folder)
        if found and TO_BE_FINISHED not in found:
            faults.append(f"desk verify: {found}")
        again = run(typed, folder, scratch)
        done = not again.code or bool(verb.done and verb.done in again.told)
        if not done or "Traceback" in again.told:
            faults.append(f"with room again it ended with {again.code}: {again.told}")
        else:
            if differs := standing(folder).differs(reference):
                faults.append(f"with room again it differs: {differs}")
            if found := problems(folder):
                faults.append(f"with room again, desk verify: {found}")
    line = ended.told.splitlines()[-1] if ended.code and ended.told else ""
    return Filling(free_kb, ended.code, line, tuple(faults))


def faults_of(ended: Ended) -> Iterator[str]:
    """What is wrong with how a verb ended on a full disk."""
    told = [line for line in ended.told.splitlines() if NO_ROOM.search(line)]
    if "Traceback" in ended.told or ended.code not in (0, 1):
        yield f"ended with {ended.code}: {ended.told[-500:]}"
    elif ended.code and len(told) != 1:
        yield f"names the full disk in {len(told)} lines: {ended.told[-500:]}"
    elif not ended.code and told:
        yield f"exit code 0, though {told[0]}"


def words(verb: Verb, folders: Folders, folder: Path) -> list[str]:
    """The verb as it is typed for a folder."""
    return verb.words({**folders.names, "folder": str(folder)})


@contextmanager
def disk(place: Path, size_kb: int) -> Iterator[Path]:
    """A file system of a size, mounted during the block."""
    place.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size_kb}k", "tmpfs", place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def resize(mounted: Path, size_kb: int) -> None:
    """Makes a file system larger or smaller; a size of nothing would be no limit."""
    size_kb = max(size_kb, PAGE_KB)
    subprocess.run(["mount", "-o", f"remount,size={size_kb}k", mounted], check=True)


def used_kb(mounted: Path) -> int:
    """What a file system holds."""
    return shutil.disk_usage(mounted).used // 1024


def why_not() -> str | None:
    """Why no disk can be filled here; None when one can."""
    with tempfile.TemporaryDirectory() as name:
        mounting = ["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", name]
        tried = subprocess.run(mounting, check=False, capture_output=True, text=True)
        if tried.returncode:
            return f"{tried.stderr.strip()}\nstart it by `unshare --map-root-user --mount`"
        subprocess.run(["umount", name], check=True)
    return None


def print_filling(verb: Verb, filling: Filling) -> None:
    """Prints a line, and below it what is wrong."""
    verdict = filling.line or "fits"
    print(f"{verb.name:24} {filling.free_kb:5} kB free  {filling.code}  {verdict}", flush=True)
    for fault in filling.faults:
        print(f"    NOT WELL: {fault}", flush=True)


if __name__ == "__main__":
    main()
