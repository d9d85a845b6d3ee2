"""What Scrapy logs of each page and item: nothing, unless somebody debugs."""

import logging
from typing import TYPE_CHECKING, Any

from scrapy.logformatter import LogFormatter

if TYPE_CHECKING:
    from scrapy.logformatter import LogFormatterResult


class QuietFormatter(LogFormatter):
    """Logs each page and item only when debugging lines are shown."""

    def crawled(self, *arguments: Any) -> "LogFormatterResult":
        return super().crawled(*arguments) if debugging() else None  # type: ignore[return-value]

    def scraped(self, *arguments: Any) -> "LogFormatterResult":
        return super().scraped(*arguments) if debugging() else None  # type: ignore[return-value]


def debugging() -> bool:
    """Whether the log shows debugging lines."""
    return logging.getLogger("scrapy.core").isEnabledFor(logging.DEBUG)
