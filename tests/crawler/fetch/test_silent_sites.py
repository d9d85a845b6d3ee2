"""A site that does not answer costs a crawl a few tries, and none of its columns."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from crawler.fetch.middlewares.silence import UNANSWERED
from tests.builders.crawls import crawl, desk_process, fill, outlet_file, rows, working_folder
from tests.builders.site import Page, Site, column, feed, publishing

TITLES = [f"Column {number}" for number in range(8)]
TRIES = 3
"""Of one address: `RETRY_TIMES` and one."""
PAST_THE_DELAY = 0.2
"""Seconds of a try after which the next one goes out at once, before its failure is looked at."""


def place_of(site: Site) -> tuple[str, int]:
    return "127.0.0.1", urlsplit(site.home).port or 0


@contextmanager
def saying_nothing(place: tuple[str, int]) -> Iterator[list[socket.socket]]:
    """A server that accepts each connection and never answers; yields the connections it had."""
    accepted: list[socket.socket] = []

    def accept() -> None:
        with suppress(OSError):
            while True:
                accepted.append(listening.accept()[0])

    with socket.create_server(place) as listening:
        threading.Thread(target=accept, daemon=True).start()
        yield accepted
        listening.shutdown(socket.SHUT_RDWR)
    for connection in accepted:
        connection.close()


def crawled(folder: Path) -> Site:
    """A publication that was crawled once, so that its robots.txt is held, and then went away."""
    with publishing() as site:
        fill(site, *TITLES)
        working_folder(folder, harbour=outlet_file(site))
        assert crawl(folder).outcomes() == {"new": len(TITLES)}
    return site


def test_a_server_that_refuses_leaves_its_columns_to_the_next_crawl(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    gone = crawled(folder)
    done = crawl(folder)
    assert done.code == 1
    assert done.outcomes() == {"failed": UNANSWERED - 1}  # and the feed
    home = gone.home.rstrip("/")
    assert done.summaries[0]["problem"] == (
        f"{home} does not answer (its server refuses the connection);"
        f" addresses left for the next crawl: {len(TITLES) - UNANSWERED + 1}"
    )
    assert "does not answer" in desk_process(folder, "health").stdout
    assert rows(folder, "SELECT DISTINCT state FROM articles") == [("live",)]
    assert rows(folder, "SELECT count(*) FROM frontier WHERE leased_at IS NOT NULL") == [(0,)]
    with publishing(place_of(gone)) as back:
        fill(back, *TITLES)
        assert crawl(folder).outcomes() == {"unchanged": len(TITLES)}


def test_what_is_left_to_the_next_crawl_counts_for_a_limit(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    crawled(folder)
    done = desk_process(folder, "crawl", "--limit", "5", "--json")
    (told,) = json.loads(done.stdout)
    assert told["outcomes"]["failed"] == UNANSWERED - 1
    assert f"addresses left for the next crawl: {5 - UNANSWERED + 1}" in told["problem"]


def test_a_server_that_never_answers_is_asked_a_few_times(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    gone = crawled(folder)
    (folder / "desk.toml").write_text("timeout = 1\n")
    with saying_nothing(place_of(gone)) as connections:
        done = crawl(folder)
    assert done.outcomes() == {"failed": UNANSWERED - 1}
    # The next one may have gone out when the last try failed.
    assert UNANSWERED * TRIES <= len(connections) <= UNANSWERED * TRIES + 1


def test_a_server_without_robots_txt_is_asked_for_that_alone(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    with publishing() as site:
        working_folder(folder, harbour=outlet_file(site))
    (folder / "desk.toml").write_text("timeout = 1\n")
    with saying_nothing(place_of(site)) as connections:
        done = crawl(folder)
    assert "robots.txt cannot be had" in done.summaries[0]["problem"]
    assert len(connections) == TRIES


def test_a_server_that_dies_in_the_middle_is_left_and_others_go_on(
    site: Site, tmp_path: Path
) -> None:
    with publishing(("127.0.0.2", 0)) as other:
        here = [f"/{number}/" for number in range(9)]
        there = [f"{other.home}{number}/" for number in range(4)]
        site.pages |= {path: Page(column(path)) for path in here if path != "/2/"}
        other.pages |= {f"/{number}/": Page(column(f"There {number}")) for number in range(4)}
        named = "".join(f"<item><link>{url}</link></item>" for url in there)
        body = feed(site.home, here).replace(b"</channel>", f"{named}</channel>".encode())
        site.pages["/feed"] = Page(body)

        def dies(path: str) -> None:
            site.dead = site.dead or path == "/2/"

        site.made = dies
        site.dying = PAST_THE_DELAY
        hosts = f'[scope]\nhosts = ["{urlsplit(other.home).netloc}"]'
        text = outlet_file(site).replace("[scope]", hosts)
        folder = working_folder(tmp_path / "desk", harbour=text)
        (folder / "desk.toml").write_text('allow_private = ["127.0.0.0/8"]\n')
        done = crawl(folder)
        assert done.outcomes() == {"new": 2 + len(there), "failed": UNANSWERED}
        assert "addresses left for the next crawl: 4" in done.summaries[0]["problem"]
        # Beside the tries: the connection that was alive, and the tries of the address that is
        # asked by turns with the last one, and fails for good just after it.
        assert site.connections <= (UNANSWERED + 1) * TRIES + 1
        site.dead = False
        site.pages["/2/"] = Page(column("/2/"))
        assert crawl(folder).outcomes()["new"] == len(here) - 2


def test_answers_that_are_cut_off_are_no_silence(site: Site, tmp_path: Path) -> None:
    paths = [f"/{number}/" for number in range(UNANSWERED + 2)]
    site.pages["/feed"] = Page(feed(site.home, paths))
    site.pages |= {path: Page(raw=b"HTTP/1.1 200 OK\r\n") for path in paths}
    folder = working_folder(tmp_path / "desk", harbour=outlet_file(site))
    assert crawl(folder).outcomes() == {"failed": len(paths)}
