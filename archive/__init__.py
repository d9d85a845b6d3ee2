"""Keeping columns: captures, texts, versions, duplicates and search. Never parses a web page."""
