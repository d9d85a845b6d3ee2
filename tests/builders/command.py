"""The `desk` command in this process, for verbs that start no crawl."""

from pathlib import Path

from click.testing import CliRunner, Result

from crawler.cli.desk import main


def desk(folder: Path, *words: str, given: str | None = None) -> Result:
    """What a verb prints in a working folder, and its exit code; `given` is typed in."""
    return CliRunner().invoke(main, ["-C", str(folder), *words], input=given)
