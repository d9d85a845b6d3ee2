"""A group of verbs that loads a verb's module only when that verb is called.

So `desk search` pays for neither Scrapy nor Datasette, and each module imports at its top.
"""

from collections.abc import Iterable
from importlib import import_module
from typing import Any

import click
from click.shell_completion import CompletionItem


class Verb(click.Command):
    """A verb's name, the first sentence of its help, and where the rest of it stands."""

    def __init__(self, name: str, source: str, summary: str) -> None:
        """`source` is the module and the function in it: "crawler.cli.reading.show:show"."""
        super().__init__(name, help=summary)
        self.source = source

    def load(self) -> click.Command:
        """The verb itself."""
        module, _, function = self.source.partition(":")
        command: click.Command = getattr(import_module(module), function)
        return command


class VerbGroup(click.Group):
    """A group that is listed, completed and corrected by its table of verbs alone."""

    def __init__(self, *args: Any, verbs: Iterable[Verb], **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        for verb in verbs:
            self.add_command(verb)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of the table."""
        return list(self.commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb of this name, loaded; None when there is none."""
        command = super().get_command(ctx, cmd_name)
        return command.load() if isinstance(command, Verb) else command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the list of verbs for `--help`, each with its whole first sentence."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, verb.help or "") for name, verb in self.commands.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The verbs, and the options of the group, that begin as typed."""
        verbs = [
            CompletionItem(name, help=verb.get_short_help_str())
            for name, verb in self.commands.items()
            if name.startswith(incomplete)
        ]
        return verbs + click.Command.shell_complete(self, ctx, incomplete)
