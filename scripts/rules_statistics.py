"""What the rule files of ftr-site-config are worth here: how many a layout says whole, in part or
not at all, and, for the pages of a corpus whose host has one, the scores with and without it.

    python -m scripts.rules_statistics --rules ftr-site-config.zip --corpus DIR
"""

import argparse
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from archive.model.records import Article
from crawler.config.outlets import Layout, Outlet, Scope
from crawler.config.selectors import compiled
from crawler.config.site_rules import Translation, translate
from crawler.extraction import extract_article
from crawler.extraction.outlet_layout import LAYOUT
from crawler.urls.hosts import host_name
from scripts.corpus import Record, read_metrics, read_records

FIELDS = ("title", "authors", "published", "body", "strip", "next_page")


def rule_files(path: Path) -> Iterator[tuple[str, bytes]]:
    """Name and content of each rule file in a zip or a folder, sorted by name."""
    if path.is_dir():
        for file in sorted(path.rglob("*.txt")):
            yield file.name, file.read_bytes()
        return
    try:
        with zipfile.ZipFile(path) as packed:
            for name in sorted(packed.namelist()):
                if name.endswith(".txt"):
                    yield name.rpartition("/")[2], packed.read(name)
    except (OSError, zipfile.BadZipFile) as error:
        sys.exit(f"{path}: neither a folder nor a zip of rule files: {error}")


def rules_for(url: str, rules: Mapping[str, Translation]) -> tuple[str, Translation] | None:
    """The rules for a page: of its host, else of the nearest domain above (`.example.org`)."""
    host = host_name(url)
    parts = host.split(".")
    names = [host, *(f".{'.'.join(parts[at:])}" for at in range(len(parts) - 1))]
    return next(((name, rules[name]) for name in names if name in rules), None)


def outlet_of(url: str, made: Translation | None) -> Outlet:
    """An outlet as its file would be with these rules for its only layout."""
    host = urlsplit(url).hostname or "unknown.invalid"
    layout = made and Layout(
        selectors={name: tuple(map(compiled, selectors)) for name, selectors in made.fields.items()}
    )
    return Outlet(
        slug="scored",
        name=host,
        home=f"https://{host}/",
        language="en",
        timezone=ZoneInfo("UTC"),
        scope=Scope(hosts=frozenset((host,))),
        seeds=(),
        layouts=(layout,) if layout else (),
    )


def scored(record: Record, article: Article, metrics: Any) -> dict[str, Any]:
    """The page's score."""
    prediction = {
        "title": article.title,
        "authors": list(article.authors),
        "date": article.published and article.published.isoformat(),
        "section": article.section,
        "body": article.body,
        "comments": [comment.text for comment in article.comments],
    }
    score: dict[str, Any] = metrics.score_page(
        record.gold, prediction, metrics.has_chrome(record.html)
    )
    return score


def print_extents(rules: Mapping[str, Translation]) -> None:
    """Prints how much of the files a layout says, and which directives are lost."""
    extents = Counter(made.extent for made in rules.values())
    print(
        f"{len(rules)} rule files: {extents['whole']} read whole, {extents['part']} in part, "
        f"{extents['nothing']} not at all"
    )
    lines = Counter(r.directive or "(no rule)" for made in rules.values() for r in made.lost)
    files = Counter(
        name for made in rules.values() for name in {r.directive or "(no rule)" for r in made.lost}
    )
    print(f"\n{'lost directive':<28}{'lines':>7}{'files':>7}")
    for name, count in lines.most_common():
        print(f"{name:<28}{count:>7}{files[name]:>7}")


def print_scores(rules: Mapping[str, Translation], corpus: Path) -> None:
    """Prints on how many pages selectors still find something, and the scores with and without."""
    metrics = read_metrics(corpus)
    scores: dict[str, list[dict[str, Any]]] = {}
    asked: Counter[str] = Counter()
    matched: Counter[str] = Counter()
    names, outdated, pages = set(), 0, 0
    for record in read_records(corpus):
        rule_file = rules_for(record.url, rules)
        if rule_file is None or not rule_file[1].fields:
            continue
        name, made = rule_file
        names.add(name)
        pages += 1
        without = extract_article(record.html, record.url, outlet=outlet_of(record.url, None))
        having = extract_article(record.html, record.url, outlet=outlet_of(record.url, made))
        matching = {field for field in made.fields if having.found_in.get(field) == LAYOUT}
        asked.update(made.fields.keys())
        matched.update(matching)
        outdated += not matching - {"strip", "next_page"}
        half = "open" if record.is_open else "held"
        body = "body found" if "body" in matching else "body not found"
        for group in ("all", half, body):
            scores.setdefault(f"{group} without", []).append(scored(record, without, metrics))
            scores.setdefault(f"{group} with", []).append(scored(record, having, metrics))
    print(f"\n{pages} pages of the corpus have rules, from {len(names)} files")
    print(f"on {outdated} of them the rules find neither headline, authors, date nor body")
    for field in FIELDS:
        if asked[field]:
            print(f"  {field:<10} found on {matched[field]:>4} of {asked[field]:>4} pages asked")
    print()
    print(metrics.tables([(name, metrics.aggregate(part)) for name, part in scores.items()]))


def main() -> None:
    """Reads the rule files, and scores them where a corpus is given."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--rules", type=Path, required=True, help="zip or folder of rule files")
    parser.add_argument("--corpus", type=Path, help="folder of annotated pages with metrics.py")
    words = parser.parse_args()
    rules = {name.removesuffix(".txt"): translate(data) for name, data in rule_files(words.rules)}
    if not rules:
        sys.exit(f"{words.rules}: no rule files (*.txt) in it")
    print_extents(rules)
    if words.corpus:
        print_scores(rules, words.corpus)


if __name__ == "__main__":
    main()
