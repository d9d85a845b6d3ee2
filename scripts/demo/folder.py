"""A working folder for the demo outlet, and the `desk` command run in it as a person would."""

import subprocess
import sys
from pathlib import Path
from string import Template

HERE = Path(__file__).parent
DESK = Path(sys.executable).with_name("desk")
"""The command of the environment this runs in."""
SLUG = "demo"


def make_folder(folder: Path, root: str) -> None:
    """Makes a working folder that knows the demo outlet at an address."""
    desk(folder.parent, "init", str(folder))
    (folder / "outlets" / f"{SLUG}.toml").write_text(outlet_file(root), encoding="utf-8")


def outlet_file(root: str) -> str:
    """The outlet file with the outlet's address in it."""
    return Template((HERE / "outlet.toml").read_text(encoding="utf-8")).substitute(root=root)


def desk(folder: Path, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """What `desk` printed in a folder; with `check`, its failure ends the script in its words."""
    done = subprocess.run(
        [DESK, *words], check=False, cwd=folder, capture_output=True, text=True, encoding="utf-8"
    )
    if check and done.returncode:
        raise SystemExit(
            f"{shown(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
        )
    return done


def desk_aloud(folder: Path, *words: str) -> None:
    """Runs `desk` with its output on the terminal, below the command itself."""
    print(f"\n$ {shown(words)}", flush=True)
    done = subprocess.run([DESK, *words], check=False, cwd=folder)
    if done.returncode:
        raise SystemExit(f"{shown(words)} ended with {done.returncode}")


def shown(words: tuple[str, ...]) -> str:
    """A command as one would type it."""
    typed = (f"'{word}'" if set(word) & set(' "*') else word for word in words)
    return " ".join(("desk", *typed))
