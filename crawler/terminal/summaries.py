"""What came of a crawl, outlet by outlet; `desk crawl` and `scrapy crawl` end with it."""

from collections.abc import Iterator, Mapping, Sequence

from archive.model.records import Outcome
from crawler.session.summary import BadPage, Summary
from crawler.terminal.console import console, print_problem, printable
from crawler.terminal.wording import counted

CONTINUED = "; continued an interrupted crawl, whose columns are counted in"

NAMED = 3
"""Pages that are bad for the same reason and have a line each; of more, `--json` has all."""


def counts(outcomes: Mapping[Outcome, int]) -> str:
    """Outcomes as one phrase in the enum's order: "3 new, 1 gone"; of none it says so."""
    named = [_named(kind, outcomes[kind]) for kind in Outcome if outcomes.get(kind)]
    return ", ".join(named) or "no page was visited"


def _named(kind: Outcome, count: int) -> str:
    if kind is Outcome.COMMENTS:
        return f"{counted(count, 'column')} with changed comments"
    return f"{count} {kind.value}"


def show_summaries(summaries: Sequence[Summary], *, quiet: bool) -> None:
    """Prints what came of each outlet: outcomes counted, bad pages and silent seeds by name.

    Quiet, only what needs attention: outlets that failed, on standard error.
    """
    out = console()
    for summary in summaries:
        if summary.failed:
            print_problem(f"{summary.outlet}: {summary.problem}")
        if quiet:
            continue
        ended = "interrupted" if summary.finish_reason == "shutdown" else summary.finish_reason
        line = printable(summary.outlet)
        line.stylize("bold")
        line.append(f": {counts(summary.outcomes)}", style="not bold")
        line.append(
            f"  ({counted(summary.requests, 'request')}, {summary.seconds:.1f} s,"
            f" {ended}{CONTINUED if summary.continued else ''})",
            style="dim not bold",
        )
        out.print(line)
        for seed in summary.seeds:
            yielded = f"{counted(seed.yielded, 'candidate')}, {seed.new} new"
            note = f"; {seed.problem}" if seed.problem else ""
            out.print(printable(f"  {seed.url}: {yielded}{note}"))
        for failed in layout_lines(summary.layout_failures, summary.columns_read):
            out.print(f"  {failed}")
        for column in summary.left:
            title = column.title or "(no headline)"
            out.print(printable(f"  out of scope now: {title}  {column.url}"))
        for bad in bad_lines(summary.bad):
            out.print(printable(f"  {bad}"))


def bad_lines(pages: Sequence[BadPage]) -> Iterator[str]:
    """A line for each bad page; one for all of those that are bad for the same reason, if many."""
    alike: dict[tuple[Outcome, str], list[str]] = {}
    for page in pages:
        alike.setdefault((page.outcome, page.reason), []).append(page.url)
    for (outcome, reason), urls in alike.items():
        if len(urls) > NAMED:
            yield f"{outcome.value}: {counted(len(urls), 'address')}: {reason}; first {urls[0]}"
        else:
            yield from (f"{outcome.value}: {url}: {reason}" for url in urls)


def layout_lines(failures: Mapping[str, int], columns: int) -> Iterator[str]:
    """A line for each field for which an outlet's own selectors found nothing on some columns."""
    for name, count in failures.items():
        yield f"layout: {name} found nothing on {count} of {counted(columns, 'column')}"
