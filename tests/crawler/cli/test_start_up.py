"""What a verb loads: verbs that only read start without Scrapy and Twisted."""

import json
import subprocess
import sys
from pathlib import Path

from tests.builders.archives import ColumnPage, new_archive, take_in

RUN = """
import json, sys
from click.testing import CliRunner
from crawler.cli.main import main

codes = {}
for words in json.loads(sys.argv[1]):
    codes[" ".join(words)] = CliRunner().invoke(main, words).exit_code
loaded = {name.partition(".")[0] for name in sys.modules}
print(json.dumps([codes, sorted(loaded & {"scrapy", "twisted"})]))
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
READING = [
    ["--version"],
    ["--help"],
    ["crawl", "--help"],
    ["search", "ferry"],
    ["show", ADDRESS],
    ["history", ADDRESS],
    ["stats"],
    ["duplicates"],
    ["dump"],
    ["outlets", "list"],
    ["verify"],
]


def test_reading_verbs_load_neither_scrapy_nor_twisted(tmp_path: Path) -> None:
    (tmp_path / "desk.toml").write_text("")
    (tmp_path / "outlets").mkdir()
    (tmp_path / "outlets" / "harbour.toml").write_text(OUTLET)
    with new_archive(tmp_path) as archive:
        take_in(archive, ColumnPage(path="/ferry"))

    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(READING)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    codes, loaded = json.loads(done.stdout)
    assert {words: code for words, code in codes.items() if code} == {}
    assert loaded == []
