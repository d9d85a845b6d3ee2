"""Finding, fetching and reading columns. Keeping them is `archive`'s work."""
