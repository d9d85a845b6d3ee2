"""Reader comments: which elements they are, and what each one says.

`discussion` is the entry. Comments that the page names are found in `comment_elements` and read in
`comment_reader` (with `comment_parts` and `comment_text`); comments that nothing names are found in
`repeated_boxes` and read in `unnamed_comments`, weighed by `signals`. `extent`, `counters` and
`comment_pages` find what holds the discussion, its counters and its other pages.
"""
