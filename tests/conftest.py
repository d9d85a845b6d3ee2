"""What tests of both packages are given."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.folder.archive import Archive
from tests.builders.archives import new_archive
from tests.builders.site import Site, publishing


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An archive without a column, open for writing."""
    with new_archive(tmp_path) as archive:
        yield archive


@pytest.fixture
def site() -> Iterator[Site]:
    """A small publication on loopback, without a page."""
    with publishing() as site:
        yield site
