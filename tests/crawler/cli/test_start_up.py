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
loaded = {name.partition(".")[0] for name in sys.modules}
print(json.dumps([codes, sorted(loaded)]))
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
    (tmp_path / "desk.toml").write_text("")
    (tmp_path / "outlets").mkdir()
    (tmp_path / "outlets" / "harbour.toml").write_text(OUTLET)
    with new_archive(tmp_path) as archive:
        take_in(archive, ColumnPage(path="/ferry"))

    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(verbs)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    codes, loaded = json.loads(done.stdout)
    assert {words: code for words, code in codes.items() if code} == alarms
    assert spared & set(loaded) == set()
