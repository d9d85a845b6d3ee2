"""What was taken down kept out: it may come in again, in a feed or behind a redirect."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from archive.db import capture_places, captures, statistics, tombstones
from archive.db.capture_places import CapturePlace
from archive.folder.archive import Archive
from archive.model import tombstone_keys
from archive.model.errors import DeskError
from archive.takedown.own_addresses import aliases_alone
from archive.takedown.payloads import is_taken_down
from archive.takedown.records import left_over, redact_records
from archive.takedown.renewal import Separation
from archive.takedown.separation import holds_taken_down, led_to, separate
from archive.takedown.takedown import Takedown, forget_addresses, sweep_database


def redact_again(archive: Archive, *, since: int) -> Takedown:
    """What was taken out of the captures after a row id, as they hold what was taken down.

    A feed may name such a column again, and an address redirect to it.
    """
    if not tombstones.any_raw(archive.db):
        return Takedown()
    archive.flush()
    naming = _naming(archive, since=since)
    while _entomb_aliases(archive, naming):
        naming = _naming(archive, since=since)
    with archive.at_once():
        parted = separate(archive, naming, since=since)
    unfound: tuple[str, ...] = ()
    if parted != Separation():
        unfound = redact_records(archive, parted)
        with archive.write() as db:
            going = [one.id for one in parted.going]
            archive.journal.dropped(going)
            captures.delete_captures(db, going)
        archive.flush()
    return Takedown(
        listings=len(parted.going),
        renewed=len(parted.renewed),
        unfound=unfound,
        bodiless=tuple(one.url for one in parted.bodiless),
    )


def _naming(archive: Archive, *, since: int) -> list[CapturePlace]:
    """Captures after a row id that belong to no column and hold what was taken down."""
    refused = set(archive.refused)
    return [
        one
        for one in capture_places.captures_after(archive.db, since)
        if one.id in refused or holds_taken_down(archive, one)
    ]


def _entomb_aliases(archive: Archive, naming: Iterable[CapturePlace]) -> bool:
    """Whether some captures are of addresses that redirect to what was taken down, and to nothing
    else; those are not asked for again either."""
    db = archive.db
    led: dict[str, set[str]] = defaultdict(set)
    for one in naming:
        target = led_to(archive, one)
        if target and is_taken_down(db, target) and not is_taken_down(db, one.url):
            led[target].add(one.url)
    aliases: set[str] = set()
    with archive.write() as db:
        for target, urls in sorted(led.items()):
            stone = tombstones.of_addresses(db, tombstone_keys.of_address_and_column(target))
            if stone is None:
                continue
            for url in sorted(aliases_alone(db, urls)):
                own = stone._replace(key=tombstone_keys.of_address(url))
                tombstones.put_tombstone(db, own)
                archive.journal.tombstone(own)
                aliases.add(url)
        forget_addresses(db, aliases)
    return bool(aliases)


@contextmanager
def kept_out(archive: Archive) -> Iterator[None]:
    """Takes out again, at the end of the block, what came in during it though it was taken down.

    DeskError when something of that could not be done; the block's own work stands.
    """
    since = statistics.last_id(archive.db, "captures")
    yield
    faults = redact_again(archive, since=since).faults
    if faults:
        raise DeskError(f"all was done that was asked for. {'; '.join(faults)}")


def take_up(archive: Archive) -> Takedown:
    """What was left to do by calls that were cut off, a crawl's among them, and is done now."""
    done = redact_again(archive, since=0)
    if tombstones.any_raw(archive.db):
        unfound = redact_records(archive, Separation(), left_over(archive))
        done = replace(done, unfound=(*done.unfound, *unfound))
    sweep_database(archive)
    return done
