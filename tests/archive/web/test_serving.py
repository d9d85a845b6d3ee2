"""`desk serve` as it is started and ended: where it listens, on which archives, how it stops."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from sqlite_utils import Database

from archive.db.connection import FILE
from archive.db.migrations import migrations
from archive.folder.archive import Archive
from archive.web.hosts import Hosts, is_open_to_others
from archive.web.server import listen
from tests.builders.archives import ColumnPage, new_archive, numbered, take_in, take_in_all
from tests.builders.command import desk

DESK = [sys.executable, "-c", "from crawler.cli.desk import main; main()"]
NO_ROOTS_RIGHTS = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
"""So that to root, too, a folder that may not be written is one."""
ENDLESS = "with recursive c(x) as (select 1 union all select x+1 from c) select count(*) from c"
LONG = 1_000
"""Columns whose CSV is more than the system holds for a reader that does not read on."""


@dataclass(frozen=True)
class Server:
    """A running `desk serve`."""

    process: subprocess.Popen[str]
    told: str

    @property
    def address(self) -> str:
        return next(word for word in self.told.split() if word.startswith("http"))

    @property
    def port(self) -> int:
        return int(self.address.rstrip("/").rpartition(":")[2])

    def get(self, path: str, host: str | None = None) -> tuple[int, str]:
        asked = Request(self.address + path, headers={"Host": host} if host else {})
        try:
            with urlopen(asked, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as fault:
            with fault:
                return fault.code, fault.read().decode()

    def columns(self) -> int:
        status, body = self.get("archive/articles.json?_size=0&_shape=objects")
        assert status == 200, body
        return int(json.loads(body)["filtered_table_rows_count"])

    def others(self) -> set[int]:
        """The processes that it started, and those they did."""
        running = (int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit())
        return set(filter(self.has, running))

    def has(self, pid: int) -> bool:
        try:
            state, _, _, session = (
                Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:4]
            )
        except OSError:
            return False
        return session == str(self.process.pid) and state != "Z"

    def interrupted(self) -> tuple[int, float, str]:
        """Exit code, seconds and what was said, after Ctrl-C in its terminal."""
        begun = time.monotonic()
        os.killpg(self.process.pid, signal.SIGINT)
        _, said = self.process.communicate(timeout=30)
        return self.process.returncode, time.monotonic() - begun, said


@contextmanager
def serving(folder: Path, *options: str, before: tuple[str, ...] = ()) -> Iterator[Server]:
    process = subprocess.Popen(
        [*before, *DESK, "-C", str(folder), "serve", "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    try:
        told = process.stdout.readline()
        assert told, process.stderr.read() if process.stderr else ""
        yield Server(process, told)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=20)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with three columns."""
    assert desk(tmp_path, "init", str(tmp_path / "desk")).exit_code == 0
    with Archive.writing(tmp_path / "desk", command="test") as archive:
        take_in_all(archive, map(numbered, range(3)))
    return tmp_path / "desk"


def test_a_folder_that_may_not_be_written_is_served_and_not_given_away(folder: Path) -> None:
    for path in (*folder.iterdir(), folder):
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = tuple(NO_ROOTS_RIGHTS) if os.geteuid() == 0 else ()
    try:
        with serving(folder, before=before) as server:
            assert server.columns() == 3
            assert server.get("archive/articles?_search=text")[0] == 200
            for asked in ("archive.db", "archive.db?_dl=1"):
                status, body = server.get(asked)
                assert status in (403, 404), asked
                assert "SQLite format" not in body
            assert server.interrupted()[0] == 0
    finally:
        folder.chmod(0o755)
    assert not list(folder.glob("archive.db-*"))


def test_an_archive_is_served_while_a_crawl_writes_to_it(folder: Path) -> None:
    with serving(folder) as server, Archive.writing(folder, command="test") as archive:
        for number in range(3, 30):
            take_in(archive, numbered(number))
            assert server.columns() <= number  # what is not committed yet is not seen
            if number % 5 == 0:
                archive.flush()
                assert server.columns() == number + 1
        assert server.get("archive/articles?_search=text")[0] == 200


def test_an_older_archive_is_told_in_one_line(tmp_path: Path) -> None:
    newest = migrations._migrations[-1].name
    (tmp_path / "desk.toml").touch()
    migrations.apply(Database(tmp_path / FILE), stop_before=newest)
    done = desk(tmp_path, "serve", "--port", "0")
    assert done.exit_code == 1
    assert done.output.count("\n") == 1
    assert f"made by an older foreign-desk ({newest} is missing); any command that" in done.output


