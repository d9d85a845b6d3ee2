"""What people and programs are told of work done: crawls, imports, re-readings, checks, statistics.

What a column looks like is `display`'s business.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from archive.model.records import Outcome
from crawler.terminal import display
from crawler.terminal.summaries import counted, counts, layout_lines, tell_problem

if TYPE_CHECKING:
    from archive.reading.queries import Stats
    from crawler.config.outlets import Outlet
    from crawler.config.site_rules import Extent, Translation
    from crawler.jobs.importing import Imported
    from crawler.jobs.merging import Merged
    from crawler.jobs.reextraction import Plan, Reread
    from crawler.monitoring.health import Health
    from crawler.monitoring.schedule import Schedule
    from crawler.probing.channel_probe import SiteProbe
    from crawler.probing.probe import DraftedOutlet
    from crawler.session.run import OutletCrawl


EXTENTS: "Mapping[Extent, str]" = {
    "whole": "read whole",
    "part": "read in part",
    "nothing": "nothing in it that a layout can say",
}


@contextmanager
def crawl_progress(*, quiet: bool) -> Iterator[Callable[["OutletCrawl"], None]]:
    """A function to tell each visit's outcome to; shows a line per outlet while the crawl runs."""
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.completed} pages"),
        TextColumn("{task.fields[outcomes]}", style="dim"),
        TimeElapsedColumn(),
        console=(err := Console(stderr=True)),
        transient=True,
        disable=quiet or not err.is_terminal,
    ) as bars:
        tasks: dict[str, TaskID] = {}
        seeds = bars.add_task("reading seeds", total=None, outcomes="")

        def on_progress(crawl: "OutletCrawl") -> None:
            slug = crawl.outlet.slug
            bars.update(seeds, visible=False)
            if slug not in tasks:
                tasks[slug] = bars.add_task(slug, total=None, outcomes="")
            done = sum(crawl.tally.values())
            bars.update(tasks[slug], completed=done, outcomes=counts(crawl.tally))

        yield on_progress


def show_findings(found: Iterable[tuple[bool, str]]) -> None:
    """Prints what was checked, a line each."""
    out = display.console()
    for good, told in found:
        out.print(display.words(f"{'ok' if good else 'NO'}  {told}"))


def show_schedule(made: "Schedule") -> None:
    """Prints a crontab line and two systemd units, ready to be copied."""
    click.echo("# cron: add this line with `crontab -e` (MAILTO=you@example.org above it has cron")
    click.echo("# mail what is printed, which is alarms only):")
    click.echo(made.crontab)
    click.echo("\n# or systemd: write these into ~/.config/systemd/user/ and start the timer with")
    click.echo(f"# systemctl --user enable --now {made.unit}.timer")
    for ending, text in (("service", made.service), ("timer", made.timer)):
        click.echo(f"\n# {made.unit}.{ending}")
        click.echo(text, nl=False)


def show_health(found: Sequence["Health"]) -> None:
    """Prints how each outlet does, and its alarms below it."""
    out = display.console()
    for one in found:
        line = display.words(one.outlet)
        line.stylize("bold")
        crawled = f"{one.last_crawl:%Y-%m-%d %H:%M} UTC" if one.last_crawl else "never"
        told = f": {'ALARM' if one.alarms else 'well'}; last new {one.last_new or 'never'}"
        line.append(f"{told}, last crawl {crawled}", style="not bold")
        out.print(line)
        for alarm in one.alarms:
            out.print(display.words(f"  {alarm}"))


def show_look(look: "SiteProbe") -> None:
    """Prints what an outlet's channels offer, samples of its columns, and what was not found."""
    out = display.console()
    out.print(display.words(look.outlet))
    channels = Table("channel", "address", "columns", "back to", "newest", box=None, padding=(0, 2))
    for one in look.channels:
        channels.add_row(
            one.channel,
            display.words(one.url),
            f"{one.columns}{'+' if one.more else ''}",
            f"{one.oldest:%Y-%m-%d}" if one.oldest else "",
            f"{one.newest:%Y-%m-%d}" if one.newest else "",
        )
    out.print(channels)
    for sample in look.samples:
        out.print(display.words(f"  {sample.url}"))
        article = sample.article
        if article is None:
            out.print(display.words(f"    {sample.outcome}: {sample.reason}"))
            continue
        day = display.day_of(article.published, article.published_precision)
        told = [article.title or "no headline", ", ".join(article.authors) or "no author"]
        told += [day or "no date", counted(len(article.body.split()), "word")]
        told.append(counted(len(article.comments), "comment"))
        out.print(display.words(f"    {' · '.join(told)}"))
    for note in look.notes:
        out.print(display.words(f"  note: {note}"))
    for problem in look.problems:
        tell_problem(f"{look.outlet}: {problem}")


