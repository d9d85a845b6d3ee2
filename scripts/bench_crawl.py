"""What archiving costs: pages per CPU-second of `desk crawl` against a bare Scrapy spider.

A server in a process of its own holds small pages with all delays off. A bare spider fetches and
parses them, `desk crawl` archives them, in turns; CPU time and peak memory are the kernel's figures
for each process. Wall time is not compared: on a shared machine it says little.
"""

import argparse
import json
import multiprocessing
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from multiprocessing.connection import Connection
from pathlib import Path
from typing import ClassVar

from scripts.demo.columns import edition
from scripts.demo.folder import DESK, desk
from scripts.loopback_server import Conversation, LoopbackServer

PAGES = 3000
BARE_SPIDER = Path(__file__).with_name("bare_spider.py")
AIM = 0.5
"""Of the bare spider's pages per CPU-second: what an archive may cost beside fetching."""

PAGE = """\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | The Bench</title>
<link rel="canonical" href="{url}">
<link rel="stylesheet" href="/wp-content/themes/bench/style.css">
<meta name="generator" content="WordPress 6.1.9"></head>
<body class="single single-post postid-{number}">
<header><a href="/" rel="home">The Bench</a><nav><ul><li><a href="/">Home</a></li>
<li><a href="/category/foreign-affairs/">Foreign Affairs</a></li></ul></nav></header>
<main><article id="post-{number}" class="post hentry category-foreign-affairs">
<header class="entry-header"><h1 class="entry-title">{title}</h1>
<div class="entry-meta"><time class="entry-date published" datetime="{published}">{published}</time>
<span class="byline">by <a class="url fn n" rel="author" href="/author/wren/">Tobias Wren</a></span>
</div></header>
<div class="entry-content">
{paragraphs}
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul>
<li><a class="share-twitter" href="{url}?share=twitter">Twitter</a></li></ul></div>
</div></article>
<div id="comments" class="comments-area"><h2 class="comments-title">One thought on {title}</h2>
<ol class="comment-list"><li id="comment-{number}" class="comment depth-1">
<article id="div-comment-{number}" class="comment-body"><footer class="comment-meta">
<div class="comment-author vcard"><b class="fn">A reader</b> <span class="says">says:</span></div>
<div class="comment-metadata"><time datetime="{published}">{published}</time></div></footer>
<div class="comment-content"><p>{comment}</p></div></article></li></ol>
<div id="respond" class="comment-respond"><h3 id="reply-title">Leave a Reply</h3>
<form action="/wp-comments-post.php" id="commentform" class="comment-form"><p>Your email address
will not be published. Required fields are marked *</p><textarea name="comment"></textarea></form>
</div></div></main><footer>Proudly powered by WordPress</footer></body></html>
"""

OUTLET = """\
name = "The Bench"
home = "{root}/"
language = "en"
timezone = "UTC"

[[seeds]]
sitemap = "/sitemap.xml"
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took."""

    pages: int
    cpu_seconds: float
    peak_megabytes: float

    @property
    def rate(self) -> float:
        """Pages per CPU-second."""
        return self.pages / self.cpu_seconds


