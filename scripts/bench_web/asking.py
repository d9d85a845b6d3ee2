"""Three ways to ask an archive: its search itself, the pages in this process, and a server.

Each answer comes with wall and CPU seconds: of this process, or of the server over HTTP.
"""

import asyncio
import contextlib
import json
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

import httpx

from archive.folder.open_archive import OpenArchive
from archive.search.request import Where
from archive.search.search import search
from archive.web.server import SETTINGS, datasette
from scripts.bench_web.questions import Question
from scripts.demo.folder import DESK

SAID = ("total", "ranked", "sampled", "unfinished")
"""What a search tells of how much it looked at."""
LIMIT_MS = int(str(SETTINGS["sql_time_limit_ms"]))
"""Wall milliseconds that a page may take with `desk serve`."""
PATIENCE = 120
"""Seconds to wait for an answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer took, and what it says of itself."""

    seconds: float
    cpu_seconds: float
    problem: str | None = None
    """Why it is none; None of a good one."""
    size: int = 0
    """Bytes of the page."""
    said: dict[str, Any] = field(default_factory=dict)
    """How many matches it tells of, and of how many it looked at a part only."""


class Layer(Protocol):
    """A way to ask."""

    def ask(self, question: Question) -> Answer | None:
        """The answer; None where questions of a kind cannot be asked this way."""


class SearchLayer:
    """The archive's search, called in this process."""

    def __init__(self, archive: OpenArchive, *, where: Where = "both", facets: bool = True) -> None:
        self.archive = archive
        self.where = where
        self.facets = facets

    def ask(self, question: Question) -> Answer | None:
        """The hits of a search; other pages are not for it."""
        if not question.is_search:
            return None
        wanted = replace(question.search, where=self.where)
        began, cpu = time.perf_counter(), time.process_time()
        results = search(self.archive, wanted, facets=self.facets)
        seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - cpu
        said = asdict(results)
        return Answer(seconds, cpu_seconds, said={name: said[name] for name in SAID})


class PageLayer:
    """The pages, made in this process by the application that `desk serve` serves."""

    def __init__(self, loop: asyncio.AbstractEventLoop, *, limit_ms: int) -> None:
        self.loop = loop
        SETTINGS["sql_time_limit_ms"] = limit_ms
        # Not Datasette's own client, which asks for routes before there is a database.
        transport = httpx.ASGITransport(app=datasette(sql=False).app())
        self.client = httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1")

    def ask(self, question: Question) -> Answer:
        """The page, and what its data says."""
        began, cpu = time.perf_counter(), time.process_time()
        response = self._get(question.address)
        seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - cpu
        data = self._get(data_address(question)) if question.is_search else None
        return answer_of(response, seconds, cpu_seconds, data)

    def _get(self, address: str) -> httpx.Response:
        return self.loop.run_until_complete(self.client.get(address))


class HttpLayer:
    """A server on loopback, asked by one client that keeps its connection."""

    def __init__(self, server: "Server", client: httpx.Client) -> None:
        self.server = server
        self.client = client

    def ask(self, question: Question) -> Answer:
        """The page; CPU seconds are the server's."""
        cpu, began = self.server.cpu_seconds(), time.perf_counter()
        try:
            response = self.client.get(question.address)
        except httpx.TransportError as fault:
            return Answer(time.perf_counter() - began, 0, problem=type(fault).__name__)
        seconds, cpu_seconds = time.perf_counter() - began, self.server.cpu_seconds() - cpu
        data = self.client.get(data_address(question)) if question.is_search else None
        return answer_of(response, seconds, cpu_seconds, data)


@dataclass(frozen=True, slots=True)
class Server:
    """`desk serve` of a working folder."""

    root: str
    process_id: int

    def cpu_seconds(self) -> float:
        """What it has used so far."""
        return process_cpu_seconds(self.process_id)


def process_cpu_seconds(process_id: int) -> float:
    """What a process has used so far; by the number that Linux gives its clock."""
    return time.clock_gettime((~process_id << 3) | 2)


def answer_of(
    response: httpx.Response, seconds: float, cpu_seconds: float, data: httpx.Response | None
) -> Answer:
    """A response as an answer; `data` is that of a search, which says what was found."""
    said = {} if data is None else told(data)
    problem = None
    if response.status_code != httpx.codes.OK:
        problem = f"status {response.status_code}"
    elif data is not None and "total" not in said:
        problem = "no search page"
    return Answer(seconds, cpu_seconds, problem, len(response.content), said)


def data_address(question: Question) -> str:
    """Where the data of a search page stand."""
    return question.address.replace("/?", "/.json?", 1)


def told(data: httpx.Response) -> dict[str, Any]:
    """What a search says of its counts; nothing where it has no data."""
    with contextlib.suppress(json.JSONDecodeError, AttributeError):
        read = data.json()
        return {name: read[name] for name in SAID if name in read}
    return {}


@contextmanager
def pages_of(folder: Path, *, limit_ms: int = LIMIT_MS) -> Iterator[PageLayer]:
    """The pages of an archive; the process is in its folder until the block ends."""
    with contextlib.chdir(folder), contextlib.closing(asyncio.new_event_loop()) as loop:
        yield PageLayer(loop, limit_ms=limit_ms)


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """A server of an archive, until the block ends."""
    command = [str(DESK), "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Server(address_said(process), process.pid)
        finally:
            process.terminate()


def address_said(process: subprocess.Popen[str]) -> str:
    """The address that a server says it answers at."""
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"https?://[^\s/]+", line):
            return found[0]
    raise SystemExit(f"desk serve ended with {process.wait()} and said no address")


@contextmanager
def over_http(folder: Path) -> Iterator[HttpLayer]:
    """A server of an archive with a client, until the block ends."""
    with serving(folder) as server, httpx.Client(base_url=server.root, timeout=PATIENCE) as client:
        yield HttpLayer(server, client)
