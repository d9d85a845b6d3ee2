"""The furniture that stands around and inside a column."""
