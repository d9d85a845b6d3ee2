"""Headline, byline, dates and labels of a column, from what is stated and printed."""
