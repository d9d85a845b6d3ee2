"""Which names of the server a request may give: a page elsewhere must not reach a private archive.

A page can have its own name lead to this machine (DNS rebinding) and then read what is served here
as its own. It cannot have its visitor's browser send another name than its own in `Host`.
"""

import ipaddress
from collections.abc import Iterable

from archive.web.asgi import App, AsgiScope, Receive, Send

LOOPBACK = ("localhost", "127.0.0.1", "::1")
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  # told apart here, not listened on


class Hosts:
    """The names that a server answers to."""

    def __init__(self, listening: str, others: Iterable[str] = ()) -> None:
        """Loopback names, what it listens on, and others that were given."""
        self._names = {name.lower() for name in (*LOOPBACK, listening, *others)}
        self._any_number = listening in EVERYWHERE

    def admit(self, header: str) -> bool:
        """Whether a request's Host is one; a number is, where it listens on all of them."""
        name = host_of(header)
        return name in self._names or (self._any_number and is_number(name))


def only_for(hosts: Hosts, app: App) -> App:
    """The server, answering no request that names another host."""

    async def wrapped(scope: AsgiScope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await app(scope, receive, send)
            return
        named = [value for name, value in scope.get("headers", ()) if name.lower() == b"host"]
        if len(named) == 1 and hosts.admit(named[0].decode("latin-1")):
            await app(scope, receive, send)
            return
        told = b"This archive is not served under that name; desk serve --allow-host NAME adds one"
        head = [(b"content-type", b"text/plain; charset=utf-8")]
        await send({"type": "http.response.start", "status": 421, "headers": head})
        await send({"type": "http.response.body", "body": told})

    return wrapped


def host_of(header: str) -> str:
    """The name in a Host header, without its port."""
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].rstrip(".").lower()


def is_number(name: str) -> bool:
    """Whether a host is an address and no name."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
