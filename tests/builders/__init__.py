"""Builders and servers that tests share; no tests stand here."""
