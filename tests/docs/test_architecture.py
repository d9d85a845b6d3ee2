"""The map of the folders is the one that the import contracts hold to, and nothing evades those."""

import ast
import re
import tomllib

import pytest

from crawler.cli.desk import VERBS
from crawler.cli.outlets.group import VERBS as OUTLET_VERBS
from scripts.structure import parsed_modules
from tests import ROOT

LAYERS = {
    contract["containers"][0]: [
        [name.strip() for name in layer.split("|")] for layer in contract["layers"]
    ]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
    if contract["type"] == "layers"
}
MAP = (ROOT / "docs" / "architecture.md").read_text("utf-8").partition("## One column")[0]


@pytest.mark.parametrize("container", LAYERS)
def test_folders_are_drawn_in_the_order_of_the_contracts(container: str) -> None:
    folders = [
        folder
        for layer in LAYERS[container]
        for folder in layer
        if (ROOT / container.replace(".", "/") / folder).is_dir()
    ]
    height = {name: at for at, layer in enumerate(LAYERS[container]) for name in layer}
    assert sorted(drawn(container)) == sorted(folders)
    assert sorted(drawn(container), key=height.__getitem__) == drawn(container)


def test_each_verb_is_named_where_its_module_stands() -> None:
    folders: dict[str, set[str]] = {}
    for verb in (*VERBS, *OUTLET_VERBS):
        folders.setdefault(verb.source.split(".")[2], set()).add(str(verb.name))
    folders["outlets"].remove("outlets")
    for folder, verbs in folders.items():
        (named,) = re.findall(rf"^ {{8}}{folder}/ +(.+)$", MAP, re.MULTILINE)
        assert set(re.findall(r"\w+", named)) - {"desk", "outlets"} == verbs


def test_modules_are_loaded_by_name_in_the_table_of_verbs_and_as_migrations_only() -> None:
    """Contracts see `import` statements; a package that loads its own modules evades none. (Ruff's
    TID251 could forbid this in all files or in none of those that may read the clock.)"""
    loading = {name for name, (_, _, tree) in parsed_modules(ROOT) if loads_by_name(tree)}
    assert loading == {"archive.db.migrations", "crawler.cli.verb_group"}


@pytest.mark.parametrize(
    "line",
    [
        "importlib.import_module('scrapy')",
        "from importlib import import_module as load",
        "__import__('scrapy')",
        "load = getattr(importlib, 'import_module')",
    ],
)
def test_loading_by_name_would_be_seen(line: str) -> None:
    assert loads_by_name(ast.parse(line))


def loads_by_name(tree: ast.Module) -> bool:
    """Whether a module names what imports another by a string."""
    words = {
        value
        for node in ast.walk(tree)
        for _, value in ast.iter_fields(node)
        if isinstance(value, str)
    }
    return bool(words & {"import_module", "__import__", "runpy", "spec_from_file_location"})


def drawn(container: str) -> list[str]:
    """The folders that the map draws right below another, in its order."""
    top, *inner = container.split(".")
    indent = 4 + 2 * (len(inner) + 1)
    part = MAP.partition(f"\n    {top}/\n")[2].partition("\n\n")[0]
    if inner:
        part = re.split(rf"\n {{{indent - 2}}}(?=\S)", part.partition(f"{inner[0]}/ ")[2])[0]
    return re.findall(rf"^ {{{indent}}}(\w+)/", part, re.MULTILINE)
