"""Every command, path and link that the documents name is there."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from crawler.cli.desk import main
from tests import ROOT

DOCUMENTS = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
CODE = re.compile(r"```.*?```|`[^`\n]+`|^ {4}[^\n]*$", re.DOTALL | re.MULTILINE)
PATH = re.compile(
    r"(?<![\w/.-])(?:archive|crawler|tests|scripts|docs|\.ci)/[\w./-]*[\w/]|\bpyproject\.toml\b"
)
NAME = re.compile(r"(?<![\w/.-])[\w/-]+\.(?:py|toml)\b")
MODULE = re.compile(r"-m (scripts\.\w+)")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
INVENTED = re.compile(r"[A-Z]{3,}|newwidget|\bsaved\.html")
"""Names that stand for a reader's own."""
OF_USERS = re.compile(r"desk\.toml|outlets/\w+\.toml|metrics\.py")
"""Files in working folders and corpora."""
FILES = [
    path.as_posix()
    for folder in ("archive", "crawler", "docs", "scripts", "tests")
    for path in (ROOT / folder).rglob("*.*")
] + [path.as_posix() for path in ROOT.glob("*.*")]


def code_of(document: Path) -> Iterator[str]:
    """Each piece of code in a document: fenced, indented or between backticks."""
    for match in CODE.finditer(document.read_text("utf-8")):
        yield match[0].strip("`")


def commands_of(document: Path) -> Iterator[str]:
    """Each `desk` command that a document shows."""
    for code in code_of(document):
        for line in code.splitlines():
            shown = re.match(r"\s*(desk(?: .*)?)$", line.partition("  #")[0].rstrip())
            if shown:
                yield shown[1].replace("…", "")


def test_documents_name_only_paths_that_exist() -> None:
    missing = [
        f"{document.name}: {path}"
        for document in DOCUMENTS
        for code in code_of(document)
        for path in PATH.findall(code)
        if not INVENTED.search(path) and not (ROOT / path).exists()
    ]
    assert missing == []


def test_documents_name_only_files_that_exist() -> None:
    missing = [
        f"{document.name}: {name}"
        for document in DOCUMENTS
        for code in code_of(document)
        for name in NAME.findall(code)
        if not INVENTED.search(name)
        and not OF_USERS.fullmatch(name)
        and not any(file.endswith(f"/{name}") for file in FILES)
    ]
    assert missing == []


def test_documents_name_only_scripts_that_exist() -> None:
    names = {name for document in DOCUMENTS for name in MODULE.findall(document.read_text("utf-8"))}
    paths = [ROOT / name.replace(".", "/") for name in sorted(names)]
    assert len(paths) > 10
    assert [p for p in paths if not p.with_suffix(".py").exists() and not p.is_dir()] == []


def test_measuring_names_every_script_that_can_be_run() -> None:
    measuring = (ROOT / "docs" / "measuring.md").read_text("utf-8")
    folder = ROOT / "scripts"
    scripts = {
        path.stem if path.parent == folder else path.parent.name
        for path in (*folder.glob("*.py"), *folder.glob("*/__main__.py"))
        if "\ndef main(" in path.read_text("utf-8")
    } - {"demo"}  # which shows the main job, and measures nothing
    assert len(scripts) > 20
    assert {name for name in scripts if not re.search(rf"`[^`]*\b{name}\b", measuring)} == set()


def test_links_between_documents_lead_somewhere() -> None:
    broken = [
        f"{document.name}: {link}"
        for document in DOCUMENTS
        for link in LINK.findall(document.read_text("utf-8"))
        if not (document.parent / link).exists()
    ]
    assert broken == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_desk_commands_shown_have_these_verbs_and_options(document: Path) -> None:
    wrong = [line for line in commands_of(document) if not is_known(line)]
    assert wrong == []


def test_the_readme_shows_every_verb() -> None:
    shown = {line.split()[1] for line in commands_of(ROOT / "README.md") if len(line.split()) > 1}
    context = click.Context(main)
    assert set(main.list_commands(context)) - shown == set()


def is_known(line: str) -> bool:
    """Whether a command's verb, subcommand and options exist."""
    command: click.Command = main
    context = click.Context(main)
    words = shlex.split(line)[1:]
    while words and isinstance(command, click.Group):
        if words[0] == "--folder":  # the folder to work in
            words = words[2:]
            continue
        try:
            _, inner, words = command.resolve_command(context, words)
        except click.UsageError:
            return False
        command = inner or command
    options = {
        option for param in command.params for option in (*param.opts, *param.secondary_opts)
    }
    return all(
        word.partition("=")[0] in {*options, "--help"} for word in words if word.startswith("--")
    )
