"""Kills every verb that writes, with kill -9 before calls that change a file; nothing may be lost.

After each kill the verb is run again. The folder must then hold what it holds when nothing was
killed (the digest of `desk dump`, what people decided, the same files), and `desk verify` must find
nothing: `python -m scripts.kill_verbs`, or with parts of verbs' names. Needs `strace`.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from scripts.generated_outlet import serving
from scripts.kill_verbs.folders import Folders
from scripts.kill_verbs.running import why_not
from scripts.kill_verbs.trial import Kill, Trial
from scripts.kill_verbs.verbs import chosen

KILLS = 30
COLUMNS = 12
"""Of the site; one of them has two pages."""


def main() -> None:
    """Kills, runs again, compares, prints a table; exits with 1 when anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m scripts.kill_verbs", description=__doc__)
    parser.add_argument("verbs", nargs="*", help="only verbs whose names hold one of these")
    parser.add_argument("--kills", type=int, default=KILLS, help="each (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=2, help="default: %(default)s")
    parser.add_argument("--columns", type=int, default=COLUMNS, help="default: %(default)s")
    parser.add_argument("--json", action="store_true", help="print JSON for a program")
    args = parser.parse_args()
    if reason := why_not():
        raise SystemExit(reason)
    results: dict[str, list[Kill]] = {}
    with (
        serving(columns=args.columns) as outlet,
        tempfile.TemporaryDirectory(prefix="kill-verbs-") as name,
    ):
        folders = Folders(Path(name), outlet)
        if not args.json:
            print(f"{'':24} kills  reached  equal  verified   of calls  killed at")
        for verb in chosen(args.verbs):
            outlet.publish(verb.state)
            scratch = Path(tempfile.mkdtemp(dir=name))
            trial = Trial(verb, folders, scratch)
            chance = random.Random(f"{args.seed} {verb.name}")
            kills = results[verb.name] = list(trial.kills(args.kills, chance))
            if not args.json:
                print_row(verb.name, kills, len(trial.unkilled.calls))
    if args.json:
        print(json.dumps({verb: list(map(asdict, kills)) for verb, kills in results.items()}))
    lost = [kill for kills in results.values() for kill in kills if not kill.well]
    raise SystemExit(1 if lost else 0)


def print_row(name: str, kills: Sequence[Kill], calls: int) -> None:
    """Prints what came of one verb's kills, and below it what is wrong."""
    reached = sum(kill.reached for kill in kills)
    equal = sum(not (kill.again or kill.differs) for kill in kills)
    verified = sum(not (kill.again or kill.problems) for kill in kills)
    places = [kill.place for kill in kills if kill.reached]
    spread = f"{min(places):.0%} to {max(places):.0%}" if places else "none"
    print(
        f"{name:24} {len(kills):5}  {reached:7}  {equal:5}  {verified:8}   {calls:8}  {spread}",
        flush=True,
    )
    for kill in kills:
        if not kill.well:
            wrong = kill.again or "; ".join(filter(None, (kill.differs, kill.problems)))
            print(f"    before {kill.call.what} (no. {kill.call.nth}): {wrong}", flush=True)


if __name__ == "__main__":
    main()
