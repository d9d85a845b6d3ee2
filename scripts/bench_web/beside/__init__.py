"""Other search engines over the same texts, asked the same."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from scripts.bench_web.asking import Layer
from scripts.bench_web.beside.postgres import postgres
from scripts.bench_web.beside.tantivy_index import tantivy_index

ENGINES: dict[str, Callable[[Path], AbstractContextManager[tuple[Layer, str]]]] = {
    "tantivy": tantivy_index,
    "postgres": postgres,
}
"""Each makes an index of an archive's columns, gone after the block, and says what it holds."""
