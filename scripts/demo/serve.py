"""Serves the demo outlet and nothing else, for trying things by hand."""

import argparse

from scripts.demo.server import CRAWL_DELAY, serving


def main() -> None:
    """Serves until it is interrupted."""
    parser = argparse.ArgumentParser(prog="python -m scripts.demo.serve", description=__doc__)
    parser.add_argument("--port", type=int, default=8765, help="loopback port (default: 8765)")
    parser.add_argument("--state", type=int, choices=(1, 2), default=1, help="what is published")
    parser.add_argument(
        "--crawl-delay",
        type=float,
        default=CRAWL_DELAY,
        metavar="SECONDS",
        help="what robots.txt asks for (default: %(default)s)",
    )
    args = parser.parse_args()
    with serving(port=args.port, state=args.state, crawl_delay=args.crawl_delay) as outlet:
        print(f"The Quillhaven Lantern, state {args.state}, at {outlet.root}/ (Ctrl-C ends it)")
        try:
            outlet.wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
