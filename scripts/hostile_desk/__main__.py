"""Makes a desk hostile in many ways, and merges each into a good one: refused, or harmless?

Refused means one clear line, and not a byte of the good desk changed; harmless, that every column
of it is as it was, that it verifies clean, that nothing came in which is none of the other desk's,
that its database, lost and rebuilt, is equal, and that nothing goes with one of the other desk's
columns when that is forgotten. In either case nothing is written to the other desk, or outside of
both. Each merge has ten seconds: `python -m scripts.hostile_desk`.
"""

import argparse
import tempfile
from pathlib import Path

from scripts.hostile_desk.desks import make_desks
from scripts.hostile_desk.trial import PATIENCE, trial
from scripts.hostile_desk.ways import WAYS


def main() -> None:
    """Tries each way, prints a table; exits with 1 when one was neither refused nor harmless."""
    parser = argparse.ArgumentParser(prog="python -m scripts.hostile_desk", description=__doc__)
    parser.add_argument("words", nargs="*", help="only ways whose names hold one of these")
    args = parser.parse_args()
    chosen = [way for way in WAYS if not args.words or any(w in way.name for w in args.words)]
    failures = 0
    with tempfile.TemporaryDirectory(prefix="hostile-desk-") as name:
        good, other = make_desks(Path(name))
        for number, way in enumerate(chosen, start=1):
            done = trial(way, good, other, Path(name) / "trial")
            well = not done.faults and done.seconds < PATIENCE
            failures += not well
            said = "; ".join(done.faults) or done.line
            print(
                f"{number:2}  {'' if well else 'NOT '}{done.verdict:8}  {done.seconds:4.1f} s"
                f"  {way.name}: {said}",
                flush=True,
            )
    print(f"{len(chosen) - failures} of {len(chosen)} hostile desks were refused or harmless")
    raise SystemExit(1 if failures else 0)


if __name__ == "__main__":
    main()
