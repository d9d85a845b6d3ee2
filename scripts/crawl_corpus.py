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
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.demo.folder import desk
from scripts.loopback_server import Conversation, LoopbackServer, answering

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

EXPLAINED = {
    "trafilatura/http://www.echte-demokratie-jetzt.de/blog/": (
        "a blog's front page with a dozen posts: a listing, and no column"
    ),
    "trafilatura/https://dietagespresse.com/"
    "halloween-bizarrer-horrorclown-versetzt-oesterreich-in-angst-und-schrecken/": (
        "ends after three paragraphs at a paywall"
    ),
    "wcxb/4159": "the author's own words: readers may comment on Pinterest",
}
"""Pages looked at by a person, and why they need not be archived, or may keep their phrase."""

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


class CorpusServer(LoopbackServer):
    """The pages at `/page-N/`, in the order of the corpus."""

    def __init__(self, pages: list[Page], port: int) -> None:
        super().__init__(port, CorpusConversation)
        self.pages = {f"/page-{number}/": page for number, page in enumerate(pages, start=1)}

    @property
    def sitemap(self) -> bytes:
        """A sitemap of all the pages."""
        urls = "".join(f"<url><loc>{self.root}{path}</loc></url>" for path in self.pages)
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        return f'<?xml version="1.0"?><urlset xmlns="{space}">{urls}</urlset>'.encode()


class CorpusConversation(Conversation):
    """The requests of one connection; a page's bytes are sent as they are, naming no charset."""

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


def main() -> None:
    """Crawls and reports; exits with 1 for what is missing or left in unexplained."""
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
        outcomes = crawl(folder, server.root)
        why = reasons(folder, server.root)
        bodies = archived_bodies(folder, server.root, server.pages)
    print("outcomes: " + ", ".join(f"{kind} {n}" for kind, n in outcomes.items() if n))
    missing = [page for path, page in server.pages.items() if path not in bodies]
    left_in = furniture(server.pages, bodies, phrases_of(args.corpus))
    print(f"archived: {len(bodies)} of {len(pages)}; not archived: {len(missing)}")
    for path, page in server.pages.items():
        if path not in bodies:
            print(f"  {named(page)}: {why.get(path, 'never asked')}{explanation(page)}")
    print(f"bodies with a phrase of furniture that the gold lacks: {len(left_in)}")
    for page, phrases in left_in:
        print(f"  {named(page)}: {'; '.join(sorted(phrases))}{explanation(page)}")
    unexplained = [
        page for page in (*missing, *(page for page, _ in left_in)) if page.id not in EXPLAINED
    ]
    print(f"unexplained: {len(unexplained)}")
    raise SystemExit(1 if unexplained else 0)


def named(page: Page) -> str:
    """A page as the report names it: its id, and its address where the id does not tell it."""
    return page.id if page.url in page.id else f"{page.id} {page.url}"


def explanation(page: Page) -> str:
    """Why a page is as it is, if a person has looked at it."""
    return f" ({EXPLAINED[page.id]})" if page.id in EXPLAINED else ""


def corpus_pages(corpus: Path) -> Iterator[Page]:
    """Every page of a corpus folder."""
    files = sorted(corpus.glob("*.jsonl.gz"))
    if not files:
        raise SystemExit(f"{corpus} holds no *.jsonl.gz; name the corpus folder with --corpus")
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                html = row["html_latin1"].encode("latin-1")
                yield Page(row["id"], row["url"], html, row["gold"])


def phrases_of(corpus: Path) -> Phrases:
    """The corpus's own function from a text to the comment-widget phrases in it."""
    spec = importlib.util.spec_from_file_location("corpus_metrics", corpus / "metrics.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{corpus} holds no metrics.py; name the corpus folder with --corpus")
    metrics = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(metrics)
    phrases: Phrases = metrics.chrome_phrases
    return phrases


@contextmanager
def serving(pages: list[Page], *, port: int = 0) -> Iterator[CorpusServer]:
    """The pages over HTTP until the block is left; 0 is any free port."""
    with answering(CorpusServer(pages, port)) as server:
        yield server


def crawl(folder: Path, root: str) -> dict[str, int]:
    """Outcomes of a crawl by kind."""
    desk(folder.parent, "init", str(folder))
    (folder / "outlets" / "corpus.toml").write_text(OUTLET.format(root=root), encoding="utf-8")
    done = desk(folder, "crawl", "corpus", "--json", check=False)
    try:
        (summary,) = json.loads(done.stdout)
    except ValueError:
        raise SystemExit(f"desk crawl ended with {done.returncode}: {done.stderr}") from None
    outcomes: dict[str, int] = summary["outcomes"]
    return outcomes


def reasons(folder: Path, root: str) -> dict[str, str]:
    """What became of each address in words, by path."""
    db = sqlite3.connect(f"file:{folder / 'archive.db'}?mode=ro", uri=True)
    rows = db.execute("SELECT url, outcome, reason FROM frontier").fetchall()
    db.close()
    return {
        url.removeprefix(root): ": ".join(filter(None, (outcome, reason)))
        for url, outcome, reason in rows
    }


def archived_bodies(folder: Path, root: str, pages: Collection[str]) -> dict[str, str]:
    """The body of each archived column by path, of the paths that pages were served at."""
    db = sqlite3.connect(f"file:{folder / 'archive.db'}?mode=ro", uri=True)
    rows = db.execute(
        "SELECT known.url, articles.body FROM article_urls AS known"
        " JOIN articles ON articles.id = known.article_id"
    ).fetchall()
    db.close()
    bodies = {url.removeprefix(root): body for url, body in rows}
    return {path: body for path, body in bodies.items() if path in pages}


def furniture(
    pages: Mapping[str, Page], bodies: Mapping[str, str], phrases: Phrases
) -> list[tuple[Page, set[str]]]:
    """Pages whose archived body has a phrase that their gold lacks, with those phrases."""
    leaking = []
    for path, body in bodies.items():
        page = pages[path]
        left = phrases(body) - phrases(page.gold_text)
        if left:
            leaking.append((page, left))
    return leaking


if __name__ == "__main__":
    main()
