"""Candidates from what an outlet offers: one pure module per channel, bytes in, candidates out.

`feed`, `sitemap` and `index` each read one answer of a seed; `seeds.read_seed` picks the reader and
keeps what is in the outlet's scope. Fetching, and stopping at a seed's limit, is the spider's work.
"""
