"""Questions that a person answers before something is changed for good."""

import click

from archive.model.errors import DeskError

UNCHANGED = "nothing was changed"


def agreed(question: str, *, unchanged: str = UNCHANGED) -> bool:
    """Whether the answer is yes; DeskError, which says what was not changed, when there is none."""
    try:
        return click.confirm(question, err=True)
    except click.Abort:  # at the end of input, and after Ctrl-C
        click.echo(err=True)  # ends the line of the question
        raise DeskError(unchanged) from None


def ask(question: str, *, unchanged: str = UNCHANGED) -> None:
    """Goes on after a yes; DeskError, which says what was not changed, after anything else."""
    if not agreed(question, unchanged=unchanged):
        raise DeskError(unchanged)
