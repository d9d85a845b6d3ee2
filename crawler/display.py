"""What people and programs see of the records: readable text on a terminal, plain dicts for JSON.

No work is done here, nothing is fetched, read or stored.
"""

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
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
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table
from rich.text import Text

from archive.records import Article, Block, Chrome, Comment, Outcome

SHOWN_CHROME = 300
"""Characters of a removed block shown to a person; `--json` has all of it."""

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

LABELLED = (
    "kicker", "title", "standfirst", "byline", "authors", "dateline", "published", "modified",
    "section", "tags", "language", "page_kind", "url", "canonical_url", "comment_count",
    "next_page", "comment_pages",
)  # fmt: skip
"""The fields of an article in the order `desk extract` shows them."""


def console() -> Console:
    """The console for results; long lines are not cut when it is no terminal."""
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


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


def progress(*, unit: str, quiet: bool = False) -> Progress:
    """A progress bar on standard error; invisible where that is no terminal."""
    err = Console(stderr=True)
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(unit),
        TimeElapsedColumn(),
        console=err,
        transient=True,
        disable=quiet or not err.is_terminal,
    )


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
        out.print(Padding(text, (0, 0, 0, indent)) if indent else text)


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
        out.print(Padding(head, (0, 0, 0, 2 * comment.depth)))
        out.print(Padding(words(comment.text), (0, 0, 0, 2 * comment.depth)))


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
        out.print(Padding(words(text), (0, 0, 0, 2)))


def counts(outcomes: Mapping[Outcome, int]) -> str:
    """Outcomes as one phrase in the enum's order: "3 new, 1 gone"; "nothing" if there are none."""
    named = [f"{outcomes[kind]} {kind.value}" for kind in Outcome if outcomes.get(kind)]
    return ", ".join(named) or "nothing"
