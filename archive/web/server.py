"""Datasette over the archive of a working folder, for `desk serve`."""

import asyncio
import contextlib
import logging
import os
import socket
from collections.abc import Callable, Sequence
from multiprocessing import forkserver
from pathlib import Path

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm

from archive.db.connection import FILE
from archive.folder.open_archive import OpenArchive
from archive.model.errors import DeskError
from archive.web import served as served_tables
from archive.web.hosts import Hosts, only_for, shown_address
from archive.web.metadata import METADATA
from archive.web.statements import LimitedDatabase

PORT = 8001
IDLE = 75
"""Seconds that a connection is kept when nothing is asked: longer than clients and proxies keep
theirs (httpx 5, nginx 60). Who asks as we close it gets no answer; with uvicorn's own 5 seconds
that was one of 4,200 pages (`scripts/soak_search.py`)."""
GRACE = 1
"""Seconds after Ctrl-C for answers that are being sent: a reader who stopped would hold it up."""
DATASETTES_OWN_FAULTS = "datasette.handle_exception"
"""The plugin that `faults` stands in for."""
TEMPLATES = Path(__file__).with_name("served_templates")
"""Pages that stand in for Datasette's: that of all tables says what they hold. Not in a folder
`templates`, in which every Datasette would look for pages of any database."""
SETTINGS = {
    "allow_download": False,  # the file has what no page shows
    "suggest_facets": False,  # 715 ms a table page with it, 29 ms without, at 100,000 columns
    "default_page_size": 30,
    "truncate_cells_html": 200,
    "sql_time_limit_ms": 1000,
    "max_returned_rows": 500,  # a page of more keeps the others waiting while it is written
    "max_csv_mb": 0,  # all rows; one after another, whatever there are
    "facet_time_limit_ms": 400,
}


def serve(
    folder: Path,
    *,
    host: str = "127.0.0.1",
    port: int = PORT,
    allowed_hosts: Sequence[str] = (),
    sql: bool = False,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the archive until interrupted; `on_ready` gets the address. Port 0 takes any free.

    A crawl may write to the archive at the same time. Requests are answered under loopback
    names, `host` and `allowed_hosts` only; statements of a reader's own are run only with `sql`.
    """
    OpenArchive.reading(folder).close()  # says what is wrong with it in one line
    listening = listen(host, port)
    forkserver.ensure_running()  # gets ready while Datasette does
    # Datasette puts a path unquoted into an address of SQLite, and shows it: from within the folder
    # it is a bare name.
    with listening, contextlib.chdir(folder):
        if on_ready is not None:
            on_ready(shown_address(host, listening.getsockname()[1]))
        config = uvicorn.Config(
            only_for(Hosts(host, allowed_hosts), datasette(sql=sql).app()),
            log_level="warning",
            lifespan="on",
            workers=1,
            timeout_graceful_shutdown=GRACE,
            timeout_keep_alive=IDLE,
        )
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(Server(config).serve(sockets=[listening]))


class Server(uvicorn.Server):
    """A server that says nothing of the answers which its end cuts off."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what is being answered, after `GRACE`."""
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)


def datasette(*, sql: bool) -> Datasette:
    """Datasette of the archive in this folder, with its settings and descriptions."""
    if pm.has_plugin(DATASETTES_OWN_FAULTS):
        pm.unregister(name=DATASETTES_OWN_FAULTS)
    if not pm.is_registered(served_tables):
        pm.register(served_tables)
    path = Path(FILE)
    # SQLite needs to write beside a file in WAL mode even to read it, unless nobody else can.
    log = path.with_name(f"{FILE}-wal")
    immutable = not os.access(path.parent, os.W_OK) and not log.exists()
    served = Datasette(
        [],
        metadata=METADATA,
        settings={**SETTINGS, "default_allow_sql": sql},
        template_dir=str(TEMPLATES),
    )
    served.remove_database("_memory")
    served.add_database(LimitedDatabase(served, str(path), is_mutable=not immutable))
    return served


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; a port in use is reported in one line."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends at once (TCP_NODELAY) only where the protocol is named: else the second answer
    # on a connection waits 40 ms between its headers and its body.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()
    except (OSError, OverflowError) as fault:
        listening.close()
        reason = getattr(fault, "strerror", None) or fault
        raise DeskError(
            f"Cannot listen on {host} port {port}: {reason}; give another with --port"
            " (0 takes any free one)"
        ) from fault
    return listening
