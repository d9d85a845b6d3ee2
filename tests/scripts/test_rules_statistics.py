"""Statistics of rule files: how many are read, what they change on the pages of a corpus."""

import gzip
import json
import sys
import zipfile
from pathlib import Path

import pytest

from crawler.config.site_rules import translate
from scripts.rules_statistics import main, rules_for

FILES = {
    "gazette.example.txt": "title: //h2\nbody: //div[@id='text']",
    ".courier.example.txt": "title: //h1\nhttp_header(cookie): a=b\nhttp_header(referer): c",
    "lantern.example.txt": "tidy: no",
}
METRICS = """
def has_chrome(html): return False
def score_page(gold, found, exposed): return {"title": found["title"] == gold["title"]}
def aggregate(scores): return sum(score["title"] for score in scores)
def tables(rows): return "\\n".join(f"{name}: {right} right" for name, right in rows)
"""
PROSE = "<p>" + "The lamp between the harbour towns belongs to neither of them. " * 6 + "</p>"


def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    monkeypatch.setattr(sys, "argv", ["rules_statistics", *words])
    main()
    return capsys.readouterr().out


def test_files_are_counted_and_pages_scored_with_and_without_their_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile(tmp_path / "rules.zip", "w") as packed:
        for name, text in FILES.items():
            packed.writestr(f"ftr/{name}", text)
    (tmp_path / "metrics.py").write_text(METRICS, "utf-8")
    page = f"<title>Lamps</title><h1>Lamps</h1><h2>The lamp</h2>{PROSE}"
    with gzip.open(tmp_path / "pages-dev.jsonl.gz", "wt", encoding="utf-8") as lines:
        for host in ("www.gazette.example", "elsewhere.example", "lantern.example"):
            record = {"url": f"https://{host}/a", "gold": {"title": "The lamp"}}
            lines.write(json.dumps({**record, "html_latin1": page}) + "\n")

    out = told(
        monkeypatch, capsys, "--rules", str(tmp_path / "rules.zip"), "--corpus", str(tmp_path)
    )

    assert "3 rule files: 1 read whole, 1 in part, 1 not at all" in out
    assert "http_header                       2      1" in out
    assert "1 pages of the corpus have rules, from 1 files" in out
    assert "title      found on    1 of    1 pages asked" in out
    assert "body       found on    0 of    1 pages asked" in out
    assert "all without: 0 right\nall with: 1 right" in out
    assert "body not found without: 0 right\nbody not found with: 1 right" in out


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("gazette.example", "gazette.example"),
        ("www.gazette.example", "gazette.example"),
        ("blog.gazette.example", None),
        ("courier.example", ".courier.example"),
        ("blog.courier.example", ".courier.example"),
        ("notcourier.example", None),
    ],
)
def test_rules_are_for_a_host_or_for_all_under_a_domain(host: str, name: str | None) -> None:
    rules = {key.removesuffix(".txt"): translate(text.encode()) for key, text in FILES.items()}

    found = rules_for(f"https://{host}/a", rules)

    assert (found and found[0]) == name


def test_what_is_no_zip_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules.zip").write_text("no zip", "utf-8")
    monkeypatch.setattr(sys, "argv", ["rules_statistics", "--rules", str(tmp_path / "rules.zip")])

    with pytest.raises(SystemExit, match="neither a folder nor a zip"):
        main()
