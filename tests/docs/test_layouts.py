"""The section on layouts in docs/adding-an-outlet.md does what it says."""

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.cli.desk import main
from crawler.config.outlet_files import load_outlet
from crawler.config.outlets import LAYOUT_FIELDS
from tests import ROOT

DOCUMENT = (ROOT / "docs" / "adding-an-outlet.md").read_text("utf-8")
SECTION = DOCUMENT.partition("## Layouts")[2].partition("\n## ")[0]
FENCED = [part.partition("\n")[::2] for part in SECTION.split("```")[1::2]]
"""Kind and text of each code block."""
WHOLE_FILE = DOCUMENT.partition("## The file")[2].split("```toml")[1].partition("```")[0]
OUTLET = """\
name = "The Harbour Courier"
home = "https://courier.example/"
language = "en"
timezone = "Europe/London"
[[seeds]]
feed = "/feed/"
"""
PAGE = """\
<title>The lamp | The Harbour Courier</title><h1 class="headline">The lamp at the pier</h1>
<p class="by">Words: <a href="/ines">In\u00eas Falc\u00e3o</a></p><div id="story">
<p>The two harbour towns agreed on Thursday that the lamp between them belongs to neither.</p>
<p class="newsletter">Never miss a lamp: have our letters sent to your own pier each week.</p>
<p>It will be lit by each in turn, and the oil will be entered in a book that both may read.</p>
</div>
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    CliRunner().invoke(main, ["init", str(tmp_path)])
    (tmp_path / "outlets" / "courier.toml").write_text(OUTLET, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_field_of_a_layout_is_named() -> None:
    assert [name for name in LAYOUT_FIELDS if f"`{name}`" not in SECTION] == []


def test_the_layout_shown_is_right(folder: Path) -> None:
    ((_, layout),) = [block for block in FENCED if block[0] == "toml"]
    path = folder / "outlets" / "courier.toml"
    path.write_text(OUTLET + layout, "utf-8")

    (loaded,) = load_outlet(path).layouts
    assert set(loaded.selectors) | {"from"} == set(tomllib.loads(layout)["layouts"][0])


def test_the_rule_file_shown_is_taken_over_as_told(folder: Path) -> None:
    ((_, rules),) = [block for block in FENCED if not block[0]]
    (folder / "courier.example.txt").write_text(rules, "utf-8")
    (folder / "page.html").write_text(PAGE, "utf-8")
    (folder / "outlets" / "courier.toml").write_text(WHOLE_FILE, "utf-8")
    (command,) = [line.split() for line in SECTION.splitlines() if line.startswith("    desk ")]
    assert {"`--write courier`", "`desk extract PAGE --outlet courier --on 2019-05`"} <= {
        f"`{code}`" for code in SECTION.replace("\n", " ").split("`")[1::2]
    }
    run = CliRunner().invoke

    shown = run(main, command[1:])
    written = run(main, [*command[1:], "--write", "courier"])
    read = run(main, ["extract", "page.html", "--outlet", "courier", "--on", "2019-05"])

    assert (shown.exit_code, written.exit_code, read.exit_code) == (0, 0, 0)
    assert "line 5, http_header(User-Agent): Mozilla/5.0: foreign-desk asks as it" in shown.stderr
    lines = [" ".join(line.split()) for line in read.stdout.splitlines()]
    assert {"title The lamp at the pier layout", "authors In\u00eas Falc\u00e3o layout"} <= {*lines}
    body, _, taken_out = read.stdout.partition("taken out: ")
    assert "Never miss a lamp" not in body
    assert "(layout: .newsletter, #newsletter)" in taken_out