def show_drafted(drafted: "DraftedOutlet") -> None:
    """Prints a look at an outlet, and the file that would be written for it."""
    show_look(drafted.look)
    out = display.console()
    out.print()
    out.print(display.words(f"# {drafted.path}"))
    out.print(display.words(drafted.toml))


def drafted_as_dict(drafted: "DraftedOutlet", *, written: bool) -> dict[str, Any]:
    """A draft for JSON."""
    from crawler.probing.channel_probe import as_dict

    return {
        "file": str(drafted.path),
        "written": written,
        "toml": drafted.toml,
        "look": as_dict(drafted.look),
    }


def days(length: timedelta) -> str:
    """A length of time as outlet files write it."""
    return f"{length.total_seconds() / 86400:g}d"


def outlet_as_dict(outlet: "Outlet") -> dict[str, Any]:
    """What an outlet's file says with every default filled in, as JSON can hold it."""
    return {
        "slug": outlet.slug,
        "name": outlet.name,
        "home": outlet.home,
        "language": outlet.language,
        "timezone": outlet.timezone.key,
        "country": outlet.country,
        "delay": outlet.delay,
        "every": days(outlet.every),
        "revisit_after": None if outlet.revisit_after is None else days(outlet.revisit_after),
        "scope": {
            "hosts": sorted(outlet.scope.hosts),
            "include": [pattern.pattern for pattern in outlet.scope.include],
            "exclude": [pattern.pattern for pattern in outlet.scope.exclude],
            "sections": sorted(outlet.scope.sections),
        },
        "seeds": [
            {
                "channel": seed.channel,
                "url": seed.url,
                "limit": seed.limit,
                "categories": sorted(seed.categories),
                "links": seed.links.css if seed.links else None,
                "pages": seed.pages,
                "next": seed.next.css if seed.next else None,
            }
            for seed in outlet.seeds
        ],
        "layouts": [
            {
                "from": display.plain(layout.since),
                "until": display.plain(layout.until),
                **{
                    name: [selector.text for selector in selectors]
                    for name, selectors in layout.selectors.items()
                },
            }
            for layout in outlet.layouts
        ],
        "expect": {"columns": outlet.expect.columns, **outlet.expect.shares},
    }


def show_translation(made: "Translation", source: str) -> None:
    """Prints how much of a rule file a layout says, on standard error; what is lost, by line."""
    named = ", ".join(f"{name} ({len(selectors)})" for name, selectors in made.fields.items())
    tell_problem(f"{source}: {EXTENTS[made.extent]}{': ' if named else ''}{named}")
    for remark in made.lost:
        tell_problem(f"  line {remark.line}, {remark.text}: {remark.reason}")
    if made.needless:
        tell_problem(f"  {counted(len(made.needless), 'line')} without effect here")


def show_outlets(outlets: Sequence["Outlet"]) -> None:
    """Prints a line per outlet: slug, name, home, what it is crawled from."""
    table = Table(box=None, pad_edge=False)
    for name in ("outlet", "name", "home", "language", "seeds"):
        table.add_column(name, overflow="fold")
    for outlet in outlets:
        seeds = ", ".join(seed.channel for seed in outlet.seeds)
        table.add_row(outlet.slug, display.words(outlet.name), outlet.home, outlet.language, seeds)
    display.console().print(table)


def show_pairs(told: Mapping[str, Any], *, indent: int = 0) -> None:
    """Prints an object as indented lines of key and value; empty values are left out."""
    out = display.console()
    for key, value in told.items():
        if value in (None, [], {}, ""):
            continue
        label = " " * indent + key
        if isinstance(value, Mapping):
            out.print(Text(label, style="cyan"))
            show_pairs(value, indent=indent + 2)
        elif isinstance(value, list) and isinstance(value[0], Mapping):
            for item in value:
                out.print(Text(label, style="cyan"))
                show_pairs(item, indent=indent + 2)
        else:
            text = "; ".join(map(str, value)) if isinstance(value, list) else value
            out.print(Text(f"{label}  ", style="cyan") + display.words(text))


def imported_as_dict(item: "Imported") -> dict[str, Any]:
    """One imported file as JSON can hold it: what became of it, then the fields of its article."""
    told = {name: getattr(item, name) for name in ("path", "kind", "outcome", "reason")}
    article = display.plain(item.article) if item.article else {}
    return {**display.plain(told), **article}


