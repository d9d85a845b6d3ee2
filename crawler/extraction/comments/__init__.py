"""Reader comments: their elements, and the author, date and text of each.

`discussion` is the entry. Comments with telling class names are found in `comment_elements` and
read in `comment_reader` (with `comment_parts` and `comment_text`); comments without them are found
in `repeated_boxes` by `signals` and read in `unnamed_comments`. `extent`, `counters` and
`comment_pages` find what contains the discussion, its counters and its other pages.
"""
