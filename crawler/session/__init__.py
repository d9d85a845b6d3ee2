"""One crawl while it runs: what each outlet has still to ask, and what came of it."""
