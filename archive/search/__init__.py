"""Full-text search over columns and comments."""
