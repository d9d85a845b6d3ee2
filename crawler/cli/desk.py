"""The command line: `desk VERB`. A verb reads its words, makes one call, and prints.

Each verb stands in a module of its own, with what it shows; the table here has them in the order of
a column's way: from the sites into the archive, to its readers, and what keeps it.
"""

import os
import sqlite3
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from archive.model.errors import NO_ROOM, DeskError
from crawler.cli.verb_group import Verb, VerbGroup

VERBS = (
    Verb(
        "init",
        "crawler.cli.collecting.init:init",
        "Make a working folder: desk.toml, scrapy.cfg, outlets/, archive.db, warc/.",
    ),
    Verb(
        "outlets",
        "crawler.cli.outlets.group:outlets",
        "The outlet files: what they say, whether they are right.",
    ),
    Verb(
        "crawl",
        "crawler.cli.collecting.crawl:crawl",
        "Fetch what is new, archive it, and sum up per outlet.",
    ),
    Verb(
        "fetch",
        "crawler.cli.collecting.fetch:fetch",
        "Archive single addresses now, whether they are due or not.",
    ),
    Verb(
        "schedule",
        "crawler.cli.keeping.schedule:schedule",
        "Print what has cron or systemd crawl this folder; install one of them.",
    ),
    Verb(
        "health",
        "crawler.cli.keeping.health:health",
        "Whether outlets still give what they used to; exit code 1 when one does not.",
    ),
    Verb(
        "import",
        "crawler.cli.collecting.import_files:import_files",
        "Archive saved pages (HTML, MHTML) and flattened text files.",
    ),
    Verb(
        "extract", "crawler.cli.reading.extract:extract", "Show one page as foreign-desk reads it."
    ),
    Verb(
        "search",
        "crawler.cli.reading.search:search",
        "Find columns and comments; exit code 1 when nothing is found.",
    ),
    Verb(
        "show",
        "crawler.cli.reading.show:show",
        "Read one column, by its id (the beginning is enough) or its address.",
    ),
    Verb(
        "stats",
        "crawler.cli.reading.stats:stats",
        "Outlets, which of them still publish, columns, comments, versions, duplicates and sizes.",
    ),
    Verb(
        "serve",
        "crawler.cli.reading.serve:serve",
        "Open the archive in Datasette; end it with Ctrl-C.",
    ),
    Verb("dump", "crawler.cli.keeping.dump:dump", "Print the archive in its canonical form."),
    Verb(
        "export",
        "crawler.cli.keeping.export:export",
        "Write what people decided to a file, for the day the database is lost.",
    ),
    Verb(
        "duplicates",
        "crawler.cli.reading.duplicates:duplicates",
        "Columns that are one text: copies, edited copies, excerpts.",
    ),
    Verb(
        "history",
        "crawler.cli.reading.history:history",
        "Versions and states of one column, by its id (the beginning is enough) or its address.",
    ),
    Verb(
        "forget",
        "crawler.cli.keeping.forget:forget",
        "Take a column out: text, versions, comments, chrome, index entries.",
    ),
    Verb(
        "merge",
        "crawler.cli.collecting.merge:merge",
        "Take in other working folders: of other crawlers, of another institution.",
    ),
    Verb(
        "reextract",
        "crawler.cli.collecting.reextract:reextract",
        "Read the stored captures again with today's extractor.",
    ),
    Verb(
        "verify",
        "crawler.cli.keeping.verify:verify",
        "Check rows, full-text index, versions, duplicates and captures against each other.",
    ),
    Verb(
        "rebuild",
        "crawler.cli.keeping.rebuild:rebuild",
        "Make a lost archive.db again, from the WARC files and the outlet files.",
    ),
)


class Desk(VerbGroup):
    """A group whose verbs end a DeskError, and what the system refuses, in one line and code 1."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What is left for the verb; `help VERB` is the same as `VERB --help`."""
        if args[:1] == ["help"]:
            args = [*args[1:], "--help"]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """The verb's result; DeskError and an interruption become click's own endings."""
        try:
            return super().invoke(ctx)
        except click.NoSuchOption as error:
            if error.option_name in ("-C", "--folder"):
                hint = f"{error.option_name} goes before the verb: desk -C DIR VERB"
                raise click.UsageError(hint, error.ctx) from error
            raise
        except DeskError as error:
            raise click.ClickException(str(error)) from error
        except sqlite3.DatabaseError as error:
            raise click.ClickException(explained(error)) from error
        except UnicodeEncodeError as error:
            raise click.ClickException(explained_by_encoding(error)) from error
        except BrokenPipeError:
            # The reader of our output (head, less) has left: nothing went wrong here.
            sys.stderr.close()
            ctx.exit(0)
        except OSError as error:
            if error.filename is None:
                with suppress(OSError):  # what cannot be printed is not tried again at the end
                    sys.stdout.close()
            raise click.ClickException(explained_by_system(error)) from error


def explained(error: sqlite3.DatabaseError) -> str:
    """The line for a fault of the database that nobody below has explained."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return "archive.db: no room on the disk; make room and run the command again"
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return "archive.db: locked by another program; end what has it open and run this again"
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return f"archive.db is damaged ({error}); `desk verify` says where; restore it from a copy"
    return f"archive.db: {error}; `desk verify` says whether it is damaged"


def explained_by_encoding(error: UnicodeEncodeError) -> str:
    """The line for text that cannot be written: the fault of the text, or of where it goes."""
    if error.encoding.lower().replace("-", "").startswith("utf"):
        return f"{ascii(error.object)[:200]}: holds bytes that are no UTF-8; write it as text"
    sign = error.object[error.start : error.start + 1]
    return (
        f"the terminal, or what the output goes to, takes {error.encoding} alone, which has no"
        f" {sign!a}; set a UTF-8 locale, such as LANG=C.UTF-8, or PYTHONIOENCODING=utf-8"
    )


def explained_by_system(error: OSError) -> str:
    """The line for a file that the system refuses, where nobody below has explained it."""
    if error.filename is None:  # a stream, most likely the one that is printed to
        said = error.strerror or str(error)
        return f"{said}; see where the output goes, and whether there is room for it"
    what = f"{os.fsdecode(error.filename)}: {error.strerror or error}"
    if error.errno in NO_ROOM:
        return f"{what}; make room and run the command again"
    return f"{what}; name another, or see to its folder and rights"


@click.group(
    cls=Desk,
    verbs=VERBS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="foreign-desk", prog_name="desk")
@click.option(
    "-C",
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="The working folder; otherwise the one the current folder stands in.",
)
@click.pass_context
def main(ctx: click.Context, folder: Path | None) -> None:
    """Crawl, separate, keep and search columns on foreign affairs."""
    ctx.obj = folder
