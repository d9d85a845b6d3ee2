"""Web servers on loopback, answering from threads, for crawls that leave the machine alone."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeVar


class LoopbackServer(ThreadingHTTPServer):
    """A server at one port of loopback; port 0 takes a free one."""

    daemon_threads = True

    def __init__(self, port: int, conversation: type["Conversation"]) -> None:
        super().__init__(("127.0.0.1", port), conversation)

    @property
    def root(self) -> str:
        """The server's address, without a slash at the end."""
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Tells of an error, but not that a client has gone: some crawls are killed on purpose."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Conversation(BaseHTTPRequestHandler):
    """The requests of one connection, which is kept alive."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def answer(self, status: int, content_type: str, body: bytes) -> None:
        """Sends one response."""
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer_known(self, known: tuple[str, bytes] | None) -> None:
        """Sends content type and body of what is known under the address, or 404."""
        if known is None:
            self.answer(404, "text/plain", b"nothing here\n")
        else:
            self.answer(200, *known)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  as http.server
        """Prints nothing: what was asked is counted by the servers that need it."""


Server = TypeVar("Server", bound=LoopbackServer)


@contextmanager
def answering(server: Server) -> Iterator[Server]:
    """The server, answering from a thread until the block is left."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
