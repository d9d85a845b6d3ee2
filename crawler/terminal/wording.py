"""Counts, sizes and days as people write them."""

from datetime import datetime

from crawler.urls.traps import is_trap

JUDGED_OTHERWISE = (
    "duplicates of some columns were found by an older method, or are exact copies alone;"
    " desk duplicates --recompute judges all by today's"
)
"""What is said of an archive whose duplicates were found by another method than today's."""


def counted(count: int, thing: str) -> str:
    """A number of things: "1 word", "2 words", "3 addresses"."""
    plural = "es" if thing.endswith("s") else "s"
    return f"{count:,} {thing}{'' if count == 1 else plural}"


def detail_in_words(kind: str, detail: str | None) -> str:
    """What is known of an event beyond its kind: " from …", ": leads to … (home page)"."""
    if detail is None:
        return ""
    if kind != "gone":
        return f" from {detail}"
    what = is_trap(detail)
    return f": leads to {detail}" + (f" ({what})" if what else "")


def out_of_scope(since: datetime) -> str:
    """What is said of a column whose page left its outlet's section."""
    return (
        f"out of its outlet's section since {since:%Y-%m-%d} (UTC): what it says from then on"
        " stands in warc/, and is no version"
    )


def day_of(moment: datetime | None, precision: str | None) -> str:
    """The moment as precisely as it was printed: "2019", "2019-08", "2019-08-29", with time."""
    if moment is None:
        return ""
    form = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}.get(
        precision or "", "%Y-%m-%d %H:%M %z"
    )
    return moment.strftime(form)
