"""Whether outlets still give what they used to, and what has them crawled in time."""
