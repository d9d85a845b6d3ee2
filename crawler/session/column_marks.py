"""By what a page shows that it is a column: a date, an author, a section. Pure."""

from crawler.intake import intake
from crawler.intake.intake import Reading

ADDRESS = "url"
"""What `found_in` has for a field that was made of a page's address."""


def looks_like_column(reading: Reading) -> bool:
    """Whether a page itself says that it is a column: one of service or subscription seldom does.

    Neither its address says so nor what REST lists of the post that was asked for: both are those
    of the column, whatever page comes in its place.
    """
    page = reading.article
    if page is None:
        return False
    if reading.parts:
        page = intake.article_of_capture(reading.capture, reading.outlet)
    by_address = {name for name, place in page.found_in.items() if place.endswith(ADDRESS)}
    if page.published is not None and "published" not in by_address:
        return True
    if page.authors and "authors" not in by_address:
        return True
    scope = reading.outlet.scope
    named = "section" not in by_address and intake.sections_of(page)
    return bool(scope.sections and named and scope.admits_sections(named))
