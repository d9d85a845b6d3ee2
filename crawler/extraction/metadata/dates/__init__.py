"""When a column was published and last changed."""
