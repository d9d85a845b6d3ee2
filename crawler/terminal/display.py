"""What people and programs see of the records: readable text on a terminal, plain dicts for JSON.

No work is done here, nothing is fetched, read or stored.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table
from rich.text import Text

from archive.model.records import Article, Block, Chrome, Comment
from archive.reading.queries import StoredColumn
from archive.search.search import Results

NO_TERMINAL_WIDTH = 100_000
"""Signs of a line in a file or a pipe, where nothing should be cut or wrapped."""

SHOWN_CHROME = 300
"""Characters of a removed block shown to a person; `--json` has all of it."""

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

LABELLED = (
    "kicker", "title", "standfirst", "byline", "authors", "dateline", "published", "modified",
    "section", "tags", "language", "page_kind", "url", "canonical_url", "comment_count",
    "next_page", "comment_pages",
)  # fmt: skip
"""The fields of an article in the order `desk extract` shows them."""

RELATED = {
    "same text": "the same text",
    "edited copy": "an edited copy, or this one is",
    "excerpt of": "this is an excerpt of",
    "contains": "this contains",
    "joined by a person": "the same, as a person says",
    "by way of others": "the same, by way of others",
}
"""What the other columns of a cluster are said to be."""


def console() -> Console:
    """The console for results; where it is no terminal, lines are as long as they are."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else NO_TERMINAL_WIDTH)


def set_in(text: Text, depth: int) -> Padding:
    """The text with a left margin of so many signs, on each of its lines."""
    return Padding(text, (0, 0, 0, depth), expand=False)


def words(text: object) -> Text:
    """Text from the web without the control characters a terminal would obey."""
    return Text(CONTROLS.sub("", str(text)))


def plain(value: object) -> Any:
    """The value as JSON can hold it: records are objects, datetimes ISO text, enums their word."""
    if isinstance(value, Article):
        named = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        return {**named, "body": value.body}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return plain(value._asdict())
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return [plain(item) for item in value]
    return value


def print_json(value: object, *, lines: bool = False) -> None:
    """Prints the value as JSON for a program; with `lines` on one line."""
    text = json.dumps(plain(value), ensure_ascii=False, indent=None if lines else 2)
    sys.stdout.write(text + "\n")


def progress(*, quiet: bool) -> Progress:
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


def steps(bars: Progress) -> Callable[[str, int, int], None]:
    """A function to tell each step of long work to: what is being done, how much of how much."""
    tasks: dict[str, TaskID] = {}

    def tell(what: str, done: int, total: int) -> None:
        if what not in tasks:
            tasks[what] = bars.add_task(what)
        bars.update(tasks[what], completed=done, total=total)

    return tell


def day_of(moment: datetime | None, precision: str | None) -> str:
    """The moment as precisely as it was printed: "2019", "2019-08", "2019-08-29", with time."""
    if moment is None:
        return ""
    form = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}.get(
        precision or "", "%Y-%m-%d %H:%M %z"
    )
    return moment.strftime(form)


def marked(text: str, marks: Sequence[tuple[int, int]], *, on_terminal: bool) -> Text:
    """The snippet with its hits in bold; between asterisks where there is no terminal."""
    shown, at = Text(), 0
    for start, end in marks:
        shown.append(words(text[at:start]))
        hit = words(text[start:end])
        shown.append(hit.plain if on_terminal else f"**{hit}**", style="bold yellow")
        at = end
    shown.append(words(text[at:]))
    return shown


def show_article(out: Console, article: Article) -> None:
    """Prints every field with where it was found, then the text, the comments and the chrome."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column("field", style="cyan", no_wrap=True)
    table.add_column("value", overflow="fold")
    table.add_column("found in", style="dim", no_wrap=True)
    for name in LABELLED:
        value = getattr(article, name)
        if value in (None, ()):
            continue
        if isinstance(value, datetime):
            value = day_of(value, getattr(article, f"{name}_precision"))
        elif isinstance(value, tuple):
            value = "; ".join(value)
        table.add_row(name, words(value), article.found_in.get(name, ""))
    out.print(table)
    for name, place in article.found_in.items():
        if place.startswith("layout: "):  # the outlet's own selectors found nothing
            out.print(Text(f"{name}  {place}", style="yellow"))
    show_heading(out, f"body: {len(article.body.split())} words")
    show_blocks(out, article.blocks)
    show_comments(out, article.comments)
    show_chrome(out, article.chrome)


def show_heading(out: Console, text: str) -> None:
    """Prints a heading between two parts of an answer."""
    out.print()
    out.print(Text(text, style="bold cyan"))


def show_blocks(out: Console, blocks: Iterable[Block]) -> None:
    """Prints a column's text: headings bold, quotations and verse set in, lists dotted."""
    before: str | None = None
    for block in blocks:
        if not (block.kind == before and block.kind in ("item", "row")):
            out.print()
        before = block.kind
        text = words(block.text)
        if block.kind == "heading":
            text.stylize("bold")
        elif block.kind == "item":
            text = Text("• ") + text
        depth = 4 if block.kind in ("quotation", "verse") else 2 * (block.level or 1) - 2
        indent = depth if block.kind in ("quotation", "verse", "item") else 0
        out.print(set_in(text, indent))


