"""Candidates from what an outlet offers: one pure module per channel, bytes in, candidates out."""
