"""Columns that are not there any more though their address answers: it leads to the home page.

Sites send the addresses of deleted posts there, or to the page of a section, and so do walls of the
moment. What a capture may show is told here; whether it does, by the crawl (`crawler.session`),
and by what was written down of it when a capture is read again.
"""

from dataclasses import replace

from archive.model.records import Outcome
from crawler.intake import intake
from crawler.intake.intake import Reading
from crawler.urls.hosts import host_key
from crawler.urls.normalising import normalise
from crawler.urls.traps import is_trap


def leads_to_listing(reading: Reading) -> bool:
    """Whether redirects led from a page's address to a page that names columns, on the same site:
    the home page, or that of a section, an author or a tag.
    """
    capture = reading.capture
    no_column = reading.outcome is Outcome.OUT_OF_SCOPE or reading.reason == intake.NO_TEXT
    if not no_column or not capture.via:
        return False
    url, asked = normalise(capture.url), normalise(intake.asked_for(capture))
    if url in intake.own_listings(reading.outlet):
        return True
    above = asked.startswith(f"{url.rstrip('/')}/")
    is_listing = reading.reason == intake.LISTING or is_trap(url) in ("home page", "listing")
    return (above or is_listing) and host_key(url) == host_key(asked)


def as_gone(reading: Reading) -> Reading:
    """What a capture is of which it was found that its column is gone: its address leads to a page
    that names columns. As it was read, if it does not.
    """
    if not leads_to_listing(reading):
        return reading
    reason = f"leads to {reading.capture.url}"
    return replace(reading, article=None, parts=(), outcome=Outcome.GONE, reason=reason)
