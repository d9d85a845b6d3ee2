"""sqlite-utils, loaded without pandas and numpy.

It imports both where they are installed, which takes half a second; no row here is a data frame.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

DATA_FRAMES = ("pandas", "numpy")


@contextmanager
def _without(names: tuple[str, ...]) -> Iterator[None]:
    """Modules that are not loaded yet cannot be imported in the block."""
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # None: not to be found
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


with _without(DATA_FRAMES):
    from sqlite_utils import Database, Migrations

__all__ = ["Database", "Migrations"]
