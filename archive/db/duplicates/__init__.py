"""The tables of columns that are one text."""
