"""The host of a web address: its one spelling, and whether it is this very machine.

No name is looked up here, and nothing is refused: that is the address guard's business.
"""

import ipaddress
import re
import socket
from urllib.parse import urlsplit

import idna

from archive.model.identity import DEFAULT_PORTS

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

PLAIN = re.compile(r"https?://((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63})/")
"""What most addresses begin with: a name in lower case without a port. It needs no parsing."""

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def host_key(url: str) -> str:
    """Host (and port, unless it is the scheme's own), without a leading `www.`; "" without host."""
    if plain := PLAIN.match(url):
        return plain[1].removeprefix("www.")
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return ""
    host = ascii_host(parts.hostname or "").removeprefix("www.")
    if port is None or port == DEFAULT_PORTS.get(parts.scheme):
        return host
    return f"{host}:{port}"


def host_name(url: str) -> str:
    """Host as a reader sees it, without port and leading `www.`; "" without host."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:
        return ""


def ascii_host(host: str) -> str:
    """A host name in lower case, in punycode where it is written in another script."""
    host = host.lower().rstrip(".")
    if ":" in host:
        return f"[{host}]"
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return ""


def is_loopback(url: str) -> bool:
    """Whether an address is on this very machine by its own wording."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    literal = literal_address(host)
    return is_localhost(host) if literal is None else embedded_address(literal).is_loopback


def is_localhost(host: str) -> bool:
    """Whether this is a name that RFC 6761 reserves for the machine itself."""
    host = host.lower().rstrip(".")
    return host == "localhost" or host.endswith(".localhost")


def literal_address(host: str) -> Address | None:
    """The address a host is written as, in any spelling the system's resolver takes.

    `2130706433`, `0x7f.1` and `127.1` are all 127.0.0.1 to it.
    """
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def embedded_address(address: Address) -> Address:
    """The IPv4 address that an IPv6 one leads to, or the address itself.

    Mapped, 6to4 and Teredo as `ipaddress` knows them; NAT64 (RFC 6052, section 2.1) and the
    compatible form (RFC 4291, 2.5.5.1) have it in their last 32 bits.
    """
    if isinstance(address, ipaddress.IPv4Address):
        return address
    embedded = address.ipv4_mapped or address.sixtofour
    if embedded is None and address.teredo is not None:
        embedded = address.teredo[1]
    compatible = 1 < int(address) < 2**32
    if embedded is None and (compatible or address in NAT64):
        embedded = ipaddress.IPv4Address(int(address) % 2**32)
    return embedded or address
