"""A reverse proxy on loopback that spoils a share of the answers, the same ones for the same seed.

    python -m scripts.spoiling_proxy --before 8080 --port 8770 --share 0.15 --log asked.jsonl

Each exchange is logged as a line of JSON. Which answer meets which fault depends on the seed, the
address and how often it was asked, not on the order of requests, nor on the day: a date in an
address does not count.
"""

import argparse
import json
import random
import re
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from http.client import HTTPConnection
from pathlib import Path

from scripts.faults import FAULTS, FOREVER, IN_PLACE, Answer
from scripts.loopback_server import Conversation, LoopbackServer

PATIENCE = 60.0
"""Seconds the server behind may take, and a stalled client may stay."""
SHARE = 0.15
"""Of the answers are spoilt."""
DRIP = 0.3
"""Seconds between two bytes of an answer that drips."""
DATE = re.compile(r"/\d{4}/\d\d/\d\d(?=/)")
"""In an address: a site that is made anew each day, some days old, has others each time."""
HOP_BY_HOP = frozenset(("connection", "keep-alive", "transfer-encoding", "content-length", "te"))


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request, and how it went."""

    began: float
    ended: float
    """When the last byte was sent, or the client was gone."""
    connection: int
    host: str
    target: str
    agent: str
    status: int
    fault: str | None
    retry_after: float | None
    """Seconds for which the answer asked the client to stay away."""
    dropped: bool
    """Whether one of the two ended the connection in the middle."""


class FaultProxy(LoopbackServer):
    """The proxy at one port of loopback, before a server at another."""

    def __init__(
        self,
        behind: int,
        *,
        port: int = 0,
        share: float = SHARE,
        seed: int = 1,
        faults: Iterable[str] = FAULTS,
        log: Path | None = None,
    ) -> None:
        super().__init__(port, SpoiledConversation)
        self.behind = behind
        self.share = share
        self.seed = seed
        self.faults = tuple(faults)
        self.exchanges: list[Exchange] = []
        self.connections = 0
        self._log = log
        self._asked: Counter[str] = Counter()
        self._lock = threading.Lock()

    def chosen(self, target: str) -> tuple[str | None, random.Random]:
        """The fault for the next answer at an address, and chance to go with it."""
        with self._lock:
            self._asked[target] += 1
            asked = self._asked[target]
        return chosen(target, asked, seed=self.seed, share=self.share, faults=self.faults)

    def note(self, exchange: Exchange) -> None:
        """Writes an exchange down."""
        with self._lock:
            self.exchanges.append(exchange)
            if self._log is not None:
                with self._log.open("a", encoding="utf-8") as lines:
                    lines.write(json.dumps(asdict(exchange)) + "\n")

    def opened(self) -> int:
        """A number for a connection."""
        with self._lock:
            self.connections += 1
            return self.connections


def chosen(
    target: str,
    asked: int,
    *,
    seed: int,
    share: float = SHARE,
    faults: Sequence[str] = tuple(FAULTS),
) -> tuple[str | None, random.Random]:
    """The fault for one answer at an address, the first, second …, and chance to go with it."""
    chance = random.Random(f"{seed} {DATE.sub('', target)} {asked}")
    if chance.random() >= share:
        return None, chance
    robots = target == "/robots.txt"
    return chance.choice([f for f in faults if not (robots and f in IN_PLACE)]), chance


class SpoiledConversation(Conversation):
    """The requests of one connection."""

    server: FaultProxy

    def setup(self) -> None:
        super().setup()
        self.number = self.server.opened()

    def do_GET(self) -> None:
        """Answers with what the server behind says, or with what becomes of it."""
        began = time.time()
        if self.path.startswith("/loop/"):
            step = int(self.path.removeprefix("/loop/")) + 1
            answer = Answer(302, {"Location": f"/loop/{step}"}, b"")
            fault: str | None = "redirect loop"
        else:
            fault, chance = self.server.chosen(self.path)
            answer = self.fetched()
            answer = FAULTS[fault](answer, chance) if fault else answer
        dropped = answer.ending != "whole"
        try:
            self.send(answer)
        except OSError:
            dropped = True
        self.close_connection = self.close_connection or dropped
        self.server.note(
            Exchange(
                began=began,
                ended=time.time(),
                connection=self.number,
                host=self.headers.get("Host", ""),
                target=self.path,
                agent=self.headers.get("User-Agent", ""),
                status=answer.status,
                fault=fault,
                retry_after=answer.retry_after,
                dropped=dropped,
            )
        )

    def fetched(self) -> Answer:
        """The answer of the server behind."""
        asked = {k: v for k, v in self.headers.items() if k.lower() not in HOP_BY_HOP}
        server = HTTPConnection("127.0.0.1", self.server.behind, timeout=PATIENCE)
        try:
            server.request(self.command, self.path, headers=asked)
            got = server.getresponse()
            headers = {k: v for k, v in got.getheaders() if k.lower() not in HOP_BY_HOP}
            return Answer(got.status, headers, got.read())
        finally:
            server.close()

    def send(self, answer: Answer) -> None:
        """Sends an answer, in the way it ends."""
        self.send_response_only(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.ending == "endless":
            self.send_header("Connection", "close")
        elif answer.status != 304:
            length = len(answer.body) if answer.length is None else answer.length
            self.send_header("Content-Length", str(length))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)
        match answer.ending:
            case "reset":
                # Lingering for no time at all sends RST in place of FIN.
                linger = struct.pack("ii", 1, 0)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            case "stall":
                self.until_gone(PATIENCE)
            case "drip":
                while not self.until_gone(DRIP):
                    self.wfile.write(b" ")
            case "endless":
                while True:
                    self.wfile.write(FOREVER)

    def until_gone(self, seconds: float) -> bool:
        """Whether the client has gone within so many seconds."""
        self.connection.settimeout(seconds)
        try:
            return not self.connection.recv(1)
        except TimeoutError:
            return False
        finally:
            self.connection.settimeout(None)


def main() -> None:
    """Answers until it is stopped."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.spoiling_proxy",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--before", required=True, metavar="PORT", type=int, help="of 127.0.0.1")
    parser.add_argument("--port", type=int, default=8770, help="default: %(default)s")
    parser.add_argument("--share", type=float, default=0.15, help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=1, help="default: %(default)s")
    parser.add_argument("--fault", action="append", choices=FAULTS, help="default: all of them")
    parser.add_argument("--log", type=Path, metavar="FILE", help="one line of JSON per exchange")
    args = parser.parse_args()
    proxy = FaultProxy(
        args.before,
        port=args.port,
        share=args.share,
        seed=args.seed,
        faults=args.fault or FAULTS,
        log=args.log,
    )
    print(f"http://127.0.0.1:{proxy.server_port}/ before port {args.before}", flush=True)
    proxy.serve_forever()


if __name__ == "__main__":
    main()
