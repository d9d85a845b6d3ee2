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
STATEMENT = re.compile(
    r"(?:\s|[(;]|/\*.*?\*/|--[^\n]*\n)*"  # what may stand before it
    r"(?:(?:select|explain|pragma|attach|detach|savepoint)\s"
    r"|(?:insert|replace)\s+(?:or\s+\w+\s+)?into\s|update\s+(?:or\s+\w+\s+)?\S+\s+set\s"
    r"|delete\s+from\s|values\s*\(|with\s+(?:recursive\s+)?\S+\s*(?:\([^)]*\)\s*)?as\s"
    r"|(?:create|drop)\s+(?:\w+\s+)*(?:table|index|trigger|view)\s|alter\s+table\s"
    r"|(?:begin|commit|rollback|vacuum|analyze|reindex)\s*(?:;|$)"
    r"|begin\s+(?:deferred|immediate|exclusive|transaction)\b|(?:commit|end)\s+transaction\b"
    r"|rollback\s+to\s|vacuum\s+into\s|release\s+(?:savepoint\s+)?\w+\s*(?:;|$))",
    re.IGNORECASE | re.DOTALL,
)
"""What begins like a statement of SQL."""
DATABASE_CALLS = frozenset(
    "execute executemany executescript query table rows_where delete_where insert_all".split()
)
"""Methods by which sqlite3 and sqlite-utils read and write."""
ALIAS = re.compile(r"[A-Z]\w*[a-z]\w*")
"""How types are named: constants are all capitals."""


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
    structure = Structure()
    lines = {name: source.count("\n") for name, (_, source, _) in trees.items()}
    per_folder: dict[str, list[str]] = defaultdict(list)
    for name, (path, _, _) in trees.items():
        per_folder[str(path.parent)].append(name)
    structure.folders = {
        folder: (
            sum(trees[name][0].name != "__init__.py" for name in names),
            sum(lines[name] for name in names),
        )
        for folder, names in sorted(per_folder.items())
    }
    structure.modules, structure.lines = len(trees), sum(lines.values())
    widest = max(structure.folders, key=lambda folder: structure.folders[folder][0])
    structure.widest_folder = f"{widest} ({structure.folders[widest][0]} modules)"
    longest = sorted(lines, key=lambda name: -lines[name])
    structure.longest_modules = [f"{trees[name][0]} ({lines[name]} lines)" for name in longest[:5]]
    structure.over_400_lines = sum(count > 400 for count in lines.values())
    imports = {name: set(imports_of(name, tree, trees)) for name, (_, _, tree) in trees.items()}
    structure.imports_in_functions = sorted(
        f"{name} -> {target}"
        for name, targets in imports.items()
        for target, place in targets
        if place == "function"
    )
    graph = {name: {target for target, _ in targets} for name, targets in imports.items()}
    structure.module_circles = circles(graph)
    structure.folder_circles = circles(by_folder(graph, trees))
    types: dict[str, set[str]] = defaultdict(set)
    for name, (_, _, tree) in trees.items():
        for type_name in public_types(tree):
            types[type_name].add(name)
    structure.shared_type_names = {
        name: sorted(places) for name, places in sorted(types.items()) if len(places) > 1
    }
    structure.modules_with_sql = sorted(
        name for name, (_, _, tree) in trees.items() if has_sql(tree)
    )
    return structure


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
    groups: list[list[str]] = []

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
                groups.append(sorted(group))

    for node in sorted(graph):
        if node not in order:
            visit(node)
    return groups


def public_types(tree: ast.Module) -> Iterator[str]:
    """The names of a module's public classes and type aliases."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node.name
        elif isinstance(node, ast.Assign) and _is_type(node.value):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            yield from filter(ALIAS.fullmatch, names)
        elif isinstance(node, ast.AnnAssign) and "TypeAlias" in ast.unparse(node.annotation):
            yield from filter(ALIAS.fullmatch, [ast.unparse(node.target)])


def _is_type(value: ast.expr) -> bool:
    """Whether a value reads as a type: `Literal["a"]`, `int | str`, another's name, a `NewType`."""
    if isinstance(value, ast.Call):
        return ast.unparse(value.func).rpartition(".")[2] in ("NewType", "NamedTuple", "TypedDict")
    return isinstance(value, ast.Subscript | ast.Name | ast.Attribute) or (
        isinstance(value, ast.BinOp) and isinstance(value.op, ast.BitOr)
    )


def has_sql(tree: ast.Module) -> bool:
    """Whether a string of the module, docstrings aside, is a statement of SQL."""
    documents = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return any(
        STATEMENT.match(text_of(node))
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp) and id(node) not in documents
    )


def text_of(node: ast.AST) -> str:
    """A string as far as it can be read, with "?" where something is filled in."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(map(text_of, parts))
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return text_of(left) + text_of(right)
    return "?"


def database_calls(tree: ast.Module) -> list[str]:
    """What a module does, or might, with a database: `DATABASE_CALLS`, tables of a `db`, its own
    connections."""
    return [
        ast.unparse(node)
        for node in ast.walk(tree)
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in DATABASE_CALLS
        )
        or (isinstance(node, ast.Attribute) and ast.unparse(node) == "sqlite3.connect")
        or (isinstance(node, ast.ImportFrom) and ast.unparse(node).startswith("from sqlite3 "))
        or (isinstance(node, ast.Subscript) and ast.unparse(node.value).split(".")[-1] == "db")
    ]


@click.command()
@click.argument("checkout", type=click.Path(exists=True, path_type=Path), default=".")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def main(checkout: Path, as_json: bool) -> None:
    """Prints the figures of one checkout."""
    structure = structure_of(checkout)
    if as_json:
        print(json.dumps(asdict(structure), indent=1))
        return
    print(
        f"{structure.modules} modules, {structure.lines} lines, "
        f"{structure.over_400_lines} over 400 lines"
    )
    for folder, (modules, lines) in structure.folders.items():
        print(f"  {folder:44} {modules:3} modules {lines:6} lines")
    print(f"widest folder: {structure.widest_folder}")
    print(f"longest: {', '.join(structure.longest_modules)}")
    print(f"circles of modules: {len(structure.module_circles)}")
    for group in structure.module_circles:
        print(f"  {', '.join(group)}")
    print(f"circles of folders: {len(structure.folder_circles)}")
    for group in structure.folder_circles:
        print(f"  {', '.join(group)}")
    print(f"imports inside functions: {len(structure.imports_in_functions)}")
    for line in structure.imports_in_functions:
        print(f"  {line}")
    print(f"type names shared: {len(structure.shared_type_names)}")
    for name, places in structure.shared_type_names.items():
        print(f"  {name}: {', '.join(places)}")
    print(f"modules with SQL: {len(structure.modules_with_sql)}")
    for name in structure.modules_with_sql:
        print(f"  {name}")


if __name__ == "__main__":
    main()
