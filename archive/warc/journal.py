"""The journal: metadata records that say what the database made of the records before them.

A WARC file holds what was received. Which outlet was asked, which pages make one column together,
what was taken down: that stands in the database alone, and a journal keeps it beside the records,
so that the database can be made again. It names records by their ids, and neither addresses nor
words, so that a takedown need not look into it.

A journal is written just before the commit of the rows it tells of, and confirmed just after: by a
record that refers to it, or by the next journal, which names the one it follows. What no journal
that was confirmed names never came into the database: a command was killed over it.

In JSON, one object a line. The first is the head: `journal` (the form, 1), `follows` (the id of
the journal before, or null), `goes_on` (true when the next journal belongs to the same commit: one
of many entries is written in several).
Each further one is an entry, with the time order of the database:

    {"outlet": SLUG}                              an outlet was entered
    {"capture": ID, "outlet": SLUG or null}       a record was entered as a capture ("older": true
                                                  for one from before there were journals; "body":
                                                  the ID of the record with its body, if it names
                                                  another copy of that)
    {"visit": ID, "outlet": SLUG, "parts": [[ROLE, ID], ...], "private": true or false}
                                                  a capture was read, with these parts, and kept
                                                  ("lacks": true when some could not be had;
                                                  "gone": true when its column was taken to be
                                                  gone, as its address leads elsewhere)
    {"tombstone": [KIND, KEY, TIME, RAW]}         it may not come in again
    {"takedown": [ID, ...], "received": [ID, ...], "raw": true or false}
                                                  the column of captures was taken out, and what
                                                  was received of it refused (raw: taken out, too)
                                                  by one or several such entries
    {"dropped": [ID, ...]}                        captures were taken out
    {"undone": [ID, ...], "without": SLUG}        an import was undone, and its outlet went; or null
                                                  ("goes_on": true when the next names more of it)
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.model.errors import DeskError
from archive.text.json_text import read_json
from archive.warc.reading import DamagedRecord, WarcRecord

FORM = 1
JOURNAL = "application/vnd.foreign-desk.journal+x-ndjson"
CONFIRMATION = "application/warc-fields"
CONFIRMED = b"status: committed\r\n"

ANNOUNCED = b"desk-journal: 1\r\n"
"""In the warcinfo record of files to which journals are written."""

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalHead:
    """The first line of a journal."""

    record_id: str
    follows: str | None
    goes_on: bool


def journal_block(lines: Iterable[str], *, follows: str | None, goes_on: bool) -> bytes:
    """The block of a journal's record."""
    head = json.dumps({"journal": FORM, "follows": follows, "goes_on": goes_on})
    return "".join(f"{line}\n" for line in (head, *lines)).encode()


def is_journal(record: WarcRecord) -> bool:
    """Whether a record is a journal."""
    return record.type == "metadata" and record.headers.get("content-type") == JOURNAL


def confirmed_by(record: WarcRecord) -> str | None:
    """The id of the journal that a record confirms; None for any other record."""
    if record.type != "metadata" or record.block != CONFIRMED:
        return None
    return record.headers.get("warc-refers-to")


def read_journal(record: WarcRecord) -> tuple[JournalHead, list[Entry]]:
    """Head and entries of a journal; DamagedRecord when it has none."""
    try:
        head, *entries = (read_json(line.decode()) for line in record.block.splitlines())
        form, follows, goes_on = head["journal"], head["follows"], head["goes_on"]
    except (ValueError, KeyError, TypeError) as fault:
        place = record.position
        seen = "a journal that is not in its form"
        raise DamagedRecord(Path(place.file), place.offset, seen) from fault
    if form != FORM:
        raise DeskError(
            f"{record.position.file}, record at offset {record.position.offset}: a journal of form"
            f" {form!r}, written by a newer foreign-desk; update foreign-desk"
        )
    read = JournalHead(
        record_id=record.headers["warc-record-id"],
        follows=follows,
        goes_on=goes_on,
    )
    return read, entries
