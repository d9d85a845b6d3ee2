"""Text on the terminal: the console for results, text made safe and set in, problems in a line."""

import re
import sys

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

NO_TERMINAL_WIDTH = 100_000
"""Signs of a line in a file or a pipe, where nothing should be cut or wrapped."""

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def console() -> Console:
    """The console for results; where it is no terminal, lines are as long as they are."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else NO_TERMINAL_WIDTH)


def set_in(text: Text, depth: int) -> Padding:
    """The text with a left margin of so many characters, on each of its lines."""
    return Padding(text, (0, 0, 0, depth), expand=False)


def printable(text: object) -> Text:
    """Text from the web without the control characters a terminal would obey.

    Bytes of a file name that are no UTF-8 are shown as escapes.
    """
    return Text(CONTROLS.sub("", _writable(str(text))))


def _writable(text: str) -> str:
    """The text as UTF-8 can hold it, lone surrogates written as escapes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        pass
    else:
        return text
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:  # one that stands for no byte
        return text.encode("utf-8", "backslashreplace").decode()


def show_heading(out: Console, text: str) -> None:
    """Prints a heading between two parts of an answer."""
    out.print()
    out.print(Text(text, style="bold cyan"))


def print_problem(line: str) -> None:
    """Prints one line about what needs attention, on standard error."""
    click.echo(printable(line).plain, err=True)
