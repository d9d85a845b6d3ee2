"""Reads pages with the extractor of whichever checkout it is started in, one line per page.

    PYTHONPATH=CHECKOUT CHECKOUT/.venv/bin/python -P article_worker.py

Each line of standard input is JSON, {"file": path, "url": address}; each line of standard output
{"digest": of every field of the article, "cpu": seconds}. `compare_checkouts` asks two of these in
turns. It imports only what both checkouts have.
"""

import hashlib
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

from crawler.extraction import extract_article


def main() -> None:
    """Answers every line until the input ends."""
    for line in sys.stdin:
        page = json.loads(line)
        html = Path(page["file"]).read_bytes()
        began = time.process_time()
        article = extract_article(html, page["url"])
        spent = time.process_time() - began
        # `default=str`: dates are compared as they print, with their zones.
        fields = json.dumps(asdict(article), default=str, sort_keys=True)
        digest = hashlib.sha256(fields.encode("utf-8", "surrogatepass")).hexdigest()
        print(json.dumps({"digest": digest, "cpu": spent}), flush=True)


if __name__ == "__main__":
    main()
