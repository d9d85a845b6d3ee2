"""A server that never ends a connection itself, and notes which stand open beside a request."""

import os
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

PATIENCE = 1.0
"""Seconds in which the end of a connection reaches its server."""


@dataclass
class _Connection:
    path: str = ""
    closed: threading.Event = field(default_factory=threading.Event)


@dataclass
class DeafServer:
    """Answers each path with given bytes.

    After those of a path in `last` it says nothing more on that connection, not even goodbye in
    TLS.
    """

    port: int
    answers: Mapping[str, bytes]
    last: Mapping[str, bytes]
    context: ssl.SSLContext | None = None
    asked: list[str] = field(default_factory=list)
    beside: list[tuple[str, str]] = field(default_factory=list)
    """Requests that came while another connection stood open: that one's last path, and theirs."""
    _connections: list[_Connection] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def serve(self, sock: socket.socket) -> None:
        """Answers the requests of one connection, and waits for the client to end it."""
        connection = _Connection()
        with suppress(OSError), sock:
            raw = socket.socket(fileno=os.dup(sock.fileno()))
            talk = self.context.wrap_socket(sock, server_side=True) if self.context else sock
            with raw, talk:
                while path := _path(talk):
                    self._note(connection, path)
                    if path in self.last:
                        talk.sendall(self.last[path])
                        while raw.recv(65_536):
                            pass
                        break
                    talk.sendall(self.answers.get(path, NOT_HERE))
        connection.closed.set()

    def _note(self, connection: _Connection, path: str) -> None:
        with self._lock:
            others = [other for other in self._connections if other is not connection]
            if connection not in self._connections:
                self._connections.append(connection)
            connection.path = path
            self.asked.append(path)
        self.beside += [(o.path, path) for o in others if not o.closed.wait(PATIENCE)]


NOT_HERE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def _path(sock: socket.socket) -> str:
    """The path of the next request; "" when none comes."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = sock.recv(1)
        if not byte:
            return ""
        head += byte
    return head.split(b" ", 2)[1].decode()


@contextmanager
def deaf_server(
    answers: Mapping[str, bytes],
    last: Mapping[str, bytes],
    context: ssl.SSLContext | None = None,
) -> Iterator[DeafServer]:
    """A server on loopback until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = DeafServer(listening.getsockname()[1], answers, last, context)

        def accept() -> None:
            with suppress(OSError):
                while True:
                    sock, _ = listening.accept()
                    threading.Thread(target=server.serve, args=(sock,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield server
