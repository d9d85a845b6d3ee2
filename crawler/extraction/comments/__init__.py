"""Reader comments: which elements they are, and what each one says."""
