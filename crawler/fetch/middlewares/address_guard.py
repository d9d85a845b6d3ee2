"""Refuses a request to an address that must not be asked."""

import ipaddress
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.exceptions import CannotResolveHostError
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.error import DNSLookupError

from archive.model.identity import DEFAULT_PORTS
from crawler.fetch.middlewares.run_middleware import RunMiddleware
from crawler.fetch.request_keys import outlet_of, refuse_when_over

if TYPE_CHECKING:
    from twisted.internet.defer import Deferred


class AddressGuardMiddleware(RunMiddleware):
    """Refuses what must not be asked, redirects included; a name is resolved and checked first.

    The download handler checks the address again when the connection stands.
    """

    async def process_request(self, request: Request) -> None:
        refuse_when_over(request)
        guard = outlet_of(request).guard
        name = guard.check_url(request.url)
        if name is not None:
            parts = urlparse_cached(request)
            port = parts.port or DEFAULT_PORTS[parts.scheme]
            guard.check_peer(await self._resolve(name), port)

    async def _resolve(self, name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
        """The address of a host; Scrapy's resolver caches it for the connection that follows."""
        from twisted.internet import reactor  # importing it earlier would install another one

        # Twisted's stub of `resolve` types the name wrongly.
        resolving: Deferred[str] = reactor.resolve(name)  # type: ignore[arg-type]
        try:
            address = await maybe_deferred_to_future(resolving)
        except DNSLookupError as error:
            raise CannotResolveHostError(str(error)) from error
        return ipaddress.ip_address(address)
