"""`desk import --list` and `--undo`: the imports there were, and one of them taken back."""

from datetime import UTC, datetime
from pathlib import Path

import click

from archive.db import imports
from archive.db.imports import ImportRun
from archive.folder.archive import Archive
from archive.ingest import undoing
from archive.ingest.undoing import Undone, UndoPlan
from crawler.cli import agreement
from crawler.jobs import import_undoing
from crawler.terminal.json_output import print_json
from crawler.terminal.progress_bars import waiting
from crawler.terminal.wording import counted

LEFT = "what was received stays in warc/, and importing the files again brings it back"


def show_list(folder: Path, *, as_json: bool) -> None:
    """Print the imports, the newest first."""
    with Archive.reading(folder) as archive:
        runs = imports.all_imports(archive.db)
    if as_json:
        print_json(runs)
        return
    for run in runs:
        click.echo(_line(run))
    if not runs:
        click.echo("no import is written down")


def undo(folder: Path, run: int, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Say what undoing an import takes out, and do it if that is wanted."""
    if dry_run:
        with Archive.reading(folder) as archive:
            planned = undoing.plan(archive, run)
        if as_json:
            print_json(planned)
        else:
            click.echo(_told(planned))
        return
    with Archive.writing(folder, command=f"import --undo {run}") as archive:
        planned = undoing.plan(archive, run)
        click.echo(_told(planned), err=True)
        if not yes:
            agreement.ask("Undo it?")
        with waiting("undoing", quiet=as_json):
            now = datetime.now(UTC)
            done = import_undoing.undo(archive, planned, folder=folder, now=now)
    if as_json:
        print_json(done)
    else:
        _show(done)


def _line(run: ImportRun) -> str:
    state = f"{counted(run.captures, 'file')}  {'killed' if run.finished_at is None else 'done'}"
    if run.undone_at is not None:
        state = f"undone {_minute(run.undone_at)}"
    return f"run {run.id}  {_minute(run.started_at)}  {run.outlet or '-'}  {state}"


def _told(planned: UndoPlan) -> str:
    run = planned.run
    kept = (
        f"; {counted(planned.columns_kept, 'column')} known from elsewhere, too, put back as"
        " without it"
        if planned.columns_kept
        else ""
    )
    return (
        f"run {run.id}, {_minute(run.started_at)}, {run.outlet}:"
        f" {counted(len(planned.captures), 'capture')}; takes out"
        f" {counted(planned.columns, 'column')} with {counted(planned.comments, 'comment')}"
        f"{kept}; {LEFT}"
    )


def _show(done: Undone) -> None:
    kept = f" {counted(done.columns_kept, 'column')} put back," if done.columns_kept else ""
    click.echo(
        f"run {done.run} undone: {counted(done.columns, 'column')} and"
        f" {counted(done.comments, 'comment')} taken out,{kept}"
        f" {counted(done.captures, 'capture')} set aside"
    )
    if done.outlet is not None:
        click.echo(
            f"{done.outlet}: came with this import alone and is no longer in the archive;"
            f" outlets/{done.outlet}.toml stays"
        )
    click.echo(LEFT)


def _minute(moment: str) -> str:
    return moment[:16].replace("T", " ")
