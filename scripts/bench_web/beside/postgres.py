"""PostgreSQL's full-text search: a server of its own in a temporary folder, on a socket there."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.bench_web.asking import Answer, process_cpu_seconds
from scripts.bench_web.beside.texts import COMPARED, beginning, documents, first_hit
from scripts.bench_web.questions import PAGE_SIZE, Question

USER = "postgres"
"""Who runs the server where this is run by root, which PostgreSQL refuses to be."""
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "shared_buffers": "1GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "8GB",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",  # one process, whose CPU time is measured
}
TABLE = """
CREATE UNLOGGED TABLE columns (
  id integer PRIMARY KEY, outlet text, published timestamptz, title text, body text,
  words tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'D')
  ) STORED)"""
INDEXES = (
    "CREATE INDEX ON columns USING gin (words)",
    "CREATE INDEX ON columns (published)",
    "CREATE INDEX ON columns (outlet, published)",
    "VACUUM ANALYZE columns",
)


@dataclass(frozen=True, slots=True)
class PostgresLayer:
    """A connection to a server that holds the columns."""

    connection: Any

    def ask(self, question: Question) -> Answer | None:
        """The number of matches, and the hits of a page with snippets."""
        if question.kind not in COMPARED:
            return None
        process_id = self.connection.info.backend_pid
        cpu, began = process_cpu_seconds(process_id), time.perf_counter()
        total = self.hits(question)
        seconds = time.perf_counter() - began
        return Answer(seconds, process_cpu_seconds(process_id) - cpu, said={"total": total})

    def hits(self, question: Question) -> int:
        """How many matches there are, after the hits of its page were read."""
        start = beginning(question)
        given = {
            "words": question.query if start is None else f"{start}:*",
            "outlet": question.outlet,
            "since": question.since,
            "until": question.until,
        }
        read = "websearch_to_tsquery" if start is None else "to_tsquery"
        query = f"{read}('simple', %(words)s)"
        limits = f"words @@ {query}"
        if question.outlet:
            limits += " AND outlet = %(outlet)s"
        if question.since:
            limits += " AND published >= %(since)s::date AND published < %(until)s::date + 1"
        order = "published DESC NULLS LAST" if question.newest else f"ts_rank(words, {query}) DESC"
        count = f"SELECT count(*) FROM columns WHERE {limits}"
        (total,) = self.connection.execute(count, given).fetchone()
        self.connection.execute(
            f"SELECT id, title, ts_headline('simple', body, {query}) FROM (SELECT id, title, body"
            f" FROM columns WHERE {limits} ORDER BY {order}"
            f" LIMIT {PAGE_SIZE} OFFSET {first_hit(question)}) AS best",
            given,
        ).fetchall()
        return int(total)


@contextmanager
def postgres(folder: Path) -> Iterator[tuple[PostgresLayer, str]]:
    """A server with an archive's columns and what it holds, until the block ends."""
    import psycopg

    with (
        server() as socket,
        psycopg.connect(host=socket, user=USER, dbname=USER, autocommit=True) as connection,
    ):
        connection.execute(TABLE)
        fill = "COPY columns (id, outlet, published, title, body) FROM STDIN"
        with connection.cursor() as cursor, cursor.copy(fill) as copy:
            for one in documents(folder):
                copy.write_row(one)
        for statement in INDEXES:
            connection.execute(statement)
        whole, index = connection.execute(
            "SELECT pg_total_relation_size('columns'), pg_relation_size('columns_words_idx')"
        ).fetchone()
        version = connection.info.server_version // 10_000
        holds = (
            f"PostgreSQL {version}: {whole / 1e9:.2f} GB; headline and text with their"
            f" tsvector, and a GIN index of it ({index / 1e9:.2f} GB), which has no positions"
        )
        yield PostgresLayer(connection), holds


@contextmanager
def server() -> Iterator[str]:
    """The folder of the socket at which a new server answers, until the block ends."""
    place = Path(tempfile.mkdtemp(prefix="postgres-"))
    as_user = ["runuser", "-u", USER, "--"] if os.getuid() == 0 else []
    if as_user:
        shutil.chown(place, USER)
    data, control = place / "data", [*as_user, str(program("pg_ctl"))]
    options = [f"-c {name}={value or repr('')}" for name, value in SETTINGS.items()]
    run([*as_user, program("initdb"), "-D", data, "-U", USER, "--auth=trust", "-E", "UTF8"])
    wanted = " ".join((*options, f"-c unix_socket_directories={place}"))
    run([*control, "-D", data, "-w", "-l", place / "log", "-o", wanted, "start"])
    try:
        yield str(place)
    finally:
        run([*control, "-D", data, "-m", "fast", "stop"])
        shutil.rmtree(place, ignore_errors=True)


def program(name: str) -> Path:
    """A program of PostgreSQL, which Debian keeps out of the way."""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = places[-1] if places else shutil.which(name)
    if found is None:
        raise SystemExit(f"{name}: not there; install PostgreSQL, or leave it out")
    return Path(found)


def run(command: Sequence[object]) -> None:
    """Run a command; its failure ends the script in its words."""
    words = [str(word) for word in command]
    done = subprocess.run(words, check=False, capture_output=True, text=True, cwd="/")
    if done.returncode:
        raise SystemExit(f"{words} ended with {done.returncode}: {done.stdout}{done.stderr}")