def show_imported(done: "Sequence[Imported]", *, dry_run: bool) -> None:
    """Prints a line per file: what became of it, its headline, how much text and how many comments.

    Of a single file that was only looked at, everything is shown; after several, their sum.
    """
    out = display.console()
    tally = Counter(item.outcome.value if item.outcome else "columns" for item in done)
    for item in done:
        what = item.outcome.value if item.outcome else "a column"
        line = display.words(f"{item.path}: {what}")
        if item.reason:
            line.append(display.words(f": {item.reason}"))
        elif item.article:
            article = item.article
            line.append(display.words(f': "{article.title or "(no headline)"}"'))
            line.append(f", {counted(len(article.body.split()), 'word')}")
            line.append(f", {counted(len(article.comments), 'comment')}")
        out.print(line)
    if dry_run and len(done) == 1 and done[0].article:
        out.print()
        display.show_article(out, done[0].article)
    else:
        told = ", ".join(f"{count} {what}" for what, count in sorted(tally.items()))
        out.print(f"{counted(len(done), 'file')}: {told or 'nothing to import'}")


def reread_as_dict(done: "Sequence[Reread]") -> dict[str, Any]:
    """What a re-extraction came to, as JSON can hold it."""
    return {
        "columns": sum(item.public_id is not None for item in done),
        "text_changed": [item.public_id for item in done if item.changes and item.changes.text],
        "fields_changed": [item.public_id for item in done if item.changes and item.changes.fields],
        "comments_changed": [
            item.public_id for item in done if item.changes and item.changes.comments
        ],
        "new": sum(item.outcome is Outcome.NEW for item in done),
        "layout_failures": dict(Counter(name for item in done for name in item.layout_failures)),
        "problems": [item.problem for item in done if item.problem],
    }


def show_merged(done: "Merged") -> None:
    """Prints what was taken over from another folder."""
    told = [
        counted(done.captures, "capture"),
        counted(done.columns, "new column"),
        counted(done.outlets, "outlet file") if done.outlets else "",
        counted(done.words, "word of people") if done.words else "",
        f"{counted(done.forgotten, 'column')} forgotten" if done.forgotten else "",
    ]
    display.console().print(display.words(f"{done.source}: {', '.join(filter(None, told))}"))
    for problem in done.problems:
        tell_problem(problem)


def show_plan(planned: "Plan") -> None:
    """Prints what a re-extraction is about to read, on standard error."""
    taken_up = f"; {planned.skipped:,} done before it was cut off" if planned.skipped else ""
    click.echo(
        f"{counted(planned.captures, 'capture')} of"
        f" {counted(sum(item.public_id is not None for item in planned.todo), 'column')} and"
        f" {counted(sum(item.public_id is None for item in planned.todo), 'other page')}{taken_up}",
        err=True,
    )


def show_reread(done: "Sequence[Reread]", *, dry_run: bool) -> None:
    """Prints what a re-extraction changed; ids of columns whose text reads differently now."""
    told = reread_as_dict(done)
    out = display.console()
    would = "would change" if dry_run else "changed"
    out.print(
        f"{told['columns']} columns read again: text {would} in {len(told['text_changed'])}, "
        f"fields in {len(told['fields_changed'])}, comments in {len(told['comments_changed'])}; "
        f"{told['new']} pages are columns now that were none"
    )
    for public_id in told["text_changed"]:
        out.print(f"  {public_id}")
    for line in layout_lines(told["layout_failures"], told["columns"]):
        out.print(f"  {line}")
    for problem in told["problems"]:
        tell_problem(problem)


def show_stats(stats: "Stats") -> None:
    """Prints what the archive holds: a line per outlet, then duplicates and sizes."""
    table = Table(box=None, pad_edge=False)
    table.add_column("outlet")
    names = ("columns", "gone", "comments", "versions", "duplicates", "captures")
    for name in names:
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("years", no_wrap=True)
    table.add_column("crawled", no_wrap=True)
    for outlet in stats.outlets:
        years = [(day or "")[:4] for day in (outlet.earliest, outlet.latest)]
        table.add_row(
            outlet.slug,
            *(f"{getattr(outlet, name):,}" for name in names),
            "–".join(years) if all(years) else "",
            f"{outlet.crawled_at:%Y-%m-%d}" if outlet.crawled_at else "never",
        )
    out = display.console()
    out.print(table)
    out.print(
        f"{sum(outlet.words for outlet in stats.outlets):,} words; "
        f"{counted(stats.clusters, 'text')} in more than one column; "
        f"archive.db {size(stats.database_bytes)}, "
        f"{counted(stats.warc_files, 'WARC file')} {size(stats.warc_bytes)}"
    )


def size(count: int) -> str:
    """Bytes for a person: "812 B", "3.4 MB"."""
    number, units = float(count), ["B", "kB", "MB", "GB", "TB"]
    while number >= 1000 and len(units) > 1:
        number, units = number / 1000, units[1:]
    return f"{number:.0f} {units[0]}" if units[0] == "B" else f"{number:.1f} {units[0]}"
