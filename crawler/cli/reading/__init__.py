"""Verbs that show what the archive holds."""
