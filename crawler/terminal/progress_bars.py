"""Signs of work under way, on standard error; invisible where that is no terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.text import Text


def progress_bar(*, quiet: bool) -> Progress:
    """A progress bar on standard error; invisible where that is no terminal."""
    err = Console(stderr=True)
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=err,
        transient=True,
        disable=quiet or not err.is_terminal,
    )


@contextmanager
def waiting(what: str, *, quiet: bool) -> Iterator[None]:
    """Says on a terminal that something is under way, as long as the block runs."""
    err = Console(stderr=True)
    if quiet or not err.is_terminal:
        yield
    else:
        with err.status(Text(what)):
            yield


def step_reporter(bars: Progress) -> Callable[[str, int, int], None]:
    """A callback for each step of long work: what is being done, how much of how much."""
    tasks: dict[str, TaskID] = {}

    def report(what: str, done: int, total: int) -> None:
        if what not in tasks:
            tasks[what] = bars.add_task(what)
        bars.update(tasks[what], completed=done, total=total)

    return report
