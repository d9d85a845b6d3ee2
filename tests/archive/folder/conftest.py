"""What tests of an archive's folder are given."""

from pathlib import Path

import pytest

from archive.folder.archive import Archive


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of an archive without a column."""
    Archive.create(tmp_path)
    return tmp_path
