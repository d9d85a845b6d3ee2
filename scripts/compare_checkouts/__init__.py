"""Whether two checkouts do the same: articles, archives, what verbs print, and what it costs."""
