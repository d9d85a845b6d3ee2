"""From a stored capture to an outcome: read, joined with its parts, kept."""
