"""Pieces of statements that several modules use."""

IN = "IN (SELECT value FROM json_each(?))"
