"""What is known of a column, in the words of a page."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from http import HTTPStatus

from archive.db.columns.versions import DatedCapture
from archive.duplicates.related import ClusterRelation, Relative
from archive.model.identity import text_digest_of
from archive.model.records import Precision
from archive.model.times import as_printed
from archive.reading.history import HistoryEntry
from archive.reading.one_version import ColumnVersion
from archive.reading.opened_column import OpenedColumn
from archive.web.room.showing import counted, day, number, printed, shortened

ADDRESSES = {
    "address": "answered here",
    "variant": "answered here, and named another address as its own",
    "canonical": "named by its page as its own",
    "redirect": "leads to it",
}
"""What an address is to its column."""
QUOTED_WITHIN = str.maketrans("“”„", "‘’‚")
"""Quotation marks of a headline as they stand within others; " is also a sign in Hebrew words."""
RELATIONS: dict[ClusterRelation, str] = {
    "same text": "the same text",
    "edited copy": "the same text, edited",
    "excerpt of": "a longer text, of which this is an excerpt",
    "contains": "an excerpt of this",
    "joined by a person": "the same text, as a person found",
    "by way of others": "like it by way of others",
}
"""What another column is to the one that is shown."""
OUTCOMES = {
    "new": "first seen",
    "updated": "the text changed",
    "comments": "the comments changed",
    "unchanged": "as before",
    "moved": "at a new address",
    "gone": "gone",
    "back": "back again",
    "gated": "a gate in place of the text",
    "out of scope": "out of its outlet’s scope",
    "refused": "refused",
    "failed": "failed",
    "unreadable": "could not be read",
}
"""What became of a visit."""


def dated(printed_at: datetime | None, precision: Precision | None) -> str:
    """A printed date in words, as precisely as the page gave it, with the zone of a time."""
    if printed_at is None:
        return "undated"
    text = as_printed(printed_at.isoformat(timespec="seconds"), precision) or ""
    if precision in ("year", "month", "day"):
        return printed(text)
    return f"{day(printed_at)}, {printed_at:%H:%M} ({zone(printed_at)})"


def printed_as(stored: str | None, precision: Precision | None) -> str:
    """A date as it is stored, in words and without its time."""
    return printed((as_printed(stored, precision) or "")[:10])


def zone(moment: datetime) -> str:
    """The offset of a time: UTC, UTC+9, UTC−3:30."""
    offset = moment.utcoffset() or timedelta()
    minutes = int(abs(offset).total_seconds()) // 60
    if not minutes:
        return "UTC"
    sign = "+" if offset > timedelta() else "−"
    return f"UTC{sign}{minutes // 60}" + (f":{minutes % 60:02}" if minutes % 60 else "")


def precision_in_words(precision: Precision | None) -> str | None:
    """What the page left out of a date; None of a full one."""
    if precision in ("year", "month", "day"):
        return f"the page gives the {precision} only"
    return None


def states(column: OpenedColumn | ColumnVersion) -> Iterator[str]:
    """What is not as usual with a column, one sentence each."""
    last = {event.kind: event for event in column.events}
    if column.state == "gone":
        since = f" since {day(last['gone'].happened_at)}" if "gone" in last else ""
        yield f"Gone from the web{since}: what is shown here was received before."
    if column.private_since is not None:
        yield (
            f"Private since {day(column.private_since)}: a gate (a login, a password, a paywall)"
            " stands in place of its text."
        )
    if column.outside_since is not None:
        yield (
            f"Out of its outlet’s scope since {day(column.outside_since)}: what its page says from"
            " then on is kept as received, and is no version."
        )
    if "moved" in last:
        yield f"Moved to another address, as seen on {day(last['moved'].happened_at)}."
    if column.incomplete is not None:
        yield f"Incomplete: {column.incomplete}."
    if not column.article.url:
        yield "It came without an address, as a text."


def entry_in_words(entry: HistoryEntry) -> str:
    """A version or an event in words, without addresses."""
    capture, edit = entry.capture, entry.edit
    if capture.ordinal is None:
        return event_in_words(capture)
    if edit is None:
        return "First seen"
    only = " only" if "body" not in edit.parts else ""
    where = " and ".join("text" if part == "body" else part for part in edit.parts)
    changed = f"{where.capitalize()}{only} changed"
    if edit.removed is None or edit.added is None:
        return f"{changed}; too much to count its words here"
    return f"{changed}: {counted(edit.removed, 'word')} removed, {number(edit.added)} added"


def event_in_words(capture: DatedCapture) -> str:
    """What happened to a column, without the address or section that it was before."""
    if capture.kind == "gone" and capture.detail:
        return "Gone: its address leads elsewhere,"
    if capture.kind == "gone":
        for_good = ", and its site says for good (410)" if capture.status == HTTPStatus.GONE else ""
        return f"Gone: not there any more{for_good}"
    return {
        "back": "Back again",
        "moved": "Moved to another address,",
        "private": "Private: a gate in place of its text",
        "section": "The section changed",
    }.get(capture.kind, capture.kind)


def detail_before(capture: DatedCapture) -> str:
    """What the detail of an event is."""
    return "to" if capture.kind == "gone" else "from"


def likeness(relative: Relative) -> str:
    """How far two texts are alike, in words; empty where no rule compared them."""
    if relative.relation == "same text" or relative.resemblance is None:
        return ""
    ours, theirs = relative.contained or 0, relative.containing or 0
    return f"{ours:.0%} of this text stands there, {theirs:.0%} of that one here"


def shown_addresses(column: OpenedColumn) -> list[tuple[str, str]]:
    """The other addresses of a column, with what each is to it."""
    return [
        (url, ADDRESSES.get(relation, relation))
        for url, relation in column.addresses
        if url != column.article.url and text_digest_of(url) is None
    ]


def citation(column: OpenedColumn | ColumnVersion) -> str:
    """A column, or a version of it, as a footnote cites it, but for its address and id."""
    article = column.article
    author = shortened(", ".join(article.authors) or article.byline)
    precision = article.published_precision
    date = dated(article.published, precision if precision in ("year", "month") else "day")
    title = shortened(article.title).translate(QUOTED_WITHIN)
    headline = f"“{title}”" if title else "(no headline)"
    return ", ".join(part for part in (author, headline, column.outlet_name, date) if part)
