"""Headline, byline, dates and labels of a column, from what is stated and printed.

`fields` is the entry. `stated` reads what the page states for machines, `vicinity` the lines
printed about the headline; `headline`, `labels`, `bylines` and `dates` weigh both. `signature`
reads the author below the text once the body is known.
"""
