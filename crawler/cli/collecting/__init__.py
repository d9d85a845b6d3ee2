"""Verbs that bring columns into a working folder."""
