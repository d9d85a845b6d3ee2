"""The WARC files that stand beside a database, of which it can be made again."""

from pathlib import Path

WARC_FOLDER = "warc"


def moved_away(folder: Path) -> str:
    """What to do with a file that is no use as the database of a working folder."""
    # Only after a fault: a search need not load what reads WARC files.
    from archive.warc.reading import warc_files

    warc = folder / WARC_FOLDER
    held = warc.is_dir() and any(warc_files(warc))
    if held:
        return "move it away and run `desk rebuild`, which makes archive.db again from warc/"
    return "move it away and run `desk init`"
