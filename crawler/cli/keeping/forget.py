"""`desk forget`: a column or a commenter taken out for good."""

from datetime import UTC, datetime
from pathlib import Path

import click

from archive.db.tombstones import all_tombstones
from archive.folder.archive import Archive
from archive.model.errors import DeskError, TakenDown
from archive.model.times import moment_text
from archive.takedown import keeping_out, takedown
from archive.takedown.takedown import Takedown, TakedownTarget
from crawler.cli import agreement
from crawler.cli.options import json_option
from crawler.cli.working_folder import the_folder
from crawler.intake.commenters import are_kept, names_of
from crawler.terminal.console import printable
from crawler.terminal.json_output import print_json
from crawler.terminal.progress_bars import waiting
from crawler.terminal.wording import counted
from crawler.urls.normalising import is_web_address, normalise


@click.command()
@click.argument("reference", metavar="URL|ID", required=False)
@click.option("--commenter", metavar="NAME", help="What this person wrote under columns.")
@click.option("--reason", help="Why; readers of its address are told, so name nobody.")
@click.option("--raw", is_flag=True, help="Also what was received: WARC records become tombstones.")
@click.option("-y", "--yes", is_flag=True, help="Do it without asking.")
@click.option("--list", "listed", is_flag=True, help="What was forgotten when, and why.")
@json_option
def forget(
    reference: str | None,
    commenter: str | None,
    reason: str | None,
    raw: bool,
    yes: bool,
    listed: bool,
    as_json: bool,
) -> None:
    """Take a column out: text, versions, comments, chrome, index entries.

    A tombstone stays, without a word of it, and keeps it from coming in again by crawl, import,
    re-extraction or merge. Other columns with the same text are named and stay. It takes as long as
    making the full-text index and the database file anew.

    A commenter is named as on the pages, or by the pseudonym that is kept here. Exit code 1 says
    that no comment here has the name; it is kept out from now on all the same.

    \b
    Examples:
      desk forget k3v9w2p7ab --reason 'asked for by the author, letter of 3 May' --raw
      desk forget --commenter 'Jo Doe' --reason 'right to erasure, request 17'
    """
    folder = the_folder()
    if listed:
        show_list(folder, as_json=as_json)
        return
    if (reference is None) == (commenter is None):
        raise click.UsageError("name one thing: a column's URL or id, or --commenter NAME")
    if commenter is not None and not commenter.strip():
        raise click.UsageError("--commenter is empty; give the name as the pages have it")
    if not reason or not reason.strip():
        raise click.UsageError("--reason is asked for: it is all that stays, beside the date")
    if commenter is not None and raw:
        raise click.UsageError(
            "--raw is of columns: a page with the comment is the column's page too;"
            " forget the column, or leave the page as received"
        )
    with Archive.writing(folder, command="forget") as archive:
        done = taken_out(
            archive, reference, commenter, reason=reason.strip(), raw=raw, yes=yes, quiet=as_json
        )
    if as_json:
        print_json(done)
    else:
        of_name = (
            "no comment here has this name"
            if are_kept(folder)
            else "names are not kept as printed here: `desk reextract` empties what is left of it"
        )
        left = "nothing of it is left in the database" if commenter is None else of_name
        show_takedown(done, raw=raw, left=left)
    if done.faults:
        raise DeskError("; ".join(done.faults))


def taken_out(
    archive: Archive,
    reference: str | None,
    commenter: str | None,
    *,
    reason: str,
    raw: bool,
    yes: bool,
    quiet: bool,
) -> Takedown:
    """What was taken out, after it was named and agreed to."""
    now = moment_text(datetime.now(UTC))
    if reference is None:
        with waiting("forgetting", quiet=quiet):
            names = names_of(commenter or "", archive.folder)
            return takedown.take_down_commenter(archive, names, reason=reason, forgotten_at=now)
    if is_web_address(reference):
        reference = normalise(reference)
    try:
        target = takedown.find(archive, reference)
    except TakenDown as before:  # by a call that was cut off, perhaps
        done = keeping_out.take_up(archive)
        if raw and not before.raw:
            raise
        return done
    ask(target, raw=raw, yes=yes)
    with waiting("forgetting", quiet=quiet):
        return takedown.take_down_column(archive, target, reason=reason, raw=raw, forgotten_at=now)


def ask(target: TakedownTarget, *, raw: bool, yes: bool) -> None:
    """Say what would go, and go on only if that is wanted."""
    title = printable(target.title or "(no headline)").plain
    click.echo(
        f"{target.public_id} {title}: {counted(target.versions, 'version')},"
        f" {counted(target.comments, 'comment')}, {counted(target.captures, 'capture')}"
        f"{', with what was received' if raw else ''}",
        err=True,
    )
    if not yes:
        agreement.ask("Forget it?")


def show_takedown(done: Takedown, *, raw: bool, left: str) -> None:
    """Print what was taken out, and what was not; `left` tells it of what was forgotten before."""
    if done.columns:
        gone = "overwritten in the WARC files" if raw else "left in the WARC files as received"
        click.echo(f"forgotten; {counted(done.captures, 'capture')} {gone}")
    elif done.comments:
        click.echo(
            f"forgotten: {counted(done.comments, 'comment')}, of which the places in their threads"
            " stay; the pages in the WARC files have them as received"
        )
    elif not done.unmet:
        click.echo(f"forgotten before; {left}")
    if done.listings:
        pages = counted(done.listings, "page")
        click.echo(f"overwritten too: {pages} of feeds and listings that named it")
    if done.renewed:
        others = counted(done.renewed, "capture")
        click.echo(f"written anew: {others} of other columns, which referred to its records")
    if done.same_text:
        click.echo(f"other columns are the same text and stay: {', '.join(done.same_text)}")


def show_list(folder: Path, *, as_json: bool) -> None:
    """Print what was forgotten."""
    with Archive.reading(folder) as archive:
        tombstones = all_tombstones(archive.db)
    if as_json:
        print_json(tombstones)
        return
    for one in tombstones:
        if one.kind in ("column", "commenter"):
            what = f"column {one.key}" if one.kind == "column" else "a commenter"
            click.echo(f"{one.forgotten_at[:16].replace('T', ' ')}  {what}: {one.reason}")
    if not tombstones:
        click.echo("nothing was ever forgotten")
