"""`desk outlets`, a group of verbs about the outlet files."""
