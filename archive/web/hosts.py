"""Which names of the server a request may give: a page elsewhere must not reach a private archive.

A page can have its own name lead to this machine (DNS rebinding) and then read what is served here
as its own. It cannot have its visitor's browser send another name than its own in `Host`.
"""

import ipaddress
import re
from collections.abc import Iterable

from archive.web.asgi import App, AsgiScope, Receive, Send

HOST = re.compile(r"(?:\[(?P<number>[^\[\]]+)\]|(?P<name>[^:\[\]]+))(?::\d*)?")
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Hosts:
    """The names that a server answers to."""

    def __init__(self, listening: str, others: Iterable[str] = ()) -> None:
        """Loopback names, what it listens on, and others that were given."""
        self._names = {as_compared(name) for name in (*LOOPBACK, listening, *others)}
        self._any_number = is_everywhere(listening)

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
    """The name in a Host header, without its port; empty when it is not written as one is."""
    named = HOST.fullmatch(header)
    return as_compared(named["number"] or named["name"] or "") if named else ""


def as_compared(name: str) -> str:
    """A host in the one way that it is compared in: an address may be written in several."""
    address = number(name)
    return name.lower().rstrip(".") if address is None else str(address)


def is_number(name: str) -> bool:
    """Whether a host is an address and no name."""
    return number(name) is not None


def is_everywhere(listening: str) -> bool:
    """Whether a server that listens there does so on every address of the machine."""
    address = number(listening)
    return address is not None and address.is_unspecified


def is_open_to_others(listening: str) -> bool:
    """Whether a server that listens there is reached from other machines."""
    address = number(listening)
    return listening.lower() != "localhost" if address is None else not address.is_loopback


def shown_address(listening: str, port: int) -> str:
    """Where this machine's browser finds a server."""
    address = number(listening)
    if address is None:
        return f"http://{listening}:{port}/"
    if address.is_unspecified:  # which no browser need take for an address
        address = ipaddress.ip_address("::1" if address.version == 6 else "127.0.0.1")
    return f"http://[{address}]:{port}/" if address.version == 6 else f"http://{address}:{port}/"


def number(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address that a host is; None of a name."""
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None
