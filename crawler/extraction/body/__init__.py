"""Which segments of a page are the column's text."""
