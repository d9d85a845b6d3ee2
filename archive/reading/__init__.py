"""What readers are shown: one column, its history, statistics, the canonical dump."""
