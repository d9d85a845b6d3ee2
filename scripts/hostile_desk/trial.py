"""One hostile desk merged into a fresh good one, and what came of it."""

import multiprocessing
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from click.testing import CliRunner

from archive.db.connection import FILE
from archive.fixity.verify import verify
from archive.folder.archive import Archive
from archive.reading import dump
from crawler.cli.desk import main
from scripts.hostile_desk.ways import SECRET, Way, secret

PATIENCE = 10.0
"""Seconds in which a merge has to have ended."""
IN_USE = frozenset(("archive.lock", "archive.db-wal", "archive.db-shm"))
"""What stands beside a database in use, and may be made anew."""
LARGEST = 1024**3
"""Bytes of a file that is compared; beyond, it is holes."""
FORKS = multiprocessing.get_context("fork")
"""Each merge has a process of its own, so that one that hangs can be ended."""


@dataclass(frozen=True, slots=True)
class HostileTrial:
    """What came of one hostile desk."""

    verdict: str
    """"refused" or "harmless"."""
    seconds: float
    line: str
    """The last line that the merge printed."""
    faults: tuple[str, ...]
    """What should not be so."""


def trial(
    way: Way, good: Path, other: Path, scratch: Path, *, patience: float = PATIENCE
) -> HostileTrial:
    """What a merge of the other desk, made hostile in a way, does to a copy of the good one."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    ours = Path(shutil.copytree(good, scratch / "good"))
    theirs = Path(shutil.copytree(other, scratch / "other"))
    secret(theirs).write_text(SECRET, encoding="utf-8")
    way.spoil(theirs)
    before, there, columns = tree(ours), tree(theirs), columns_of(ours)
    started = time.monotonic()
    code, printed = ended(ours, "merge", str(theirs), "--yes", patience=patience)
    seconds = time.monotonic() - started
    lines = printed.strip().splitlines()
    faults: list[str] = []
    if code is None:
        faults.append("it hung")
    elif code not in (0, 1) or "Traceback" in printed:
        faults.append(f"exit code {code}: {printed[-500:]}")
    refused = code == 1 and len(lines) == 1 and lines[0].startswith("Error: ")
    if refused:
        after = tree(ours)
        changed = {name for name in before | after if before.get(name) != after.get(name)}
        if changed - IN_USE:
            faults.append(f"refused, but {', '.join(sorted(changed - IN_USE))} changed")
    else:
        faults += unwell(ours, columns)
        faults += unlike(ours, patience=patience)
        faults += forgetful(ours, columns, patience=patience)
    if way.says is not None and not (refused and way.says in printed):
        faults.append(f"should be refused with {way.says!r}")
    if way.says is None and refused:
        faults.append(f"should be harmless: {lines[0]}")
    if there != tree(theirs):
        faults.append("the other desk was written to")
    if secret(theirs).read_text("utf-8") != SECRET:
        faults.append("a file outside was written to")
    return HostileTrial(
        "refused" if refused else "harmless", seconds, lines[-1] if lines else "", tuple(faults)
    )


def ended(folder: Path, *words: str, patience: float) -> tuple[int | None, str]:
    """Exit code and output of a command; no code when it did not end in time."""
    receiving, sending = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=_run, args=(folder, words, sending))
    process.start()
    sending.close()
    try:
        if not receiving.poll(patience):
            process.kill()
            return None, ""
        code, printed = receiving.recv()
        return code, printed
    except EOFError:
        process.join()
        return process.exitcode or 2, ""
    finally:
        process.join()
        receiving.close()


def _run(folder: Path, words: Sequence[str], sending: Connection) -> None:
    done = CliRunner().invoke(main, ["-C", str(folder), *words])
    unexpected = done.exception and not isinstance(done.exception, SystemExit)
    sending.send((2 if unexpected else done.exit_code, done.output or repr(done.exception)))


def unwell(folder: Path, columns: set[str]) -> Iterator[str]:
    """What is not as it was, or should be, in the good desk."""
    with Archive.reading(folder) as archive:
        for problem in list(verify(archive))[:3]:
            yield f"verify: {problem}"
        addresses = [row[0] for row in archive.db.execute("SELECT url FROM frontier")]
    if columns - columns_of(folder):
        yield "columns of the good desk are not as they were"
    if any(not url.startswith("https://harbour.example/") for url in addresses):
        yield "an address of another site is to be visited"
    for path in folder.rglob("*"):
        if path.is_file() and SECRET.encode() in path.read_bytes():
            yield f"{path.name} holds what stands outside"


def unlike(folder: Path, *, patience: float) -> Iterator[str]:
    """What is not as it was in a good desk whose database is lost and made again."""
    said, before = folder.parent / "words", digest_of(folder)
    ended(folder, "export", "--words", str(said), patience=patience)
    (folder / FILE).unlink()
    code, printed = ended(folder, "rebuild", "--words", str(said), patience=patience)
    if code != 0:
        yield f"rebuild, exit code {code}: {printed[-500:]}"
    elif digest_of(folder) != before:
        yield "rebuilt, it is not as it was"


def forgetful(folder: Path, columns: set[str], *, patience: float) -> Iterator[str]:
    """What else goes when a column that came from the other desk is forgotten for good."""
    with Archive.reading(folder) as archive:
        rows = archive.db.execute("SELECT public_id, title, body, state FROM articles ORDER BY id")
        came = [row for row in rows if repr(row) not in columns]
    if not came:
        return
    words = ("forget", came[0][0], "--raw", "--yes", "--reason", "asked for")
    before = columns_of(folder) - {repr(came[0])}
    code, printed = ended(folder, *words, patience=patience)
    if code != 0:
        yield f"forget, exit code {code}: {printed[-500:]}"
    elif columns_of(folder) != before:
        yield "a column went with another that was forgotten"
    with Archive.reading(folder) as archive:
        for problem in list(verify(archive))[:3]:
            yield f"verify after a takedown: {problem}"


def digest_of(folder: Path) -> str:
    """The digest of all that a desk holds."""
    with Archive.reading(folder) as archive:
        return dump.digest(archive)


def columns_of(folder: Path) -> set[str]:
    """What each column of a desk is: its id, title and text."""
    with Archive.reading(folder) as archive:
        rows = archive.db.execute("SELECT public_id, title, body, state FROM articles")
        return {repr(row) for row in rows}


def tree(folder: Path) -> dict[str, object]:
    """Everything in a folder: the bytes of files, or what is there instead."""
    return {
        str(path.relative_to(folder)): (
            f"link to {path.readlink()}"
            if path.is_symlink()
            else path.read_bytes()
            if path.is_file() and path.stat().st_size <= LARGEST
            else "no file"
        )
        for path in folder.rglob("*")
    }
