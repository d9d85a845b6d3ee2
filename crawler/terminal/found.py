"""What a search found, printed."""

from collections.abc import Sequence

import click
from rich.text import Text

from archive.reading.meant import ColumnMeant
from archive.search.pieces import said_back
from archive.search.results import Facet, Results, WordAlone
from archive.search.wording import only_ranked
from crawler.terminal.console import console, printable, set_in


def show_count(results: Results, *, places: bool) -> None:
    """Prints how many texts, or places, were found; what is to be said of it beside the output."""
    click.echo(results.total if places or results.texts is None else results.texts)
    for note in results.notes:
        click.echo(note, err=True)


def show_meant(meant: ColumnMeant | None) -> None:
    """Prints the column whose id or address was typed, on one line."""
    if meant:
        column = meant.column
        named = ", ".join(
            (column.title or "(no headline)", column.outlet_name, column.published or "undated")
        )
        line = f"This is the {meant.by} of: {named} (desk show {column.public_id})"
        console().print(printable(line), soft_wrap=True)


def show_results(results: Results) -> None:
    """Prints the hits of a search: headline, outlet, date, id, and the place that matches."""
    out = console()
    for hit in results.hits:
        head = marked(hit.title or "(no headline)", hit.title_marks, on_terminal=out.is_terminal)
        head.stylize("bold")
        writer = marked(hit.author or "", hit.author_marks, on_terminal=out.is_terminal)
        if hit.where == "comments":
            writer = Text("comment by ").append_text(writer if hit.author else Text("nobody named"))
        about = [
            Text(hit.public_id),
            printable(hit.outlet_name),
            Text((hit.published or "undated")[:16].replace("T", " ")),
            writer,
            Text(f"+{hit.copies} with this text or much of it" if hit.copies else ""),
        ]
        out.print(head)
        out.print(Text(" · ", style="dim").join(note for note in about if note))
        snippet = marked(hit.snippet.text, hit.snippet.marks, on_terminal=out.is_terminal)
        if hit.in_caption:
            snippet = Text("picture: ", style="dim").append_text(snippet)
        out.print(set_in(snippet, 2))
        out.print()
    for facet in results.facets or ():
        show_facet(facet)
    if results.sampled:
        seen = f"{results.sampled.looked_at:,} of {results.sampled.total:,}"
        out.print(Text(f"Counts are estimates from {seen} places.", style="dim"))
    for note in results.notes:
        out.print(printable(note))
    if begun := results.beginnings:
        out.print(
            printable(f"With beginnings of words: {said_back(begun.query)} finds {begun.total:,}.")
        )
    if results.alone:
        out.print(printable(f"By itself: {', '.join(map(by_itself, results.alone))}."))
    if results.unfinished:
        out.print(Text(f"The time was over before these were done: {results.unfinished}"))
    out.print(Text(summary(results), style="dim").append(printable(results.understood)))


def by_itself(word: WordAlone) -> str:
    """What a word finds, or else a shorter beginning of it."""
    found = f"{said_back(word.query)} finds {word.total:,}"
    shorter = word.shorter
    return f"{found} ({said_back(shorter.query)} {shorter.total:,})" if shorter else found


def summary(results: Results) -> str:
    """How many were found, and how they were put in order."""
    shown = f"{len(results.hits)} of {results.total:,}" if results.total else "0"
    if results.texts is not None and results.texts != results.total:
        shown = f"{len(results.hits)} of {results.texts:,} texts in {results.total:,} places"
    page = f", page {results.page:,}" if results.page > 1 else ""
    ranked = only_ranked(results)
    more = f"; only {ranked} ranked" if ranked else ""
    looked_for = "; looked for: " if results.understood else "; nothing was looked for"
    return f"{shown} found{page}{more}{looked_for}"


def show_facet(facet: Facet) -> None:
    """Prints the values of a facet on one line, each with its count."""
    if facet.values:
        counts = (printable(f"{one.label} {one.count:,}") for one in facet.values)
        line = Text(f"by {facet.field}: ", style="dim").append_text(Text(", ").join(counts))
        console().print(line)


def marked(text: str, marks: Sequence[tuple[int, int]], *, on_terminal: bool) -> Text:
    """The snippet with its hits in bold; between asterisks where there is no terminal."""
    shown, at = Text(), 0
    for start, end in marks:
        shown.append(printable(text[at:start]))
        hit = printable(text[start:end])
        shown.append(hit.plain if on_terminal else f"**{hit}**", style="bold yellow")
        at = end
    shown.append(printable(text[at:]))
    return shown
