"""A verb killed at one of its system calls, run again, and its folder compared."""

import random
import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.kill_verbs.folders import Folders
from scripts.kill_verbs.running import Call, run, run_killed, run_traced
from scripts.kill_verbs.standing import Standing, problems, standing
from scripts.kill_verbs.verbs import Verb

DRAWN_FOR_ONE = 4
"""Calls that are tried for each kill: a crawl, say, does not write alike each time, and may end
before it comes to one."""


@dataclass(frozen=True, slots=True)
class Unkilled:
    """A verb that was run to its end."""

    standing: Standing
    calls: Sequence[Call]


@dataclass(frozen=True, slots=True)
class Kill:
    """What came of one kill."""

    call: Call
    place: float
    """The share of its calls that the verb had made, when it was not killed, before this one."""
    reached: bool
    """Whether the verb came to the call, and was killed there."""
    again: str = ""
    """What is wrong with the run after it, if anything."""
    differs: str = ""
    """From the folder of the verb that was not killed."""
    problems: str = ""
    """Found by `desk verify`."""

    @property
    def well(self) -> bool:
        """Whether nothing was lost, or stands in the way."""
        return not (self.again or self.differs or self.problems)


class Trial:
    """One verb, killed as often as one likes."""

    def __init__(self, verb: Verb, folders: Folders, scratch: Path) -> None:
        """Run it once to its end."""
        self.verb = verb
        self._folders, self._scratch = folders, scratch
        folder = self._start()
        ended, calls = run_traced(self._words, folder, scratch)
        if ended.code:
            raise SystemExit(f"desk {' '.join(self._words)} ended with {ended.code}: {ended.told}")
        if found := problems(folder):
            raise SystemExit(f"desk {' '.join(self._words)}: desk verify: {found}")
        self.unkilled = Unkilled(standing(folder), calls)

    def kills(self, count: int, chance: random.Random) -> Iterator[Kill]:
        """What came of kills at calls drawn by chance, until so many were reached."""
        reached = 0
        for call in drawn(self.unkilled.calls, count * DRAWN_FOR_ONE, chance):
            kill = self.kill(call)
            reached += kill.reached
            yield kill
            if reached == count:
                return

    def kill(self, call: Call) -> Kill:
        """What came of a kill before a call."""
        folder = self._start()
        calls = self.unkilled.calls
        place = calls.index(call) / len(calls)
        reached = run_killed(self._words, folder, self._scratch, call).killed
        ended = run(self._words, folder, self._scratch)
        done = not ended.code or bool(self.verb.done and self.verb.done in ended.told)
        if not done or "Traceback" in ended.told:
            return Kill(call, place, reached, again=f"ended with {ended.code}: {ended.told}")
        now = standing(folder)
        return Kill(
            call,
            place,
            reached,
            differs=now.differs(self.unkilled.standing),
            problems=problems(folder),
        )

    def _start(self) -> Path:
        folder = self._scratch / "desk"
        shutil.rmtree(folder, ignore_errors=True)
        self._folders.start(self.verb.start, folder)
        return folder

    @property
    def _words(self) -> list[str]:
        return self.verb.words({**self._folders.names, "folder": str(self._scratch / "desk")})


def drawn(calls: Sequence[Call], count: int, chance: random.Random) -> list[Call]:
    """Calls for kills, each once as far as they go; every other one of a kind drawn first.

    Of a thousand calls nine hundred are pages written to the database's log: a rename is drawn as
    often as these all together only so.
    """
    kinds = defaultdict(list)
    for call in calls:
        kinds[call.what].append(call)
    left = list(calls)
    chosen: list[Call] = []
    while len(chosen) < count and left:
        kind = chance.choice(sorted(kinds))
        call = chance.choice(kinds[kind] if len(chosen) % 2 else left)
        chosen.append(call)
        left.remove(call)
        kinds[call.what].remove(call)
        if not kinds[call.what]:
            del kinds[call.what]
    return chosen
