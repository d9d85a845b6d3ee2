"""Headline, byline, dates, sections and labels of a column, from what is stated and printed.

`fields` is the entry. `stated` reads what the page states for machines, `headlines` the headline
and the lines printed about it; `labels`, `sections`, `bylines` and `dates` weigh both. `signature`
reads the author below the text once the body is known.
"""
