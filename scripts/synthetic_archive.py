"""Makes a synthetic archive of any size, seeded: `python -m scripts.synthetic_archive FOLDER -n N`.

Columns (see `synthetic`) come in a shuffled order, each by a stored page as a crawl would bring it,
one in thirty a second time with an edit. A folder that has some of them already goes on from there.
"""

import argparse
import random
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import timedelta
from html import escape
from pathlib import Path

from archive.folder.archive import Archive
from archive.ingest.ingest import ingest
from archive.model.records import Article, Block, Comment, Exchange
from scripts.synthetic import OUTLETS, Column, column

EDITED = 30
"""One column in so many is seen a second time, a day later, with a paragraph more."""

MADE_AT_ONCE = 200
AHEAD = 8


def order(count: int, *, seed: int = 1) -> list[int]:
    """The numbers of the columns in the order in which they come."""
    numbers = list(range(count))
    random.Random(f"{seed} order {count}").shuffle(numbers)
    return numbers


def enter_outlets(archive: Archive) -> list[int]:
    """Row ids of the outlets."""
    return [
        archive.upsert_outlet(
            slug=f"outlet{number}",
            name=f"Outlet {number}",
            home=f"https://outlet{number}.example/",
            language="en",
            timezone="UTC",
            country=None,
        )
        for number in range(OUTLETS)
    ]


def take_in(archive: Archive, made: Column, *, outlet_id: int, edited: bool = True) -> None:
    """Store a column's page and enter it, once or, where it is edited, now and then twice."""
    sights = [made.paragraphs]
    if edited and made.number % EDITED == 0:
        sights.append((*made.paragraphs, made.paragraphs[0]))
    for day, paragraphs in enumerate(sights):
        capture = archive.add_capture(
            Exchange(
                url=made.url,
                started_at=made.published + timedelta(days=day, hours=1),
                request=f"GET / HTTP/1.1\r\nHost: outlet{made.outlet}.example\r\n\r\n".encode(),
                response=_response(made, paragraphs),
            ),
            outlet_id=outlet_id,
        )
        article = Article(
            url=made.url,
            title=made.title,
            byline=made.author,
            authors=(made.author,),
            published=made.published,
            published_precision="minute",
            language=made.language,
            section="World",
            blocks=tuple(Block("paragraph", text) for text in paragraphs),
            comments=tuple(
                Comment(text=text, id=str(place)) for place, text in enumerate(made.comments)
            ),
            found_in={"body": "density"},
        )
        ingest(archive, capture, article, outlet_id=outlet_id, extractor="synthetic 1")


def _response(made: Column, paragraphs: tuple[str, ...]) -> bytes:
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    said = "".join(f"<li class=comment>{escape(comment)}</li>" for comment in made.comments)
    title = escape(made.title)
    body = (
        f"<title>{title}</title><h1>{title}</h1><article>{text}</article><ol>{said}</ol>".encode()
    )
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}"
    )
    return f"{head}\r\n\r\n".encode() + body


def grow(archive: Archive, count: int, *, seed: int, size: int) -> Iterator[Column]:
    """Take in columns until there are so many; each is given when it is in."""
    outlets = enter_outlets(archive)
    held = int(archive.db.execute("SELECT count(*) FROM articles").fetchone()[0])
    for made in made_ahead(order(count, seed=seed)[held:], seed=seed, size=size):
        take_in(archive, made, outlet_id=outlets[made.outlet])
        yield made


def made_ahead(numbers: list[int], *, seed: int, size: int) -> Iterator[Column]:
    """Columns made by a second process, a little ahead: that costs as much as taking them in."""
    with ProcessPoolExecutor(max_workers=1) as maker:
        ahead: deque[Future[list[Column]]] = deque()
        for start in range(0, len(numbers), MADE_AT_ONCE):
            few = numbers[start : start + MADE_AT_ONCE]
            ahead.append(maker.submit(make, few, seed=seed, size=size))
            if len(ahead) > AHEAD:
                yield from ahead.popleft().result()
        while ahead:
            yield from ahead.popleft().result()


def make(numbers: list[int], *, seed: int, size: int) -> list[Column]:
    """The columns of some numbers."""
    return [column(number, seed=seed, size=size) for number in numbers]


def main() -> None:
    """Make or go on with an archive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-n", "--columns", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--words", type=int, default=700, help="of a column, on the average")
    arguments = parser.parse_args()
    Archive.create(arguments.folder)
    began, cpu = time.monotonic(), time.process_time()
    with Archive.writing(arguments.folder, command="synthetic") as archive:
        done = 0
        for _ in grow(archive, arguments.columns, seed=arguments.seed, size=arguments.words):
            done += 1
            if done % 5_000 == 0:
                spent = (time.process_time() - cpu) / done
                print(f"{done:,} columns, {1000 * spent:.2f} ms CPU each", flush=True)
    print(f"{arguments.folder}: {done:,} more columns in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
