"""`desk history`: what a column said and says, and what happened to it."""

from http import HTTPStatus
from typing import Any

import click
from rich.text import Text

from archive.folder.open_archive import OpenArchive
from archive.reading.history import History, HistoryEntry, compare
from archive.reading.history import history as history_of
from archive.text.differences import Difference, Paragraph, shown
from crawler.cli.options import Count, json_option
from crawler.cli.working_folder import the_folder
from crawler.terminal.console import console, printable, set_in
from crawler.terminal.json_output import json_value, print_json
from crawler.terminal.wording import counted, detail_in_words, out_of_scope
from crawler.urls.normalising import is_web_address, normalise

STYLES = {"same": "", "removed": "red strike", "added": "green"}
MARKS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
"""Where there are no colours, as wdiff and git write them."""


@click.command()
@click.argument("column_id", metavar="ID")
@click.option(
    "--diff", "versions", type=Count(), nargs=2, metavar="A B",
    help="Words removed and added from version A to version B.",
)  # fmt: skip
@click.option("--html", is_flag=True, help="The difference as a page: desk history … > diff.html.")
@click.option("--whole", is_flag=True, help="Unchanged paragraphs of a difference, too.")
@json_option
def history(
    column_id: str, versions: tuple[int, int] | None, html: bool, whole: bool, as_json: bool
) -> None:
    """Versions and states of one column, by its id (the beginning is enough) or its address.

    A version is a change of headline, standfirst or text as the outlet published it; what changed
    only because a page was read by a better extractor is none.

    \b
    Examples:
      desk history k3v9w2p7ab
      desk history k3v9w2p7ab --diff 1 3
    """
    if html and versions is None:
        raise click.UsageError("--html is of a difference; name two versions: --diff 1 2")
    if is_web_address(column_id):
        column_id = normalise(column_id)
    with OpenArchive.reading(the_folder()) as archive:
        shown_history = history_of(archive, column_id)
        changed = compare(archive, column_id, *versions) if versions is not None else None
    if changed is None or versions is None:
        print_json(for_programs(shown_history)) if as_json else show_history(shown_history)
    elif as_json:
        print_json(
            {
                "parts": changed.parts,
                "added": changed.added,
                "removed": changed.removed,
                "paragraphs": changed.paragraphs,
            }
        )
    elif html:
        click.echo(page(shown_history, changed, versions), nl=False)
    else:
        show_difference(changed, whole=whole)


def for_programs(history: History) -> dict[str, Any]:
    """A history as JSON; each entry's capture has the key `sight`, by which programs know it."""
    contents: dict[str, Any] = json_value(history)
    contents["entries"] = [
        {"sight": entry.pop("capture"), **entry} for entry in contents["entries"]
    ]
    return contents


def page(history: History, changed: Difference, versions: tuple[int, int]) -> str:
    """A difference as HTML."""
    # Jinja2 takes as long to load as the rest of this verb, and only a page needs it.
    from archive.text.difference_page import as_html

    seen = {entry.capture.ordinal: entry.capture for entry in history.entries}
    captions = [
        f"{history.outlet}, {history.url or 'no address'}: version {number},"
        f" seen {seen[number].at:%Y-%m-%d %H:%M} UTC"
        for number in versions
    ]
    return as_html(
        changed,
        title=f"{history.title or history.public_id}: version {versions[0]} to {versions[1]}",
        language=history.language,
        captions=(captions[0], captions[1]),
    )


def show_history(history: History) -> None:
    """Prints a line for each version and event, with the capture that showed it first."""
    out = console()
    title = printable(history.title or "(no headline)")
    title.stylize("bold")
    out.print(title)
    about = (
        f"{history.public_id} · {history.outlet} · {history.url or 'no address'} · {history.state}"
    )
    out.print(printable(about), style="dim")
    if history.outside_since:
        out.print(out_of_scope(history.outside_since))
    out.print()
    for entry in history.entries:
        capture = entry.capture
        line = Text(f"{capture.at:%Y-%m-%d %H:%M}  ")
        line.append(in_words(entry), style="bold" if entry.capture.ordinal else "")
        out.print(line)
        place = f"{capture.url}  {capture.warc_file} at {capture.warc_offset}"
        out.print(set_in(printable(place), 18), style="dim")
    out.print(
        f"\n{counted(history.captures, 'capture')} from {history.first_seen:%Y-%m-%d}"
        f" to {history.last_seen:%Y-%m-%d}, times in UTC",
        style="dim",
    )


def in_words(entry: HistoryEntry) -> str:
    """A version or an event in words."""
    capture, edit = entry.capture, entry.edit
    if capture.ordinal is None:
        for_good = capture.kind == "gone" and capture.status == HTTPStatus.GONE
        answer = ", by its answer for good (410)" if for_good else ""
        return f"{capture.kind}{answer}{detail_in_words(capture.kind, capture.detail)}"
    read = f" (read by extractor {capture.extractor})"
    if edit is None:
        return f"version {capture.ordinal}{read}"
    only = " only" if edit.parts != ("body",) and "body" not in edit.parts else ""
    where = " and ".join(edit.parts) + only
    words = f"{counted(edit.removed or 0, 'word')} removed, {edit.added or 0:,} added"
    return f"version {capture.ordinal}: {where}, {words}{read}"


def show_difference(changed: Difference, *, whole: bool) -> None:
    """Prints what changed, with a paragraph around; in colours, or marked where there are none."""
    out = console()
    for paragraph in shown(changed, whole=whole):
        out.print(Text("…", "dim") if paragraph is None else drawn(paragraph, out.is_terminal))
        out.print()
    out.print(f"{counted(changed.removed, 'word')} removed, {changed.added:,} added", style="dim")


def drawn(paragraph: Paragraph, on_terminal: bool) -> Text:
    """A paragraph with its changes."""
    line = Text()
    for piece in paragraph.pieces:
        before, after = ("", "") if on_terminal else MARKS[piece.change]
        words = printable(piece.text)
        bare = words.plain.rstrip()
        space = words.plain[len(bare) :]
        line.append(f"{before}{bare}{after}{space}", style=STYLES[piece.change])
    if paragraph.part == "headline":
        line.stylize("bold")
    return line
