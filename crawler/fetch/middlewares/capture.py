"""Stores each exchange before anything is made of it."""

from datetime import UTC, datetime

from scrapy import Request
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from archive.model.errors import DeskError
from archive.warc.response import GarbledBody, OversizedBody, UnreadableResponse
from archive.warc.writing import UnwritableRecord
from crawler.fetch.middlewares.run_middleware import RunMiddleware
from crawler.fetch.recording_handler import exchange_of
from crawler.fetch.request_keys import CAPTURE, outlet_of

PERMANENT = frozenset((301, 308))


class CaptureMiddleware(RunMiddleware):
    """Stores each exchange before anything is made of it: pages, redirects, errors, robots.txt.

    When that fails (the disk is full), the crawl stops: a page that cannot be kept is not asked
    for. Bytes that are no HTTP response fail their own request alone; a body cut or garbled on its
    way is asked for again.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:
        exchange = exchange_of(request, response, now=datetime.now(UTC))
        via = tuple(request.meta.get("redirect_urls", ()))
        reasons = request.meta.get("redirect_reasons", ())
        try:
            request.meta[CAPTURE] = self._run.keep(
                exchange,
                outlet_of(request),
                via=via,
                moved_permanently=bool(via) and PERMANENT.issuperset(reasons),
            )
        except UnreadableResponse as fault:  # Twisted takes any protocol's name for HTTP
            raise IgnoreRequest(str(fault)) from fault
        except GarbledBody as fault:
            again = get_retry_request(request, spider=self._spider, reason="garbled body")
            if again is None:
                raise IgnoreRequest(str(fault)) from fault
            return again
        except (OversizedBody, UnwritableRecord) as fault:
            raise IgnoreRequest(str(fault)) from fault
        except DeskError as fault:
            self._run.stop(fault)
            raise IgnoreRequest("it could not be kept") from fault
        return response
