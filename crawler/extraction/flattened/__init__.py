"""A column rebuilt from text without tags."""
