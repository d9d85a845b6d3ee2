"""Lists the pairs found among real pages that nobody planted: `… --corpus FOLDER`.

Every page of an annotated corpus is read and entered in an archive of its own, its publisher as the
outlet. Each pair is printed with its figures and beginnings, to be judged by eye; then how many
pages of one host there are, and how many of them were joined.
"""

import argparse
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import track

from archive.db.duplicates import texts
from archive.folder.archive import Archive
from archive.ingest.ingest import ingest
from archive.model.identity import plain_address
from archive.model.records import Exchange
from crawler.extraction import extract_article
from scripts.corpus import publisher, read_records

BEGINNING = 110
"""Characters of a text that are printed."""


def fill(archive: Archive, corpus: Path) -> Counter[str]:
    """Enter the columns of a corpus; how many each publisher has."""
    held: Counter[str] = Counter()
    records = list(read_records(corpus))
    for number, record in enumerate(track(records, console=Console(stderr=True))):
        article = extract_article(record.html, record.url)
        if not article.body.strip():
            continue
        name = publisher(record.url)
        outlet_id = archive.upsert_outlet(
            slug=name, name=name, home=f"https://{name}/", language="en", timezone="UTC",
            country=None,
        )  # fmt: skip
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(record.html)}\r\n\r\n".encode()
        capture = archive.add_capture(
            Exchange(
                url=_own_address(record.url, number),
                started_at=datetime.now(UTC),
                request=b"GET / HTTP/1.1\r\n\r\n",
                response=head + record.html,
            ),
            outlet_id=outlet_id,
        )
        ingest(archive, capture, article, outlet_id=outlet_id, extractor="corpus")
        held[name] += 1
    return held


def _own_address(url: str, number: int) -> str:
    """An address that no other page of the corpus has; some have none, some the same."""
    known = plain_address(url or "https://unnamed.example/")
    return f"{known}{'&' if '?' in known else '?'}page={number}"


def main() -> None:
    """Print the pairs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        Archive.create(Path(folder))
        with Archive.writing(Path(folder), command="corpus") as archive:
            held = fill(archive, arguments.corpus)
            print_pairs(archive, held)


def print_pairs(archive: Archive, held: Counter[str]) -> None:
    """Each text that stands at several addresses, each pair of texts, and the totals."""
    db = archive.db
    same_host = 0
    for digest, count in db.execute(
        "SELECT body_digest, count(*) FROM articles GROUP BY body_digest HAVING count(*) > 1"
    ).fetchall():
        print(f"equal bodies, {count}:")
        for (url,) in db.execute("SELECT url FROM articles WHERE body_digest = ?", (digest,)):
            print(f"    {url}")
    pairs = db.execute(f"SELECT {texts.PAIR} FROM text_pairs ORDER BY resemblance").fetchall()
    for pair in (texts.Pair(*row) for row in pairs):
        print(
            f"{pair.rule}: resemblance {pair.resemblance:.2f}, contained"
            f" {pair.one_contained:.2f} and {pair.other_contained:.2f}"
        )
        names = set()
        for text in (pair.one_id, pair.other_id):
            url, body = db.execute(
                "SELECT url, body FROM articles WHERE body_digest ="
                " (SELECT body_digest FROM texts WHERE id = ?)",
                (text,),
            ).fetchone()
            names.add(publisher(url))
            print(f"    {url}\n      {len(body.split())} words: {body[:BEGINNING]!r}")
        same_host += len(names) == 1
    alike = sum(count for count in held.values() if count > 1)
    print(
        f"{sum(held.values())} columns, {alike} of them of a host with several; {len(pairs)} pairs"
        f" of texts, {same_host} of them within a host"
    )


if __name__ == "__main__":
    main()
