"""Five hundred outlets of twenty columns in one `desk crawl --due`, with a second one beside it.

Each outlet has a loopback address of its own (127.x.y.z), so that hosts are asked side by side as
on the web. Shows that all are done in one run, what that costs in memory and CPU, and that of two
runs started at once only one asks anything. No address is asked for twice.
"""

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from http.server import ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, ClassVar

from scripts.bench_crawl import pages
from scripts.demo.folder import DESK, desk
from scripts.loopback_server import Conversation

OUTLETS = 500
COLUMNS = 20

OUTLET = """\
name = "Outlet {number}"
home = "http://{host}:{port}/"
language = "en"
timezone = "UTC"

[[seeds]]
sitemap = "/sitemap.xml"
"""


def main() -> None:
    """Crawls with two runs at once, then once more; exits with 1 when not all is as it must be."""
    parser = argparse.ArgumentParser(prog="python -m scripts.many_outlets", description=__doc__)
    parser.add_argument("--outlets", type=int, default=OUTLETS, help="default: %(default)s")
    parser.add_argument("--columns", type=int, default=COLUMNS, help="default: %(default)s")
    args = parser.parse_args()
    ours, theirs = multiprocessing.Pipe()
    hosts = [f"127.{1 + number // 250}.{number % 250}.7" for number in range(args.outlets)]
    server = multiprocessing.get_context("spawn").Process(
        target=serve, args=(theirs, hosts, args.columns), daemon=True
    )
    server.start()
    port = ours.recv()
    with tempfile.TemporaryDirectory(prefix="many-outlets-") as scratch:
        folder = Path(scratch) / "desk"
        desk(folder.parent, "init", str(folder))
        for number, host in enumerate(hosts):
            text = OUTLET.format(number=number, host=host, port=port)
            (folder / "outlets" / f"outlet-{number}.toml").write_text(text, encoding="utf-8")
        well = first_run(folder, ours, args.outlets, args.columns)
        quiet = desk(folder, "crawl", "--due", "--json", check=False)
        well &= said("a run right after finds nothing due", json.loads(quiet.stdout) == [])
        checked = desk(folder, "verify", check=False)
        well &= said("desk verify finds nothing wrong", checked.returncode == 0)
    server.terminate()
    raise SystemExit(0 if well else 1)


def first_run(folder: Path, asking: Connection, outlets: int, columns: int) -> bool:
    """Whether of two runs started at once one did all the work, once."""
    command = [str(DESK), "crawl", "--due", "--json"]
    began = time.monotonic()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        working = subprocess.Popen(command, cwd=folder, stdout=output)
        time.sleep(0.3)  # so that it is known which of the two gets the lock
        leaving = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        left_after = time.monotonic() - began
        _, status, used = os.wait4(working.pid, 0)
        working.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - began
        output.seek(0)
        summaries: list[dict[str, Any]] = json.loads(output.read())
    asking.send("requests")
    asked: Counter[str] = asking.recv()
    new = sum(summary["outcomes"]["new"] for summary in summaries)
    cpu = used.ru_utime + used.ru_stime
    megabytes = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
    print(
        f"{len(summaries)} outlets, {new} columns in {seconds:.0f} s; {cpu:.1f} s CPU, "
        f"{new / cpu:.0f} columns per CPU-second; peak {megabytes:.0f} MB"
    )
    well = said("all outlets are done in one run", len(summaries) == outlets)
    well &= said("all columns are archived", new == outlets * columns and not working.returncode)
    left = leaving.returncode == 0 and not leaving.stderr and left_after < seconds / 2
    well &= said("the second run leaves at once, silently", left)
    return well & said("no address is asked for twice", max(asked.values()) == 1)


def said(what: str, well: bool) -> bool:
    """Whether it is so, after saying it."""
    print(f"{'ok' if well else 'NO'}  {what}", flush=True)
    return well


def serve(ready: Connection, hosts: list[str], columns: int) -> None:
    """Serves every outlet on its own address for ever; tells its port, and requests when asked."""
    server = ThreadingHTTPServer(("0.0.0.0", 0), ManyAnswers)  # for all of 127.0.0.0/8
    port = server.server_port
    for number, host in enumerate(hosts):
        ManyAnswers.sites[f"{host}:{port}"] = pages(f"http://{host}:{port}", columns, number)
    ready.send(port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    while True:
        ready.recv()
        ready.send(ManyAnswers.asked)


class ManyAnswers(Conversation):
    """The requests of one connection."""

    sites: ClassVar[dict[str, dict[str, tuple[str, bytes]]]] = {}
    asked: ClassVar[Counter[str]] = Counter()

    def do_GET(self) -> None:
        """Answers with what stands under the path at this host, or 404."""
        host = self.headers.get("Host", "")
        self.asked[host + self.path] += 1
        self.answer_known(self.sites.get(host, {}).get(self.path))


if __name__ == "__main__":
    main()
