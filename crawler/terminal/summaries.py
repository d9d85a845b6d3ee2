"""What came of a crawl, outlet by outlet; `desk crawl` and `scrapy crawl` end with it."""

from collections.abc import Iterator, Mapping, Sequence

import click

from archive.model.records import Outcome
from crawler.session.summary import Summary
from crawler.terminal import display


def counts(outcomes: Mapping[Outcome, int]) -> str:
    """Outcomes as one phrase in the enum's order: "3 new, 1 gone"; "nothing" if there are none."""
    named = [f"{outcomes[kind]} {kind.value}" for kind in Outcome if outcomes.get(kind)]
    return ", ".join(named) or "nothing"


def show_summaries(summaries: Sequence["Summary"], *, quiet: bool) -> None:
    """Prints what came of each outlet: outcomes counted, bad pages and silent seeds by name.

    Quiet, only what needs attention: outlets that failed, on standard error.
    """
    out = display.console()
    for summary in summaries:
        if summary.failed:
            tell_problem(f"{summary.outlet}: {summary.problem}")
        if quiet:
            continue
        line = display.words(summary.outlet)
        line.stylize("bold")
        line.append(f": {counts(summary.outcomes)}", style="not bold")
        line.append(
            f"  ({summary.requests} requests, {summary.seconds:.1f} s, {summary.finish_reason}"
            f"{', continued an interrupted crawl' if summary.continued else ''})",
            style="dim not bold",
        )
        out.print(line)
        for seed in summary.seeds:
            found = f"{seed.yielded} candidates, {seed.new} new"
            note = f"; {seed.problem}" if seed.problem else ""
            out.print(display.words(f"  {seed.url}: {found}{note}"))
        for failed in layout_lines(summary.layout_failures, summary.columns_read):
            out.print(f"  {failed}")
        for page in summary.bad:
            out.print(display.words(f"  {page.outcome.value}: {page.url}: {page.reason}"))


def layout_lines(failures: Mapping[str, int], columns: int) -> Iterator[str]:
    """A line for each field for which an outlet's own selectors found nothing on some columns."""
    for name, count in failures.items():
        yield f"layout: {name} found nothing on {count} of {counted(columns, 'column')}"


def counted(count: int, thing: str) -> str:
    """A number of things: "1 word", "2 words"."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def tell_problem(line: str) -> None:
    """Prints one line about what needs attention, on standard error."""
    click.echo(display.words(line).plain, err=True)
