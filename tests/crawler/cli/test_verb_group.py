"""The table of verbs: what it says of a verb is what the verb says of itself."""

import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from crawler.cli.desk import main
from crawler.cli.outlets.group import outlets
from crawler.cli.verb_group import Verb, VerbGroup
from tests import ROOT


def verbs() -> Iterator[tuple[str, Verb]]:
    for group in (main, outlets):
        for name, command in group.commands.items():
            assert isinstance(command, Verb)
            yield f"{group.name} {name}", command


@pytest.mark.parametrize(("name", "verb"), [pytest.param(*pair, id=pair[0]) for pair in verbs()])
def test_a_summary_is_the_first_sentence_of_the_verb_s_own_help(name: str, verb: Verb) -> None:
    loaded = verb.load()

    assert f" {loaded.name}" == name.removeprefix("main").removeprefix("outlets")
    assert verb.help == loaded.get_short_help_str(limit=1_000)


@pytest.mark.parametrize("group", [main, outlets])
@pytest.mark.parametrize("columns", [60, 80, 200])
def test_help_lists_each_verb_with_its_whole_summary(group: VerbGroup, columns: int) -> None:
    shown = CliRunner().invoke(group, ["--help"], terminal_width=columns, prog_name="desk").output

    listed = " ".join(shown.partition("Commands:")[2].split())
    assert "..." not in listed
    for name, verb in group.commands.items():
        assert f"{name} {verb.help}" in listed


@pytest.mark.parametrize(
    ("words", "shell"),
    [
        pytest.param(["--help"], {}, id="help"),
        pytest.param(["--version"], {}, id="version"),
        pytest.param(["no-such-verb"], {}, id="no-such-verb"),
        pytest.param(
            [],
            {"_DESK_COMPLETE": "bash_complete", "COMP_WORDS": "desk s", "COMP_CWORD": "1"},
            id="completion",
        ),
    ],
)
def test_the_group_alone_loads_no_verb(words: list[str], shell: dict[str, str]) -> None:
    code = (
        "import sys; from click.testing import CliRunner; from crawler.cli.desk import main\n"
        f"CliRunner().invoke(main, {words!r}, prog_name='desk', env={shell!r})\n"
        "loaded = [name for name in sys.modules if name.startswith('crawler.cli.')]\n"
        "assert loaded == ['crawler.cli.verb_group', 'crawler.cli.desk'], loaded"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_the_command_is_found_where_older_installations_look_for_it() -> None:
    code = "import sys; from crawler.cli import main; sys.argv = ['desk', '--version']; main()"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout.split(",")[0]) == (0, "desk")


def test_shell_completion_offers_verbs_with_their_summaries() -> None:
    context = click.Context(main, info_name="desk")
    offered = {item.value: item.help for item in main.shell_complete(context, "s")}
    assert list(offered) == ["schedule", "search", "show", "stats", "serve"]
    assert offered["stats"] == "Outlets, which of them still publish,..."


def test_verbs_asked_for_by_name_or_described_have_their_options() -> None:
    context = click.Context(main, info_name="desk")

    search = main.get_command(context, "search")
    described = main.to_info_dict(context)["commands"]

    assert search is not None
    assert "terms" in {parameter.name for parameter in search.params}
    assert list(described) == list(main.commands)
    assert "terms" in {parameter["name"] for parameter in described["search"]["params"]}
    adding = described["outlets"]["commands"]["add"]
    assert "section" in {parameter["name"] for parameter in adding["params"]}
    assert main.get_command(context, "no-such-verb") is None
