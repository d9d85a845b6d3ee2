"""What tests of the command line are given."""

from pathlib import Path

import pytest

from tests.builders.typed import OUTLET, PAGE, run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with one outlet, as the current folder."""
    made = tmp_path / "desk"
    assert run("init", str(made)).exit_code == 0
    (made / "outlets" / "gazette.toml").write_text(OUTLET, encoding="utf-8")
    (made / "lamp.html").write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(made)
    return made
