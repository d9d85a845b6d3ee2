"""A column's text and fields from a page or a flattened text; no network, no clock, no state."""
