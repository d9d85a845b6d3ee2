"""Annotated pages as the scripts that learn from them and score on them share them.

Which publisher a page is of, in which fold and half it stands, what scores it, and how a page is
read with a classifier that saw no page of its publisher. Nothing here needs more than the package.
"""

import gzip
import importlib.util
import json
import sys
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

from crawler.urls.hosts import host_name

FOLDS = 5
SHARED_HOSTS = ("wordpress.com", "blogspot.com", "substack.com", "medium.com", "github.io")
"""Hosts whose subdomains are publishers of their own."""


@dataclass(frozen=True, slots=True)
class Record:
    """One annotated page."""

    corpus: str
    url: str
    html: bytes
    gold: dict[str, Any]

    @property
    def publisher(self) -> str:
        return publisher(self.url)

    @property
    def fold(self) -> int:
        return fold_of(self.url)

    @property
    def is_open(self) -> bool:
        return is_open(self.url)


def read_records(folder: Path) -> Iterator[Record]:
    """Every annotated page of a corpus, in the order of its files."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        corpus = path.name.removesuffix(".jsonl.gz")
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                html = record["html_latin1"].encode("latin-1")
                yield Record(corpus, record["url"], html, record["gold"])


def read_metrics(folder: Path) -> ModuleType:
    """What scores a corpus: its own `metrics.py`, else that of the folder `corpus` beside it."""
    paths = (folder / "metrics.py", folder.absolute().parent / "corpus" / "metrics.py")
    path = next((path for path in paths if path.is_file()), paths[0])
    spec = importlib.util.spec_from_file_location("metrics", path)
    if spec is None or spec.loader is None or not path.is_file():
        sys.exit(f"{folder}: no metrics.py to score with; name the folder of the corpus")
    metrics = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(metrics)
    return metrics


def publisher(url: str) -> str:
    """The part of a host that one publisher owns, so that no publisher is in two folds."""
    host = host_name(url)
    parts = host.split(".")
    if host.endswith(SHARED_HOSTS):
        return host
    short = len(parts) > 2 and len(parts[-1]) == 2 and len(parts[-2]) <= 3
    return ".".join(parts[-3 if short else -2 :])


def fold_of(url: str) -> int:
    """Which of the `FOLDS` the page's publisher is in."""
    return _number(url) % FOLDS


def is_open(url: str) -> bool:
    """Whether the page may be looked at; of the other half only totals are, to see gains hold."""
    return _number(url) % 2 == 0


def _number(url: str) -> int:
    return zlib.crc32(publisher(url).encode())


def read_fold_models(path: Path) -> dict[int, dict[str, Any]]:
    """For each fold the trees made without its publishers (`train_classifier --folds`)."""
    return {int(fold): data for fold, data in json.loads(path.read_text("utf-8")).items()}


@contextmanager
def classifier_trees(data: Mapping[str, Any]) -> Iterator[None]:
    """Within it pages are read with these trees instead of those shipped."""
    # Imported here: what another extractor costs is measured without this one in memory.
    from crawler.extraction.body import classifier

    with mock.patch.object(classifier, "load", return_value=classifier.from_trees(data)):
        yield
