"""Archives that both checkouts make of the same inputs, compared by their digests."""

import shutil
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from scripts import crawl_corpus
from scripts.compare_checkouts.checkout import Checkout, Pair, Report
from scripts.demo.columns import State
from scripts.demo.folder import SLUG, outlet_file
from scripts.demo.server import serving

STATES: tuple[State, ...] = (1, 2)


@dataclass(frozen=True, slots=True)
class DemoFolders:
    """Working folders of the demo outlet as the earlier checkout made them."""

    early: Path
    """After the first crawl."""
    whole: Path
    """After both."""


def compare_archives(
    pair: Pair, scratch: Path, report: Report, *, corpora: Sequence[Path], columns: int
) -> DemoFolders:
    """The demo's folders; digests of demo, WordPress pages and synthetic columns are compared."""
    port = free_port()
    demo = _compared(pair, scratch, report, "the demo", partial(_crawl_demo, port=port))
    for corpus in corpora[:1]:
        crawl = partial(_crawl_corpus, port=port, corpus=corpus)
        _compared(pair, scratch, report, "the corpus's WordPress pages", crawl)
    fill = partial(_fill_with_synthetic, count=columns)
    _compared(pair, scratch, report, f"{columns} synthetic columns", fill)
    return DemoFolders(early=_early(demo), whole=demo)


def free_port() -> int:
    """A port nobody listens on: a column's public id comes from its address, port and all."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def _compared(
    pair: Pair, scratch: Path, report: Report, what: str, make: Callable[[Checkout, Path], None]
) -> Path:
    """The folder made by the earlier checkout; the later one opens and verifies a copy of it."""
    folders = scratch / f"{what} before", scratch / f"{what} after"
    for checkout, folder in zip(pair, folders, strict=True):
        checkout.desk(scratch, "init", str(folder))
        make(checkout, folder)
    digests = [one.digest(folder) for one, folder in zip(pair, folders, strict=True)]
    made = all("exit code" not in digest for digest in digests)
    same = made and digests[0] == digests[1]
    report.line(f"digest of {what}", same=same, detail=" ".join(dict.fromkeys(digests)))
    opened = scratch / f"{what} opened"
    shutil.copytree(folders[0], opened)
    code, printed, errors = pair[1].desk(opened, "verify")
    report.line(
        f"{what} made before, opened and verified after",
        same=code == 0 and pair[1].digest(opened) == digests[0],
        detail=(printed + errors).strip().splitlines()[-1],
    )
    return folders[0]


def _crawl_demo(checkout: Checkout, folder: Path, *, port: int) -> None:
    with serving(port=port, crawl_delay=0) as outlet:
        (folder / "outlets" / f"{SLUG}.toml").write_text(outlet_file(outlet.root), "utf-8")
        for state in STATES:
            outlet.publish(state)
            code, _, errors = checkout.desk(folder, "crawl", SLUG)
            if code:
                raise SystemExit(f"the demo crawl of {checkout.folder} failed: {errors}")
            if state == STATES[0]:
                shutil.copytree(folder, _early(folder))


def _early(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}, first crawl")


def _crawl_corpus(checkout: Checkout, folder: Path, *, port: int, corpus: Path) -> None:
    pages = [
        page
        for page in crawl_corpus.corpus_pages(corpus)
        if crawl_corpus.WORDPRESS.search(page.html)
    ]
    with crawl_corpus.serving(pages, port=port) as server:
        outlet = crawl_corpus.OUTLET.format(root=server.root)
        (folder / "outlets" / "corpus.toml").write_text(outlet, encoding="utf-8")
        checkout.desk(folder, "crawl", "corpus")


def _fill_with_synthetic(checkout: Checkout, folder: Path, *, count: int) -> None:
    (folder / "archive.db").unlink()  # the script makes its own
    checkout.python("-m", "scripts.synthetic_archive", str(folder), "-n", str(count))
