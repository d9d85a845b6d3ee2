"""The picture of hits by year: which years are named, and that no name stands in another."""

from itertools import pairwise

import pytest

from archive.search.results import YearCount
from archive.web.room.timeline import LONGEST, WIDTH, bars

OF_A_LABEL = 72
"""Units of a year's four digits at most, on a phone."""


@pytest.mark.parametrize("years", [2, 3, 4, 5, 6, 7, 12, 23, 24, 25, 60, 149, 150, LONGEST])
def test_the_first_and_the_last_year_are_named_and_no_name_stands_in_another(years: int) -> None:
    made = bars([YearCount(2026 - number, 1 + number) for number in range(years)])
    assert len(made) == years
    named = [bar for bar in made if bar.label]
    assert (named[0], named[-1]) == (made[0], made[-1])
    starts = [bar.x if bar.label == "start" else bar.x + bar.width - OF_A_LABEL for bar in named]
    assert starts[0] >= 0
    assert starts[-1] + OF_A_LABEL <= WIDTH
    apart = [after - before for before, after in pairwise(starts)]
    assert min(apart) > OF_A_LABEL + 5
    # Between them no stretch is left without a name for long.
    assert max(apart) < 250
