"""Files written whole or not at all: killed writers, full disks, links, permissions, races."""

import ast
import fcntl
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from archive.files import whole
from archive.files.whole import clear_leftovers, replaced, write_new, write_whole
from scripts.structure import parsed_modules
from tests import ROOT

APPENDED = {"archive/folder/lock.py", "archive/warc/writing.py"}
"""What writes otherwise: the lock file, and WARC files, which are appended to and cut back."""
WRITING = ("write_text", "write_bytes", "copyfile", "copy2", "NamedTemporaryFile", "mkstemp")

KILLED = """
import os, signal, sys
from pathlib import Path
from archive.files import whole
stop = sys.argv[2]
real = getattr(os, stop)
def killing(*a, **k):
    if stop != "fsync":
        real(*a, **k)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(os, stop, killing)
getattr(whole, sys.argv[3])(Path(sys.argv[1]), b"after")
"""


@pytest.mark.parametrize("stop", ["open", "fsync"])
@pytest.mark.parametrize("writer", ["write_whole", "write_new"])
def test_a_killed_writer_leaves_what_was_there(tmp_path: Path, stop: str, writer: str) -> None:
    path = tmp_path / "outlet.toml"
    if writer == "write_whole":
        path.write_bytes(b"before")
    words = [sys.executable, "-c", KILLED, str(path), stop, writer]
    assert subprocess.run(words, cwd=ROOT, check=False).returncode == -9
    assert path.read_bytes() == b"before" if writer == "write_whole" else not path.exists()
    assert not list(tmp_path.glob("*.toml"))[1:]
    assert len(list(tmp_path.iterdir())) == 1 + (writer == "write_whole")
    getattr(whole, writer)(path, b"at last")
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"at last"]


def test_only_what_killed_writers_left_is_cleared(tmp_path: Path) -> None:
    left, other = tmp_path / ".a[b].toml.0123abcd.part", tmp_path / ".b.toml.0123abcd.part"
    kept = [tmp_path / ".mine.part", tmp_path / "a[b].toml"]
    for path in (left, other, *kept):
        path.write_bytes(b"x")
    clear_leftovers(tmp_path, "a[b].toml")
    assert not left.exists()
    assert other.exists()
    with replaced(tmp_path / "c.toml") as file:
        file.write(b"x")
        clear_leftovers(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([*kept, tmp_path / "c.toml"])


def test_a_writer_begins_again_when_its_file_was_taken_for_a_leftover(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = fcntl.flock

    def late(handle: int, how: int) -> None:
        monkeypatch.setattr(fcntl, "flock", lock)
        clear_leftovers(tmp_path)
        lock(handle, how)

    monkeypatch.setattr(fcntl, "flock", late)
    write_whole(tmp_path / "a.toml", b"after")
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"after"]


def test_a_full_disk_leaves_what_was_there_and_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "outlet.toml"
    path.write_bytes(b"before")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        for write in (write_whole, write_new):
            with pytest.raises(OSError, match="too large") as raised:
                write(path, os.urandom(20_000))
            assert raised.value.filename == str(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"before"]


def test_a_new_file_is_never_written_over_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret"
    write_new(path, b"first", mode=0o600)
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        write_new(path, b"second")

    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("archive.files.whole.os.link", no_links)
    with pytest.raises(FileExistsError):
        write_new(path, b"second")
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"first"]
    write_new(tmp_path / "other", b"second")
    assert (tmp_path / "other").read_bytes() == b"second"


def test_a_link_stays_and_permissions_too(tmp_path: Path) -> None:
    path, link = tmp_path / "kept" / "outlet.toml", tmp_path / "outlet.toml"
    path.parent.mkdir()
    path.write_bytes(b"before")
    path.chmod(0o640)
    link.symlink_to(path)
    with replaced(link) as file:
        file.write(b"after")
    assert link.is_symlink()
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"after", 0o640)


def test_files_are_written_here_alone() -> None:
    elsewhere = {
        path.as_posix(): writes
        for _, (path, _, tree) in parsed_modules(ROOT)
        if (writes := list(writes_in(tree)))
    }
    assert elsewhere.keys() - APPENDED == {"archive/files/whole.py"}


@pytest.mark.parametrize(
    "line",
    [
        "path.write_text('a')",
        "path.open('x', encoding='utf-8')",
        "open(path, 'wb')",
        "path.open(mode='r+b')",
        "os.open(path, os.O_WRONLY | os.O_CREAT)",
        "shutil.copyfile(one, other)",
    ],
)
def test_writing_elsewhere_would_be_seen(line: str) -> None:
    assert list(writes_in(ast.parse(line)))


def writes_in(tree: ast.Module) -> list[str]:
    """The calls of a module by which a file is made or written."""
    return [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and (name := name_of(node.func)) and writes(node, name)
    ]


def name_of(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def writes(call: ast.Call, name: str) -> bool:
    if name in ("open", "FileIO"):
        words = [*call.args, *(word.value for word in call.keywords if word.arg == "mode")]
        modes = [one.value for one in words if isinstance(one, ast.Constant)]
        made = any(isinstance(mode, str) and set(mode) & set("wax+") for mode in modes)
        return made or "O_CREAT" in ast.unparse(call)
    return name in WRITING
