"""Crawls the corpus's WordPress pages over loopback, and lists the furniture that got into bodies.

Each page that WordPress made (told by its markup) gets an address of its own; a sitemap names them
all. What the crawl archived is held against the corpus's gold: a comment-form, login or share
phrase in a body that the gold body or its snippets do not have is furniture left in.
"""

import argparse
import gzip
import importlib.util
import json
import re
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from scripts.demo.folder import desk

WORDPRESS = re.compile(
    rb"/wp-content/(?:themes|plugins|mu-plugins|uploads)/|/wp-includes/"
    rb"|<meta[^>]+generator[^>]+WordPress|https://api\.w\.org/",
    re.IGNORECASE,
)
"""What only WordPress writes into a page: addresses of its parts, its name as generator."""

OUTLET = """\
name = "Pages of the corpus"
home = "{root}/"
language = "en"
timezone = "UTC"

[[seeds]]
sitemap = "/sitemap.xml"
"""

Phrases = Callable[[str], set[str]]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the corpus."""

    id: str
    url: str
    html: bytes
    gold: Mapping[str, Any]

    @property
    def gold_text(self) -> str:
        """All that the corpus says belongs to the body."""
        return "\n".join([self.gold.get("body") or "", *self.gold.get("with", ())])


class CorpusServer(ThreadingHTTPServer):
    """The pages at `/page-N/`, in the order of the corpus."""

    daemon_threads = True

    def __init__(self, pages: list[Page]) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.pages = {f"/page-{number}/": page for number, page in enumerate(pages, start=1)}

    @property
    def root(self) -> str:
        """The server's address, without a slash at the end."""
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def sitemap(self) -> bytes:
        """A sitemap of all the pages."""
        urls = "".join(f"<url><loc>{self.root}{path}</loc></url>" for path in self.pages)
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        return f'<?xml version="1.0"?><urlset xmlns="{space}">{urls}</urlset>'.encode()


class Answering(BaseHTTPRequestHandler):
    """The requests of one connection; a page's bytes are sent as they are, naming no charset."""

    protocol_version = "HTTP/1.1"
    server: CorpusServer

    def do_GET(self) -> None:
        """Answers with the sitemap, a page, or 404."""
        page = self.server.pages.get(self.path)
        if self.path == "/sitemap.xml":
            self.answer(200, "text/xml", self.server.sitemap)
        elif page is not None:
            self.answer(200, "text/html", page.html)
        else:
            self.answer(404, "text/plain", b"no such page\n")

    def answer(self, status: int, content_type: str, body: bytes) -> None:
        """Sends one response."""
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  as http.server
        """Prints nothing."""


def main() -> None:
    """Crawls and reports; exits with 1 when a page was not archived or furniture was left in."""
    parser = argparse.ArgumentParser(prog="python -m scripts.crawl_corpus", description=__doc__)
    parser.add_argument(
        "--corpus", type=Path, required=True, help="folder with *.jsonl.gz and metrics.py"
    )
    parser.add_argument("--limit", type=int, help="only the first so many pages")
    args = parser.parse_args()
    pages = [page for page in corpus_pages(args.corpus) if WORDPRESS.search(page.html)]
    pages = pages[: args.limit]
    print(f"{len(pages)} pages that WordPress made")
    with serving(pages) as server, tempfile.TemporaryDirectory(prefix="corpus-") as scratch:
        folder = Path(scratch) / "desk"
        outcomes, bad = crawl(folder, server.root)
        bodies = archived_bodies(folder, server.root)
    print("outcomes: " + ", ".join(f"{kind} {n}" for kind, n in outcomes.items() if n))
    missing = [path for path in server.pages if path not in bodies]
    print(f"archived: {len(bodies)} of {len(pages)}")
    for path in missing:
        page = server.pages[path]
        print(f"  not archived: {page.id} {page.url}: {bad.get(path, 'no reason given')}")
    left_in = furniture(server.pages, bodies, phrases_of(args.corpus))
    print(f"bodies with a phrase of furniture that the gold lacks: {len(left_in)}")
    for page, phrases in left_in:
        print(f"  {page.id} {page.url}: {'; '.join(sorted(phrases))}")
    raise SystemExit(1 if missing or left_in else 0)


def corpus_pages(corpus: Path) -> Iterator[Page]:
    """Every page of a corpus folder."""
    files = sorted(corpus.glob("*.jsonl.gz"))
    if not files:
        raise SystemExit(f"{corpus} holds no *.jsonl.gz; name the corpus folder with --corpus")
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                told = json.loads(line)
                html = told["html_latin1"].encode("latin-1")
                yield Page(told["id"], told["url"], html, told["gold"])


def phrases_of(corpus: Path) -> Phrases:
    """The corpus's own function from a text to the comment-widget phrases in it."""
    spec = importlib.util.spec_from_file_location("corpus_metrics", corpus / "metrics.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{corpus} holds no metrics.py; name the corpus folder with --corpus")
    metrics = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(metrics)
    found: Phrases = metrics.chrome_phrases
    return found


@contextmanager
def serving(pages: list[Page]) -> Iterator[CorpusServer]:
    """The pages over HTTP until the block is left."""
    server = CorpusServer(pages)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def crawl(folder: Path, root: str) -> tuple[dict[str, int], dict[str, str]]:
    """Outcomes of a crawl by kind, and the reasons of the pages that gave no column by path."""
    desk(folder.parent, "init", str(folder))
    (folder / "outlets" / "corpus.toml").write_text(OUTLET.format(root=root), encoding="utf-8")
    done = desk(folder, "crawl", "corpus", "--json", check=False)
    try:
        (summary,) = json.loads(done.stdout)
    except ValueError:
        raise SystemExit(f"desk crawl ended with {done.returncode}: {done.stderr}") from None
    bad = {
        page["url"].removeprefix(root): f"{page['outcome']}: {page['reason']}"
        for page in summary["bad"]
    }
    return summary["outcomes"], bad


def archived_bodies(folder: Path, root: str) -> dict[str, str]:
    """The body of each archived column by path."""
    db = sqlite3.connect(f"file:{folder / 'archive.db'}?mode=ro", uri=True)
    rows = db.execute(
        "SELECT known.url, articles.body FROM article_urls AS known"
        " JOIN articles ON articles.id = known.article_id WHERE known.relation = 'address'"
    ).fetchall()
    db.close()
    return {url.removeprefix(root): body for url, body in rows}


def furniture(
    pages: Mapping[str, Page], bodies: Mapping[str, str], phrases: Phrases
) -> list[tuple[Page, set[str]]]:
    """Pages whose archived body has a phrase that their gold lacks, with those phrases."""
    found = []
    for path, body in bodies.items():
        page = pages[path]
        left = phrases(body) - phrases(page.gold_text)
        if left:
            found.append((page, left))
    return found


if __name__ == "__main__":
    main()
