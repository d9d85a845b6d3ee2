"""Where a crawl may connect to: http and https only, and nothing private but an outlet's own home.

No network and no Scrapy here: the middleware asks before a request (addresses written in a URL, and
what a name resolved to), the download handler asks again when the connection stands, so that a name
which resolves differently the second time (DNS rebinding) gets no byte either.
"""

import ipaddress
from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from archive.model.identity import DEFAULT_PORTS
from crawler.urls.hosts import Address, embedded_address, is_localhost, literal_address
from crawler.urls.normalising import MAX_ADDRESS


class Refused(Exception):  # noqa: N818 - an answer, not an error: it is counted, not shown as one
    """The address guard or robots.txt says no; the message is the reason a person reads."""


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
        if len(url) > MAX_ADDRESS:
            raise Refused(f"it has {len(url):,} characters; {MAX_ADDRESS:,} are allowed")
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
        """Refuses private addresses that are no home; without a contact, all but loopback."""
        if (address, port) in self._homes:
            return
        plain = embedded_address(address)
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


def _places(home: str) -> set[tuple[Address, int]]:
    """Addresses with port that a home names by itself; a name that must be resolved gives none."""
    parts = urlsplit(home)
    port = parts.port or DEFAULT_PORTS.get(parts.scheme, 80)
    host = parts.hostname or ""
    if is_localhost(host):
        return {(_LOOPBACK_4, port), (_LOOPBACK_6, port)}
    literal = literal_address(host)
    return set() if literal is None else {(literal, port)}
