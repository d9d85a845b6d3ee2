"""Who wrote a column."""
