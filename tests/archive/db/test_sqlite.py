"""sqlite-utils is loaded in one place, without the data frames that it takes half a second for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT


@pytest.mark.parametrize("name", ["pandas", "numpy"])
def test_no_verb_loads_data_frames_where_they_are_installed(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.py").write_text("raise SystemExit('was loaded')")
    code = (
        "import crawler.cli.reading.search, crawler.cli.reading.show\n"
        "import sys\n"
        f"assert {name!r} not in sys.modules\n"
        f"import {name}"  # and who wants them has them
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.stderr == "was loaded\n"


def test_sqlite_utils_is_imported_in_one_module() -> None:
    importing = [
        path.relative_to(ROOT).as_posix()
        for folder in ("archive", "crawler", "scripts")
        for path in (ROOT / folder).rglob("*.py")
        if "sqlite_utils import" in path.read_text() or "import sqlite_utils" in path.read_text()
    ]
    assert importing == ["archive/db/sqlite.py"]