def show_comments(out: Console, comments: Sequence[Comment]) -> None:
    """Prints comments as the thread they form: author, date, kind, text."""
    if not comments:
        return
    show_heading(out, f"comments: {len(comments)}")
    for comment in comments:
        head = words(comment.author or "(no name)")
        head.stylize("bold")
        when = day_of(comment.published, comment.published_precision)
        notes = [note for note in (when, comment.kind if comment.kind != "reader" else "") if note]
        head.append("  " + "  ".join(notes), style="dim not bold")
        out.print()
        out.print(set_in(head, 2 * comment.depth))
        out.print(set_in(words(comment.text), 2 * comment.depth))


def show_chrome(out: Console, chrome: Sequence[Chrome]) -> None:
    """Prints what was taken out: kind, the rule that removed it, the beginning of its text."""
    if not chrome:
        return
    show_heading(out, f"taken out: {len(chrome)}")
    for block in chrome:
        text = " ".join(block.text.split())
        if len(text) > SHOWN_CHROME:
            text = text[:SHOWN_CHROME] + " …"
        out.print()
        out.print(Text(block.kind, style="bold") + Text(f"  ({block.rule})", style="dim not bold"))
        out.print(set_in(words(text), 2))


def show_results(results: Results) -> None:
    """Prints the hits of a search: headline, outlet, date, id, and the place that matches."""
    out = console()
    for hit in results.hits:
        head = marked(hit.title or "(no headline)", hit.title_marks, on_terminal=out.is_terminal)
        head.stylize("bold")
        where = f"comment by {hit.author or 'nobody named'}" if hit.where == "comments" else ""
        about = [
            hit.public_id,
            hit.outlet_name,
            (hit.published or "undated")[:16].replace("T", " "),
            where,
            f"+{hit.copies} of the same text" if hit.copies else "",
        ]
        out.print(head)
        out.print(Text(" · ".join(note for note in about if note), style="dim"))
        snippet = marked(hit.snippet.text, hit.snippet.marks, on_terminal=out.is_terminal)
        out.print(set_in(snippet, 2))
        out.print()
    shown = f"{len(results.hits)} of {results.total:,}" if results.hits else "0"
    if results.texts is not None and results.texts != results.total:
        shown = f"{len(results.hits)} of {results.texts:,} texts in {results.total:,} places"
    note = "" if results.ranked == results.total else f"; only the newest {results.ranked:,} ranked"
    out.print(Text(f"{shown} found{note}", style="dim"))


def show_column(column: StoredColumn, *, comments: bool, chrome: bool, versions: bool) -> None:
    """Prints one column for reading; on request with its comments, chrome and history."""
    out, article = console(), column.article
    if article.kicker:
        out.print(words(article.kicker.upper()))
    title = words(article.title or "(no headline)")
    title.stylize("bold")
    out.print(title)
    if article.standfirst:
        out.print(words(article.standfirst))
    about = [
        article.byline or ", ".join(article.authors),
        column.outlet_name,
        article.section or "",
        day_of(article.published, article.published_precision),
    ]
    out.print(words(" · ".join(note for note in about if note)))
    state = "" if column.state == "live" else " (gone from there)"
    state = " (private now)" if column.private else state
    out.print(Text(f"{column.public_id} · {article.url or 'no address'}{state}", style="dim"))
    for other in column.duplicates:
        earlier = ", which is earlier" if other.representative else ""
        out.print(
            Text(
                f"{RELATED[other.relation]}: {other.public_id}{earlier}  {other.url or ''}",
                style="dim",
            )
        )
    show_blocks(out, article.blocks)
    if comments:
        show_comments(out, [shown.comment for shown in column.comments])
    if chrome:
        show_chrome(out, article.chrome)
    if versions:
        show_history(out, column)


def show_history(out: Console, column: StoredColumn) -> None:
    """Prints each version with when it was first seen, and what happened to the column."""
    show_heading(out, f"versions: {len(column.versions)}")
    for version in column.versions:
        text = version.text
        out.print(
            words(
                f"{version.ordinal}  {version.seen_at:%Y-%m-%d %H:%M} UTC  "
                f"{len((text.body or '').split())} words  {text.title or '(no headline)'}"
            )
        )
    for event in column.events:
        came = f" from {event.detail}" if event.detail else ""
        out.print(words(f"{event.kind}  {event.happened_at:%Y-%m-%d %H:%M} UTC{came}"))
