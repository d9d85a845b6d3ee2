"""`desk outlets`: its verbs, each loaded when it is called; without one, the list."""

import click

from crawler.cli.verb_group import Verb, VerbGroup

LIST = Verb("list", "crawler.cli.outlets.listing:list_outlets", "One line per outlet.")
VERBS = (
    Verb(
        "add",
        "crawler.cli.outlets.adding:add_outlet",
        "Look at a site and draft its outlet file.",
    ),
    Verb(
        "check",
        "crawler.cli.outlets.checking:check",
        "Whether every outlet file is right; exit code 1 names each mistake.",
    ),
    LIST,
    Verb(
        "rename",
        "crawler.cli.outlets.renaming:rename",
        "Give an outlet another slug; its columns and captures stay with it.",
    ),
    Verb(
        "rules",
        "crawler.cli.outlets.rules:translate_rules",
        "Turn a rule file of ftr-site-config into a layout.",
    ),
    Verb(
        "show",
        "crawler.cli.outlets.listing:show_outlet",
        "What one outlet's file says, with every default filled in.",
    ),
)


@click.group(cls=VerbGroup, verbs=VERBS, invoke_without_command=True)
@click.pass_context
def outlets(ctx: click.Context) -> None:
    """The outlet files: what they say, whether they are right.

    \b
    Example:
      desk outlets check
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(LIST.load())
