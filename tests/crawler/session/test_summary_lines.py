"""The line of a crawl's summary, as `desk crawl` prints it for one outlet."""

from datetime import UTC, datetime

import pytest

from crawler.session.summary import Summary
from crawler.terminal.summaries import show_summaries


def test_an_interrupted_crawl_is_called_so(capsys: pytest.CaptureFixture[str]) -> None:
    cut = Summary(
        outlet="harbour",
        started_at=datetime(2026, 11, 1, tzinfo=UTC),
        continued=False,
        finish_reason="shutdown",
        outcomes={},
        seeds=(),
        bad=(),
        requests=2,
        seconds=1.0,
    )
    show_summaries([cut], quiet=False)
    printed = capsys.readouterr().out
    assert printed == "harbour: no page was visited  (2 requests, 1.0 s, interrupted)\n"
