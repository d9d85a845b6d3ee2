"""A server that sends exactly the bytes it is told to, and keeps the bytes it was sent."""

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class RawServer:
    """Answers each path with given bytes, in the packets given; unknown paths close the line."""

    answers: Mapping[str, tuple[bytes, ...]]
    port: int = 0
    connections: int = 0
    asked: dict[str, list[bytes]] = field(default_factory=dict)

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                path = head.split(b" ", 2)[1].decode()
                self.asked.setdefault(path, []).append(head)
                for packet in self.answers.get(path, ()):
                    writer.write(packet)
                    await writer.drain()
                    await asyncio.sleep(0.005)
                if path not in self.answers or b"Connection: close" in self.answers[path][0]:
                    break
        writer.close()

    async def start(self) -> None:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
