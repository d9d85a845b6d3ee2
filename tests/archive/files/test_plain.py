"""Files of a folder that somebody else filled: no link is followed, and no pipe waited for."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.files.plain import NoPlainFile, check_folder, check_plain, open_plain, read_plain
from archive.model.errors import DeskError

PLACES: dict[str, Callable[[Path], object]] = {
    "link": lambda path: path.symlink_to(__file__),
    "pipe": os.mkfifo,
    "folder": Path.mkdir,
}


@pytest.mark.parametrize("make", PLACES.values(), ids=list(PLACES))
def test_what_is_no_file_is_not_opened(tmp_path: Path, make: Callable[[Path], object]) -> None:
    path = tmp_path / "archive.lock"
    assert not check_plain(path)
    make(path)
    for open_it in (open_plain, check_plain):
        with pytest.raises(NoPlainFile, match="where a file should be"):
            open_it(path)
    with pytest.raises(NoPlainFile):
        open_plain(path, flags=os.O_RDWR | os.O_CREAT)


def test_a_file_is_read_up_to_a_size(tmp_path: Path) -> None:
    path = tmp_path / "outlet.toml"
    path.write_bytes(b"12345")
    assert read_plain(path, most=5) == b"12345"
    with pytest.raises(DeskError, match="larger than 4 bytes"):
        read_plain(path, most=4)


def test_a_linked_folder_is_none(tmp_path: Path) -> None:
    link = tmp_path / "warc"
    assert not check_folder(link)
    link.symlink_to(tmp_path)
    with pytest.raises(NoPlainFile):
        check_folder(link)
