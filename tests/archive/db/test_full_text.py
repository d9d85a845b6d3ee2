"""Samples of what the full-text indexes find."""

import sqlite3
from collections import Counter
from contextlib import closing

import pytest

from archive.db.full_text import IndexQuery


@pytest.mark.parametrize("step", [1, 2, 3, 7, 64, 100, 360, 377, 610, 987, 1597, 2584])
@pytest.mark.parametrize("first", [1, 40_001])
def test_a_sample_is_spread_evenly_over_rows_stored_together_or_at_intervals(
    step: int, first: int
) -> None:
    rows = range(first, first + 10_000 * step, step)
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE TABLE f (id INTEGER PRIMARY KEY)")
        db.executemany("INSERT INTO f VALUES (?)", ((row,) for row in rows))
        chosen = IndexQuery("column", "").sample(0.1).rows
        seen = [row for (row,) in db.execute(f"SELECT f.rowid FROM f WHERE 1 {chosen}")]
    tenths = Counter((row - first) // (1_000 * step) for row in seen)
    assert len(tenths) == 10
    assert min(tenths.values()) > 60
    assert max(tenths.values()) < 140
