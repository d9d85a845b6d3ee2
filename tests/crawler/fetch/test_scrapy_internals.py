"""What is used of Scrapy and Twisted without being documented is there, and in one module only."""

import ast
import inspect
import subprocess
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import pytest

from crawler.fetch.scrapy_internals import WRITTEN_FOR
from tests import ROOT
from tests.builders.command import desk

HANDLER = "scrapy.core.downloader.handlers.http11"
NAMES = [
    f"{HANDLER}:HTTP11DownloadHandler.download_request",
    f"{HANDLER}:_LenientHTTP11ClientProtocol._finishResponse",
    f"{HANDLER}:_LenientHTTP11ClientProtocol.dataReceived",
    f"{HANDLER}:_LenientHTTP11ClientProtocol.request",
    f"{HANDLER}:_ScrapyAgent._cb_bodyready",
    f"{HANDLER}:_ScrapyAgent.download_request",
    "scrapy.utils._download_handlers:wrap_twisted_exceptions",
    "scrapy.utils.defer:maybe_deferred_to_future",
    "twisted.web._newclient:Request.writeTo",
    "twisted.web.client:_HTTP11ClientFactory.buildProtocol",
]
ATTRIBUTES = {
    f"{HANDLER}:HTTP11DownloadHandler": (
        *("_pool", "_contextFactory", "_bind_address", "_crawler"),
        *("_default_maxsize", "_default_warnsize", "_fail_on_dataloss"),
    ),
    "twisted.web.client:HTTPConnectionPool": ("_factory",),
    "twisted.web.client:_HTTP11ClientFactory": ("_quiescentCallback",),
    "scrapy.core.downloader:Downloader": ("slots", "per_slot_settings"),
    "scrapy.core.downloader:Slot": ("delay", "lastseen", "queue"),
    "scrapy.core.engine:ExecutionEngine": ("downloader",),
    "scrapy.crawler:AsyncCrawlerProcess": ("bootstrap_failed",),
    "scrapy.crawler:Crawler": ("engine", "spider"),
}
"""Class to the attributes of its instances."""
ANOTHER_SCRAPY = """
import importlib.metadata, sys
import scrapy.utils._download_handlers as handlers
del handlers.wrap_twisted_exceptions
version = importlib.metadata.version
newer = ("scrapy", "twisted")
importlib.metadata.version = lambda name: "99.1" if name in newer else version(name)
from crawler.cli import main
main()
"""
"""What `desk` is under a Scrapy that lacks one of the names."""
OUTLET = """\
name = "The Harbour"
home = "http://127.0.0.1:9/"
language = "en"
timezone = "UTC"
[[seeds]]
feed = "/feed/"
"""


def named(path: str) -> object:
    """What stands at "module:name.name"; fails with both versions when there is nothing."""
    module, _, names = path.partition(":")
    try:
        thing: object = import_module(module)
        for name in names.split("."):
            thing = getattr(thing, name)
    except (ImportError, AttributeError):
        pytest.fail(gone(path))
    return thing


def gone(name: str) -> str:
    return (
        f"{name} is gone in Scrapy {version('scrapy')} with Twisted {version('twisted')}: "
        f"crawler/fetch/scrapy_internals.py was written for Scrapy {WRITTEN_FOR}"
    )


@pytest.mark.parametrize("path", NAMES)
def test_a_name_is_there(path: str) -> None:
    named(path)


@pytest.mark.parametrize("path", ATTRIBUTES)
def test_instances_have_the_attributes(path: str) -> None:
    cls = named(path)
    assert isinstance(cls, type)
    sources = "".join(inspect.getsource(one) for one in cls.__mro__ if one is not object)
    for attribute in ATTRIBUTES[path]:
        if f"self.{attribute}" not in sources and attribute not in vars(cls):
            pytest.fail(gone(f"{path}.{attribute}"))


def test_the_installed_scrapy_is_the_one_it_was_written_for() -> None:
    assert version("scrapy").startswith(f"{WRITTEN_FOR}."), gone("perhaps more than a name")


def test_no_other_module_uses_private_names_of_scrapy_or_twisted() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / "crawler").rglob("*.py")
        if path.name != "scrapy_internals.py"
        for name in private_names(path)
    }
    assert found == set()


def private_names(path: Path) -> list[str]:
    """Private modules and names that a module imports at run time, and private attributes it
    reads of anything but itself."""
    tree = ast.parse(path.read_text("utf-8"))
    for_types = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and id(node) not in for_types:
            parts = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
            if parts[0] in ("scrapy", "twisted"):
                names += [part for part in parts if part.startswith("_")]
        elif "fetch" in path.parts and isinstance(node, ast.Attribute):
            own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
            if node.attr.startswith("_") and not node.attr.startswith("__") and not own:
                names.append(ast.unparse(node))
            if node.attr in ("slots", "per_slot_settings", "lastseen", "downloader"):
                names.append(ast.unparse(node))
    return names


@pytest.mark.parametrize(
    "words", [["crawl"], ["outlets", "check", "--live"]], ids=["crawl", "probe"]
)
def test_another_scrapy_is_named_with_the_one_this_was_written_for(
    tmp_path: Path, words: list[str]
) -> None:
    desk(tmp_path, "init", str(tmp_path / "desk"))
    outlet = tmp_path / "desk" / "outlets" / "harbour.toml"
    outlet.write_text(OUTLET, "utf-8")

    done = subprocess.run(
        [sys.executable, "-c", ANOTHER_SCRAPY, *words],
        cwd=tmp_path / "desk",
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert done.stderr.startswith("Error: Scrapy 99.1 with Twisted 99.1 is installed, and ")
    assert f"was written for Scrapy {WRITTEN_FOR}: cannot import name" in done.stderr
    assert len(done.stderr.splitlines()) == 1
