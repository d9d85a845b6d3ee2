"""What tests of an archive's folder are given."""

from pathlib import Path

import pytest

from tests.builders.archives import empty_archive


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of an archive without a column."""
    return empty_archive(tmp_path)
