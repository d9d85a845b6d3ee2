"""Reader comments as the platforms print them: which elements they are, and what each one says."""
