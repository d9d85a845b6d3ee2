"""What tests of both packages are given."""

from collections.abc import Iterator

import pytest

from tests.builders.site import Site, publishing


@pytest.fixture
def site() -> Iterator[Site]:
    """A small publication on loopback, without a page."""
    with publishing() as site:
        yield site
