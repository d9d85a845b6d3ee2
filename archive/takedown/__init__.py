"""Columns and commenters taken out for good."""
