"""What a verb loads: those that only read start without Scrapy, Twisted and what parses pages."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders.archives import ColumnPage, new_archive, take_in

RUN = """
import json, sys
from click.testing import CliRunner
from crawler.cli.desk import main

codes = {}
for words in json.loads(sys.argv[1]):
    codes[" ".join(words)] = CliRunner().invoke(main, words).exit_code
print(json.dumps([codes, sorted(sys.modules)]))
"""
OUTLET = """\
name = "The Harbour"
home = "https://harbour.example/"
language = "en"
timezone = "UTC"
[[seeds]]
feed = "/feed/"
"""
ADDRESS = "https://harbour.example/ferry"
SHOWING = [
    ["--version"],
    ["--help"],
    ["search", "ferry"],
    ["show", ADDRESS],
    ["history", ADDRESS],
    ["stats"],
    ["duplicates"],
    ["dump"],
    ["verify"],
    ["forget", "--list"],
]
"""Verbs that show what is archived."""
ABOUT_OUTLETS = [
    ["crawl", "--help"],
    ["outlets", "list"],
    ["outlets", "show", "harbour"],
    ["outlets", "check"],
    ["health"],
    ["schedule"],
]
FETCHING = {"scrapy", "twisted"}
PARSING = {"lxml", "bs4", "feedparser"}
SERVING = {"datasette", "uvicorn"}
WRITING = {
    *("archive.warc.writing", "archive.folder.archive", "archive.db.migrations"),
    *("sqlite_utils", "dateutil", "email", "importlib.metadata"),
}
"""What only writes, and what that alone has loaded."""


@pytest.mark.parametrize(
    ("verbs", "spared", "alarms"),
    [
        pytest.param(SHOWING, FETCHING | PARSING | SERVING, {}, id="showing"),
        # The outlet was never crawled, which `health` says with an exit code.
        pytest.param(ABOUT_OUTLETS, FETCHING | SERVING, {"health": 1}, id="about-outlets"),
    ],
)
def test_reading_verbs_do_not_load_what_fetches_parses_or_serves(
    tmp_path: Path, verbs: list[list[str]], spared: set[str], alarms: dict[str, int]
) -> None:
    make_folder(tmp_path)
    codes, loaded = loaded_by(tmp_path, verbs)
    assert {words: code for words, code in codes.items() if code} == alarms
    assert spared & {name.partition(".")[0] for name in loaded} == set()


@pytest.mark.parametrize(
    "words", [["search", "ferry"], ["show", ADDRESS, "--comments"], ["stats"], ["history", ADDRESS]]
)
def test_who_reads_the_archive_does_not_load_what_writes_it(
    tmp_path: Path, words: list[str]
) -> None:
    make_folder(tmp_path)
    codes, loaded = loaded_by(tmp_path, [words])
    assert set(codes.values()) == {0}
    assert WRITING & loaded == set()


def make_folder(folder: Path) -> None:
    (folder / "desk.toml").write_text("")
    (folder / "outlets").mkdir()
    (folder / "outlets" / "harbour.toml").write_text(OUTLET)
    with new_archive(folder) as archive:
        take_in(archive, ColumnPage(path="/ferry"))


def loaded_by(folder: Path, verbs: list[list[str]]) -> tuple[dict[str, int], set[str]]:
    """Exit codes of verbs, run one after another, and the modules that are loaded then."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(verbs)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    codes, loaded = json.loads(done.stdout)
    return codes, set(loaded)
