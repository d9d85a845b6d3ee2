"""Work a person starts: crawling, importing, re-extraction, merging, reading one page."""
