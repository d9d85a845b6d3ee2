"""What a column said and says: its versions, what changed in each, and what happened to it."""

from dataclasses import dataclass
from datetime import datetime

from archive.db import captures
from archive.db.columns.versions import DatedCapture, dated_captures_of
from archive.folder.open_archive import OpenArchive
from archive.model.errors import DeskError
from archive.reading import columns, references
from archive.reading.columns import StoredVersion
from archive.text.difference_work import Work
from archive.text.differences import Difference, TextPart, changed_parts, difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What a version changed of the one before."""

    parts: tuple[TextPart, ...]
    """("headline",) when only that changed."""
    added: int | None
    """Words; of Han and kana, signs. None where counting would have been too much work."""
    removed: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """A version or an event, with the capture that showed it first."""

    capture: DatedCapture
    edit: Edit | None
    """None for the first version and for events."""
    title: str | None
    """Headline of the version; None for an event, and where the page had none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All versions and states of one column, the oldest first."""

    public_id: str
    title: str | None
    outlet: str
    url: str | None
    language: str | None
    state: str
    """live, gone or private, as of the last visit."""
    outside_since: datetime | None
    """As in `StoredColumn`."""
    first_seen: datetime
    last_seen: datetime
    captures: int
    entries: tuple[HistoryEntry, ...]


def history(archive: OpenArchive, reference: str) -> History:
    """The history of the column that an id or address names."""
    db = archive.db
    article_id = references.resolve(db, reference)
    column = columns.column_of(db, article_id)
    versions = {version.ordinal: version for version in column.versions}
    return History(
        public_id=column.public_id,
        title=column.article.title,
        outlet=column.outlet_name,
        url=column.article.url or None,
        language=column.article.language,
        state="private" if column.private else column.state,
        outside_since=column.outside_since,
        first_seen=column.first_seen,
        last_seen=column.last_seen,
        captures=captures.count_captures_of(db, article_id),
        entries=tuple(entry_of(capture, versions) for capture in dated_captures_of(db, article_id)),
    )


def compare(archive: OpenArchive, reference: str, before: int, after: int) -> Difference:
    """What changed from one version of a column to another; DeskError when it has no such one."""
    versions = {
        version.ordinal: version
        for version in columns.stored_versions(
            archive.db, references.resolve(archive.db, reference)
        )
    }
    for wanted in (before, after):
        if wanted not in versions:
            raise DeskError(
                f"{reference}: no version {wanted}; it has 1 to {max(versions)}"
                if len(versions) > 1
                else f"{reference}: no version {wanted}; it has one only, so nothing to compare"
            )
    return difference(versions[before].text, versions[after].text)


def entry_of(
    capture: DatedCapture, versions: dict[int, StoredVersion], work: Work | None = None
) -> HistoryEntry:
    """An entry of the line of time; a version with what it changed of the one before, its words
    counted where there is work left for it."""
    if capture.ordinal is None:
        return HistoryEntry(capture=capture, edit=None, title=None)
    text = versions[capture.ordinal].text
    before = versions.get(capture.ordinal - 1)
    if before is None:
        return HistoryEntry(capture=capture, edit=None, title=text.title)
    changed = difference(before.text, text, work)
    counted = changed.word_by_word
    edit = Edit(
        parts=changed_parts(before.text, text),
        added=changed.added if counted else None,
        removed=changed.removed if counted else None,
    )
    return HistoryEntry(capture=capture, edit=edit, title=text.title)
