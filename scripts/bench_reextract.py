"""How much faster two processes read an archive again than one: `-n` captures, both in one run.

The pages are the demo theme's markup around invented prose, each a capture of its own; what is told
is wall seconds, their ratio, and that both left the same archive.
"""

import argparse
import json
import random
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import track

from archive.folder.archive import Archive
from archive.model.records import Exchange
from archive.reading.dump import digest
from crawler.config.desk_file import create_folder
from crawler.config.outlet_files import load_outlets
from crawler.intake import intake
from crawler.jobs.reextraction import plan, reextract
from scripts.wordpress.prose import headline, paragraph

OUTLET = """\
name = "The Bench"
home = "https://bench.example/"
language = "en"
timezone = "UTC"

[[seeds]]
feed = "/feed/"
"""
MENU = "".join(f'<li class="menu-item"><a href="/s/{n}/">Section {n}</a></li>' for n in range(30))
FORM = (
    '<div id="respond" class="comment-respond"><h3 id="reply-title">Leave a Reply</h3>'
    '<form id="commentform" class="comment-form"><p>Your email address will not be published.</p>'
    '<textarea id="comment" name="comment"></textarea></form></div>'
)


def page(number: int) -> bytes:
    """A column as a blog prints it, with menus, comments, sharing buttons and a comment form."""
    chance = random.Random(number)
    body = "".join(f"<p>{paragraph(chance)}</p>" for _ in range(9))
    talk = "".join(
        f'<li class="comment" id="comment-{number}{n}"><cite class="fn">Reader {n}</cite>'
        f'<div class="comment-content"><p>{paragraph(chance, least=1, most=2)}</p></div></li>'
        for n in range(chance.randrange(4))
    )
    title = headline(chance)
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>"
        f"<meta property='og:title' content='{title}'></head><body><nav><ul>{MENU}</ul></nav>"
        f"<main><article class='post'><h1 class='entry-title'>{title}</h1>"
        f"<div class='entry-content'>{body}<div class='sharedaddy'><h3>Share this:</h3></div></div>"
        f"</article><ol class='comment-list'>{talk}</ol>{FORM}</main></body></html>"
    ).encode()


def fill(folder: Path, count: int) -> None:
    """Store and take in so many pages."""
    create_folder(folder)
    (folder / "outlets" / "bench.toml").write_text(OUTLET)
    Archive.create(folder)
    (outlet,) = load_outlets(folder, ())
    with Archive.writing(folder, command="bench") as archive:
        outlet_id = intake.register(archive, outlet)
        for number in track(range(count), description="filling", console=Console(stderr=True)):
            body = page(number)
            head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n"
            capture = archive.add_capture(
                Exchange(
                    url=f"https://bench.example/{number}/",
                    started_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number),
                    request=b"GET / HTTP/1.1\r\nHost: bench.example\r\n\r\n",
                    response=f"{head}\r\n".encode() + body,
                ),
                outlet_id=outlet_id,
            )
            intake.take_in(archive, capture, outlet, outlet_id=outlet_id)


def read_again(folder: Path, jobs: int) -> tuple[float, str]:
    """Wall seconds, and the digest of the archive afterwards."""
    outlets = {outlet.slug: outlet for outlet in load_outlets(folder, ())}
    with Archive.writing(folder, command="bench") as archive:
        began = time.monotonic()
        for _ in reextract(archive, plan(archive, None), outlets, jobs=jobs):
            pass
        return time.monotonic() - began, digest(archive)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", "--captures", type=int, default=10_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder) / "desk"
        fill(desk, arguments.captures)
        one, first = read_again(desk, 1)
        two, second = read_again(desk, 2)
    print(
        json.dumps(
            {
                "captures": arguments.captures,
                "seconds, one process": round(one, 1),
                "seconds, two": round(two, 1),
                "ratio": round(one / two, 2),
                "equal": first == second,
            }
        )
    )


if __name__ == "__main__":
    main()
