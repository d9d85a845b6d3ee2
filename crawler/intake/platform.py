"""What a site's REST has answered in one crawl: the listings of its columns, and its comments.

One for each outlet's crawl, so that what is closed is not asked again with every column.
"""

from collections.abc import Callable
from typing import Any

from archive.model.errors import DeskError
from archive.model.records import Capture, Part
from crawler.discovery.wordpress import NoListing, entries_of, error_code

CLOSED = frozenset((400, 401, 403, 404, 405, 410, 501))
"""Statuses with which WordPress and its plugins say, in JSON, that REST is not for us."""
WITHOUT_JSON = 5
"""Answers in a row without JSON after which a site is taken to have no REST for comments. Of a
server that fails for every seventh request, so many in a row come once in 15,000."""


class Platform:
    """What an outlet's REST has answered, and whether it lists comments, for one crawl."""

    def __init__(self, stored: Callable[[int], Capture]) -> None:
        """`stored` gives a capture by its row id."""
        self.comments_closed = False
        self._without_json = 0
        """Answers in a row, in place of comments, that were none."""
        self._stored = stored
        self._newest: dict[int, Part] = {}

    def record(self, capture_id: int | None) -> Part | None:
        """The listing that holds a column; None when there is none, or it cannot be read."""
        if capture_id is None:
            return None
        if capture_id not in self._newest:
            try:
                listing = self._stored(capture_id)
            except DeskError:  # a damaged record; the page gives the column without it
                return None
            self._newest = {capture_id: Part("record", listing)}
        return self._newest[capture_id]

    def comments_in(self, capture: Capture) -> list[dict[str, Any]]:
        """The comments in an answer; NoListing when it is no good one.

        After a refusal, or many answers in a row that are no JSON, comments are closed. One alone
        may be a fault of the moment.
        """
        status = capture.status or 0
        if not 200 <= status < 300:
            self._count_fault(refused=status in CLOSED and error_code(capture.body) is not None)
            raise NoListing("in place of the comments")
        try:
            entries = entries_of(capture.body, "comments")
        except NoListing:
            self._count_fault(refused=False)
            raise
        self._without_json = 0
        return entries

    def _count_fault(self, *, refused: bool) -> None:
        self._without_json += 1
        self.comments_closed = refused or self._without_json >= WITHOUT_JSON
