"""Sets what a request says of us, and of what we hold already."""

from scrapy import Request

from crawler.fetch.middlewares.run_middleware import RunMiddleware
from crawler.fetch.request_keys import VALIDATORS


class HeadersMiddleware(RunMiddleware):
    """Says who asks, what can be read, and what we hold already.

    br and zstd are not asked for: WARC readers do not know them.
    """

    def process_request(self, request: Request) -> None:
        request.meta["download_timeout"] = self._run.settings.timeout
        headers = request.headers
        headers["User-Agent"] = self._run.user_agent
        headers["Accept"] = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
        headers["Accept-Encoding"] = "gzip, deflate"
        # They belong to the address they were given for, not to where it redirects.
        validators = None if "redirect_urls" in request.meta else request.meta.get(VALIDATORS)
        etag, last_modified = validators or (None, None)
        for name, value in (("If-None-Match", etag), ("If-Modified-Since", last_modified)):
            if value:
                headers[name] = value
            else:
                headers.pop(name, None)
