"""Pages with real markup and invented prose, read whole: one folder is one case.

How to add a case stands in `tests/pages/README.md`; nothing here needs to be read for it.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from archive.model.records import Article, Comment, captions_of
from crawler.extraction import extract_article, extract_text
from tests import PAGES

CASES = sorted(path.parent for name in ("page.html", "page.txt") for path in PAGES.rglob(name))
SCALARS = (
    "title", "kicker", "standfirst", "section", "byline", "language", "comment_count", "page_kind",
)  # fmt: skip
LISTS = ("authors", "tags", "comment_pages")
DATES = ("published", "modified")


def read(case: Path, url: str | None) -> Article:
    """The article of a case: a page, or a text that has lost its tags."""
    text = case / "page.txt"
    if text.exists():
        return extract_text(text.read_text("utf-8"), url=url)
    return extract_article((case / "page.html").read_bytes(), url or default_url(case))


def default_url(case: Path) -> str:
    return f"https://desk.example/{'-'.join(case.relative_to(PAGES).parts)}/"


def as_json(comment: Comment) -> dict[str, object]:
    """A comment as expectations write it: without what is unknown or usual."""
    told = {
        "id": comment.id,
        "author": comment.author,
        "author_url": comment.author_url,
        "published": date_of(comment, "published"),
        "text": comment.text,
        "parent": comment.parent,
        "depth": comment.depth or None,
        "kind": comment.kind if comment.kind != "reader" else None,
    }
    return {name: value for name, value in told.items() if value is not None}


def date_of(record: Article | Comment, name: str) -> str | None:
    """A date as expectations write it, with what is known of it: "2014-03-03T00:00 (day)"."""
    moment, precision = getattr(record, name), getattr(record, f"{name}_precision")
    return f"{moment.isoformat()} ({precision})" if moment else None


def draft(article: Article, url: str) -> dict[str, object]:
    """An expectation that says what the extractor makes today, to be read and corrected."""
    told = {name: getattr(article, name) for name in SCALARS}
    told |= {name: list(getattr(article, name)) for name in LISTS}
    told |= {name: date_of(article, name) for name in DATES}
    return {
        "url": url,
        "there": {
            **{name: value for name, value in told.items() if value is not None},
            "body": [block.text for block in article.blocks if block.kind != "caption"],
            "captions": list(captions_of(article.blocks)),
            "comments": [as_json(comment) for comment in article.comments],
            "chrome": [{"kind": c.kind, "text": c.text, "rule": c.rule} for c in article.chrome],
        },
        "absent": {
            "body": sorted({line for c in article.chrome for line in c.text.splitlines()[:1]}),
            "comments": [],
        },
    }


def check_there(article: Article, there: Mapping[str, Any]) -> None:
    for name in SCALARS:
        if name in there:
            assert getattr(article, name) == there[name], name
    if "body" in there:
        assert [b.text for b in article.blocks if b.kind != "caption"] == there["body"]
    if "captions" in there:
        assert list(captions_of(article.blocks)) == there["captions"]
    if "comments" in there:
        assert [as_json(comment) for comment in article.comments] == there["comments"]
    for name in LISTS:
        if name in there:
            assert list(getattr(article, name)) == there[name], name
    for name in DATES:
        if name in there:
            assert date_of(article, name) == there[name], name
    for wanted in there.get("chrome", ()):
        assert any(
            found.kind == wanted["kind"]
            and wanted.get("text", "") in found.text
            and wanted.get("rule", "") in found.rule
            for found in article.chrome
        ), f"no chrome like {wanted} among {article.chrome}"


def check_absent(article: Article, absent: Mapping[str, Sequence[str]]) -> None:
    comments = "\n".join(comment.text for comment in article.comments)
    for text in absent.get("body", ()):
        assert text not in article.body
    for text in absent.get("comments", ()):
        assert text not in comments


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.relative_to(PAGES)))
def test_a_page_is_read_as_its_expectation_says(case: Path) -> None:
    expectation = case / "expected.json"
    if not expectation.exists():
        url = default_url(case)
        written = json.dumps(draft(read(case, url), url), ensure_ascii=False, indent=2)
        expectation.write_text(written + "\n", "utf-8")
        pytest.fail(f"{expectation} was written: review it, correct it, run again")
    expected = json.loads(expectation.read_text("utf-8"))
    article = read(case, expected.get("url"))
    check_there(article, expected["there"])
    check_absent(article, expected["absent"])


def test_every_platform_has_a_case() -> None:
    platforms = {case.relative_to(PAGES).parts[0] for case in CASES}
    assert platforms >= {"wordpress", "blogger", "disqus", "drupal", "generic", "text", "widgets"}
