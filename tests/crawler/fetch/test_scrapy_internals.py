"""What is used of Scrapy and Twisted without being documented is there, and in one module only."""

import ast
import inspect
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import pytest

from crawler.fetch.scrapy_internals import TWISTED_BELOW, WRITTEN_FOR
from tests import ROOT
from tests.builders.command import desk

HANDLER = "scrapy.core.downloader.handlers.http11"
NAMES = [
    f"{HANDLER}:HTTP11DownloadHandler.download_request",
    f"{HANDLER}:_LenientHTTP11ClientProtocol._finishResponse",
    f"{HANDLER}:_LenientHTTP11ClientProtocol._giveUp",
    f"{HANDLER}:_LenientHTTP11ClientProtocol.dataReceived",
    f"{HANDLER}:_LenientHTTP11ClientProtocol.request",
    f"{HANDLER}:_ScrapyAgent._cb_bodyready",
    f"{HANDLER}:_ScrapyAgent.download_request",
    "scrapy.utils._download_handlers:wrap_twisted_exceptions",
    "scrapy.utils.defer:maybe_deferred_to_future",
    "twisted.web._newclient:ParseError",
    "twisted.web._newclient:Request.writeTo",
    "twisted.web._newclient:_DataLoss",
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
WITH_SCRAPY = ("fetch", "spiders")
"""The folders in which an attribute may be one of Scrapy's."""
UNDOCUMENTED = ("slots", "per_slot_settings", "lastseen", "downloader")


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
    assert named(path) is not None


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


def test_both_have_a_ceiling_in_pyproject() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [line.partition("<") for line in project["dependencies"]]
    ceilings = {name.partition(">")[0]: ceiling for name, _, ceiling in wanted}
    assert ceilings["twisted"] == TWISTED_BELOW
    assert ceilings["scrapy"]


def test_no_other_module_uses_private_names_of_scrapy_or_twisted() -> None:
    private = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / "crawler").rglob("*.py")
        if path.name != "scrapy_internals.py"
        for name in private_names(
            ast.parse(path.read_text("utf-8")),
            attributes=path.relative_to(ROOT / "crawler").parts[0] in WITH_SCRAPY,
        )
    }
    assert private == set()


@pytest.mark.parametrize(
    "line",
    [
        "import twisted.web._newclient",
        "from twisted.web import _newclient",
        "from scrapy.utils._download_handlers import wrap_twisted_exceptions",
        "crawler.engine._slot",
        "crawler.engine.downloader",
        "downloader.slots",
        "getattr(crawler.engine, '_slot')",
    ],
)
def test_a_private_name_elsewhere_would_be_seen(line: str) -> None:
    assert private_names(ast.parse(line), attributes=True) != []


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


def private_names(tree: ast.Module, *, attributes: bool) -> list[str]:
    """Private modules and names that a module imports at run time, and, if asked for, private
    attributes it reads of anything but itself."""
    for_types = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom) and id(node) not in for_types:
            within = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for alias in node.names:
                parts = ".".join([*within, alias.name]).split(".")
                if parts[0] in ("scrapy", "twisted"):
                    names += [part for part in parts if part.startswith("_")]
        elif attributes:
            names += private_attributes(node)
    return names


def private_attributes(node: ast.AST) -> list[str]:
    """The private attribute that a piece of code reads, if it does."""
    match node:
        case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=attribute):
            private = attribute in UNDOCUMENTED
        case (
            ast.Attribute(attr=attribute)
            | ast.Call(
                func=ast.Name(id="getattr"), args=[_, ast.Constant(value=str(attribute)), *_]
            )
        ):
            private = attribute in UNDOCUMENTED or re.match("_(?!_)", attribute) is not None
        case _:
            private = False
    return [ast.unparse(node)] if private else []
