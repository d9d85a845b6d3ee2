"""The furniture around and inside a column."""
