"""A corpus of two invented pages, with metrics that count what a test can count by hand."""

import gzip
import json
from pathlib import Path

import pytest

METRICS = '''
"""Scores: the share of pages whose title is right, and of those whose text is there."""


def has_chrome(html):
    return b"Leave a Reply" in html


def score_page(gold, prediction, exposed):
    return {
        "crash": bool(prediction.get("crash")),
        "title": gold["title"] == prediction.get("title"),
        "body": gold["body"] in (prediction.get("body") or ""),
        "exposed": exposed,
        "chrome": "Leave a Reply" in (prediction.get("body") or ""),
    }


def aggregate(scores, bootstrap=True):
    def share(key, among):
        return sum(score[key] for score in among) / len(among) if among else None

    return {
        "crashes": sum(score["crash"] for score in scores),
        "title_exact": share("title", scores),
        "body_f1": share("body", scores),
        "chrome_leak_exposed": share("chrome", [s for s in scores if s["exposed"]]),
    }
'''
PAGE = """\
<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body><article><h1>{title}</h1><p>{text}</p></article>{after}</body></html>
"""
TEXTS = (
    "The harbour commission met on Tuesday, and put off once more what it had been called for.",
    "No ship has left the upper basin since the ice came, and none is thought to leave in March.",
)
FORM = '<div id="respond"><h3>Leave a Reply</h3><form><textarea></textarea></form></div>'


def record(number: int, url: str, title: str, gold_title: str, after: str = "") -> str:
    html = PAGE.format(title=title, text=TEXTS[number], after=after)
    told = {
        "id": f"page-{number}",
        "url": url,
        "gold": {"title": gold_title, "body": TEXTS[number]},
        "html_latin1": html.encode().decode("latin-1"),
    }
    return json.dumps(told) + "\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Of one page the title is labelled wrong; the publishers are of different halves."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "metrics.py").write_text(METRICS)
    with gzip.open(folder / "wcxb-dev.jsonl.gz", "wt", encoding="utf-8") as pages:
        pages.write(
            record(0, "https://courier.example/a", "A tide of letters", "A tide of letters")
        )
        pages.write(record(1, "https://gazette.example/b", "Ice in the basin", "Ice", FORM))
    return folder
