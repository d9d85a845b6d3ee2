"""The tour that `make demo` gives: two crawls of an invented outlet, and what is to be seen after.

It runs the `desk` command as a person would, in the folder ./demo, which it makes anew each time.
"""

import argparse
import errno
import json
import shutil
import socket
import time
from pathlib import Path

from scripts.demo.folder import DESK, SLUG, desk, desk_aloud, make_folder
from scripts.demo.server import CRAWL_DELAY, DemoOutlet, serving

PORT = 8765
"""A column's public id comes from its address: the same port each time gives the same ids."""


def main() -> None:
    """Crawls both states of the demo outlet and shows the archive."""
    parser = argparse.ArgumentParser(prog="python -m scripts.demo", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("demo"), help="default: ./demo")
    parser.add_argument("--port", type=int, default=PORT, help="default: %(default)s")
    parser.add_argument(
        "--crawl-delay",
        type=float,
        default=CRAWL_DELAY,
        metavar="SECONDS",
        help="what robots.txt asks for (default: %(default)s)",
    )
    args = parser.parse_args()
    began = time.monotonic()
    folder = args.folder.resolve()
    clear(folder)
    with serving(port=usable(args.port), crawl_delay=args.crawl_delay) as outlet:
        tour(folder, outlet)
    print(f"\nThat took {time.monotonic() - began:.0f} s. The archive is in {folder}.")
    print(f"Its newspaper answers no more, so that a crawl of {args.folder} would meet nobody.")
    print("Open it in Datasette, search box and all:\n")
    print(f"  {DESK} --folder {args.folder} serve\n")


def tour(folder: Path, outlet: DemoOutlet) -> None:
    """Both crawls, then the summary, a search, and one column with what was taken out of it."""
    say(f"The Quillhaven Lantern, an invented newspaper, answers at {outlet.root}/.")
    make_folder(folder, outlet.root)
    desk_aloud(folder, "outlets", "check")
    desk_aloud(folder, "crawl", SLUG)
    say("Some days later: a column edited, one new, one moved, one withdrawn, new comments.")
    outlet.publish(2)
    desk_aloud(folder, "crawl", SLUG)
    say("What is in the archive now:")
    desk_aloud(folder, "stats")
    desk_aloud(folder, "search", "treaty heron*")
    desk_aloud(folder, "search", "등대", "--limit", "3")
    say("One column, the comments under it, and what was taken out of the page and why:")
    desk_aloud(folder, "show", public_id(folder, '"one chair too few"'), "--comments", "--chrome")
    desk_aloud(folder, "verify")


def public_id(folder: Path, query: str) -> str:
    """The public id of the first column a search finds."""
    answer = json.loads(desk(folder, "search", query, "--in", "column", "--json").stdout)
    identity: str = answer["hits"][0]["public_id"]
    return identity


def usable(port: int) -> int:
    """The port, or 0 (any free one) when something else listens there."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            print(f"Port {port} is taken; on another one, public ids differ from the usual ones.")
            return 0
    return port


def clear(folder: Path) -> None:
    """Removes an earlier tour's folder; any other folder of that name is left alone."""
    if not folder.exists():
        return
    if not (folder / "outlets" / f"{SLUG}.toml").is_file():
        raise SystemExit(f"{folder} is not a folder this demo made; name another: --folder DIR")
    shutil.rmtree(folder)


def say(sentence: str) -> None:
    """A sentence of the tour, set apart."""
    print(f"\n── {sentence}", flush=True)


if __name__ == "__main__":
    main()
