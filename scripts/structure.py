"""Figures of the code's structure: folders, modules, import circles, shared names, places with SQL.

    python -m scripts.structure [CHECKOUT] [--json]

Reads source files as text and imports none of them, so that any checkout can be measured, also one
of an earlier commit. What is counted: the packages `archive` and `crawler`.
"""

from __future__ import annotations

import ast
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import click

PACKAGES = ("archive", "crawler")
#: A string that begins like a statement of SQL, in any case that this project writes.
SQL = re.compile(
    r"\s*(?:select\s.+\sfrom\s|insert\s+(?:or\s+\w+\s+)?into\s|update\s+\w+\s+set\s|delete\s+from\s"
    r"|with\s+(?:recursive\s+)?\w+.*\bas\s*(?:not\s+materialized\s*)?\()",
    re.IGNORECASE | re.DOTALL,
)


@dataclass
class Structure:
    """What one tree is like; folders and modules are named by their paths."""

    folders: dict[str, tuple[int, int]] = field(default_factory=dict)  # path: (modules, lines)
    modules: int = 0
    lines: int = 0
    widest_folder: str = ""
    longest_modules: list[str] = field(default_factory=list)
    over_400_lines: int = 0
    module_circles: list[list[str]] = field(default_factory=list)
    folder_circles: list[list[str]] = field(default_factory=list)
    imports_in_functions: list[str] = field(default_factory=list)
    shared_type_names: dict[str, list[str]] = field(default_factory=dict)
    modules_with_sql: list[str] = field(default_factory=list)


def structure_of(checkout: Path) -> Structure:
    """Everything that is counted in one checkout."""
    trees = dict(parsed_modules(checkout))
    found = Structure()
    lines = {name: source.count("\n") for name, (_, source, _) in trees.items()}
    per_folder: dict[str, list[str]] = defaultdict(list)
    for name, (path, _, _) in trees.items():
        per_folder[str(path.parent)].append(name)
    found.folders = {
        folder: (
            sum(trees[name][0].name != "__init__.py" for name in names),
            sum(lines[name] for name in names),
        )
        for folder, names in sorted(per_folder.items())
    }
    found.modules, found.lines = len(trees), sum(lines.values())
    widest = max(found.folders, key=lambda folder: found.folders[folder][0])
    found.widest_folder = f"{widest} ({found.folders[widest][0]} modules)"
    longest = sorted(lines, key=lambda name: -lines[name])
    found.longest_modules = [f"{trees[name][0]} ({lines[name]} lines)" for name in longest[:5]]
    found.over_400_lines = sum(count > 400 for count in lines.values())
    imports = {name: set(imports_of(name, tree, trees)) for name, (_, _, tree) in trees.items()}
    found.imports_in_functions = sorted(
        f"{name} -> {target}"
        for name, targets in imports.items()
        for target, place in targets
        if place == "function"
    )
    graph = {name: {target for target, _ in targets} for name, targets in imports.items()}
    found.module_circles = circles(graph)
    found.folder_circles = circles(by_folder(graph, trees))
    types: dict[str, set[str]] = defaultdict(set)
    for name, (_, _, tree) in trees.items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                types[node.name].add(name)
    found.shared_type_names = {
        name: sorted(places) for name, places in sorted(types.items()) if len(places) > 1
    }
    found.modules_with_sql = sorted(name for name, (_, _, tree) in trees.items() if has_sql(tree))
    return found


def parsed_modules(checkout: Path) -> Iterator[tuple[str, tuple[Path, str, ast.Module]]]:
    """Each module's dotted name with its path in the checkout, its source and its tree."""
    for package in PACKAGES:
        for path in sorted((checkout / package).rglob("*.py")):
            source = path.read_text(encoding="utf-8")
            within = path.relative_to(checkout)
            parts = within.with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            yield name, (within, source, ast.parse(source))


def imports_of(
    name: str, tree: ast.Module, known: dict[str, tuple[Path, str, ast.Module]]
) -> Iterator[tuple[str, str]]:
    """Each module of ours that a module imports, and where: "module", "types" or "function"."""

    def visit(node: ast.AST, place: str) -> Iterator[tuple[str, str]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ImportFrom) and child.module is not None:
                for alias in child.names:
                    full = f"{child.module}.{alias.name}"
                    target = full if full in known else child.module
                    if target in known and target != name:
                        yield target, place
            elif isinstance(child, ast.Import):
                yield from ((a.name, place) for a in child.names if a.name in known)
            inner = place
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                inner = "function"
            elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
                inner = "types"
            yield from visit(child, inner)

    yield from visit(tree, "module")


def by_folder(
    graph: dict[str, set[str]], trees: dict[str, tuple[Path, str, ast.Module]]
) -> dict[str, set[str]]:
    """The same imports, between the folders that the modules stand in."""
    folders: dict[str, set[str]] = defaultdict(set)
    for name, targets in graph.items():
        here = str(trees[name][0].parent)
        folders[here] |= {str(trees[target][0].parent) for target in targets} - {here}
    return folders


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """The groups of nodes that reach each other (strongly connected components, Tarjan 1972)."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(node: str) -> None:
        order[node] = lowest[node] = len(order)
        stack.append(node)
        for target in sorted(graph.get(node, ())):
            if target not in order:
                visit(target)
                lowest[node] = min(lowest[node], lowest[target])
            elif target in stack:
                lowest[node] = min(lowest[node], order[target])
        if lowest[node] == order[node]:
            group = stack[stack.index(node) :]
            del stack[stack.index(node) :]
            if len(group) > 1:
                found.append(sorted(group))

    for node in sorted(graph):
        if node not in order:
            visit(node)
    return found


def has_sql(tree: ast.Module) -> bool:
    """Whether a string of the module, docstrings aside, is a statement of SQL."""
    documents = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return any(
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documents
        and SQL.match(node.value)
        for node in ast.walk(tree)
    )


@click.command()
@click.argument("checkout", type=click.Path(exists=True, path_type=Path), default=".")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def main(checkout: Path, as_json: bool) -> None:
    """Prints the figures of one checkout."""
    found = structure_of(checkout)
    if as_json:
        print(json.dumps(asdict(found), indent=1))
        return
    print(f"{found.modules} modules, {found.lines} lines, {found.over_400_lines} over 400 lines")
    for folder, (modules, lines) in found.folders.items():
        print(f"  {folder:44} {modules:3} modules {lines:6} lines")
    print(f"widest folder: {found.widest_folder}")
    print(f"longest: {', '.join(found.longest_modules)}")
    print(f"circles of modules: {len(found.module_circles)}")
    for group in found.module_circles:
        print(f"  {', '.join(group)}")
    print(f"circles of folders: {len(found.folder_circles)}")
    for group in found.folder_circles:
        print(f"  {', '.join(group)}")
    print(f"imports inside functions: {len(found.imports_in_functions)}")
    for line in found.imports_in_functions:
        print(f"  {line}")
    print(f"type names shared: {len(found.shared_type_names)}")
    for name, places in found.shared_type_names.items():
        print(f"  {name}: {', '.join(places)}")
    print(f"modules with SQL: {len(found.modules_with_sql)}")
    for name in found.modules_with_sql:
        print(f"  {name}")


if __name__ == "__main__":
    main()
