"""Where a crawl may connect to: http and https only, and nothing private but an outlet's own home.

No network and no Scrapy here: the middleware asks before a request (addresses written in a URL, and
what a name resolved to), the download handler asks again when the connection stands, so that a name
which resolves differently the second time (DNS rebinding) gets no byte either.
"""

import ipaddress
import socket
from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

DEFAULT_PORTS = {"http": 80, "https": 443}

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class Refused(Exception):  # noqa: N818 - an answer, not an error: it is counted, not shown as one
    """A guard or robots.txt says no; the message is the reason a person reads."""


class AddressGuard:
    """Says whether an address may be asked, for the outlets of one crawl."""

    def __init__(
        self,
        homes: Iterable[str],
        *,
        loopback_only: bool,
        allowed: Collection[ipaddress.IPv4Network | ipaddress.IPv6Network] = (),
    ) -> None:
        """`allowed` are the networks that desk.toml opens beside the public one."""
        self._homes = {place for home in homes for place in _places(home)}
        self._loopback_only = loopback_only
        self._allowed = allowed

    def check_url(self, url: str) -> str | None:
        """Host name that is still to be resolved and checked; None when the URL's own is enough."""
        parts = urlsplit(url)
        if parts.scheme not in DEFAULT_PORTS:
            raise Refused(f"only http and https are fetched, not {parts.scheme or 'this'}")
        try:
            port = parts.port or DEFAULT_PORTS[parts.scheme]
        except ValueError:
            raise Refused("its port is no number") from None
        host = (parts.hostname or "").rstrip(".")
        if not host:
            raise Refused("it names no host")
        if is_localhost(host):
            self._check_localhost(port)
            return None
        literal = literal_address(host)
        if literal is None:
            return host
        self.check_peer(literal, port)
        return None

    def check_peer(self, address: Address, port: int) -> None:
        """Refuses a private address that is no outlet's home, and all but loopback if so told."""
        if (address, port) in self._homes:
            return
        plain = _unwrapped(address)
        if any(plain in network or address in network for network in self._allowed):
            return
        if not plain.is_global or plain.is_multicast:
            raise Refused(f"{address} port {port} is a private address and not the outlet's home")
        if self._loopback_only:
            raise Refused(f"without a contact in desk.toml only loopback is crawled, not {address}")

    def _check_localhost(self, port: int) -> None:
        for address in (_LOOPBACK_4, _LOOPBACK_6):
            if (address, port) in self._homes:
                return
        raise Refused(f"localhost port {port} is a private address and not the outlet's home")


_LOOPBACK_4 = ipaddress.IPv4Address("127.0.0.1")
_LOOPBACK_6 = ipaddress.IPv6Address("::1")


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


def is_loopback(host: str) -> bool:
    """Whether a URL's host is this machine itself."""
    literal = literal_address(host)
    return is_localhost(host) if literal is None else _unwrapped(literal).is_loopback


def _places(home: str) -> set[tuple[Address, int]]:
    """Addresses with port that a home names by itself; a name that must be resolved gives none."""
    parts = urlsplit(home)
    port = parts.port or DEFAULT_PORTS.get(parts.scheme, 80)
    host = parts.hostname or ""
    if is_localhost(host):
        return {(_LOOPBACK_4, port), (_LOOPBACK_6, port)}
    literal = literal_address(host)
    return set() if literal is None else {(literal, port)}


def _unwrapped(address: Address) -> Address:
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
