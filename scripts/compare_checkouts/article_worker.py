"""Reads pages with the extractor of whichever checkout it is started in, one line per page.

    PYTHONPATH=CHECKOUT CHECKOUT/.venv/bin/python -P article_worker.py

Each line of standard input is JSON, {"file": path, "url": address, "outlet": path of an outlet file
or null}; each line of standard output {"digest": of every field of the article, "cpu": seconds}.
"""

import hashlib
import importlib
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.extraction import extract_article

CAPTURED_AT = datetime(2024, 2, 29, 12, tzinfo=UTC)
"""With an outlet pages are read as captured then, so that "3 days ago" is a date."""
READERS_OF_OUTLETS = ("crawler.config.outlet_files", "crawler.outlets")
"""Where `load_outlet` stands, today and before."""


def load_outlet() -> Callable[[Path], Any]:
    """The checkout's own reader of outlet files."""
    for name in READERS_OF_OUTLETS:
        try:
            reader: Callable[[Path], Any] = importlib.import_module(name).load_outlet
        except ImportError:
            continue
        return reader
    sys.exit(f"no load_outlet in {' or '.join(READERS_OF_OUTLETS)}")


def main() -> None:
    """Answers every line until the input ends."""
    read_outlet = load_outlet()
    for line in sys.stdin:
        page = json.loads(line)
        html = Path(page["file"]).read_bytes()
        given = {}
        if page["outlet"]:
            given = {"outlet": read_outlet(Path(page["outlet"])), "captured_at": CAPTURED_AT}
        began = time.process_time()
        article = extract_article(html, page["url"], **given)
        spent = time.process_time() - began
        # `default=str`: dates are compared as they print, with their zones.
        fields = json.dumps(asdict(article), default=str, sort_keys=True)
        digest = hashlib.sha256(fields.encode("utf-8", "surrogatepass")).hexdigest()
        print(json.dumps({"digest": digest, "cpu": spent}), flush=True)


if __name__ == "__main__":
    main()
