"""Dates, names, languages and counts in single lines of text, without any page around them."""
