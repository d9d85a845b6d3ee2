"""A checkout whose commands are run, and the report of what was compared."""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent.parent.parent
"""This checkout."""


@dataclass(frozen=True, slots=True)
class Checkout:
    """A checkout with its own environment."""

    folder: Path

    @property
    def command(self) -> Path:
        """The `desk` command of its environment."""
        return self.folder / ".venv/bin/desk"

    def python(self, *words: str) -> str:
        """What the interpreter prints, run in the checkout; its failure ends the comparison."""
        done = self._run([self.folder / ".venv/bin/python", *words], self.folder)
        if done.returncode:
            raise SystemExit(f"{' '.join(words)} in {self.folder} failed: {done.stderr[-2000:]}")
        return done.stdout

    def desk(self, folder: Path, *words: str) -> tuple[int, str, str]:
        """Exit code, output and errors of `desk` in a working folder."""
        done = self._run([self.command, *words], folder)
        here = str(self.folder)  # `desk schedule` names the command
        return done.returncode, done.stdout.replace(here, "…"), done.stderr.replace(here, "…")

    def digest(self, folder: Path) -> str:
        """`desk dump --digest` of a working folder, or why there is none."""
        code, printed, errors = self.desk(folder, "dump", "--digest")
        return printed.strip() if code == 0 else f"exit code {code}: {errors.strip()}"

    def _run(self, command: Sequence[str | Path], cwd: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=cwd,
            input="y\n",  # to what a verb asks, which an earlier one may not
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )


Pair = tuple[Checkout, Checkout]
"""The earlier and the later checkout."""


class Report:
    """Lines of what was compared; counts what differed."""

    def __init__(self) -> None:
        self.differences = 0

    def line(self, what: str, *, same: bool, detail: str = "") -> None:
        """One comparison."""
        self.differences += not same
        result = "same  " if same else "DIFFER"
        print(f"{result}  {what}{': ' if detail else ''}{detail}", flush=True)
