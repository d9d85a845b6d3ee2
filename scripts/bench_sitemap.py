"""What it costs to discover the addresses of large sitemaps: seconds and peak memory of a walk.

One gzipped sitemap of `-n` addresses, and an index of twenty with as many together; each is walked
in a process of its own. Nothing is fetched.
"""

import argparse
import gzip
import io
import resource
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from archive.files.whole import write_whole
from archive.folder.archive import Archive
from archive.model.records import Capture
from crawler.config.outlet_files import load_outlet
from crawler.intake import intake
from crawler.session.seed_walk import Answer, SeedWalk

HOST = "https://bench.example"
OUTLET = f"""\
name = "The Bench"
home = "{HOST}/"
language = "en"
timezone = "UTC"

[[seeds]]
sitemap = "/sitemap.xml"
"""
FILES = 20


def sitemap(numbers: range) -> bytes:
    """A gzipped sitemap of as many addresses; made piece by piece, to cost no memory itself."""
    packed = io.BytesIO()
    with gzip.open(packed, "wb", 1) as made:
        made.write(b"<?xml version='1.0'?>\n<urlset>")
        for number in numbers:
            made.write(f"<url><loc>{HOST}/column/{number}/</loc></url>\n".encode())
        made.write(b"</urlset>")
    return packed.getvalue()


def index() -> bytes:
    """An index of twenty sitemaps."""
    names = "".join(f"<sitemap><loc>{HOST}/{n}.xml</loc></sitemap>" for n in range(FILES))
    return f"<?xml version='1.0'?>\n<sitemapindex>{names}</sitemapindex>".encode()


def answers(kind: str, count: int) -> Iterator[tuple[str, bytes]]:
    """Address and body of each answer, in the order they are asked for."""
    if kind == "one":
        yield f"{HOST}/sitemap.xml", sitemap(range(count))
        return
    yield f"{HOST}/sitemap.xml", index()
    each = count // FILES
    for n in range(FILES):
        yield f"{HOST}/{n}.xml", sitemap(range(n * each, (n + 1) * each))


def walk(kind: str, count: int) -> None:
    """Walks one sitemap and prints what it cost."""
    with tempfile.TemporaryDirectory(prefix="desk-bench-") as name:
        folder = Path(name)
        path = folder / "bench.toml"
        write_whole(path, OUTLET.encode())
        outlet = load_outlet(path)
        Archive.create(folder)
        with Archive.writing(folder, command="bench") as archive:
            number = intake.register(archive, outlet)
            walked = SeedWalk(
                archive, outlet, outlet.seeds[0], outlet_id=number, now=lambda: datetime.now(UTC)
            )
            wall = cpu = 0.0
            for url, body in answers(kind, count):
                capture = Capture(
                    id=1,
                    url=url,
                    captured_at=datetime.now(UTC),
                    status=200,
                    content_type="text/xml",
                    digest="",
                    body=body,
                )
                before = time.monotonic(), time.process_time()
                deque(walked.answered(url, Answer(capture)), maxlen=0)
                wall += time.monotonic() - before[0]
                cpu += time.process_time() - before[1]
            report = walked.report()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{kind}: {report.yielded:,} named, {report.new:,} new, {report.problem or 'no problem'}; "
        f"{wall:.0f} s, {cpu:.0f} s of CPU, {peak} MB at most"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("-n", type=int, default=1_000_000, help="addresses")
    arguments.add_argument("--kind", choices=["one", "index"], help="only this, in this process")
    told = arguments.parse_args()
    if told.kind:
        walk(told.kind, told.n)
        return
    for kind in ("one", "index"):
        words = [sys.executable, "-m", "scripts.bench_sitemap", "-n", str(told.n), "--kind", kind]
        subprocess.run(words, check=True)


if __name__ == "__main__":
    main()
