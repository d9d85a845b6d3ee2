"""The reading room: pages to search, read and compare columns on.

A handler reads a request into a value, has one function of the archive called in Datasette's
reading thread, and gives what it returns to a template, or as JSON. SQL stands in `archive.db`,
what is looked up in `archive.search` and `archive.reading`; templates escape every string.
"""