def main() -> None:
    """Runs both in turns and prints the ratio; exits with 1 when it is below the aim."""
    parser = argparse.ArgumentParser(prog="python -m scripts.bench_crawl", description=__doc__)
    parser.add_argument("--pages", type=int, default=PAGES, help="default: %(default)s")
    parser.add_argument("--rounds", type=int, default=1, help="runs of each (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=8, help="of the pages' text")
    parser.add_argument(
        "--connections",
        type=int,
        default=1,
        help="of the bare spider: 1 as desk crawl keeps, or Scrapy's 8 (default: %(default)s)",
    )
    args = parser.parse_args()
    bare: list[Cost] = []
    archiving: list[Cost] = []
    with serving(args.pages, seed=args.seed) as root:
        for number in range(1, args.rounds + 1):
            bare.append(bare_crawl(root, args.connections))
            print(f"{number}  bare spider  {in_words(bare[-1])}", flush=True)
            archiving.append(desk_crawl(root))
            print(f"{number}  desk crawl   {in_words(archiving[-1])}", flush=True)
    ratio = statistics.median(
        kept.rate / fetched.rate for kept, fetched in zip(archiving, bare, strict=True)
    )
    complete = all(cost.pages == args.pages for cost in (*bare, *archiving))
    print(f"ratio of pages per CPU-second: {ratio:.2f} (aim: at least {AIM})")
    if not complete:
        print(f"not every run had all {args.pages} pages")
    raise SystemExit(0 if complete and ratio >= AIM else 1)


def in_words(cost: Cost) -> str:
    """A cost in one line."""
    return (
        f"{cost.pages} pages, {cost.cpu_seconds:.1f} s CPU, {cost.rate:.0f} pages per CPU-second, "
        f"peak {cost.peak_megabytes:.0f} MB"
    )


def bare_crawl(root: str, connections: int) -> Cost:
    """The cost of fetching and parsing alone."""
    return measured([sys.executable, str(BARE_SPIDER), root, str(connections)], Path.cwd(), int)


def desk_crawl(root: str, command: Path = DESK) -> Cost:
    """The cost of `desk crawl` into a new archive."""
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        folder = Path(scratch) / "desk"
        desk(folder.parent, "init", str(folder))
        (folder / "outlets" / "bench.toml").write_text(OUTLET.format(root=root), encoding="utf-8")
        return measured([str(command), "crawl", "bench", "--json"], folder, new_columns)


def new_columns(output: str) -> int:
    """New columns as a crawl's JSON summary counts them."""
    (summary,) = json.loads(output)
    return int(summary["outcomes"]["new"])


def measured(command: list[str], folder: Path, count: Callable[[str], int]) -> Cost:
    """The cost of a process, and how many pages it says it handled."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        printed = output.read()
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with {process.returncode}: {printed}")
    # Linux counts the peak in kilobytes, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(count(printed), used.ru_utime + used.ru_stime, used.ru_maxrss * unit / 1e6)


@contextmanager
def serving(pages: int, *, seed: int) -> Iterator[str]:
    """The address under which so many pages are served, by a process of its own."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(
        target=serve, args=(theirs, pages, seed), daemon=True
    )
    server.start()
    theirs.close()  # so that a server that ends early is noticed, and not waited for
    try:
        yield ours.recv()
    finally:
        server.terminate()


def serve(ready: Connection, count: int, seed: int) -> None:
    """Serves the pages for ever, after sending the address they stand under."""
    server = LoopbackServer(0, BenchAnswers)
    BenchAnswers.bodies = pages(server.root, count, seed)
    ready.send(server.root)
    server.serve_forever()


def pages(root: str, count: int, seed: int) -> dict[str, tuple[str, bytes]]:
    """Path to type and body of each answer: small pages of shuffled prose, and their sitemap."""
    chance = random.Random(seed)
    prose = [text for column in edition(1).columns for text in column.text.split("\n\n")]
    answers: dict[str, tuple[str, bytes]] = {}
    for number in range(1, count + 1):
        path = f"/2015/06/{number % 28 + 1:02}/column-{number}/"
        page = PAGE.format(
            url=root + path,
            number=number,
            title=f"Column {number}",
            published=f"2015-06-{number % 28 + 1:02}T09:00:00+00:00",
            paragraphs="\n".join(f"<p>{escape(text)}</p>" for text in chance.sample(prose, 6)),
            comment=f"Number {number} is not the worst of them.",
        )
        answers[path] = ("text/html; charset=utf-8", page.encode())
    urls = "".join(f"<url><loc>{root}{path}</loc></url>" for path in answers)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    sitemap = f'<?xml version="1.0"?><urlset xmlns="{space}">{urls}</urlset>'
    answers["/sitemap.xml"] = ("text/xml", sitemap.encode())
    return answers


class BenchAnswers(Conversation):
    """The requests of one connection."""

    bodies: ClassVar[dict[str, tuple[str, bytes]]] = {}

    def do_GET(self) -> None:
        """Answers with what stands under the path, or 404."""
        self.answer_known(self.bodies.get(self.path))


if __name__ == "__main__":
    main()
