"""The SQLite file: its schema and every statement, by group of tables.

What becomes of a column is decided by the callers and by the rules in `archive.model`. A statement
holds the conditions and the order that pick its rows, and keeps tables in step with each other.
"""
