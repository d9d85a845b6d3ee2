"""A group of verbs that loads a verb's module only when that verb is called.

So `desk search` pays for neither Scrapy nor Datasette, and each module imports at its top.
"""

from collections.abc import Iterable
from importlib import import_module
from typing import Any

import click


class Verb(click.Command):
    """A verb's name, the first sentence of its help, and where the rest of it stands."""

    def __init__(self, name: str, source: str, summary: str) -> None:
        """`source` is the module and the function in it: "crawler.cli.reading.show:show"."""
        super().__init__(name, help=summary)
        self._source = source

    def load(self) -> click.Command:
        """The verb itself."""
        module, _, function = self._source.partition(":")
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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that was typed, loaded."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, command.load() if isinstance(command, Verb) else command, rest
