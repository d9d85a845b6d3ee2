"""Which outlets may be crawled before desk.toml names a contact."""

from pathlib import Path

import pytest

from archive.model.errors import DeskError
from crawler.config.desk_file import Settings
from crawler.config.outlet_files import load_outlets
from crawler.session.opening import running
from tests.builders.crawls import working_folder

OUTLET = """\
name = "The Harbour"
home = "HOME"
language = "en"
timezone = "UTC"
[[seeds]]
feed = "/feed/"
"""


def begins(folder: Path, home: str) -> bool:
    """Whether a run without a contact begins with an outlet of this home."""
    working_folder(folder, harbour=OUTLET.replace("HOME", home))
    with running(folder, load_outlets(folder), limit=None, settings=Settings()) as run:
        return run is not None


@pytest.mark.parametrize(
    "home",
    ["http://127.0.0.1/", "http://127.1/", "http://[::ffff:127.0.0.1]/", "http://desk.localhost/"],
)
def test_no_contact_is_needed_for_this_machine_however_it_is_written(
    tmp_path: Path, home: str
) -> None:
    assert begins(tmp_path / "desk", home)


@pytest.mark.parametrize("home", ["http://127.1.example/", "http://10.1/", "http://localhost.org/"])
def test_a_contact_is_needed_for_any_other(tmp_path: Path, home: str) -> None:
    with pytest.raises(DeskError, match=r"^desk\.toml names no contact, so harbour"):
        begins(tmp_path / "desk", home)
