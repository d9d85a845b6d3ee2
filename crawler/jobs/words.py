"""What people said, and no page did: manual overrides on duplicates, and takedowns with reasons.

It stands in the database alone. `desk export --words` writes it to a file, `desk rebuild --words`
brings it back. One JSON object a line: first the form, then the decisions, each kind by time:

    {"form": "foreign-desk words 1"}
    {"duplicates": "join" or "part", "columns": [ID, ID], "said_at": TIME}
    {"tombstone": "address", "text", "column" or "commenter", "key": KEY, "forgotten_at": TIME,
     "raw": true or false, "reason": WORDS}

Keys of tombstones are digests, as in the database: nothing that was taken down stands in the file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from archive.db import tombstones
from archive.db.columns import articles
from archive.db.duplicates import overrides
from archive.db.duplicates.overrides import OtherOverride
from archive.db.tombstones import Tombstone
from archive.duplicates import clustering
from archive.folder.archive import Archive
from archive.model.errors import DeskError
from archive.model.rows import canonical_json
from archive.model.times import moment
from archive.model.tombstone_keys import TombstoneKind
from archive.text.json_text import read_json

FORM = "foreign-desk words 1"
DECISIONS = ("join", "part")
KINDS = get_args(TombstoneKind)
UNSAID = "said before the database was rebuilt, and not kept"
"""The reason of a tombstone whose own was lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplesWords:
    """What people said, as a file has it."""

    overrides: Sequence[OtherOverride] = ()
    tombstones: Sequence[Tombstone] = ()


def export_words(archive: Archive) -> Iterator[str]:
    """Lines of JSON: the form, then each decision."""
    yield canonical_json({"form": FORM})
    for override in overrides.all_overrides(archive.db):
        columns = [override.one, override.other]
        said = {"columns": columns, "duplicates": override.decision, "said_at": override.said_at}
        yield canonical_json(said)
    for stone in tombstones.all_tombstones(archive.db):
        kept = stone._asdict()
        yield canonical_json({"tombstone": kept.pop("kind"), **kept, "raw": bool(stone.raw)})


def count_unknown(archive: Archive, words: PeoplesWords) -> int:
    """How many decisions in a file the archive knows nothing of: they were lost with a database.

    What was decided otherwise since, or is of a column that was forgotten or merged, is known.
    """
    reasons = {(one.kind, one.key): one.reason for one in tombstones.all_tombstones(archive.db)}
    decided = {frozenset((one.one, one.other)) for one in overrides.all_overrides(archive.db)}

    def is_known(one: OtherOverride) -> bool:
        ids = {one.one, one.other}
        now = {
            known.public_id if (known := articles.known_by_id(archive.db, name)) else name
            for name in ids
        }
        return (
            bool({frozenset(ids), frozenset(now)} & decided)
            or len(now) == 1
            or any(("column", name) in reasons for name in ids | now)
        )

    def is_kept(one: Tombstone) -> bool:
        held = reasons.get((one.kind, one.key))
        return held is not None and (held != UNSAID or one.reason == UNSAID)

    return sum(not is_known(one) for one in words.overrides) + sum(
        not is_kept(one) for one in words.tombstones
    )


def read_words(path: Path) -> PeoplesWords:
    """What such a file says; DeskError for a line that is not as it should be."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise DeskError(
            f"{path}: cannot be read ({fault}); name what `desk export` wrote"
        ) from fault
    # Not splitlines(): reasons hold what else ends a line, as it was typed.
    lines = text.removesuffix("\n").split("\n") if text else []
    said: list[OtherOverride] = []
    stones: list[Tombstone] = []
    for number, line in enumerate(lines, start=1):
        try:
            entry = read_json(line)
            if number == 1:
                _expect(entry == {"form": FORM})
            elif "duplicates" in entry:
                said.append(_override(entry))
            else:
                stones.append(_tombstone(entry))
        except (ValueError, KeyError, TypeError):
            form = f"form {FORM!r}" if number == 1 else "a decision on duplicates or a tombstone"
            raise DeskError(
                f"{path}, line {number}: {line[:60]!r}, where {form} should be; name what"
                " `desk export --words` wrote"
            ) from None
    if not lines:
        raise DeskError(f"{path}: empty; name what `desk export --words` wrote")
    return PeoplesWords(overrides=said, tombstones=stones)


def say_again(archive: Archive, said: Sequence[OtherOverride]) -> list[str]:
    """The overrides that hold no longer, as a column of theirs is not there; the others do."""
    lost = []
    for one in said:
        known = [articles.known_by_id(archive.db, name) for name in (one.one, one.other)]
        if None in known or known[0] == known[1]:
            lost.append(f"{one.decision} {one.one} {one.other}: no two columns of these ids")
        else:
            clustering.enter_override(
                archive, one.one, one.other, decision=one.decision, said_at=one.said_at
            )
    return lost


def _override(entry: dict[str, Any]) -> OtherOverride:
    one, other = map(_text, entry["columns"])
    _expect(entry["duplicates"] in DECISIONS)
    return OtherOverride(one, other, entry["duplicates"], _time(entry["said_at"]))


def _tombstone(entry: dict[str, Any]) -> Tombstone:
    _expect(entry["tombstone"] in KINDS and isinstance(entry["raw"], bool))
    return Tombstone(
        cast("TombstoneKind", entry["tombstone"]),
        _text(entry["key"]),
        _time(entry["forgotten_at"]),
        int(entry["raw"]),
        _text(entry["reason"]),
    )


def _time(value: object) -> str:
    text = _text(value)
    _expect(moment(text).tzinfo is not None)
    return text


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _expect(held: object) -> None:
    if not held:
        raise ValueError
