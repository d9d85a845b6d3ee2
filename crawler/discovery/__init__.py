"""Candidates from an outlet's channels: one module per channel, bytes in, candidates out.

`feed`, `sitemap` and `index_page` each read one response of a seed; `seeds.read_seed` picks the
reader and keeps what is in the outlet's scope. `wordpress` reads REST responses. Fetching, and
stopping at a seed's limit, is the spider's work.
"""