@pytest.mark.parametrize(
    ("host", "shown", "names", "others"),
    [
        ("::1", "[::1]", ["[::1]", "localhost", "[0:0:0:0:0:0:0:1]:80"], False),
        ("0:0:0:0:0:0:0:1", "[::1]", ["[::1]:8001"], False),
        ("::", "[::1]", ["[::1]", "[2001:db8::7]:8001", "127.0.0.1", "[::]"], True),
        ("0.0.0.0", "127.0.0.1", ["127.0.0.1", "192.0.2.7:80", "localhost"], True),
        ("127.0.0.2", "127.0.0.2", ["127.0.0.2", "127.0.0.1:1"], False),
    ],
)
def test_it_listens_where_it_is_told_and_says_whom_that_lets_in(
    folder: Path, host: str, shown: str, names: list[str], others: bool
) -> None:
    with serving(folder, "--host", host) as server:
        assert server.address == f"http://{shown}:{server.port}/"
        assert server.columns() == 3
        for name in names:
            assert server.get("archive.json", host=name)[0] == 200, name
        for name in ("evil.example", "[::1].evil.example", "[evil.example]", "[::1", ""):
            assert server.get("archive.json", host=name or " ")[0] in (400, 421), name
        code, _, said = server.interrupted()
    assert code == 0
    assert ("Whoever reaches this machine can read all of it" in said) is others


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_an_answer_waits_for_no_acknowledgement_of_its_headers(host: str) -> None:
    at_once: list[int] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        accepted = writer.get_extra_info("socket")
        at_once.append(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    async def ask_once() -> None:
        listening = listen(host, 0)
        async with await asyncio.start_server(answer, sock=listening):
            reader, writer = await asyncio.open_connection(*listening.getsockname()[:2])
            await reader.read()
            writer.close()

    asyncio.run(ask_once())
    assert at_once == [1]


def test_a_connection_on_which_nothing_was_asked_for_seconds_still_answers(folder: Path) -> None:
    with serving(folder) as server:
        client = HTTPConnection("127.0.0.1", server.port, timeout=60)
        for wait in (0, 6):  # httpx closes its own after 5
            time.sleep(wait)
            client.request("GET", "/outlets")
            answer = client.getresponse()
            assert (answer.status, answer.read()[:15]) == (200, b"<!doctype html>")
        client.close()
        assert server.interrupted()[0] == 0


def test_every_address_of_loopback_is_this_machine_alone() -> None:
    assert not any(map(is_open_to_others, ("localhost", "LOCALHOST", "127.0.0.9", "::1")))
    assert all(map(is_open_to_others, ("0.0.0.0", "::", "0::0", "192.0.2.7", "desk.example")))
    assert Hosts("0::0").admit("[2001:DB8:0::7]:80")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose archive is more than a connection holds for a reader that waits."""
    folder = tmp_path_factory.mktemp("large")
    with new_archive(folder) as archive:
        (folder / "desk.toml").touch()
        long = ("Long. " * 2_000,)
        take_in_all(archive, [ColumnPage(path=f"/{n}", paragraphs=long) for n in range(LONG)])
    return folder


@pytest.mark.parametrize("busy_with", ["nothing", "a statement", "a reader that waits"])
def test_ctrl_c_ends_it_at_once_and_leaves_no_process(large: Path, busy_with: str) -> None:
    with serving(large, "--sql") as server, socket.socket() as reader:
        assert server.get("archive.json")[0] == 200
        assert len(server.others()) > 2  # its own, what starts processes, those of statements
        path = {
            "nothing": "/-/actor.json",
            "a statement": f"/archive.json?sql={quote(ENDLESS)}",
            "a reader that waits": "/archive/articles.csv",
        }[busy_with]
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        reader.connect(("127.0.0.1", server.port))
        reader.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        if busy_with != "a statement":
            reader.recv(64)
        time.sleep(0.5)
        code, seconds, said = server.interrupted()
        assert code == 0
        assert said == ""
        assert seconds < 8  # the grace is one, a statement's time a second and a half
        ended = time.monotonic() + 5  # the last two see by a closed pipe that the server is gone
        while server.others() and time.monotonic() < ended:
            time.sleep(0.05)
        assert server.others() == set()


def test_a_port_in_use_is_told_in_one_line(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = desk(folder, "serve", "--port", port)
    assert done.exit_code == 1
    assert done.output == (
        f"Error: Cannot listen on 127.0.0.1 port {port}: Address already in use; give another with"
        " --port (0 takes any free one)\n"
    )
